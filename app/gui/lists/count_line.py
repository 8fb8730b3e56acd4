"""How many rows a list has, and *Count all*; while something goes through all, how far it is."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QWidget

from app.gui.kit.guard import guarded
from app.gui.kit.keys import only_shown
from app.gui.kit.tasks import Task, Tell
from app.gui.kit.widgets import button, label, row
from app.text import _
from db.sql import Database, own_connection

T = TypeVar("T")
_EVERY = 150
"""Milliseconds from one figure to the next while something goes on."""


class _SoFar:
    """How many one work has gone through: written beside the screen, read by it."""

    count = 0


class CountLine(QWidget):
    """What a list says of how many there are, with the work that goes through all of them."""

    count_wanted = Signal()
    """All rows are to be counted."""

    def __init__(self, database: Database) -> None:
        super().__init__()
        self._database = database
        self._so_far = _SoFar()
        self._said, self._offers = "", False
        self._form = "{count}"
        self.label: QLabel = label("", "muted")
        self.count_button = button(_("Count all"), role="link")
        self.stop_button = button(_("Stop"), "Esc", "link")
        only_shown(self.stop_button)
        self._parts = row(self.label, self.count_button, self.stop_button)
        self.setLayout(self._parts)
        self._task = Task(self)
        self._clock = QTimer(self, interval=_EVERY)
        self._clock.timeout.connect(self._show_progress)
        self._task.busy_changed.connect(self._show)
        self.count_button.clicked.connect(self.count_wanted)
        self.stop_button.clicked.connect(self.stop)
        self.say("", False)

    def add(self, part: QWidget) -> None:
        """Put something that is of the list as a whole behind the count."""
        self._parts.addWidget(part)

    @property
    def busy(self) -> bool:
        """Something goes through all rows."""
        return self._task.busy

    def say(self, text: str, offers_count: bool) -> None:
        """Say how many there are, and whether all can be counted."""
        self._said, self._offers = text, offers_count
        self._show()

    def _show(self) -> None:
        program = QCoreApplication.instance()
        assert program is not None
        if self.busy:
            program.installEventFilter(self)
        else:
            program.removeEventFilter(self)
            self._clock.stop()
            self.label.setText(self._said)
        self.count_button.setVisible(not self.busy and self._offers)
        self.stop_button.setVisible(self.busy)

    def go_through(
        self,
        parts: Callable[[], Iterable[T]],
        many: Callable[[T], int],
        then: Callable[[int, list[T]], None],
        form: str,
        keep: bool = True,
    ) -> None:
        """Go through all parts beside the screen, and say in ``form`` how ``many`` they are so far.

        ``then`` gets how many they are in all, and the parts, where they are to be kept; nothing
        where it was stopped.
        """
        so_far = self._so_far = _SoFar()

        def work(tell: Tell) -> list[T]:
            kept: list[T] = []
            with own_connection(self._database):
                for part in parts():
                    so_far.count += many(part)
                    if keep:
                        kept.append(part)
                    tell(0)  # ends here where nobody waits for it
            return kept

        self._form = form
        self._task.start(work, lambda kept: then(so_far.count, kept), lambda problems: None)
        self._show_progress()
        self._clock.start()

    def _show_progress(self) -> None:
        if self.busy:
            self.label.setText(self._form.format(count=f"{self._so_far.count:,}"))

    @guarded(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While something goes on, Esc stops it, whatever else Esc does on the page."""
        is_key = event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)
        if not is_key or not isinstance(event, QKeyEvent) or event.key() != Qt.Key.Key_Escape:
            return False
        if not self.isVisible() or not isinstance(watched, QWidget):
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            self.stop()
        return True

    def stop(self) -> bool:
        """Stop what goes through all rows; nothing comes of it. False: nothing did."""
        was_busy = self.busy
        self._task.stop()
        return was_busy
