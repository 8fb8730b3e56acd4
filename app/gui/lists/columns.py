"""Which columns of a list a person sees, in which order and how wide: kept by their keys."""

from collections.abc import Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QHeaderView

from app.gui.kit.desk import Desk
from app.gui.kit.guard import guarded
from app.gui.kit.tables import HEAD_PADDING, Table, width_of
from app.lists.listing import Listing
from app.services import settings
from db.engine.trouble import StoreTrouble

if TYPE_CHECKING:
    from collections.abc import Iterator

_PAUSE = 400
"""Milliseconds after the last drag of a head until what was chosen is kept."""
_LEAST_STRETCHED = 176
"""Pixels that a column which takes the room left over keeps before others give way."""

Kept = Sequence[Sequence[Any]]
"""A list's columns from left to right: key, whether it is shown, and its width; 0: as designed."""


class ColumnChoice(QObject):
    """The columns of one table, as ``PersonSettings.columns`` keeps them.

    A column that is new since then stands at its own place, shown as the list says; one that is
    gone is left out. Where there is no room for all, those go that the list says give way.
    """

    changed = Signal()

    def __init__(self, desk: Desk, listing: Listing[Any, Any], table: Table) -> None:
        super().__init__(table)
        self._desk = desk
        self._listing = listing
        self._table = table
        self._keys = [column.key for column in listing.columns]
        self._applying = False
        self._shown: set[str] = set()
        self._given_way: set[str] = set()
        self._left_out: set[str] = set()
        self._widths: dict[str, int] = {}
        self._needs: dict[str, int] = {}
        self._measured = 0
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.keep)
        header = table.horizontalHeader()
        header.setSectionsMovable(True)
        header.setFirstSectionMovable(self._offset == 0)
        self._apply(_kept(desk, listing.key))
        header.sectionMoved.connect(self._note_move)
        header.sectionResized.connect(self._note_width)
        table.viewport().installEventFilter(self)

    @property
    def _header(self) -> QHeaderView:
        return self._table.horizontalHeader()

    @property
    def _offset(self) -> int:
        """How many columns stand before those of the list: that of the boxes, or none."""
        return self._header.count() - len(self._keys)

    # What is shown ----------------------------------------------------------------------------

    def order(self) -> list[str]:
        """The keys of all columns, from left to right."""
        places = sorted(range(len(self._keys)), key=self._header.visualIndex)
        return [self._keys[place] for place in places]

    def title(self, key: str) -> str:
        """What a column is called."""
        return self._table.table_model.columns[self._keys.index(key)].title

    def is_shown(self, key: str) -> bool:
        """Was the column chosen? It may have to give way all the same."""
        return key in self._shown

    def show_column(self, key: str, shown: bool) -> bool:
        """Show or hide a column; the last one cannot be hidden. False: it is as it was."""
        if shown == self.is_shown(key) or (not shown and len(self._shown) == 1):
            return False
        self._shown ^= {key}
        self._fit()
        self.keep()
        return True

    def leave_out(self, keys: set[str]) -> None:
        """Leave out columns that say nothing here and now, whatever was chosen."""
        if keys != self._left_out:
            self._left_out = keys
            self._fit()

    def hold_figures(self, rows: Sequence[Any]) -> None:
        """Make columns of figures as wide as those of ``rows`` need: a part of one is wrong.

        A column to which a person gave a width keeps it.
        """
        if len(rows) <= self._measured:  # read anew
            self._needs, self._measured = {}, 0
        metrics, before = self._table.fontMetrics(), dict(self._needs)
        for key, column in zip(self._keys, self._table.table_model.columns, strict=False):
            if column.figure and not column.stretch:
                texts = (column.text(row) for row in rows[self._measured :])
                longest = metrics.horizontalAdvance(max(texts, key=len, default=""))
                self._needs[key] = max(self._needs.get(key, 0), longest + HEAD_PADDING)
        self._measured = len(rows)
        if self._needs != before:
            with self._by_itself():
                for place, key in enumerate(self._keys):
                    if key in self._needs and self._is_own_width(place):
                        self._header.resizeSection(place, self._width(place))
            self._fit()

    def move_column(self, key: str, step: int) -> None:
        """Move a column so many places to the right, or, below 0, to the left."""
        before = self.order().index(key)
        after = before + step
        if 0 <= after < len(self._keys):
            self._header.moveSection(before + self._offset, after + self._offset)
            self.keep()

    def widen(self, key: str, by: int) -> None:
        """Make a column so many pixels wider, or narrower."""
        place = self._keys.index(key)
        if self._is_own_width(place):
            least = self._header.minimumSectionSize()
            self._header.resizeSection(place, max(self._header.sectionSize(place) + by, least))

    def as_at_first(self) -> None:
        """Show the columns as the list says."""
        self._apply(())
        self.keep()

    # Carrying it out --------------------------------------------------------------------------

    @contextmanager
    def _by_itself(self) -> "Iterator[None]":
        """What changes meanwhile was not chosen by a person."""
        before, self._applying = self._applying, True
        try:
            yield
        finally:
            self._applying = before

    def _apply(self, kept: Kept) -> None:
        known = {key: (shown, width) for key, shown, width in kept if key in self._keys}
        self._shown = {
            column.key
            for column in self._listing.columns
            if known.get(column.key, (column.at_first, 0))[0]
        } or {self._keys[0]}
        self._widths = {key: width for key, (_, width) in known.items() if width}
        with self._by_itself():
            for at, key in enumerate(_merged(list(known), self._keys)):
                place = self._keys.index(key)
                self._header.moveSection(self._header.visualIndex(place), at + self._offset)
                if self._is_own_width(place):
                    self._header.resizeSection(place, self._width(place))
        self._fit()

    def _is_own_width(self, place: int) -> bool:
        mode = QHeaderView.ResizeMode.Interactive
        return self._header.sectionResizeMode(place) is mode

    def _fit(self) -> None:
        """Hide what was not chosen, and what gives way where there is no room for all."""
        gives = sorted(
            (column for column in self._listing.columns if column.gives_way), key=_first_to_go
        )
        room = self._table.viewport().width() - self._wanted()
        self._given_way = set()
        for column in gives:
            if room >= 0:
                break
            if column.key in self._seen():
                self._given_way.add(column.key)
                room += self._width(self._keys.index(column.key))
        with self._by_itself():
            for place, key in enumerate(self._keys):
                hidden = key not in self._seen() or key in self._given_way
                if self._table.isColumnHidden(place) != hidden:
                    self._table.setColumnHidden(place, hidden)
        self.changed.emit()

    def _seen(self) -> set[str]:
        return self._shown - self._left_out

    def _wanted(self) -> int:
        shown = (place for place, key in enumerate(self._keys) if key in self._seen())
        return sum(map(self._width, shown)) + self._offset * self._box_width()

    def _box_width(self) -> int:
        return self._header.sectionSize(len(self._keys)) if self._offset else 0

    def _width(self, place: int) -> int:
        """How wide a column is where it is shown."""
        column = self._table.table_model.columns[place]
        if column.stretch:
            return _LEAST_STRETCHED
        key = self._keys[place]
        return self._widths.get(key, max(width_of(column), self._needs.get(key, 0)))

    @guarded(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The table has other room; or it is left, and what was chosen is kept now."""
        if event.type() == QEvent.Type.Resize:
            self._fit()
        elif event.type() == QEvent.Type.Hide and self._pause.isActive():
            self.keep()
        return super().eventFilter(watched, event)

    # Keeping it -------------------------------------------------------------------------------

    def _note_move(self, *_places: int) -> None:
        if not self._applying:
            self._pause.start()

    def _note_width(self, place: int, _before: int, width: int) -> None:
        by_hand = not self._applying and width > 0 and place < len(self._keys)
        if by_hand and self._is_own_width(place):
            self._widths[self._keys[place]] = width
            self._pause.start()

    def keep(self) -> None:
        """Keep what was chosen; where the disk does not take it now, it holds until the end."""
        self._pause.stop()
        key, session = self._listing.key, self._desk.session
        chosen = [[key, key in self._shown, self._widths.get(key, 0)] for key in self.order()]
        with suppress(StoreTrouble):
            settings.keep_columns(session, key, chosen if not self._is_as_at_first() else ())

    def _is_as_at_first(self) -> bool:
        at_first = {column.key for column in self._listing.columns if column.at_first}
        return not self._widths and self._shown == at_first and self.order() == self._keys


def _first_to_go(column: Any) -> int:
    return int(column.gives_way)


def _kept(desk: Desk, key: str) -> Kept:
    person = settings.load_person(desk.database, desk.session.person.id)
    kept: Mapping[str, Kept] = person.columns
    return kept.get(key, ())


def _merged(kept: list[str], keys: Sequence[str]) -> list[str]:
    """The kept order, with the columns that are new since then behind those they stand behind."""
    merged = list(kept)
    for at, key in enumerate(keys):
        if key not in merged:
            before = keys[at - 1] if at else None
            merged.insert(merged.index(before) + 1 if before else 0, key)
    return merged
