"""Paper: what is said on it, read from the store."""
