"""Taking times and showing them: milliseconds, median and fastest, and how they compare."""

from collections.abc import Callable, Sequence
from statistics import median
from time import perf_counter

Times = list[float]


def timed(work: Callable[[], object]) -> float:
    """Milliseconds ``work`` takes."""
    start = perf_counter()
    work()
    return (perf_counter() - start) * 1000


def alternate(rounds: int, runs: Sequence[Callable[[], float]]) -> list[Times]:
    """The times of each run, taken in turn, so that a busy moment of the machine hits all alike.

    One round before them warms up and does not count.
    """
    taken = [[run() for run in runs] for _ in range(rounds + 1)]
    return [list(times) for times in zip(*taken[1:], strict=True)]


def figures(times: Times) -> str:
    """Median and fastest."""
    return f"{median(times):.2f} ({min(times):.2f})"


def ratio(times: Times, to: Times) -> str:
    """How many times as long as ``to``, by the medians and by the fastest."""
    return f"{median(times) / median(to):.2f} ({min(times) / min(to):.2f})"


def show(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table; the first column to the left, figures to the right."""
    widths = [max(len(row[at]) for row in (head, *rows)) for at in range(len(head))]
    print(f"\n{title}")
    for row in (head, *rows):
        first, *others = (
            text.rjust(width) if at else text.ljust(width)
            for at, (text, width) in enumerate(zip(row, widths, strict=True))
        )
        print("  " + "   ".join((first, *others)))
