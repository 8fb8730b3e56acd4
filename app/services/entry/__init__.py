"""How serials get in: a code resolved, judged, put on its line, and written down (C, D4)."""
