"""Every page of the demo shop as PNG, both languages and both themes, to be looked at."""
