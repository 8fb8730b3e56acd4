"""Every document kind, side by side, as data (D): the one place to add one.

Menu, document page, numbering, posting, printing and the tests iterate over ``KINDS``.
"""

from dataclasses import dataclass
from enum import Enum, IntEnum, unique

from app.domain.lifecycle import TRANSITIONS, Move, Status
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
    ``base_unit_only`` forbids pack units on its lines (D9). ``origin`` is the kind of document that
    its serials came by: each line points back at one line of such a document, which gives the
    price and the party.
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
    origin: str | None = None

    @property
    def takes_new(self) -> bool:
        """A serial never seen comes in by it, for the product the clerk is at."""
        known_to_nobody = Status.UNKNOWN in TRANSITIONS[self.move].sources
        return self.direction is Direction.IN and known_to_nobody


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

SALES_RETURN = DocumentKind(
    key="sales_return",
    prefix="SR",
    name=N_("Sales return"),
    plural=N_("Sales returns"),
    menu=Menu.SALES,
    party=Party.CUSTOMER,
    direction=Direction.IN,
    move=Move.SALES_RETURN,
    policy=SerialPolicy.REQUIRED,
    ways_in=(WayIn.SCAN,),
    price=Price.SALE,
    base_unit_only=True,
    origin="sale",
)

PURCHASE_RETURN = DocumentKind(
    key="purchase_return",
    prefix="PR",
    name=N_("Purchase return"),
    plural=N_("Purchase returns"),
    menu=Menu.PURCHASE,
    party=Party.SUPPLIER,
    direction=Direction.OUT,
    move=Move.PURCHASE_RETURN,
    policy=SerialPolicy.OPTIONAL,  # and one for each identified unit, which L2 asks for
    ways_in=(WayIn.SCAN,),
    price=Price.PURCHASE,
    party_required=True,
    origin="purchase",
)

KINDS: dict[str, DocumentKind] = {
    kind.key: kind for kind in (SALE, SALES_RETURN, PURCHASE, PURCHASE_RETURN, OPENING)
}


def number_of(kind: DocumentKind, year: int, sequence: int) -> str:
    """The document's number (D8): ``SI-2026-000123``; the sequence never starts again."""
    return f"{kind.prefix}-{year:04}-{sequence:06}"
