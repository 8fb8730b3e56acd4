"""One printer of this counter: what it is, where it is, what hangs on it."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from app.domain.printing import (
    ADDRESSES,
    COLUMNS,
    RESOLUTIONS,
    Language,
    Printer,
    PrinterType,
)
from app.gui.kit.desk import Desk
from app.gui.kit.fields import LONGEST_LINE
from app.gui.kit.forms import ChoiceField, Form
from app.gui.kit.segments import Segments
from app.gui.kit.tasks import Task
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import button, card, column, label, row
from app.printing.printers import system_queue
from app.services.paper import printers
from app.text import N_, _

_PAPER = {32: "58 mm", 42: "80 mm", 48: "80 mm"}
_EXAMPLES = {
    PrinterType.ESC_POS_NETWORK: "192.168.1.50",
    PrinterType.ZPL_NETWORK: "192.168.1.50",
    PrinterType.ESC_POS_DEVICE: "/dev/usb/lp0",
}
_SAYS = {
    PrinterType.QUEUE: N_("Any printer that is set up on this computer."),
    PrinterType.FOLDER: N_("No printer: each paper becomes a PDF file in this folder."),
    PrinterType.ESC_POS_NETWORK: N_("The printer's address stands on its own test page."),
    PrinterType.ESC_POS_DEVICE: N_("A printer at a cable, written to without a driver."),
    PrinterType.ZPL_NETWORK: N_("The printer's address stands on its configuration label."),
}


class PrinterForm(Form):
    """Adds a printer or changes one; only what means something for its type is shown."""

    left = Signal(str)
    """Saved, with the printer's name; or given up, with none."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._shown: Printer | None = None
        self._look = Task(self)
        self.title = label("", "section")
        self.type = ChoiceField((type, _(type.value)) for type in PrinterType)
        self.name, self.address = QLineEdit(), QLineEdit()
        for made in (self.name, self.address):
            made.setMaxLength(LONGEST_LINE)
        self.found = ChoiceField()
        self.found.setAccessibleName(_("Printers of this computer"))
        self.folder_button = button(_("Choose a folder…"))
        self.back_button = button(_("Back"), "Alt+Left")
        self.says = label("", "secondary")
        self.says.setWordWrap(True)
        self._build()
        self.type.currentIndexChanged.connect(self._show_type)
        self.found.activated.connect(lambda: self.address.setText(self.found.currentText()))
        self.folder_button.clicked.connect(self._choose_folder)
        self.save_button.clicked.connect(self.save_and_leave)
        self.back_button.clicked.connect(self.leave)

    def _build(self) -> None:
        columns = Segments((n, f"{n} · {_PAPER[n]}") for n in COLUMNS)
        dpi = Segments((n, f"{n}") for n in RESOLUTIONS)
        of_type = self.add("type", _("Type"), self.type)
        name = self.add("name", _("Name"), self.name)
        self._address_title = label("", "muted", self.address)
        self._register("address", _("Address"), self.address)
        places = row(self.address, self.found, self.folder_button)
        places.setStretch(0, 1)
        self._parts: dict[str, QWidget] = {}
        for key, title, field in (
            ("columns", _("Characters in a line"), columns),
            ("dpi", _("Dots per inch"), dpi),
        ):
            self._parts[key] = QWidget()
            self._parts[key].setLayout(self.add(key, title, field))
        for key, title in (
            ("cutter", _("It cuts behind each receipt")),
            ("drawer", _("It opens the cash drawer with the receipt of a sale")),
        ):
            self._parts[key] = self.add_check(key, title)
        head = row(self.back_button, self.title, None, self.save_button)
        address = column(self._address_title, places, gap=4)
        parts = (self.problems, of_type, self.says, name, address, *self._parts.values())
        self.setLayout(column(card(column(head, *parts, None, margin=GRID * 2, gap=GRID * 3 // 2))))
        self.setFocusProxy(self.type)

    # What is shown ----------------------------------------------------------------------------

    def open(self, printer: Printer | None) -> None:
        """Show a printer, or what a new one begins with."""
        self._shown = printer
        self.title.setText(_("Printer") if printer else _("New printer"))
        first = printer or Printer("", PrinterType.QUEUE, "")
        self.show_values({**first.values(), "type": first.type})
        self._show_type()
        self.setFocus()

    def heading(self) -> str:
        return self.title.text()

    def _show_type(self) -> None:
        chosen: PrinterType = self.type.currentData()
        language = Printer("", chosen, "").language
        self.says.setText(_(_SAYS[chosen]))
        self._address_title.setText(_(ADDRESSES[chosen]))
        self.address.setAccessibleName(_(ADDRESSES[chosen]))
        self.address.setPlaceholderText(_EXAMPLES.get(chosen, ""))
        self.folder_button.setVisible(chosen is PrinterType.FOLDER)
        for key, part in self._parts.items():
            of_receipts = key != "dpi"
            part.setVisible(language is (Language.ESC_POS if of_receipts else Language.ZPL))
        self.found.hide()
        if chosen is PrinterType.QUEUE:  # the print service is asked beside the screen
            self._look.start(
                lambda _tell: system_queue.queues(), self._offer, lambda _problems: None
            )

    def _offer(self, queues: list[str]) -> None:
        """Offer the printers of this computer; the only one, at once."""
        self.found.offer((name, name) for name in queues)
        self.found.setVisible(bool(queues) and self.type.currentData() is PrinterType.QUEUE)
        at = self.found.findData(self.address.text())
        self.found.setCurrentIndex(at)
        if not self.address.text() and queues:
            self.found.setCurrentIndex(0)
            self.address.setText(queues[0])

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, _("Folder"), self.address.text())
        if folder:
            self.address.setText(folder)

    # Saving -----------------------------------------------------------------------------------

    def store(self, values: dict[str, Any]) -> None:
        shown = self._shown
        printers.save(self.desk.session, Printer(**values), shown.name if shown else None)

    def save_and_leave(self) -> None:
        """Keep the printer, or show everything that stands against it."""
        if self.save():
            self.left.emit(self.name.text().strip())

    def leave(self) -> None:
        """Back without saving; what was changed is asked about."""
        if self.may_leave():
            self.open_nothing()
            self.left.emit("")

    def open_nothing(self) -> None:
        """Nothing waits to be saved any more."""
        self.show_values(self.values())
