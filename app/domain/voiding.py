"""Who blocks a void, and the order of a chain (V1, V2)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.domain.problems import Code, Problem


@dataclass(frozen=True, slots=True)
class Blocker:
    """A later document that moved some of the same serials; ``posted`` orders history (D8).

    ``serials`` are some of the numbers that tie it, ``count`` is how many there are; none where it
    goes on from the document by quantity only, as the receipt of a transfer does.
    """

    document: int
    kind: str
    number: str
    date: str
    posted: int
    count: int
    serials: tuple[str, ...]


def blocked(blockers: Iterable[Blocker]) -> list[Problem]:
    """A problem for every blocker, newest first (V1)."""
    newest_first = sorted(blockers, key=lambda blocker: blocker.posted, reverse=True)
    return [
        Problem(
            Code.BLOCKED if blocker.count else Code.BLOCKED_BY_QUANTITY,
            {
                "number": blocker.number,
                "date": blocker.date,
                "count": blocker.count,
                "document": blocker.document,
                "serials": blocker.serials,
            },
        )
        for blocker in newest_first
    ]


def chain(target: int, blocking: Callable[[Sequence[int]], Mapping[int, int]]) -> list[int]:
    """The documents to void so that ``target`` can be, newest first, ``target`` last (V2).

    ``blocking`` gives for some documents all that block any of them, with their order in history.
    """
    posted = {target: 0}  # the oldest: whatever blocks it came later
    new = [target]
    while new:
        found = blocking(new)
        new = [document for document in found if document not in posted]
        posted = {**posted, **found}  # of an exchange, each is found by the other
    return sorted(posted, key=lambda document: posted[document], reverse=True)
