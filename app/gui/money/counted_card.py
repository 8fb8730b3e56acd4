"""What was counted in the drawer: so many of each note and coin, or one sum (M9)."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QSizePolicy, QWidget

from app.domain.shifts import MOST_PIECES, PIECES
from app.gui.kit.desk import Desk
from app.gui.kit.fields import FigureEdit
from app.gui.kit.guard import guarded
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import button, column, label, row, section
from app.gui.money.amounts import AmountEdit, count_in
from app.text import _

_FIELD = 88
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

Typed = tuple[list[str], str, bool]
"""What stands in the fields: of each piece, of the sum, and whether it is one sum."""


class CountedCard(QFrame):
    """Enter goes to the next note or coin, from the last one on; the sum stands below."""

    changed = Signal()
    """Something else was counted."""
    done = Signal()
    """Enter in the last field."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._formats = desk.formats
        self._wrong = desk.theme.levels[-1][1]
        self.setProperty("role", "card")
        self._values = PIECES[desk.settings.currency]
        self.fields = [self._field(value) for value in self._values]
        self._amounts = [label("") for _value in self._values]
        self.sum = AmountEdit(desk.formats, _("Cash counted"))
        self.sum.setAlignment(_RIGHT)
        self.total = label("", "sum")
        self.as_one = button(_("As one sum"), role="link")
        self.clear = button(_("Clear"), role="link")
        self._cleared: Typed | None = None
        self._is_one_sum = False
        self._arrange()
        self.setFocusProxy(self.fields[0])
        for field in (*self.fields, self.sum):
            field.textChanged.connect(self._note)
            field.installEventFilter(self)
        self.as_one.clicked.connect(partial(self._switch, None))
        self.clear.clicked.connect(self._clear)
        self._switch(one=False)

    def _field(self, value: int) -> FigureEdit:
        made = FigureEdit()
        made.setAlignment(_RIGHT)
        made.setMaxLength(9)
        made.setFixedWidth(_FIELD)
        made.setAccessibleName(_("How many of {value}").format(value=self._piece(value)))
        return made

    def _piece(self, value: int) -> str:
        """A note or coin as it says itself: 100, 0.50."""
        whole, rest = divmod(value, 10**self._formats.decimals)
        return self._formats.price(value) if rest else f"{whole:,}"

    def _arrange(self) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(2)
        grid.setHorizontalSpacing(GRID * 2)
        for place, title in enumerate((_("Note or coin"), _("How many"), _("Amount"))):
            grid.addWidget(_right(label(title, "secondary")), 0, place)
        for line, value in enumerate(self._values, 1):
            grid.addWidget(_right(label(self._piece(value))), line, 0)
            grid.addWidget(self.fields[line - 1], line, 1, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(_right(self._amounts[line - 1]), line, 2)
        grid.setColumnStretch(2, 1)
        self._area = _PiecesArea(grid)
        self._one = QWidget()
        self._one.setLayout(row(label(_("Counted in all"), "secondary", self.sum), self.sum))
        head = section(_("Cash counted"), label(_("Enter goes to the next"), "secondary"))
        foot = row(label(_("Cash counted"), "section"), None, self.total)
        parts = (head, self._area, self._one, row(self.as_one, None, self.clear), foot)
        self.setLayout(column(*parts, margin=GRID * 2))

    # What is counted --------------------------------------------------------------------------

    @property
    def is_one_sum(self) -> bool:
        """One sum is typed, not the pieces."""
        return self._is_one_sum

    def pieces(self) -> dict[int, int] | None:
        """How many of each note and coin; None: something that is typed is no count."""
        counts = {
            value: count_in(field, MOST_PIECES)
            for value, field in zip(self._values, self.fields, strict=True)
        }
        return None if None in counts.values() else counts  # type: ignore[return-value]

    def amount(self) -> int | None:
        """What was counted in all; None: something that is typed is no figure."""
        if self.is_one_sum:
            return self.sum.amount()
        pieces = self.pieces()
        return None if pieces is None else sum(value * n for value, n in pieces.items())

    @property
    def is_begun(self) -> bool:
        """Something is typed."""
        fields = [self.sum] if self.is_one_sum else self.fields
        return any(field.text().strip() for field in fields)

    def typed(self) -> Typed:
        """What stands in the fields, to be shown again."""
        return [field.text() for field in self.fields], self.sum.text(), self.is_one_sum

    def show_typed(self, typed: Typed) -> None:
        """Show again what stood in the fields."""
        texts, total, one = typed
        for field, text in zip(self.fields, texts, strict=False):
            field.setText(text)
        self.sum.setText(total)
        self._switch(one)

    def lock(self, locked: bool) -> None:
        """Whether what was counted can be changed no more (a blind count)."""
        for part in (*self.fields, self.sum, self.as_one, self.clear):
            part.setEnabled(not locked)

    # What is done -----------------------------------------------------------------------------

    def _note(self) -> None:
        price = self._formats.price
        for value, field, shown in zip(self._values, self.fields, self._amounts, strict=True):
            count = count_in(field, MOST_PIECES)
            field.setStyleSheet("" if count is not None else f"border: 1px solid {self._wrong};")
            shown.setText("–" if count is None else price(value * count) if count else "")
        wrong = self.sum.amount() is None
        self.sum.setStyleSheet(f"border: 1px solid {self._wrong};" if wrong else "")
        amount = self.amount()
        self.total.setText("–" if amount is None else self._formats.money(amount))
        if self.is_begun and self._cleared is not None:
            self._cleared = None
        self.clear.setText(_("Take it back") if self._cleared is not None else _("Clear"))
        self.clear.setAccessibleName(self.clear.text())
        self.changed.emit()

    def _switch(self, one: bool | None) -> None:
        """Type one sum, or the pieces again; what was typed the other way stays there."""
        one_sum = self._is_one_sum = not self._is_one_sum if one is None else one
        self._area.setVisible(not one_sum)
        self._one.setVisible(one_sum)
        self.as_one.setText(_("By note and coin") if one_sum else _("As one sum"))
        self.as_one.setAccessibleName(self.as_one.text())
        self.setFocusProxy(self.sum if one_sum else self.fields[0])
        if one is None:
            self.setFocus()
        self._note()

    def _clear(self) -> None:
        """Nothing is counted; the same button takes it back until something is typed."""
        if self._cleared is not None:
            before, self._cleared = self._cleared, None
            self.show_typed(before)
        elif self.is_begun:
            before = self.typed()
            for field in [self.sum] if self.is_one_sum else self.fields:
                field.clear()
            self._cleared = before
            self._note()
        self.setFocus()

    @guarded(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and the arrows go from field to field."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        steps = {
            Qt.Key.Key_Return: 1,
            Qt.Key.Key_Enter: 1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        self._go(watched, step, event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter))
        return True

    def _go(self, field: QObject, step: int, may_end: bool) -> None:
        place = self.fields.index(field) + step if field in self.fields else len(self.fields)
        if 0 <= place < len(self.fields):
            self.fields[place].setFocus()
            self.fields[place].selectAll()
            self._area.ensureWidgetVisible(self.fields[place])
        elif may_end:
            self.done.emit()


class _PiecesArea(QScrollArea):
    """The notes and coins, as high as they are, or as there is room for."""

    def __init__(self, pieces: QGridLayout) -> None:
        super().__init__()
        inside = QWidget()
        inside.setLayout(pieces)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the fields in it scroll it
        self.setAccessibleName(_("Note or coin"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    @guarded(QSize())
    def sizeHint(self) -> QSize:
        inside = self.widget()
        return inside.sizeHint() if inside is not None else super().sizeHint()


def _right(made: QLabel) -> QLabel:
    made.setAlignment(_RIGHT)
    return made
