"""The program and its one window: menu, first run, what stands in place of a failed page."""
