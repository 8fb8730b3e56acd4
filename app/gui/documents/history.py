"""What happened to a document, newest first, and what it is tied to: two lists at its side."""

import json
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
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from app.domain.kinds import KINDS
from app.domain.printing import OF_DOCUMENTS, Purpose
from app.gui.kit.desk import Desk
from app.gui.kit.guard import guarded
from app.gui.kit.theme import BODY, GRID, HINT, Theme, text_font
from app.services.audit import Action
from app.text import _, ngettext
from db.queries.documents import DRAFT, VOIDED
from db.queries.history import Event, Happened, Tie, Tied

_Index = QModelIndex | QPersistentModelIndex
_DOT = 22
"""Left of the text, where the way runs."""


@dataclass(frozen=True, slots=True)
class SideRow:
    """One row: what it says, smaller below who and when; ``document`` is what it opens.

    ``filled``: it changed the books. ``wrong``: it took them back.
    """

    text: str
    below: str
    document: int | None = None
    filled: bool = False
    wrong: bool = False


def event_rows(desk: Desk, events: Sequence[Event]) -> list[SideRow]:
    """The rows of a history."""
    return [_event_row(desk, event) for event in events]


def _event_row(desk: Desk, event: Event) -> SideRow:
    who = [desk.formats.moment(event.at) or "–", event.person or "–", event.counter or ""]
    if event.reason and event.happened in (Happened.TOLD, Happened.PRINTED):
        who.append(f"“{event.reason}”")
    return SideRow(
        _event_text(desk, event),
        " · ".join(part for part in who if part),
        event.document_id,
        filled=event.happened in (Happened.POSTED, Happened.VOIDED),
        wrong=event.happened is Happened.VOIDED,
    )


def _event_text(desk: Desk, event: Event) -> str:
    match event.happened:
        case Happened.BEGUN if event.number:
            return _("Made from {number}").format(number=event.number)
        case Happened.BEGUN:
            return _("Draft begun")
        case Happened.POSTED:
            return _("Posted")
        case Happened.VOIDED:
            return _("Void: {reason}").format(reason=event.reason)
        case Happened.CORRECTED:
            text = _("Serial number {before} corrected to {after}")
            return text.format(before=event.before, after=event.after)
        case Happened.TOLD:
            return _told(desk, event)
        case Happened.PRINTED:
            return _printed(event)
    kind = KINDS[event.kind or ""]
    text = f"{_(kind.name)} {event.number}"
    return f"{text} {_('(void)')}" if event.state == VOIDED else text


def _told(desk: Desk, event: Event) -> str:
    """What the audit log tells: what was done, and of a price how much."""
    action = next((a for a in Action if a.name.lower() == event.action), None)
    if action is None:
        return event.action or ""
    before, after = _values(event.before), _values(event.after)
    if action is Action.PRICE and {"price"} <= before.keys() & after.keys():
        text = _("Price of line {line} changed, {before} to {after}")
        if event.position is None:
            text = _("Price changed, {before} to {after}")
        prices = (desk.formats.price(int(str(side["price"]))) for side in (before, after))
        old, new = prices
        return text.format(line=event.position, before=old, after=new)
    return _(action.value)


def _printed(event: Event) -> str:
    """What was printed of a document, and by which template; from the second on which copy."""
    purpose = Purpose.__members__.get(event.action or "")
    if purpose not in OF_DOCUMENTS:
        done = ngettext("{count} label printed", "{count} labels printed", int(event.after or 1))
    elif event.position is not None and event.position > 1:
        done = _("Printed COPY {number}").format(number=event.position)
    else:
        done = _("Printed")
    return f"{done}, {event.before}" if event.before else done


def _values(text: str | None) -> dict[str, object]:
    found = json.loads(text) if text else None
    return found if isinstance(found, dict) else {}


_TIES = {
    Tie.ORIGIN: lambda: _("Made from"),
    Tie.MADE: lambda: _("Made of it"),
    Tie.RETURNS: lambda: _("Brings back what came by"),
    Tie.RETURNED: lambda: _("Brought back some of it"),
}


