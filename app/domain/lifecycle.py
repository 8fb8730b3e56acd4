"""The life of a serial (L): its statuses, and which move may take it from where to where.

The table of RULES L stands here whole, as data: ``TRANSITIONS``. Documents name the move they make
(``kinds``), the services judge by it, and the store's table ``legal_move`` holds the same pairs.
"""

from enum import Enum, IntEnum, unique
from typing import NamedTuple

from app.domain.marks import N_


@unique
class Status(IntEnum):
    """Where a serial is in its life; the numbers are what the store keeps.

    UNKNOWN is a serial the shop has never seen, or one whose every movement was voided.
    """

    UNKNOWN = 0
    IN_STOCK = 1
    SOLD = 2
    RETURNED = 3
    REMOVED = 4
    IN_TRANSIT = 5


STATUS_NAMES = {
    Status.UNKNOWN: N_("Unknown"),
    Status.IN_STOCK: N_("In stock"),
    Status.SOLD: N_("Sold"),
    Status.RETURNED: N_("Returned"),
    Status.REMOVED: N_("Removed"),
    Status.IN_TRANSIT: N_("In transit"),
}


@unique
class Move(Enum):
    """What can happen to a serial; a void is no move, it restores what was before (V3)."""

    OPENING = "opening"
    PURCHASE = "purchase"
    SALE = "sale"
    SALES_RETURN = "sales_return"
    PURCHASE_RETURN = "purchase_return"
    DISPATCH = "dispatch"
    RECEIPT = "receipt"
    SEND_BACK = "send_back"
    WRITE_OFF = "write_off"
    COUNT_FOUND = "count_found"
    COUNT_MISSING = "count_missing"
    ADJUST_ADD = "adjust_add"
    ADJUST_TAKE = "adjust_take"
    RELEASE = "release"


class Transition(NamedTuple):
    """One row of the table: from any of ``sources`` to ``target``.

    ``here``: a serial that is somewhere (in stock, or in transit to a warehouse) must be in, or on
    its way to, the document's own warehouse. ``ask``: sources taken only when a person confirms.
    """

    sources: frozenset[Status]
    target: Status
    here: bool = False
    ask: frozenset[Status] = frozenset()


_U, _I, _S = Status.UNKNOWN, Status.IN_STOCK, Status.SOLD
_B, _R, _T = Status.RETURNED, Status.REMOVED, Status.IN_TRANSIT

TRANSITIONS: dict[Move, Transition] = {
    Move.OPENING: Transition(frozenset({_U, _S, _B, _R}), _I),
    Move.PURCHASE: Transition(frozenset({_U, _S, _B, _R}), _I),
    Move.SALE: Transition(frozenset({_I, _U}), _S, here=True),
    Move.SALES_RETURN: Transition(frozenset({_S}), _I),
    Move.PURCHASE_RETURN: Transition(frozenset({_I}), _B, here=True),
    Move.DISPATCH: Transition(frozenset({_I}), _T, here=True),
    Move.RECEIPT: Transition(frozenset({_T}), _I, here=True),
    Move.SEND_BACK: Transition(frozenset({_T}), _I),
    Move.WRITE_OFF: Transition(frozenset({_T}), _R),
    Move.COUNT_FOUND: Transition(frozenset({_U, _R, _B, _S}), _I, ask=frozenset({_S})),
    Move.COUNT_MISSING: Transition(frozenset({_I}), _R, here=True),
    Move.ADJUST_ADD: Transition(frozenset({_U, _R}), _I),
    Move.ADJUST_TAKE: Transition(frozenset({_I}), _R, here=True),
    Move.RELEASE: Transition(frozenset({_I}), _R, here=True),
}

LEGAL_PAIRS = frozenset(
    (source, row.target) for row in TRANSITIONS.values() for source in row.sources
)
"""Every (from, to) that some move makes: the rows of the store's table ``legal_move``."""


@unique
class Answer(Enum):
    """What the table says to one serial and one move."""

    ALLOWED = "allowed"
    ASK = "ask"
    WRONG_STATUS = "wrong_status"
    WRONG_WAREHOUSE = "wrong_warehouse"


def judge_move(move: Move, status: Status, warehouse: int | None, here: int | None) -> Answer:
    """May ``move`` take a serial that is ``status`` (in or bound for ``warehouse``)? (L, L1)

    ``here`` is the warehouse of the document: the source of a dispatch, the destination of a
    receipt. Both are ids; ``warehouse`` is None for a serial that is nowhere in the shop.
    """
    row = TRANSITIONS[move]
    if status not in row.sources:
        return Answer.WRONG_STATUS
    if row.here and warehouse is not None and warehouse != here:
        return Answer.WRONG_WAREHOUSE
    return Answer.ASK if status in row.ask else Answer.ALLOWED
