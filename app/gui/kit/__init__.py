"""What every page is built of: desk, bus, theme, widgets, tables, forms, dialogs, long work."""
