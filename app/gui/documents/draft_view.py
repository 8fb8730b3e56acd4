"""How a draft's page is laid out: one line of head, the card that does the work, the right column.

Post and the total stand at the foot of the right column, so that nothing pushes them away.
"""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLayout, QStackedWidget, QWidget

from app.gui.kit.guard import guarded
from app.gui.kit.side_column import NARROW, WIDTH
from app.gui.kit.theme import CARD_GAP, GRID, PAGE_SIDE, PAGE_TOP
from app.gui.kit.widgets import card, column, row

NARROW_BELOW = 1040
"""A page less wide than this, as in a window of 1024, folds what can be."""
_LEAST = 952
"""Of a page in a window of 1024, beside the rail."""


class DraftView(QWidget):
    """The parts of a page in their places; ``wide_side`` is the right column's width, unfolded."""

    folded = Signal(bool)
    """There is little room now, or there is room again."""
    resized = Signal()
    """The actions have another width."""

    def __init__(
        self,
        above: Sequence[object],
        work: Sequence[QWidget],
        trail: QWidget,
        actions: QLayout,
        beside: Sequence[QWidget],
        wide_side: int = WIDTH,
    ) -> None:
        """``above`` the cards; ``work`` in the left one, the last of which takes the room."""
        super().__init__()
        self._wide_side = wide_side
        self._widths = wide_side, NARROW
        self._is_narrow: bool | None = None
        self._usual = _side(beside)
        self._before: QWidget | None = None
        self._stands_in: QWidget | None = None
        self._stood: list[QWidget] = []
        self.side = QStackedWidget()
        self.side.addWidget(self._usual)
        self._actions = bar(actions)
        self.foot = QStackedWidget()
        self.foot.addWidget(self._actions)
        self.left = card(_left(work, trail, self.foot))
        cards = row(self.left, self.side, gap=CARD_GAP)
        cards.setStretch(0, 1)
        self.rows = column(*above, cards, gap=GRID)
        self.rows.setContentsMargins(PAGE_SIDE, PAGE_TOP, PAGE_SIDE, PAGE_SIDE)
        self.rows.setStretchFactor(cards, 1)
        self.setLayout(self.rows)

    def put_beside(self, other: QWidget) -> None:
        """Let something stand at the top of the right column, in turn with what is there."""
        layout = self._usual.layout()
        assert isinstance(layout, QBoxLayout)
        layout.insertWidget(0, other, 100)

    def put_above_last(self, other: QWidget) -> None:
        """Let something stand in the right column just above its last card."""
        layout = self._usual.layout()
        assert isinstance(layout, QBoxLayout)
        layout.insertWidget(layout.count() - 1, other)

    def stand_in(self, job: QWidget) -> None:
        """Show something for what stands at the top of the right column, until ``stand_back``.

        Where another has taken the column over, for the whole of that.
        """
        self._before = self.side.currentWidget()
        if self._before is not self._usual:
            self.side.addWidget(job)
            self.side.setCurrentWidget(job)
            job.show()
            return
        layout = self._usual.layout()
        assert isinstance(layout, QBoxLayout)
        self._stood = [one for one in self._tops(layout) if not one.isHidden()]
        for one in self._stood:
            one.hide()
        layout.insertWidget(0, job, 100)
        job.show()
        self._stands_in = job

    def _tops(self, layout: QBoxLayout) -> list[QWidget]:
        """All that stands above the last card."""
        parts = (layout.itemAt(place) for place in range(layout.count() - 1))
        return [one for part in parts if part is not None and (one := part.widget()) is not None]

    def stand_back(self) -> None:
        """Show again what ``stand_in`` stood for."""
        job, self._stands_in = self._stands_in, None
        if job is not None:
            job.hide()
            for one in self._stood:
                one.show()
            return
        guest = self.side.currentWidget()
        if self._before is not None and guest is not None and guest is not self._before:
            self.side.setCurrentWidget(self._before)

    def take_over(
        self,
        job: QWidget,
        foot: QWidget | None = None,
        wide: int | None = None,
        narrow: int = NARROW,
    ) -> None:
        """Show something else in the right column, until ``give_back``: one job at a time.

        ``foot`` stands for the actions meanwhile, ``wide`` and ``narrow`` are the column's widths.
        """
        if self.side.indexOf(job) < 0:
            self.side.addWidget(job)
        self.side.setCurrentWidget(job)
        self._put_foot(foot or self._actions)
        self._fit_side(wide or self._wide_side, narrow)

    def _put_foot(self, part: QWidget) -> None:
        """Show a foot alone: a stack is as high as the highest in it."""
        before = self.foot.currentWidget()
        if before is part:
            return
        self.foot.addWidget(part)
        self.foot.setCurrentWidget(part)
        if before is not None:
            self.foot.removeWidget(before)
            before.hide()

    def give_back(self) -> None:
        """Show again what is usual in the right column."""
        self.side.setCurrentWidget(self._usual)
        self._put_foot(self._actions)
        self._fit_side(self._wide_side, NARROW)

    def shows(self, job: QWidget) -> bool:
        """It has taken the right column over."""
        return self.side.currentWidget() is job

    def _fit_side(self, wide: int, narrow: int) -> None:
        self._widths = wide, narrow
        self.side.setFixedWidth(narrow if self.is_narrow else wide)

    @property
    def is_narrow(self) -> bool:
        """What can be is folded."""
        return bool(self._is_narrow)

    @guarded(QSize())
    def minimumSizeHint(self) -> QSize:
        """What it needs when it is folded: so it can be made so narrow that it folds."""
        least = super().minimumSizeHint()
        spared = max(0, self.side.minimumWidth() - NARROW)
        return QSize(min(least.width() - spared, _LEAST), least.height())

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < NARROW_BELOW
        if narrow != self._is_narrow:
            self._is_narrow = narrow
            self._fit_side(*self._widths)
            self.folded.emit(narrow)
        self.resized.emit()

    def room_of_actions(self) -> int:
        """How many pixels the actions have beside each other."""
        return self.width() - 2 * PAGE_SIDE - CARD_GAP - self.side.width() - 2


def _left(work: Sequence[QWidget], trail: QWidget, foot: QWidget) -> QBoxLayout:
    """The box and what answers it, the lines, the trail, the actions."""
    *above, lines = work
    upper = column(*above, gap=GRID // 2)
    upper.setContentsMargins(CARD_GAP, CARD_GAP, CARD_GAP, GRID)
    layout = column(upper, lines, trail, foot, gap=0, margin=1)
    layout.setStretchFactor(lines, 1)
    return layout


def _side(beside: Sequence[QWidget]) -> QWidget:
    side = QWidget()
    first, *rest = beside
    layout = column(first, None, *rest, gap=CARD_GAP)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setStretchFactor(first, 100)
    side.setLayout(layout)
    return side


def bar(layout: QLayout) -> QFrame:
    """A part of a card that a line parts from what is above it."""
    frame = QFrame()
    frame.setProperty("role", "bar")
    frame.setLayout(layout)
    return frame
