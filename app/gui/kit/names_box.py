"""A box to choose one of very many names: it offers the first that contain what is typed."""

from collections.abc import Callable, Sequence

from app.gui.kit.choice_box import FilterBox
from app.gui.kit.refresh import Refresh
from app.text import _

OFFERED = 200
"""So many names are read and offered at a time; who looks for another types a part of it."""

Read = Callable[[str, int], Sequence[tuple[int | None, str]]]
"""The names with a text in them, in their order, at most so many."""


class NamesBox(FilterBox):
    """``none`` stands first, for no name at all. Nothing is read before ``read_now``."""

    def __init__(self, name: str, none: str, read: Read) -> None:
        super().__init__(name)
        self._none = none
        self._read = read
        self._refresh = Refresh(self, self.read_now)
        self.setToolTip(_("Any part of the name"))
        line = self.lineEdit()
        assert line is not None  # it is one to type in
        line.textEdited.connect(self._refresh.soon)

    def read_now(self) -> None:
        """Offer what fits what is typed, else the first of all; what is chosen stays offered."""
        self._refresh.done()
        line, completer = self.lineEdit(), self.completer()
        assert line is not None and completer is not None
        typed, text, at = self.unsettled(), line.text(), line.cursorPosition()
        some = self._read(typed, OFFERED + 1)
        more = _("Many more, type on") if len(some) > OFFERED else ""
        found = [(None, self._none), *some[:OFFERED]]
        self.offer(found, self.currentData(), self.itemText(self.currentIndex()), more)
        if typed or line.hasFocus():  # it is being typed
            line.setText(text)
            line.setCursorPosition(at)
        if typed and line.hasFocus():
            completer.setCompletionPrefix(typed)
            completer.complete()

    def settle(self) -> None:
        """Choose the name that was typed, or the only one of all it is a part of."""
        if self.unsettled():
            self.read_now()
        super().settle()
