"""Labels of units: what is on them as data, one layout in whole dots, and the pages of a file."""
