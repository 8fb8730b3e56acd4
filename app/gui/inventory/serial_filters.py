"""What Serial Number Search asks: the box, and the filters that stand as chips below it (Q1)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QLineEdit, QToolButton, QWidget

from app.domain.codes import serial_in
from app.domain.lifecycle import STATUS_NAMES, Status
from app.domain.pasted import Sought
from app.domain.serials import fold
from app.gui.inventory.find_box import FindBox
from app.gui.inventory.pasted_list import PastedList
from app.gui.kit.choice_box import ChoiceBox, FilterBox
from app.gui.kit.date_field import DateField
from app.gui.kit.desk import Desk
from app.gui.kit.names_box import NamesBox
from app.gui.kit.theme import GRID, Theme
from app.gui.kit.widgets import button, chip, column, label, row
from app.services import clock
from app.text import _, ngettext, titled
from db.queries import items
from db.queries.contacts import everybody
from db.queries.lists.serial_filter import Filter
from db.queries.warehouses import warehouses

_PERIOD = 91
"""Days: how long the period is that is offered first."""
_FIRST_LINE = 3
"""So many chips stand in the first line; the others below it, for narrow windows."""
_LONGEST = 20
"""Letters of a name that a chip shows; the tip says all of it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A filter that stands: what it is about, what it asks for, and how it is taken away."""

    title: str
    text: str
    drop: Callable[[], object]


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST + 1 else f"{text[:_LONGEST]}…"


def chip_of(standing: Standing) -> QToolButton:
    """A filter that stands as a chip; what pressing it does is its owner's."""
    says = _("Take the filter away: {filter}")
    whole = titled(standing.title, standing.text)
    return chip(titled(standing.title, _cut(standing.text)), says.format(filter=whole))


def _offer(box: ChoiceBox, named: Sequence[tuple[int | None, str]]) -> None:
    """Offer all and each of ``named``, and keep what is chosen."""
    box.offer([(None, _("All")), *named], box.currentData(), box.currentText())


