"""On account: what contacts owe and are owed, and what settles what (M8)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from app.domain import accounts as account_rules
from app.domain.accounts import Account, OpenDebt
from app.domain.problems import Code, Problem, Refused, refuse
from app.services import audit, settings
from app.services.audit import Action, Change, Subject
from app.services.permitting import permitted, permitted_for_document
from app.domain.permissions import Permission
from app.services.session import Session
from app.services.settings import CURRENCIES
from db import sql
from db.queries import accounts, documents, payments
from db.queries.accounts import DebtRow
from db.queries.documents import DRAFT
from db.sql import Database
from db.writes import accounts as account_writes


def account(database: Database, contact: int, today: date) -> Account:
    """How the shop stands with a contact."""
    return accounts_of(database, [contact], today)[contact]


def accounts_of(database: Database, contacts: Sequence[int], today: date) -> dict[int, Account]:
    """How the shop stands with some contacts; who owes nothing and is owed nothing is there too."""
    debts: dict[int, list[OpenDebt]] = defaultdict(list)
    for row in accounts.debts_of(database, contacts):
        debts[row.contact_id].append(OpenDebt(0, "", row.date, row.date, row.left))
    return {id: account_rules.account_of(debts.get(id, ()), today) for id in contacts}


def open_debts(database: Database, contact: int, sign: int = 0) -> list[OpenDebt]:
    """What is open with a contact, the oldest first; of a ``sign``: 1 owed to the shop, -1 by it."""
    return [
        _debt(row)
        for row in accounts.open_debts(database, contact)
        if sign == 0 or row.left * sign > 0
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
            after = {one.number: amounts[one.document] for one in open_now if one.document in amounts}
            change = Change(Subject.DOCUMENT, document, {}, {"settles": after}, document)
            audit.note(session, Action.ALLOCATION, [change])
        return sum(amounts.values())


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
    account_writes.allocate(
        session.database, source, signed, session.stamp(), session.person.id
    )


def _decimals(database: Database) -> int:
    return CURRENCIES[settings.load(database).currency]


def credit_question(
    database: Database, contact: int, more: int, today: date
) -> Problem | None:
    """What is asked where a contact would owe more than its limit by ``more`` on account."""
    terms = accounts.terms(database, contact)
    if terms.credit_limit is None:
        return None
    owes = account(database, contact, today).balance
    decimals = _decimals(database)
    return account_rules.judge_credit(terms.credit_limit, owes, more, terms.name, decimals)
