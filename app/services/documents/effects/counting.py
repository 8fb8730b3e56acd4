"""Inventory counts: what was scanned against the books, and what a person decided (D2, D4, L).

What moved after the count began, or after a serial was scanned, is left to its own documents.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from app.domain import lines as line_rules
from app.domain.counting import (
    CountGroup,
    Decisions,
    ProductCount,
    difference_without_serial,
    group_of,
    undecided,
)
from app.domain.lifecycle import Status
from app.domain.problems import Code, Problem
from app.domain.quantities import ONE_UNIT, quantity_text
from app.services import audit, settings
from app.services.audit import Action, Change, Subject
from app.services.documents import drafts
from app.services.documents.draft_read import Carrying, WholeDraft, lines_of, with_holders
from app.services.entry.judging import code_problems
from app.services.permitting import permitted_for_document
from app.services.session import Session
from db import sql
from db.queries import counts, documents
from db.queries.counts import (
    CountDecision,
    CountedProduct,
    CountedSerial,
    CountRead,
    MissingOfProduct,
    MissingSerial,
)
from db.queries.documents import DRAFT, Document
from db.sql import Database
from db.writes import count_decisions, document_lines, draft_serials
from db.writes.ledger import Flow, Step
from db.writes.missing import take_out

TAKEN_IN = (CountGroup.NEW, CountGroup.COMES_BACK, CountGroup.SOLD_HERE)
"""The groups whose serials come into stock when a person says so."""


class Difference(NamedTuple):
    """A product whose units without a serial differ from the books; all in thousandths.

    ``posted`` is what the count changed of that once it is posted: nothing, if so decided.
    """

    product_id: int
    product: str
    book: int
    counted: int
    change: int
    posted: int = 0


class Board(NamedTuple):
    """A count as it stands: its serials by group, in the order scanned, and the differences.

    ``missing`` holds the first of those not counted, ``missing_of`` how many there are of each
    product.
    """

    serials: Mapping[CountGroup, Sequence[CountedSerial]]
    missing: Sequence[MissingSerial]
    missing_of: Sequence[MissingOfProduct]
    differences: Sequence[Difference]

    @property
    def missing_total(self) -> int:
        """How many serials were not counted."""
        return sum(product.serials for product in self.missing_of)

    def size(self, group: CountGroup) -> int:
        """How many serials, or products, are in a group."""
        if group is CountGroup.MISSING:
            return self.missing_total
        if group is CountGroup.QUANTITY:
            return len(self.differences)
        return len(self.serials.get(group, ()))

    def products(self, group: CountGroup) -> set[int]:
        """The products of which something is in a group."""
        if group is CountGroup.MISSING:
            return {missing.product_id for missing in self.missing_of}
        if group is CountGroup.QUANTITY:
            return {difference.product_id for difference in self.differences}
        return {serial.product_id for serial in self.serials.get(group, ())}


def board(database: Database, count: int, limit: int = 1000) -> Board:
    """Everything about a count; of those not counted the first ``limit``.

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


def _posted_board(database: Database, head: Document, limit: int) -> Board:
    taken_out = counts.taken_out_of_products(database, head.id)
    found = counts.read(database, head.id, with_missing=False)._replace(missing=taken_out)
    return _board(head, found, counts.taken_out(database, head.id, taken_out, limit))


def _grouped(
    head: Document, counted: Sequence[CountedSerial]
) -> dict[CountGroup, list[CountedSerial]]:
    groups: dict[CountGroup, list[CountedSerial]] = defaultdict(list)
    for serial in counted:
        groups[_group(head, serial)].append(serial)
    return groups


def _group(head: Document, serial: CountedSerial) -> CountGroup:
    if serial.group:
        return CountGroup[serial.group]
    status = Status(serial.status)
    return group_of(status, serial.warehouse_id, head.warehouse_id, serial.moved)


def _difference(product: CountedProduct) -> Difference:
    counted_product = _product_count(product)
    change = difference_without_serial(counted_product)
    book = product.book_on_hand
    if not counted_product.by_quantity:
        book -= product.book_identified * ONE_UNIT
    posted = product.posted - product.posted_serials * ONE_UNIT
    return Difference(product.product_id, product.product, book, book + change, change, posted)


