"""What a check of the seals, or of what stood at a closing, finds."""

from typing import NamedTuple

from app.domain.problems import Problem


class SealFault(NamedTuple):
    """What does not fit: the document and its number, where it is one, and what is said of it."""

    document: int | None
    number: str
    what: Problem
