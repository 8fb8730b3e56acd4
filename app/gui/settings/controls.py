"""A setting's row: its title and consequence at the left, its control at the right."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QLineEdit, QSlider, QWidget

from app.domain.pricing import read_presets
from app.domain.quantities import quantity_text
from app.gui.kit.desk import Desk
from app.gui.kit.fields import LONGEST_LINE
from app.gui.kit.forms import ChoiceField, TextEdit
from app.gui.kit.guard import guarded
from app.gui.kit.segments import Segments
from app.gui.kit.theme import GRID, SETTING_ROW
from app.gui.kit.widgets import column, label, row, switch
from app.gui.settings.picture_field import PictureField
from app.lists.setting_rows import Control, ShopSetting, choices_of
from app.text import _

_WIDTH = 264


class _SettingLine(QLineEdit):
    """A line that is saved when it is left, or by Enter."""

    ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setMaxLength(LONGEST_LINE)
        self.editingFinished.connect(self.ended)

    @guarded(True)
    def event(self, event: QEvent) -> bool:
        """Ctrl+Z where nothing was typed here is the page's: it takes the last change back."""
        if _undoes(event) and not self.isUndoAvailable():
            event.ignore()
            return False
        return super().event(event)


class _SettingLines(TextEdit):
    """A few lines that are saved when they are left."""

    ended = Signal()

    def __init__(self) -> None:
        super().__init__(2)

    @guarded(True)
    def event(self, event: QEvent) -> bool:
        if _undoes(event) and not self.document().isUndoAvailable():
            event.ignore()
            return False
        done = super().event(event)
        if event.type() == QEvent.Type.FocusOut:
            self.ended.emit()
        return done


class _Percentages(_SettingLine):
    """Rates in a line, such as ``5, 10, 12.5``."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.textChanged.connect(self.changed)

    def value(self) -> list[int]:
        """The rates, in thousandths of a percent."""
        return read_presets(self.text())

    def set_value(self, rates: Sequence[int]) -> None:
        """Write rates; what says the same already stays as it was typed."""
        if list(rates) != self.value():
            self.setText(", ".join(quantity_text(rate) for rate in rates))


def _undoes(event: QEvent) -> bool:
    return (
        event.type() == QEvent.Type.ShortcutOverride
        and isinstance(event, QKeyEvent)
        and event.matches(QKeySequence.StandardKey.Undo)
    )


def control_of(setting: ShopSetting, desk: Desk) -> QWidget:
    """The field in which a setting is changed."""
    made: QWidget
    match setting.control:
        case Control.SWITCH:
            made = switch("")
        case Control.LINE:
            made = _SettingLine()
        case Control.LINES:
            made = _SettingLines()
        case Control.SEGMENTS:
            made = Segments(choices_of(setting.key))
        case Control.CHOICE:
            made = ChoiceField(choices_of(setting.key))
        case Control.SLIDER:
            made = QSlider(Qt.Orientation.Horizontal)
            made.setRange(10, 100)
            made.setPageStep(10)
        case Control.PERCENTAGES:
            made = _Percentages()
        case Control.PICTURE:
            made = PictureField(desk)
    if setting.control not in (Control.SWITCH, Control.SEGMENTS):
        made.setFixedWidth(_WIDTH)
    return made


class SettingRow(QFrame):
    """One setting on its page."""

    def __init__(self, setting: ShopSetting, field: QWidget) -> None:
        super().__init__()
        self.setting = setting
        self.consequence = label(_(setting.consequence), "secondary")
        self.consequence.setWordWrap(True)
        self.setProperty("role", "setting")
        self.setMinimumHeight(SETTING_ROW)
        field.setAccessibleDescription(_(setting.consequence))
        title = label(_(setting.title), buddy=field)
        title.setWordWrap(True)
        words = column(None, title, self.consequence, None, gap=2)
        line = row(words, field, gap=GRID * 3)
        line.setStretch(0, 1)
        line.setContentsMargins(GRID * 2, GRID // 2, GRID * 2, GRID // 2)
        self.setLayout(line)
