"""Payments: parts typed on a draft, posted with it, reversed when it is voided (M5 to M8).

A posting calls ``problems_of`` and ``settle`` in its transaction, a void ``reverse``.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from app.domain import payments as payment_rules
from app.domain.dates import DateChoice
from app.domain.document_kind import Settling
from app.domain.kinds import KINDS
from app.domain.payments import (
    ComesBack,
    Paid,
    Part,
    Received,
    Refund,
    Settlement,
    Tender,
    TenderKind,
)
from app.domain.permissions import Permission
from app.domain.problems import Code, Problem, Refused, refuse
from app.services import audit, settings
from app.services.audit import Action, Change, Subject, values_in
from app.services.documents import drafts, pricing
from app.services.money import shifts, tenders
from app.services.permitting import for_everybody, permitted, permitted_for_document
from app.services.session import Session
from app.services.settings import CURRENCIES, Settings
from db import sql
from db.queries import audit as audit_reads
from db.queries import documents, payments
from db.queries.documents import DRAFT, POSTED, Document
from db.sql import Database
from db.writes import documents as document_writes
from db.writes import payments as payment_writes
from db.writes.payments import NewPayment, Till

if TYPE_CHECKING:
    from app.services.documents.draft_read import WholeDraft


# On a draft ---------------------------------------------------------------------------------------


def parts_of(database: Database, draft: int) -> list[Part]:
    """The payments typed on a draft, in the order of entry."""
    known = tenders.by_id(database)
    return [
        Part(known[row.tender_id], row.amount, row.given, row.reference, row.refunds_id, row.id)
        for row in payments.parts(database, draft)
    ]


def settlement_of(database: Database, draft: int) -> Settlement:
    """What the payments of a draft come to, and what is still due.

    Of an exchange what comes back pays first: a part without an id, which nobody typed.
    """
    head = documents.document(database, draft)
    return _settlement(database, head, settings.load(database))


def _settlement(database: Database, head: Document, choices: Settings) -> Settlement:
    parts = [*_exchanged_parts(database, head), *parts_of(database, head.id)]
    return payment_rules.settle(head.total, parts, choices.cash_rounding)


def _exchanged_parts(database: Database, head: Document) -> list[Part]:
    """What the other half of an exchange settles; on the return, payment by payment of its sale."""
    offset = _offset(database, head)
    if not offset:
        return []
    every = tenders.every(database)
    tender = next(one for one in every if one.kind is TenderKind.EXCHANGE)
    if not KINDS[head.kind].refunds:
        return [Part(tender, offset)]
    used = _giving_back(database, head).in_goods
    return [Part(tender, one.amount, refunds=one.refunds) for one in used]


def _offset(database: Database, head: Document) -> int:
    """How much of a document the other half of its exchange settles; 0 where there is none."""
    if head.exchange_id is None:
        return 0
    other = documents.document(database, head.exchange_id)
    if other.exchange_id != head.id or other.state not in (DRAFT, POSTED):
        return 0
    return min(head.total, other.total)


@permitted_for_document
def add_part(
    session: Session,
    draft: int,
    tender: int,
    amount: int | None = None,
    reference: str = "",
    refunds: int | None = None,
) -> int:
    """Type a payment on a draft; returns its id.

    ``amount`` is what is paid, of cash that comes in what is handed over: change is given from it.
    None: exactly what is due. On a return ``refunds`` is the payment that it gives back; another
    way than was proposed needs a permission, and ``reference`` says why (M7). Raises Refused.
    """
    database = session.database
    with sql.transaction(database, of=draft):
        head = drafts.open_draft(database, draft)
        kind, choices = KINDS[head.kind], settings.load(database)
        if not choices.takes_payments(kind):
            raise refuse(Code.NO_PAYMENTS_HERE)
        chosen = tenders.by_id(database)[tender]
        due = _settlement(database, head, choices).due
        incoming = kind.money_sign > 0
        given = amount if chosen.is_cash and incoming else None
        part = Part(chosen, amount if amount is not None else due, given, reference, refunds)
        _judge_part(session, head, part, due)
        document_writes.write(database, draft, "counter_id", session.counter.id)
        if given is not None:  # as far as it is needed: the rest is change
            part = part._replace(amount=min(part.amount, due))
        return payment_writes.add_part(
            database, draft, tender, part.amount, part.given, reference.strip(), refunds
        )


@permitted_for_document
def add_proposed(session: Session, draft: int) -> list[int]:
    """Type on a return without payments what is proposed for it (M7); returns their ids."""
    with sql.transaction(session.database, of=draft):
        return [
            add_part(session, draft, one.tender.id, one.amount, refunds=one.refunds)
            for one in proposals(session.database, draft)
            if one.tender is not None
        ]


def _judge_part(session: Session, head: Document, part: Part, due: int) -> None:
    database, kind = session.database, KINDS[head.kind]
    choices = settings.load(database)
    decimals, step = CURRENCIES[choices.currency], choices.cash_rounding
    gone = payment_rules.judge_tender(part.tender)
    problems = [gone] if gone else []
    problems += payment_rules.part_problems(part, due, decimals, kind.money_sign > 0, step)
    if kind.refunds:
        found = _giving_back(database, head)
        parts = [*_settled_parts(database, head), part]
        problems += payment_rules.refund_problems(parts, found.received, found.proposed, decimals)
        if payment_rules.otherwise([part], found.proposed):
            about = {"tender": part.tender.id, "amount": part.amount}
            session.demand(Permission.REFUND_OTHERWISE, about)
    if problems:
        raise Refused(problems)


def _settled_parts(database: Database, head: Document) -> list[Part]:
    """The parts typed on a draft with what each settles of its total as it is now."""
    found = _settlement(database, head, settings.load(database)).paid
    return [one.part._replace(amount=one.amount) for one in found]


@permitted_for_document
def remove_part(session: Session, draft: int, part: int) -> None:
    """Take a payment off a draft."""
    with sql.transaction(session.database, of=draft):
        drafts.open_draft(session.database, draft)
        payment_writes.delete_part(session.database, draft, part)


# What is given back (M7) --------------------------------------------------------------------------


class _GivingBack(NamedTuple):
    """The payments of the sales from which something comes back, and how it is given back.

    ``in_goods`` is what an exchange gives back of it, ``proposed`` the rest.
    """

    received: tuple[Received, ...]
    in_goods: tuple[Refund, ...]
    proposed: tuple[Refund, ...]


def _giving_back(database: Database, head: Document) -> _GivingBack:
    came = payments.came_back(database, head.id)
    received = _received(database, [row.document_id for row in came if row.document_id])
    amounts = pricing.to_pay_by_origin(database, head)
    sales = [
        ComesBack(
            amounts[row.document_id],
            row.owed,
            tuple(received.get(row.document_id, ())) if row.document_id else (),
            row.keeps_money,
        )
        for row in came
    ]
    proposed = payment_rules.proposals(sales, tenders.cash(database))
    in_goods, left = payment_rules.taken_off(proposed, _offset(database, head))
    every = (one for sale in sales for one in sale.received)
    return _GivingBack(tuple(every), tuple(in_goods), tuple(left))


def _received(database: Database, sales: Sequence[int]) -> dict[int, list[Received]]:
    """The payments of sales with what of each is left; goods that paid count as what had paid for
    them."""
    known, found = tenders.by_id(database), dict[int, list[Received]]()
    for row in payments.received(database, sales):
        tender, payment = known[row.tender_id], row.id
        while tender.kind is TenderKind.EXCHANGE:
            before = payments.gave_in_exchange(database, payment)
            payment, tender = (
                (before[0], known[before[1]])
                if before
                else (
                    payment,
                    tenders.cash(database),
                )
            )
        found.setdefault(row.document_id, []).append(Received(row.id, tender, row.left))
    return found


def proposals(database: Database, draft: int) -> list[Refund]:
    """How what comes back on a return is given back, unless somebody chooses otherwise (M7)."""
    return list(_giving_back(database, documents.document(database, draft)).proposed)


# Posted and voided --------------------------------------------------------------------------------


def problems_of(database: Database, whole: "WholeDraft", on_account: bool) -> Iterator[Problem]:
    """Everything that stands against the payments of a draft that is to be posted.

    ``on_account``: what they leave open may stay with the party, as it always does on documents
    that are settled so.
    """
    if not whole.settings.takes_payments(whole.kind):
        return
    decimals = CURRENCIES[whole.settings.currency]
    settlement = _settlement(database, whole.head, whole.settings)
    parts = [one.part for one in settlement.paid]
    incoming = whole.kind.money_sign > 0
    yield from payment_rules.problems_of(
        whole.head.total, parts, whole.settings.cash_rounding, decimals, incoming
    )
    if whole.kind.refunds and parts:
        found = _giving_back(database, whole.head)
        settled = [one.part._replace(amount=one.amount) for one in settlement.paid]
        yield from payment_rules.refund_problems(settled, found.received, found.proposed, decimals)
    if whole.kind.settling is Settling.AT_ONCE or whole.head.party_id is not None:
        at_once = whole.kind.settling is Settling.AT_ONCE
        stays = (on_account and at_once) or whole.kind.settling is Settling.ON_ACCOUNT
        named = whole.head.party_id is not None
        open_still = payment_rules.judge_due(settlement.due, stays, named, decimals)
        if open_still:
            yield open_still


@for_everybody
def settle(session: Session, whole: "WholeDraft") -> None:
    """Write the payments of a draft that is being posted, and what they leave on account.

    ``problems_of`` found nothing against them. Raises Refused where money is given back another
    way than was proposed and the person may not do that, and where the drawer is not open yet.
    """
    database, head, kind = session.database, whole.head, whole.kind
    if not whole.settings.takes_payments(kind):
        return
    settlement = _settlement(database, head, whole.settings)
    if kind.refunds:
        _approve(session, head, settlement.paid)
    payment_writes.keep_money(database, head.id)
    rows = [_ledger_row(one, kind.money_sign) for one in settlement.paid]
    if rows:
        payment_writes.pay(database, head.id, rows, _till(session))
    if settlement.due and head.party_id is not None:
        day, due_day = _due(session, head, head.party_id)
        owed = kind.money_sign * settlement.due
        payment_writes.owe(database, head.id, head.party_id, owed, day, due_day)
    payment_writes.delete_parts(database, head.id)


def _ledger_row(one: Paid, sign: int) -> NewPayment:
    part = one.part
    return NewPayment(
        part.tender.id,
        sign * one.amount,
        sign * one.rounding,
        part.given,
        part.reference,
        part.refunds,
    )


def _approve(session: Session, head: Document, paid: Sequence[Paid]) -> None:
    """Who gives money back another way than was proposed may do so, and it is told (M7)."""
    found = _giving_back(session.database, head)
    parts = [one.part._replace(amount=one.amount) for one in paid]
    others = payment_rules.otherwise(parts, found.proposed)
    if not others:
        return
    approved = [values_in(text) for text in audit_reads.approvals(session.database, head.id)]
    if not all(any(_is_approved(part, told) for told in approved) for part in others):
        session.demand(Permission.REFUND_OTHERWISE)
    came = {one.payment: one.tender for one in found.received}
    for part in others:
        paid_by = came.get(part.refunds) if part.refunds is not None else None
        before = {"tender": _told(paid_by) if paid_by else "", "amount": 0}
        after = {"tender": _told(part.tender), "amount": part.amount}
        change = Change(Subject.DOCUMENT, head.id, before, after, head.id)
        audit.note(session, Action.REFUND, [change], part.reference)


def _is_approved(part: Part, told: Mapping[str, object]) -> bool:
    """It was approved as this part was typed, for as much or more (U3)."""
    return (
        told.get("permission") == Permission.REFUND_OTHERWISE.name
        and told.get("tender") == part.tender.id
        and int(str(told.get("amount") or 0)) >= part.amount
    )


def _told(tender: Tender) -> str:
    return tender.own_name or tender.kind.name.lower()


def _due(session: Session, head: Document, party: int) -> tuple[str, str]:
    """The day of what stays on account, and the day it is due, both ISO."""
    chosen = DateChoice(head.date_choice) is not DateChoice.POSTING
    day = head.date if chosen else session.today().isoformat()
    if head.due_date:
        return day, head.due_date
    days = payments.payment_days(session.database, party)
    return day, (date.fromisoformat(day) + timedelta(days)).isoformat()


def _till(session: Session) -> Till:
    """Where money passes now. Raises Refused where the shop has shifts and none is open (M9)."""
    if shifts.opening_needed(session.database, session.counter.id):
        raise refuse(Code.SHIFT_NOT_OPEN)
    shift = shifts.open_shift(session.database, session.counter.id)
    return Till(session.counter.id, session.person.id, shift, session.stamp())


@permitted(Permission.VOID)
def reverse(session: Session, document: int) -> None:
    """Reverse the payments of a document that is being voided, in the shift that is open now.

    What was settled of its debt is taken back first (M8). Raises Refused where something was paid,
    the shop has shifts and none is open.
    """
    database = session.database
    if payments.payments(database, [document]):
        payment_writes.reverse(database, document, _till(session))
    if payments.debts(database, [document]):
        payment_writes.reverse_debt(database, document, session.person.id, session.stamp())
