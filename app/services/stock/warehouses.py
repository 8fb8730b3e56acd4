"""Warehouses: add and edit."""

from dataclasses import asdict, dataclass

from app.domain.problems import Code, Problem, Refused
from app.services.stock.forms import form_of
from db import sql
from db.models import Warehouse
from db.sql import Database


@dataclass(frozen=True, slots=True)
class WarehouseForm:
    """What the warehouse page holds."""

    name: str
    address: str = ""
    active: bool = True


def save(database: Database, form: WarehouseForm, id: int | None = None) -> int:
    """Add a warehouse, or change the one with ``id``; returns its id. Raises Refused."""
    name = form.name.strip()
    values = asdict(form) | {"name": name}
    with sql.transaction(database):
        problem = _problem_with(database, name, form.active, id)
        if problem:
            raise Refused([problem])
        if id is None:
            return int(Warehouse.insert(**values).execute(database))
        Warehouse.update(**values).where(Warehouse.id == id).execute(database)
        return id


def _problem_with(database: Database, name: str, active: bool, id: int | None) -> Problem | None:
    if not name:
        return Problem(Code.NAME_MISSING)
    twin = Warehouse.select().where(Warehouse.name == name)
    if any(found.id != id for found in twin.execute(database)):
        return Problem(Code.NAME_TAKEN, {"name": name})
    if not active and id is not None:
        held = sql.value(
            database, "SELECT count(*) FROM stock WHERE on_hand <> 0 AND warehouse_id = ?", id
        )
        if held:
            return Problem(Code.WAREHOUSE_IN_USE, {"name": name, "count": held})
        if not sql.value(database, "SELECT 1 FROM warehouse WHERE active AND id <> ?", id):
            return Problem(Code.LAST_WAREHOUSE, {"name": name})
    return None


def load(database: Database, id: int) -> WarehouseForm:
    """The warehouse as its page shows it."""
    return form_of(WarehouseForm, Warehouse.select().where(Warehouse.id == id).get(database))
