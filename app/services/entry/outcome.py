"""What a scan or an entry came to: what the screen shows of it, and what takes it back."""

from typing import NamedTuple

from app.domain.problems import Problem
from app.domain.verdicts import Finding, Level


class Undo(NamedTuple):
    """What takes an entry back: its rows, and each line with the quantity it had.

    None instead of a quantity: the line was made by the entry.
    """

    serials: tuple[int, ...]
    lines: tuple[tuple[int, int | None], ...]


class Outcome(NamedTuple):
    """What one scan came to: its verdict, the line it is about, and how to take it back.

    ``taken`` is how many serials were taken; ``rest`` is why others of a carton or list were not.
    ``document`` is one to be shown as a link. ``asks``: only a person can say what the code is, and
    ``problem`` says what is asked; scanned again as ``sure`` it is taken as a serial.
    """

    code: str
    level: Level
    finding: Finding | None = None
    problem: Problem | None = None
    product: str = ""
    line: int | None = None
    undo: Undo | None = None
    taken: int = 0
    rest: tuple[Problem, ...] = ()
    document: int | None = None
    asks: bool = False
