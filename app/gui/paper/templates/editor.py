"""The editor of one template: its paper, head, columns, foot and texts, each in a tab."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QTabWidget

from app.domain.verdicts import Level
from app.gui.kit.desk import Desk
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import button, column, label, row
from app.gui.paper.templates.fields_tab import PARTS, FieldsTab
from app.gui.paper.templates.paper_tab import PaperTab
from app.gui.paper.templates.texts_tab import TextsTab
from app.printing.documents.template import DocumentTemplate
from app.text import _


class TemplateEditor(QFrame):
    """Says what the template would be; it keeps nothing. A built-in one is shown muted."""

    edited = Signal(object)
    """The template as it is now."""
    in_hand = Signal(str)
    """The field that a preview tints."""
    refused = Signal(object)
    """Problems with what was typed or chosen."""
    copy_wanted = Signal()
    """A built-in template is to be copied, to be changed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.paper = PaperTab(desk)
        self.fields = [FieldsTab(desk, _(title), *parts) for title, parts in PARTS]
        self.texts = TextsTab()
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(_("Parts of the template"))
        self.tabs.addTab(self.paper, _("Paper"))
        for tab, (title, _parts) in zip(self.fields, PARTS, strict=True):
            self.tabs.addTab(tab, _(title))
            tab.in_hand.connect(self.in_hand)
            tab.refused.connect(lambda problem: self.refused.emit([problem]))
        self.tabs.addTab(self.texts, _("Texts"))
        self.texts.in_hand.connect(self.in_hand)
        self.texts.refused.connect(self.refused)
        self._parts: list[PaperTab | FieldsTab | TextsTab] = [self.paper, *self.fields, self.texts]
        for part in self._parts:
            part.edited.connect(self.edited)
        self.tabs.setCurrentIndex(2)
        self.tabs.currentChanged.connect(lambda: self.in_hand.emit(self.place_in_hand()))
        self._bar = self._copy_bar(desk)
        self.setLayout(column(self._bar, self.tabs, margin=1, gap=0))

    def _copy_bar(self, desk: Desk) -> QFrame:
        back, text = desk.theme.level(Level.NOTED)
        said = label(_("Built in: it stays as it is."))
        said.setStyleSheet(f"color: {text};")
        self.copy_button = button(_("Copy to change"), role="link")
        self.copy_button.clicked.connect(self.copy_wanted)
        made = QFrame()
        made.setObjectName("builtIn")
        made.setStyleSheet(f"QFrame#builtIn {{ background: {back}; border-radius: 5px; }}")
        line = row(said, None, self.copy_button)
        line.setContentsMargins(GRID * 2, GRID // 2, GRID, GRID // 2)
        made.setLayout(line)
        return made

    def show_template(self, template: DocumentTemplate, editable: bool) -> None:
        """Show a template; one that is not editable is built in."""
        self._bar.setVisible(not editable)
        for part in self._parts:
            part.show_template(template, editable)

    def place_in_hand(self) -> str:
        """The field at hand in the tab that is shown."""
        shown = self._parts[self.tabs.currentIndex()]
        return "" if isinstance(shown, PaperTab) else shown.place_in_hand()

    def finish(self) -> bool:
        """Take what is typed and not ended yet; False where it cannot be used."""
        for tab in self.fields:
            tab.finish()
        return not any(tab.is_wrong for tab in self.fields)
