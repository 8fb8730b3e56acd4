"""Warehouses: add and edit."""

from dataclasses import asdict, dataclass

from app.domain.permissions import Permission
from app.domain.problems import Code, Problem, Refused
from app.services import audit
from app.services.audit import Action, Change, Subject
from app.services.permitting import permitted
from app.services.session import Session
from app.services.stock.forms import form_of
from db import sql
from db.queries import warehouses
from db.sql import Database
from db.writes import warehouses as warehouse_writes


@dataclass(frozen=True, slots=True)
class WarehouseForm:
    """What the warehouse page holds."""

    name: str
    address: str = ""
    active: bool = True


@permitted(Permission.EDIT_WAREHOUSES)
def save(session: Session, form: WarehouseForm, id: int | None = None) -> int:
    """Add a warehouse, or change the one with ``id``; returns its id. Raises Refused."""
    name = form.name.strip()
    values = asdict(form) | {"name": name}
    with sql.transaction(session.database, of=sql.SHOP):
        problem = _problem_with(session.database, name, form.active, id)
        if problem:
            raise Refused([problem])
        if id is not None:
            before = asdict(load(session.database, id))
            audit.note(session, Action.WAREHOUSE, [Change(Subject.WAREHOUSE, id, before, values)])
        return warehouse_writes.save(session.database, values, id)


def _problem_with(database: Database, name: str, active: bool, id: int | None) -> Problem | None:
    if not name:
        return Problem(Code.NAME_MISSING)
    if any(twin != id for twin in warehouses.named(database, name)):
        return Problem(Code.NAME_TAKEN, {"name": name})
    if not active and id is not None:
        held = warehouses.items_in(database, id)
        if held:
            return Problem(Code.WAREHOUSE_IN_USE, {"name": name, "count": held})
        if warehouses.is_last(database, id):
            return Problem(Code.LAST_WAREHOUSE, {"name": name})
    return None


def load(database: Database, id: int) -> WarehouseForm:
    """The warehouse as its page shows it."""
    return form_of(WarehouseForm, warehouses.record(database, id))
