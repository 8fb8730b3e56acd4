"""The rates of a tax: each with the day from which it holds, and until when (M4)."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain import dates
from app.domain.pricing import NO_RATE, read_rate
from app.domain.problems import Problem
from app.formats import percent
from app.gui.kit.fields import FigureEdit
from app.gui.kit.tables import Table, TableColumn, TableModel
from app.gui.kit.theme import ROW_HEIGHT
from app.gui.kit.widgets import button, column, row
from app.services.money.taxes import ALWAYS
from app.text import _, day_text
from db.queries.taxes import TaxPeriod

_ROWS = 4


class PeriodList(QWidget):
    """A field of a tax's form; Enter in a box adds, and a cell can be typed over."""

    changed = Signal()
    """A rate was added, typed over or taken out."""

    def __init__(self) -> None:
        super().__init__()
        self.rate = _box(_("Rate in percent"), _("Rate, such as 13"))
        self.since = _box(_("From"), _("From; empty: always"))
        self.until = _box(_("Until"), _("Until; empty: on"))
        self.boxes = (self.rate, self.since, self.until)
        self.add_button = button(_("Add"))
        self.remove_button = button(_("Remove"))
        self.table = Table(TableModel(self._columns()), _("Rates"))
        self.table.setEditTriggers(
            Table.EditTrigger.DoubleClicked | Table.EditTrigger.EditKeyPressed
        )
        self.table.setFixedHeight(ROW_HEIGHT * _ROWS + 4)
        self.setFocusProxy(self.rate)
        side = column(self.remove_button, None)
        self.setLayout(column(row(*self.boxes, self.add_button), row(self.table, side)))
        for box in self.boxes:
            box.returnPressed.connect(self.add)
            box.textChanged.connect(self.changed)
        self.add_button.clicked.connect(self.add)
        self.remove_button.clicked.connect(self.remove)
        self.table.delete_pressed.connect(self.remove)
        self.table.selectionModel().selectionChanged.connect(self._allow)
        self.set_value(())

    def _columns(self) -> list[TableColumn]:
        return [
            TableColumn(
                _("Rate"), lambda one: _rate_said(one.rate), figure=True, edit=self._set_rate
            ),
            TableColumn(
                _("From"), lambda one: _day_said(one.valid_from), width=160, edit=self._set_since
            ),
            TableColumn(
                _("Until"),
                lambda one: _day_said(one.valid_until or ""),
                stretch=True,
                edit=self._set_until,
            ),
        ]

    def value(self) -> list[TaxPeriod]:
        """The rates, with one that is typed but not added yet; what is none stays as it is."""
        shown = list(self.table.table_model.rows)
        if not any(box.text().strip() for box in self.boxes):
            return shown
        typed = TaxPeriod(
            _day(self.since.text()) or ALWAYS, _day(self.until.text()), _rate(self.rate.text())
        )
        return [*shown, typed]

    def set_value(self, periods: Iterable[TaxPeriod]) -> None:
        """Show other rates."""
        for box in self.boxes:
            box.clear()
        self._show([TaxPeriod(*period) for period in periods])

    def add(self) -> None:
        """Put what is typed on the list."""
        if _rate(self.rate.text()) == NO_RATE:
            self.rate.setFocus()
            self.rate.selectAll()
        else:
            self.set_value(sorted(self.value(), key=lambda one: one.valid_from))
            self.rate.setFocus()

    def remove(self) -> None:
        """Take the chosen rate out."""
        place = self.table.currentIndex().row()
        self._show([one for at, one in enumerate(self.table.table_model.rows) if at != place])

    def _set_rate(self, one: TaxPeriod, text: str) -> None:
        self._replace(one, one._replace(rate=_rate(text)))

    def _set_since(self, one: TaxPeriod, text: str) -> None:
        self._replace(one, one._replace(valid_from=_day(text) or ALWAYS))

    def _set_until(self, one: TaxPeriod, text: str) -> None:
        self._replace(one, one._replace(valid_until=_day(text)))

    def _replace(self, old: TaxPeriod, new: TaxPeriod) -> None:
        self._show([new if one is old else one for one in self.table.table_model.rows])

    def _show(self, periods: list[TaxPeriod]) -> None:
        self.table.table_model.set_rows(periods)
        self._allow()
        self.changed.emit()

    def _allow(self) -> None:
        self.remove_button.setEnabled(self.table.selectionModel().hasSelection())


def _box(name: str, hint: str) -> FigureEdit:
    made = FigureEdit()
    made.setAccessibleName(name)
    made.setPlaceholderText(hint)
    return made


def _rate(text: str) -> int:
    found = read_rate(text)
    return NO_RATE if isinstance(found, Problem) else found


def _rate_said(rate: int) -> str:
    return "–" if rate == NO_RATE else percent(rate)


def _day(text: str) -> str | None:
    """A day as the store keeps it; what is none stays as it was typed, and is refused."""
    if not text.strip():
        return None
    found = dates.read(text)
    return text.strip() if isinstance(found, Problem) else found.isoformat()


def _day_said(day: str) -> str:
    if day == ALWAYS:
        return ""
    return day_text(day) if dates.is_date(day) else day
