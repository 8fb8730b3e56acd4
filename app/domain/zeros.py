"""Leading zeros that Excel dropped: seen beside the other serial numbers of a product (Q9, F2)."""

from collections import Counter
from collections.abc import Iterable

_ENOUGH = 2
"""Others of one length that make it the usual one."""


class Others:
    """The serial numbers of one product, as far as they are figures only."""

    def __init__(self, numbers: Iterable[str]) -> None:
        figures = {number for number in numbers if _is_figures(number)}
        lengths = Counter(map(len, figures))
        longest, count = max(lengths.items(), key=lambda entry: entry[::-1], default=(0, 0))
        self.usual = longest if count >= _ENOUGH and 2 * count > lengths.total() else None
        """The length that most of them have; None where none is usual."""
        usual = [number for number in figures if len(number) == self.usual]
        self._zeros = min((len(n) - len(n.lstrip("0")) for n in usual), default=0)

    def put_back(self, number: str) -> str | None:
        """The number with the zeros that it seems to have lost, or None where it lost none.

        It has lost them where it is shorter than usual, and all of the usual length begin with as
        many zeros as it lacks.
        """
        lacks = (self.usual or 0) - len(number)
        if self.usual is None or not _is_figures(number) or not 0 < lacks <= self._zeros:
            return None
        return number.zfill(self.usual)


def _is_figures(number: str) -> bool:
    return number.isascii() and number.isdecimal()
