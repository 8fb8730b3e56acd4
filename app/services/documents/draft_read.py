"""A draft read whole for posting, with what the store knows of its serials."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app.domain import lines as line_rules
from app.domain.document_kind import DocumentKind, Effect
from app.domain.kinds import KINDS
from app.domain.lifecycle import Status
from app.domain.money import spread
from app.domain.problems import Problem
from app.domain.quantities import ONE_UNIT
from app.services import settings
from app.services.entry.judging import holder_of
from app.services.settings import Settings
from db.queries import counts, document_lines, documents, draft_serials, serials
from db.queries.counts import CountRead
from db.queries.document_lines import DocumentLine
from db.queries.documents import Document
from db.queries.draft_serials import EnteredSerial
from db.sql import Database
from db.writes.ledger import Flow, Step


@dataclass(frozen=True, slots=True)
class WholeDraft:
    """A draft read whole. ``lines`` leaves out those that stay empty where the kind allows it.

    Each line bears its share of the document's discount, as it will when it is posted.

    ``count`` is what was counted, where the kind counts.
    """

    head: Document
    kind: DocumentKind
    lines: list[DocumentLine]
    serials: list[EnteredSerial]
    settings: Settings
    count: CountRead | None = None

    @property
    def with_serials(self) -> bool:
        """Serials may stand on it: P1, or it says again what the books say (a receipt, a release).

        Nobody enters those: they are filled in.
        """
        return self.settings.serials_enabled or self.kind.begun_elsewhere


class Carrying(NamedTuple):
    """How a kind of effect is carried out: what stands against it, and what is written.

    ``keep`` writes down what is to stay of the draft's serials; without it they go, since the
    movements say it all. ``append`` writes movements that are too many to be listed one by one,
    before those that ``writes`` gives.
    """

    problems: Callable[[Database, WholeDraft], Iterator[Problem]]
    writes: Callable[[Database, WholeDraft], tuple[Sequence[Step], Sequence[Flow]]]
    keep: Callable[[Database, WholeDraft], None] | None = None
    append: Callable[[Database, WholeDraft], None] | None = None


def read(database: Database, draft: int) -> WholeDraft:
    """Read a draft whole."""
    head = documents.document(database, draft)
    kind = KINDS[head.kind]
    lines = document_lines.lines(database, draft)
    if kind.part_lines:
        lines = [line for line in lines if line.quantity or line.serials]
    if head.discount:
        shares = spread(head.discount, [line.amount for line in lines])
        lines = [line._replace(share=share) for line, share in zip(lines, shares, strict=True)]
    serials, now = draft_serials.entered_serials(database, draft), settings.load(database)
    count = None
    if kind.effect is Effect.COUNTS:
        count = counts.read(database, draft, with_missing=now.serials_enabled)
    return WholeDraft(head, kind, lines, serials, now, count)


def lines_of(whole: WholeDraft) -> list[line_rules.Line]:
    """The lines as the rules see them, with how many of their serials are known.

    A known one that is not in stock is refused for itself; it asks for no unit without a serial.
    """
    known: dict[int, int] = {}
    for serial in whole.serials:
        if serial.status != Status.UNKNOWN:
            known[serial.line_id] = known.get(serial.line_id, 0) + 1
    return [
        line_rules.Line(
            position,
            line.product_id,
            line.product,
            line.track_serials and whole.with_serials,
            line.quantity,
            line.serials,
            known.get(line.id, 0),
            line.track_serials,
            line.unit_decimals,
            line.unit_size != ONE_UNIT,
            bool(line.active),
        )
        for position, line in enumerate(whole.lines, 1)
    ]


def positions(whole: WholeDraft) -> dict[int, int]:
    """Each line's place on the document, from 1."""
    return {line.id: place for place, line in enumerate(whole.lines, 1)}


def with_holders(
    database: Database, whole: WholeDraft, refused: Sequence[tuple[EnteredSerial, Problem]]
) -> Iterator[Problem]:
    """The problems of serials with their lines, and who holds each: looked up for these only."""
    position = positions(whole)
    known = serials.known(database, [serial.number for serial, _ in refused])
    for serial, problem in refused:
        found = known.get(serial.number.upper())
        holder = holder_of(found) if found else None
        yield problem._replace(line=position[serial.line_id], holder=holder)


def step_of(
    serial: EnteredSerial, target: Status, warehouse: int | None, line: int | None = None
) -> Step:
    """The movement of one serial to ``target`` in (or bound for) ``warehouse``."""
    return Step(
        serial.line_id if line is None else line,
        serial.number,
        serial.product_id,
        serial.serial_id,
        serial.status,
        serial.warehouse_id,
        target,
        warehouse,
        serial.last_movement_id,
        serial.current_movement_id,
    )
