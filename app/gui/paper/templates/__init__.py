"""Settings › Print Template Settings: what papers look like, seen as they are printed."""
