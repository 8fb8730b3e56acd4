"""Rows of a table as text: what Ctrl+C puts on the clipboard, whichever table it is."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from app.gui.kit.guard import guarded

Text = Callable[[Any], str]
"""How a row is read in one column."""

_AT_ONCE = 500
"""So many rows become text in one turn of the event loop: about 10 ms."""
_BREAKS = dict.fromkeys(map(ord, "\t\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029"), " ")
"""What would begin another cell or row stands as a space."""


def line_of(row: Any, columns: Sequence[Text]) -> str:
    """A row as one line: its cells as they read, whole, with tabs between them."""
    return "\t".join(text(row).translate(_BREAKS) for text in columns)


class RowsCopy(QObject):
    """Puts rows on the clipboard: a few at once, many some at a time while the window lives."""

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        self._lines: Iterator[str] = iter(())
        self._done: list[str] = []
        self._goes_on = QTimer(self, singleShot=True, interval=0)
        self._goes_on.timeout.connect(self._go_on)

    def copy(self, lines: Iterator[str]) -> None:
        """Put lines on the clipboard; none leave there what is there."""
        self._lines, self._done = lines, []
        self._goes_on.stop()
        self._go_on()

    @guarded()
    def _go_on(self) -> None:
        some = list(islice(self._lines, _AT_ONCE))
        self._done += some
        if len(some) == _AT_ONCE:
            self._goes_on.start()
        elif self._done:
            QApplication.clipboard().setText("\n".join(self._done))
