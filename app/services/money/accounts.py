"""On account: what contacts owe and are owed, and what settles what (M8)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from app.domain import accounts as account_rules
from app.domain.accounts import Account, OpenDebt
from app.domain.document_kind import Party, Settling
from app.domain.kinds import KINDS
from app.domain.payments import judge_amount
from app.domain.permissions import Permission
from app.domain.problems import Code, Problem, Refused, refuse
from app.services import audit, settings
from app.services.audit import Action, Change, Subject
from app.services.documents import draft_head, drafts
from app.services.documents.draft_read import WholeDraft
from app.services.documents.drafts import open_draft
from app.services.money import payments
from app.services.permitting import (
    for_everybody,
    permitted,
    permitted_for_document,
    permitted_for_kind,
)
from app.services.session import Session
from app.services.settings import CURRENCIES
from db import sql
from db.queries import accounts, documents
from db.queries.accounts import DebtRow
from db.queries.documents import Document
from db.sql import Database
from db.writes import accounts as account_writes
from db.writes import documents as document_writes
from db.writes import payments as payment_writes


def account(database: Database, contact: int, today: date, kinds: Sequence[str] = ()) -> Account:
    """How the shop stands with a contact, by documents of some ``kinds``; none: by all."""
    return accounts_of(database, [contact], today, kinds)[contact]


def accounts_of(
    database: Database, contacts: Sequence[int], today: date, kinds: Sequence[str] = ()
) -> dict[int, Account]:
    """How the shop stands with some contacts; who owes nothing and is owed nothing is there too.

    ``kinds`` of documents that count; none: all.
    """
    debts: dict[int, list[OpenDebt]] = defaultdict(list)
    for row in accounts.debts_of(database, contacts, kinds):
        debts[row.contact_id].append(OpenDebt(0, "", row.date, row.date, row.left))
    return {id: account_rules.account_of(debts.get(id, ()), today) for id in contacts}


def kinds_shown(sees_cost: bool) -> Sequence[str]:
    """The kinds of documents whose sums on account somebody may see; none named: all (U1).

    What is owed for goods, and was paid for them, is what they were bought for.
    """
    if sees_cost:
        return ()
    settles = (kind for kind in KINDS.values() if kind.settling is not Settling.NONE)
    return [kind.key for kind in settles if kind.party is Party.CUSTOMER]


def has_account(database: Database, contact: int, kinds: Sequence[str] = ()) -> bool:
    """Was anything left on account with the contact, by some kinds or any, however long ago?"""
    return accounts.has_debts(database, contact, kinds)


def open_debts(
    database: Database, contact: int, sign: int = 0, kinds: Sequence[str] = ()
) -> list[OpenDebt]:
    """What is open with a contact, the oldest first; ``sign`` 1: owed to the shop, -1: by it.

    Of documents of some ``kinds``; none: of all.
    """
    return [
        _debt(row)
        for row in accounts.open_debts(database, contact)
        if (sign == 0 or row.left * sign > 0) and (not kinds or row.kind in kinds)
    ]


def _debt(row: DebtRow) -> OpenDebt:
    return OpenDebt(row.document_id, row.number, row.date, row.due_date, row.left)


@permitted(Permission.KEEP_ACCOUNTS)
def settle_credit(session: Session, document: int, amounts: Mapping[int, int] | None = None) -> int:
    """Settle open documents of a contact by what is left of a credit: an advance, a return.

    ``amounts`` says how much of each, above zero; None: the oldest first. Returns how much of it
    was settled. Raises Refused where nothing of it is left, or with everything that does not fit.
    """
    database = session.database
    with sql.transaction(database, of=sql.SHOP):
        credit = accounts.debt_of(database, document)
        contact = documents.document(database, document).party_id
        if credit is None or contact is None or not credit.left:
            raise refuse(Code.SETTLED_MEANWHILE)
        open_now = open_debts(database, contact, -1 if credit.left > 0 else 1)
        amounts = _judged(database, abs(credit.left), amounts, open_now)
        _allocate(session, document, amounts, open_now)
        if amounts:
            after = {
                one.number: amounts[one.document] for one in open_now if one.document in amounts
            }
            change = Change(Subject.DOCUMENT, document, {}, {"settles": after}, document)
            audit.note(session, Action.ALLOCATION, [change])
        return sum(amounts.values())


def credits_to_settle(database: Database, contact: int) -> list[OpenDebt]:
    """A contact's credits with which something open can be settled, the oldest first.

    A credit is an advance, or what goes back: a receipt, a payment, a return.
    """
    rows = accounts.open_debts(database, contact)
    signs = {row.left > 0 for row in rows}
    return [_debt(row) for row in rows if len(signs) > 1 and _is_credit(row)]


def _is_credit(row: DebtRow) -> bool:
    kind = KINDS[row.kind]
    return kind.settling is Settling.PAYS or kind.goes_back


@permitted(Permission.KEEP_ACCOUNTS)
def settle_credits(session: Session, contact: int) -> int:
    """Settle what is open with a contact by its credits, the oldest first; how much was settled.

    Raises Refused where no credit is left with which something could be settled.
    """
    database, settled = session.database, 0
    with sql.transaction(database, of=sql.SHOP):
        if not credits_to_settle(database, contact):
            raise refuse(Code.SETTLED_MEANWHILE)
        while found := credits_to_settle(database, contact):
            settled += settle_credit(session, found[0].document)
    return settled


def _judged(
    database: Database,
    amount: int,
    wanted: Mapping[int, int] | None,
    debts: Sequence[OpenDebt],
) -> dict[int, int]:
    """What is settled of each document; raises Refused with everything that does not fit."""
    if wanted is None:
        return account_rules.oldest_first(amount, debts)
    problems = account_rules.judge_allocation(amount, wanted, debts, _decimals(database))
    if problems:
        raise Refused(problems)
    return {document: part for document, part in wanted.items() if part}


def _allocate(
    session: Session, source: int, amounts: Mapping[int, int], debts: Sequence[OpenDebt]
) -> None:
    sign = {debt.document: 1 if debt.left > 0 else -1 for debt in debts}
    signed = {document: sign[document] * part for document, part in amounts.items()}
    account_writes.allocate(session.database, source, signed, session.stamp(), session.person.id)


def _decimals(database: Database) -> int:
    return CURRENCIES[settings.load(database).currency]


# Receipts and payments


@permitted_for_kind
def begin(session: Session, kind: str, contact: int) -> int:
    """Begin a receipt of a contact's or a payment to it; returns the draft's id."""
    with sql.transaction(session.database, of=sql.SHOP):
        draft = drafts.new(session, kind)
        draft_head.set_party(session, draft, contact)
        return draft


@permitted_for_document
def set_amount(session: Session, draft: int, amount: int) -> None:
    """Write how much a draft receipt or payment is of, in minor units.

    It is paid by the one way that is chosen, wholly. What it settles follows, where nobody chose
    that. Raises Refused where it is no amount.
    """
    with sql.transaction(session.database, of=draft):
        head = open_draft(session.database, draft)
        problem = judge_amount(amount, _decimals(session.database)) if amount else None
        if problem:
            raise Refused([problem])
        paid_by = [part.tender.id for part in payments.parts_of(session.database, draft)]
        _pay(session, head, amount, paid_by[0] if paid_by else None)


@permitted_for_document
def set_tender(session: Session, draft: int, tender: int) -> None:
    """Choose the way by which the whole amount of a draft receipt or payment is paid."""
    with sql.transaction(session.database, of=draft):
        head = open_draft(session.database, draft)
        _pay(session, head, head.total, tender)


def _pay(session: Session, head: Document, amount: int, tender: int | None) -> None:
    for part in payments.parts_of(session.database, head.id):
        if part.id is not None:
            payments.remove_part(session, head.id, part.id)
    document_writes.write_amount(session.database, head.id, amount, session.stamp())
    if tender is not None and amount:
        payments.add_part(session, head.id, tender)


@permitted_for_document
def choose(session: Session, draft: int, amounts: Mapping[int, int]) -> None:
    """Keep how much of each document a draft is to settle; empty: the oldest first.

    Raises Refused where one of them is no amount; whether it fits is judged when it is posted.
    """
    with sql.transaction(session.database, of=draft):
        open_draft(session.database, draft)
        decimals = _decimals(session.database)
        problems = [judge_amount(amount, decimals) for amount in amounts.values() if amount]
        if found := [problem for problem in problems if problem]:
            raise Refused(found)
        account_writes.want(session.database, draft, amounts)
        document_writes.touch(session.database, draft, session.stamp())


class SettlingPlan(NamedTuple):
    """What a draft receipt or payment settles: of each open document how much, and what is left.

    ``chosen``: a person said how much of each; else it is the oldest first.
    """

    debts: Sequence[OpenDebt]
    amounts: Mapping[int, int]
    advance: int
    chosen: bool


def plan_of(database: Database, head: Document) -> SettlingPlan:
    """What a draft receipt or payment settles as it stands; what is left over is an advance."""
    sign = KINDS[head.kind].money_sign
    debts = [] if head.party_id is None else open_debts(database, head.party_id, sign)
    wanted = accounts.wanted(database, head.id)
    amounts = wanted or account_rules.oldest_first(head.total, debts)
    amounts = {document: part for document, part in amounts.items() if part}
    return SettlingPlan(debts, amounts, head.total - sum(amounts.values()), bool(wanted))


# Posted


def problems_of(
    database: Database, whole: WholeDraft, today: date, on_account: bool
) -> Iterator[Problem]:
    """What stands against a draft on account: what it is to settle, and a credit limit (M8)."""
    head, kind = whole.head, whole.kind
    if not whole.settings.takes_payments(kind) or head.party_id is None:
        return
    if kind.settling is Settling.PAYS:
        plan = plan_of(database, head)
        yield from account_rules.judge_allocation(
            head.total, plan.amounts, plan.debts, _decimals(database)
        )
    elif kind.money_sign > 0 and (on_account or kind.settling is Settling.ON_ACCOUNT):
        more = payments.settlement_of(database, head.id).due
        question = _credit_question(database, head.party_id, more, today)
        if question:
            yield question


def _credit_question(database: Database, contact: int, more: int, today: date) -> Problem | None:
    """What is asked where a contact would owe more than its limit by ``more`` on account."""
    terms = accounts.terms(database, contact)
    if terms.credit_limit is None:
        return None
    owes = account(database, contact, today).balance
    return account_rules.judge_credit(
        terms.credit_limit, owes, more, terms.name, _decimals(database)
    )


@for_everybody
def settle(session: Session, whole: WholeDraft) -> None:
    """Write what a receipt or payment that is being posted settles; the rest is an advance."""
    head, kind = whole.head, whole.kind
    if kind.settling is not Settling.PAYS or head.party_id is None:
        return
    plan = plan_of(session.database, head)
    day = head.date if head.date_choice else session.today().isoformat()
    credit = -kind.money_sign * head.total
    payment_writes.owe(session.database, head.id, head.party_id, credit, day, day)
    _allocate(session, head.id, plan.amounts, plan.debts)
    account_writes.want(session.database, head.id, {})
