"""A unit beside the list: its number, where it is, and its way, newest first."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QWidget,
)

from app.domain.lifecycle import STATUS_NAMES, Status
from app.domain.verdicts import STATUS_LEVELS, Level
from app.gui.kit.desk import Desk
from app.gui.kit.guard import guarded
from app.gui.kit.icons import icon
from app.gui.kit.theme import GRID, SECONDARY, serial_font, text_font
from app.gui.kit.widgets import column, label, name_label, row, tip
from app.text import _, party_name
from db.queries import serials
from db.queries.lists.serials import Found
from db.queries.serials import Movement

WIDTH = 308
_Index = QModelIndex | QPersistentModelIndex
_STEP = 44
_TEXT = 20
"""From the edge to the texts; the dots stand before them."""


class UnitPreview(QFrame):
    """What is known of one unit. The room below its way is ``below``."""

    open_document = Signal(object)
    """The document of a step of its way was chosen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._found: Found | None = None
        self.setProperty("role", "card")
        self.setAccessibleName(_("The unit that is chosen"))
        self.setFixedWidth(WIDTH)
        self.number = name_label("")
        self.number.setFont(serial_font(12.75, bold=True))
        self.copy_button = QToolButton()
        self.copy_button.setIcon(icon("mdi6.content-copy", desk.theme.muted))
        self.copy_button.setAccessibleName(_("Copy the serial number"))
        self.copy_button.setToolTip(_("Copy the serial number"))
        self.state = label("")
        self.product = name_label("", "muted")
        self.where_title, self.where = label("", "muted"), name_label("")
        self.who_title, self.who = label("", "muted"), name_label("")
        self.way = UnitWay(desk)
        self.below = row()
        self.setLayout(
            column(
                row(self.number, self.copy_button, None, self.state),
                self.product,
                GRID,
                row(self.where_title, None, self.where),
                row(self.who_title, None, self.who),
                GRID,
                self.way,
                self.below,
                margin=GRID * 2,
                gap=GRID // 2,
            )
        )
        self.setFocusProxy(self.way)
        self.copy_button.clicked.connect(self.copy)
        self.way.chosen.connect(self.open_document)
        self.show_unit(None)

    def show_unit(self, found: Found | None) -> None:
        """Show a unit, or none."""
        self._found = found
        for part in (self.copy_button, self.state, self.where_title, self.who_title):
            part.setVisible(found is not None)
        self.number.setText(found.number if found else "")
        self.product.setText(f"{found.product} · {found.sku}" if found else "")
        self.where.setText(found.warehouse or "" if found else "")
        self.where_title.setText(_("Warehouse") if found and found.warehouse else "")
        who = party_name(found.kind, found.party) if found else "–"
        self.who.setText("" if who == "–" else who)
        sold = found is not None and found.status == Status.SOLD
        self.who_title.setText("" if who == "–" else _("Sold to") if sold else _("Party"))
        self.way.show_way(serials.history(self._desk.database, found.id) if found else [])
        if found is not None:
            show_state(self.state, Status(found.status), self._desk)

    def copy(self) -> None:
        """Put the serial number on the clipboard."""
        if self._found is not None:
            QApplication.clipboard().setText(self._found.number)


def show_state(shown: QLabel, status: Status, desk: Desk) -> None:
    """Show a status as a chip in its colours."""
    theme = desk.theme
    level: Level | None = STATUS_LEVELS.get(status)
    back, text = theme.level(level) if level else (theme.soft, theme.muted)
    shown.setText(_(STATUS_NAMES[status]))
    shown.setStyleSheet(f"background: {back}; color: {text}; border-radius: 3px; padding: 2px 8px;")


class WaySteps(QAbstractListModel):
    """The movements of a unit, newest first."""

    def __init__(self) -> None:
        super().__init__()
        self.steps: Sequence[Movement] = ()

    def show_steps(self, steps: Sequence[Movement]) -> None:
        """Show the way of another unit."""
        self.beginResetModel()
        self.steps = steps
        self.endResetModel()

    @guarded(0)
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.steps)

    @guarded()
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        step = self.steps[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{step.number}  {said_of(step)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(step.reason or party_name(step.kind, step.party))
        return None


def said_of(step: Movement) -> str:
    """What happened to the unit in a step, in a word or two."""
    if step.voids:
        return _("Void: {reason}").format(reason=step.reason)
    place = step.to_warehouse or _(STATUS_NAMES[Status(step.to_status)])
    return f"{place}, {_('now void')}" if step.void else place


class UnitWay(QListView):
    """The way of a unit; a click or Enter on a step chooses its document."""

    chosen = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setAccessibleName(_("Its way"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.steps = WaySteps()
        self.setModel(self.steps)
        self.setItemDelegate(_WayDelegate(desk, self))
        self.clicked.connect(self._choose)

    def show_way(self, movements: Sequence[Movement]) -> None:
        """Show other movements, given oldest first."""
        self.steps.show_steps(movements[::-1])

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self.steps.steps[index.row()].document_id)


class _WayDelegate(QStyledItemDelegate):
    """Paints a step: a dot on the line of its way, document and what happened, when and who."""

    def __init__(self, desk: Desk, way: UnitWay) -> None:
        super().__init__(way)
        self._desk = desk
        self._way: QWidget = way
        self._steps = way.steps

    @guarded(QSize(0, _STEP))
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(0, _STEP)

    @guarded()
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        step, theme, room = self._steps.steps[index.row()], self._desk.theme, QRect(option.rect)
        view = option.widget
        if isinstance(view, QListView) and view.hasFocus() and view.currentIndex() == index:
            painter.fillRect(room, QColor(theme.selection))
        self._draw_dot(painter, room, index.row())
        inner = room.adjusted(_TEXT, 4, -4, -4)
        upper = QRect(inner.left(), inner.top(), inner.width(), 18)
        painter.setFont(serial_font())
        painter.setPen(QColor(theme.muted if step.void or step.voids else theme.accent_text))
        self._draw(painter, upper, step.number)
        used = QFontMetrics(serial_font()).horizontalAdvance(step.number) + GRID
        painter.setFont(text_font())
        painter.setPen(QColor(theme.muted if step.void or step.voids else theme.text))
        self._draw(painter, upper.adjusted(used, 0, 0, 0), said_of(step))
        painter.setFont(text_font(SECONDARY))
        painter.setPen(QColor(theme.muted))
        who = party_name(step.kind, step.party)
        facts = [self._desk.formats.moment(step.at), step.user, who if who != "–" else ""]
        self._draw(painter, inner.adjusted(0, 18, 0, 0), " · ".join(filter(None, facts)))

    def _draw_dot(self, painter: QPainter, room: QRect, place: int) -> None:
        """The newest is filled; a line goes on to the older ones."""
        theme, middle = self._desk.theme, QPoint(room.left() + 6, room.top() + 13)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(theme.line))
        if place > 0:
            painter.drawLine(QPoint(middle.x(), room.top()), middle)
        if place < len(self._steps.steps) - 1:
            painter.drawLine(middle, QPoint(middle.x(), room.bottom() + 1))
        painter.setPen(QPen(QColor(theme.muted if place else theme.accent), 2))
        painter.setBrush(QColor(theme.base if place else theme.accent))
        painter.drawEllipse(middle, 4, 4)
        painter.restore()

    @staticmethod
    def _draw(painter: QPainter, room: QRect, text: str) -> None:
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), shown)