def tie_rows(desk: Desk, ties: Sequence[Tied]) -> list[SideRow]:
    """The rows of what a document is tied to, each a link."""
    return [_tie_row(desk, tied) for tied in ties]


def _tie_row(desk: Desk, tied: Tied) -> SideRow:
    name = f"{_(KINDS[tied.kind].name)} {tied.number or ''}".strip()
    if tied.state in (DRAFT, VOIDED):
        name += f" ({_('Draft') if tied.state == DRAFT else _('Void')})"
    below = [_TIES[tied.tie](), desk.formats.date(tied.date), tied.party or ""]
    text = " · ".join(part for part in below if part)
    return SideRow(name, text, tied.id, wrong=tied.state == VOIDED)


class SideRows(QAbstractListModel):
    """The rows of one list."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[SideRow] = ()

    def show_rows(self, rows: Sequence[SideRow]) -> None:
        """Show others."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    @guarded(0)
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    @guarded()
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        found = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return found.text
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{found.text}\n{found.below}"
        return None


class _WayDelegate(QStyledItemDelegate):
    """A dot and a line from each row to the next; the text breaks where it has no room."""

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
        flags = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere
        return metrics.boundingRect(QRect(0, 0, self._room(), 10_000), int(flags), text).height()

    @guarded(QSize())
    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        row = _row_of(index)
        height = self._wrapped(row.text, False) + self._wrapped(row.below, True) + 10
        return QSize(self._room(), height)

    @guarded()
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row, theme = _row_of(index), self._theme
        place = option.rect
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected and self._view.hasFocus():
            painter.fillRect(place, QColor(theme.selection))
        self._paint_way(painter, place, index, row)
        flags = int(Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere)
        high = self._wrapped(row.text, False)
        text = QRect(place.left() + _DOT, place.top() + 3, self._room(), high)
        painter.setFont(self._text)
        painter.setPen(QColor(self._colour(row)))
        painter.drawText(text, flags, row.text)
        painter.setFont(self._small)
        painter.setPen(QColor(theme.muted))
        below = QRect(text.left(), text.bottom() + 2, self._room(), place.height() - high)
        painter.drawText(below, flags, row.below)
        painter.restore()

    def _colour(self, row: SideRow) -> str:
        if row.document is not None:
            return self._theme.accent_text
        return self._theme.levels[-1][1] if row.wrong else self._theme.text

    def _paint_way(self, painter: QPainter, place: QRect, index: _Index, row: SideRow) -> None:
        middle = QPointF(place.left() + 7, place.top() + 12)
        painter.setPen(QPen(QColor(self._theme.edge), 1))
        last = index.row() == index.model().rowCount() - 1
        if index.row():
            painter.drawLine(QPointF(middle.x(), place.top()), middle)
        if not last:
            painter.drawLine(middle, QPointF(middle.x(), place.bottom() + 1))
        colour = self._theme.levels[-1][1] if row.wrong else self._theme.accent
        painter.setPen(QPen(QColor(colour if row.filled else self._theme.muted), 2))
        painter.setBrush(QColor(colour if row.filled else self._theme.base))
        painter.drawEllipse(middle, 4, 4)


def _row_of(index: _Index) -> SideRow:
    model = index.model()
    assert isinstance(model, SideRows)
    return model.rows[index.row()]


class SideList(QListView):
    """A list at the side; Enter, Ctrl+O or a click opens the document of a row."""

    opened = Signal(object)
    """The document with this id is wanted."""

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__()
        self.side_rows = SideRows()
        self.setModel(self.side_rows)
        self.setItemDelegate(_WayDelegate(desk.theme, self))
        self.setAccessibleName(name)
        self.setProperty("role", "plain")
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.clicked.connect(self._open)

    def show_rows(self, rows: Sequence[SideRow]) -> None:
        """Show others; the first is the current one."""
        self.side_rows.show_rows(rows)
        if rows:
            self.setCurrentIndex(self.side_rows.index(0))

    def _open(self, index: _Index) -> None:
        document = _row_of(index).document if index.isValid() else None
        if document is not None:
            self.opened.emit(document)

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
        self.scheduleDelayedItemsLayout()