def _product_count(product: CountedProduct) -> ProductCount:
    return ProductCount(
        product.counted,
        product.scanned,
        product.book_on_hand,
        product.book_identified,
        product.sold_without_serial,
        product.first_flow,
        product.last_flow,
        product.last_without_serial,
    )


def moved_between(product: CountedProduct) -> bool:
    """It was counted in parts, and came or went in between: it has to be counted again."""
    return _product_count(product).moved_between


@permitted_for_document
def count_everything(session: Session, draft: int) -> None:
    """Put every item that is in the warehouse by the books on the count, not counted yet."""
    with sql.transaction(session.database, of=draft):
        drafts.open_draft(session.database, draft)
        document_lines.add_products_in_stock(session.database, draft)


@permitted_for_document
def decide(session: Session, draft: int, decisions: Decisions) -> None:
    """Note what is to happen with each group, and with which products otherwise, at posting."""
    with sql.transaction(session.database, of=draft):
        old = _decisions(session.database, draft)
        _write_decisions(session.database, draft, decisions)
        count_decisions.write_exceptions(session.database, draft, _named(decisions.of_product))
        both = Decisions({**old.of_group, **decisions.of_group}, decisions.of_product)
        change = Change(Subject.DOCUMENT, draft, _said(old), _said(both), draft)
        audit.note(session, Action.DECIDE, [change])


@permitted_for_document
def except_products(
    session: Session, draft: int, exceptions: Mapping[tuple[CountGroup, int], bool]
) -> None:
    """Keep on the draft what is to happen with single products, whatever holds for their groups."""
    with sql.transaction(session.database, of=draft):
        drafts.open_draft(session.database, draft)
        count_decisions.write_exceptions(session.database, draft, _named(exceptions))


def exceptions(database: Database, count: int) -> dict[tuple[CountGroup, int], bool]:
    """The products of a count that are decided by themselves."""
    return {
        (CountGroup[one.group], one.product_id): one.taken
        for one in counts.exceptions(database, count)
    }


def _named(exceptions: Mapping[tuple[CountGroup, int], bool]) -> dict[tuple[str, int], bool]:
    return {(group.name, product): taken for (group, product), taken in exceptions.items()}


def _said(decisions: Decisions) -> dict[str, object]:
    """As the audit log tells it: by group, and by group and product where that is otherwise."""
    of_group = {group.name.lower(): taken for group, taken in decisions.of_group.items()}
    of_product = {
        f"{group.name.lower()}:{product}": taken
        for (group, product), taken in decisions.of_product.items()
    }
    return {**of_group, **of_product}


def _write_decisions(
    database: Database, draft: int, decisions: Decisions, of: Board | None = None
) -> None:
    """Write what is decided about the groups, ``of`` how many."""
    count_decisions.write(
        database,
        draft,
        {
            group.name: CountDecision(taken, of.size(group) if of else 0)
            for group, taken in decisions.of_group.items()
        },
    )


def _decisions(database: Database, count: int) -> Decisions:
    found = counts.decisions(database, count)
    of_group = {CountGroup[group]: decision.taken for group, decision in found.items()}
    return Decisions(of_group, exceptions(database, count))


def _problems(database: Database, whole: WholeDraft) -> Iterator[Problem]:
    if whole.serials and not whole.settings.serials_enabled:
        yield Problem(Code.TRACKING_OFF)
    counted_lines = [line for line in lines_of(whole) if line.quantity or line.serials]
    yield from line_rules.judge_lines(whole.kind, counted_lines)
    yield from _serial_problems(database, whole)
    now = _board(whole.head, _read(whole))
    decided = _decisions(database, whole.head.id)
    for group in undecided((group for group in CountGroup if now.size(group)), decided.of_group):
        yield Problem(Code.UNDECIDED, {"group": group, "count": now.size(group)})
    yield from _stock_problems(whole, decided)


def _read(whole: WholeDraft) -> CountRead:
    assert whole.count is not None, whole.kind  # every document that counts is read with it
    return whole.count


