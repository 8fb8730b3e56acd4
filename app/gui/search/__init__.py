"""Inventory › Serial Number Search: find any serial again, and its whole circulation."""
