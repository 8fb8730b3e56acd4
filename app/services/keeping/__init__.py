"""Safe keeping: what is kept is sealed, checked, backed up, restored (S)."""
