"""A supplier's packing list: choose its columns, see its first rows, learn all its cartons (C3)."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication, QCheckBox, QWidget

from app.domain.problems import Refused
from app.domain.verdicts import Level
from app.exchange import packing_list
from app.exchange.packing_list import Choice, Look
from app.gui.choice_box import ChoiceBox
from app.gui.desk import Desk
from app.gui.dialogs import Dialog
from app.gui.forms import Choice as ChoiceField
from app.gui.problem_list import ProblemList
from app.gui.tables import Column, Table, TableModel
from app.gui.theme import GRID
from app.gui.widgets import button, column, label, row
from app.services import cartons
from app.services.cartons import Learned
from app.text import _, ngettext
from db.queries import items


class PackingListDialog(Dialog):
    """Accepted once the list is learned; ``learned`` says what came of it."""

    def __init__(self, desk: Desk, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._path = path
        self._look: Look | None = None
        self.learned: Learned | None = None
        self.setWindowTitle(_("Packing list {name}").format(name=path.name))
        self.resize(880, 600)
        self.sheet, self.carton, self.serial = ChoiceField(), ChoiceField(), ChoiceField()
        self.product = ChoiceBox(_("Item"))
        self.header = QCheckBox(_("The first row is titles"))
        self.header.setChecked(True)
        self.repeat = QCheckBox(_("An empty carton cell repeats the carton above"))
        self.rows = Table(TableModel([]), _("First rows"))
        self.problems = ProblemList(desk)
        self.learn_button = button(_("Learn cartons"), "Ctrl+Return", "primary")
        self.cancel_button = button(_("Cancel"))
        self.rows.horizontalHeader().setStretchLastSection(True)
        self._sheet_field = self._field(_("Sheet"), self.sheet)
        self._arrange()
        self.sheet.currentIndexChanged.connect(self.look)
        for box in (self.carton, self.serial):
            box.currentIndexChanged.connect(self._allow)
        self.header.toggled.connect(self._show_rows)
        self.learn_button.clicked.connect(self.learn)
        self.cancel_button.clicked.connect(self.reject)
        self.product.offer([(None, _("Not said")), *items.tracked(desk.database)], None)
        self.look()

    def _field(self, title: str, field: QWidget) -> QWidget:
        field.setAccessibleName(title)
        both = QWidget()
        both.setLayout(column(label(title, "muted", field), field, gap=4))
        return both

    def _arrange(self) -> None:
        fields = row(
            self._sheet_field,
            self._field(_("Column of the carton"), self.carton),
            self._field(_("Column of the serial number"), self.serial),
            self._field(_("Item"), self.product),
            gap=GRID * 2,
        )
        explain = label(
            _("Choose which columns hold the carton and the serial number. Zeros are kept."),
            "muted",
        )
        self.setLayout(
            column(
                explain,
                fields,
                row(self.header, GRID, self.repeat, None),
                self.rows,
                self.problems,
                row(None, self.cancel_button, self.learn_button),
                margin=GRID * 2,
                gap=GRID * 2,
            )
        )

    def look(self) -> None:
        """Read the beginning of the list, or say why it cannot be read."""
        try:
            self._look = packing_list.look(self._path, self.sheet.currentData() or "")
        except Refused as refusal:
            self._look = None
            self.problems.show_problems(refusal.problems)
            self._allow()
            return
        self.problems.show_problems(())
        if not self.sheet.count() and self._look.sheets:
            self.sheet.blockSignals(True)
            self.sheet.offer([(name, name) for name in self._look.sheets])
            self.sheet.blockSignals(False)
        self._sheet_field.setVisible(len(self._look.sheets) > 1)
        titles = [
            (place, title or _("Column {number}").format(number=place + 1))
            for place, title in enumerate(self._look.header)
        ]
        for box, chosen in ((self.carton, self._look.carton), (self.serial, self._look.serial)):
            box.offer(titles)
            box.setCurrentIndex(-1 if chosen is None else chosen)
        self._show_rows()
        self._allow()

    def _show_rows(self) -> None:
        if self._look is None:
            return
        titled = self.header.isChecked()
        header, rows = self._look.header, list(self._look.rows)
        titles = header if titled else [str(place + 1) for place in range(len(header))]
        shown = rows if titled else [header, *rows]
        columns = [
            Column(title, lambda cells, at=place: cells[at], serial=True, width=144)
            for place, title in enumerate(titles)
        ]
        model = TableModel(columns, self.rows)
        model.set_rows(shown)
        self.rows.table_model = model
        self.rows.setModel(model)
        for place, _column in enumerate(columns):
            self.rows.setColumnWidth(place, 144)

    def _allow(self) -> None:
        chosen = [box.currentData() for box in (self.carton, self.serial)]
        ready = self._look is not None and None not in chosen and chosen[0] != chosen[1]
        self.learn_button.setEnabled(ready)

    def choice(self) -> Choice:
        """How the list is to be read."""
        return Choice(
            self.carton.currentData(),
            self.serial.currentData(),
            self.sheet.currentData() or "",
            self.header.isChecked(),
            self.repeat.isChecked(),
        )

    def learn(self) -> None:
        """Learn all cartons of the list, or say every reason why not, by row."""
        self.product.settle()
        QApplication.setOverrideCursor(QCursor(Qt.CursorShape.WaitCursor))
        try:
            listed = packing_list.load(self._path, self.choice())
            product = self.product.currentData()
            desk = self._desk
            self.learned = cartons.learn_list(desk.database, listed, desk.user, product)
        except Refused as refusal:
            self.problems.show_problems(refusal.problems)
            self._desk.sounds.play(Level.REFUSED)
            return
        finally:
            QApplication.restoreOverrideCursor()
        self._desk.bus.changed.emit()
        self.accept()


def learned_text(learned: Learned) -> str:
    """What came of a list, in a sentence."""
    count = ngettext("{count} carton", "{count} cartons", len(learned.codes))
    units = ngettext("{count} unit", "{count} units", learned.units)
    text = _("{cartons} with {units} are kept.").format(cartons=count, units=units)
    if learned.taken_from:
        moved = _("Some of them were in {cartons} before.")
        text = f"{text} {moved.format(cartons=', '.join(learned.taken_from[:5]))}"
    return text
