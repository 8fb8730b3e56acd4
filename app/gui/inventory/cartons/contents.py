"""What a carton holds, each unit as it is now (C3)."""

from collections import Counter

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QSizePolicy, QStackedLayout, QWidget

from app.domain.lifecycle import STATUS_NAMES, Status
from app.domain.verdicts import STATUS_LEVELS, Level
from app.gui.kit.desk import Desk
from app.gui.kit.tables import Table, TableColumn, TableModel
from app.gui.kit.theme import GRID, serial_font
from app.gui.kit.widgets import button, column, label, name_label, row
from app.services.entry.cartons import SOURCE_NAMES, CartonSource, Contents, Unit
from app.text import _, holder_place, ngettext


class ContentsPanel(QFrame):
    """One carton: its code, what it holds, and what to do with it. A unit opens its document."""

    take_out_wanted = Signal(object)
    """Take these serial numbers out of the carton."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.contents: Contents | None = None
        self.setProperty("role", "card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._code = name_label("")
        self._code.setFont(serial_font(13, bold=True))
        self._code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._product = name_label("", "muted")
        self._summary = label("")
        self._origin = label("", "muted")
        self._apart = label(
            _("The units of this carton are no longer all in one place or one state.")
        )
        self._apart.setWordWrap(True)
        back, text = desk.theme.level(Level.WARNING)
        self._apart.setStyleSheet(
            f"background: {back}; color: {text}; border-radius: 6px; padding: {GRID}px;"
        )
        self.model = TableModel(self._columns())
        self.table = Table(self.model, _("Units"))
        self.table.hold_rows(1)
        self.table.setProperty("role", "plain")
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.label_button = button(_("Carton label…"))
        self.units_button = button(_("Labels…"), "Ctrl+Shift+K")
        self.take_out_button = button(_("Take out"))
        self.unpack_button = button(_("Unpack…"))
        self._arrange()
        self.table.chosen.connect(self._open)
        self.table.selectionModel().selectionChanged.connect(self._allow)
        self.take_out_button.clicked.connect(self._take_out)
        self.show_contents(None)

    def _arrange(self) -> None:
        nothing = label(_("Choose a carton; what it holds shows here."), "muted")
        nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        nothing.setWordWrap(True)
        body = QWidget()
        body.setLayout(
            column(
                row(self._code, None, self._product),
                row(self._summary, None, self._origin),
                self._apart,
                self.table,
                row(
                    self.label_button,
                    self.units_button,
                    None,
                    self.take_out_button,
                    self.unpack_button,
                ),
                margin=GRID * 3 // 2,
            )
        )
        self._pages = QStackedLayout(self)
        self._pages.addWidget(nothing)
        self._pages.addWidget(body)

    def _columns(self) -> list[TableColumn]:
        theme = self._desk.theme

        def colour(unit: Unit) -> str:
            return theme.level(STATUS_LEVELS[unit.status])[1] if unit.holder else theme.muted

        return [
            TableColumn(_("Serial number"), lambda unit: unit.number, serial=True, width=144),
            TableColumn(_("State"), state_text, stretch=True, colour=colour, tip=unit_text),
            TableColumn(_("Last document"), document_text, width=136, tip=unit_text),
        ]

    def show_contents(self, contents: Contents | None) -> None:
        """Show another carton, or none."""
        self.contents = contents
        self._pages.setCurrentIndex(1 if contents else 0)
        units = list(contents.units) if contents else []
        self.model.set_rows(units)
        if contents:
            self._code.setText(contents.carton.code)
            self._product.setText(product_of(contents))
            self._summary.setText(_summary(contents))
            carton = contents.carton
            source = _(SOURCE_NAMES[CartonSource(carton.source)])
            since = self._desk.formats.moment(carton.made_at)
            self._origin.setText(f"{source} · {since}")
            self._apart.setVisible(contents.apart)
        self._allow()

    def _allow(self) -> None:
        self.take_out_button.setEnabled(self.table.selectionModel().hasSelection())

    def _take_out(self) -> None:
        self.take_out_wanted.emit([unit.number for unit in self.table.selected_rows()])

    def _open(self, unit: Unit) -> None:
        if unit.holder and unit.holder.document:
            self._desk.bus.open_document.emit(unit.holder.document)


def state_text(unit: Unit) -> str:
    """The state of a unit, and its warehouse where it is in one."""
    if not unit.holder:
        return _("Not received yet")
    state = _(STATUS_NAMES[unit.status])
    place = unit.holder.warehouse
    return _("{status} in {warehouse}").format(status=state, warehouse=place) if place else state


def document_text(unit: Unit) -> str:
    """The number of the document that put a unit there."""
    return unit.holder.number or "–" if unit.holder else "–"


def unit_text(unit: Unit) -> str:
    """Where a unit is now, in words."""
    return holder_place(unit.holder) if unit.holder else _("Not received yet")


def product_of(contents: Contents) -> str:
    """What a carton holds: what it was said to hold, or what its units are known to be."""
    known = any(unit.holder for unit in contents.units)
    return contents.product or (_("Several products") if known else "")


def _summary(contents: Contents) -> str:
    """How many units there are, and how many of them are in which state."""
    count = len(contents.units)
    parts = [ngettext("{count} unit", "{count} units", count)]
    states = Counter(unit.status for unit in contents.units)
    for status, some in states.most_common():
        name = _("Not received yet") if status is Status.UNKNOWN else _(STATUS_NAMES[status])
        parts.append(_("{state}: {count}").format(state=name, count=some))
    return " · ".join(parts)
