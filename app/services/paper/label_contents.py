"""What labels say of units: read for many at once, in the order in which they were asked for."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from app.domain.gtin import gtin_key
from app.services import settings
from db.queries import label_contents
from db.queries.label_contents import LabelRow
from db.sql import Database

AT_ONCE = 1000
"""Units read by one statement."""


@dataclass(frozen=True, slots=True)
class LabelContent:
    """What is known of one unit; empty where the shop has none of it, and the label leaves it out.

    ``price`` is in minor units of the shop's currency, dates are ISO. ``gtin`` is the item's, of
    any form; ``barcode`` the one that it is sold by, its SKU where it has none.
    """

    serial: str
    second: str = ""
    product: str = ""
    sku: str = ""
    barcode: str = ""
    gtin: str = ""
    price: int | None = None
    batch: str = ""
    made: str = ""
    expires: str = ""
    warranty: str = ""
    shop: str = ""
    date: str = ""


def of_serials(database: Database, ids: Sequence[int], today: str) -> Iterator[LabelContent]:
    """What the labels of some serials say, in their order; those that are not found are left out.

    ``today`` is the date on the label, ISO. Which serials: see ``db.queries.label_contents``.
    """
    yield from _contents(database, ids, today, label_contents.of_serials)


def of_entries(database: Database, ids: Sequence[int], today: str) -> Iterator[LabelContent]:
    """The same of serials that are entered on a draft and may be known nowhere yet."""
    yield from _contents(database, ids, today, label_contents.of_entries)


def _contents(
    database: Database,
    ids: Sequence[int],
    today: str,
    read: Callable[[Database, Sequence[int]], list[LabelRow]],
) -> Iterator[LabelContent]:
    """Read in parts, so that no more of them are in memory at a time."""
    shop = settings.load(database).shop_name
    for at in range(0, len(ids), AT_ONCE):
        for row in read(database, ids[at : at + AT_ONCE]):
            yield _content(row, shop, today)


def _content(row: LabelRow, shop: str, today: str) -> LabelContent:
    """A price of nothing is none: no label says 0.00."""
    gtins = [code for code in (*row.barcodes, row.sku) if gtin_key(code)]
    return LabelContent(
        serial=row.number,
        product=row.product,
        sku=row.sku,
        barcode=next(iter((*gtins, *row.barcodes)), row.sku),
        gtin=next(iter(gtins), ""),
        price=row.sale_price or None,
        shop=shop,
        date=today,
    )
