"""The lines of a draft and the serials on them (D6); each function one transaction."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from app.domain.document_kind import DocumentKind, Effect, SerialPolicy
from app.domain.kinds import KINDS
from app.domain.money import rounded
from app.domain.prices import Offers, Priced, PriceSource
from app.domain.problems import Code, Problem, Refused
from app.domain.quantities import ONE_UNIT, amount, judge_quantity, quantity_text
from app.domain.serials import MOST
from app.services import audit, settings
from app.services.audit import Action, Change, Subject
from app.services.documents import by_hand, figures, pricing
from app.services.documents.drafts import DraftRead, given_up, line, open_draft, read
from app.services.money import line_prices
from app.services.permitting import permitted_for_document, permitted_for_kind
from app.services.session import Session
from db import sql
from db.queries import document_lines, items
from db.queries.document_lines import DocumentLine
from db.queries.documents import Document
from db.queries.items import ProductRow
from db.queries.origins import Origin
from db.sql import Database
from db.writes import books
from db.writes import document_lines as line_writes
from db.writes import documents as document_writes
from db.writes import draft_serials as serial_writes
from db.writes.document_lines import NewLine


@permitted_for_document
def price_again(session: Session, draft: int) -> int:
    """Give the lines whose prices follow the party those of the one that there is now (M2)."""
    database = session.database
    head, lines = read(database, draft)
    if not line_prices.at_sale_prices(head) or not _follow(lines):
        return 0
    found = items.some(database, [line.product_id for line in lines])
    changes = line_prices.price_again(database, head, lines, found)
    _write_lines(session, draft, changes)
    before = {line.id: line.price for line in lines}
    return sum(price != before[line.id] for line, _, price in changes)


def _follow(lines: Sequence[DocumentLine]) -> bool:
    return any(PriceSource(line.price_source).follows for line in lines)


@permitted_for_document
def add_line(
    session: Session,
    draft: int,
    product: int,
    quantity: int = ONE_UNIT,
    origin: Origin | None = None,
) -> int:
    """Add a line with the product's own price, or that of its ``origin``; returns its id.

    Raises Refused where the quantity is more than a line holds (D13).
    """
    with sql.transaction(session.database, of=draft):
        there = read(session.database, draft)
        (made,) = add_lines(session, draft, there, [ToAdd(product, quantity, origin)])
        return made


class ToAdd(NamedTuple):
    """A line to be added: a product, thousandths of it, and on a return what it came by.

    ``own_price`` is that of the unit which the line is made for, where it has one (M2).
    """

    product: int
    quantity: int = ONE_UNIT
    origin: Origin | None = None
    own_price: int | None = None


@permitted_for_document
def add_lines(session: Session, draft: int, there: DraftRead, lines: Sequence[ToAdd]) -> list[int]:
    """Add lines as ``add_line`` does, below what is ``there``; returns their ids.

    A draft without a party gets that of the first of their origins which names one.
    """
    database, head, kind = session.database, there.head, KINDS[there.head.kind]
    found = items.some(database, [line.product for line in lines])
    problems = [judge_quantity(line.quantity) for line in lines]
    problems += [
        Problem(Code.INACTIVE, {"product": item.name})
        for item in found.values()
        if not (item.active or kind.takes_inactive)
    ]
    if refused := [problem for problem in problems if problem]:
        raise Refused(refused)
    taxes: Mapping[int, pricing.TaxOfLine] = {}
    if head.tax_mode:
        choice = settings.load(database).tax_choice
        own = {item.id: item.tax_id for item in found.values()}
        taxes = pricing.line_taxes(database, head, choice, own)
    offers = line_prices.offers(database, head, found)
    made = line_writes.add(
        database,
        draft,
        max((line.position for line in there.lines), default=0),
        [_new_line(kind, found[line.product], line, offers[line.product], taxes) for line in lines],
    )
    parties = (line.origin.party_id for line in lines if line.origin)
    party = next((party for party in parties if party is not None), None)
    if head.party_id is None and party is not None:
        document_writes.write(database, draft, "party_id", party)
        if _follow(there.lines):
            price_again(session, draft)
    note_books(session, head.kind, head.warehouse_id, made)
    _touch(session, draft)
    return made


def _new_line(
    kind: DocumentKind,
    item: ProductRow,
    line: ToAdd,
    offers: Offers,
    taxes: Mapping[int, pricing.TaxOfLine],
) -> NewLine:
    origin, tax = line.origin, taxes.get(item.id, (None, None))
    if origin is None:
        priced = offers.price_of(line.quantity, line.own_price)
    else:
        source = PriceSource.ORIGIN if kind.goes_back else PriceSource.TYPED
        priced = Priced(rounded(origin.price * ONE_UNIT, origin.unit_size), source)
        if kind.goes_back:
            tax = (origin.tax_id, origin.tax_rate)
    return NewLine(
        item.id,
        line.quantity,
        item.unit,
        priced.price,
        amount(line.quantity, priced.price),
        origin.line_id if origin else None,
        *line_prices.source_of(priced),
        *tax,
    )


@permitted_for_kind
def note_books(
    session: Session,
    kind: str,
    warehouse: int | None,
    lines: Sequence[int],
    again: bool = False,
) -> None:
    """On a count, note what the books say of a line when it is counted first, or ``again``.

    With every part that is counted of it, also how far the books had come by then.
    """
    if KINDS[kind].effect is Effect.COUNTS:
        books.note(session.database, lines, warehouse, again)


@permitted_for_document
def set_quantity(session: Session, draft: int, id: int, quantity: int, again: bool = True) -> None:
    """Set a line's quantity, in thousandths. Raises Refused below its serials or too big (D3, D13).

    On a count it is counted ``again``: against the books of this moment.
    """
    database = session.database
    with sql.transaction(database, of=draft):
        head, before = read(database, draft)
        old = line(database, draft, id)
        if quantity < old.serials * ONE_UNIT:
            values = {
                "product": old.product,
                "quantity": quantity_text(quantity),
                "serials": old.serials,
            }
            raise Refused([Problem(Code.BELOW_SERIALS, values, line=old.position)])
        _refuse_above_serials(database, head, old, quantity)
        (change,) = line_prices.follow(database, head, [(old, quantity)])
        _write_typed(session, draft, *change)
        note_books(session, head.kind, head.warehouse_id, [id], again)
        by_hand.refuse_drift(session, draft, before, head)
        if quantity < old.quantity and line_prices.at_sale_prices(head):
            told = Change(
                Subject.LINE, id, {"quantity": old.quantity}, {"quantity": quantity}, draft
            )
            audit.note(session, Action.TAKEN_OFF, [told])


@permitted_for_document
def set_quantities(session: Session, draft: int, quantities: Mapping[int, int]) -> None:
    """Raise lines to these quantities, in thousandths; none is lowered."""
    with sql.transaction(session.database, of=draft):
        head, lines = read(session.database, draft)
        changes = [
            (line, quantities[line.id])
            for line in lines
            if quantities.get(line.id, 0) > line.quantity
        ]
        _write_lines(session, draft, line_prices.follow(session.database, head, changes))


@permitted_for_document
def set_unit(session: Session, draft: int, id: int, unit: str) -> None:
    """Write a line in the base unit or in one of the product's packs (D9).

    The figures stay as they are shown: 2 pieces become 2 cartons, at ten times the price. Raises
    Refused where the product is sold in its base unit only, or where they are too big then (D13).
    """
    database = session.database
    with sql.transaction(database, of=draft):
        head = open_draft(database, draft)
        old = line(database, draft, id)
        item = items.item(database, old.product_id)
        sizes = {item.unit: ONE_UNIT} | dict(items.packs(database, old.product_id))
        size = sizes.get(unit)
        if size is None:  # the pack was taken off the item meanwhile
            raise Refused([Problem(Code.BAD_UNIT, {"text": unit}, line=old.position)])
        if size != ONE_UNIT and KINDS[head.kind].base_unit_only and old.track_serials:
            values = {"product": old.product}
            raise Refused([Problem(Code.BASE_UNIT_ONLY, values, line=old.position)])
        quantity = max(old.quantity * size // old.unit_size, old.serials * ONE_UNIT)
        price = old.price * size // old.unit_size
        line_writes.write_unit(database, id, unit, size)
        changed = line(database, draft, id)._replace(price=price)
        (change,) = line_prices.follow(database, head, [(changed, quantity)])
        _write_typed(session, draft, *change)


@permitted_for_document
def set_price(session: Session, draft: int, id: int, price: int) -> None:
    """Set a line's price, in minor units per unit of the line.

    Raises Refused if it is too big (D13), or lower than the person may go (U3).
    """
    with sql.transaction(session.database, of=draft):
        was, before = read(session.database, draft)
        old = line(session.database, draft, id)
        _write_typed(session, draft, pricing.typed(old), old.quantity, price)
        by_hand.refuse_beyond(session, draft, before, was)
        change = Change(Subject.LINE, id, {"price": old.price}, {"price": price}, draft)
        audit.note(session, Action.PRICE, [change])


@permitted_for_document
def delete_line(session: Session, draft: int, id: int) -> None:
    """Take a line out, with its serials. A sale that is emptied so is told as given up (U4)."""
    with sql.transaction(session.database, of=draft):
        head, before = read(session.database, draft)
        line_writes.delete(session.database, draft, id)
        _touch(session, draft)
        by_hand.refuse_drift(session, draft, before, head)
        if KINDS[head.kind].rings_up and not document_lines.lines(session.database, draft):
            audit.note(session, Action.GIVEN_UP, [given_up(head, {"lines": 1}, {"lines": 0})])


@permitted_for_document
def write_serials(
    session: Session,
    draft: int,
    numbers: Sequence[tuple[int, str]],
    follow: bool = True,
    head: Document | None = None,
) -> list[int]:
    """Write serials that were judged, each with its line; the quantities ``follow`` (D3).

    Returns the ids of the rows made, in the same order. ``entering`` judges. ``head`` is that of
    the open draft, where it was read.
    """
    head = head or open_draft(session.database, draft)
    rows = serial_writes.add(session.database, draft, numbers)
    touched = {line_id for line_id, _ in numbers}
    only = next(iter(touched)) if len(touched) == 1 else None
    short = [
        (line, line.serials * ONE_UNIT)
        for line in document_lines.lines(session.database, draft, only)
        if follow and line.id in touched and line.quantity < line.serials * ONE_UNIT
    ]
    _write_lines(session, draft, line_prices.follow(session.database, head, short))
    note_books(session, head.kind, head.warehouse_id, list(touched))
    return rows


@permitted_for_document
def remove_serials(session: Session, draft: int, rows: Sequence[int]) -> None:
    """Take serials out of a draft, by their rows. A quantity that came from them follows.

    It goes down to one unit, or to none where lines may stay empty.
    """
    database = session.database
    with sql.transaction(database, of=draft):
        head = open_draft(database, draft)
        kind = KINDS[head.kind]
        least = 0 if kind.part_lines or kind.effect is Effect.COUNTS else ONE_UNIT
        before = document_lines.lines(database, draft)
        serial_writes.delete(database, draft, rows)
        left = {line.id: line.serials for line in document_lines.lines(database, draft)}
        changes = [
            (line, max(left[line.id] * ONE_UNIT, least))
            for line in before
            if left[line.id] < line.serials and line.quantity == line.serials * ONE_UNIT
        ]
        _write_lines(session, draft, line_prices.follow(database, head, changes))
        _forget_books(database, [line.id for line, quantity in changes if quantity == 0])
        by_hand.refuse_drift(session, draft, before, head)


@permitted_for_document
def put_back(session: Session, draft: int, id: int, quantity: int) -> None:
    """Give a line the quantity back that it had before a scan, or what its serials need."""
    old = line(session.database, draft, id)
    quantity = max(quantity, old.serials * ONE_UNIT)
    head = open_draft(session.database, draft)
    _write_lines(session, draft, line_prices.follow(session.database, head, [(old, quantity)]))
    if quantity == 0:
        _forget_books(session.database, [id])


def _forget_books(database: Database, lines: Sequence[int]) -> None:
    """A line of a count whose scans were all taken back is not counted yet."""
    books.forget(database, lines)


def _refuse_above_serials(
    database: Database, head: Document, old: DocumentLine, quantity: int
) -> None:
    """A line whose units all need a serial holds no more of them than serials (D2, D13, F5)."""
    if KINDS[head.kind].policy is not SerialPolicy.REQUIRED or not old.track_serials:
        return
    if quantity > max(MOST * ONE_UNIT, old.quantity) and settings.load(database).serials_enabled:
        values = {"product": old.product, "most": f"{MOST:,}"}
        raise Refused([Problem(Code.LINE_SERIALS_TOO_MANY, values, line=old.position)])


def _write_typed(
    session: Session, draft: int, old: DocumentLine, quantity: int, price: int
) -> None:
    """Write figures that were typed. Raises Refused where they grow beyond D13."""
    problems = figures.problems_of_figures(session.database, draft, old, quantity, price)
    if problems:
        raise Refused(problems)
    _write_lines(session, draft, [(old, quantity, price)])


def _write_lines(
    session: Session, draft: int, changes: Sequence[tuple[DocumentLine, int, int]]
) -> None:
    """Write quantities and prices of lines, with what follows from them."""
    pricing.write_lines(session.database, draft, changes, session.stamp())


def _touch(session: Session, draft: int) -> None:
    pricing.touch(session.database, draft, session.stamp())
