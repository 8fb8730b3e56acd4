"""A way in time: a dot for each step on a line, what happened, and smaller below who and when."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from app.gui.kit.desk import Desk
from app.gui.kit.guard import guarded
from app.gui.kit.theme import BODY, GRID, HINT, Theme, text_font
from app.gui.kit.widgets import tip

_Index = QModelIndex | QPersistentModelIndex
_DOT = 22
"""Left of the text, where the way runs."""
_WORD = re.compile(r"[!-~]+")
"""What is not broken; Chinese is between any two characters."""


@dataclass(frozen=True, slots=True)
class TimelineStep:
    """One step: what it says, smaller below who and when; ``document`` is what it opens.

    ``filled``: it changed the books. ``wrong``: it took them back.
    """

    text: str
    below: str
    document: int | None = None
    filled: bool = False
    wrong: bool = False


class StepModel(QAbstractListModel):
    """The steps of one way."""

    def __init__(self) -> None:
        super().__init__()
        self.steps: Sequence[TimelineStep] = ()

    def show_steps(self, steps: Sequence[TimelineStep]) -> None:
        """Show others."""
        self.beginResetModel()
        self.steps = steps
        self.endResetModel()

    @guarded(0)
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.steps)

    @guarded()
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        found = self.steps[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return found.text
        said = f"{found.text}\n{found.below}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return said
        return tip(said) if role == Qt.ItemDataRole.ToolTipRole else None


class _WayDelegate(QStyledItemDelegate):
    """A dot and a line from each step to the next; the text breaks where it has no room."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._text = text_font(BODY)
        self._small = text_font(HINT)

    def _room(self) -> int:
        return max(80, self._view.viewport().width() - _DOT - GRID)

    def _wrapped(self, text: str, small: bool) -> int:
        metrics = QFontMetrics(self._small if small else self._text)
        room = QRect(0, 0, self._room(), 10_000)
        return metrics.boundingRect(room, self._breaks(text, metrics), text).height()

    def _breaks(self, text: str, metrics: QFontMetrics) -> int:
        """Between words; anywhere only where one of them has no room by itself."""
        widest = max(map(metrics.horizontalAdvance, _WORD.findall(text)), default=0)
        if widest <= self._room():
            return int(Qt.TextFlag.TextWordWrap)
        return int(Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere)

    @guarded(QSize())
    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        step = _step_of(index)
        height = self._wrapped(step.text, False) + self._wrapped(step.below, True) + 10
        return QSize(self._room(), height)

    @guarded()
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        step, theme = _step_of(index), self._theme
        place = option.rect
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected and self._view.hasFocus():
            painter.fillRect(place, QColor(theme.selection))
        self._paint_way(painter, place, index, step)
        high = self._wrapped(step.text, False)
        text = QRect(place.left() + _DOT, place.top() + 3, self._room(), high)
        painter.setFont(self._text)
        painter.setPen(QColor(self._colour(step)))
        painter.drawText(text, self._breaks(step.text, QFontMetrics(self._text)), step.text)
        painter.setFont(self._small)
        painter.setPen(QColor(theme.muted))
        below = QRect(text.left(), text.bottom() + 2, self._room(), place.height() - high)
        painter.drawText(below, self._breaks(step.below, QFontMetrics(self._small)), step.below)
        painter.restore()

    def _colour(self, step: TimelineStep) -> str:
        if step.document is not None:
            return self._theme.accent_text
        return self._theme.levels[-1][1] if step.wrong else self._theme.text

    def _paint_way(
        self, painter: QPainter, place: QRect, index: _Index, step: TimelineStep
    ) -> None:
        middle = QPointF(place.left() + 7, place.top() + 12)
        painter.setPen(QPen(QColor(self._theme.edge), 1))
        last = index.row() == index.model().rowCount() - 1
        if index.row():
            painter.drawLine(QPointF(middle.x(), place.top()), middle)
        if not last:
            painter.drawLine(middle, QPointF(middle.x(), place.bottom() + 1))
        colour = self._theme.levels[-1][1] if step.wrong else self._theme.accent
        painter.setPen(QPen(QColor(colour if step.filled else self._theme.muted), 2))
        painter.setBrush(QColor(colour if step.filled else self._theme.base))
        painter.drawEllipse(middle, 4, 4)


def _step_of(index: _Index) -> TimelineStep:
    model = index.model()
    assert isinstance(model, StepModel)
    return model.steps[index.row()]


class Timeline(QListView):
    """Steps one below the other; Enter, Ctrl+O or a click opens the document of one.

    ``whole``: it is as high as its steps, and what is around it scrolls. ``nothing`` is what it
    says where there are none.
    """

    opened = Signal(object)
    """The document with this id is wanted."""

    def __init__(self, desk: Desk, name: str, whole: bool = False, nothing: str = "") -> None:
        super().__init__()
        self._whole, self._nothing, self._theme = whole, nothing, desk.theme
        self.steps = StepModel()
        self.setModel(self.steps)
        self.setItemDelegate(_WayDelegate(desk.theme, self))
        self.setAccessibleName(name)
        self.setProperty("role", "plain")
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        if whole:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._open)

    def show_steps(self, steps: Sequence[TimelineStep]) -> None:
        """Show others; the first is the current one."""
        self.steps.show_steps(steps)
        if steps:
            self.setCurrentIndex(self.steps.index(0))
        self._fit()

    def current_step(self) -> TimelineStep | None:
        """The step under the cursor, or None."""
        index = self.currentIndex()
        return _step_of(index) if index.isValid() else None

    def _fit(self) -> None:
        if self._whole:
            heights = (self.sizeHintForRow(row) for row in range(self.steps.rowCount()))
            self.setFixedHeight(sum(heights) + GRID // 2)

    def _open(self, index: QModelIndex) -> None:
        document = _step_of(index).document if index.isValid() else None
        if document is not None:
            self.opened.emit(document)

    @guarded()
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._nothing and not self.steps.steps:
            painter = QPainter(self.viewport())
            painter.setPen(QColor(self._theme.muted))
            room = self.viewport().rect().adjusted(GRID // 2, GRID // 2, -GRID // 2, 0)
            painter.drawText(room, int(Qt.TextFlag.TextWordWrap), self._nothing)

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        ctrl = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter or (ctrl and event.key() == Qt.Key.Key_O):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self.scheduleDelayedItemsLayout()
