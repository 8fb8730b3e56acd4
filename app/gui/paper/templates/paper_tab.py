"""The tab with what a template is called, its paper, its language and its margins."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QSpinBox, QWidget

from app.domain.printing import Purpose
from app.gui.kit.desk import Desk
from app.gui.kit.fields import inset
from app.gui.kit.forms import ChoiceField
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import button, column, label, row
from app.gui.paper.paper_size_dialog import PaperSizeDialog
from app.printing.documents.paper_choices import papers
from app.printing.documents.template import DocumentTemplate
from app.text import BOTH, LANGUAGES, _

_LONGEST_NAME = 100
_WIDEST_MARGIN = 60


class PaperTab(QWidget):
    """A name of the shop's own templates; the paper of any."""

    edited = Signal(object)
    """The template as it is now."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._template: DocumentTemplate | None = None
        self._filling = False
        self.name = QLineEdit()
        self.name.setMaxLength(_LONGEST_NAME)
        self.name.textEdited.connect(lambda text: self._edit(name=text))
        self.paper = ChoiceField()
        self.paper.activated.connect(self._take_paper)
        self.own_button = button(_("Own size…"), role="link")
        self.own_button.clicked.connect(self._add_size)
        spoken = {**LANGUAGES, BOTH: _("English and Chinese")}
        self.language = ChoiceField(spoken.items())
        self.language.activated.connect(lambda: self._edit(language=self.language.currentData()))
        self.side, self.top = _margin(_("Left and right")), _margin(_("Above and below"))
        self.side.valueChanged.connect(lambda mm: self._edit_paper(side=float(mm)))
        self.top.valueChanged.connect(lambda mm: self._edit_paper(top=float(mm)))
        self.rows = QSpinBox()
        inset(self.rows)
        self.rows.setRange(1, 100)
        self.rows.setAccessibleName(_("Ruled rows"))
        self.rows.lineEdit().setTextMargins(GRID, 0, 0, 0)
        self.rows.valueChanged.connect(lambda count: self._edit_paper(rows=count))
        self.numbers = QCheckBox(_("Page numbers"))
        self.numbers.clicked.connect(lambda on: self._edit(page_numbers=on))
        self._named = QWidget()
        self._named.setLayout(_field(_("Name"), self.name))
        self._ruled = QWidget()
        self._ruled.setLayout(_field(_("Ruled rows"), self.rows))
        margins = row(
            _field(_("Left and right"), self.side), _field(_("Above and below"), self.top)
        )
        self._fields = QWidget()
        self._fields.setLayout(
            column(
                self._named,
                _field(_("Paper"), self.paper),
                row(self.own_button, None),
                _field(_("Language"), self.language),
                margins,
                self._ruled,
                self.numbers,
                gap=GRID * 3 // 2,
            )
        )
        page = column(self._fields, None)
        page.setContentsMargins(GRID * 2, GRID * 2, GRID * 2, GRID)
        self.setLayout(page)

    def show_template(self, template: DocumentTemplate, editable: bool) -> None:
        """Show what a template says of them."""
        self._template, self._filling = template, True
        paper = template.paper
        self._named.setVisible(editable)
        if self.name.text() != template.name:
            self.name.setText(template.name)
        known = papers(self._desk.database)
        known.setdefault(paper.key, paper)  # a size of another shop's own
        self.paper.offer((key, _(one.name)) for key, one in known.items())
        self.paper.setCurrentIndex(self.paper.findData(paper.key))
        self.language.setCurrentIndex(self.language.findData(template.language))
        self.side.setValue(round(paper.side))
        self.top.setValue(round(paper.top))
        self.rows.setValue(max(paper.rows, 1))
        self._ruled.setVisible(paper.is_form)
        self.numbers.setChecked(template.page_numbers)
        self.numbers.setVisible(not paper.is_roll)
        self._fields.setEnabled(editable)
        self._filling = False

    def _take_paper(self) -> None:
        paper = papers(self._desk.database).get(self.paper.currentData())
        if paper is not None:
            self._edit(paper=paper)

    def _add_size(self) -> None:
        """Print by this template on a size that is entered."""
        of = self._template.paper.purpose if self._template else Purpose.DOCUMENT
        dialog = PaperSizeDialog(self._desk, of, self)
        if dialog.exec() and dialog.kept is not None:
            self._edit(paper=dialog.kept)
        elif self._template is not None:  # one may be gone
            self.show_template(self._template, self._fields.isEnabled())

    def _edit_paper(self, **values: Any) -> None:
        if self._template is not None and not self._filling:
            self._edit(paper=replace(self._template.paper, **values))

    def _edit(self, **values: Any) -> None:
        if self._template is not None and not self._filling:
            self.edited.emit(replace(self._template, **values))


def _field(title: str, field: QWidget) -> Any:
    field.setAccessibleName(title)
    return column(label(title, "muted", field), field, gap=4)


def _margin(name: str) -> QSpinBox:
    made = QSpinBox()
    inset(made)
    made.setRange(0, _WIDEST_MARGIN)
    made.setSuffix(f" {_('mm')}")
    made.setAccessibleName(name)
    made.lineEdit().setTextMargins(GRID, 0, 0, 0)
    return made
