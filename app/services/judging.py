"""Serials judged against the store before anything is taken (F4, F5, F6, F7, L): set-based."""

from collections.abc import Iterable, Sequence

from app.domain import serials as form
from app.domain.kinds import KINDS, Direction
from app.domain.lifecycle import TRANSITIONS, Status
from app.domain.problems import Code, Holder, Problem
from app.domain.quantities import ONE_UNIT
from app.domain.verdicts import Finding, SerialState, Verdict, judge_serial
from db.queries import documents, items, serials
from db.queries.documents import Document, DocumentLine, EnteredSerial
from db.queries.serials import Known
from db.sql import Database


def holder_of(known: Known) -> Holder:
    """Who holds a known serial, in words (F7)."""
    return Holder(
        product=known.product,
        sku=known.sku,
        status=Status(known.status),
        warehouse=known.warehouse,
        document=known.document_id,
        kind=known.kind,
        number=known.document_number,
        date=known.date,
    )


def state_of(known: Known) -> SerialState:
    """A known serial as the rules see it."""
    return SerialState(
        known.number,
        known.product_id,
        Status(known.status),
        known.warehouse_id,
        holder_of(known),
    )


def state_of_entered(serial: EnteredSerial) -> SerialState | None:
    """A serial on a draft as the rules see it, without asking who holds it."""
    if serial.known_product_id is None:
        return None
    return SerialState(
        serial.number,
        serial.known_product_id,
        Status(serial.status),
        serial.warehouse_id,
    )


def judge_entries(
    database: Database, draft: Document, line: DocumentLine, entries: Sequence[str]
) -> list[Verdict]:
    """Judge a whole list for one line of a draft; nothing is taken yet (F6).

    Every entry gets its own verdict, in the order given; a handful of reads, however long it is.
    """
    checked = list(form.check_list(entries))
    numbers = [entry.number for entry in checked if entry.problem is None]
    known = serials.known(database, numbers)
    codes = items.codes_among(database, numbers)
    there = documents.on_draft(database, draft.id, [*numbers, *(k.number for k in known.values())])
    room = form.MOST - line.serials
    nameless: int | None = None  # looked up only when an unknown serial comes
    verdicts = []
    for entry in checked:
        number, upper = entry.number, entry.number.upper()
        state = state_of(known[upper]) if upper in known else None
        shown = state.number if state else number  # as first entered (F3), or corrected (L5)
        answer: Finding | Problem
        if entry.problem:
            answer = entry.problem
        elif shown.upper() in there:
            answer = Problem(Code.ON_DOCUMENT, {"serial": number}, serial=number)
        elif upper in codes:
            values = {"serial": number, "product": codes[upper]}
            answer = Problem(Code.IS_PRODUCT_CODE, values, serial=number)
        else:
            move = KINDS[draft.kind].move
            answer = judge_serial(move, number, state, line.product_id, draft.warehouse_id)
        if answer is Finding.UNIDENTIFIED:
            if nameless is None:
                nameless = unidentified_left(database, draft, line.product_id)
            if nameless < ONE_UNIT:
                answer = _no_unidentified(number, line, draft)
            nameless -= ONE_UNIT
        if isinstance(answer, Finding):
            room -= 1
            if room < 0:
                answer = Problem(Code.TOO_MANY, {"most": form.MOST}, serial=number)
            else:
                there.add(shown.upper())
        verdicts.append(
            Verdict(entry.position, shown, problem=answer)
            if isinstance(answer, Problem)
            else Verdict(
                entry.position, shown, finding=answer, holder=state.holder if state else None
            )
        )
    return verdicts


def judge_taken(
    database: Database, draft: Document, line: DocumentLine, numbers: Sequence[str]
) -> list[Verdict]:
    """Judge the serials that stand on a line already, as the store is now (D4)."""
    known = serials.known(database, numbers)
    verdicts = []
    for position, number in enumerate(numbers, 1):
        found = known.get(number.upper())
        answer = judge_serial(
            KINDS[draft.kind].move,
            number,
            state_of(found) if found else None,
            line.product_id,
            draft.warehouse_id,
        )
        problem = answer if isinstance(answer, Problem) else None
        finding = answer if isinstance(answer, Finding) else None
        verdicts.append(Verdict(position, number, finding, problem))
    return verdicts


def as_they_are(database: Database, numbers: Sequence[str]) -> list[Verdict]:
    """Where serials are now, in words: for the list of a posted document (F7)."""
    known = serials.known(database, numbers)
    return [
        Verdict(position, number, holder=holder_of(known[number.upper()]))
        for position, number in enumerate(numbers, 1)
    ]


def _no_unidentified(number: str, line: DocumentLine, draft: Document) -> Problem:
    return Problem(
        Code.NO_UNIDENTIFIED,
        {"serial": number, "product": line.product, "warehouse": draft.warehouse or ""},
        serial=number,
    )


def unidentified_left(database: Database, draft: Document, product: int) -> int:
    """Unidentified thousandths that unknown serials on this draft may still use up (L3)."""
    kind = KINDS[draft.kind]
    outbound = kind.direction is Direction.OUT
    if not outbound or Status.UNKNOWN not in TRANSITIONS[kind.move].sources:
        return 0
    if draft.warehouse_id is None:
        return 0
    stock = items.stock_at(database, draft.warehouse_id, [product])
    on_hand, identified = stock.get(product, (0, 0))
    unknown = documents.unknown_serials(database, draft.id, product)
    return on_hand - (identified + unknown) * ONE_UNIT


def good(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """The verdicts whose entries can be taken."""
    return [verdict for verdict in verdicts if verdict.good]
