"""Money on the screen: what a customer pays and sees of it, the drawer and its shifts."""
