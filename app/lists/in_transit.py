"""What is in transit (D4): the transfers that have not arrived, those sent first at the top."""

from collections.abc import Iterator
from datetime import date

from app.domain.marks import N_
from app.lists.listing import Column, Listing, Type
from app.services import clock
from db.queries.lists import in_transit as in_transit_pages
from db.queries.lists.in_transit import TransferOnTheWay


def in_transit(serials_enabled: bool) -> Listing[None, TransferOnTheWay]:
    """The list; with serials switched off it says nothing about them (P1)."""
    return Listing(
        "in_transit",
        tuple(_columns(serials_enabled)),
        in_transit_pages.page,
        in_transit_pages.count,
    )


def _columns(serials_enabled: bool) -> Iterator[Column[TransferOnTheWay]]:
    yield Column("number", N_("Number"), Type.TEXT, lambda t: t.number, 152)
    yield Column("date", N_("Date"), Type.DATE, lambda t: t.date)
    yield Column("days", N_("Days"), Type.COUNT, _days, 64)
    yield Column("warehouse", N_("Comes from"), Type.TEXT, lambda t: t.source, stretch=True)
    yield Column("to_warehouse", N_("Goes to"), Type.TEXT, lambda t: t.destination, stretch=True)
    yield Column("units", N_("Units"), Type.QUANTITY, lambda t: t.quantity, 88)
    if serials_enabled:
        yield Column("serials", N_("Serials"), Type.COUNT, lambda t: t.serials, 88)


def _days(transfer: TransferOnTheWay) -> int:
    """Days since it was sent, by its date."""
    return (clock.today() - date.fromisoformat(transfer.date)).days
