"""Rows of the tables that people edit, read by the names of their columns."""

from typing import TYPE_CHECKING, Any, NamedTuple

from db import sql
from db.sql import Database

if TYPE_CHECKING:
    from db.models import Numbered

Record = dict[str, Any]
"""One row: what stands in each of its columns."""


def record(database: Database, table: "type[Numbered]", id: int) -> Record:
    """The row with ``id``. Raises KeyError where there is none."""
    with sql.told(database):
        for found in table.select().where(table.id == id).dicts().execute(database):
            return dict(found)
    raise KeyError(id)


class Named(NamedTuple):
    """Something to choose by name."""

    id: int
    name: str
