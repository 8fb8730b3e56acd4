"""Work on disks that may never answer, such as a network path: it is waited for so long, and left.

What hangs in the operating system cannot be ended. It goes on alone, on a thread that the end of
the program does not wait for, and ends itself where it next says how far it is.
"""

from collections.abc import Callable
from queue import Empty, Queue
from threading import Event, Thread
from time import monotonic
from typing import TypeVar

T = TypeVar("T")
Tell = Callable[[float], None]
"""Is told how much is done, from 0 to 1; what it raises ends the work."""

SECONDS = 30.0
"""So long a disk may be silent."""


class Silent(Exception):
    """Nothing was heard of the work for so long; it is not waited for any more."""


class _Left(Exception):
    """Raised in work that nobody waits for."""


def untold(_share: float) -> None:
    """Tell nobody how far work is."""


def within(work: Callable[[Tell], T], tell: Tell = untold) -> T:
    """Do work, as long as something is heard of it every ``SECONDS``.

    Raises Silent where nothing is, and what the work or ``tell`` raises.
    """
    heard: Queue[tuple[str, object]] = Queue()
    left = Event()

    def told(share: float) -> None:
        if left.is_set():
            raise _Left
        heard.put(("told", share))

    def carry_out() -> None:
        try:
            heard.put(("done", work(told)))
        except _Left:
            return
        except BaseException as error:
            heard.put(("failed", error))

    thread = Thread(target=carry_out, name="backup", daemon=True)
    thread.start()
    try:
        return _outcome(heard, tell)
    except BaseException:
        left.set()
        thread.join(_A_MOMENT)  # who hears of it finds nothing half done, and no file held
        raise


def _outcome(heard: "Queue[tuple[str, object]]", tell: Tell) -> T:  # type: ignore[type-var]
    share, last = 0.0, monotonic()
    while True:
        try:
            what, value = heard.get(timeout=_LOOK)
        except Empty:
            if monotonic() - last >= SECONDS:
                raise Silent from None
            tell(share)  # who waits no more says so here
            continue
        last = monotonic()
        match what:
            case "told":
                share = value  # type: ignore[assignment]
                tell(share)
            case "failed":
                raise value  # type: ignore[misc]
            case _:
                return value  # type: ignore[return-value]


_A_MOMENT = 1.0
"""Seconds that work has to notice that nobody waits for it."""
_LOOK = 0.2
"""Seconds after which it is asked whether somebody still waits."""
