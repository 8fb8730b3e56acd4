"""Inventory: Serial Number Search, stock, in transit, cartons, scan log."""
