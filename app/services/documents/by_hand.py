"""Prices and discounts that somebody gives by hand: how far each role may go (M2, U3).

A price below the ordinary one counts as a discount, and so do the line's own and the document's
together: what counts is the part that is left of the ordinary price.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from app.domain.kinds import KINDS
from app.domain.limits import is_above, part_left, rate_off
from app.domain.permissions import Permission
from app.domain.pricing import PERCENT, Discount
from app.domain.problems import Code, Problem
from app.domain.quantities import quantity_text
from app.services import settings
from app.services.audit import values_in
from app.services.documents import pricing
from app.services.money import line_prices, price_facts
from app.services.permitting import for_everybody
from app.services.session import Session
from db.queries import audit as audit_reads
from db.queries import document_lines, documents, draft_serials, items, prices
from db.queries.document_lines import DocumentLine
from db.queries.documents import Document
from db.sql import Database

_TENTH = PERCENT // 10
"""So exactly a rate is said, and never less than it is."""


@for_everybody
def refuse_beyond(
    session: Session, draft: int, before: Sequence[DocumentLine], was: Document, line: int | None
) -> None:
    """Judge prices that were written in the transaction that goes on, ``before`` and now.

    Raises Refused where a line is lowered further than the person may: beyond the limit of the
    role, or, where one ``line`` was changed, below cost. Nothing is said of the cost itself.
    """
    head = documents.document(session.database, draft)
    if not line_prices.at_sale_prices(head) or KINDS[head.kind].goes_back:
        return
    lines = document_lines.lines(session.database, draft)
    problems = list(_beyond_limit(session, head, lines, was, before))
    if line is not None and not session.may(Permission.SELL_BELOW_COST):
        changed = next(one for one in lines if one.id == line)
        old = next(one for one in before if one.id == line)
        if changed.amount < old.amount and _is_below_cost(session.database, head, changed):
            values = {"product": changed.product, **approved_at(changed)}
            problems.append(Problem(Code.BELOW_COST_REFUSED, values, line=changed.position))
    session.refuse_unapproved(problems)


@for_everybody
def refuse_drift(
    session: Session, draft: int, before: Sequence[DocumentLine], was: Document
) -> None:
    """A discount that is an amount takes off more of less: what was just taken off a draft counts.

    ``before`` and ``was`` are the draft as it stood. Raises Refused as ``refuse_beyond`` does.
    """
    amounts = [(was.discount, was.discount_rate)]
    amounts += [(line.discount, line.discount_rate) for line in before]
    if any(amount and rate is None for amount, rate in amounts):
        refuse_beyond(session, draft, before, was, None)


def was_approved(
    database: Database, head: Document, lines: Sequence[DocumentLine], problem: Problem
) -> bool:
    """It was approved as the price was typed, and the line brings no less now (U3)."""
    if problem.code is not Code.BELOW_COST_REFUSED or problem.line is None:
        return False
    line = pricing.shared(head, lines)[problem.line - 1]
    for text in audit_reads.approvals(database, head.id):
        told = values_in(text)
        if told.get("permission") != Permission.SELL_BELOW_COST.name:
            continue
        if told.get("line_id") != line.id:
            continue
        amount, quantity = (int(str(told.get(key) or 0)) for key in ("amount", "quantity"))
        if (line.amount - line.share) * quantity >= amount * line.quantity:
            return True
    return False


def approved_at(line: DocumentLine) -> dict[str, object]:
    """What a line comes to, for how much: an approval holds for that and for more."""
    return {"line_id": line.id, "amount": line.amount, "quantity": line.quantity}


def _is_below_cost(database: Database, head: Document, line: DocumentLine) -> bool:
    return price_facts.is_below_cost(database, head, line)


def _beyond_limit(
    session: Session,
    head: Document,
    lines: Sequence[DocumentLine],
    was: Document,
    before: Sequence[DocumentLine],
) -> Iterable[Problem]:
    limit = settings.load(session.database).discount_limit(session.person.role)
    if limit is None:
        return
    ordinary = _ordinary(session.database, head, lines)
    old = {one.id: one for one in before}
    for line in lines:
        left = _left(head, lines, line, ordinary[line.id])
        rate = rate_off(left)
        if not is_above(rate, limit):
            continue
        if line.id in old and left >= _left(was, before, old[line.id], ordinary[line.id]):
            continue  # it is no lower than it was
        values = {
            "product": line.product,
            "rate": quantity_text(-(-rate // _TENTH) * _TENTH),
            "limit": quantity_text(limit),
            "off": rate,
            **approved_at(line),
        }
        yield Problem(Code.ABOVE_DISCOUNT_LIMIT, values, line=line.position)


def _left(
    head: Document, lines: Sequence[DocumentLine], line: DocumentLine, ordinary: int
) -> Fraction:
    own = Discount(line.discount, line.discount_rate), line.amount + line.discount
    whole = Discount(head.discount, head.discount_rate), sum(one.amount for one in lines)
    return part_left(line.price, ordinary, own, whole)


def _ordinary(database: Database, head: Document, lines: Sequence[DocumentLine]) -> dict[int, int]:
    """What a unit of each line would cost if nobody had typed a price (M2)."""
    found = items.some(database, [line.product_id for line in lines])
    offers = line_prices.offers(database, head, found)
    serials = draft_serials.entered_on(database, [line.id for line in lines])
    own = prices.own_prices(database, [one.serial_id for one in serials if one.serial_id])
    of_line = {one.line_id: own[one.serial_id] for one in serials if one.serial_id in own}
    return {
        line.id: offers[line.product_id]
        .price_of(line.quantity, of_line.get(line.id))
        .for_unit(line.unit_size)
        for line in lines
    }
