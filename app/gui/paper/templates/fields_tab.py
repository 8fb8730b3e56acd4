"""A tab with the fields of some parts of a template, and below them how the one at hand looks."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QGridLayout,
    QRadioButton,
    QSpinBox,
    QWidget,
)

from app.domain.problems import Code, Problem
from app.gui.kit.desk import Desk
from app.gui.kit.fields import FigureEdit, inset
from app.gui.kit.forms import ChoiceField
from app.gui.kit.segments import Segments
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import column, label, row
from app.gui.paper.templates.field_table import FieldRow, FieldTable, changed
from app.printing.documents.template import (
    MOST_ANNEXED,
    NAMES,
    WIDEST,
    DocumentTemplate,
    SerialStyle,
    TemplateFigure,
)
from app.printing.page import TextAlign
from app.text import N_, _

_SIZES = (5, 6, 7, 7.5, 8, 8.5, 9, 9.5, 10, 11, 12, 14, 16, 18, 20, 24, 30, 40)
_ALIGNS = {TextAlign.LEFT: N_("Left"), TextAlign.MIDDLE: N_("Middle"), TextAlign.RIGHT: N_("Right")}
_LABELS = 76


class FieldsTab(QWidget):
    """One of the parts of a template."""

    edited = Signal(object)
    """The template as it is now."""
    in_hand = Signal(str)
    """The field that a preview tints."""
    refused = Signal(object)
    """What was typed that cannot be used, as a problem."""

    def __init__(self, desk: Desk, name: str, *parts: str) -> None:
        super().__init__()
        self._template: DocumentTemplate | None = None
        self._filling = False
        self.table = FieldTable(name, parts, desk.theme)
        if not desk.settings.tax_choice.mode:
            self.table.hidden = {"tax"}  # a shop that keeps none reads no word of it (M4)
        self.table.edited.connect(self.edited)
        self.table.in_hand.connect(self._take_in_hand)
        self._name = label("", "heading")
        moves = label(_("Alt+↑ Alt+↓ moves"), "hint")
        self._serials = _SerialChoice()
        self._serials.edited.connect(self._change)
        self._size = ChoiceField((size, _("{size} pt").format(size=f"{size:g}")) for size in _SIZES)
        self._size.setAccessibleName(_("Size"))
        self._size.activated.connect(lambda: self._set(size=float(self._size.currentData())))
        self._bold = QCheckBox(_("Bold"))
        self._bold.clicked.connect(lambda: self._set(bold=self._bold.isChecked()))
        self._align = Segments((align, _(name)) for align, name in _ALIGNS.items())
        self._align.changed.connect(lambda: self._set(align=self._align.value()))
        self._width = FigureEdit()
        self._width.setAccessibleName(_("Width in millimetres"))
        self._width.setPlaceholderText(_("rest"))
        self._width.setFixedWidth(72)
        self._width.editingFinished.connect(self._read_width)
        self._looks = _line(_("Size"), self._size, self._bold, None)
        self._wide = _line(_("Width"), self._width, label(_("mm"), "muted"), None)
        self._aligned = _line(_("Align"), self._align)
        self._details = (self._serials, self._looks, self._wide, self._aligned)
        detail = column(row(self._name, None, moves), *self._details, gap=GRID)
        detail.setContentsMargins(GRID * 2, GRID, GRID * 2, GRID)
        self.setLayout(column(self.table, detail, None, gap=0))

    def show_template(self, template: DocumentTemplate, editable: bool) -> None:
        """Show the fields of a template."""
        self._template = template
        self.table.show_template(template, editable)
        self._serials.show_template(template)
        for part in self._details:
            part.setEnabled(editable)
        self._show_field(self.table.at_hand())

    def place_in_hand(self) -> str:
        """The field at hand, as a preview calls it."""
        field = self.table.at_hand()
        return field.place if field else ""

    def finish(self) -> None:
        """Take what is typed and not ended yet."""
        self.table.finish_edit()
        if self._width.isModified():
            self._read_width()

    def _take_in_hand(self, field: FieldRow | None) -> None:
        self._show_field(field)
        self.in_hand.emit(field.place if field else "")

    def _show_field(self, row: FieldRow | None) -> None:
        """How a field looks, as far as its paper can show it."""
        if row is None or self._template is None:
            return
        field, receipt = row.field, bool(self._template.paper.columns)
        self._filling = True
        self._name.setText(_(NAMES[field.key]))
        if self._size.findData(field.size) < 0:
            self._size.addItem(_("{size} pt").format(size=f"{field.size:g}"), field.size)
        self._size.setCurrentIndex(self._size.findData(field.size))
        self._bold.setChecked(field.bold)
        self._align.set_value(field.align)
        self._width.setText(f"{field.width:g}" if field.width else "")
        self._width.setModified(False)
        self._mark(False)
        in_table = row.part == "columns"
        serials = in_table and field.key == "serials"
        beside = not serials or self._template.serials is SerialStyle.COLUMN
        self._serials.setVisible(serials)
        self._looks.setVisible(not receipt or row.part in ("head", "foot"))
        for part in (self._wide, self._aligned):
            part.setVisible(in_table and not receipt and beside)
        self._filling = False

    def _set(self, **values: Any) -> None:
        row = self.table.at_hand()
        if self._filling or row is None or self._template is None:
            return
        if any(getattr(row.field, key) != value for key, value in values.items()):
            self._change(changed(self._template, row, **values))

    def _change(self, template: DocumentTemplate) -> None:
        if not self._filling:
            self.edited.emit(template)

    def _read_width(self) -> None:
        """What is typed as a width; what is none stays in its box, and is said."""
        if self._filling or not self._width.isModified():
            return
        typed = self._width.text().strip().replace(",", ".")
        try:
            wide = round(float(typed or 0), 1)
            fits = 0 <= wide <= WIDEST
        except (ValueError, OverflowError):
            fits = False
        self._mark(not fits)
        if fits:
            self._width.setModified(False)
            self._set(width=wide)
            return
        values = {"field": TemplateFigure.WIDTH, "value": typed, "least": 0, "most": f"{WIDEST:g}"}
        self.refused.emit(Problem(Code.TEMPLATE_FIGURE, values))

    def _mark(self, wrong: bool) -> None:
        self._width.setProperty("wrong", wrong)
        self._width.setAccessibleDescription(_("Not a width") if wrong else "")
        self._width.style().unpolish(self._width)
        self._width.style().polish(self._width)

    @property
    def is_wrong(self) -> bool:
        """Something that was typed cannot be used."""
        return self._width.isModified()


def _line(title: str, *parts: object) -> QWidget:
    """A few fields beside their name."""
    made = QWidget()
    named = label(title, "muted")
    named.setFixedWidth(_LABELS)
    made.setLayout(row(named, *parts))
    return made


class _SerialChoice(QWidget):
    """How serial numbers are printed, and from how many on they go into an annex."""

    edited = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._template: DocumentTemplate | None = None
        self._group = QButtonGroup(self)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        self.buttons: dict[SerialStyle, QRadioButton] = {}
        for at, style in enumerate(SerialStyle):
            made = QRadioButton(_(style.value))
            self._group.addButton(made, at)
            self.buttons[style] = made
            grid.addWidget(made, at // 2, at % 2)
        self._group.idClicked.connect(self._choose)
        self.annex = QSpinBox()
        inset(self.annex)
        self.annex.setRange(0, MOST_ANNEXED)
        self.annex.setSpecialValueText(_("never"))
        self.annex.setAccessibleName(_("Serial numbers on a line before the annex"))
        self.annex.setFixedWidth(84)
        self.annex.setKeyboardTracking(False)
        self.annex.lineEdit().setTextMargins(GRID, 0, 0, 0)
        self.annex.valueChanged.connect(self._annex)
        self._above = row(
            label(_("Annex above"), "muted"), self.annex, label(_("on a line"), "muted"), None
        )
        self.setLayout(column(grid, self._above, gap=GRID))

    def show_template(self, template: DocumentTemplate) -> None:
        """Show what a template says of them."""
        self._template = template
        self.buttons[SerialStyle.COLUMN].setVisible(not template.paper.columns)
        self.buttons[template.serials].setChecked(True)
        self.annex.blockSignals(True)
        self.annex.setValue(template.annex_above)
        self.annex.blockSignals(False)
        self.annex.setEnabled(template.serials is not SerialStyle.ANNEX)

    def _choose(self, at: int) -> None:
        self._edit(serials=list(SerialStyle)[at])

    def _annex(self, count: int) -> None:
        self._edit(annex_above=count)

    def _edit(self, **values: Any) -> None:
        if self._template is not None:
            self.edited.emit(replace(self._template, **values))


PARTS: Sequence[tuple[str, Sequence[str]]] = (
    (N_("Head"), ("head", "facts")),
    (N_("Columns"), ("columns",)),
    (N_("Foot"), ("foot",)),
)
"""The tabs with fields: their titles, and the parts of a template in each."""
