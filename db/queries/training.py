"""Reads of training sales: drafts that were begun as such (nothing of them counts)."""

from typing import NamedTuple

from db import sql
from db.sql import Database


class TrainingSale(NamedTuple):
    """A draft that was begun in training; ``number`` once it is done."""

    document_id: int
    number: int | None


def of(database: Database, document: int) -> TrainingSale | None:
    """What a document is in training; None: it is a real one."""
    found = sql.row(
        database, "SELECT document_id, number FROM training_sale WHERE document_id = ?", document
    )
    return TrainingSale(*found) if found else None
