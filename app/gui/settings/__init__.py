"""Settings: System Settings, the scanner, warehouses."""
