"""Serials entered on a draft, by scan or by list: judged, then each to its line (F4 to F7, L).

A serial the shop knows says its product itself, and on a return the sale or purchase it came by;
new goods go to the line that is being filled. One scan is a list of one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from app.domain import serials as serial_numbers
from app.domain.document_kind import DocumentKind, Effect
from app.domain.kinds import KINDS
from app.domain.lifecycle import Status
from app.domain.prices import PriceSource
from app.domain.problems import Code, Problem, Refused
from app.domain.quantities import ONE_UNIT
from app.domain.serials import CheckedEntry
from app.domain.verdicts import Finding, SerialState, Verdict, wrong_status
from app.services.documents import draft_lines, drafts
from app.services.documents.draft_lines import ToAdd
from app.services.documents.drafts import DraftRead
from app.services.entry.judging import judge_for_kind, left_without_serial, other_codes, state_of
from app.services.entry.labels import read_list
from app.services.entry.outcome import Undo
from app.services.money import line_prices
from app.services.permitting import permitted_for_document
from app.services.session import Session
from db import sql
from db.queries import document_lines, documents, draft_serials, origins, prices, serials, waiting
from db.queries.document_lines import DocumentLine
from db.queries.documents import Document
from db.queries.origins import Origin
from db.queries.serials import Known
from db.sql import Database


class Place(NamedTuple):
    """Where a serial that can be taken goes: to ``line``, or, for None, to any line that ``fits``.

    ``origin`` is the sale or purchase that the serial came by, on a return. ``own_price`` is the
    unit's own, where it counts: such units stand on lines of that price, apart from others (M2).
    """

    product: int
    origin: Origin | None = None
    line: int | None = None
    own_price: int | None = None

    def fits(self, line: DocumentLine) -> bool:
        """Serials of this place may stand on the line."""
        own_origin = self.origin.line_id if self.origin else None
        like = (line.product_id, line.origin_line_id) == (self.product, own_origin)
        if self.line is not None:
            return line.id == self.line
        return like and self._at_its_price(line)

    def takes_more(self, line: DocumentLine) -> bool:
        """It is a line of the product at this place's price, wherever it came from."""
        return line.product_id == self.product and self._at_its_price(line)

    def _at_its_price(self, line: DocumentLine) -> bool:
        own = line.price if line.price_source == PriceSource.UNIT else None
        return own == self.own_price


class Entered(NamedTuple):
    """What became of a list: every verdict, the line of the last one taken, and the way back."""

    verdicts: list[Verdict]
    line: int | None = None
    undo: Undo | None = None