def _serial_problems(database: Database, whole: WholeDraft) -> Iterator[Problem]:
    """Serials nobody knew when they were scanned, and that are another product's by now (F4)."""
    refused = code_problems(database, whole.serials)
    for serial in whole.serials:
        known_elsewhere = serial.known_product_id not in (None, serial.product_id)
        if known_elsewhere and serial.status != Status.UNKNOWN:
            values = {"serial": serial.number}
            refused.append((serial, Problem(Code.OTHER_PRODUCT, values, serial=serial.number)))
    yield from with_holders(database, whole, refused)


def _stock_problems(whole: WholeDraft, decided: Decisions) -> Iterator[Problem]:
    """Where what was counted cannot become the books (L2)."""
    serials = Counter({p.product_id: -p.serials for p in _taken_out(whole, decided)})
    serials.update(step.product for step in _taken_in(whole, decided))
    change = Counter({flow.product: flow.quantity for flow in _flows(whole, decided, serials)})
    managed = {line.product_id for line in whole.lines if line.track_serials}
    for product in _read(whole).products:
        after = line_rules.Stock(
            product.on_hand + change[product.product_id],
            product.identified + serials[product.product_id],
        )
        values = {
            "product": product.product,
            "warehouse": whole.head.warehouse,
            "counted": quantity_text(product.counted or 0),
            "serials": product.identified,
        }
        if moved_between(product):
            yield Problem(Code.COUNT_MOVED, values, line=product.position)
        if not whole.settings.serials_enabled and after.on_hand >= 0:  # P1: serials are released
            continue
        if after.without_serial >= 0:
            continue
        if _product_count(product).by_quantity and after.identified:
            yield Problem(Code.COUNT_SHORT, values, line=product.position)
        elif product.product_id in managed or after.identified or change[product.product_id] < 0:
            yield Problem(Code.COUNT_BREAKS_STOCK, values, line=product.position)


def _writes(database: Database, whole: WholeDraft) -> tuple[Sequence[Step], Sequence[Flow]]:
    """The movements and quantities that the decisions ask for."""
    decided = _decisions(database, whole.head.id)
    taken_in, taken_out = _taken_in(whole, decided), _taken_out(whole, decided)
    serials = Counter({product.product_id: -product.serials for product in taken_out})
    serials.update(step.product for step in taken_in)
    return taken_in, _flows(whole, decided, serials)


def _take_out(database: Database, whole: WholeDraft) -> None:
    """The movements of what was not counted, where that is decided: it may be a warehouse."""
    take_out(database, whole.head.id, _taken_out(whole, _decisions(database, whole.head.id)))


def _taken_in(whole: WholeDraft, decided: Decisions) -> list[Step]:
    groups = _grouped(whole.head, _read(whole).serials)
    return [
        _step_in(serial, whole.head)
        for group in TAKEN_IN
        for serial in groups.get(group, ())
        if decided.taken(group, serial.product_id)
    ]


def _taken_out(whole: WholeDraft, decided: Decisions) -> Sequence[MissingOfProduct]:
    return [
        missing
        for missing in _read(whole).missing
        if decided.taken(CountGroup.MISSING, missing.product_id)
    ]


def _flows(whole: WholeDraft, decided: Decisions, serials: Mapping[int, int]) -> Sequence[Flow]:
    """The quantities that follow: ``serials`` is by how many each product's change."""
    flows = []
    for product in _read(whole).products:
        quantity = serials.get(product.product_id, 0) * ONE_UNIT
        if decided.taken(CountGroup.QUANTITY, product.product_id):
            quantity += difference_without_serial(_product_count(product))
        if quantity and whole.head.warehouse_id is not None:
            warehouse = whole.head.warehouse_id
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


def _keep_groups(database: Database, whole: WholeDraft) -> None:
    """Note what each counted serial turned out to be, and what the decisions were about.

    It stays with the count, which is posted after this.
    """
    now = _board(whole.head, _read(whole))
    draft_serials.write_groups(
        database,
        [(group.name, serial.row_id) for group, some in now.serials.items() for serial in some],
    )
    decided = _decisions(database, whole.head.id)
    _write_decisions(database, whole.head.id, decided, of=now)
    there = {
        (group, product): taken
        for (group, product), taken in decided.of_product.items()
        if product in now.products(group)
    }
    count_decisions.write_exceptions(database, whole.head.id, _named(there))


COUNTING = Carrying(_problems, _writes, _keep_groups, _take_out)
