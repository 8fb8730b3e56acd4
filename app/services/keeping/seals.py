"""Sealing what is posted and voided, each seal chained to the one before, and checking that (S3).

``seal`` is called last in the transaction of a posting or a void. Documents from before there were
seals are taken over some at a time, and so are rows of tables that only grow (``seal_some``).
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from app.domain import seals as seal_rules
from app.domain.problems import Code, Problem
from app.domain.seals import NOTHING, AboutSeal, SealDifference, SealEvent
from app.services import clock
from app.services.keeping.patience import Tell, untold
from app.services.keeping.records import called
from app.services.keeping.seal_fault import SealFault
from app.services.permitting import for_everybody
from app.services.session import Session
from db import sql
from db.engine import seal_contents
from db.engine.trouble import StoreTrouble, Trouble, whatever_is_read
from db.queries import seals
from db.queries.seals import SealRow
from db.sql import Database
from db.writes import seals as seal_writes

_AT_ONCE = 1000
"""Seals that are read and judged together, of"""
_PARTS_AT_ONCE = 50_000
"""rows and fields at most, some megabytes: documents of many serials are read one by one."""
_MOST_FAULTS = 100
_FIRST = SealRow(0, 0, None, None, None, None, "", NOTHING, b"")
"""What stands before the first seal."""


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
    contents = [_content(database, document, one) for one in events]
    made = zip(events, contents, strict=True)
    _append(database, [(_about(one, at, document, text), text) for one, text in made])


def _content(database: Database, document: int, event: SealEvent) -> str:
    if event is SealEvent.VOIDED:
        return seal_contents.voids(database, [document])[document]
    newest = event is SealEvent.POSTED
    return seal_contents.postings(database, [document], newest=newest)[document]


def _about(event: SealEvent, at: str, document: int, content: str) -> AboutSeal:
    """What the seal of a document says of itself; its place follows."""
    return AboutSeal(0, event, at, seal_rules.marks_of(content), document)


def _append(database: Database, made: Iterable[tuple[AboutSeal, str]]) -> None:
    """Chain seals to the last one, in the order given, each with what it covers."""
    last = seals.newest(database)
    first, before = (last.id + 1, last.hash) if last else (1, NOTHING)
    rows = []
    for id, (unplaced, content) in enumerate(made, first):
        about = unplaced._replace(seal=id)
        before = seal_rules.hash_of(before, about, content)
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
                about.marks,
            )
        )
    seal_writes.append(database, rows)


def seal_some(database: Database, most: int) -> bool:
    """Seal some of what waits for it, in one short transaction; False: nothing is left.

    First rows of tables that only grow, then documents of before, in the order of posting.
    """
    return seal_rows(database, most) or _take_over(database, most)


def seal_rows(database: Database, most: int) -> bool:
    """Seal some rows of a table that only grows, in one transaction; False: none is left."""
    with sql.transaction(database, of=sql.SHOP):
        at = clock.stamp(clock.now())
        return any(_seal_rows(database, table, at, most) for table in seal_contents.GROWING)


_OF_A_CLOSE = ("drawer_entry", "grand_total", "shift")


@for_everybody
def seal_close(session: Session) -> None:
    """Seal a shift that was just closed, what was put in and taken out, and the grand total (M9).

    In the transaction that closes it: who edits the file has no time before.
    """
    for table in _OF_A_CLOSE:
        while _seal_rows(session.database, table, session.stamp(), _AT_ONCE):
            pass


def _seal_rows(database: Database, table: str, at: str, most: int) -> bool:
    key, last = seal_contents.key_of(table), seals.last_row(database, table)
    found = seals.next_rows(database, table, key, last, most)
    if found is None:
        return False
    content = seal_contents.rows(database, table, *found)
    about = AboutSeal(0, SealEvent.ROWS, at, seal_rules.marks_of(content), None, table, *found)
    _append(database, [(about, content)])
    return True


def _take_over(database: Database, most: int) -> bool:
    """Read before the transaction, as what was posted does not change: it only appends.

    What is voided between has its seals then, and is left out.
    """
    found = seals.to_take_over(database, most)
    if not found:
        return False
    at, ids = clock.stamp(clock.now()), [document.id for document in found]
    made: list[tuple[AboutSeal, str]] = []
    voided = seal_contents.voids(database, ids)
    for id, content in seal_contents.postings(database, ids).items():
        made.append((_about(SealEvent.TAKEN, at, id, content), content))
        if id in voided:
            made.append((_about(SealEvent.VOIDED, at, id, voided[id]), voided[id]))
    with sql.transaction(database, of=sql.SHOP):
        sealed = seals.sealed_of(database, ids)
        _append(database, [one for one in made if one[0].document not in sealed])
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


def check_some(database: Database, after: int, most: int) -> tuple[list[SealFault], int | None]:
    """What does not fit some seals of the chain after one; then the last of them, None: the end.

    So all of a store is checked a bit at a time, and nothing is held up.
    """
    with sql.one_moment(database):
        before = seals.seal(database, after) or _FIRST
        found = seals.after(database, before.id, most)
        faults = list(_judged_all(database, before, found))
        return faults, found[-1].id if found else None


def _faults(database: Database, tell: Tell) -> Iterator[SealFault]:
    last, before = seals.newest(database), _FIRST
    while found := seals.after(database, before.id, _AT_ONCE):
        yield from _judged_all(database, before, found)
        before = found[-1]
        tell(before.id / max(last.id if last else 0, before.id))
    yield from unsealed(database)


def unsealed(database: Database) -> list[SealFault]:
    """What was put in by hand where the chain does not look.

    Documents that were posted or voided and have no seal, rows of tables that only grow between
    those that have one, and seals before the first.
    """
    faults = [
        SealFault(None, "", Problem(Code.SEAL_BROKEN, {"seal": id, "number": f"#{id}"}))
        for id in seals.below_first(database)
    ]
    for table in seal_contents.GROWING:
        for row in seals.rows_without_seal(database, table, seal_contents.key_of(table)):
            put_in: dict[str, object] = {"rows": called(table), "row": row}
            faults.append(SealFault(None, "", Problem(Code.ROW_PUT_IN, put_in)))
    for one in seals.without_seal(database, _MOST_FAULTS):
        code = Code.SEAL_OF_VOID_MISSING if one.is_void else Code.SEAL_MISSING
        faults.append(SealFault(one.id, one.number, Problem(code, {"number": one.number})))
    return faults


def _judged_all(
    database: Database, before: SealRow, found: Sequence[SealRow]
) -> Iterator[SealFault]:
    for some in _parted(found):
        contents = _contents_of(database, some)
        for row in some:
            content = contents.get(row.id)
            if not _is_as_sealed(before, row, content):
                yield from _judged(database, before, row, content)
            before = row


def _parted(found: Sequence[SealRow]) -> Iterator[Sequence[SealRow]]:
    """Seals that cover no more than can be held at once, by their marks: two bytes a part."""
    first = parts = 0
    for place, row in enumerate(found):
        parts += len(row.marks) // 2
        if parts > _PARTS_AT_ONCE and place > first:
            yield found[first:place]
            first, parts = place, len(row.marks) // 2
    yield found[first:]


def _is_as_sealed(before: SealRow, row: SealRow, content: str | None) -> bool:
    """A seal follows the one before, and what it covers is as it was: nothing is wrong with it."""
    of_rows = (row.rows, row.first_id, row.last_id)
    says_one = row.document_id is None or of_rows == (None, None, None)
    follows = row.id == before.id + 1
    return bool(content) and says_one and follows and _fits(before, row, content or "")


def _contents_of(database: Database, found: Sequence[SealRow]) -> dict[int, str]:
    """What some seals cover as it is now, by seal.

    Of what is gone nothing, and an empty text of what cannot be read: then one by one.
    """
    try:
        with whatever_is_read(Path(str(database.database))):
            return _read_contents(database, found)
    except StoreTrouble as trouble:
        if trouble.trouble is not Trouble.DAMAGED:
            raise
        if len(found) == 1:
            return {found[0].id: ""}
    half = len(found) // 2
    return _contents_of(database, found[:half]) | _contents_of(database, found[half:])


def _read_contents(database: Database, found: Sequence[SealRow]) -> dict[int, str]:
    heads_until = seals.takeover(database).heads_until
    voided = [row for row in found if row.document_id and row.event == SealEvent.VOIDED]
    posted = [row for row in found if row.document_id and row.event != SealEvent.VOIDED]
    of_before = [row for row in posted if row.id <= heads_until]
    contents: dict[int, str] = {}
    for rows, read in (
        (of_before, seal_contents.postings_of_before),
        (posted[len(of_before) :], seal_contents.postings),
        (voided, seal_contents.voids),
    ):
        if not rows:
            continue
        made = read(database, [row.document_id for row in rows if row.document_id])
        contents |= {row.id: made[row.document_id] for row in rows if row.document_id in made}
    for row in found:
        if row.rows in seal_contents.GROWING:
            first, last = row.first_id or 0, row.last_id or 0
            contents[row.id] = seal_contents.rows(database, row.rows, first, last)
    return contents


def _said_by(row: SealRow) -> AboutSeal:
    return AboutSeal(
        row.id,
        SealEvent(row.event),
        row.at,
        row.marks,
        row.document_id,
        row.rows,
        row.first_id,
        row.last_id,
    )


def _judged(
    database: Database, before: SealRow, row: SealRow, content: str | None
) -> Iterator[SealFault]:
    """What is wrong with a seal that is not as it was, and with what it covers."""
    follows = row.id == before.id + 1
    if not follows:
        values = {"first": before.id + 1, "last": row.id - 1}
        yield SealFault(None, "", Problem(Code.SEALS_GONE, values))
    if not content:
        number = seals.number_of(database, row.document_id)
        code = Code.SEALED_IS_GONE if content is None else Code.SEALED_UNREADABLE
        gone = Problem(code, {"number": number or _of(row)})
        yield SealFault(row.document_id, number, gone)
    else:
        differs = seal_rules.difference(row.marks, content)
        if differs is not None:
            yield _differs(database, row, differs)
        elif follows:
            number = seals.number_of(database, row.document_id)
            broken: dict[str, object] = {"seal": row.id, "number": number or _of(row)}
            yield SealFault(row.document_id, number, Problem(Code.SEAL_BROKEN, broken))


def _of(row: SealRow) -> object:
    """What a seal is of, where that has no number."""
    return called(row.rows) if row.rows else f"#{row.document_id or row.id}"


def _fits(before: SealRow, row: SealRow, content: str) -> bool:
    """The hash of a seal is that of the one before and of what it covers now."""
    with suppress(
        ValueError, TypeError, AttributeError, LookupError
    ):  # damaged: it may be anything
        return seal_rules.hash_of(before.hash, _said_by(row), content) == row.hash
    return False


def _differs(database: Database, row: SealRow, differs: SealDifference) -> SealFault:
    if row.document_id is None:
        of_row = {"rows": called(row.rows or ""), "row": differs.row or row.last_id}
        return SealFault(None, "", Problem(Code.SEALED_ROW_DIFFERS, of_row))
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
        faults: list[SealFault] = []
        for row in found:
            faults += _judged_all(database, seals.before(database, row.id) or _FIRST, [row])
        return faults if found else None


# Exported


def exported(database: Database) -> Iterator[str]:
    """The whole chain, a line of JSON each seal, for who checks it without this program.

    A line has what the seal says of itself, what it covers as ``content``, which is text, and its
    ``hash`` (``resources/help/seals.md``).
    """
    last = 0
    while found := seals.after(database, last, _AT_ONCE):
        contents = _contents_of(database, found)
        for row in found:
            said = json.loads(_said_by(row).text())
            said |= {"content": contents.get(row.id, ""), "hash": row.hash.hex()}
            yield json.dumps(said, ensure_ascii=False, separators=(",", ":"))
            last = row.id
