"""What only SQLite has: opening, lock, log, copies, trouble by error code."""
