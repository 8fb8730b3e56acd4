"""One page for all document kinds; the serial panel and its ways in."""
