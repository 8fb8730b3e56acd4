"""Every document kind, side by side, as data (D): the one place to add one.

Menu, document page, numbering, posting, printing and the tests iterate over ``KINDS``.
"""

from dataclasses import dataclass
from enum import Enum, IntEnum, unique

from app.domain.lifecycle import TRANSITIONS, Move, Status
from app.domain.marks import N_
from app.domain.permissions import Permission


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
    NONE = 0
    IN = 1


@unique
class SerialPolicy(Enum):
    """How many serials a line of a serial-tracked product carries (D2)."""

    OPTIONAL = "optional"  # any number from 0 to the quantity; outbound, one per identified unit
    REQUIRED = "required"  # exactly the quantity
    NONE = "none"  # the document lists serial-tracked products without serials (D1)
    REFUSED = "refused"  # the document takes no serial-tracked products at all (D1)


@unique
class WayIn(Enum):
    """A way of entering serials (D4)."""

    SCAN = "scan"
    MANUAL = "manual"
    IN_STOCK = "in_stock"
    GENERATE = "generate"


@unique
class Price(Enum):
    """Which of a product's prices a new line starts with; NONE: the document has no prices."""

    NONE = "none"
    PURCHASE = "purchase"
    SALE = "sale"


@unique
class Effect(Enum):
    """What posting does; the services have one function for each."""

    MOVES = "moves"  # every serial makes the kind's move, every line its direction
    COUNTS = "counts"  # what was counted is compared with the books
    ADJUSTS = "adjusts"  # serials are added, taken away; quantities change as the lines say
    ASSEMBLES = "assembles"  # the first line is made of the others, or taken apart into them
    SETTLES = "settles"  # money passes, and what a contact owes or is owed is settled by it


@unique
class Settling(Enum):
    """How a document is settled (M5, M8)."""

    NONE = "none"  # it costs nobody anything
    AT_ONCE = "at_once"  # it is paid when it is posted; what stays open is asked for
    ON_ACCOUNT = "on_account"  # what is not paid when it is posted stays with its party
    PAYS = "pays"  # it is nothing but its payments


