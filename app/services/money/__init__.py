"""Money: prices and what goods had cost (M)."""
