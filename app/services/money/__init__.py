"""Money: how the shop is paid, payments, the drawer and its shifts."""
