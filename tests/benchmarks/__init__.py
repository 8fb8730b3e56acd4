"""What the hot paths cost, beside the bare ``sqlite3`` driver: ``python -m tests.benchmarks``."""