@dataclass(slots=True)
class _Judge:
    """Judges a list for one draft, entry after entry; reads were made for the whole list before."""

    database: Database
    head: Document
    kind: DocumentKind
    current: DocumentLine | None
    lines: list[DocumentLine]
    states: dict[str, SerialState]
    codes: dict[str, Problem]
    origins: dict[str, Origin]
    there: set[str]
    inactive: dict[int, str]
    own_prices: dict[str, int]
    without_serial: dict[int, int] = field(default_factory=dict)
    room: int = serial_numbers.MOST

    def judge(self, entry: CheckedEntry) -> tuple[Verdict, Place | None]:
        """The verdict of one entry, and where it goes if it is good."""
        state = self.states.get(entry.number.upper())
        number = state.number if state else entry.number  # as first entered (F3), or corrected (L5)
        place = None
        problem = entry.problem and self.codes.get(entry.number.upper(), entry.problem)
        problem = problem or self._not_enterable(entry.number, number)
        finding = None
        if problem is None:
            place = self._place(entry.number, state)
            answer = place if isinstance(place, Problem) else self._at(place, entry.number, state)
            if isinstance(place, Place) and place.product in self.inactive:
                answer = self._inactive(place.product, entry.number, state)
            problem = answer if isinstance(answer, Problem) else None
            finding = answer if isinstance(answer, Finding) else None
        if problem is not None:
            return Verdict(entry.position, number, problem=problem), None
        self.there.add(number.upper())
        holder = state.holder if state else None
        verdict = Verdict(entry.position, number, finding=finding, holder=holder)
        return verdict, place if isinstance(place, Place) else None

    def _not_enterable(self, entered: str, number: str) -> Problem | None:
        """It stands on the draft already (D5), or is the code of a product or a carton."""
        if number.upper() in self.there:
            return Problem(Code.ON_DOCUMENT, {"serial": entered}, serial=entered)
        return self.codes.get(entered.upper())

    def _place(self, entered: str, state: SerialState | None) -> Place | Problem:
        known = state if state and state.status is not Status.UNKNOWN else None
        if known is None and not self.kind.takes_unknown:
            return self._unknown(entered)
        if known and not self.kind.carries_serials:
            values = {"serial": entered, "product": known.holder.product if known.holder else ""}
            return Problem(Code.NO_PLACE_FOR_SERIALS, values, serial=entered)
        here = self.current if self.current and self.current.track_serials else None
        if here and (known is None or self.kind.takes_new):
            counts = self.kind.effect is Effect.COUNTS  # it goes on with another line when full
            return Place(here.product_id, line=None if counts else here.id)
        if known is None:
            return self._unknown(entered)
        origin = self.origins.get(known.number.upper())
        if self.kind.takes_sent and not self._sent(origin):
            values = {"serial": entered, "number": self.head.origin or ""}
            return Problem(Code.NOT_SENT, values, serial=entered, holder=known.holder)
        own = None if origin else self.own_prices.get(known.number.upper())
        return Place(known.product, origin, own_price=own)

    def _inactive(self, product: int, entered: str, state: SerialState | None) -> Problem:
        holder = state.holder if state else None
        values = {"product": self.inactive[product]}
        return Problem(Code.INACTIVE, values, serial=entered, holder=holder)

    def _unknown(self, entered: str) -> Problem:
        code = Code.NO_LINE
        if not self.kind.takes_new and self.kind.effect is not Effect.COUNTS:
            move = self.kind.move
            code = wrong_status(move, Status.UNKNOWN) if move else Code.IS_UNKNOWN
        return Problem(code, {"serial": entered}, serial=entered)

    def _sent(self, origin: Origin | None) -> bool:
        """It went with the transfer that this document was made from."""
        return origin is not None and origin.number == self.head.origin

    def _at(self, place: Place, number: str, state: SerialState | None) -> Finding | Problem:
        """What the kind says to the serial at its place, where there is room for it."""
        answer = judge_for_kind(self.kind, number, state, place.product, self.head.warehouse_id)
        if answer is Finding.NOT_SEEN and self._take_without_serial(place.product) < 0:
            return self._none_without_serial(number)
        if isinstance(answer, Finding) and place.line is not None:
            self.room -= 1
            if self.room < 0:
                return Problem(Code.TOO_MANY, {"most": serial_numbers.MOST}, serial=number)
        return answer

    def _take_without_serial(self, product: int) -> int:
        """Use up one unit without a serial (L3); below zero where there was none."""
        if product not in self.without_serial:
            self.without_serial[product] = left_without_serial(self.database, self.head, product)
        self.without_serial[product] -= ONE_UNIT
        return self.without_serial[product]

    def _none_without_serial(self, number: str) -> Problem:
        values = {
            "serial": number,
            "product": self.current.product if self.current else "",
            "warehouse": self.head.warehouse or "",
        }
        return Problem(Code.NO_UNIT_WITHOUT_SERIAL, values, serial=number)


def _judged(
    database: Database,
    draft: DraftRead,
    current: int | None,
    texts: Sequence[str],
    sure: bool = False,
    known: Mapping[str, Known] | None = None,
) -> list[tuple[Verdict, Place | None]]:
    """Every entry judged, in the order given: a handful of reads, however long the list is (F6).

    ``known`` are the serials among them that the shop knows, where they were read.
    """
    head, lines = draft
    kind = KINDS[head.kind]
    here = next((line for line in lines if line.id == current), None)
    product = here.product_id if here and here.track_serials else None
    entries = read_list(database, texts, product, sure)
    checked = list(serial_numbers.check_list(entries.numbers))
    numbers = [entry.number for entry in checked if entry.problem is None]
    read = known is not None and all(number.upper() in known for number in numbers)
    found = known if known and read else serials.known(database, numbers)
    states = {key: state_of(serial) for key, serial in found.items()}
    own = [state.number for state in states.values()]  # as corrected, where they were (L5)
    inactive = {serial.product_id: serial.product for serial in found.values() if not serial.active}
    inactive |= {line.product_id: line.product for line in lines if not line.active}
    judge_entries = _Judge(
        database,
        head,
        kind,
        here,
        lines,
        states,
        other_codes(database, numbers) | entries.problems,
        origins.origins(database, kind.origin, own) if kind.origin else {},
        draft_serials.on_draft(database, head.id, [*numbers, *own]),
        {} if kind.takes_inactive else inactive,
        _own_prices(head, found.values()),
        room=serial_numbers.MOST - (here.serials if here else 0),
    )
    return [judge_entries.judge(entry) for entry in checked]


