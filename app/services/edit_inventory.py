"""Item › Detail › Edit inventory (P7): add, take away and correct serials, set quantities.

What is edited at once is one adjustment, of two lines at most: what is added, what is taken away.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from app.domain import serials as form
from app.domain.kinds import ADJUSTMENT
from app.domain.lifecycle import Move
from app.domain.permissions import User
from app.domain.problems import Code, Problem, Refused, refuse
from app.domain.quantities import ONE_UNIT
from app.domain.verdicts import Finding, Verdict, judge_serial
from app.services import correcting, drafts, posting
from app.services.judging import state_of
from db import sql
from db.queries import items, serials
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
    checked = list(form.check_list(entries))
    numbers = [entry.number for entry in checked if entry.problem is None]
    known = serials.known(database, numbers)
    codes = items.codes_among(database, numbers)
    verdicts = []
    for entry in checked:
        number, found = entry.number, known.get(entry.number.upper())
        answer: Finding | Problem
        if entry.problem:
            answer = entry.problem
        elif number.upper() in codes:
            values = {"serial": number, "product": codes[number.upper()]}
            answer = Problem(Code.IS_PRODUCT_CODE, values, serial=number)
        else:
            state = state_of(found) if found else None
            answer = judge_serial(Move.ADJUST_ADD, number, state, product, warehouse)
        problem = answer if isinstance(answer, Problem) else None
        finding = answer if isinstance(answer, Finding) else None
        verdicts.append(
            Verdict(entry.position, found.number if found else number, finding, problem)
        )
    return verdicts


def edit(
    database: Database, change: Adjustment, by: User, at: datetime | None = None
) -> str | None:
    """Carry out a change, all of it or nothing; returns the adjustment's number.

    None where only numbers were corrected. Raises Refused with every problem at once.
    """
    with sql.transaction(database):
        problems = _problems(database, change)
        if problems:
            raise Refused(problems)
        for wrong, right in change.corrected.items():
            correcting.correct(database, wrong, right, by, at)
        difference = _difference(database, change)
        if not (change.add or change.take or difference):
            return None
        return posting.post(database, _written(database, change, difference, by, at), by, at)


def expected_on_hand(database: Database, change: Adjustment) -> int:
    """What is on hand afterwards, in thousandths, where nothing else is said.

    What is taken away goes off; what is added gives units without a serial their name first.
    """
    on_hand, identified = _stock(database, change)
    after = (identified + len(change.add) - len(change.take)) * ONE_UNIT
    return max(on_hand - len(change.take) * ONE_UNIT, after)


def _stock(database: Database, change: Adjustment) -> tuple[int, int]:
    stock = items.stock_at(database, change.warehouse, [change.product])
    return stock.get(change.product, (0, 0))


def _difference(database: Database, change: Adjustment) -> int:
    wanted = expected_on_hand(database, change) if change.on_hand is None else change.on_hand
    return wanted - _stock(database, change)[0]


def _problems(database: Database, change: Adjustment) -> list[Problem]:
    added = judge_added(database, change.product, change.warehouse, change.add)
    found = [verdict.problem for verdict in added if verdict.problem]
    found += _taken_problems(database, change)
    there = {form.key(form.fold(number)) for number in change.add}
    for wrong, right in change.corrected.items():
        found += correcting.problems_of(database, wrong, right)
        if form.key(form.fold(right.strip())) in there:
            found.append(Problem(Code.NUMBER_TAKEN, {"serial": right}, serial=right))
    if len(change.take) > form.MOST:
        found.append(Problem(Code.TOO_MANY, {"most": form.MOST}))
    nothing = not (change.add or change.take or change.corrected)
    if nothing and not _difference(database, change):
        raise refuse(Code.NOTHING_TO_ADJUST)
    return found


def _taken_problems(database: Database, change: Adjustment) -> Iterator[Problem]:
    """What is to be taken away must still be in stock there: it may have gone meanwhile."""
    known = serials.known(database, change.take)
    for number in change.take:
        found = known.get(number.upper())
        answer = judge_serial(
            Move.ADJUST_TAKE,
            number,
            state_of(found) if found else None,
            change.product,
            change.warehouse,
        )
        if isinstance(answer, Problem):
            yield answer


def _written(
    database: Database, change: Adjustment, difference: int, by: User, at: datetime | None
) -> int:
    """The draft of the adjustment."""
    draft = drafts.new(database, ADJUSTMENT.key, by, at)
    drafts.set_warehouse(database, draft, change.warehouse)
    drafts.set_note(database, draft, change.note)
    taken = len(change.take) * ONE_UNIT
    if change.add or not change.take:
        line = drafts.add_line(database, draft, change.product, difference + taken)
        drafts.write_serials(database, draft, [(line, form.fold(n)) for n in change.add], False)
        difference = -taken
    if change.take:
        line = drafts.add_line(database, draft, change.product, difference)
        drafts.write_serials(database, draft, [(line, number) for number in change.take], False)
    return draft
