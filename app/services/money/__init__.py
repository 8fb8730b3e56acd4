"""Money: taxes, prices, payments and how they are made, the drawer and its shifts."""
