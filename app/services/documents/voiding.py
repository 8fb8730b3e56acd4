"""Voiding: the newest first, exactly back to what was before (V1 to V4)."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from app.domain import voiding as voiding_rules
from app.domain.kinds import KINDS
from app.domain.lines import Stock
from app.domain.permissions import Permission
from app.domain.problems import Code, Problem, Refused, refuse
from app.domain.quantities import ONE_UNIT, quantity_text
from app.domain.seals import SealEvent
from app.services import audit, settings
from app.services.audit import Action, Change, Subject
from app.services.keeping import seals
from app.services.money import costs, payments
from app.services.permitting import permitted
from app.services.session import Session
from db import sql
from db.queries import documents, voids
from db.queries import payments as payment_reads
from db.queries.documents import POSTED, VOIDED, Document
from db.queries.payments import AllocationRow, PaymentRow
from db.queries.voids import BlockerRow, GoesBack, VoidEffect
from db.sql import Database
from db.writes import documents as document_writes
from db.writes import ledger


def problems_of(database: Database, document: int) -> list[Problem]:
    """Everything against voiding the document now: blockers newest first, then stock (V1, V3).

    Before them, serials that it would bring back to an item that has none any more (P4).
    """
    return _problems(_Facts(database, document))


class _Facts:
    """What the store says to the void of a document; each is read once, when it is asked for."""

    def __init__(self, database: Database, document: int) -> None:
        self.database = database
        self.document = document

    @cached_property
    def blockers(self) -> list[BlockerRow]:
        """The later documents that stand on its serials or lines."""
        return voids.blockers(self.database, self.document)

    @cached_property
    def effect(self) -> list[VoidEffect]:
        """The stock as it stands, and what the void would add to it."""
        return voids.void_effect(self.database, self.document)


def _problems(facts: _Facts, together: Collection[int] = ()) -> list[Problem]:
    """What stands against a void; ``together``: documents that are voided in the same go."""
    database, document = facts.database, facts.document
    head = documents.document(database, document)
    if head.state == VOIDED:
        return [Problem(Code.ALREADY_VOID)]
    if head.state != POSTED:
        return [Problem(Code.NOT_POSTED)]
    unmanaged = voids.unmanaged_coming_back(database, document)
    if unmanaged:
        return [Problem(Code.RELEASE_KEPT, {"product": name}) for name in unmanaged]
    blocked = voiding_rules.blocked(
        voiding_rules.Blocker(
            row.document_id,
            row.kind,
            row.number,
            row.date,
            row.posting,
            row.ties,
            row.some,
        )
        for row in facts.blockers
    )
    exchanged = voids.exchanged_with(database, document)
    if exchanged is not None and exchanged.document_id not in together:
        values = {"number": exchanged.number, "date": exchanged.date}
        blocked.append(Problem(Code.EXCHANGED, {**values, "document": exchanged.document_id}))
    return blocked or _stock_problems(facts)


def _stock_problems(facts: _Facts) -> list[Problem]:
    """Where taking the quantities back would take more than is free there (L2, V3)."""
    negative_allowed = settings.load(facts.database).negative_stock
    found = []
    for name, warehouse, on_hand, identified, tracked, quantity, serials in facts.effect:
        after = Stock(on_hand + quantity, identified + serials)
        without_serial = (
            quantity - serials * ONE_UNIT
        )  # serials that come back take units that have none
        if after.without_serial >= 0 or without_serial >= 0:
            continue
        if negative_allowed and not tracked and not after.identified:
            continue
        values = {
            "product": name,
            "warehouse": warehouse,
            "quantity": quantity_text(-min(quantity, without_serial)),
            "free": quantity_text(max(after.without_serial - min(quantity, without_serial), 0)),
        }
        found.append(Problem(Code.VOID_BREAKS_STOCK, values))
    return found


@permitted(Permission.VOID)
def void(session: Session, document: int, reason: str) -> None:
    """Void a posted document: it keeps its number, its effect is undone, the audit log knows (V4).

    What was paid with it is reversed, and what settled it on account is taken back (M8). Raises
    Refused with every blocker, newest first (V1), and then nothing has changed.
    """
    _void(session, document, reason)


def _void(session: Session, document: int, reason: str, together: Collection[int] = ()) -> None:
    database = session.database
    if not reason.strip():
        raise refuse(Code.NO_REASON)
    with sql.transaction(database, of=sql.SHOP):
        problems = _problems(_Facts(database, document), together)
        if problems:
            raise Refused(problems)
        costs.reverse(database, document, KINDS[documents.kind_of(database, document)])
        ledger.reverse(database, document)
        payments.reverse(session, document)
        document_writes.void(database, document, session.stamp(), session.person.id, reason.strip())
        change = Change(
            Subject.DOCUMENT, document, {"state": "posted"}, {"state": "voided"}, document
        )
        audit.note(session, Action.VOID, [change], reason.strip())
        seals.seal(session, document, SealEvent.VOIDED)


def chain_of(database: Database, document: int) -> list[Document]:
    """All that must be void before ``document`` can be, newest first, itself last (V2).

    The other half of an exchange is among them, and comes last itself where it was posted first.
    """
    order = voiding_rules.chain(document, lambda found: voids.blocking(database, found))
    return [documents.document(database, id) for id in order]


@permitted(Permission.VOID)
def void_chain(session: Session, document: int, reason: str) -> list[Document]:
    """Void a document and all that block it, newest first, in one transaction or not at all (V2).

    Returns the documents voided. Raises Refused as ``void`` does, and then nothing has changed.
    """
    with sql.transaction(session.database, of=sql.SHOP):
        chain = chain_of(session.database, document)
        together = [link.id for link in chain]
        for link in chain:
            _void(session, link.id, reason, together)
        return chain


@dataclass(frozen=True, slots=True)
class VoidStep:
    """One document of a chain: the serials that tie it to the last one, and what goes back.

    ``tied`` is none where it is tied by quantity only, or to another document of the chain;
    ``exchanged``: it was posted together with the document. ``payments`` are those that it
    reverses, ``owed`` what it left on account that is owed no more, and ``settled`` what of that
    was settled and is open again with the documents on the other side (M8).
    """

    document: Document
    tied: BlockerRow | None
    goes_back: tuple[GoesBack, ...]
    exchanged: bool = False
    payments: tuple[PaymentRow, ...] = ()
    owed: int = 0
    settled: tuple[AllocationRow, ...] = ()


@dataclass(frozen=True, slots=True)
class VoidPlan:
    """What a void would do: its steps, newest first, the document itself last (V2).

    ``problems`` stand against it whatever else is voided first. ``stock`` is what the void of the
    document itself adds to each product's stock.
    """

    steps: tuple[VoidStep, ...]
    problems: tuple[Problem, ...]
    stock: tuple[VoidEffect, ...]


def plan_of(database: Database, document: int) -> VoidPlan:
    """Everything to be said before a document is voided; nothing is written."""
    blocked, facts = {Code.BLOCKED, Code.BLOCKED_BY_QUANTITY}, _Facts(database, document)
    chain = chain_of(database, document)
    ids = [link.id for link in chain]
    problems = [p for p in _problems(facts, ids) if p.code not in blocked]
    tied = {row.document_id: row for row in facts.blockers}
    back = voids.going_back(database, ids)
    paid = [row for row in payment_reads.payments(database, ids) if row.reverses_id is None]
    owed = payment_reads.debts(database, ids)
    settled = payment_reads.allocations(database, ids)
    return VoidPlan(
        tuple(
            VoidStep(
                link,
                tied.get(link.id),
                tuple(row for row in back if row.document_id == link.id),
                link.exchange_id == document,
                tuple(row for row in paid if row.document_id == link.id),
                owed.get(link.id, 0),
                tuple(row for row in settled if row.document_id == link.id),
            )
            for link in chain
        ),
        tuple(problems),
        tuple(effect for effect in facts.effect if effect.quantity),
    )
