"""First in, first out: every scan waits its turn, none is lost while the program works (C4)."""

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.gui.kit.dialogs import asking
from app.gui.kit.write_again import PAUSE
from db.engine.trouble import StoreTrouble

_BEHIND_A_DIALOG = 50


class ScanQueue(QObject):
    """Hands one code at a turn of the event loop to ``take``, in the order they came.

    While a dialog asks something over the page, its answer comes first: the codes wait. They wait
    too while the store cannot be written: ``take`` raises StoreTrouble where it has done nothing,
    and the code stays the first and is tried again.
    """

    waits_for_store = Signal(object)
    """The first code waits for the disk (a StoreTrouble); it and those behind it stay here."""

    def __init__(self, take: Callable[[str], None], page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._take = take
        self._waiting: deque[str] = deque()
        self._held = False
        self.trouble: StoreTrouble | None = None
        """Why the first code waits; None while the store takes them."""
        self._turn = QTimer(self)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._next)

    def put(self, code: str) -> None:
        """Let a code wait for its turn."""
        self._waiting.append(code)
        if not self._held:
            self._turn.start()
        if self.trouble is not None:
            self.waits_for_store.emit(self.trouble)

    def __len__(self) -> int:
        return len(self._waiting)

    @property
    def first(self) -> str:
        """The code whose turn is next."""
        return self._waiting[0]

    def waiting(self) -> list[str]:
        """All codes that wait, in their order."""
        return list(self._waiting)

    def hold(self) -> None:
        """Take no further code until ``go_on``: a person is asked about the last one."""
        self._held = True
        self._turn.stop()

    def go_on(self) -> None:
        """Go on taking codes: the question was answered."""
        self._held = False
        if self._waiting:
            self._turn.start()

    def drain(self) -> bool:
        """Hand over all that wait, now: before anything that ends what they are for.

        False where some go on waiting, for the disk or for an answer.
        """
        while self._waiting and not self._held:
            if not self._hand_over():
                return False
        if not self._waiting:
            self._turn.stop()
        return not self._held

    def give_up(self) -> list[str]:
        """Return the codes that still wait, in their order, and empty the queue."""
        codes = list(self._waiting)
        self._waiting.clear()
        self._held, self.trouble = False, None
        self._turn.stop()
        return codes

    def _next(self) -> None:
        dialog = asking()
        waits = dialog is not None and not dialog.isAncestorOf(self._page)
        self._turn.setInterval(_BEHIND_A_DIALOG if waits else 0)
        if not waits:
            self._hand_over()

    def _hand_over(self) -> bool:
        """Let the first code act; False where it waits for the disk."""
        # The next turn comes even where this code's handling fails.
        code = self._waiting.popleft()
        if not self._waiting:
            self._turn.stop()
        try:
            self._take(code)
        except StoreTrouble as trouble:
            self._waiting.appendleft(code)
            self.trouble = trouble
            self._turn.setInterval(PAUSE)
            self._turn.start()
            self.waits_for_store.emit(trouble)
            return False
        if self.trouble is not None:
            self.trouble = None
            self._turn.setInterval(0)
        return True
