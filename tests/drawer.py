"""What passes a drawer, for tests: documents that are paid as somebody says."""

from dataclasses import dataclass

from app.services.documents import draft_lines, posting
from app.services.session import Session
from db import sql
from db.queries import document_lines, shifts
from tests.shop import Shop

CASH, CARD, WALLET = 1, 2, 3
"""The tenders that every store has, by their ids."""


@dataclass(frozen=True)
class Paid:
    """A part of what is paid: by a tender, rounded, of so much that was handed over."""

    amount: int
    tender: int = CASH
    rounding: int = 0
    given: int | None = None


def pay(session: Session, draft: int, *parts: Paid) -> int:
    """Post a draft paid by these parts; what they settle is its total. Returns the document."""
    database = session.database
    shift = shifts.open_shift(database, session.counter.id)
    who = (session.counter.id, session.person.id, shift, session.stamp())
    values = [(draft, one.tender, one.amount, one.rounding, one.given, *who) for one in parts]
    sql.execute(database, "UPDATE document SET keeps_money = 1 WHERE id = ?", draft)
    sql.insert_many(
        database,
        "payment",
        "document_id, tender_id, amount, rounding, given, counter_id, person_id, shift_id, at",
        values,
    )
    posting.post(session, draft)
    return draft


def sell(shop: Shop, *parts: Paid) -> int:
    """A posted sale of one rope for what is paid; the document."""
    draft = shop.written("sale", product=shop.has.rope, units=1)
    return _priced(shop, draft, sum(one.amount for one in parts), parts)


def refund(shop: Shop, *parts: Paid) -> int:
    """A posted return of one rope, for which so much is given back; the document."""
    draft = shop.written("sales_return", product=shop.has.rope, units=1)
    return _priced(shop, draft, -sum(one.amount for one in parts), parts)


def buy(shop: Shop, *parts: Paid) -> int:
    """A posted purchase of one rope that is paid at once; the document."""
    draft = shop.written("purchase", product=shop.has.rope, units=1)
    return _priced(shop, draft, -sum(one.amount for one in parts), parts)


def _priced(shop: Shop, draft: int, price: int, parts: tuple[Paid, ...]) -> int:
    (line,) = document_lines.lines(shop.database, draft)
    draft_lines.set_price(shop.session, draft, line.id, price)
    return pay(shop.session, draft, *parts)
