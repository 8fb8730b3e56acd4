"""How big a store is, and what each of its serials is: by its id alone, the same each time."""

from dataclasses import dataclass
from enum import Enum, unique

PURCHASE_SIZE, LINE_SIZE = 100, 50
"""Serials on a purchase invoice, and on each of its lines."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much of everything; ``items`` are all products, the first ``products`` with serials."""

    serials: int = 40_000
    products: int = 5_000
    items: int = 6_000
    warehouses: int = 5
    contacts: int = 2_000
    scans: int = 100_000
    sale_size: int = 7
    months: int = 48

    @property
    def block(self) -> int:
        """How many serials are bought in a month: whole invoices of them."""
        return -(-self.serials // (self.months * PURCHASE_SIZE)) * PURCHASE_SIZE

    @property
    def suppliers(self) -> int:
        """The first tenth of the contacts."""
        return max(1, self.contacts // 10)


@unique
class Life(Enum):
    """What becomes of a serial after it was bought."""

    STAYS = "stays"
    SOLD = "sold"
    SOLD_AGAIN = "sold, came back, sold again"
    CAME_BACK = "sold, came back"
    MOVED = "sent to another warehouse"
    ON_THE_WAY = "sent, and not received"
    RETURNED = "returned to the supplier"
    REMOVED = "taken out by an adjustment"


_THOUSANDTHS = (
    (280, Life.STAYS),
    (620, Life.SOLD),
    (30, Life.SOLD_AGAIN),
    (20, Life.CAME_BACK),
    (32, Life.MOVED),
    (10, Life.RETURNED),
    (8, Life.REMOVED),
)
_LIVES = [life for share, life in _THOUSANDTHS for _ in range(share)]


def dice(number: int, sides: int) -> int:
    """0 to ``sides`` - 1, spread evenly, the same for the same number."""
    return ((number * 2654435761) & 0xFFFFFFFF) * sides >> 32


def product_of(id: int, size: Size) -> int:
    """The product of a line of a purchase: few are bought often, many seldom."""
    roll = dice((id - 1) // LINE_SIZE + 17, 1 << 16)
    return 1 + (roll * roll * size.products >> 32)


def warehouse_of(id: int, size: Size) -> int:
    """Where a serial was bought."""
    return 1 + dice((id - 1) // PURCHASE_SIZE + 5, size.warehouses)


def other_warehouse(warehouse: int, size: Size) -> int:
    """Where a warehouse sends its goods."""
    return warehouse % size.warehouses + 1


def life_of(id: int, size: Size) -> Life:
    """What becomes of a serial; what was bought in the last month and sent is still on the way."""
    life = _LIVES[dice(id, len(_LIVES))]
    if life is Life.MOVED and id > (size.serials - 1) // size.block * size.block:
        return Life.ON_THE_WAY
    return life


def number_of(id: int, product: int) -> str:
    """One of four forms, by product; never the same for two ids, scattered over the index."""
    form = product % 4
    if form == 0:
        return f"86{id * 6180339887493 % 10**13:013}"  # like an IMEI
    if form == 1:
        return f"SN24{id:08}"  # a generated run
    if form == 2:
        return f"C{id * 174440041657 % 2**48:012X}"
    return f"Lt-{'abcd'[id % 4]}/{id * 0x9E3779B1 & 0xFFFFFFFF:08x}"
