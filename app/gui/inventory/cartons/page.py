"""Inventory › Cartons (C3): every carton the shop knows, what it holds, and how it is learned."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSplitter, QWidget

from app.domain.codes import serial_in
from app.domain.problems import Refused
from app.domain.serials import fold
from app.gui.importing.import_button import Importing
from app.gui.inventory.cartons.collect_dialog import CollectDialog
from app.gui.inventory.cartons.contents import ContentsPanel
from app.gui.kit.desk import Desk
from app.gui.kit.guard import guarded
from app.gui.kit.problem_list import ProblemList
from app.gui.kit.questions import give_up
from app.gui.kit.theme import CARD_GAP, PAGE_SIDE, PAGE_TOP
from app.gui.kit.widgets import button, column, label, row
from app.gui.lists.export_button import export_button
from app.gui.lists.list_view import ListView
from app.gui.paper.labels.label_source import of_carton, of_carton_units
from app.gui.paper.labels_window import show_labels
from app.gui.scanning.boxes import ScanBox
from app.lists.cartons import CARTONS
from app.services.entry import cartons
from app.text import _, ngettext


class CartonsPage(QWidget):
    """A list with what the chosen carton holds beside it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.search = ScanBox()
        self.search.setPlaceholderText(_("Scan a carton, or any part of a serial number in it"))
        self.search.setClearButtonEnabled(True)
        self.search.keeps_text = True
        self.list = ListView(
            desk, CARTONS, _("Cartons"), self._asked, self._said_when_empty, _counted
        )
        self.model, self.table = self.list.model, self.list.table
        self.export_button = export_button(desk, self.list)
        self.list.count_line.add(self.export_button)
        self.contents = ContentsPanel(desk)
        self.problems = ProblemList(desk)
        self.scan_button = button(_("Learn by scanning"), "Ctrl+N", "primary")
        self.importing = Importing(desk, ("packing_list",), self)
        self.pack_button = button(_("Pack carton"), "Ctrl+Shift+N")
        self._first_button = button(_("Learn by scanning"))
        self._first_button.clicked.connect(self.scan_button.click)
        self.list.offer_when_empty(self._first_button)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        listing = QWidget()
        listing.setLayout(column(self.list, row(self.list.count_line, None)))
        self._parts = QSplitter(Qt.Orientation.Horizontal)
        self._parts.setChildrenCollapsible(False)
        self._parts.setHandleWidth(CARD_GAP)
        self._parts.addWidget(listing)
        beside = column(self.contents, None)
        beside.setStretch(0, 1000)
        self._beside = QWidget()
        self._beside.setLayout(beside)
        self._parts.addWidget(self._beside)
        self._parts.setSizes([432, 480])
        self._parts.setStretchFactor(0, 1)
        title = label(_("Cartons"), "title")
        layout = column(
            row(title, None, self.pack_button, self.importing.button, self.scan_button),
            self.search,
            self.importing.bar,
            self.problems,
            self._parts,
            gap=CARD_GAP,
        )
        layout.setContentsMargins(PAGE_SIDE, PAGE_TOP, PAGE_SIDE, PAGE_TOP)
        layout.setStretch(4, 1)
        self.setLayout(layout)

    def _connect(self) -> None:
        self.list.search_by(self.search)
        self.list.loaded.connect(self._show_loaded)
        self.search.scanned.connect(self.look_up)
        self.table.selectionModel().currentRowChanged.connect(self._show_current)
        self.scan_button.clicked.connect(self.learn_by_scanning)
        self.pack_button.clicked.connect(self.pack)
        self.contents.take_out_wanted.connect(self.take_out)
        self.contents.unpack_button.clicked.connect(self.unpack)
        self.contents.label_button.clicked.connect(self.print_label)
        self.contents.units_button.clicked.connect(self.print_units)

    def take_scan(self, code: str) -> bool:
        """A captured scan looks its carton up (C4)."""
        return self.search.take_scan(code)

    def reload(self) -> None:
        """Read the list again; the carton that was chosen stays chosen."""
        self.list.reload()

    def _asked(self) -> str:
        return fold(self.search.text().strip())

    def _said_when_empty(self) -> str:
        if self._asked():
            return _("No carton is found by this. Scan its code, or a serial number in it.")
        return _(
            "No carton is known yet. Learn one by scanning its code and then its units, read a "
            "supplier's packing list, or pack one of what is in stock."
        )

    def _show_loaded(self) -> None:
        """Where none is chosen, the first one is."""
        there = self.model.rowCount() > 0
        self._first_button.setVisible(not self._asked())
        self.table.setVisible(there)
        self.list.count_line.setVisible(there)
        self._beside.setVisible(there)
        if there and self.table.current_row() is None:
            self.table.select_only(0)
        self._show_current()

    @guarded()
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.search.setFocus()

    def look_up(self, raw: str) -> None:
        """A scan shows the carton by its code, however its label was scanned, or by a unit."""
        known = cartons.contents(self._desk.database, raw)
        code = known.carton.code if known else serial_in(raw)
        if code != self.search.text():
            self.search.setText(code)
        self.search.selectAll()
        self.reload()

    def _show_current(self) -> None:
        found = self.table.current_row() if self.model.rowCount() else None
        self.contents.show_contents(
            cartons.contents_of(self._desk.database, found.id) if found else None
        )

    # What is done

    def learn_by_scanning(self) -> None:
        """Learn cartons by scanning each and its units."""
        CollectDialog(self._desk, self).exec()

    def pack(self) -> None:
        """Pack units that are in stock."""
        CollectDialog(self._desk, self, packing=True).exec()

    def take_out(self, numbers: list[str]) -> None:
        """Take units out of the carton that is shown."""
        shown = self.contents.contents
        if shown:
            self._do(lambda: cartons.take_out(self._desk.session, shown.carton.id, numbers))

    def unpack(self) -> None:
        """Forget the carton that is shown, once that is confirmed."""
        shown = self.contents.contents
        if shown is None:
            return
        title = _("Unpack {code}").format(code=shown.carton.code)
        text = _(
            "Scanning {code} will no longer enter its units. Their stock does not change."
        ).format(code=shown.carton.code)
        if give_up(self, title, text, _("Keep the carton"), _("Unpack")):
            self._do(lambda: cartons.unpack(self._desk.session, shown.carton.id))

    def _do(self, action: Callable[[], None]) -> None:
        try:
            action()
        except Refused as refusal:
            self.problems.show_problems(refusal.problems)
        else:
            self.problems.show_problems(())
        self._desk.bus.changed.emit()
        self.reload()

    def print_label(self) -> None:
        """Print the label of the carton that is shown."""
        shown = self.contents.contents
        if shown is None:
            return
        show_labels(self._desk, of_carton(shown.carton.code), self)

    def print_units(self) -> None:
        """Print serial labels of the units in the carton that is shown (Q3)."""
        shown = self.contents.contents
        if shown is not None:
            show_labels(self._desk, of_carton_units(shown.carton.id, shown.carton.code), self)


def _counted(count: int) -> str:
    return ngettext("{count} carton", "{count} cartons", count, f"{count:,}")
