"""What the program says to one code: taken or refused, in a colour, a word and a sound (C4, F6)."""

from enum import Enum, unique
from typing import NamedTuple

from app.domain.lifecycle import STATUS_NAMES, Answer, Move, Status, judge_move
from app.domain.marks import N_
from app.domain.problems import Code, Holder, Problem, Reason


@unique
class Level(Enum):
    """How a verdict looks and sounds. Only ACCEPTED and NOTED take the code."""

    ACCEPTED = "accepted"
    NOTED = "noted"  # taken, but worth a look
    WARNING = "warning"  # nothing new: it was there already
    REFUSED = "refused"


@unique
class Finding(Enum):
    """What a code that is taken turned out to be."""

    NEW = N_("New")
    IN_STOCK = N_("In stock here")
    COMES_BACK = N_("Back in stock")
    NOT_SEEN = N_("Not seen before")
    SOLD = N_("Sold")
    ARRIVES = N_("Arrives")
    FOUND = N_("Found")
    SOLD_HERE = N_("Sold, but here")
    ELSEWHERE = N_("In stock elsewhere")
    PRODUCT = N_("Product")
    CARTON = N_("Carton")
    LIST = N_("List of serial numbers")
    DOCUMENT = N_("Document")
    IN_CARTON = N_("Into a carton")
    INTO_FIELD = N_("Into a field")
    LOOKED_UP = N_("Looked up")


class Verdict(NamedTuple):
    """The answer to one entry of a list: a finding where it is good, a problem where not."""

    position: int
    number: str
    finding: Finding | None = None
    problem: Problem | None = None
    holder: Holder | None = None

    @property
    def good(self) -> bool:
        """It can be taken."""
        return self.problem is None


class SerialState(NamedTuple):
    """A known serial as the rules see it; ``warehouse`` is an id, ``holder`` says it in words.

    The holder may be left to be looked up for what is refused.
    """

    number: str
    product: int
    status: Status
    warehouse: int | None
    holder: Holder | None = None


_STATUS_CODES = {
    Status.UNKNOWN: Code.IS_UNKNOWN,
    Status.IN_STOCK: Code.IS_IN_STOCK,
    Status.SOLD: Code.IS_SOLD,
    Status.RETURNED: Code.IS_RETURNED,
    Status.REMOVED: Code.IS_REMOVED,
    Status.IN_TRANSIT: Code.IS_IN_TRANSIT,
}
_MOVE_CODES = {Move.SALES_RETURN: Code.NOT_SOLD}
"""Moves that say any wrong status in their own words."""

PROBLEM_WORDS = {
    Code.EMPTY: N_("Nothing"),
    Code.TOO_LONG: N_("Too long"),
    Code.TOO_MANY: N_("Too many"),
    Code.BAD_CHARACTER: N_("Bad character"),
    Code.DUPLICATE: N_("Entered twice"),
    Code.ON_DOCUMENT: N_("Already here"),
    Code.IS_UNKNOWN: N_("Not known"),
    Code.IS_IN_STOCK: N_("In stock"),
    Code.IS_SOLD: N_("Sold already"),
    Code.IS_RETURNED: N_("Returned"),
    Code.IS_REMOVED: N_("Removed"),
    Code.IS_IN_TRANSIT: N_("In transit"),
    Code.NOT_SOLD: N_("Not sold"),
    Code.NOT_SENT: N_("Not sent"),
    Code.OTHER_WAREHOUSE: N_("Other warehouse"),
    Code.OTHER_PRODUCT: N_("Other item"),
    Code.INACTIVE: N_("Inactive"),
    Code.NO_LINE: N_("No item"),
    Code.NO_UNIT_WITHOUT_SERIAL: N_("None left"),
    Code.IS_PRODUCT_CODE: N_("Item's code"),
    Code.IS_CARTON_CODE: N_("Carton's code"),
    Code.IS_LABEL: N_("A label"),
    Code.CONFIRM: N_("To confirm"),
}
"""Why an entry is refused, in a word or two for its row; the sentence stands beside."""

STATUS_LEVELS = {
    Status.IN_STOCK: Level.ACCEPTED,
    Status.SOLD: Level.NOTED,
    Status.IN_TRANSIT: Level.WARNING,
    Status.RETURNED: Level.WARNING,
    Status.REMOVED: Level.REFUSED,
    Status.UNKNOWN: Level.REFUSED,
}
"""How each status looks, wherever one is shown."""

_WARNINGS = {Code.DUPLICATE, Code.ON_DOCUMENT}
_NOTED = {Finding.NOT_SEEN, Finding.COMES_BACK, Finding.SOLD_HERE, Finding.ELSEWHERE}


def level_of(verdict: Verdict) -> Level:
    """A code that is there already only warns (C6), any other problem refuses."""
    if verdict.problem:
        return Level.WARNING if verdict.problem.code in _WARNINGS else Level.REFUSED
    return Level.NOTED if verdict.finding in _NOTED else Level.ACCEPTED


def words_of(verdict: Verdict) -> str:
    """A verdict in a word or two, to be translated; of one that only says how things stand, its
    status."""
    if verdict.problem:
        return PROBLEM_WORDS.get(verdict.problem.code, REFUSED_WORDS)
    if verdict.finding:
        return verdict.finding.value
    return STATUS_NAMES[verdict.holder.status] if verdict.holder else ""


REFUSED_WORDS = N_("Refused")


def tone_of(verdict: Verdict) -> Level:
    """How a row looks: as its verdict, or as its status where it only says how things stand."""
    if verdict.problem or verdict.finding or not verdict.holder:
        return level_of(verdict)
    return STATUS_LEVELS[verdict.holder.status]


def wrong_status(move: Move, status: Status) -> Reason:
    """Why ``move`` does not take a serial of this status (L1)."""
    return _MOVE_CODES.get(move, _STATUS_CODES[status])


def judge_serial(
    move: Move, number: str, state: SerialState | None, product: int, here: int | None
) -> Finding | Problem:
    """May ``move`` take this serial for ``product`` in the warehouse ``here``? (L, L1, F4, F7)

    ``state`` is None for a serial never seen. One whose every movement was voided never took
    effect, and may begin again under any product.
    """
    status = state.status if state else Status.UNKNOWN
    if state and state.product != product and status is not Status.UNKNOWN:
        return Problem(Code.OTHER_PRODUCT, {"serial": number}, serial=number, holder=state.holder)
    answer = judge_move(move, status, state.warehouse if state else None, here)
    if answer is Answer.ALLOWED:
        return _finding(move, status)
    code = {
        Answer.WRONG_STATUS: wrong_status(move, status),
        Answer.WRONG_WAREHOUSE: Code.OTHER_WAREHOUSE,
        Answer.ASK: Code.CONFIRM,
    }[answer]
    return Problem(code, {"serial": number}, serial=number, holder=state.holder if state else None)


def _finding(move: Move, status: Status) -> Finding:
    match status:
        case Status.UNKNOWN:
            return Finding.NOT_SEEN if move is Move.SALE else Finding.NEW
        case Status.IN_STOCK:
            return Finding.IN_STOCK
        case Status.IN_TRANSIT:
            return Finding.ARRIVES
        case Status.SOLD if move is Move.SALES_RETURN:
            return Finding.SOLD
    return Finding.COMES_BACK
