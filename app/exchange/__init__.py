"""Files of others: judged, opened by what they are, read cell by cell, imported by kinds."""
