"""The fields of a label template: on or off, their order, and how each one is said."""

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QListWidget, QListWidgetItem, QWidget

from app.domain.printing import Purpose
from app.gui.kit.segments import Segments
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import Paragraph, button, column, label, row
from app.gui.paper.labels.figures import figure_box
from app.printing.labels.template import SAID, Alignment, LabelField, LabelFieldKey, new_field
from app.text import _


class FieldsForm(QWidget):
    """The fields as a list, in their order; what is chosen is changed beside it."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._fields: list[LabelField] = []
        self.list = QListWidget()
        self.list.setAccessibleName(_("Fields of the label"))
        self.up_button = button(_("Up"), "Alt+Up")
        self.down_button = button(_("Down"), "Alt+Down")
        self.before = QLineEdit()
        self.text = QLineEdit()
        for box, name in ((self.before, _("Before it")), (self.text, _("Text"))):
            box.setMaxLength(200)
            box.setAccessibleName(name)
            box.textEdited.connect(self._take)
        self.points = figure_box(_("Size in points"), 0, 100, 0.5, 7)
        self.points.setDecimals(1)
        self.bold = QCheckBox(_("Bold"))
        self.alignment = Segments((side, _(side.value)) for side in Alignment)
        self._text_label = label(_("Text"), "muted", self.text)
        self._before_label = label(_("Before it"), "muted", self.before)
        self._size_label = label("", "muted", self.points)
        self._logo_said = Paragraph("muted")
        self._logo_said.setText(_("The shop's logo. It is chosen in Settings › System Settings."))
        self._arrange()
        self.list.currentRowChanged.connect(self._show_current)
        self.list.itemChanged.connect(self._switch)
        self.up_button.clicked.connect(lambda: self.move_by(-1))
        self.down_button.clicked.connect(lambda: self.move_by(1))
        self.points.valueChanged.connect(self._take)
        self.bold.toggled.connect(self._take)
        self.alignment.changed.connect(self._take)

    def _arrange(self) -> None:
        left = column(self.list, row(self.up_button, self.down_button, None))
        right = column(
            self._logo_said,
            self._before_label,
            self.before,
            self._text_label,
            self.text,
            self._size_label,
            row(self.points, self.bold, None),
            self.alignment,
            None,
            gap=GRID // 2,
        )
        layout = row(left, right, gap=GRID * 2)
        layout.setStretch(0, 1)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def show_fields(self, fields: tuple[LabelField, ...], of: Purpose) -> None:
        """Show the fields of a template, those that it does not have yet at their end, off."""
        there = {field.key for field in fields}
        more = [key for key in LabelFieldKey if key not in there and key in SAID[of]]
        self._fields = [*fields, *map(new_field, more)]
        self._list_again(0)

    def fields(self) -> tuple[LabelField, ...]:
        """The fields as they stand, those that are off too."""
        return tuple(self._fields)

    def _list_again(self, current: int) -> None:
        with QSignalBlocker(self.list):
            self.list.clear()
            for field in self._fields:
                item = QListWidgetItem(_(field.key.value))
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(Qt.CheckState.Checked if field.on else Qt.CheckState.Unchecked)
                self.list.addItem(item)
            self.list.setCurrentRow(current)
        self._show_current(current)

    def _show_current(self, place: int) -> None:
        if not 0 <= place < len(self._fields):
            return
        field = self._fields[place]
        parts = (self.before, self.text, self.points, self.bold, self.alignment)
        blocked = [QSignalBlocker(part) for part in parts]
        self.before.setText(field.before)
        self.text.setText(field.text)
        self.points.setValue(field.size)
        self.bold.setChecked(field.bold)
        self.alignment.set_value(field.alignment)
        for blocker in blocked:
            blocker.unblock()
        free, logo = field.key is LabelFieldKey.TEXT, field.key is LabelFieldKey.LOGO
        for part in (self.text, self._text_label):
            part.setVisible(free)
        for said in (self.before, self._before_label, self.bold):
            said.setVisible(not logo)
        self._logo_said.setVisible(logo)
        self._size_label.setText(_("Height in points") if logo else _("Size in points"))
        self.up_button.setEnabled(place > 0)
        self.down_button.setEnabled(place < len(self._fields) - 1)

    def _take(self) -> None:
        place = self.list.currentRow()
        if 0 <= place < len(self._fields):
            alignment = self.alignment.value()
            assert isinstance(alignment, Alignment)
            self._fields[place] = replace(
                self._fields[place],
                before=self.before.text(),
                text=self.text.text(),
                size=self.points.value(),
                bold=self.bold.isChecked(),
                alignment=alignment,
            )
            self.edited.emit()

    def _switch(self, item: QListWidgetItem) -> None:
        place = self.list.row(item)
        on = item.checkState() is Qt.CheckState.Checked
        self._fields[place] = replace(self._fields[place], on=on)
        self.edited.emit()

    def move_by(self, by: int) -> None:
        """Move the chosen field up or down."""
        place = self.list.currentRow()
        if 0 <= place + by < len(self._fields):
            self._fields.insert(place + by, self._fields.pop(place))
            self._list_again(place + by)
            self.edited.emit()
