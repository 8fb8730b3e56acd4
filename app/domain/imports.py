"""Rows of a file of others, as they are judged before anything is written (Q9).

What a file can be imported as is said in ``app/exchange/imports``; what its rows come to is judged
by ``app/services/importing``. Here are the values that both speak in.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, unique

from app.domain.marks import N_
from app.domain.problems import Code, Problem, Reason


@unique
class RowStanding(Enum):
    """What a row would come to, as people read it."""

    NEW = N_("New")
    UPDATE = N_("Update")
    UNCHANGED = N_("Unchanged")
    LOOK = N_("To look at")
    REFUSED = N_("Refused")


@unique
class FieldTitle(Enum):
    """What people call a field: one of the names that its column is known by."""

    SKU = N_("SKU")
    ITEM = N_("Item")
    NAME = N_("Name")
    BARCODE = N_("Barcode")
    UNIT = N_("Unit")
    PURCHASE_PRICE = N_("Purchase price")
    SALE_PRICE = N_("Sale price")
    SERIAL_NUMBER_MANAGEMENT = N_("Serial number management")
    NOTE = N_("Note")
    SERIAL_NUMBER = N_("Serial number")
    LAST_SERIAL_NUMBER = N_("Last serial number")
    CARTON = N_("Carton")
    QUANTITY = N_("Quantity")
    COST = N_("Cost")
    WAREHOUSE = N_("Warehouse")
    IS_A_CUSTOMER = N_("Is a customer")
    IS_A_SUPPLIER = N_("Is a supplier")
    PHONE = N_("Phone")
    EMAIL = N_("Email")
    ADDRESS = N_("Address")
    SECOND_IDENTIFIER = N_("Second identifier")
    WARRANTY_IN_MONTHS = N_("Warranty in months")
    OWN_PRICE = N_("Own price")


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One row by its fields' keys: what is empty in the file is left out.

    ``unread`` are fields whose cell could not be read, which is said of them already.
    """

    number: int
    values: Mapping[str, object]
    unread: frozenset[str] = frozenset()

    def text(self, field: str) -> str:
        """A text of the row, empty where the file says nothing."""
        return str(self.values.get(field, ""))

    def whole(self, field: str) -> int | None:
        """A figure of the row, or None where the file says nothing."""
        value = self.values.get(field)
        return value if isinstance(value, int) else None


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong with one field of a row; an empty ``field`` means the row itself."""

    field: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class RowVerdict:
    """What a row comes to, and everything that stands against it or wants a look."""

    row: int
    standing: RowStanding
    problems: tuple[FieldProblem, ...] = ()

    @property
    def good(self) -> bool:
        """It can be taken."""
        return self.standing is not RowStanding.REFUSED

    @property
    def word(self) -> str:
        """Two words for a narrow column; ``values`` of the first problem fill them."""
        if not self.problems:
            return self.standing.value
        return SHORT_WORDS.get(self.problems[0].problem.code, self.standing.value)


LOOKED_AT = frozenset({Code.IMPORT_ZEROS_LOST, Code.IMPORT_FOLDED})
"""Problems that do not refuse a row: it is taken as it stands unless somebody mends it."""


def verdict_of(row: int, standing: RowStanding, problems: Iterable[FieldProblem]) -> RowVerdict:
    """The verdict of a row that would be of a ``standing`` if nothing stood against it."""
    found = tuple(problems)
    if any(one.problem.code not in LOOKED_AT for one in found):
        # What refuses the row comes first: that is what it is called by.
        found = tuple(sorted(found, key=lambda one: one.problem.code in LOOKED_AT))
        return RowVerdict(row, RowStanding.REFUSED, found)
    return RowVerdict(row, RowStanding.LOOK if found else standing, found)


SHORT_WORDS: Mapping[Reason, str] = {
    Code.BAD_CHARACTER: N_("Bad character"),
    Code.BAD_AMOUNT: N_("No figure"),
    Code.BAD_PRICE: N_("No figure"),
    Code.WARRANTY_MONTHS: N_("No months"),
    Code.SECOND_TAKEN: N_("Another unit's"),
    Code.NUMBER_TAKEN: N_("Another unit's"),
    Code.CODE_IS_CORRECTED: N_("Another unit's"),
    Code.SAME_NUMBER: N_("Its own number"),
    Code.BAD_QUANTITY: N_("No figure"),
    Code.PRICE_TOO_BIG: N_("Too large"),
    Code.QUANTITY_TOO_BIG: N_("Too large"),
    Code.DECIMALS: N_("No such part"),
    Code.FRACTION: N_("Whole units"),
    Code.CARTON_IS_ITEM: N_("Item's code"),
    Code.CARTON_IS_SERIAL: N_("A serial number"),
    Code.CARTON_TOO_MANY: N_("Carton full"),
    Code.CODE_BAD: N_("Bad character"),
    Code.CODE_IS_CARTON: N_("Carton's code"),
    Code.CODE_IS_SERIAL: N_("A serial number"),
    Code.CODE_TAKEN: N_("Code taken"),
    Code.DUPLICATE: N_("As row {entry}"),
    Code.GTIN_AMBIGUOUS: N_("Several items"),
    Code.IMPORT_CONTACT_UNCLEAR: N_("Several contacts"),
    Code.IMPORT_FIELD_MISSING: N_("Missing"),
    Code.IMPORT_FOLDED: N_("Read as {folded}"),
    Code.IMPORT_NO_PLACE: N_("No warehouse"),
    Code.NO_LINE: N_("No item"),
    Code.NO_QUANTITY: N_("No quantity"),
    Code.IMPORT_NO_ITEM: N_("No such item"),
    Code.IMPORT_NO_WAREHOUSE: N_("No warehouse"),
    Code.IMPORT_NO_YES: N_("Yes or no?"),
    Code.IMPORT_ONE_UNIT: N_("One unit"),
    Code.IMPORT_SAME_ROW: N_("As row {entry}"),
    Code.IMPORT_SWITCH: N_("Serials differ"),
    Code.IMPORT_ZEROS_LOST: N_("Zeros lost?"),
    Code.INACTIVE: N_("Inactive"),
    Code.IS_CARTON_CODE: N_("Carton's code"),
    Code.IS_IN_STOCK: N_("In stock"),
    Code.IS_IN_TRANSIT: N_("In transit"),
    Code.IS_LABEL: N_("A label"),
    Code.IS_PRODUCT_CODE: N_("Item's code"),
    Code.IS_UNKNOWN: N_("Not known"),
    Code.LIST_APOSTROPHE: N_("Apostrophe"),
    Code.LIST_CELL_LONG: N_("Too long"),
    Code.LIST_DIGITS_LOST: N_("Rounded"),
    Code.LIST_NO_STYLE: N_("Zeros lost?"),
    Code.LIST_NO_TEXT: N_("No text"),
    Code.LIST_NO_VALUE: N_("No result"),
    Code.LIST_RANGE: N_("A range?"),
    Code.LIST_SHOWN_OTHERWISE: N_("Shown otherwise"),
    Code.LIST_TWO_IDENTIFIERS: N_("Two numbers"),
    Code.NAME_MISSING: N_("Missing"),
    Code.NOT_TRACKED: N_("No serials"),
    Code.NO_ROLE: N_("No role"),
    Code.OTHER_PRODUCT: N_("Other item"),
    Code.GENERATE_TOO_MANY: N_("Too many"),
    Code.RANGE_UNCLEAR: N_("A range?"),
    Code.TOO_LONG: N_("Too long"),
    Code.TRACK_DECIMALS: N_("Decimals"),
}
"""What the commonest problems are called in two words; others go by the row's standing."""
