"""Why all that comes back does, how it is and where it goes: said once for all lines (M7)."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from app.domain.returns import CONDITION_NAMES, RETURN_REASONS, ReturnCondition
from app.gui.kit.fields import LONGEST_LINE
from app.gui.kit.forms import ChoiceField
from app.gui.kit.guard import guarded
from app.gui.kit.segments import Segments
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import label, row
from app.text import _
from db.queries.documents import Document
from db.queries.records import Named

_LEAST, _REASON_WIDTH, _INTO_WIDTH = 96, 208, 160
_ARROW = 44
"""What a box has beside its text."""


class ReturnFields(QWidget):
    """A reason, chosen or typed; the condition; the warehouse."""

    said = Signal()
    """Another reason or condition is given (``reason``, ``condition``)."""
    moved = Signal(object)
    """It is to go into the warehouse with this id."""

    def __init__(self) -> None:
        super().__init__()
        self._filling = self._is_narrow = False
        self.reason_field = ChoiceField((_(reason), _(reason)) for reason in RETURN_REASONS)
        self.reason_field.setEditable(True)
        self.reason_field.setInsertPolicy(ChoiceField.InsertPolicy.NoInsert)
        self.reason_field.setAccessibleName(_("Reason"))
        self.reason_field.setMinimumWidth(_LEAST)
        self.reason_field.setMaximumWidth(_REASON_WIDTH)
        self.reason_field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.typed = QLineEdit()
        self.typed.setMaxLength(LONGEST_LINE)
        self.typed.setPlaceholderText(_("Reason"))
        self.reason_field.setLineEdit(self.typed)
        self.condition_field = Segments((one, _(name)) for one, name in CONDITION_NAMES.items())
        self.condition_field.setAccessibleName(_("Condition"))
        self.into = ChoiceField()
        self.into.setAccessibleName(_("Goes into"))
        self.into.setFixedWidth(_LEAST)
        self.condition_field.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        titles = _("Reason"), _("Condition"), _("Goes into")
        self._labels = [label(title, "secondary") for title in titles]
        inside = row(
            self._labels[0],
            self.reason_field,
            self._labels[1],
            self.condition_field,
            self._labels[2],
            self.into,
        )
        inside.addStretch(0)
        inside.setContentsMargins(0, GRID // 2, 0, GRID // 2)
        self.setLayout(inside)
        self.typed.editingFinished.connect(self._say)
        self.reason_field.activated.connect(lambda _place: self._say())
        self.condition_field.changed.connect(self._say)
        self.into.activated.connect(lambda _place: self.moved.emit(self.into.currentData()))

    @property
    def reason(self) -> str:
        """What is chosen or typed; empty: nothing."""
        return " ".join(self.reason_field.currentText().split())

    @property
    def condition(self) -> ReturnCondition | None:
        """What is chosen; None: nobody said."""
        found = self.condition_field.value()
        return found if isinstance(found, ReturnCondition) else None

    def show_return(self, back: Document, warehouses: Sequence[Named]) -> None:
        """Show what a draft return says; what is being typed stays."""
        self._filling = True
        if not self.typed.hasFocus():
            self.reason_field.setEditText(back.return_reason)
        if back.return_condition is not None:
            self.condition_field.set_value(ReturnCondition(back.return_condition))
        else:
            self.condition_field.clear()
        self.into.offer((place.id, place.name) for place in warehouses)
        self.into.setCurrentIndex(self.into.findData(back.warehouse_id))
        metrics = self.into.fontMetrics()
        longest = max((metrics.horizontalAdvance(place.name) for place in warehouses), default=0)
        self.into.setFixedWidth(min(max(longest + _ARROW, _LEAST), _INTO_WIDTH))
        self._filling = False
        self._fit()

    def fold(self, narrow: bool) -> None:
        """There is little room now, or there is room again."""
        self._is_narrow = narrow
        self._fit()

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where there is no room for their titles the fields say by themselves what they are."""
        parts = (*self._labels, self.condition_field)
        needed = _LEAST + self.into.width() + sum(part.sizeHint().width() for part in parts)
        fits = needed + GRID * 5 <= self.width()
        for made in self._labels:
            made.setVisible(fits and not self._is_narrow)

    def finish(self) -> None:
        """Take what is typed and not left yet."""
        if self.typed.hasFocus():
            self._say()

    def _say(self) -> None:
        if not self._filling:
            self.said.emit()
