"""Inventory counts: what was scanned against the books, and what a person decided (D2, D4, L).

What moved after the count began, or after a serial was scanned, is left to its own papers.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.domain import lines as rules
from app.domain.counting import CountedItem, Group, group_of, nameless_difference, undecided
from app.domain.lifecycle import Status
from app.domain.problems import Code, Problem
from app.domain.quantities import ONE_UNIT, quantity_text
from app.services import settings
from app.services.documents import drafts
from app.services.documents.draft_read import Carrying, Paper, lines_of, with_holders
from app.services.entry.judging import code_problems
from db import sql
from db.queries import counts, documents
from db.queries.counts import (
    CountedProduct,
    CountedSerial,
    CountRead,
    Decision,
    MissingOfProduct,
    MissingSerial,
)
from db.queries.documents import DRAFT, Document
from db.sql import Database
from db.writes import count_decisions, draft_serials
from db.writes.ledger import Flow, Step

TAKEN_IN = (Group.NEW, Group.COMES_BACK, Group.SOLD_HERE)
"""The groups whose serials come into stock when a person says so."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A product whose units without a serial differ from the books; all in thousandths.

    ``posted`` is what the count changed of that once it is posted: nothing, if so decided.
    """

    product: str
    book: int
    counted: int
    change: int
    posted: int = 0


@dataclass(frozen=True, slots=True)
class Board:
    """A count as it stands: its serials by group, in the order scanned, and the differences.

    ``missing`` holds the first of those not counted, ``missing_of`` how many there are of each
    product.
    """

    serials: Mapping[Group, Sequence[CountedSerial]]
    missing: Sequence[MissingSerial]
    missing_of: Sequence[MissingOfProduct]
    differences: Sequence[Difference]

    @property
    def missing_total(self) -> int:
        """How many serials were not counted."""
        return sum(product.serials for product in self.missing_of)

    def size(self, group: Group) -> int:
        """How many serials, or products, are in a group."""
        if group is Group.MISSING:
            return self.missing_total
        if group is Group.QUANTITY:
            return len(self.differences)
        return len(self.serials.get(group, ()))


def board(database: Database, count: int, limit: int | None = 1000) -> Board:
    """Everything about a count; of those not counted the first ``limit``, or all.

    Of a posted count what it was when it was posted; ``missing`` are those that it took out.
    """
    head = documents.document(database, count)
    if head.state != DRAFT:
        return _posted_board(database, head, limit)
    enabled = settings.load(database).serials_enabled  # P1: none is asked for
    found = counts.read(database, count, with_missing=enabled)
    return _board(head, found, counts.missing(database, count, found.missing, limit))


def _board(head: Document, found: CountRead, missing: Sequence[MissingSerial] = ()) -> Board:
    differences = [
        difference for product in found.products if (difference := _difference(product)).change
    ]
    return Board(_grouped(head, found.serials), missing, found.missing, differences)


def _posted_board(database: Database, head: Document, limit: int | None) -> Board:
    taken_out = counts.taken_out(database, head.id)
    first: dict[int, MissingSerial] = {}
    for serial in taken_out:
        first.setdefault(serial.product_id, serial)
    size = Counter(serial.product_id for serial in taken_out)
    missing = [
        MissingOfProduct(serial.line_id, product, serial.product, size[product])
        for product, serial in first.items()
    ]
    found = counts.read(database, head.id, with_missing=False)._replace(missing=missing)
    return _board(head, found, taken_out[:limit])


def _grouped(head: Document, counted: Sequence[CountedSerial]) -> dict[Group, list[CountedSerial]]:
    groups: dict[Group, list[CountedSerial]] = defaultdict(list)
    for serial in counted:
        groups[_group(head, serial)].append(serial)
    return groups


def _group(head: Document, serial: CountedSerial) -> Group:
    if serial.topic:
        return Group[serial.topic]
    status = Status(serial.status)
    return group_of(status, serial.warehouse_id, head.warehouse_id, serial.moved)


def _difference(product: CountedProduct) -> Difference:
    item = _item(product)
    change = nameless_difference(item)
    book = product.book_on_hand
    if not item.by_quantity:
        book -= product.book_identified * ONE_UNIT
    posted = product.posted - product.posted_serials * ONE_UNIT
    return Difference(product.product, book, book + change, change, posted)


def _item(product: CountedProduct) -> CountedItem:
    return CountedItem(
        product.counted,
        product.scanned,
        product.book_on_hand,
        product.book_identified,
        product.sold_nameless,
        product.first_flow,
        product.last_flow,
        product.last_nameless,
    )


def moved_between(product: CountedProduct) -> bool:
    """It was counted in parts, and came or went in between: it has to be counted again."""
    return _item(product).moved_between


def count_everything(database: Database, draft: int) -> None:
    """Put every item that is in the warehouse by the books on the count, not counted yet."""
    with sql.transaction(database, of=draft):
        drafts.open_draft(database, draft)
        counts.add_products(database, draft)


def decide(
    database: Database, draft: int, decisions: Mapping[Group, bool], of: Board | None = None
) -> None:
    """Note what is to happen with each group when the count is posted, ``of`` how many."""
    count_decisions.write(
        database,
        draft,
        {
            group.name: Decision(taken, of.size(group) if of else 0)
            for group, taken in decisions.items()
        },
    )


def _decisions(database: Database, count: int) -> dict[Group, bool]:
    found = counts.decisions(database, count)
    return {Group[topic]: decision.taken for topic, decision in found.items()}


def _problems(database: Database, paper: Paper) -> Iterator[Problem]:
    if paper.serials and not paper.settings.serials_enabled:
        yield Problem(Code.TRACKING_OFF)
    counted_lines = [line for line in lines_of(paper) if line.quantity or line.serials]
    yield from rules.judge_lines(paper.kind, counted_lines)
    yield from _serial_problems(database, paper)
    now = _board(paper.head, _read(paper))
    decided = _decisions(database, paper.head.id)
    for group in undecided((group for group in Group if now.size(group)), decided):
        yield Problem(Code.UNDECIDED, {"group": group, "count": now.size(group)})
    yield from _stock_problems(paper, decided)


def _read(paper: Paper) -> CountRead:
    assert paper.count is not None, paper.kind  # every paper that counts is read with it
    return paper.count


def _serial_problems(database: Database, paper: Paper) -> Iterator[Problem]:
    """Serials nobody knew when they were scanned, and that are another product's by now (F4)."""
    refused = code_problems(database, paper.serials)
    for serial in paper.serials:
        known_elsewhere = serial.known_product_id not in (None, serial.product_id)
        if known_elsewhere and serial.status != Status.UNKNOWN:
            values = {"serial": serial.number}
            refused.append((serial, Problem(Code.OTHER_PRODUCT, values, serial=serial.number)))
    yield from with_holders(database, paper, refused)


