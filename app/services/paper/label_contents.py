"""What labels say of units: read for many at once, in the order in which they were asked for."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.gtin import gtin_key
from app.domain.warranty import last_day
from app.services import settings
from app.services.entry import cartons
from db.queries import label_contents
from db.queries.label_contents import LabelRow
from db.sql import Database

AT_ONCE = 1000
"""Units read by one statement."""


@dataclass(frozen=True, slots=True)
class LabelContent:
    """What is known of one unit; empty where the shop has none of it, and the label leaves it out.

    ``price`` is in minor units of the shop's currency, dates are ISO. ``gtin`` is the item's, of
    any form; ``barcode`` the one that it is sold by, its SKU where it has none. ``units`` are those
    of a carton, whose code is the ``serial`` then.
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
    units: int | None = None


def of_serials(database: Database, ids: Sequence[int], today: str) -> Iterator[LabelContent]:
    """What the labels of some serials say, in their order; those that are not found are left out.

    ``today`` is the date on the label, ISO. Which serials: see ``db.queries.label_contents``.
    """
    yield from _contents(database, ids, today, label_contents.of_serials)


def of_entries(database: Database, ids: Sequence[int], today: str) -> Iterator[LabelContent]:
    """The same of serials that are entered on a draft and may be known nowhere yet."""
    yield from _contents(database, ids, today, label_contents.of_entries)


def of_products(database: Database, ids: Sequence[int], today: str) -> Iterator[LabelContent]:
    """What the shelf labels of some items say, in their order."""
    yield from _contents(database, ids, today, label_contents.of_products)


def of_cartons(database: Database, codes: Sequence[str], today: str) -> Iterator[LabelContent]:
    """What the labels of some cartons say, in their order; unpacked ones are left out."""
    shop = settings.load(database).shop_name
    for code in codes:
        known = cartons.contents(database, code)
        if known is not None:
            yield LabelContent(
                known.carton.code,
                product=known.product,
                shop=shop,
                date=today,
                units=len(known.units),
            )


def of_numbers(
    database: Database, numbers: Sequence[str], today: str, draft: int | None = None
) -> Iterator[LabelContent]:
    """What the labels of some serial numbers say, in their order.

    What is entered on ``draft`` is said as it stands there; a number that is known nowhere any
    more is left out.
    """
    shop = settings.load(database).shop_name
    for at in range(0, len(numbers), AT_ONCE):
        some = numbers[at : at + AT_ONCE]
        rows = {row.number.upper(): row for row in label_contents.of_numbers(database, some)}
        if draft is not None:
            entered = label_contents.of_entered_numbers(database, draft, some)
            rows |= {row.number.upper(): row for row in entered}
        for number in some:
            if number.upper() in rows:
                yield _content(rows[number.upper()], shop, today)


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
        second=row.second,
        warranty=_warranty(row),
        shop=shop,
        date=today,
    )


def _warranty(row: LabelRow) -> str:
    """The last day of a sold unit's warranty; one that is not sold has none yet."""
    if not row.sold or not row.warranty_months:
        return ""
    return last_day(date.fromisoformat(row.sold), row.warranty_months).isoformat()
