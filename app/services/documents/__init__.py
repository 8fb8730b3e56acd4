"""The life of a document: drafts, posting, voiding, copying (D6, D7, V)."""
