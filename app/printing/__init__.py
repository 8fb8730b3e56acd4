"""Paper: symbols that are read back before they are drawn, labels, files written whole."""
