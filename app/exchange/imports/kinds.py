"""What a file can be imported as, as data: the one place to add a kind of import (Q9)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from app.domain.imports import ImportRow, RowVerdict
from app.domain.kinds import COUNT, OPENING, PURCHASE
from app.domain.marks import N_
from app.domain.permissions import Permission
from app.exchange.imports import fields
from app.exchange.imports.fields import TargetField
from app.services.importing import (
    contact_rows,
    document_rows,
    item_rows,
    second_rows,
    serial_rows,
    unit_price_rows,
)
from app.services.importing.document_rows import ImportPlace
from app.services.importing.imports import ImportTaken
from app.services.session import Session
from db.sql import Database

Judge = Callable[[Database, Sequence[ImportRow], ImportPlace], list[RowVerdict]]
Write = Callable[[Session, str, str, Sequence[ImportRow], ImportPlace], ImportTaken]


@dataclass(frozen=True, slots=True)
class ImportKind:
    """What a file can be imported as.

    ``permission`` is what is needed besides that of importing. ``write`` None: rows are looked up,
    nothing is written. ``good_rows_alone``: those that are good may be taken without the others.
    ``one_of`` names fields of which a file has at least one.
    """

    key: str
    name: str
    fields: tuple[TargetField, ...]
    judge: Judge
    write: Write | None
    permission: Permission | None = None
    good_rows_alone: bool = True
    wants_place: bool = False
    supplier: bool = False
    of_item: bool = False
    """A person may say that all rows are of one item."""
    one_of: tuple[str, ...] = ()
    repeats: tuple[str, ...] = ()
    """Fields whose empty cell may repeat the one above, where a person says so."""
    plain_name: str = ""
    """What it is called in a shop without serial numbers, where that is something else."""

    def offered(self, serials_enabled: bool) -> "ImportKind":
        """As it is offered: without serial numbers no field is of them (P1)."""
        if serials_enabled:
            return self
        left = tuple(field for field in self.fields if field.key not in _OF_SERIALS)
        keys = {field.key for field in left}
        one_of = tuple(key for key in self.one_of if key in keys)
        name = self.plain_name or self.name
        return replace(self, fields=left, one_of=one_of, name=name)

    def field(self, key: str) -> TargetField:
        """One of its fields, or one more of several. Raises KeyError where none has the name."""
        for field in self.fields:
            if field.key == key:
                return field
            if field.several and field.key == fields.base(key):
                return replace(field, key=key, required=False)
        raise KeyError(key)


_OF_SERIALS = frozenset({"serial", "last", "carton", "track_serials"})


def _items(creates: bool) -> tuple[Judge, Write]:
    def judge(
        database: Database, rows: Sequence[ImportRow], _place: ImportPlace
    ) -> list[RowVerdict]:
        return item_rows.judge(database, rows, creates)

    def write(
        session: Session, kind: str, name: str, rows: Sequence[ImportRow], _place: ImportPlace
    ) -> ImportTaken:
        return item_rows.write(session, kind, name, rows, creates)

    return judge, write


def _documents(document: str, posts: bool) -> tuple[Judge, Write]:
    def judge(
        database: Database, rows: Sequence[ImportRow], place: ImportPlace
    ) -> list[RowVerdict]:
        return document_rows.judge(database, rows, document, place)

    def write(
        session: Session, kind: str, name: str, rows: Sequence[ImportRow], place: ImportPlace
    ) -> ImportTaken:
        return document_rows.write(session, kind, name, rows, document, place, posts)

    return judge, write


def _placeless(judge: Callable[[Database, Sequence[ImportRow]], list[RowVerdict]]) -> Judge:
    return lambda database, rows, _place: judge(database, rows)


def _written(write: Callable[[Session, str, str, Sequence[ImportRow]], ImportTaken]) -> Write:
    return lambda session, kind, name, rows, _place: write(session, kind, name, rows)


_JUDGE_ITEMS, _WRITE_ITEMS = _items(creates=True)
_JUDGE_PRICES, _WRITE_PRICES = _items(creates=False)
_JUDGE_OPENING, _WRITE_OPENING = _documents(OPENING.key, posts=True)
_JUDGE_PURCHASE, _WRITE_PURCHASE = _documents(PURCHASE.key, posts=False)
_JUDGE_COUNT, _WRITE_COUNT = _documents(COUNT.key, posts=False)

ITEMS = ImportKind(
    "items",
    N_("Items"),
    (
        fields.SKU,
        fields.NAME,
        fields.BARCODE,
        fields.UNIT,
        fields.PURCHASE_PRICE,
        fields.SALE_PRICE,
        fields.TRACK_SERIALS,
        fields.WARRANTY,
        fields.NOTE,
    ),
    _JUDGE_ITEMS,
    _WRITE_ITEMS,
    Permission.EDIT_ITEMS,
)
CONTACTS = ImportKind(
    "contacts",
    N_("Customers and suppliers"),
    (
        fields.CONTACT_NAME,
        fields.IS_CUSTOMER,
        fields.IS_SUPPLIER,
        fields.PHONE,
        fields.EMAIL,
        fields.ADDRESS,
        fields.NOTE,
    ),
    _placeless(contact_rows.judge),
    _written(contact_rows.write),
    Permission.EDIT_CONTACTS,
)
PRICES = ImportKind(
    "prices",
    N_("Prices"),
    (fields.SKU, fields.PURCHASE_PRICE, fields.SALE_PRICE),
    _JUDGE_PRICES,
    _WRITE_PRICES,
    Permission.EDIT_ITEMS,
    one_of=("purchase_price", "sale_price"),
)
OPENING_STOCK = ImportKind(
    "opening",
    N_("Opening stock with serial numbers"),
    (fields.ITEM, fields.SERIAL, fields.QUANTITY, fields.PRICE, fields.WAREHOUSE, fields.CARTON),
    _JUDGE_OPENING,
    _WRITE_OPENING,
    OPENING.permission,
    wants_place=True,
    one_of=("serial", "quantity"),
    repeats=("item", "carton", "warehouse"),
    plain_name=N_("Opening stock"),
)
PURCHASE_LINES = ImportKind(
    "purchase",
    N_("Purchase with serial numbers"),
    (fields.SERIAL, fields.ITEM, fields.CARTON, fields.QUANTITY, fields.PRICE),
    _JUDGE_PURCHASE,
    _WRITE_PURCHASE,
    PURCHASE.permission,
    wants_place=True,
    supplier=True,
    one_of=("serial", "quantity"),
    repeats=("item", "carton"),
    plain_name=N_("Purchase"),
)
COUNT_SCANS = ImportKind(
    "count",
    N_("What was counted"),
    (fields.SERIAL, fields.ITEM, fields.QUANTITY),
    _JUDGE_COUNT,
    _WRITE_COUNT,
    COUNT.permission,
    wants_place=True,
    one_of=("serial", "item"),
    repeats=("item",),
)
PACKING_LIST = ImportKind(
    "packing_list",
    N_("Packing list"),
    (fields.CARTON_OF_UNITS, fields.SERIALS_OF_CARTON, fields.LAST_OF_RANGE),
    serial_rows.judge_cartons,
    serial_rows.write_cartons,
    good_rows_alone=False,
    supplier=True,
    of_item=True,
    repeats=("carton",),
)
SECOND_IDENTIFIERS = ImportKind(
    "second_identifiers",
    N_("Second identifiers"),
    (fields.UNIT_SERIAL, fields.SECOND),
    _placeless(second_rows.judge),
    _written(second_rows.write),
    Permission.CORRECT_SERIAL,
)
UNIT_PRICES = ImportKind(
    "unit_prices",
    N_("Units' own prices"),
    (fields.UNIT_SERIAL, fields.OWN_PRICE),
    _placeless(unit_price_rows.judge),
    _written(unit_price_rows.write),
    Permission.EDIT_PRICES,
)
SOUGHT = ImportKind(
    "sought",
    N_("Serial numbers to look up"),
    (fields.SOUGHT_SERIAL,),
    _placeless(serial_rows.judge_sought),
    None,
)

IMPORT_KINDS: dict[str, ImportKind] = {
    kind.key: kind
    for kind in (
        ITEMS,
        CONTACTS,
        PRICES,
        OPENING_STOCK,
        PURCHASE_LINES,
        COUNT_SCANS,
        PACKING_LIST,
        SECOND_IDENTIFIERS,
        UNIT_PRICES,
        SOUGHT,
    )
}
