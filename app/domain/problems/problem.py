"""Problems are values: what was refused, on which line, which serial, and who holds it (F7).

Rules return all problems at once (D7); screens and tests read the same values.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from app.domain.lifecycle import Status
from app.domain.problems.questions import CONFIRMABLE
from app.domain.problems.reasons import Reason


class Holder(NamedTuple):
    """Who holds a serial (F7): its product, status and place, and the document that put it there.

    ``number`` and ``date`` (ISO) are the document's; ``document`` is its id, for the link.
    """

    product: str
    sku: str
    status: Status
    warehouse: str | None = None
    document: int | None = None
    kind: str | None = None
    number: str | None = None
    date: str | None = None


class Problem(NamedTuple):
    """One reason why something was refused.

    ``line`` is the position on the document or in the list, from 1. ``values`` fill the sentence;
    one that is called ``date`` is ISO, and said as the language in use writes it.
    """

    code: Reason
    values: Mapping[str, object] = {}
    line: int | None = None
    serial: str | None = None
    holder: Holder | None = None

    @property
    def asks(self) -> bool:
        """It is a question: a person may say that it is right so."""
        return self.code in CONFIRMABLE


def unanswered(problems: Iterable[Problem], sure: Sequence[Problem]) -> list[Problem]:
    """The problems left where a person was ``sure`` of some: only questions can be answered."""
    return [problem for problem in problems if not (problem.asks and problem in sure)]


class Refused(Exception):
    """Nothing was done; ``problems`` says every reason at once (D7)."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        self.call: object = None
        """What was asked of a service, for who approves it (``services.grants.Call``)."""
        super().__init__("; ".join(problem.code.name for problem in self.problems))

    @property
    def asks(self) -> bool:
        """Nothing but questions stands against it."""
        return all(problem.asks for problem in self.problems)


def refuse(code: Reason, **values: object) -> Refused:
    """A refusal with one problem."""
    return Refused([Problem(code, values)])
