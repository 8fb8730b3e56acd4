"""A label to try a template and a printer with: of the shop where it has one, else made up."""

from dataclasses import replace

from app.domain.printing import Purpose
from app.domain.warranty import last_day
from app.lists.serials import SERIALS
from app.printing.labels import label_making
from app.services import clock, settings
from app.services.paper.label_contents import LabelContent
from app.text import _
from db.queries import first_of
from db.queries.lists.serial_filter import Filter
from db.sql import Database


def sample_of(database: Database, purpose: Purpose) -> LabelContent:
    """The newest unit, item or carton of the shop; without any, one that is made up.

    What a unit has none of is made up too, so that each field that is switched on shows.
    """
    keys: list[object] = []
    if purpose is Purpose.SERIAL_LABEL:
        keys = [found.number for found in SERIALS.page(database, Filter(), None, 1).rows]
    elif purpose is Purpose.SHELF_LABEL:
        keys = list(first_of.products(database))
    else:
        keys = list(first_of.cartons(database))
    made = next(label_making.contents_of(database, purpose, keys), None)
    if made is None:
        made = LabelContent("SN0000243617", product=_("Item"), sku="SKU-1", price=99900)
    today = clock.today()
    made_up = {
        "barcode": "2000000000015",
        "shop": settings.load(database).shop_name,
        "date": today.isoformat(),
        "second": "356938035643809",
        "warranty": last_day(today, 12).isoformat(),
        "units": 10,
    }
    lacking = {key: value for key, value in made_up.items() if not getattr(made, key)}
    return replace(made, **lacking)  # type: ignore[arg-type]