@unique
class Menu(Enum):
    """The entry of the rail under which a kind is found."""

    SALES = "sales"
    PURCHASE = "purchase"
    INVENTORY = "inventory"
    MONEY = "money"


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """One kind of business document.

    ``prefix`` begins its numbers (D8). ``permission`` is what it takes to write one (U1). ``move``
    is what posting does to each serial on it, None where the ``effect`` decides it or the document
    carries none. ``party`` NONE means the page shows none; ``party_required`` refuses posting
    without one. ``base_unit_only`` forbids pack units for serial-tracked products (D9). ``origin``
    is the kind whose lines its own lines point back at: by the serials on them (a return finds its
    sale), or because it takes what such a document sent. What a document as a whole is made of is
    another thing: ``becomes`` says that. ``begun_elsewhere``: another page begins it and fills it
    in, so that it has no New and no Copy of its own, its warehouse is given, and what serials it
    needs stand on it whatever P1 says. ``takes_inactive``: an inactive product may stand on it
    (D12). ``listed_with`` is the kind on whose page it is listed. ``part_lines``: lines left empty
    are dropped, not refused. ``becomes`` names the kinds that can be made of a posted one, with
    what is left of its lines (D15); ``made_says`` is what such a document says, with their
    ``{numbers}``, of those of this kind that were made of it. ``settling`` is how it is paid, where
    payments are kept; ``money_sign`` is 1 where the money comes in, -1 where it goes out.
    """

    key: str
    prefix: str
    name: str
    plural: str
    menu: Menu
    permission: Permission
    party: Party = Party.NONE
    direction: Direction = Direction.NONE
    effect: Effect = Effect.MOVES
    move: Move | None = None
    policy: SerialPolicy = SerialPolicy.OPTIONAL
    ways_in: tuple[WayIn, ...] = ()
    price: Price = Price.NONE
    party_required: bool = False
    base_unit_only: bool = False
    origin: str | None = None
    begun_elsewhere: bool = False
    takes_inactive: bool = True
    listed_with: str | None = None
    part_lines: bool = False
    becomes: tuple[str, ...] = ()
    made_says: str = ""
    settling: Settling = Settling.NONE
    money_sign: int = 0

    @property
    def goes_with_paper(self) -> bool:
        """Somebody else gets a paper of it, so that it may be printed as soon as it is posted."""
        outward = self.sends or self.direction is Direction.OUT
        return self.party is Party.CUSTOMER or outward

    @property
    def has_lines(self) -> bool:
        """Items stand on it; a receipt or payment is of money alone."""
        return self.effect is not Effect.SETTLES

    @property
    def carries_serials(self) -> bool:
        """May serials stand on its lines?"""
        return bool(self.ways_in)

    @property
    def sends(self) -> bool:
        """Its goods are on the way to another warehouse until a document takes them there (D4)."""
        return self.move is not None and TRANSITIONS[self.move].target is Status.IN_TRANSIT

    @property
    def takes_sent(self) -> bool:
        """It takes what a document of its ``origin`` sent, and nothing else (D4)."""
        return self.move is not None and Status.IN_TRANSIT in TRANSITIONS[self.move].sources

    @property
    def arrives(self) -> bool:
        """What it takes is where it was sent to: it stands in that warehouse (D4)."""
        return self.takes_sent and self.move is not None and TRANSITIONS[self.move].here

    @property
    def goes_back(self) -> bool:
        """Goods go back to, or come back from, the one they are of: its party is judged (D14)."""
        return self.origin is not None and self.party is not Party.NONE

    @property
    def is_numbered_by_them(self) -> bool:
        """The supplier has a paper of it too: with a number of its own and a day it is due (M8)."""
        return self.settling is Settling.ON_ACCOUNT

    @property
    def refunds(self) -> bool:
        """It gives a customer back what was paid, by the tenders by which it was (M7)."""
        return self.goes_back and self.settling is Settling.AT_ONCE

    @property
    def deals(self) -> bool:
        """Something is sold or bought by it, or back: it has discounts and tax (M3, M4)."""
        return self.price is not Price.NONE and self.party is not Party.NONE

    @property
    def takes_unknown(self) -> bool:
        """A serial never seen may stand on it, for the product the clerk is at."""
        if self.move is None:
            return self.effect is Effect.COUNTS
        return Status.UNKNOWN in TRANSITIONS[self.move].sources

    @property
    def brings_serials(self) -> bool:
        """Serials never seen come in by it: they get their labels then (Q3)."""
        return self.direction is Direction.IN and self.takes_unknown

    @property
    def names_units(self) -> bool:
        """A serial never seen names a unit in stock that has none: one fewer is without (L3)."""
        return self.direction is Direction.OUT and self.takes_unknown

    @property
    def takes_new(self) -> bool:
        """What is entered is new goods: it belongs to the line that is being filled."""
        return self.direction is Direction.IN and self.takes_unknown


_BY_HAND = (WayIn.SCAN, WayIn.MANUAL)
_FROM_STOCK = (*_BY_HAND, WayIn.IN_STOCK)
_NEW_GOODS = (*_BY_HAND, WayIn.GENERATE)

QUOTATION = DocumentKind(
    key="quotation",
    prefix="QT",
    name=N_("Quotation"),
    plural=N_("Quotations"),
    menu=Menu.SALES,
    permission=Permission.SELL,
    party=Party.CUSTOMER,
    policy=SerialPolicy.NONE,
    price=Price.SALE,
    base_unit_only=True,
    takes_inactive=False,
    becomes=("sales_order", "sale"),
)

SALES_ORDER = DocumentKind(
    key="sales_order",
    prefix="SO",
    name=N_("Sales order"),
    plural=N_("Sales orders"),
    menu=Menu.SALES,
    permission=Permission.SELL,
    party=Party.CUSTOMER,
    policy=SerialPolicy.NONE,
    price=Price.SALE,
    party_required=True,
    base_unit_only=True,
    takes_inactive=False,
    becomes=("sale",),
    made_says=N_("Ordered by {numbers}"),
)

