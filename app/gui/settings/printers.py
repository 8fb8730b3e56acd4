"""Settings › Printers: the printers of this counter, and what is printed on which (Q5)."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedLayout, QStackedWidget, QWidget

from app.domain.kinds import SALE
from app.domain.printing import OF_DOCUMENTS, Printer, Purpose
from app.domain.problems import Refused
from app.gui.kit.desk import Desk
from app.gui.kit.empty_state import EmptyState
from app.gui.kit.guard import guarded
from app.gui.kit.problem_list import ProblemList
from app.gui.kit.questions import give_up
from app.gui.kit.section_list import SectionList
from app.gui.kit.theme import CARD_GAP, GRID, PAGE_SIDE, PAGE_TOP
from app.gui.kit.widgets import button, card, column, label, row
from app.gui.paper.print_bar import PrintBar
from app.gui.settings.printer_form import PrinterForm
from app.gui.settings.printouts import PURPOSES, PrintoutRow
from app.printing.documents import choosing
from app.printing.documents.paper_choices import chosen_paper
from app.printing.documents.previewing import PreviewAsked
from app.printing.drawer_report import ReportOf
from app.printing.example_page import (
    details_of_labels,
    details_of_report,
    details_of_template,
)
from app.printing.labels import choices
from app.printing.labels.label_making import LabelDetails
from app.services.paper import printers
from app.text import _

_LIST_WIDTH = 416


class PrintersPage(QWidget):
    """At the left the printers, or one of them to be changed; at the right what prints where."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._known: list[Printer] = []
        self.list = SectionList(_("Printers"), desk.theme, two_lines=True)
        self.form = PrinterForm(desk)
        self.printing = PrintBar(desk)
        self.problems = ProblemList(desk)
        self.rows = {purpose: PrintoutRow(desk, purpose) for purpose in PURPOSES}
        self.new_button = button(_("New printer"), "Ctrl+N", "primary")
        self.test_button = button(_("Test page"), "Ctrl+P")
        self.edit_button = button(_("Edit…"), "Ctrl+E")
        self.remove_button = button(_("Remove"), "Ctrl+Del", "danger")
        self._build()
        self.new_button.clicked.connect(lambda: self._open(None))
        self.edit_button.clicked.connect(lambda: self._open(self.current()))
        self.list.itemActivated.connect(lambda _item: self._open(self.current()))
        self.list.currentRowChanged.connect(self._allow)
        self.test_button.clicked.connect(self.print_test)
        self.remove_button.clicked.connect(self.remove)
        self.form.left.connect(self._after_form)
        self.printing.left.connect(self.list.setFocus)
        for made in self.rows.values():
            made.refused.connect(self.problems.show_problems)
            made.sizes_changed.connect(self._read_papers)
            made.test_wanted.connect(partial(self.print_example, made.purpose))
        self.reload()

    def _build(self) -> None:
        first = button(_("New printer"))
        first.clicked.connect(lambda: self._open(None))
        text = _("No printer yet. New printer adds the first one; PDF files in a folder need none.")
        self._empty = EmptyState(text, first)
        self._listed = QStackedWidget()
        self._listed.addWidget(self.list)
        self._listed.addWidget(self._empty)
        acts = QFrame()
        acts.setProperty("role", "bar")
        below = row(self.test_button, self.edit_button, None, self.remove_button)
        below.setContentsMargins(GRID, GRID, GRID, GRID)
        acts.setLayout(below)
        listed = card(column(self._listed, acts, margin=1, gap=0))
        left = QWidget()
        self._left = QStackedLayout(left)
        self._left.addWidget(listed)
        self._left.addWidget(self.form)
        left.setMinimumWidth(_LIST_WIDTH)
        left.setMaximumWidth(_LIST_WIDTH)
        inside = QWidget()
        inside.setLayout(column(*self.rows.values(), None, gap=0))
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        title = label(_("What is printed where"), "section")
        title.setMargin(GRID * 2)
        right = card(column(title, self.problems, area, margin=1, gap=0))
        both = row(left, right, gap=CARD_GAP)
        both.setStretch(1, 1)
        head = row(label(_("Printers"), "title"), None, self.new_button)
        page = column(head, self.printing, both, gap=CARD_GAP)
        page.setStretch(2, 1)
        page.setContentsMargins(PAGE_SIDE, PAGE_TOP, PAGE_SIDE, PAGE_TOP)
        self.setLayout(page)

    # What is shown ----------------------------------------------------------------------------

    @guarded()
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.reload()
        if not self.form.isVisible():
            self.take_focus()

    def take_focus(self) -> None:
        """The list has the keys; an empty one leaves them to the first thing to do."""
        (self.list if self._known else self.new_button).setFocus()

    def reload(self, name: str = "") -> None:
        """Show the printers as they are, the one of a name chosen."""
        shown = self.current()
        name = name or (shown.name if shown else "")
        self._known = printers.printers(self._desk.database, self._desk.session.counter.id)
        self.list.clear()
        for place, printer in enumerate(self._known):
            self.list.add(printer.name, "mdi6.printer-outline")
            self.list.say(place, f"{_(printer.type.value)} · {printer.address}")
        names = [printer.name for printer in self._known]
        self.list.setCurrentRow(names.index(name) if name in names else 0)
        self._listed.setCurrentIndex(0 if self._known else 1)
        for made in self.rows.values():
            made.reload()
        self._allow()

    def _read_papers(self) -> None:
        for made in self.rows.values():
            made.reload()

    def current(self) -> Printer | None:
        """The printer that is chosen."""
        place = self.list.currentRow()
        return self._known[place] if 0 <= place < len(self._known) else None

    def _allow(self) -> None:
        for made in (self.test_button, self.edit_button, self.remove_button):
            made.setEnabled(self.current() is not None)

    # Acting -----------------------------------------------------------------------------------

    def _open(self, printer: Printer | None) -> None:
        if self.form.isVisible() and not self.form.may_leave():
            return
        self.problems.show_problems(())
        self._left.setCurrentWidget(self.form)
        self.form.open(printer)

    def _after_form(self, name: str) -> None:
        self._left.setCurrentIndex(0)
        self.reload(name)
        self.take_focus()

    def print_test(self) -> None:
        """Print a test page, by the queue as all else."""
        printer = self.current()
        if printer is not None:
            self.printing.print_test(printer.name)

    def print_example(self, purpose: Purpose) -> None:
        """Print an example of a purpose on its printer, by its paper and template."""
        database, counter = self._desk.database, self._desk.session.counter.id
        language = self._desk.formats.language
        how = printers.printouts(database, counter)[purpose]
        try:
            if purpose in OF_DOCUMENTS:
                paper = chosen_paper(database, how.template, purpose).key
                found = choosing.chosen(database, SALE.key, paper, language)
                asked = PreviewAsked(found.template)
                name, details = found.name, details_of_template(self._desk.session, asked)
            elif purpose is Purpose.DRAWER_REPORT:
                on = chosen_paper(database, how.template, purpose)
                today = ReportOf(None, counter, self._desk.session.today().isoformat())
                name, details = _(on.name), details_of_report(today, on.key, language)
            else:
                chosen = choices.choice(database, counter, purpose)
                name = choices.template(database, purpose, chosen).name
                label = LabelDetails(chosen, 1, language, counter)
                details = details_of_labels(purpose, label)
        except Refused as refusal:
            self.printing.refuse(refusal.problems)
        else:
            self.printing.print_test(how.printer, name, details)

    def remove(self) -> None:
        """Forget a printer; where something is printed on it, that is asked about."""
        printer = self.current()
        if printer is None:
            return
        chosen = printers.printouts(self._desk.database, self._desk.session.counter.id)
        uses = [_(p.value) for p in Purpose if chosen[p].printer == printer.name]
        text = _("{purposes} would have no printer any more. Remove “{name}”?")
        said = text.format(purposes=_(", ").join(uses), name=printer.name)
        if uses and not give_up(self, _("Remove"), said, _("Keep"), _("Remove")):
            return
        printers.remove(self._desk.session, printer.name)
        self.reload()
        self.take_focus()
