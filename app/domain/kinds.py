"""Every document kind, side by side, as data (D): the one place to add one.

Menu, document page, numbering, posting, printing and the tests iterate over ``KINDS``.
"""

from dataclasses import dataclass
from enum import Enum, IntEnum, unique

from app.domain.lifecycle import Move
from app.domain.marks import N_


@unique
class Party(Enum):
    """Who stands on the other side of the document."""

    NONE = "none"
    CUSTOMER = "customer"
    SUPPLIER = "supplier"


@unique
class Direction(IntEnum):
    """What a line's quantity does to the stock of the document's warehouse."""

    OUT = -1
    IN = 1


@unique
class SerialPolicy(Enum):
    """How many serials a line of a serial-tracked product carries (D2)."""

    OPTIONAL = "optional"  # any number from 0 to the quantity
    REQUIRED = "required"  # exactly the quantity


@unique
class WayIn(Enum):
    """A way of entering serials (D4)."""

    SCAN = "scan"
    MANUAL = "manual"


@unique
class Price(Enum):
    """Which of a product's prices a new line starts with."""

    PURCHASE = "purchase"
    SALE = "sale"


@unique
class Menu(Enum):
    """The entry of the rail under which a kind is found."""

    SALES = "sales"
    PURCHASE = "purchase"
    INVENTORY = "inventory"


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """One kind of business paper.

    ``prefix`` begins its numbers (D8). ``move`` is what posting does to each serial on it.
    ``party`` NONE means the page shows none; ``party_required`` refuses posting without one.
    ``base_unit_only`` forbids pack units on its lines (D9).
    """

    key: str
    prefix: str
    name: str
    plural: str
    menu: Menu
    party: Party
    direction: Direction
    move: Move
    policy: SerialPolicy
    ways_in: tuple[WayIn, ...]
    price: Price
    party_required: bool = False
    base_unit_only: bool = False


OPENING = DocumentKind(
    key="opening",
    prefix="OS",
    name=N_("Opening stock"),
    plural=N_("Opening stock"),
    menu=Menu.INVENTORY,
    party=Party.NONE,
    direction=Direction.IN,
    move=Move.OPENING,
    policy=SerialPolicy.OPTIONAL,
    ways_in=(WayIn.SCAN, WayIn.MANUAL),
    price=Price.PURCHASE,
)

PURCHASE = DocumentKind(
    key="purchase",
    prefix="PI",
    name=N_("Purchase invoice"),
    plural=N_("Purchase invoices"),
    menu=Menu.PURCHASE,
    party=Party.SUPPLIER,
    direction=Direction.IN,
    move=Move.PURCHASE,
    policy=SerialPolicy.OPTIONAL,
    ways_in=(WayIn.SCAN, WayIn.MANUAL),
    price=Price.PURCHASE,
    party_required=True,
)

SALE = DocumentKind(
    key="sale",
    prefix="SI",
    name=N_("Sales invoice"),
    plural=N_("Sales invoices"),
    menu=Menu.SALES,
    party=Party.CUSTOMER,
    direction=Direction.OUT,
    move=Move.SALE,
    policy=SerialPolicy.REQUIRED,
    ways_in=(WayIn.SCAN, WayIn.MANUAL),
    price=Price.SALE,
    base_unit_only=True,
)

KINDS: dict[str, DocumentKind] = {kind.key: kind for kind in (OPENING, PURCHASE, SALE)}


def number_of(kind: DocumentKind, year: int, sequence: int) -> str:
    """The document's number (D8): ``SI-2026-000123``; the sequence never starts again."""
    return f"{kind.prefix}-{year:04}-{sequence:06}"
