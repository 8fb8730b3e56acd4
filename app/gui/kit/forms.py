"""Forms: fields by the names their service gives them, Save, and every problem at once."""

from collections.abc import Callable, Iterable, Mapping
from operator import methodcaller
from typing import Any, NamedTuple

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QSlider,
    QWidget,
)

from app.domain.problems import Refused
from app.domain.verdicts import Level
from app.gui.kit.asking_approval import asks_approval
from app.gui.kit.desk import Desk
from app.gui.kit.guard import guarded
from app.gui.kit.plain_text import PlainTextEdit
from app.gui.kit.problem_list import ProblemList
from app.gui.kit.questions import give_up
from app.gui.kit.widgets import button, column, label
from app.text import _


class _Access(NamedTuple):
    """How the value of a sort of field is read and written, and the signal of its change."""

    read: Callable[[Any], Any]
    write: Callable[[Any, Any], None]
    signal: str


def _write(line: QLineEdit, text: str) -> None:
    """A text that is longer than its box is read from its beginning."""
    line.setText(text)
    if line.fontMetrics().horizontalAdvance(text) > line.width():
        line.setCursorPosition(0)


def _choose(box: QComboBox, data: object) -> None:
    box.setCurrentIndex(box.findData(data))


_ACCESS = {
    QLineEdit: _Access(QLineEdit.text, _write, "textChanged"),
    PlainTextEdit: _Access(PlainTextEdit.toPlainText, PlainTextEdit.setPlainText, "textChanged"),
    QCheckBox: _Access(QCheckBox.isChecked, QCheckBox.setChecked, "toggled"),
    QSlider: _Access(QSlider.value, QSlider.setValue, "valueChanged"),
    QComboBox: _Access(QComboBox.currentData, _choose, "currentIndexChanged"),
}

_OWN = _Access(methodcaller("value"), lambda field, value: field.set_value(value), "changed")


def _access(field: QWidget) -> _Access:
    """Qt's own fields as they are; a field of ours has ``value``, ``set_value``, ``changed``."""
    if hasattr(field, "set_value"):
        return _OWN
    return next(access for kind, access in _ACCESS.items() if isinstance(field, kind))


class Form(QWidget):
    """Holds fields; nothing is written before Save, and Save says every problem.

    A page adds its fields, fills them by ``show_values`` and carries out ``store``.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.fields: dict[str, QWidget] = {}
        self._kept: dict[str, Any] = {}
        self.problems = ProblemList(desk)
        self.save_button = button(_("Save"), "Ctrl+S", "primary")

    def add(self, name: str, title: str, field: QWidget) -> QBoxLayout:
        """Add a field; returns it under its title, ready for a layout."""
        self._register(name, title, field)
        return column(label(title, "muted", field), field, gap=4)

    def add_check(self, name: str, title: str) -> QCheckBox:
        """Add a check box, which shows its title itself."""
        box = QCheckBox(title)
        self._register(name, title, box)
        return box

    def _register(self, name: str, title: str, field: QWidget) -> None:
        field.setAccessibleName(title)
        getattr(field, _access(field).signal).connect(self.note_change)
        self.fields[name] = field

    def values(self) -> dict[str, Any]:
        """What stands in the fields."""
        return {name: _access(field).read(field) for name, field in self.fields.items()}

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Fill the fields that are named; this is what counts as unchanged."""
        self.fill(values)
        self._keep()

    def fill(self, values: Mapping[str, Any]) -> None:
        """Fill the fields that are named, as if they were typed: they wait to be saved."""
        for name in self.fields.keys() & values.keys():
            _access(self.fields[name]).write(self.fields[name], values[name])

    def changes(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Those of ``values`` that are not as they were shown."""
        return {name: value for name, value in values.items() if value != self._kept.get(name)}

    def is_changed(self) -> bool:
        """Does anything in the fields wait to be saved? Not before a record was shown."""
        return bool(self._kept) and self.values() != self._kept

    def may_leave(self) -> bool:
        """Nothing waits to be saved, or the user gives it up."""
        return not self.is_changed() or give_up(
            self,
            self.heading(),
            _("Your changes are not saved. Discard them?"),
            _("Go on editing"),
            _("Discard"),
        )

    def heading(self) -> str:
        """What the form is called, to ask about it."""
        raise NotImplementedError

    def note_change(self) -> None:
        """Called when a field was changed, by hand or by the program; for pages to override."""

    def save(self) -> bool:
        """Write what stands in the fields, or show every reason why not."""
        try:
            self.store(self.values())
        except Refused as refusal:
            if not asks_approval(self, self.desk, refusal, self.save_again):
                self.show_refusal(refusal)
            return False
        self._keep()
        return True

    def save_again(self) -> None:
        """Save what somebody else approved now (U3)."""
        self.save()

    def show_refusal(self, refusal: Refused) -> None:
        """Show every reason why nothing was written."""
        self.problems.show_problems(refusal.problems)
        self.desk.sounds.play(Level.REFUSED)

    def store(self, values: dict[str, Any]) -> None:
        """Write the values. Raises Refused with all problems."""
        raise NotImplementedError

    def _keep(self) -> None:
        self._kept = self.values()
        self.problems.show_problems(())
        self.note_change()


class TextEdit(PlainTextEdit):
    """A few lines of free text; Tab goes to the next field."""

    def __init__(self, lines: int = 3) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 24)


class ChoiceField(QComboBox):
    """One of a few named things; the wheel, which scrolls the page, leaves it alone."""

    def __init__(self, named: Iterable[tuple[object, str]] = ()) -> None:
        super().__init__()
        self.offer(named)

    def offer(self, named: Iterable[tuple[object, str]]) -> None:
        """Offer other things: what each stands for, and its name."""
        self.clear()
        for data, name in named:
            self.addItem(name, data)

    @guarded()
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
