"""Serials as the store knows them: who holds them, and what a document says to them (F7, L)."""

from collections.abc import Sequence

from app.domain.counting import finding_of
from app.domain.document_kind import DocumentKind
from app.domain.gtin import gtin_keys
from app.domain.kinds import KINDS
from app.domain.lifecycle import Status
from app.domain.problems import Code, Holder, Problem
from app.domain.quantities import ONE_UNIT
from app.domain.verdicts import Finding, SerialState, Verdict, judge_serial
from db.queries import cartons, draft_serials, items, serials
from db.queries.document_lines import DocumentLine
from db.queries.documents import Document
from db.queries.draft_serials import EnteredSerial
from db.queries.serials import Known
from db.queries.stock import stock_at
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


def judge_for_kind(
    kind: DocumentKind, number: str, state: SerialState | None, product: int, here: int | None
) -> Finding | Problem:
    """What a document of ``kind`` in the warehouse ``here`` says to one serial for ``product``."""
    if kind.move is not None:
        return judge_serial(kind.move, number, state, product, here)
    status = state.status if state else Status.UNKNOWN
    return finding_of(status, state.warehouse if state else None, here)


def judge_line(
    database: Database, draft: Document, line: DocumentLine, numbers: Sequence[str]
) -> list[Verdict]:
    """Judge the serials that stand on a line already, as the store is now (D4)."""
    known = serials.known(database, numbers)
    verdicts = []
    for position, number in enumerate(numbers, 1):
        found = known.get(number.upper())
        answer = judge_for_kind(
            KINDS[draft.kind],
            number,
            state_of(found) if found else None,
            line.product_id,
            draft.warehouse_id,
        )
        verdicts.append(_verdict(position, number, answer))
    return verdicts


def judge_entered(
    database: Database, draft: Document, lines: Sequence[int]
) -> dict[int, list[Verdict]]:
    """Judge what stands on some lines of a draft, line by line, without who holds it."""
    verdicts: dict[int, list[Verdict]] = {line: [] for line in lines}
    for serial in draft_serials.entered_on(database, lines):
        answer = judge_for_kind(
            KINDS[draft.kind],
            serial.number,
            state_of_entered(serial),
            serial.product_id,
            draft.warehouse_id,
        )
        of_line = verdicts[serial.line_id]
        of_line.append(_verdict(len(of_line) + 1, serial.number, answer))
    return verdicts


def _verdict(position: int, number: str, answer: Finding | Problem) -> Verdict:
    if isinstance(answer, Problem):
        return Verdict(position, number, problem=answer)
    return Verdict(position, number, finding=answer)


def left_without_serial(database: Database, draft: Document, product: int) -> int:
    """Thousandths without a serial that unknown serials on this draft may still use up (L3)."""
    if not KINDS[draft.kind].names_units or draft.warehouse_id is None:
        return 0
    stock = stock_at(database, draft.warehouse_id, [product])
    on_hand, identified = stock.get(product, (0, 0))
    unknown = draft_serials.unknown_serials(database, draft.id, product)
    return on_hand - (identified + unknown) * ONE_UNIT


def product_codes(database: Database, codes: Sequence[str]) -> dict[str, str]:
    """Which of ``codes`` are a product's barcode or SKU, in whichever form of a GTIN (C7).

    Upper-cased code to the product's name.
    """
    gtins = [(code, key) for code in codes for key in gtin_keys(code)]
    return items.codes_among(database, codes, gtins)


def other_codes(database: Database, numbers: Sequence[str]) -> dict[str, Problem]:
    """Which of ``numbers``, upper-cased, are a product's or a carton's code, and so no serial."""
    of_items = product_codes(database, numbers)
    of_cartons = cartons.codes_among(database, numbers)
    found: dict[str, Problem] = {}
    for number in numbers if of_items or of_cartons else ():
        key, values = number.upper(), {"serial": number}
        if key in of_items:
            values["product"] = of_items[key]
            found[key] = Problem(Code.IS_PRODUCT_CODE, values, serial=number)
        elif key in of_cartons:
            found[key] = Problem(Code.IS_CARTON_CODE, values, serial=number)
    return found


def code_problems(
    database: Database, entered: Sequence[EnteredSerial]
) -> list[tuple[EnteredSerial, Problem]]:
    """The serials never seen that became a product's or a carton's code since they were entered.

    So are labels that an earlier version took whole (C8).
    """
    from app.services.entry.labels import label_problems  # with the first entry

    unknown = [serial for serial in entered if serial.status == Status.UNKNOWN]
    numbers = [serial.number for serial in unknown]
    codes = other_codes(database, numbers) | label_problems(database, numbers)
    if not codes:
        return []
    return [
        (serial, codes[serial.number.upper()])
        for serial in unknown
        if serial.number.upper() in codes
    ]
