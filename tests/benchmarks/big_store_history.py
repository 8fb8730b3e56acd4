"""The history of a big store: months of documents, their lines and what their serials did."""

import sqlite3
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from math import gcd
from typing import NamedTuple

from app.domain.kinds import KINDS, number_of
from app.domain.lifecycle import Status
from tests.benchmarks import big_store_serials as serials
from tests.benchmarks.big_store_masters import price_of
from tests.benchmarks.big_store_serials import LINE_SIZE, PURCHASE_SIZE, Life, Size, dice

FIRST_DAY = date(2022, 1, 1)
_AT_ONCE = 200_000
"""Movements that are kept in memory before they are written."""


class Line(NamedTuple):
    """A line as a receipt takes it up: its id, its product and its serials."""

    id: int
    product: int
    serials: Sequence[int]


class Sent(NamedTuple):
    """A transfer: its document, where it goes, its lines."""

    document: int
    to: int
    lines: Sequence[Line]


class Step(NamedTuple):
    """What a document does to each of its serials."""

    source: Status
    target: Status


class History:
    """Writes the ledgers in the order of history: what is sold in a month was bought before it.

    Documents, lines and movements are written by the names of their columns, a part at a time.
    """

    def __init__(self, connection: sqlite3.Connection, size: Size) -> None:
        self._connection = connection
        self._size = size
        self._documents: list[tuple[object, ...]] = []
        self._lines: list[tuple[object, ...]] = []
        self._movements: list[tuple[object, ...]] = []
        self.document = self.line = self.movement = 0
        """How many there are: the last id of each."""
        self._sequences: Counter[str] = Counter()
        self._last = array("q", bytes(8 * (size.serials + 1)))  # a serial's last movement
        self._sold_by = array("q", bytes(8 * (size.serials + 1)))  # the line that sold it
        self._bought_by = array("q", bytes(8 * (size.serials // LINE_SIZE + 2)))  # of 50 serials

    def write(self) -> None:
        """Write all months, and the serials as they are after them."""
        for month in range(self._size.months + 3):
            self._buy(month)
            self._bought_a_month_ago(month)
            self._sold_a_month_ago(month)
            again = [id for id in self._bought_in(month - 3) if self._life(id) is Life.SOLD_AGAIN]
            self._sell(month, again)
            self._flush()
        self._find(self._size.months + 3)
        self._flush(least=0)
        self._connection.executemany(
            "INSERT INTO serial (id, number, product_id, warehouse_id, status, last_movement_id,"
            " current_movement_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)",
            self._serials(),
        )
        self._connection.executemany(
            "INSERT INTO number_sequence (kind, last) VALUES (?, ?)", self._sequences.items()
        )

    # What happens in a month ------------------------------------------------------------------

    def _buy(self, month: int) -> None:
        ids = self._ids(month)
        for first in range(ids.start, ids.stop, PURCHASE_SIZE):
            here = self._warehouse(first)
            document = self._add_document("purchase", month, here)
            end = min(first + PURCHASE_SIZE, ids.stop)
            for position, begin in enumerate(range(first, end, LINE_SIZE), 1):
                some = range(begin, min(begin + LINE_SIZE, end))
                line = self._add_line(document, position, self._product(begin), len(some))
                self._bought_by[(begin - 1) // LINE_SIZE] = line
                for id in some:
                    self._move(line, id, Status.UNKNOWN, None, Status.IN_STOCK, here)
            self._flush()

    def _bought_a_month_ago(self, month: int) -> None:
        lives: dict[Life, list[int]] = defaultdict(list)
        sold = []
        for id in self._bought_in(month - 1):
            life = self._life(id)
            lives[life].append(id)
            if life in (Life.SOLD, Life.SOLD_AGAIN, Life.CAME_BACK):
                sold.append(id)
        self._send(month, lives[Life.ON_THE_WAY])
        for sent in self._send(month, lives[Life.MOVED]):
            self._receive(month, sent)
        self._sell(month, sold)
        back = Step(Status.IN_STOCK, Status.RETURNED)
        self._group("purchase_return", month, lives[Life.RETURNED], 20, back, self._purchase_line)
        out = Step(Status.IN_STOCK, Status.REMOVED)
        self._group("adjustment", month, lives[Life.REMOVED], 10, out)

    def _sold_a_month_ago(self, month: int) -> None:
        back = [
            id
            for id in self._bought_in(month - 2)
            if self._life(id) in (Life.SOLD_AGAIN, Life.CAME_BACK)
        ]
        step = Step(Status.SOLD, Status.IN_STOCK)
        self._group("sales_return", month, back, 2, step, self._sold_by.__getitem__)

    def _sell(self, month: int, ids: Iterable[int]) -> None:
        step = Step(Status.IN_STOCK, Status.SOLD)
        for document in self._group("sale", month, ids, self._size.sale_size, step):
            for line in document.lines:
                for id in line.serials:
                    self._sold_by[id] = line.id

    def _find(self, month: int) -> None:
        """What is there of items without serials, put into the books of each warehouse."""
        for warehouse in range(1, self._size.warehouses + 1):
            document = self._add_document("adjustment", month, warehouse)
            found = (id for id in range(self._size.products + 1, self._size.items + 1) if id % 50)
            for position, product in enumerate(found, 1):
                self._add_line(document, position, product, product % 50)

    def _send(self, month: int, ids: Iterable[int]) -> list[Sent]:
        return self._group("transfer", month, ids, 20, Step(Status.IN_STOCK, Status.IN_TRANSIT))

    def _receive(self, month: int, sent: Sent) -> None:
        receipt = self._add_document("transfer_receipt", month, sent.to, origin=sent.document)
        for position, own in enumerate(sent.lines, 1):
            line = self._add_line(receipt, position, own.product, len(own.serials), own.id)
            for id in own.serials:
                self._move(line, id, Status.IN_TRANSIT, sent.to, Status.IN_STOCK, sent.to)

    def _group(
        self,
        kind: str,
        month: int,
        ids: Iterable[int],
        most: int,
        step: Step,
        origin: Callable[[int], int] | None = None,
    ) -> list[Sent]:
        """Documents of at most ``most`` serials, each in the warehouse where they were bought."""
        waiting: dict[int, list[int]] = defaultdict(list)
        made = []
        for id in ids:
            here = self._warehouse(id)
            waiting[here].append(id)
            if len(waiting[here]) == most:
                made.append(self._document_of(kind, month, here, waiting.pop(here), step, origin))
        for here, left in waiting.items():
            made.append(self._document_of(kind, month, here, left, step, origin))
        return made

    def _document_of(
        self,
        kind: str,
        month: int,
        here: int,
        ids: Iterable[int],
        step: Step,
        origin: Callable[[int], int] | None,
    ) -> Sent:
        """One document with a line for each product, or for each line it points back at."""
        there = {
            Status.IN_STOCK: here,
            Status.IN_TRANSIT: serials.other_warehouse(here, self._size),
        }.get(step.target)
        to = there if step.target is Status.IN_TRANSIT else None
        document = self._add_document(kind, month, here, to)
        by_line: dict[tuple[int, int | None], list[int]] = defaultdict(list)
        for id in ids:
            by_line[self._product(id), origin(id) if origin else None].append(id)
        lines = []
        for position, ((product, back), some) in enumerate(by_line.items(), 1):
            units = -len(some) if kind == "adjustment" else len(some)
            line = self._add_line(document, position, product, units, back)
            came_from = here if step.source is Status.IN_STOCK else None
            for id in some:
                self._move(line, id, step.source, came_from, step.target, there)
            lines.append(Line(line, product, some))
        return Sent(document, to or here, lines)

    # What a serial is -------------------------------------------------------------------------

    def _product(self, id: int) -> int:
        return serials.product_of(id, self._size)

    def _warehouse(self, id: int) -> int:
        return serials.warehouse_of(id, self._size)

    def _life(self, id: int) -> Life:
        return serials.life_of(id, self._size)

    def _purchase_line(self, id: int) -> int:
        return self._bought_by[(id - 1) // LINE_SIZE]

    def _ids(self, month: int) -> range:
        """The serials bought in a month."""
        if not 0 <= month < self._size.months:
            return range(1, 1)
        first, most = 1 + month * self._size.block, self._size.serials
        return range(min(first, most + 1), 1 + min(first - 1 + self._size.block, most))

    def _bought_in(self, month: int) -> Iterator[int]:
        """The serials bought in a month, in an order that no index knows."""
        ids = self._ids(month)
        count = len(ids)
        strides = (618033, 754877, 569841, 1)
        stride = next((stride for stride in strides if gcd(stride, count) == 1), 1)
        return (ids[place * stride % count] for place in range(count))

    def _serials(self) -> Iterator[tuple[object, ...]]:
        for id in range(1, self._size.serials + 1):
            product, here = self._product(id), self._warehouse(id)
            there = serials.other_warehouse(here, self._size)
            status, place = {
                Life.STAYS: (Status.IN_STOCK, here),
                Life.SOLD: (Status.SOLD, None),
                Life.SOLD_AGAIN: (Status.SOLD, None),
                Life.CAME_BACK: (Status.IN_STOCK, here),
                Life.MOVED: (Status.IN_STOCK, there),
                Life.ON_THE_WAY: (Status.IN_TRANSIT, there),
                Life.RETURNED: (Status.RETURNED, None),
                Life.REMOVED: (Status.REMOVED, None),
            }[self._life(id)]
            number = serials.number_of(id, product)
            yield id, number, product, place, int(status), self._last[id]

    # Rows -------------------------------------------------------------------------------------

    def _add_document(
        self,
        kind: str,
        month: int,
        warehouse: int,
        to: int | None = None,
        origin: int | None = None,
    ) -> int:
        self.document += 1
        self._sequences[kind] += 1
        id = self.document
        day = FIRST_DAY + timedelta(days=month * 30 + dice(id, 30))
        at = f"{day.isoformat()}T{8 + dice(id, 10):02}:{dice(id * 5, 60):02}:00.000+00:00"
        self._documents.append(
            (
                id,
                f"{id:08x}-0000-4000-8000-{id * 0x9E3779B97F4B & 0xFFFFFFFFFFFF:012x}",
                kind,
                int(kind == "sale" and dice(id * 13, 2)),
                number_of(KINDS[kind], day.year, self._sequences[kind]),
                day.isoformat(),
                self._party(kind, id),
                warehouse,
                to,
                origin,
                at,
            )
        )
        return id

    def _party(self, kind: str, document: int) -> int | None:
        """A purchase has its supplier; four sales in ten are to somebody who walked in."""
        if kind in ("purchase", "purchase_return"):
            return 1 + dice(document * 7, self._size.suppliers)
        if kind in ("sale", "sales_return") and dice(document * 3, 10) < 6:
            return 1 + dice(document * 11, self._size.contacts)
        return None

    def _add_line(
        self, document: int, position: int, product: int, units: int, origin: int | None = None
    ) -> int:
        self.line += 1
        price = price_of(product)
        self._lines.append(
            (self.line, document, position, product, units * 1000, price, units * price, origin)
        )
        return self.line

    def _move(
        self, line: int, id: int, source: Status, here: int | None, to: Status, there: int | None
    ) -> None:
        self.movement += 1
        before = self._last[id] or None
        self._movements.append((self.movement, line, id, int(source), here, int(to), there, before))
        self._last[id] = self.movement

    def _flush(self, least: int = _AT_ONCE) -> None:
        """Write what is kept, where it is much."""
        if len(self._movements) < least:
            return
        self._connection.executemany(
            "INSERT INTO document (id, uuid, kind, state, at_counter, number, posting, date,"
            " party_id, warehouse_id, to_warehouse_id, origin_id, created_at, created_by,"
            " changed_at, posted_at, posted_by)"
            " VALUES (?1, ?2, ?3, 1, ?4, ?5, ?1, ?6, ?7, ?8, ?9, ?10, ?11, 1, ?11, ?11, 1)",
            self._documents,
        )
        self._connection.executemany(
            "INSERT INTO document_line (id, document_id, position, product_id, quantity, unit,"
            " price, amount, origin_line_id) VALUES (?1, ?2, ?3, ?4, ?5, 'pcs', ?6, ?7, ?8)",
            self._lines,
        )
        self._connection.executemany(
            "INSERT INTO serial_movement (id, line_id, serial_id, from_status, from_warehouse_id,"
            " to_status, to_warehouse_id, prev_id, before_id)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8)",
            self._movements,
        )
        self._documents, self._lines, self._movements = [], [], []
