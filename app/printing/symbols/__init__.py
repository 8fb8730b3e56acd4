"""Symbols as rows of modules, each read back before anything is drawn (Q3)."""
