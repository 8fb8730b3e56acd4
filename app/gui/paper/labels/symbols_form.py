"""The symbols of a label template: which, what each holds, where it stands, how large at most."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.domain.printing import Purpose
from app.gui.kit.forms import ChoiceField
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import label
from app.gui.paper.labels.figures import figure_box
from app.printing.labels.template import HELD, MOST_SYMBOLS, LabelSymbol, Side, SymbolContent
from app.printing.symbols.symbol import SymbolKind
from app.text import _


class SymbolsForm(QWidget):
    """A line for each symbol that a label has room for; *None* takes it out."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GRID // 2)
        titles = (_("Symbol"), _("Holds"), _("Where"), _("Smallest part, mm"))
        for at, title in enumerate(titles):
            grid.addWidget(label(title, "muted"), 0, at)
        self._lines = [_SymbolLine(number) for number in range(1, MOST_SYMBOLS + 1)]
        for number, line in enumerate(self._lines, 1):
            for at, part in enumerate(line.parts):
                grid.addWidget(part, number, at)
            for choice in (line.kind, line.content, line.side):
                choice.currentIndexChanged.connect(self._note)
            line.module.valueChanged.connect(self._note)
        self.setLayout(grid)

    def _note(self) -> None:
        for line in self._lines:
            line.allow()
        self.edited.emit()

    def show_symbols(self, symbols: tuple[LabelSymbol, ...], of: Purpose) -> None:
        """Show the symbols of a template for labels of a purpose."""
        for at, line in enumerate(self._lines):
            line.show_symbol(symbols[at] if at < len(symbols) else None, HELD[of])

    def symbols(self) -> tuple[LabelSymbol, ...]:
        """The symbols as they stand."""
        return tuple(made for line in self._lines if (made := line.symbol()) is not None)


class _SymbolLine:
    """The boxes of one symbol."""

    def __init__(self, number: int) -> None:
        self.kind = ChoiceField(
            [(None, _("None")), *((kind, _(kind.value)) for kind in SymbolKind)]
        )
        self.content = ChoiceField()
        self.side = ChoiceField([(side, _(side.value)) for side in Side])
        self.module = figure_box(_("Smallest part, mm"), 0, 10, 0.05, 0.51)
        self.parts = (self.kind, self.content, self.side, self.module)
        self.module.setAccessibleName(_("Smallest part of symbol {number}").format(number=number))
        for part, name in (
            (self.kind, _("Symbol {number}")),
            (self.content, _("What symbol {number} holds")),
            (self.side, _("Where symbol {number} stands")),
        ):
            part.setAccessibleName(name.format(number=number))
            part.setMinimumContentsLength(6)
            part.setSizeAdjustPolicy(
                ChoiceField.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )

    def show_symbol(self, symbol: LabelSymbol | None, held: Sequence[SymbolContent]) -> None:
        blocked = [QSignalBlocker(part) for part in self.parts]
        self.kind.setCurrentIndex(max(self.kind.findData(symbol.kind if symbol else None), 0))
        shown = symbol or LabelSymbol(content=held[0])
        offered = dict.fromkeys((*held, shown.content))
        self.content.offer([(each, _(each.value)) for each in offered])
        self.content.setCurrentIndex(self.content.findData(shown.content))
        self.side.setCurrentIndex(self.side.findData(shown.side))
        self.module.setValue(shown.module)
        for blocker in blocked:
            blocker.unblock()
        self.allow()

    def symbol(self) -> LabelSymbol | None:
        kind = self.kind.currentData()
        if kind is None:
            return None
        return LabelSymbol(
            kind, self.content.currentData(), self.side.currentData(), self.module.value()
        )

    def allow(self) -> None:
        """Without a symbol there is nothing to say of it."""
        for part in self.parts[1:]:
            part.setEnabled(self.kind.currentData() is not None)
