"""A unit's own price, such as that of used goods: it comes before every list (M2)."""

from collections.abc import Mapping

from app.domain.permissions import Permission
from app.domain.problems import Code, Problem, Refused
from app.services import audit
from app.services.audit import Action, Change, Subject
from app.services.documents import figures
from app.services.permitting import permitted
from app.services.session import Session
from db import sql
from db.queries import prices, serials
from db.sql import Database
from db.writes import prices as price_writes


@permitted(Permission.EDIT_PRICES)
def set_price(session: Session, number: str, price: int | None) -> None:
    """Give the unit with this serial number a price of its own, in minor units, or none.

    Raises Refused as ``set_prices`` does.
    """
    set_prices(session, {number: price})


@permitted(Permission.EDIT_PRICES)
def set_prices(session: Session, wanted: Mapping[str, int | None]) -> list[Change]:
    """Give units, by their serial numbers, prices of their own or none, all or nothing.

    What is on drafts already stays as it is. Returns what changed. Raises Refused where nobody
    knows a number, or a price is too big or below zero.
    """
    database = session.database
    with sql.transaction(database, of=sql.SHOP):
        problems = [problem for problem in problems_of(database, wanted).values() if problem]
        if problems:
            raise Refused(problems)
        known = serials.known(database, wanted)
        now = {known[number.upper()].id: price for number, price in wanted.items()}
        before = prices.own_prices(database, now)
        changes = [
            Change(Subject.SERIAL, id, {"own_price": before.get(id)}, {"own_price": price})
            for id, price in now.items()
            if before.get(id) != price
        ]
        price_writes.write_own_prices(database, now)
        audit.note(session, Action.PRICES, changes)
    return changes


def problems_of(database: Database, wanted: Mapping[str, int | None]) -> dict[str, Problem | None]:
    """Why each unit cannot have its price, by the serial number; None: it can."""
    known = serials.known(database, wanted)
    found: dict[str, Problem | None] = {}
    for number, price in wanted.items():
        if number.upper() not in known:
            found[number] = Problem(Code.IS_UNKNOWN, {"serial": number}, serial=number)
        else:
            found[number] = next(iter(figures.problems_of_prices(database, [price or 0])), None)
    return found
