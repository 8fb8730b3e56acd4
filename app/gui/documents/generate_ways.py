"""The three ways to say what is generated (G1): fields, a pattern, ranges as people write them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from app.domain.generation import MARKS, MOST_DIGITS, Plan, Run, read_pattern, read_ranges
from app.domain.problems import Code, Problem
from app.domain.serials import LONGEST, fold
from app.gui.kit.theme import serial_font
from app.gui.kit.widgets import column, label, row
from app.gui.scanning.boxes import CodeEdit
from app.gui.scanning.codes_edit import CodesEdit
from app.services.clock import today
from app.text import _
from db.queries.generation import Remembered


class GenerationWay(QWidget):
    """A page of fields that makes a plan."""

    changed = Signal()

    def begin(self, sku: str, count: int) -> None:
        """Another product: forget what stood here, and offer as many as ``count``."""
        raise NotImplementedError

    def is_empty(self) -> bool:
        """Nothing was entered yet: there is neither a plan nor a problem to show."""
        raise NotImplementedError

    def plan(self) -> Plan:
        """What the fields say."""
        raise NotImplementedError

    def move_to(self, run: Run, start: int) -> None:
        """Say the same run from another number on."""
        raise NotImplementedError


class Number(CodeEdit):
    """A whole number, typed; the rules say what is wrong with it. Nothing typed is 0."""

    def __init__(self, name: str, digits: int) -> None:
        super().__init__()
        self.setFont(serial_font())
        self.setAccessibleName(name)
        self.setMaxLength(digits)

    def value(self) -> int:
        """What was typed; 0 where that is no number."""
        text = fold(self.text().strip())
        return int(text) if text.isascii() and text.isdigit() else 0

    def set_value(self, value: int) -> None:
        """Show another number; nothing for 0."""
        self.setText(str(value) if value else "")


class _Running(GenerationWay):
    """What fields and patterns share: the first number, the step and the count."""

    def __init__(self) -> None:
        super().__init__()
        self.start = self._code(_("First number"), MOST_DIGITS)
        self.step = Number(_("Step"), 6)
        self.count = Number(_("Count"), 6)
        for box in (self.step, self.count):
            box.textChanged.connect(self.changed)

    def _code(self, name: str, longest: int = LONGEST) -> CodeEdit:
        edit = CodeEdit()
        edit.setFont(serial_font())
        edit.setAccessibleName(name)
        edit.setMaxLength(longest)
        edit.textChanged.connect(self.changed)
        return edit

    def _abreast(self, *fields: QWidget) -> QBoxLayout:
        """Fields under their titles, side by side, equally wide."""
        line = row(*(column(label(f.accessibleName(), "muted", f), f, gap=4) for f in fields))
        for place in range(len(fields)):
            line.setStretch(place, 1)
        return line

    def _from(self) -> int | None:
        """The first number, or None where what stands there is none."""
        text = fold(self.start.text().strip())
        return int(text) if text.isascii() and text.isdigit() else None


_NO_START = Plan(problems=(Problem(Code.GENERATE_START, {"most": MOST_DIGITS}),))


class FieldsWay(_Running):
    """Prefix, running number with its width, suffix."""

    def __init__(self) -> None:
        super().__init__()
        self.prefix = self._code(_("Prefix"))
        self.setFocusProxy(self.prefix)
        self.suffix = self._code(_("Suffix"))
        self.width_box = Number(_("Digits"), 2)
        self.width_box.setPlaceholderText(_("auto"))
        self.width_box.setToolTip(_("Leading zeros fill the number up to this many digits."))
        self.setLayout(
            column(
                self._abreast(self.prefix, self.start, self.suffix),
                self._abreast(self.width_box, self.step, self.count),
                None,
            )
        )
        self.width_box.textChanged.connect(self.changed)
        self.start.textEdited.connect(self._see_zeros)

    def _see_zeros(self, text: str) -> None:
        """A first number typed with leading zeros says its width itself."""
        if len(text) > 1 and fold(text)[0] == "0":
            self.width_box.set_value(len(text))

    def begin(self, sku: str, count: int) -> None:
        self.recall(Run("", 1), 1)
        self.start.clear()
        self.count.set_value(count)

    def recall(self, run: Run, step: int) -> None:
        """Show what the product remembers (G3)."""
        self.prefix.setText(run.prefix)
        self.suffix.setText(run.suffix)
        self.width_box.set_value(run.width)
        self.step.set_value(step)
        self.move_to(run, run.start)

    def is_empty(self) -> bool:
        return not self.start.text().strip()

    def plan(self) -> Plan:
        start = self._from()
        if start is None:
            return _NO_START
        prefix, suffix = (fold(edit.text().strip()) for edit in (self.prefix, self.suffix))
        width, step, count = self.width_box.value(), self.step.value(), self.count.value()
        return Plan((Run(prefix, start, width, suffix, step, count),))

    def move_to(self, run: Run, start: int) -> None:
        self.start.setText(f"{start:0{run.width}}")


class PatternWay(_Running):
    """A pattern with the date and the SKU in it."""

    def __init__(self) -> None:
        super().__init__()
        self._sku = ""
        self.pattern = self._code(_("Pattern"))
        self.setFocusProxy(self.pattern)
        self.pattern.setPlaceholderText("{YYYY}{MM}{DD}-{SKU}-{N:5}")
        known = label(_("What can stand in it: {marks}").format(marks=MARKS), "muted")
        known.setWordWrap(True)
        self.setLayout(
            column(
                self._abreast(self.pattern),
                known,
                self._abreast(self.start, self.step, self.count),
                None,
            )
        )

    def begin(self, sku: str, count: int) -> None:
        self._sku = fold(sku)
        self.pattern.clear()
        self.start.setText("1")
        self.step.set_value(1)
        self.count.set_value(count)

    def recall(self, remembered: Remembered) -> None:
        """Show what the product remembers (G3)."""
        self.pattern.setText(remembered.pattern)
        self.start.setText(str(remembered.next))
        self.step.set_value(remembered.step)

    def is_empty(self) -> bool:
        return not self.pattern.text().strip()

    def plan(self) -> Plan:
        pattern, start = read_pattern(self.pattern.text(), today(), self._sku), self._from()
        if start is None:
            return Plan(problems=(*pattern.problems, *_NO_START.problems))
        return pattern.plan(start, self.count.value(), self.step.value())

    def move_to(self, run: Run, start: int) -> None:
        self.start.setText(str(start))


class RangesWay(GenerationWay):
    """Ranges as people write them, several in one text."""

    def __init__(self) -> None:
        super().__init__()
        self.box = CodesEdit()
        self.setFocusProxy(self.box)
        self.box.setFont(serial_font())
        self.box.setAccessibleName(_("Ranges"))
        self.box.setPlaceholderText("SN001-SN050, SN101 +9")
        self.box.setTabChangesFocus(True)
        self.box.setFixedHeight(96)
        hint = label(
            _("“SN101 +9” is that one and nine more. Commas or lines set ranges apart."), "muted"
        )
        hint.setWordWrap(True)
        self.setLayout(column(self.box, hint, None))
        self.box.textChanged.connect(self.changed)

    def begin(self, sku: str, count: int) -> None:
        self.box.clear()

    def is_empty(self) -> bool:
        return not self.box.toPlainText().strip()

    def plan(self) -> Plan:
        return read_ranges(self.box.toPlainText())

    def move_to(self, run: Run, start: int) -> None:
        """The next free run takes the range's place; after the last serial the box is empty."""
        if start == run.start:
            end = run.number(run.end)
            self.box.setPlainText(f"{run.number(start)}~{end}" if run.count > 1 else end)
        else:
            self.box.clear()
