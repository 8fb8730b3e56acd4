"""Money: taxes, prices, payments and the drawer."""
