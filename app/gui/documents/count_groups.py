"""The groups of a count as tiles with their sizes, one of them chosen."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QLabel, QPushButton, QWidget

from app.domain.counting import CountGroup
from app.domain.verdicts import Finding, Level
from app.gui.kit.desk import Desk
from app.gui.kit.guard import guarded
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import label, row
from app.text import _, titled

_LEVELS = {
    CountGroup.FOUND: Level.ACCEPTED,
    CountGroup.ELSEWHERE: Level.WARNING,
    CountGroup.SOLD_HERE: Level.WARNING,
    CountGroup.COMES_BACK: Level.WARNING,
    CountGroup.NEW: Level.NOTED,
    CountGroup.MOVED: Level.NOTED,
    CountGroup.QUANTITY: Level.WARNING,
}
GROUP_OF = {
    Finding.FOUND: CountGroup.FOUND,
    Finding.ELSEWHERE: CountGroup.ELSEWHERE,
    Finding.SOLD_HERE: CountGroup.SOLD_HERE,
    Finding.COMES_BACK: CountGroup.COMES_BACK,
    Finding.NEW: CountGroup.NEW,
}
"""Where a scan belongs by what was said to it."""

_HEIGHT = 32


class _Tile(QPushButton):
    """A group's name and how many are in it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setProperty("role", "tile")
        self.setFixedHeight(_HEIGHT)
        self._title = name
        self._name = label("")
        self._size = label("")
        for part in (self._name, self._size):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        line = row(self._name, None, self._size)
        line.setContentsMargins(GRID, 0, GRID, 0)
        self.setLayout(line)
        self.setToolTip(name)

    def show_size(self, size: int, colour: str) -> None:
        """Show how many there are; none is said quietly."""
        self._size.setText(f"{size:,}")
        for part in (self._name, self._size):
            _colour(part, colour)
        self.setAccessibleName(titled(self._title, size))
        self._fit()

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The name as far as there is room beside the size."""
        room = self.width() - self._size.sizeHint().width() - 4 * GRID
        short = self.fontMetrics().elidedText(self._title, Qt.TextElideMode.ElideRight, room)
        self._name.setText(short)


def _colour(part: QLabel, colour: str) -> None:
    part.setStyleSheet(f"color: {colour};")


class GroupTiles(QWidget):
    """All groups in two columns; the arrow keys go from one to the next."""

    chosen = Signal()
    """Another group is to be shown."""

    def __init__(self, desk: Desk, groups: tuple[CountGroup, ...] = tuple(CountGroup)) -> None:
        super().__init__()
        self._theme = desk.theme
        self._sizes = dict.fromkeys(groups, 0)
        self._tiles = {group: _Tile(_(group.value)) for group in groups}
        self._buttons = QButtonGroup(self)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GRID // 2)
        for place, tile in enumerate(self._tiles.values()):
            self._buttons.addButton(tile, place)
            grid.addWidget(tile, *divmod(place, 2))
        self.setLayout(grid)
        self._tiles[groups[0]].setChecked(True)
        self._buttons.idToggled.connect(self._tell)

    @property
    def group(self) -> CountGroup:
        """The group that is chosen."""
        return list(self._tiles)[self._buttons.checkedId()]

    def choose(self, group: CountGroup) -> None:
        """Choose a group."""
        self._tiles[group].setChecked(True)

    def show_sizes(self, size: Callable[[CountGroup], int]) -> None:
        """Show how many are in each group."""
        for group in self._tiles:
            self._show(group, size(group))

    def grow(self, finding: Finding | None) -> None:
        """One more was scanned; what else it changes is said when all is compared again."""
        group = GROUP_OF.get(finding) if finding else None
        if group is not None:
            self._show(group, self._sizes[group] + 1)

    def size_of(self, group: CountGroup) -> int:
        """How many are shown to be in a group."""
        return self._sizes[group]

    def _show(self, group: CountGroup, size: int) -> None:
        self._sizes[group] = size
        colour = self._theme.text
        if not size:
            colour = self._theme.muted
        elif group in _LEVELS:
            colour = self._theme.level(_LEVELS[group])[1]
        self._tiles[group].show_size(size, colour)

    def _tell(self, _place: int, on: bool) -> None:
        if on:
            self.chosen.emit()
