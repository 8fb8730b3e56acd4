"""The one field for a date: typed as it is shown or as people write it, or from the calendar."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QMenu

from app.domain import dates
from app.domain.problems import Problem
from app.gui.kit.fields import FigureEdit
from app.gui.kit.guard import guarded
from app.gui.kit.icons import icon
from app.gui.kit.theme import Theme
from app.text import _, day_text, sentence

if TYPE_CHECKING:
    from PySide6.QtWidgets import QCalendarWidget

_CALENDAR = QSize(312, 248)
_STEPS: dict[int, int] = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}


class DateField(FigureEdit):
    """Shows a day as the language in use writes it, as all else on the page does.

    What was typed and is no date stays there, marked, till it is mended.
    It is read when Enter is pressed or the field is left. Up and Down go a day on or back, Escape
    takes back what was typed, Alt+Down opens the calendar.
    """

    changed = Signal(object)
    """Another day was chosen (a ``date``); None: the field was emptied."""
    refused = Signal(object)
    """What was typed is no date: a ``Problem``."""

    def __init__(self, name: str, theme: Theme, emptied: str = "") -> None:
        """``emptied`` says what leaving it empty means; without, an empty field is refused."""
        super().__init__()
        self._day: date | None = None
        self._emptied = emptied
        self._refused: str | None = None
        self._menu: QMenu | None = None
        self._calendar: QCalendarWidget | None = None
        self.setAccessibleName(name)
        self.setMinimumWidth(136)
        calendar = self.addAction(
            icon("mdi6.calendar-month", theme.muted), QLineEdit.ActionPosition.TrailingPosition
        )
        calendar.setToolTip(_("Choose from the calendar"))
        calendar.triggered.connect(self.open_calendar)
        self.editingFinished.connect(self.read)
        self._say()

    @property
    def day(self) -> date | None:
        """The day that was read last; None: none yet."""
        return self._day

    @property
    def problem(self) -> Problem | None:
        """What is wrong with what stands in the field, also before it is left; None: nothing."""
        text = self.text().strip()
        if text == self._shown() or (not text and self._emptied):
            return None
        found = dates.read(text)
        return found if isinstance(found, Problem) else None

    def show_day(self, day: date | None) -> None:
        """Show a day of the store, None: none is chosen; what is being typed stays."""
        typed = self.text() != self._shown()
        self._day = day
        if not typed:
            self.reset()

    def reset(self) -> None:
        """Show the day again, and forget what was typed."""
        self._refused = None
        self.setText(self._shown())
        self._say()

    def _shown(self) -> str:
        return day_text(self._day.isoformat()) if self._day else ""

    def read(self) -> None:
        """Take the day that was typed, or say that it is none."""
        text = self.text().strip()
        if text in (self._shown(), self._refused):
            self.setText(text)
            return
        if not text and self._emptied:
            self._day = None
            self.reset()
            self.changed.emit(None)
            return
        found = dates.read(text)
        if isinstance(found, Problem):
            self._refused = text
            self._say(sentence(found))
            self.refused.emit(found)
        else:
            self._take(found)

    def _take(self, day: date) -> None:
        another = day != self._day
        self._day = day
        self.reset()
        if another:
            self.changed.emit(day)

    def _say(self, wrong: str = "") -> None:
        """Mark the field as wrong, or not; the reason stands in its tooltip too."""
        if bool(self.property("wrong")) != bool(wrong):  # its look is dear, and a scan asks for it
            self.setProperty("wrong", bool(wrong))
            self.style().unpolish(self)
            self.style().polish(self)
        hint = _("Write a date like 2026-01-31, 31.1.2026 or 31 Jan 2026.")
        self.setToolTip(wrong or " ".join(part for part in (hint, self._emptied) if part))

    # Keys and the calendar ---------------------------------------------------------------------

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, alt = event.key(), event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt and key == Qt.Key.Key_Down:
            self.open_calendar()
        elif key in _STEPS and self._day is not None and self.text() == self._shown():
            self._step(_STEPS[key])
        elif key == Qt.Key.Key_Escape and self.text() != self._shown():
            self.reset()
        else:
            super().keyPressEvent(event)

    def _step(self, days: int) -> None:
        if self._day is not None and date.min < self._day < date.max:
            self._take(self._day + timedelta(days=days))

    def open_calendar(self) -> None:
        """Offer the days of a month below the field."""
        if self._menu is None or self._calendar is None:
            self._menu = QMenu(self)
            self._calendar = self._make_calendar(self._menu)
        if self._day is not None:
            day = QDate(self._day.year, self._day.month, self._day.day)
            self._calendar.setSelectedDate(day)
        self._menu.popup(self.mapToGlobal(QPoint(0, self.height())))
        self._calendar.setFocus()

    def _make_calendar(self, menu: QMenu) -> "QCalendarWidget":
        """Made when it is opened first, and kept."""
        from PySide6.QtWidgets import QCalendarWidget, QWidgetAction  # no start opens it

        calendar = QCalendarWidget(menu)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setMinimumSize(_CALENDAR)
        calendar.activated.connect(self._choose)
        calendar.clicked.connect(self._choose)
        shown = QWidgetAction(menu)
        shown.setDefaultWidget(calendar)
        menu.addAction(shown)
        return calendar

    def _choose(self, day: QDate) -> None:
        if self._menu is not None and self._menu.isVisible():
            self._menu.close()
            self._take(date(day.year(), day.month(), day.day()))
