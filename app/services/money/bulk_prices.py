"""Prices of many items changed at once: planned and shown first, written and undone as a whole.

What is changed is a price list's prices from one unit on, or the items' own. The audit log keeps
one row for the whole, with every price before and after.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain.permissions import Permission
from app.domain.price_changes import PriceChange, is_rate
from app.domain.problems import Code, refuse
from app.domain.quantities import ONE_UNIT
from app.services import audit
from app.services.audit import Action, Change, Subject
from app.services.permitting import permitted
from app.services.session import Session
from db import sql
from db.queries import prices
from db.sql import Database
from db.writes import prices as price_writes

MOST = 20_000
"""Items changed at once: what is planned is shown, and kept in the log."""


@dataclass(frozen=True, slots=True)
class PlannedPrice:
    """An item whose price changes; None: the list had none of it."""

    product: int
    sku: str
    name: str
    old: int | None
    new: int | None


def plan(
    database: Database, price_list: int | None, products: Sequence[int], change: PriceChange
) -> list[PlannedPrice]:
    """What a rule makes of the prices of some items, in their order; those that stay are left out.

    ``price_list`` None: the items' own prices. Nothing is written. Raises Refused where the rate is
    no rate, or there are too many.
    """
    if not is_rate(change.rate):
        raise refuse(Code.PRICE_RATE)
    if len(products) > MOST:
        raise refuse(Code.TOO_MANY_PRICES, most=f"{MOST:,}")
    found = []
    for row in prices.to_change(database, price_list, products):
        new = change.new_price(row.now, row.retail, row.purchase)
        if new is not None and new != row.now:
            found.append(PlannedPrice(row.product, row.sku, row.name, row.now, new))
    return found


@permitted(Permission.EDIT_PRICES)
def carry_out(session: Session, price_list: int | None, planned: Sequence[PlannedPrice]) -> None:
    """Write what was planned, all of it or nothing; ``turned`` it takes that back.

    Raises Refused where a price is no longer as it was when it was planned.
    """
    database = session.database
    with sql.transaction(database, of=sql.SHOP):
        rows = prices.to_change(database, price_list, [one.product for one in planned])
        now = {row.product: row.now for row in rows}
        moved = [one for one in planned if now.get(one.product, one.new) != one.old]
        if moved or len(now) < len(planned):
            raise refuse(Code.PRICE_MOVED, product=(moved or planned)[0].name)
        _write(database, price_list, planned)
        before = {one.sku: one.old for one in planned}
        after = {one.sku: one.new for one in planned}
        subject = Subject.SHOP if price_list is None else Subject.PRICE_LIST
        change = Change(subject, price_list, {"prices": before}, {"prices": after})
        audit.note(session, Action.PRICES, [change])


def turned(planned: Iterable[PlannedPrice]) -> list[PlannedPrice]:
    """What takes a change back as a whole."""
    return [PlannedPrice(one.product, one.sku, one.name, one.new, one.old) for one in planned]


def _write(database: Database, price_list: int | None, planned: Sequence[PlannedPrice]) -> None:
    if price_list is None:
        price_writes.write_retail(database, [(one.new or 0, one.product) for one in planned])
        return
    price_writes.write_first_steps(
        database,
        price_list,
        [(one.product, ONE_UNIT, one.new) for one in planned if one.new is not None],
        [one.product for one in planned if one.new is None],
    )