def _stock_problems(paper: Paper, decided: Mapping[Group, bool]) -> Iterator[Problem]:
    """Where what was counted cannot become the books (L2)."""
    serials = Counter({p.product_id: -p.serials for p in _taken_out(paper, decided)})
    serials.update(step.product for step in _taken_in(paper, decided))
    change = Counter({flow.product: flow.quantity for flow in _flows(paper, decided, serials)})
    managed = {line.product_id for line in paper.lines if line.track_serials}
    for product in _read(paper).products:
        after = rules.Stock(
            product.on_hand + change[product.product_id],
            product.identified + serials[product.product_id],
        )
        values = {
            "product": product.product,
            "warehouse": paper.head.warehouse,
            "counted": quantity_text(product.counted or 0),
            "identified": product.identified,
        }
        if moved_between(product):
            yield Problem(Code.COUNT_MOVED, values, line=product.position)
        if not paper.settings.serials_enabled and after.on_hand >= 0:  # P1: serials are released
            continue
        if after.unidentified >= 0:
            continue
        if _item(product).by_quantity and after.identified:
            yield Problem(Code.COUNT_SHORT, values, line=product.position)
        elif product.product_id in managed or after.identified or change[product.product_id] < 0:
            yield Problem(Code.COUNT_BREAKS_STOCK, values, line=product.position)


def _writes(database: Database, paper: Paper) -> tuple[Sequence[Step], Sequence[Flow]]:
    """The movements and quantities that the decisions ask for."""
    decided = _decisions(database, paper.head.id)
    taken_in, taken_out = _taken_in(paper, decided), _taken_out(paper, decided)
    serials = Counter({product.product_id: -product.serials for product in taken_out})
    serials.update(step.product for step in taken_in)
    missing = counts.missing(database, paper.head.id, taken_out)
    steps = taken_in + [_step_out(serial) for serial in missing]
    return steps, _flows(paper, decided, serials)


def _taken_in(paper: Paper, decided: Mapping[Group, bool]) -> list[Step]:
    groups = _grouped(paper.head, _read(paper).serials)
    return [
        _step_in(serial, paper.head)
        for group in TAKEN_IN
        if decided.get(group)
        for serial in groups.get(group, ())
    ]


def _taken_out(paper: Paper, decided: Mapping[Group, bool]) -> Sequence[MissingOfProduct]:
    return _read(paper).missing if decided.get(Group.MISSING) else ()


def _flows(
    paper: Paper, decided: Mapping[Group, bool], serials: Mapping[int, int]
) -> Sequence[Flow]:
    """The quantities that follow: ``serials`` is by how many each product's change."""
    flows = []
    for product in _read(paper).products:
        quantity = serials.get(product.product_id, 0) * ONE_UNIT
        if decided.get(Group.QUANTITY):
            quantity += nameless_difference(_item(product))
        if quantity and paper.head.warehouse_id is not None:
            warehouse = paper.head.warehouse_id
            flows.append(Flow(product.line_id, product.product_id, warehouse, quantity))
    return flows


def _step_in(serial: CountedSerial, head: Document) -> Step:
    return Step(
        serial.line_id,
        serial.number,
        serial.product_id,
        serial.serial_id,
        serial.status,
        serial.warehouse_id,
        Status.IN_STOCK,
        head.warehouse_id,
        serial.last_movement_id,
        serial.current_movement_id,
    )


def _step_out(serial: MissingSerial) -> Step:
    return Step(
        serial.line_id,
        serial.number,
        serial.product_id,
        serial.serial_id,
        Status.IN_STOCK,
        serial.warehouse_id,
        Status.REMOVED,
        None,
        serial.last_movement_id,
        serial.current_movement_id,
    )


def _keep_topics(database: Database, paper: Paper) -> None:
    """Note what each counted serial turned out to be, and what the decisions were about.

    It stays with the count, which is posted after this.
    """
    now = _board(paper.head, _read(paper))
    draft_serials.write_topics(
        database,
        [(group.name, serial.row_id) for group, some in now.serials.items() for serial in some],
    )
    decide(database, paper.head.id, _decisions(database, paper.head.id), of=now)


COUNTING = Carrying(_problems, _writes, _keep_topics)
