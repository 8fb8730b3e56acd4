"""What a document kind says of itself (D): its party, stock, serials, prices and money."""

from enum import Enum, IntEnum, unique
from typing import NamedTuple

from app.domain.lifecycle import TRANSITIONS, Move, Status
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


class DocumentKind(NamedTuple):
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
    def is_decided(self) -> bool:
        """By it somebody decides what is gone or there, and no goods move: that is told (U4)."""
        writes_off = self.takes_sent and self.direction is Direction.NONE
        return writes_off or self.effect is Effect.ADJUSTS

    @property
    def rings_up(self) -> bool:
        """A customer buys by it, and pays as it is posted: giving one up is told (U4)."""
        return self.settling is Settling.AT_ONCE and self.money_sign > 0

    @property
    def sells_goods(self) -> bool:
        """Goods go to customers by it, or come back from them."""
        return self.price is Price.SALE and self.direction is not Direction.NONE

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
