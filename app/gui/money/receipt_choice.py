"""Whether a receipt is printed and the drawer opens, as it is set up: said before Finish."""

from PySide6.QtWidgets import QCheckBox, QWidget

from app.domain.kinds import KINDS
from app.domain.printing import Asking
from app.gui.kit.desk import Desk
from app.gui.kit.widgets import label, row
from app.services.paper import drawer, printers
from app.text import _
from db.queries.documents import Document


class ReceiptChoice(QWidget):
    """Hidden where no printer is set up for it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._drawer_is_there = False
        self._offers = False
        self.box = QCheckBox(_("Till receipt"))
        self.box.setAccessibleName(_("Till receipt"))
        self._how, self._drawer = label("", "secondary"), label("", "secondary")
        self.setLayout(row(self.box, self._how, None, self._drawer))

    def begin(self, document: Document) -> None:
        """Say how the paper of a document is set up."""
        database, counter = self._desk.database, self._desk.session.counter.id
        purpose = printers.usual(database, counter, document.at_counter)
        how = printers.printouts(database, counter)[purpose]
        printer = printers.printer(database, counter, how.printer) if how.printer else None
        self._offers = printer is not None and KINDS[document.kind].goes_with_paper
        self._drawer_is_there = drawer.printer_of(database, counter) is not None
        self.box.setVisible(self._offers and how.asking is not Asking.ASK)
        self.box.setChecked(how.asking is Asking.AT_ONCE)
        says = {
            Asking.AT_ONCE: _("{printer}, at once"),
            Asking.NEVER: _("{printer}"),
            Asking.ASK: _("Receipt on {printer}: asked after Finish"),
        }
        self._how.setText(says[how.asking].format(printer=how.printer))
        self._how.setVisible(self._offers)
        self.setVisible(self._offers or self._drawer_is_there)

    def show_drawer(self, opens: bool) -> None:
        """Say whether the drawer opens."""
        self._drawer.setText(_("Drawer opens") if opens and self._drawer_is_there else "")

    @property
    def chosen(self) -> bool | None:
        """A receipt is wanted, or not; None: as it is set up."""
        return self.box.isChecked() if not self.box.isHidden() and self._offers else None
