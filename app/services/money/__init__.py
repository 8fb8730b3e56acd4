"""Money: prices, taxes, what goods had cost, payments, the drawer and its shifts (M)."""
