"""Money: taxes, prices, what goods had cost, payments and how they are made, the drawer (M)."""
