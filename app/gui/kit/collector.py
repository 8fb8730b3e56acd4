"""Garbage is collected between two events of the screen, and nowhere else.

By itself Python collects wherever it asks for memory, on whatever thread and in the middle of
anything, and what it collects may be closed windows and what belonged to them:

- deleted on another thread than theirs, they end the process;
- deleted while Qt tells an object that one of its connections goes, which it does under a lock,
  they wait for that lock for ever, where they share it: there are 131 for all objects.
"""

import gc

from PySide6.QtCore import QCoreApplication, QObject, QThreadPool, QTimer

_EVERY = 1000
"""Milliseconds."""
_WORKING = 100
"""The same while there is work beside the screen, which leaves so much behind: what has to be
looked at in one go would hold the window."""
_MANY_LOOKS = 3
"""Longer work leaves much behind, such as the rows of a file."""


class Collector(QObject):
    """Collects for the whole program, as long as that runs: Python itself does not any more."""

    def __init__(self, program: QCoreApplication) -> None:
        super().__init__(program)
        gc.disable()
        self._looks = 0
        """How often it was looked since the work beside the screen has begun."""
        self._timer = QTimer(self, interval=_EVERY)
        self._timer.timeout.connect(self._collect)
        self._timer.start()

    @classmethod
    def of_program(cls) -> "Collector":
        """The one of the running program, which has it from here on."""
        program = QCoreApplication.instance()
        assert program is not None
        return program.findChild(cls) or cls(program)

    def quicken(self) -> None:
        """Look more often: work begins beside the screen."""
        self._timer.start(_WORKING)

    def _collect(self) -> None:
        if QThreadPool.globalInstance().activeThreadCount():
            gc.collect(0)  # the youngest: all that is new since the last look
            self._looks += 1
            return
        if self._looks > _MANY_LOOKS:
            # All of it is among the oldest now: else it would be looked at once more, at once.
            gc.freeze()
            gc.unfreeze()
        self._looks = 0
        self._timer.setInterval(_EVERY)
        collect_what_is_due()


def collect_what_is_due() -> None:
    """Collect the generations that Python would have by now, by its own thresholds.

    It would have looked again and again while much was made, and not only now.
    """
    made, young, middle = gc.get_count()
    few, often, seldom = gc.get_threshold()
    if middle > seldom or made > few * often * seldom:
        gc.collect(2)
    elif young > often or made > few * often:
        gc.collect(1)
    elif made > few:
        gc.collect(0)
