"""The barcodes of an item: scan one after the other, take one out."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QListWidget, QWidget

from app.domain import serials
from app.domain.codes import barcode_in
from app.gui.kit.theme import GRID, serial_font
from app.gui.kit.widgets import button, column, row
from app.gui.scanning.boxes import ScanBox
from app.text import _


class BarcodeList(QWidget):
    """Scan + Enter adds a code and goes no further; a code stands there once."""

    changed = Signal()
    """A code was added, typed or taken out."""

    def __init__(self) -> None:
        super().__init__()
        self.scan_box = ScanBox()
        self.scan_box.setProperty("role", "")
        self.scan_box.setFont(serial_font())
        self.scan_box.setPlaceholderText(_("Scan or type one, then Enter"))
        self.scan_box.setAccessibleName(_("Add a barcode"))
        self.list = QListWidget()
        self.list.setFont(serial_font())
        self.list.setAccessibleName(_("Barcodes"))
        self.list.setFixedHeight(GRID * 9)
        self.remove_button = button(_("Remove"))
        self.setFocusProxy(self.scan_box)
        side = column(self.remove_button, None)
        self.setLayout(column(self.scan_box, row(self.list, side), margin=0))
        self.scan_box.scanned.connect(self.add)
        self.scan_box.textChanged.connect(self.changed)
        self.remove_button.clicked.connect(self.remove)
        self.list.currentRowChanged.connect(self._allow)
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.list)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self.remove)
        self._allow()

    def value(self) -> list[str]:
        """The codes, with one that is typed but not ended yet."""
        shown = (self.list.item(place).text() for place in range(self.list.count()))
        typed = barcode_in(self.scan_box.text())
        return _once([*shown, typed] if typed else shown)

    def set_value(self, codes: Iterable[str]) -> None:
        """Show other codes."""
        self.scan_box.clear()
        self.list.clear()
        self.list.addItems(_once(codes))
        self._allow()

    def add(self, code: str) -> None:
        """Add one code; one that is there already is shown."""
        barcode = barcode_in(code)
        if barcode:
            self.set_value([*self.value(), barcode])
            keys = [serials.key(shown) for shown in self.value()]
            self.list.setCurrentRow(keys.index(serials.key(barcode)))
            self.changed.emit()

    def remove(self) -> None:
        """Take the chosen code out."""
        if self.list.currentRow() >= 0:
            self.list.takeItem(self.list.currentRow())
            self._allow()
            self.changed.emit()

    def _allow(self) -> None:
        self.remove_button.setEnabled(self.list.currentRow() >= 0)


def _once(codes: Iterable[str]) -> list[str]:
    first: dict[str, str] = {}
    for code in codes:
        first.setdefault(serials.key(code), code)
    return list(first.values())