def _own_prices(head: Document, known: Iterable[Known]) -> dict[str, int]:
    """The own prices of the serials that a document sells (M2), by number."""
    if not line_prices.at_sale_prices(head):
        return {}
    return {one.number.upper(): one.own_price for one in known if one.own_price is not None}


def judge_entries(
    database: Database, draft: int, current: int | None, entries: Sequence[str]
) -> list[Verdict]:
    """Judge a list for a draft whose line ``current`` is being filled; nothing is taken (F6)."""
    read = DraftRead(documents.document(database, draft), document_lines.lines(database, draft))
    return [verdict for verdict, _ in _judged(database, read, current, entries)]


@permitted_for_document
def enter(
    session: Session,
    draft: int,
    current: int | None,
    entries: Sequence[str],
    sure: bool = False,
    read: DraftRead | None = None,
    known: Mapping[str, Known] | None = None,
) -> Entered:
    """Judge a list and take the good ones, each to its line (F6); the quantities follow (D3).

    ``sure``: a person said that an address is a serial number. ``read`` and ``known`` are the draft
    and the known ones among the serials, where the same transaction has read them.
    """
    database = session.database
    with sql.transaction(database, of=draft):
        read = read or drafts.read(database, draft)
        judged = _judged(database, read, current, entries, sure, known)
        good = [(verdict, place) for verdict, place in judged if place is not None]
        verdicts = [verdict for verdict, _ in judged]
        if not good:
            return Entered(verdicts)
        placed, before = _lines_for(session, read, current, [place for _, place in good])
        rows = draft_lines.write_serials(
            session,
            draft,
            [(line, verdict.number) for line, (verdict, _) in zip(placed, good, strict=True)],
            head=read.head,
        )
        return Entered(verdicts, placed[-1], Undo(tuple(rows), before))


def _lines_for(
    session: Session,
    draft: DraftRead,
    current: int | None,
    places: Sequence[Place],
) -> tuple[list[int], tuple[tuple[int, int | None], ...]]:
    """The line of every place, made where there is none with room for it.

    The current one comes first. Also each line used with its quantity before, None where made.
    """
    ordered = sorted(draft.lines, key=lambda line: line.id != current)
    room = {line.id: serial_numbers.MOST - line.serials for line in ordered}
    fitting: dict[Place, list[int]] = {}
    to_make: list[Place] = []
    found = []
    apart = _of_own_prices(session, draft)
    for place in places:
        if place not in fitting:
            fits = [line.id for line in ordered if place.fits(line)]
            fitting[place] = [line for line in fits if line not in apart]
        own = next((line for line in fitting[place] if room[line] > 0), None)
        if own is None:
            to_make.append(place)
            own = -len(to_make)  # until it is made, with all others
            room[own] = serial_numbers.MOST
            fitting[place].append(own)
        room[own] -= 1
        found.append(own)
    new = [
        ToAdd(place.product, origin=place.origin, own_price=place.own_price) for place in to_make
    ]
    made = draft_lines.add_lines(session, draft.head.id, draft, new) if new else []
    ids = [made[-1 - line] if line < 0 else line for line in found]
    quantities = {line.id: line.quantity for line in ordered}
    return ids, tuple({line: quantities.get(line) for line in ids}.items())


def _of_own_prices(session: Session, draft: DraftRead) -> set[int]:
    """The lines whose price was typed for a unit with a price of its own: no other joins it."""
    typed = [
        line.id for line in draft.lines if line.serials and line.price_source == PriceSource.TYPED
    ]
    if not typed or not line_prices.at_sale_prices(draft.head):
        return set()
    return prices.lines_with_own(session.database, typed)


@permitted_for_document
def take_back(session: Session, draft: int, undo: Undo) -> None:
    """Undo an entry: its serials go, each line is as it was, or gone if the entry made it.

    Raises Refused where text waits in Manual entry for a line that would be gone (D11).
    """
    database = session.database
    with sql.transaction(database, of=draft):
        drafts.open_draft(database, draft)
        made = [line for line, quantity in undo.lines if quantity is None]
        if waits := [text for text in waiting.texts(database, draft) if text.line_id in made]:
            raise Refused([serial_numbers.text_waits(text.text, text.position) for text in waits])
        draft_lines.remove_serials(session, draft, undo.serials)
        left = {line.id for line in document_lines.lines(database, draft)}
        for line, quantity in undo.lines:
            if quantity is None:
                draft_lines.delete_line(session, draft, line)
            elif line in left:  # not deleted by hand meanwhile
                draft_lines.put_back(session, draft, line, quantity)
