"""Inventory › Cartons: what each carton holds, learning cartons, packing them."""
