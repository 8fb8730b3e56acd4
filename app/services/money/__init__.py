"""Money: prices, what goods had cost, payments, the drawer and its shifts (M)."""
