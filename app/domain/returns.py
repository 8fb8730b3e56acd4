"""Goods that go back: why and how they are, and whose (D14): another's are asked about."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from enum import IntEnum, unique
from typing import NamedTuple

from app.domain.document_kind import DocumentKind, Party
from app.domain.marks import N_
from app.domain.problems import Code, Problem, Reason


@unique
class ReturnCondition(IntEnum):
    """How what comes back is; the value is the number that the store keeps."""

    AS_NEW = 0
    UNPACKED = 1
    FAULTY = 2


CONDITION_NAMES = {
    ReturnCondition.AS_NEW: N_("As new"),
    ReturnCondition.UNPACKED: N_("Unpacked"),
    ReturnCondition.FAULTY: N_("Faulty"),
}
RETURN_REASONS = (
    N_("Wrong size or colour"),
    N_("Does not work"),
    N_("Not what was ordered"),
    N_("No longer wanted"),
)
"""Why goods come back, to be chosen from; any other reason can be typed."""


class Came(NamedTuple):
    """A serial on a return and the sale or purchase it came by.

    ``owner`` is that document's party (None: a walk-in customer) and ``name`` what it is called.
    ``line`` is the position on the return; ``date`` is ISO.
    """

    line: int
    serial: str
    owner: int | None
    name: str | None
    document: int
    number: str
    date: str


def judge_party(
    kind: DocumentKind, party: int | None, name: str | None, came: Iterable[Came]
) -> Iterator[Problem]:
    """Yield, for each other customer or supplier, what of theirs stands on the return.

    ``party`` and ``name`` are whom the return names; None: nobody. Serials that came by no sale or
    purchase (opening stock, a count) are nobody's, and not asked about.
    """
    others: dict[int | None, list[Came]] = defaultdict(list)
    for serial in came:
        if serial.owner != party:
            others[serial.owner].append(serial)
    for owner, theirs in others.items():
        first = theirs[0]
        values = {
            "count": len(theirs),
            "serial": first.serial,
            "owner": first.name,
            "party": name,
            "number": first.number,
            "date": first.date,
            "document": first.document,
        }
        yield Problem(_code(kind, owner, party), values, line=first.line, serial=first.serial)


def _code(kind: DocumentKind, owner: int | None, party: int | None) -> Reason:
    if kind.party is Party.SUPPLIER:
        return Code.OTHER_SUPPLIER
    if owner is None:
        return Code.SOLD_TO_NOBODY
    return Code.OWNED_BY_CUSTOMER if party is None else Code.OTHER_CUSTOMER
