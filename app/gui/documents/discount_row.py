"""The discount of a document in its totals: shown, and typed in its place with F6 (M3)."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.domain.pricing import Discount
from app.domain.problems import Problem
from app.formats import Formats
from app.gui.kit.fields import FigureEdit
from app.gui.kit.guard import guarded
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import button, column, label, row
from app.text import _

_WIDTH = 104
_BESIDE = 3
"""Of the percentages have room beside each other where the column is narrow."""


class DiscountRow(QWidget):
    """What is off a document; while it is typed, with the percentages that are offered."""

    entered = Signal(object)
    """A Discount was typed or chosen; ``close_edit`` when it is taken."""
    refused = Signal(object)
    """What was typed is no discount (a Problem); it stays."""
    left = Signal()
    """The field is left, by Enter or Esc."""

    def __init__(self, formats: Formats, presets: Sequence[int]) -> None:
        super().__init__()
        self._formats = formats
        self._discount = Discount()
        self._shown = ""
        self.figure = label("")
        self.edit = DiscountEdit(len(presets))
        self.edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.edit.setFixedWidth(_WIDTH)
        self.edit.setAccessibleName(_("Discount"))
        self.edit.setToolTip(_("5% or an amount; nothing for none"))
        self.presets = [button(formats.percent(rate), role="flat") for rate in presets]
        for number, (made, preset) in enumerate(zip(self.presets, presets, strict=True), 1):
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            made.setToolTip(f"Alt+{number}")
            made.clicked.connect(lambda _on=False, rate=preset: self._choose(rate))
        self._offered = QWidget()
        keys = label(f"Alt+1…{len(presets)}" if presets else "", "hint")
        above, below = self.presets[:_BESIDE], self.presets[_BESIDE:]
        rows = [row(*above, None, gap=GRID // 2)] if below else []
        rows.append(row(*(below or above), None, keys, gap=GRID // 2))
        self._offered.setLayout(column(*rows, gap=GRID // 2))
        title = row(label(_("Discount")), label("F6", "hint"), None, self.figure, self.edit)
        self.setLayout(column(title, self._offered, gap=GRID // 2))
        self.edit.returnPressed.connect(self._enter)
        self.edit.escaped.connect(self._leave)
        self.edit.chosen.connect(lambda number: self.presets[number].click())
        self.edit.editingFinished.connect(self._finished)
        self.close_edit()

    @property
    def is_open(self) -> bool:
        """A discount is being typed."""
        return not self.edit.isHidden()

    def show_discount(self, discount: Discount, amount: int) -> None:
        """Show what is off, in minor units; what is being typed stays."""
        self._discount = discount
        off = self._formats.price(-amount)
        rate = discount.rate
        self.figure.setText(off if rate is None else f"{self._formats.percent(rate)}  {off}")

    def open_edit(self) -> None:
        """Let the discount be typed, what stands there chosen."""
        if not self.is_open:
            self._shown = self._formats.discount_typed(self._discount)
            self.edit.setText(self._shown)
            self.edit.show()
            self._offered.setVisible(bool(self.presets))
            self.figure.hide()
        self.edit.setFocus()
        self.edit.selectAll()

    def close_edit(self) -> None:
        """Show the discount as it is."""
        self.edit.hide()
        self._offered.hide()
        self.figure.show()

    def finish(self) -> bool:
        """Take what is typed and not entered yet; False where it is not taken."""
        if self.is_open:
            self._take()
        return not self.is_open

    def _enter(self) -> None:
        if self.finish():
            self.left.emit()

    def _finished(self) -> None:
        """The cursor is elsewhere: what was typed is taken."""
        if not self.edit.hasFocus():
            self.finish()

    def _leave(self) -> None:
        self.close_edit()
        self.left.emit()

    def _take(self) -> None:
        if self.edit.text() == self._shown:
            self.close_edit()
            return
        found = self._formats.read_discount(self.edit.text())
        if isinstance(found, Problem):
            self.refused.emit(found)
        else:
            self.entered.emit(found)

    def _choose(self, rate: int) -> None:
        self.entered.emit(Discount(rate=rate))
        if not self.is_open:
            self.left.emit()


class DiscountEdit(FigureEdit):
    """Takes Esc, and Alt+n for the n-th percentage, while it has the cursor."""

    escaped = Signal()
    chosen = Signal(object)

    def __init__(self, presets: int) -> None:
        super().__init__()
        self._presets = presets

    def _preset(self, event: QKeyEvent) -> int | None:
        """The place of the percentage that a key chooses."""
        number = event.key() - Qt.Key.Key_1
        is_one = event.modifiers() & ~_KEYPAD == Qt.KeyboardModifier.AltModifier
        return number if is_one and 0 <= number < self._presets else None

    @guarded(True)
    def event(self, event: QEvent) -> bool:
        """Its keys are no shortcuts of the page meanwhile."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            is_own = self._preset(event) is not None or event.key() == Qt.Key.Key_Escape
            if is_own:
                event.accept()
                return True
        return super().event(event)

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = self._preset(event)
        if number is not None:
            self.chosen.emit(number)
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)


_KEYPAD = Qt.KeyboardModifier.KeypadModifier
