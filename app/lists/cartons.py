"""The cartons (C3): what each holds, how much of it is in stock, and how it came to be known."""

from app.domain.marks import N_
from app.lists.listing import Column, Listing, Type
from app.services.entry.cartons import SOURCE_NAMES
from db.queries.cartons import CartonRow
from db.queries.lists import cartons as reads
from db.queries.lists.cartons import Asked


def _faded(carton: CartonRow) -> bool:
    return not carton.in_stock


CARTONS: Listing[Asked, CartonRow] = Listing(
    "cartons",
    (
        Column("code", N_("Carton"), Type.SERIAL, lambda c: c.code, 184, faded=_faded),
        Column(
            "product",
            N_("Item"),
            Type.TEXT,
            lambda c: c.product,
            stretch=True,
            nothing="–",
            faded=_faded,
        ),
        Column("units", N_("Units"), Type.COUNT, lambda c: c.units, 64),
        Column("in_stock", N_("In stock"), Type.COUNT, lambda c: c.in_stock, 76),
        Column(
            "source",
            N_("Known from"),
            Type.STATUS,
            lambda c: c.source,
            112,
            names={source.value: name for source, name in SOURCE_NAMES.items()},
        ),
    ),
    reads.page,
    reads.count,
)
