"""Prices and discounts that somebody gives by hand: how far each role may go (M2, U3).

A price below the ordinary one counts as a discount, and so do the line's own and the document's
together: what counts is the part that is left of the ordinary price. What comes back for more than
was paid for it, or than it sells for, counts as one too: in an exchange it pays for other goods.
"""

from collections.abc import Collection, Iterable, Sequence
from fractions import Fraction

from app.domain.kinds import KINDS
from app.domain.limits import is_above, part_left, rate_above, rate_off
from app.domain.permissions import Permission
from app.domain.prices import PriceSource
from app.domain.pricing import PERCENT, Discount
from app.domain.problems import Code, Problem
from app.domain.quantities import quantity_text
from app.services import settings
from app.services.documents import draft_read, pricing
from app.services.documents.agreed_prices import AgreedPrices, numbers_of
from app.services.money import costs, line_prices
from app.services.permitting import for_everybody
from app.services.session import Session
from db.queries import document_lines, documents, draft_serials, items, prices
from db.queries import pricing as pricing_reads
from db.queries.document_lines import DocumentLine
from db.queries.documents import Document
from db.sql import Database

_TENTH = PERCENT // 10
"""So exactly a rate is said, and never less than it is."""


@for_everybody
def refuse_beyond(
    session: Session, draft: int, before: Sequence[DocumentLine], was: Document
) -> None:
    """Judge prices that were written in the transaction that goes on, ``before`` and now.

    Raises Refused where a line is lowered further than the person may: beyond the limit of the
    role, or below cost. Both are judged once more as it is posted, and what was approved here holds
    there. Nothing is said of the cost itself. Of what comes back: where it is raised further.
    """
    head = documents.document(session.database, draft)
    if not line_prices.at_sale_prices(head):
        return
    lines = document_lines.lines(session.database, draft)
    if KINDS[head.kind].goes_back:
        session.refuse_unapproved(list(_given_beyond(session, head, lines, before)))
        return
    problems = list(_beyond_limit(session, head, lines, was, before))
    if not session.may(Permission.SELL_BELOW_COST):
        lowered = _lowered(pricing.shared(head, lines), pricing.shared(was, before))
        problems += _below_cost(session.database, draft, lowered) if lowered else ()
    session.refuse_unapproved(problems)


def _lowered(now: Sequence[DocumentLine], before: Sequence[DocumentLine]) -> set[int]:
    """The lines of which a unit brings less than before, all discounts taken off."""
    old = {line.id: line for line in before}
    return {
        line.id
        for line in now
        if (was := old.get(line.id))
        and (line.amount - line.share) * was.quantity < (was.amount - was.share) * line.quantity
    }


def _below_cost(database: Database, draft: int, lines: Collection[int]) -> Iterable[Problem]:
    """Those of some lines of a draft that bring less than their goods had cost (M2)."""
    whole = draft_read.read(database, draft)
    numbers = numbers_of(whole.serials)
    for problem in costs.below(database, whole, costs.of_sold(database, whole)):
        line = whole.lines[(problem.line or 1) - 1]
        if line.id in lines:
            values = {
                "product": line.product,
                **approved_at(line),
                "serials": numbers.get(line.id, ()),
            }
            yield Problem(Code.BELOW_COST_REFUSED, values, line=line.position)


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
        refuse_beyond(session, draft, before, was)


@for_everybody
def left_to_approve(
    session: Session,
    head: Document,
    lines: Sequence[DocumentLine],
    problems: Sequence[Problem],
) -> list[Problem]:
    """What is to be approved as a sale is posted: of ``problems``, and of its prices by hand (U3).

    A price is who typed it's to answer for, and what was approved is: only what nobody who may
    agreed to is left, such as more units, or the prices of a copy.
    """
    beyond = list(_beyond_at_posting(session, head, lines))
    if not beyond and all(one.code is not Code.BELOW_COST_REFUSED for one in problems):
        return list(problems)
    agreed, shop = AgreedPrices.of(session.database, head.id), settings.load(session.database)
    with_shares = pricing.shared(head, lines)
    numbers = numbers_of(draft_serials.draft_serials(session.database, head.id))

    def is_agreed(problem: Problem) -> bool:
        if problem.line is None:
            return False
        line = with_shares[problem.line - 1]
        if problem.code is Code.ABOVE_DISCOUNT_LIMIT:
            return agreed.covers_rate(line, int(str(problem.values["off"])), shop)
        return problem.code is Code.BELOW_COST_REFUSED and agreed.covers_cost(
            line, numbers.get(line.id, ())
        )

    return [one for one in (*beyond, *problems) if not is_agreed(one)]


def _beyond_at_posting(
    session: Session, head: Document, lines: Sequence[DocumentLine]
) -> Iterable[Problem]:
    """Prices by hand that are beyond what who posts may give; an order's were agreed with it."""
    if not line_prices.at_sale_prices(head) or KINDS[head.kind].goes_back:
        return []
    by_hand = {
        line.position
        for line in lines
        if line.origin_line_id is None
        and (line.price_source == PriceSource.TYPED or line.discount or head.discount)
    }
    if not by_hand:
        return []
    beyond = _beyond_limit(session, head, lines, head, ())
    return [problem for problem in beyond if problem.line in by_hand]


def approved_at(line: DocumentLine) -> dict[str, object]:
    """What a line brings, for how much: an approval holds for that and for more."""
    return {
        "line_id": line.id,
        "amount": line.amount - line.share,
        "quantity": line.quantity,
    }


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


def _given_beyond(
    session: Session,
    head: Document,
    lines: Sequence[DocumentLine],
    before: Sequence[DocumentLine],
) -> Iterable[Problem]:
    database = session.database
    limit = settings.load(database).discount_limit(session.person.role)
    if limit is None:
        return
    ordinary = _ordinary(database, head, lines)
    paid = {
        row.line: Fraction(row.paid * row.back_quantity, row.quantity)
        for row in pricing_reads.paid_for(database, head.id, every=True)
    }
    old = {one.id: one for one in before}
    for line in lines:
        if line.price_source == PriceSource.ORIGIN:
            continue  # it gives back what was paid
        worth = Fraction(ordinary[line.id] * line.quantity, line.unit_size)
        rate = rate_above(line.amount, paid.get(line.id, worth))
        if not is_above(rate, limit):
            continue
        was = old.get(line.id)
        if was and line.amount * was.quantity <= was.amount * line.quantity:
            continue  # it is no higher than it was
        values = {
            "product": line.product,
            "rate": quantity_text(-(-rate // _TENTH) * _TENTH),
            "limit": quantity_text(limit),
            "off": rate,
            **approved_at(line),
        }
        yield Problem(Code.GIVEN_BACK_ABOVE, values, line=line.position)


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
