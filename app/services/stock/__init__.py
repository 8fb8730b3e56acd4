"""What the shop has: items, contacts, warehouses, serial tracking, corrections (P, L5)."""