SALE = DocumentKind(
    key="sale",
    prefix="SI",
    name=N_("Sales invoice"),
    plural=N_("Sales invoices"),
    menu=Menu.SALES,
    permission=Permission.SELL,
    party=Party.CUSTOMER,
    direction=Direction.OUT,
    move=Move.SALE,
    policy=SerialPolicy.REQUIRED,
    ways_in=(*_FROM_STOCK, WayIn.GENERATE),
    price=Price.SALE,
    base_unit_only=True,
    takes_inactive=False,
    made_says=N_("Invoiced by {numbers}"),
    settling=Settling.AT_ONCE,
    money_sign=1,
)

SALES_RETURN = DocumentKind(
    key="sales_return",
    prefix="SR",
    name=N_("Sales return"),
    plural=N_("Sales returns"),
    menu=Menu.SALES,
    permission=Permission.TAKE_BACK,
    party=Party.CUSTOMER,
    direction=Direction.IN,
    move=Move.SALES_RETURN,
    policy=SerialPolicy.REQUIRED,
    ways_in=_BY_HAND,
    price=Price.SALE,
    base_unit_only=True,
    origin="sale",
    settling=Settling.AT_ONCE,
    money_sign=-1,
)

PURCHASE_ORDER = DocumentKind(
    key="purchase_order",
    prefix="PO",
    name=N_("Purchase order"),
    plural=N_("Purchase orders"),
    menu=Menu.PURCHASE,
    permission=Permission.BUY,
    party=Party.SUPPLIER,
    policy=SerialPolicy.NONE,
    price=Price.PURCHASE,
    party_required=True,
    takes_inactive=False,
    becomes=("purchase",),
)

PURCHASE = DocumentKind(
    key="purchase",
    prefix="PI",
    name=N_("Purchase invoice"),
    plural=N_("Purchase invoices"),
    menu=Menu.PURCHASE,
    permission=Permission.BUY,
    party=Party.SUPPLIER,
    direction=Direction.IN,
    move=Move.PURCHASE,
    ways_in=_NEW_GOODS,
    price=Price.PURCHASE,
    party_required=True,
    takes_inactive=False,
    made_says=N_("Invoiced by {numbers}"),
    settling=Settling.ON_ACCOUNT,
    money_sign=-1,
)

PURCHASE_RETURN = DocumentKind(
    key="purchase_return",
    prefix="PR",
    name=N_("Purchase return"),
    plural=N_("Purchase returns"),
    menu=Menu.PURCHASE,
    permission=Permission.RETURN_GOODS,
    party=Party.SUPPLIER,
    direction=Direction.OUT,
    move=Move.PURCHASE_RETURN,
    ways_in=_FROM_STOCK,
    price=Price.PURCHASE,
    party_required=True,
    origin="purchase",
    settling=Settling.ON_ACCOUNT,
    money_sign=1,
)

OPENING = DocumentKind(
    key="opening",
    prefix="OS",
    name=N_("Opening stock"),
    plural=N_("Opening stock"),
    menu=Menu.INVENTORY,
    permission=Permission.OPEN_STOCK,
    direction=Direction.IN,
    move=Move.OPENING,
    ways_in=_NEW_GOODS,
    price=Price.PURCHASE,
)

COUNT = DocumentKind(
    key="count",
    prefix="IC",
    name=N_("Inventory count"),
    plural=N_("Inventory counts"),
    menu=Menu.INVENTORY,
    permission=Permission.COUNT,
    effect=Effect.COUNTS,
    ways_in=_BY_HAND,
)

TRANSFER = DocumentKind(
    key="transfer",
    prefix="TR",
    name=N_("Transfer"),
    plural=N_("Transfers"),
    menu=Menu.INVENTORY,
    permission=Permission.TRANSFER,
    direction=Direction.OUT,
    move=Move.DISPATCH,
    ways_in=_FROM_STOCK,
)

TRANSFER_RECEIPT = DocumentKind(
    key="transfer_receipt",
    prefix="TI",
    name=N_("Transfer receipt"),
    plural=N_("Transfer receipts"),
    menu=Menu.INVENTORY,
    permission=Permission.TRANSFER,
    direction=Direction.IN,
    move=Move.RECEIPT,
    ways_in=_BY_HAND,
    origin="transfer",
    begun_elsewhere=True,
    listed_with="transfer",
    part_lines=True,
)

