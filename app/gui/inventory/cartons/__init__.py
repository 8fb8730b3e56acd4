"""Inventory › Cartons: what is in each, learn, pack, packing lists (C3)."""
