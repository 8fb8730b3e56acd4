"""The serial numbers of Serial Number Search (Q1)."""

from app.domain.lifecycle import STATUS_NAMES
from app.domain.marks import N_
from app.domain.verdicts import STATUS_LEVELS
from app.lists import details, said
from app.lists.listing import Column, Listing, Type
from app.text import party_name
from db.queries.lists import serials as serial_pages
from db.queries.lists.serial_filter import NEWEST, Filter
from db.queries.lists.serials import Found

_COLUMNS: tuple[Column[Found], ...] = (
    Column("number", N_("Serial number"), Type.SERIAL, lambda s: s.number, 140, sorts=True),
    Column("product", N_("Item"), Type.TEXT, lambda s: s.product, stretch=True),
    Column("sku", N_("SKU"), Type.TEXT, lambda s: s.sku, 112, at_first=False, gives_way=5),
    Column(
        "status",
        N_("Status"),
        Type.STATUS,
        lambda s: s.status,
        80,
        names={int(status): name for status, name in STATUS_NAMES.items()},
        tones={int(status): level for status, level in STATUS_LEVELS.items()},
    ),
    Column(
        "warehouse",
        N_("Warehouse"),
        Type.TEXT,
        lambda s: s.warehouse,
        96,
        nothing="–",
        gives_way=4,
    ),
    Column(
        "document",
        N_("Last document"),
        Type.TEXT,
        lambda s: s.document_number,
        144,
        nothing="–",
        gives_way=2,
    ),
    Column("date", N_("Date"), Type.DATE, lambda s: s.date, 112, gives_way=1),
    Column(
        "party",
        N_("Party"),
        Type.TEXT,
        lambda s: party_name(s.kind, s.party),
        152,
        at_first=False,
        gives_way=3,
    ),
)

SERIALS: Listing[Filter, Found] = Listing(
    "serials",
    _COLUMNS,
    serial_pages.page,
    serial_pages.count,
    NEWEST,
    serial_pages.ids,
    serial_pages.read,
    said.of_serials,
    details.of_serials(_COLUMNS),
)
