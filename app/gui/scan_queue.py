"""First in, first out: every scan waits its turn, none is lost while the program works (C4)."""

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from app.gui.dialogs import asking

_BEHIND_A_DIALOG = 50


class ScanQueue(QObject):
    """Hands one code at a turn of the event loop to ``take``, in the order they came.

    While a dialog asks something over the page, its answer comes first: the codes wait.
    """

    def __init__(self, take: Callable[[str], None], page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._take = take
        self._waiting: deque[str] = deque()
        self._held = False
        self._turn = QTimer(self)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._next)

    def put(self, code: str) -> None:
        """Let a code wait for its turn."""
        self._waiting.append(code)
        if not self._held:
            self._turn.start()

    def __len__(self) -> int:
        return len(self._waiting)

    def hold(self) -> None:
        """Let the codes wait: a person is asked about the last one."""
        self._held = True
        self._turn.stop()

    def go_on(self) -> None:
        """The answer is there."""
        self._held = False
        if self._waiting:
            self._turn.start()

    def drain(self) -> None:
        """Hand over all that wait, now: before anything that ends what they are for."""
        self._held = False
        while self._waiting:
            self._take(self._waiting.popleft())
        self._turn.stop()

    def _next(self) -> None:
        dialog = asking()
        waits = dialog is not None and not dialog.isAncestorOf(self._page)
        self._turn.setInterval(_BEHIND_A_DIALOG if waits else 0)
        if waits:
            return
        # The next turn comes even where this code's handling fails.
        code = self._waiting.popleft()
        if not self._waiting:
            self._turn.stop()
        self._take(code)
