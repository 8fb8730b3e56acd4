"""What is printed where: for each purpose its printer, paper, copies, and whether it is asked."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QSpinBox, QWidget

from app.domain.printing import (
    MOST_COPIES,
    OF_DOCUMENTS,
    ON_PAPERS,
    WITHOUT_CHOICE,
    Asking,
    Purpose,
)
from app.domain.problems import Refused
from app.gui.kit.desk import Desk
from app.gui.kit.fields import inset
from app.gui.kit.forms import ChoiceField
from app.gui.kit.segments import Segments
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import button, column, label, row
from app.gui.paper.paper_size_dialog import PaperSizeDialog
from app.printing.documents.paper_choices import chosen_paper, papers_of
from app.services.paper import printers
from app.services.paper.printers import Printout
from app.text import N_, _, titled

PURPOSES = tuple(purpose for purpose in Purpose if purpose not in WITHOUT_CHOICE)
_OF_LABELS = N_("Template and size are chosen where labels are printed.")
_SAYS = {
    Purpose.RECEIPT: N_("On a roll; what the Counter prints after a sale."),
    Purpose.DOCUMENT: N_("On a page; what other documents are printed on."),
    Purpose.FORM: N_("On continuous paper with carbon copies."),
    Purpose.DRAWER_REPORT: N_("X and Z. Without a printer of its own, on that of receipts."),
}


class PrintoutRow(QFrame):
    """How one purpose is printed; each choice is saved at once."""

    refused = Signal(object)
    """The problems for which a choice was not saved; none: it was."""
    sizes_changed = Signal()
    """A paper of the shop's own came or went."""
    test_wanted = Signal()
    """An example is to be printed as it is chosen."""

    def __init__(self, desk: Desk, purpose: Purpose) -> None:
        super().__init__()
        self.setProperty("role", "setting")
        self._desk = desk
        self.purpose = purpose
        self._filling = False
        name = _(purpose.value)
        self.printer = ChoiceField()
        self.paper = ChoiceField()
        self.copies = QSpinBox()
        inset(self.copies)
        self.copies.setRange(1, MOST_COPIES)
        self.asking = Segments((asking, _(asking.value)) for asking in Asking)
        for field, says in (
            (self.printer, _("Printer")),
            (self.paper, _("Paper")),
            (self.copies, _("Copies")),
        ):
            field.setAccessibleName(titled(name, says))
            field.setToolTip(says)
        self.printer.setMinimumWidth(1)
        words = label(_(_SAYS.get(purpose, _OF_LABELS)), "secondary")
        words.setWordWrap(True)
        asks = QWidget()
        of_drawer = purpose is Purpose.DRAWER_REPORT
        when = _("After closing the drawer") if of_drawer else _("After posting")
        asks.setLayout(row(label(when, "muted"), self.asking, gap=GRID))
        self.after = asks
        self.own_button = button(_("Own size…"), role="link")
        self.own_button.clicked.connect(self._add_size)
        line = row(self.printer, self.paper, self.copies)
        line.setStretch(0, 1)
        line.setStretch(1, 2)
        self.test_button = button(_("Test page"), role="link")
        self.test_button.setAccessibleName(titled(name, _("Test page")))
        self.test_button.clicked.connect(self.test_wanted)
        head = row(label(name, "heading"), None, self.own_button, self.test_button)
        layout = column(head, words, line, asks, gap=GRID // 2)
        layout.setContentsMargins(GRID * 2, GRID, GRID * 2, GRID)
        self.setLayout(layout)
        for part in (self.paper, self.copies, asks):
            part.setVisible(purpose in ON_PAPERS)
        self.own_button.setVisible(purpose in OF_DOCUMENTS)
        self.printer.activated.connect(self._save)
        self.paper.activated.connect(self._save)
        self.copies.valueChanged.connect(self._save)
        self.asking.changed.connect(self._save)

    def reload(self) -> None:
        """Show what is chosen, and the printers that there are for it."""
        database, counter = self._desk.database, self._desk.session.counter.id
        how = printers.printouts(database, counter)[self.purpose]
        known = [p for p in printers.printers(database, counter) if p.prints(self.purpose)]
        self._filling = True
        self.printer.offer([("", _("No printer")), *((p.name, p.name) for p in known)])
        self.printer.setCurrentIndex(max(self.printer.findData(how.printer), 0))
        if self.purpose in ON_PAPERS:
            papers = papers_of(database, self.purpose)
            self.paper.offer((paper.key, _(paper.name)) for paper in papers)
            paper = chosen_paper(database, how.template, self.purpose)
            self.paper.setCurrentIndex(self.paper.findData(paper.key))
        self.copies.setValue(how.copies)
        self.asking.set_value(how.asking)
        self._filling = False
        self._allow()

    def _add_size(self) -> None:
        """Let a size be entered, and print this on it."""
        dialog = PaperSizeDialog(self._desk, self.purpose, self)
        kept = dialog.kept if dialog.exec() else None
        self.sizes_changed.emit()
        if kept is not None and kept.purpose is self.purpose:
            self.paper.setCurrentIndex(self.paper.findData(kept.key))
            self._save()

    def _allow(self) -> None:
        """Without a printer nothing else has an effect."""
        has = bool(self.printer.currentData())
        for field in (self.paper, self.copies, self.after, self.test_button):
            field.setEnabled(has)

    def _save(self) -> None:
        if self._filling:
            return
        self._allow()
        database, counter = self._desk.database, self._desk.session.counter.id
        old = printers.printouts(database, counter)[self.purpose]
        asking = self.asking.value()
        new = old._replace(
            printer=self.printer.currentData(),
            template=self.paper.currentData() or old.template,
            copies=self.copies.value(),
            asking=asking if isinstance(asking, Asking) else old.asking,
        )
        try:
            if new != old and (new.printer or old != Printout()):
                printers.choose(self._desk.session, self.purpose, new)
        except Refused as refusal:
            self.refused.emit(refusal.problems)
            self.reload()
        else:
            self.refused.emit(())
