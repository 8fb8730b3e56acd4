"""The right column: one job at a time, chosen by Alt+1, Alt+2 … where there are several."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QFrame, QStackedWidget, QToolButton, QWidget

from app.gui.kit.keys import key_text
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import caption, column, label, row

WIDTH = 368
NARROW = 296
"""At a window of 1024 pixels."""


class SideColumn(QFrame):
    """A card with one job in it. Of several, the choices above say which, in the order of Alt+n.

    A job that is ``taken_over`` by another (a question, a payment) comes back by ``give_back``.
    """

    chosen = Signal(object)
    """The place of the choice that is shown now."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setAccessibleName(name)
        self.setMinimumWidth(NARROW)
        self.setMaximumWidth(WIDTH)
        self._choices: list[QToolButton] = []
        self._jobs: list[QWidget] = []
        self._group = QButtonGroup(self)
        self._stack = QStackedWidget()
        self._guest: QWidget | None = None
        self._shortcuts: list[QShortcut] = []
        self._keys = label("", "hint")
        self._heads = QWidget()
        self._in_heads = row(gap=0)
        self._in_heads.addStretch(1)
        self._in_heads.addWidget(self._keys)
        self._heads.setLayout(self._in_heads)
        self._heads.hide()
        self.setLayout(column(self._heads, self._stack, margin=GRID, gap=GRID // 2))

    def add(self, title: str, job: QWidget) -> int:
        """Add a job under a choice of this title; returns its place."""
        place = len(self._choices)
        made = QToolButton()
        made.setText(caption(title))
        made.setAccessibleName(title)
        made.setCheckable(True)
        made.setProperty("role", "choice")
        made.setToolTip(key_text(f"Alt+{place + 1}"))
        made.clicked.connect(partial(self.choose, place))
        shortcut = QShortcut(QKeySequence(f"Alt+{place + 1}"), self)
        shortcut.activated.connect(partial(self.choose, place))
        self._shortcuts.append(shortcut)
        self._group.addButton(made)
        self._in_heads.insertWidget(place, made)
        self._choices.append(made)
        self._stack.addWidget(job)
        self._jobs.append(job)
        if place == 0:
            made.setChecked(True)
        self._keys.setText(f"Alt+1…{place + 1}")
        self._heads.setVisible(place > 0)
        return place

    @property
    def choices(self) -> Sequence[QToolButton]:
        """The choices, in the order of Alt+n."""
        return self._choices

    def answer_while_shown(self, around: QWidget) -> None:
        """Let the keys work while ``around`` is shown, also where there is no room for this."""
        for shortcut in self._shortcuts:
            shortcut.setParent(around)

    def retitle(self, place: int, title: str) -> None:
        """Give a choice another title, such as with how much is behind it."""
        self._choices[place].setText(caption(title))
        self._choices[place].setAccessibleName(title)

    def choose(self, place: int) -> None:
        """Show the n-th job, and give it the focus where it takes any."""
        if self._guest is not None:
            return  # one job at a time: what took over ends first
        self._choices[place].setChecked(True)
        self._stack.setCurrentIndex(place)
        self._jobs[place].setFocus()
        self.chosen.emit(place)

    def current(self) -> QWidget | None:
        """The job that is shown."""
        return self._stack.currentWidget()

    @property
    def guest(self) -> QWidget | None:
        """What has taken it over, or None."""
        return self._guest

    def take_over(self, job: QWidget) -> None:
        """Show this instead, until ``give_back``."""
        self.give_back()
        self._guest = job
        self._stack.addWidget(job)
        self._stack.setCurrentWidget(job)
        self._heads.hide()
        job.setFocus()

    def give_back(self) -> None:
        """Show again what was there before; what had taken over is nobody's then."""
        guest, self._guest = self._guest, None
        if guest is None:
            return
        self._stack.removeWidget(guest)
        guest.setParent(None)
        place = next((n for n, made in enumerate(self._choices) if made.isChecked()), 0)
        self._stack.setCurrentIndex(place)
        self._heads.setVisible(len(self._choices) > 1)
