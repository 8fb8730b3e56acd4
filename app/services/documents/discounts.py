"""Discounts of a line and of a document, in percent or as an amount (M3); told to the audit log."""

from app.domain.permissions import Permission
from app.domain.pricing import Discount, judge_discount
from app.domain.problems import Problem, Refused
from app.services import audit
from app.services.audit import Action, Change, Subject
from app.services.documents import by_hand, drafts, pricing
from app.services.permitting import permitted
from app.services.session import Session
from db import sql
from db.writes import pricing as pricing_writes


@permitted(Permission.GIVE_DISCOUNT)
def set_of_line(session: Session, draft: int, id: int, discount: Discount) -> None:
    """Give a line a discount.

    Raises Refused where it is below zero or above the line's amount, or more than the person may
    give (U3).
    """
    with sql.transaction(session.database, of=draft):
        was, lines = drafts.read(session.database, draft)
        old = drafts.line(session.database, draft, id)
        found = judge_discount(discount, old.amount + old.discount, old.product)
        if found:
            raise Refused([Problem(found.code, found.values, line=old.position)])
        change = (pricing.discounted(old, discount), old.quantity, old.price)
        pricing.write_lines(session.database, draft, [change], session.stamp())
        by_hand.refuse_beyond(session, draft, lines, was)
        before, after = _told(Discount(old.discount, old.discount_rate)), _told(discount)
        audit.note(session, Action.DISCOUNT, [Change(Subject.LINE, id, before, after, draft)])


@permitted(Permission.GIVE_DISCOUNT)
def set_of_document(session: Session, draft: int, discount: Discount) -> None:
    """Give a document a discount.

    Raises Refused where it is below zero or above its lines, or more than the person may give (U3).
    """
    database = session.database
    with sql.transaction(database, of=draft):
        head, lines = drafts.read(database, draft)
        there = sum(line.amount for line in lines)
        found = judge_discount(discount, there)
        if found:
            raise Refused([found])
        pricing_writes.write_discount(database, draft, discount.of(there), discount.rate)
        pricing.touch(database, draft, session.stamp())
        by_hand.refuse_beyond(session, draft, lines, head)
        before, after = _told(Discount(head.discount, head.discount_rate)), _told(discount)
        change = Change(Subject.DOCUMENT, draft, before, after, draft)
        audit.note(session, Action.DISCOUNT, [change])


def _told(discount: Discount) -> dict[str, object]:
    """A discount as the audit log keeps it: its rate, or its amount."""
    if discount.rate is not None:
        return {"discount_rate": discount.rate, "discount": None}
    return {"discount_rate": None, "discount": discount.amount}
