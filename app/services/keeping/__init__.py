"""Safe keeping (S): backups and their places, what is in them, what is checked."""
