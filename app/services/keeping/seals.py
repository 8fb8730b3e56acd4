"""Sealing what is posted and voided, each seal chained to the one before, and checking that (S3).

``seal`` is called last in the transaction of a posting or a void. Documents from before there were
seals are taken over some at a time, and so are rows of tables that only grow (``seal_some``).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from app.domain import seals as rules
from app.domain.problems import Code, Problem
from app.domain.seals import NOTHING, AboutSeal, SealDifference, SealEvent
from app.services import clock
from app.services.permitting import for_everybody
from app.services.session import Session
from db import sql
from db.engine import seal_contents
from db.queries import seals
from db.queries.seals import SealRow
from db.sql import Database
from db.writes import seals as seal_writes

Tell = Callable[[int], None]
"""Is told how much is done, in per cent; what it raises ends the work."""

_AT_ONCE = 1000
"""Seals that are read and judged together."""
_MOST_FAULTS = 100
_FIRST = SealRow(0, 0, None, None, None, None, "", NOTHING, b"")
"""What stands before the first seal."""


def untold(_percent: int) -> None:
    """Nobody looks on."""


@dataclass(frozen=True, slots=True)
class NewestSeal:
    """The last seal of a chain: its place, its hash in hexadecimal, and when it was made."""

    seal: int
    hash: str
    at: str


@dataclass(frozen=True, slots=True)
class SealFault:
    """What does not fit: the document and its number, where it is one, and what is said of it."""

    document: int | None
    number: str
    what: Problem


def newest(database: Database) -> NewestSeal | None:
    """The last seal of the chain, or None before there is one."""
    found = seals.newest(database)
    return None if found is None else NewestSeal(found.id, found.hash.hex(), found.at)


# Sealed


@for_everybody
def seal(session: Session, document: int, event: SealEvent) -> None:
    """Seal a document that was just posted, or voided, in the transaction that does it.

    The posting of a document of before is taken over first, where that was not done yet.
    """
    database, at = session.database, session.stamp()
    events = [event]
    if event is SealEvent.VOIDED and not seals.sealed_of(database, [document]):
        events.insert(0, SealEvent.TAKEN)
    _append(
        database, at, [(document, event, _content(database, document, event)) for event in events]
    )


def _content(database: Database, document: int, event: SealEvent) -> str:
    read = seal_contents.voids if event is SealEvent.VOIDED else seal_contents.postings
    return read(database, [document])[document]


def _append(database: Database, at: str, made: Iterable[tuple[int, SealEvent, str]]) -> None:
    _append_all(
        database, ((AboutSeal(0, event, at, document), text) for document, event, text in made)
    )


def _append_all(database: Database, made: Iterable[tuple[AboutSeal, str]]) -> None:
    """Chain what is covered to the last seal, in the order given."""
    last = seals.newest(database)
    id, before = (last.id, last.hash) if last else (0, NOTHING)
    rows = []
    for id, (about, content) in enumerate(made, id + 1):
        about = replace(about, seal=id)
        before = rules.hash_of(before, about, content)
        rows.append(
            SealRow(
                id,
                about.event,
                about.document,
                about.rows,
                about.first,
                about.last,
                about.at,
                before,
                rules.marks_of(content),
            )
        )
    seal_writes.append(database, rows)


def seal_some(database: Database, most: int) -> bool:
    """Seal some of what waits for it, in one transaction; False: nothing is left.

    First rows of tables that only grow, then documents of before, in the order of posting.
    """
    with sql.transaction(database, of=sql.SHOP):
        at = clock.stamp(clock.now())
        return any(
            _seal_rows(database, table, at, most) for table in seal_contents.GROWING
        ) or _take_over(database, at, most)


def _seal_rows(database: Database, table: str, at: str, most: int) -> bool:
    found = seals.next_rows(database, table, seals.last_row(database, table), most)
    if found is None:
        return False
    about = AboutSeal(0, SealEvent.ROWS, at, None, table, *found)
    _append_all(database, [(about, seal_contents.rows(database, table, *found))])
    return True


def _take_over(database: Database, at: str, most: int) -> bool:
    found = seals.to_take_over(database, most)
    if not found:
        return False
    sealed = seals.sealed_of(database, [document.id for document in found])
    ids = [document.id for document in found if document.id not in sealed]
    posted = seal_contents.postings(database, ids)
    voided = seal_contents.voids(database, ids)
    made = []
    for id in ids:
        made.append((id, SealEvent.TAKEN, posted[id]))
        if id in voided:
            made.append((id, SealEvent.VOIDED, voided[id]))
    _append(database, at, made)
    seal_writes.taken_over(database, found[-1].posting)
    return True


# Checked


def check(database: Database, tell: Tell = untold, most: int = _MOST_FAULTS) -> list[SealFault]:
    """Everything that does not fit its seal, in the order of the chain; nothing is written.

    Looks at ``most`` faults at most. Who calls it for a large store does so on a worker, with a
    connection of its own.
    """
    with sql.one_moment(database):
        faults: list[SealFault] = []
        for fault in _faults(database, tell):
            faults.append(fault)
            if len(faults) == most:
                break
        return faults


def _faults(database: Database, tell: Tell) -> Iterator[SealFault]:
    last = seals.newest(database)
    whole, before = last.id if last else 0, _FIRST
    while found := seals.after(database, before.id, _AT_ONCE):
        contents = _contents_of(database, found)
        for row in found:
            yield from _judged(database, before, row, contents.get(row.id))
            before = row
        tell(before.id * 100 // max(whole, 1))
    for open_ in seals.without_seal(database, _MOST_FAULTS):
        code = Code.SEAL_OF_VOID_MISSING if open_.is_void else Code.SEAL_MISSING
        yield SealFault(open_.id, open_.number, Problem(code, {"number": open_.number}))


def _contents_of(database: Database, found: Sequence[SealRow]) -> dict[int, str]:
    """What some seals cover as it is now, by seal; of what is gone nothing."""
    of_void = SealEvent.VOIDED
    posted = [row for row in found if row.document_id and row.event != of_void]
    voided = [row for row in found if row.document_id and row.event == of_void]
    contents: dict[int, str] = {}
    for rows, read in ((posted, seal_contents.postings), (voided, seal_contents.voids)):
        made = read(database, [row.document_id for row in rows if row.document_id])
        contents |= {row.id: made[row.document_id] for row in rows if row.document_id in made}
    for row in found:
        if row.rows in seal_contents.GROWING:
            first, last = row.first_id or 0, row.last_id or 0
            contents[row.id] = seal_contents.rows(database, row.rows, first, last)
    return contents


def _about(row: SealRow) -> AboutSeal:
    return AboutSeal(
        row.id,
        SealEvent(row.event),
        row.at,
        row.document_id,
        row.rows,
        row.first_id,
        row.last_id,
    )


def _judged(
    database: Database, before: SealRow, row: SealRow, content: str | None
) -> Iterator[SealFault]:
    """What is wrong with one seal, and with what it covers."""
    if row.id != before.id + 1:
        values = {"first": before.id + 1, "last": row.id - 1}
        yield SealFault(None, "", Problem(Code.SEALS_GONE, values))
    if content is None:
        number = seals.number_of(database, row.document_id)
        gone = Problem(Code.SEALED_IS_GONE, {"number": number or f"#{row.document_id}"})
        yield SealFault(row.document_id, number, gone)
        return
    if row.id == before.id + 1 and rules.hash_of(before.hash, _about(row), content) == row.hash:
        return
    differs = rules.difference(row.marks, content)
    if differs is not None:
        yield _differs(database, row, differs)
    elif row.id == before.id + 1:
        number = seals.number_of(database, row.document_id)
        yield SealFault(
            row.document_id, number, Problem(Code.SEAL_BROKEN, {"seal": row.id, "number": number})
        )


def _differs(database: Database, row: SealRow, differs: SealDifference) -> SealFault:
    if row.document_id is None:
        values = {"rows": row.rows, "row": differs.row}
        return SealFault(None, "", Problem(Code.SEALED_ROW_DIFFERS, values))
    number = seals.number_of(database, row.document_id)
    values: dict[str, object] = {"number": number, "part": differs.part}
    code = Code.SEALED_DIFFERS
    if differs.line is not None:
        code, values["line"] = Code.SEALED_LINE_DIFFERS, differs.line
    elif differs.serial is not None:
        code, values["serial"] = Code.SEALED_SERIAL_DIFFERS, differs.serial
    return SealFault(row.document_id, number, Problem(code, values))


def check_document(database: Database, document: int) -> list[SealFault] | None:
    """What does not fit the seals of one document; None: it has none yet."""
    with sql.one_moment(database):
        found = seals.of_document(database, document)
        contents, faults = _contents_of(database, found), []
        for row in found:
            before = seals.before(database, row.id) or _FIRST
            faults += _judged(database, before, row, contents.get(row.id))
        return faults if found else None
