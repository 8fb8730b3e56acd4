"""What a figure of a drawer is made of, row by row (M9)."""

from collections.abc import Iterator

from app.domain.document_kind import Party
from app.domain.kinds import KINDS
from app.domain.marks import N_
from app.domain.shifts import DrawerFigure
from app.lists.listing import Column, Listing, Type
from app.text import _, called, party_name
from db.queries.lists import drawer_rows as row_pages
from db.queries.lists.drawer_rows import DrawerRow, DrawerRowsAsked
from db.queries.shifts import DrawerScope
from db.sql import Database

_SUPPLIERS = tuple(kind.key for kind in KINDS.values() if kind.party is Party.SUPPLIER)


def of_figure(scope: DrawerScope, figure: DrawerFigure) -> DrawerRowsAsked:
    """What is asked for the rows of a figure."""
    return DrawerRowsAsked(scope, figure.name, _SUPPLIERS)


def of_tender(scope: DrawerScope, tender: int) -> DrawerRowsAsked:
    """What is asked for what was paid by a tender."""
    return DrawerRowsAsked(scope, tender=tender)


def what(row: DrawerRow) -> str:
    """The document, who it was with and the payment's number, or why money passed.

    Of a float what it is made of.
    """
    if row.kind is not None:
        said = (row.number, party_name(row.kind, row.party), row.reason)
        return " · ".join(part for part in said if part)
    return row.reason or _("What the last close left, or the first float")


def _said(_database: Database, asked: DrawerRowsAsked) -> Iterator[tuple[str, str]]:
    if asked.figure:
        yield _("Figure"), _(DrawerFigure[asked.figure].value)


DRAWER_ROWS: Listing[DrawerRowsAsked, DrawerRow] = Listing(
    "drawer_rows",
    (
        Column("at", N_("Time"), Type.MOMENT, lambda r: r.at, 152),
        Column("what", N_("What it was"), Type.TEXT, what, stretch=True),
        Column("amount", N_("Amount"), Type.MONEY, lambda r: r.amount, 96),
        Column(
            "rounding", N_("Rounding"), Type.MONEY, lambda r: r.rounding or None, 80, gives_way=1
        ),
        Column("person", N_("By"), Type.TEXT, lambda r: called(r.person), 96, gives_way=2),
    ),
    row_pages.page,
    row_pages.count,
    says=_said,
)
"""The parts of one figure, the newest first."""
