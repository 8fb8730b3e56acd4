"""Serial Number Search (Q1): filters, the rows that match by page, and what to do with one."""

from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QLineEdit,
    QWidget,
)

from app.domain.codes import serial_in
from app.domain.lifecycle import STATUS_NAMES, Status
from app.domain.verdicts import Level
from app.gui.inventory.records import RecordsDialog
from app.gui.kit.choice_box import ChoiceBox
from app.gui.kit.date_field import DateField
from app.gui.kit.desk import Desk
from app.gui.kit.guard import guarded
from app.gui.kit.theme import GRID, Theme
from app.gui.kit.widgets import button, column, label, row
from app.gui.lists.list_view import ListView
from app.gui.scanning.boxes import ScanBox
from app.gui.scanning.queue import ScanQueue
from app.lists.serials import SERIALS
from app.services import clock
from app.text import _, ngettext
from db.queries import items
from db.queries.contacts import everybody
from db.queries.lists.serial_filter import Filter
from db.queries.lists.serials import Found
from db.queries.warehouses import warehouses

_PERIOD = 91
"""Days: how long the period is that is offered first."""


class SearchPage(QWidget):
    """Reads only; a scan into its box looks a serial up, it never acts."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.filters = FilterRow(desk)
        self.list = ListView(
            desk,
            SERIALS,
            _("Serial numbers"),
            self.filters.asked_for,
            self._said_when_empty,
            _counted,
        )
        self.model, self.table = self.list.model, self.list.table
        self.queue = ScanQueue(self._look_up, self)
        self.records_button = button(_("View records"), "Ctrl+R", "primary")
        self.open_button = button(_("Open document"), "Ctrl+O")
        self.setLayout(
            column(
                label(_("Serial Number Search"), "title"),
                self.filters,
                self.list,
                row(self.list.counted, None, self.open_button, self.records_button),
                margin=GRID * 2,
                gap=GRID * 2,
            )
        )
        self.filters.changed.connect(self.list.ask_soon)
        self.filters.asked.connect(self.reload)
        self.table.chosen.connect(self.show_records)
        self.records_button.clicked.connect(self._show_current)
        self.open_button.clicked.connect(self._open_current)
        self.table.selectionModel().currentChanged.connect(self._allow)
        self.list.loaded.connect(self._show_first)

    def reload(self) -> None:
        """Read the list again."""
        self.list.reload()

    def _show_first(self) -> None:
        """Where none is chosen, the first one is."""
        if self.model.rowCount() and self.table.current_row() is None:
            self.table.select_only(0)
        self._allow()

    def _said_when_empty(self) -> str:
        return _("No serial number fits these filters.")

    def take_scan(self, code: str) -> bool:
        """Look a captured scan up, whichever filter has the focus."""
        self.queue.put(code)
        return True

    def _look_up(self, code: str) -> None:
        self.filters.text.take_scan(code)
        self._desk.sounds.play(Level.ACCEPTED if self.model.rowCount() else Level.WARNING)

    @guarded()
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.filters.fill()
        self.filters.text.setFocus()

    def _allow(self) -> None:
        found = self.table.current_row()
        self.records_button.setEnabled(found is not None)
        self.open_button.setEnabled(found is not None and found.document_id is not None)

    def _show_current(self) -> None:
        found = self.table.current_row()
        if found is not None:
            self.show_records(found)

    def show_records(self, found: Found) -> None:
        """View records: the whole circulation of one serial (Q2)."""
        RecordsDialog(self._desk, found, self).exec()

    def _open_current(self) -> None:
        found = self.table.current_row()
        if found is not None and found.document_id is not None:
            self._desk.bus.open_document.emit(found.document_id)


def _counted(count: int) -> str:
    return ngettext("{count} serial number", "{count} serial numbers", count, f"{count:,}")


class FilterRow(QWidget):
    """The filters; ``changed`` while they are typed, ``asked`` when an answer is due at once."""

    changed = Signal()
    asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.text = ScanBox()
        self.text.setPlaceholderText(_("Any part of a serial number"))
        self.text.setClearButtonEnabled(True)
        self.text.keeps_text = True
        self.product = ChoiceBox(_("Item"))
        self.status = ChoiceBox(_("Status"), search=False)
        self.warehouse = ChoiceBox(_("Warehouse"), search=False)
        self.party = ChoiceBox(_("Party"))
        self.document = QLineEdit(clearButtonEnabled=True)
        self.document.setAccessibleName(_("Document number"))
        self.document.setPlaceholderText(_("Any part of a number"))
        self.period = Period(desk.theme)
        self.reset = button(_("Reset"))
        first = row(
            self._field(_("Item"), self.product),
            self._field(_("Status"), self.status),
            self._field(_("Warehouse"), self.warehouse),
            gap=GRID * 2,
        )
        second = row(
            self._field(_("Document"), self.document),
            self._field(_("Customer or supplier"), self.party),
            self._field(_("Date"), self.period),
            column(label(""), self.reset, gap=4),
            gap=GRID * 2,
        )
        self.setLayout(column(self.text, first, second, gap=GRID))
        self.text.textChanged.connect(self.changed)
        self.text.scanned.connect(self.asked)
        self.document.textChanged.connect(self.changed)
        self.period.changed.connect(self.asked)
        self.reset.clicked.connect(self.clear)
        for box in (self.product, self.status, self.warehouse, self.party):
            box.currentIndexChanged.connect(self.changed)

    def _field(self, title: str, widget: QWidget) -> QBoxLayout:
        return column(label(title, "muted", widget), widget, gap=4)

    def fill(self) -> None:
        """Offer what there is now, and keep what is chosen."""
        database = self._desk.database
        any_of = (None, _("All"))
        statuses = [
            (int(status), _(name))
            for status, name in STATUS_NAMES.items()
            if status is not Status.UNKNOWN
        ]
        offers = (
            (self.product, items.tracked(database)),
            (self.status, statuses),
            (self.warehouse, warehouses(database)),
            (self.party, everybody(database)),
        )
        for box, offered in offers:
            box.offer([any_of, *offered], box.currentData(), box.currentText())
        self.period.offer()

    def clear(self) -> None:
        """Clear all filters."""
        self.text.clear()
        self.document.clear()
        self.period.clear()
        for box in (self.product, self.status, self.warehouse, self.party):
            box.setCurrentIndex(0)
        self.text.setFocus()
        self.asked.emit()

    def asked_for(self) -> Filter:
        """The filters as the store takes them."""
        first, last = self.period.dates()
        return Filter(
            text=serial_in(self.text.text()),
            product=self.product.currentData(),
            status=self.status.currentData(),
            warehouse=self.warehouse.currentData(),
            document=self.document.text().strip(),
            party=self.party.currentData(),
            date_from=first,
            date_to=last,
        )


class Period(QWidget):
    """From a day to a day, or any time."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.limited = QCheckBox()
        self.limited.setAccessibleName(_("Limit to a period"))
        self.first, self.last = DateField(_("From"), theme), DateField(_("To"), theme)
        self.offer()
        for edit in (self.first, self.last):
            edit.setEnabled(False)
            edit.changed.connect(self.changed)
            self.limited.toggled.connect(edit.setEnabled)
        self.limited.toggled.connect(self.changed)
        self.setLayout(row(self.limited, self.first, label("–"), self.last, gap=GRID // 2))

    def offer(self) -> None:
        """Offer the days up to today, where none are asked for."""
        if not self.limited.isChecked():
            today = clock.today()
            self.first.show_day(today - timedelta(days=_PERIOD))
            self.last.show_day(today)

    def clear(self) -> None:
        """Clear the period: serials of any time are asked for."""
        self.limited.setChecked(False)
        self.first.reset()
        self.last.reset()
        self.offer()

    def dates(self) -> tuple[str, str]:
        """The first and last day, ISO; empty for any time."""
        if not self.limited.isChecked():
            return "", ""
        first, last = self.first.day, self.last.day
        return (first.isoformat() if first else "", last.isoformat() if last else "")
