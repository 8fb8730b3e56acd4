"""Taking times and showing them: milliseconds, median and fastest, and how they compare."""

import gc
from collections.abc import Callable, Mapping, Sequence
from statistics import median
from time import perf_counter, process_time
from typing import NamedTuple

SLOW = 2_000.0
"""Milliseconds from which one round is enough."""


class Spent(NamedTuple):
    """Milliseconds: of this process's CPU, and on the clock."""

    cpu: float
    clock: float


Times = list[Spent]
Act = Callable[[], object]
Run = Callable[[], Spent]

HEAD = "CPU ms, median (fastest)"


def spent(work: Act) -> Spent:
    """What ``work`` takes.

    The garbage of what was done before is collected first: it does not count. None is collected
    meanwhile, for the program collects between two events of the screen.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()  # as the program does after its start
    by_itself = gc.isenabled()
    gc.disable()
    try:
        clock, cpu = perf_counter(), process_time()
        work()
        return Spent((process_time() - cpu) * 1000, (perf_counter() - clock) * 1000)
    finally:
        if by_itself:
            gc.enable()


def alternate(rounds: int, runs: Sequence[Run]) -> list[Times]:
    """The times of each run, taken in turn, so that a busy moment of the machine hits all alike.

    One round before them warms up and does not count; where it is slow, it is the only one.
    """
    first = [run() for run in runs]
    if max(times.cpu for times in first) > SLOW:
        return [[times] for times in first]
    taken = [[run() for run in runs] for _ in range(rounds)]
    return [list(times) for times in zip(*taken, strict=True)]


def repeated(rounds: int, act: Act, before: Act = lambda: None) -> Times:
    """The times of one act; ``before`` makes ready for it and does not count."""

    def run() -> Spent:
        before()
        return spent(act)

    return alternate(rounds, [run])[0]


def enough(times: Times) -> bool:
    """So many acts, one after another, took so long that no more of them are needed."""
    return sum(time.clock for time in times) > 5 * SLOW


def figures(times: Times) -> str:
    """Median and fastest of the CPU's time; one figure where there was one round."""
    return _figures([time.cpu for time in times])


def clocked(times: Times) -> str:
    """Median and fastest by the clock: with the time that the disk takes."""
    return _figures([time.clock for time in times])


def _figures(times: Sequence[float]) -> str:
    return f"{times[0]:.2f}" if len(times) == 1 else f"{median(times):.2f} ({min(times):.2f})"


def ratio(times: Times, to: Times) -> str:
    """How many times as much CPU as ``to``, by the medians and by the fastest."""
    own, other = [time.cpu for time in times], [time.cpu for time in to]
    return f"{median(own) / median(other):.2f} ({min(own) / min(other):.2f})"


def show_acts(title: str, rounds: int, acts: Mapping[str, Act]) -> None:
    """Measure some acts, each by itself, and print what they take."""
    rows = [[what, figures(repeated(rounds, act))] for what, act in acts.items()]
    show(title, [HEAD, ""], rows)


def show(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table; the first column to the left, figures to the right."""
    widths = [max(len(row[at]) for row in (head, *rows)) for at in range(len(head))]
    print(f"\n{title}", flush=True)
    for row in (head, *rows):
        first, *others = (
            text.rjust(width) if at else text.ljust(width)
            for at, (text, width) in enumerate(zip(row, widths, strict=True))
        )
        print("  " + "   ".join((first, *others)), flush=True)
