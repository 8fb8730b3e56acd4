"""What a symbol is: rows of modules, dark and light, and the rectangles that they are drawn as."""

from dataclasses import dataclass
from enum import Enum, unique
from itertools import groupby

from app.domain.marks import N_


@unique
class SymbolKind(Enum):
    """The symbols that are printed; a value is its name on the screen."""

    CODE_128 = N_("Code 128")
    QR = N_("QR")
    DATA_MATRIX = N_("Data Matrix")
    GS1_128 = N_("GS1-128")
    GS1_DATA_MATRIX = N_("GS1 Data Matrix")

    @property
    def is_linear(self) -> bool:
        """It is read across its bars, which are as high as there is room."""
        return self in (SymbolKind.CODE_128, SymbolKind.GS1_128)

    @property
    def is_gs1(self) -> bool:
        """It holds GS1 element strings, not a plain text."""
        return self in (SymbolKind.GS1_128, SymbolKind.GS1_DATA_MATRIX)

    @property
    def quiet(self) -> int:
        """Modules that stay white on each side: of each one's standard."""
        if self.is_linear:
            return 10
        return 4 if self is SymbolKind.QR else 1


ModuleBox = tuple[int, int, int, int]
"""Left, top, width and height of what is dark, in modules from the first of the first row."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """A symbol that reads as ``text``; ``rows`` are its modules, 1 for dark and 0 for light.

    One of bars has one row. The quiet zones are not among the modules.
    """

    kind: SymbolKind
    text: str
    rows: tuple[str, ...]

    @property
    def width(self) -> int:
        """Modules across, without quiet zones."""
        return len(self.rows[0])

    @property
    def height(self) -> int:
        """Modules down, without quiet zones; 1 where it is of bars."""
        return len(self.rows)

    def boxes(self) -> list[ModuleBox]:
        """What is dark, as few rectangles: runs across, those of one place in rows below joined."""
        done: list[ModuleBox] = []
        open_: dict[tuple[int, int], int] = {}
        for top, row in enumerate(self.rows):
            runs = set(dark_runs(row))
            done += [
                (left, begun, width, top - begun)
                for (left, width), begun in open_.items()
                if (left, width) not in runs
            ]
            open_ = {run: open_.get(run, top) for run in sorted(runs)}
        done += [
            (left, begun, width, self.height - begun) for (left, width), begun in open_.items()
        ]
        return done


def dark_runs(row: str) -> list[tuple[int, int]]:
    """Where each dark run of a row begins, and how many modules it has."""
    runs, at = [], 0
    for module, run in groupby(row):
        length = len(list(run))
        if module == "1":
            runs.append((at, length))
        at += length
    return runs
