"""What SQLite's planner knows of the tables: a sample, taken while nobody waits."""

from db import sql
from db.sql import Database

SAMPLE = 400
"""Rows that are looked at of each index: SQLite's own advice; all of them would take minutes."""

ENOUGH = 10_000
"""Movements of a shop that is worth it. In a smaller one the planner would learn that to go through
whole tables is as good, and stay with that while they grow."""


def refresh(database: Database) -> None:
    """Sample the tables that were asked and have grown much since they were sampled last.

    No plan of ours depends on it: those that matter name their order, and tests ask for their
    plans with samples and without. Raises StoreTrouble where the store cannot be written now.
    """
    if (sql.value(database, "SELECT max(id) FROM serial_movement") or 0) < ENOUGH:
        return
    sql.execute(database, f"PRAGMA analysis_limit = {SAMPLE}")
    sql.execute(database, "PRAGMA optimize").fetchall()
