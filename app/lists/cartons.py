"""The cartons that the shop knows (C3), the newest first."""

from app.domain.marks import N_
from app.lists import said
from app.lists.listing import Column, Listing, Type
from app.services.entry.cartons import SOURCE_NAMES, CartonSource
from app.text import _
from db.queries.lists import cartons as carton_pages
from db.queries.lists.cartons import CartonRow


def _sold_out(carton: CartonRow) -> bool:
    return not carton.in_stock


CARTONS: Listing[str, CartonRow] = Listing(
    "cartons",
    (
        Column("code", N_("Carton"), Type.SERIAL, lambda c: c.code, 184, faded=_sold_out),
        Column(
            "product",
            N_("Item"),
            Type.TEXT,
            lambda c: c.product,
            stretch=True,
            nothing="–",
            faded=_sold_out,
        ),
        Column("units", N_("Units"), Type.COUNT, lambda c: c.units, 64, gives_way=2),
        Column("in_stock", N_("In stock"), Type.COUNT, lambda c: c.in_stock, 76),
        Column(
            "source",
            N_("Known from"),
            Type.TEXT,
            lambda c: _(SOURCE_NAMES[CartonSource(c.source)]),
            112,
            gives_way=1,
        ),
    ),
    carton_pages.page,
    carton_pages.count,
    says=said.of_text,
)
