"""The documents that a restore would lose, of all kinds, the newest first (S2)."""

from app.domain.kinds import KINDS, SALE
from app.domain.marks import N_
from app.lists import details
from app.lists.listing import Column, Listing, Type
from app.text import _, party_name
from db.queries import lost
from db.queries.documents import POSTED, VOIDED
from db.queries.lists.documents import DocumentRow

_STATES = {POSTED: N_("Posted"), VOIDED: N_("Void")}


def _party(document: DocumentRow) -> str:
    return party_name(document.kind, document.party)


_COLUMNS: tuple[Column[DocumentRow], ...] = (
    Column("number", N_("Number"), Type.TEXT, lambda d: d.number, 144),
    Column("kind", N_("Kind"), Type.TEXT, lambda d: _(KINDS[d.kind].name), 112, stretch=True),
    Column("state", N_("State"), Type.STATUS, lambda d: d.state, 72, names=_STATES, gives_way=3),
    Column("date", N_("Date"), Type.DATE, lambda d: d.date, 96, gives_way=5),
    Column("party", N_("Party"), Type.TEXT, _party, stretch=True, gives_way=4),
    Column("warehouse", N_("Warehouse"), Type.TEXT, lambda d: d.warehouse, at_first=False),
    Column("units", N_("Units"), Type.QUANTITY, lambda d: d.units, 64, gives_way=2),
    Column("serials", N_("Serials"), Type.COUNT, lambda d: d.serials, 64, gives_way=1),
    Column("total", N_("Total"), Type.MONEY, lambda d: d.total, 104),
)

LOST: Listing[int, DocumentRow] = Listing(
    "lost",
    _COLUMNS,
    lost.page,
    lost.count,
    details=details.of_documents(SALE, _COLUMNS, True),
)
"""Asked by the place, in the order of posting, after which all would be lost."""
