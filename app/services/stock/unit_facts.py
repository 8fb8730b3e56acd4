"""What is known of one unit beside a document: since when and by what it is where it is."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from app.domain.lifecycle import Status
from app.services import clock
from db.queries import documents, serials
from db.queries.lists import in_stock
from db.queries.lists.in_stock import InStockAsked
from db.queries.serials import Known
from db.queries.stock import stock_at
from db.sql import Database


@dataclass(frozen=True, slots=True)
class OthersHere:
    """The other serials in stock of its product in its warehouse.

    ``oldest`` is the one of all that came first, the unit's own too; None where looking for it
    among very many would take too long.
    """

    count: int
    oldest: str | None


class UnitFacts(NamedTuple):
    """Of a unit that is known: its status since a day, by which document, with whom.

    ``others`` only where it is in stock.
    """

    number: str
    status: Status
    since: date
    document: int
    document_number: str
    kind: str
    party: str | None
    others: OthersHere | None


def facts_of(database: Database, number: str) -> UnitFacts | None:
    """The facts of a serial number; None where nobody knows it, or all it did is void."""
    known = next(iter(serials.known(database, [number]).values()), None)
    if known is None or known.current_movement_id is None or known.document_id is None:
        return None
    document = documents.document(database, known.document_id)
    posted = datetime.fromisoformat(document.posted_at or document.changed_at)
    return UnitFacts(
        number=known.number,
        status=Status(known.status),
        since=clock.day_of(posted),
        document=document.id,
        document_number=document.number or "",
        kind=document.kind,
        party=document.party,
        others=_others(database, known) if known.status == Status.IN_STOCK else None,
    )


def _others(database: Database, known: Known) -> OthersHere | None:
    if known.warehouse_id is None:
        return None
    stock = stock_at(database, known.warehouse_id, [known.product_id])
    _on_hand, identified = stock.get(known.product_id, (0, 1))
    asked = InStockAsked(known.warehouse_id, known.product_id)
    first = in_stock.page(database, asked, None, 1).rows
    return OthersHere(max(identified - 1, 0), first[0].number if first else None)
