"""Item › Detail › Edit inventory (P7): add, take away and correct serials, set quantities.

What is edited at once is one adjustment, of two lines at most: what is added, what is taken away.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.domain import serials as serial_numbers
from app.domain.kinds import ADJUSTMENT
from app.domain.lifecycle import Move
from app.domain.permissions import Permission
from app.domain.problems import Code, Problem, Refused, refuse
from app.domain.quantities import ONE_UNIT
from app.domain.verdicts import Finding, Verdict, judge_serial
from app.services.documents import draft_head, draft_lines, drafts, posting
from app.services.entry.judging import other_codes, state_of
from app.services.entry.labels import read_list
from app.services.permitting import permitted
from app.services.session import Session
from app.services.stock import correcting
from db import sql
from db.queries import serials
from db.queries.stock import stock_at
from db.sql import Database


@dataclass(frozen=True, slots=True)
class Adjustment:
    """What is to change for one product in one warehouse.

    ``on_hand`` is the new quantity in thousandths; None: what follows from the serials.
    ``corrected`` maps wrong numbers to the right ones (L5).
    """

    product: int
    warehouse: int
    add: Sequence[str] = ()
    take: Sequence[str] = ()
    on_hand: int | None = None
    corrected: Mapping[str, str] = field(default_factory=dict)
    note: str = ""


def judge_added(
    database: Database, product: int, warehouse: int, entries: Sequence[str]
) -> list[Verdict]:
    """Judge a list of serials to be added to a product in a warehouse (F6, L)."""
    return _judge(database, Move.ADJUST_ADD, product, warehouse, entries)


def judge_taken_away(
    database: Database, product: int, warehouse: int, entries: Sequence[str]
) -> list[Verdict]:
    """Judge a list of serials to be taken away from a product in a warehouse (F6, L)."""
    return _judge(database, Move.ADJUST_TAKE, product, warehouse, entries)


def _judge(
    database: Database, move: Move, product: int, warehouse: int, entries: Sequence[str]
) -> list[Verdict]:
    labels = read_list(database, entries, product)
    checked = list(serial_numbers.check_list(labels.numbers))
    numbers = [entry.number for entry in checked if entry.problem is None]
    known = serials.known(database, numbers)
    codes = other_codes(database, numbers) | labels.problems
    first_at: dict[str, int] = {}
    verdicts = []
    for entry in checked:
        found = known.get(entry.number.upper())
        number = found.number if found else entry.number  # as first entered, or corrected (L5)
        answer: Finding | Problem
        if entry.problem:
            answer = codes.get(entry.number.upper(), entry.problem)
        elif (twin := first_at.setdefault(number.upper(), entry.position)) != entry.position:
            values = {"serial": entry.number, "entry": twin}
            answer = Problem(Code.DUPLICATE, values, serial=entry.number)
        elif number.upper() in codes:
            answer = codes[number.upper()]
        else:
            state = state_of(found) if found else None
            answer = judge_serial(move, number, state, product, warehouse)
        problem = answer if isinstance(answer, Problem) else None
        finding = answer if isinstance(answer, Finding) else None
        verdicts.append(Verdict(entry.position, number, finding, problem))
    return verdicts


@permitted(Permission.ADJUST)
def edit(session: Session, change: Adjustment) -> str | None:
    """Carry out a change, all of it or nothing; returns the adjustment's number.

    None where only numbers were corrected: that comes first, so that what is added or taken away
    is judged by the right ones. Raises Refused with every problem at once.
    """
    database = session.database
    if change.corrected:
        session.demand(Permission.CORRECT_SERIAL)
    with sql.transaction(database, of=sql.SHOP):
        problems = _correct(session, change)
        added = judge_added(database, change.product, change.warehouse, change.add)
        taken = judge_taken_away(database, change.product, change.warehouse, change.take)
        problems += [verdict.problem for verdict in (*added, *taken) if verdict.problem]
        if problems:
            raise Refused(problems)
        if not (added or taken or _difference(database, change)):
            if change.corrected:
                return None
            raise refuse(Code.NOTHING_TO_ADJUST)
        draft = _written(session, change, added, taken)
        return posting.post(session, draft)


def _correct(session: Session, change: Adjustment) -> list[Problem]:
    problems: list[Problem] = []
    for wrong, right in change.corrected.items():
        try:
            correcting.correct(session, wrong, right)
        except Refused as refusal:
            problems += refusal.problems
    return problems


def expected_on_hand(database: Database, change: Adjustment) -> int:
    """What is on hand afterwards, in thousandths, where nothing else is said.

    What is taken away goes off; what is added gives units without a serial their name first.
    """
    on_hand, identified = _stock(database, change)
    after = (identified + len(change.add) - len(change.take)) * ONE_UNIT
    return max(on_hand - len(change.take) * ONE_UNIT, after)


def _stock(database: Database, change: Adjustment) -> tuple[int, int]:
    stock = stock_at(database, change.warehouse, [change.product])
    return stock.get(change.product, (0, 0))


def _difference(database: Database, change: Adjustment) -> int:
    wanted = expected_on_hand(database, change) if change.on_hand is None else change.on_hand
    return wanted - _stock(database, change)[0]


def _written(
    session: Session,
    change: Adjustment,
    added: Sequence[Verdict],
    taken: Sequence[Verdict],
) -> int:
    """The draft of the adjustment."""
    draft = drafts.new(session, ADJUSTMENT.key)
    draft_head.set_warehouse(session, draft, change.warehouse)
    draft_head.set_note(session, draft, change.note)
    left = _difference(session.database, change)
    if added or not taken:
        quantity = left + len(taken) * ONE_UNIT
        _write_line(session, draft, change.product, quantity, added)
        left -= quantity
    if taken:
        _write_line(session, draft, change.product, left, taken)
    return draft


def _write_line(
    session: Session, draft: int, product: int, quantity: int, verdicts: Sequence[Verdict]
) -> None:
    line = draft_lines.add_line(session, draft, product, quantity)
    numbers = [(line, verdict.number) for verdict in verdicts]
    draft_lines.write_serials(session, draft, numbers, follow=False)
