"""The rules of the shop, pure: no store, no screen, no clock, no files."""
