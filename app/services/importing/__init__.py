"""Files of others taken in (Q9): rows judged all at once, written whole, taken back whole."""