class FilterRow(QWidget):
    """The filters; ``changed`` while they are typed, ``asked`` when an answer is due at once."""

    changed = Signal()
    asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.text = FindBox(desk.theme)
        self.listed: tuple[str, ...] = ()
        """The codes of the list that was pasted."""
        self.pasted = PastedList(desk)
        self.product = NamesBox(_("Item"), _("All"), partial(items.tracked, desk.database))
        self.status = FilterBox(_("Status"), search=False)
        self.warehouse = FilterBox(_("Warehouse"), search=False)
        self.party = NamesBox(_("Party"), _("All"), partial(everybody, desk.database))
        self.document = QLineEdit(clearButtonEnabled=True)
        self.document.setAccessibleName(_("Document number"))
        self.document.setPlaceholderText(_("Any part of a number"))
        self.period = Period(desk.theme)
        self.add_button = button(_("Filter"), "Ctrl+F")
        self.reset = button(_("Clear all"), role="link")
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
            None,
            gap=GRID * 2,
        )
        self.panel = QWidget()
        self.panel.setLayout(column(first, second, gap=GRID))
        self.panel.hide()
        self._lines = (row(), row())
        self._chips: list[QToolButton] = []
        self._line = row(self._lines[0], self.add_button, self.reset, None)
        parts = (self.text, self._line, self._lines[1], self.panel, self.pasted)
        self.setLayout(column(*parts, gap=GRID))
        self._connect()
        self._show_chips()

    def _connect(self) -> None:
        self.text.taken_back.connect(self.take_last_away)
        self.text.pasted.connect(self.take_list)
        self.text.scanned.connect(self.forget_list)  # a scan looks for one, wherever it is
        self.add_button.clicked.connect(self.open_panel)
        self.changed.connect(self._show_chips)
        self.asked.connect(self._show_chips)
        self.text.textChanged.connect(self.changed)
        self.text.scanned.connect(self.asked)
        self.document.textChanged.connect(self.changed)
        self.period.changed.connect(self.asked)
        self.reset.clicked.connect(self.clear)
        self.document.returnPressed.connect(self.text.setFocus)
        for box in (self.product, self.status, self.warehouse, self.party):
            box.currentIndexChanged.connect(self.changed)
            box.activated.connect(self.text.setFocus)

    def _field(self, title: str, widget: QWidget) -> QBoxLayout:
        return column(label(title, "muted", widget), widget, gap=4)

    def say_count(self, counted: QWidget) -> None:
        """Give how many fit its place, at the right of the chips."""
        self._line.addWidget(counted)

    def open_panel(self) -> None:
        """Offer what can be filtered by, in the page; pressed again, fold it."""
        if self.panel.isVisible():
            self.close_panel()
            return
        self._offer_names()
        self.panel.show()
        self.product.setFocus()

    def close_panel(self) -> bool:
        """Fold what can be filtered by, where it is open; what was chosen stands as chips."""
        was_open = not self.panel.isHidden()
        self.panel.hide()
        self.text.setFocus()
        return was_open

    def standing(self) -> list[Standing]:
        """The filters that stand, in the order of their boxes."""
        found = [
            Standing(title, box.currentText(), partial(box.setCurrentIndex, 0))
            for title, box in (
                (_("Item"), self.product),
                (_("Status"), self.status),
                (_("Warehouse"), self.warehouse),
                (_("Party"), self.party),
            )
            if box.currentData() is not None
        ]
        if self.document.text().strip():
            found.append(Standing(_("Document"), self.document.text(), self.document.clear))
        if any(self.period.dates()):
            found.append(Standing(_("Date"), self.period.said(), self.period.clear))
        if self.listed:
            many = len(self.listed)
            said = ngettext("{count} code", "{count} codes", many, f"{many:,}")
            found.append(Standing(_("List"), said, self.forget_list))
        return found

    def standing_with_text(self) -> list[Standing]:
        """All that is asked: what stands in the box, and the filters."""
        typed = self.text.text().strip()
        box = [Standing(_("Serial number"), typed, self.text.clear)] if typed else []
        return box + self.standing()

    def take_list(self, sought: Sought) -> None:
        """Look for the codes of a list that was pasted, whatever is in the box."""
        self.text.clear()
        self.listed = sought.codes
        self.pasted.show_list(sought)
        self.asked.emit()

    def forget_list(self) -> None:
        """Look for the list no more."""
        self.listed = ()
        self.pasted.show_list(Sought((), ()))

    def take_last_away(self) -> None:
        """Backspace in the empty box takes the last filter away."""
        if standing := self.standing():
            self.drop(standing[-1])

    def drop(self, standing: Standing) -> None:
        """Take a filter away, with the focus back in the box."""
        standing.drop()
        self.text.setFocus()
        self.asked.emit()

    def _show_chips(self) -> None:
        for old in self._chips:
            old.hide()
            old.deleteLater()
        self._chips.clear()
        standing = self.standing()
        for place, one in enumerate(standing):
            made = chip_of(one)
            made.clicked.connect(partial(self.drop, one))
            line = self._lines[0 if place < _FIRST_LINE else 1]
            line.insertWidget(place % _FIRST_LINE, made)
            self._chips.append(made)
        self.reset.setVisible(bool(standing))

    def fill(self) -> None:
        """Offer what there is now, and keep what is chosen."""
        statuses = [
            (int(status), _(name))
            for status, name in STATUS_NAMES.items()
            if status is not Status.UNKNOWN
        ]
        _offer(self.status, statuses)
        _offer(self.warehouse, warehouses(self._desk.database))
        if not self.panel.isHidden():
            self._offer_names()
        self.period.offer()

    def _offer_names(self) -> None:
        """Items and parties may be very many: some are read, where the boxes for them show."""
        self.product.read_now()
        self.party.read_now()

    def clear(self) -> None:
        """Clear all filters."""
        self.text.clear()
        self.forget_list()
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
            document=fold(self.document.text().strip()),
            party=self.party.currentData(),
            date_from=first,
            date_to=last,
            numbers=self.listed,
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

    def said(self) -> str:
        """The period as people read it."""
        return f"{self.first.text()} – {self.last.text()}"

    def dates(self) -> tuple[str, str]:
        """The first and last day, ISO; empty for any time."""
        if not self.limited.isChecked():
            return "", ""
        first, last = self.first.day, self.last.day
        return (first.isoformat() if first else "", last.isoformat() if last else "")