TRANSFER_BACK = DocumentKind(
    key="transfer_back",
    prefix="TB",
    name=N_("Transfer sent back"),
    plural=N_("Transfers sent back"),
    menu=Menu.INVENTORY,
    permission=Permission.TRANSFER,
    direction=Direction.IN,
    move=Move.SEND_BACK,
    ways_in=_BY_HAND,
    origin="transfer",
    begun_elsewhere=True,
    listed_with="transfer",
    part_lines=True,
)

TRANSFER_LOSS = DocumentKind(
    key="transfer_loss",
    prefix="TL",
    name=N_("Transfer written off"),
    plural=N_("Transfers written off"),
    menu=Menu.INVENTORY,
    permission=Permission.TRANSFER,
    move=Move.WRITE_OFF,
    ways_in=_BY_HAND,
    origin="transfer",
    begun_elsewhere=True,
    listed_with="transfer",
    part_lines=True,
)

ADJUSTMENT = DocumentKind(
    key="adjustment",
    prefix="IA",
    name=N_("Inventory adjustment"),
    plural=N_("Inventory adjustments"),
    menu=Menu.INVENTORY,
    permission=Permission.ADJUST,
    effect=Effect.ADJUSTS,
    ways_in=_BY_HAND,
    begun_elsewhere=True,
)

RELEASE = DocumentKind(
    key="release",
    prefix="RL",
    name=N_("Serial numbers released"),
    plural=N_("Serial numbers released"),
    menu=Menu.INVENTORY,
    permission=Permission.TRACK_SERIALS,
    move=Move.RELEASE,
    ways_in=_BY_HAND,
    begun_elsewhere=True,
    listed_with="adjustment",
)

ASSEMBLY = DocumentKind(
    key="assembly",
    prefix="AS",
    name=N_("Assembly"),
    plural=N_("Assemblies"),
    menu=Menu.INVENTORY,
    permission=Permission.ASSEMBLE,
    direction=Direction.IN,
    effect=Effect.ASSEMBLES,
    policy=SerialPolicy.REFUSED,
)

DISASSEMBLY = DocumentKind(
    key="disassembly",
    prefix="DA",
    name=N_("Disassembly"),
    plural=N_("Disassemblies"),
    menu=Menu.INVENTORY,
    permission=Permission.ASSEMBLE,
    direction=Direction.OUT,
    effect=Effect.ASSEMBLES,
    policy=SerialPolicy.REFUSED,
)

MONEY_RECEIPT = DocumentKind(
    key="money_receipt",
    prefix="RC",
    name=N_("Receipt"),
    plural=N_("Receipts"),
    menu=Menu.MONEY,
    permission=Permission.SELL,
    party=Party.CUSTOMER,
    effect=Effect.SETTLES,
    policy=SerialPolicy.REFUSED,
    party_required=True,
    settling=Settling.PAYS,
    money_sign=1,
)

MONEY_PAYMENT = DocumentKind(
    key="money_payment",
    prefix="PY",
    name=N_("Payment"),
    plural=N_("Payments"),
    menu=Menu.MONEY,
    permission=Permission.PAY_SUPPLIERS,
    party=Party.SUPPLIER,
    effect=Effect.SETTLES,
    policy=SerialPolicy.REFUSED,
    party_required=True,
    settling=Settling.PAYS,
    money_sign=-1,
)

KINDS: dict[str, DocumentKind] = {
    kind.key: kind
    for kind in (
        SALE,
        SALES_RETURN,
        SALES_ORDER,
        QUOTATION,
        PURCHASE,
        PURCHASE_RETURN,
        PURCHASE_ORDER,
        OPENING,
        COUNT,
        TRANSFER,
        TRANSFER_RECEIPT,
        TRANSFER_BACK,
        TRANSFER_LOSS,
        ADJUSTMENT,
        RELEASE,
        ASSEMBLY,
        DISASSEMBLY,
        MONEY_RECEIPT,
        MONEY_PAYMENT,
    )
}


def number_beginning(kind: DocumentKind) -> str:
    """What every number of a kind begins with (D8)."""
    return f"{kind.prefix}-"


def number_of(kind: DocumentKind, year: int, sequence: int) -> str:
    """The document's number (D8): ``SI-2026-000123``; the sequence never starts again."""
    return f"{number_beginning(kind)}{year:04}-{sequence:06}"
