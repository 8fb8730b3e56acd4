"""Money: the drawer and its shifts."""
