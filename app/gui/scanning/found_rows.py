"""The rows of the finder: what was found, and how a row is painted with its matches marked."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from app.domain.finding import Span
from app.domain.verdicts import Level
from app.formats import Formats
from app.gui.kit.guard import guarded
from app.gui.kit.theme import GRID, Theme, serial_font, text_font
from app.services.stock.finding import FoundProduct
from app.text import _

NAME, SKU, BARCODE, PRICE, HERE, ELSEWHERE = range(6)
_Index = QModelIndex | QPersistentModelIndex
_TEXT_OF_SKU, _TEXT_OF_BARCODE = 1, 2
"""The texts of a product, as it was matched: its name, its SKU, its barcodes in order."""


class FoundCell(NamedTuple):
    """What stands in a cell, and where in it what was looked for."""

    text: str
    marks: Sequence[Span] = ()


class FoundRows(QAbstractTableModel):
    """The products that were found, at most as many as the finder shows."""

    def __init__(self, formats: Formats) -> None:
        super().__init__()
        self._formats = formats
        self._title = ""
        self.rows: tuple[FoundProduct, ...] = ()

    def show_rows(self, rows: tuple[FoundProduct, ...], title: str) -> None:
        """Show others; ``title`` stands above the names."""
        self.beginResetModel()
        self.rows, self._title = rows, title
        self.endResetModel()

    def cell(self, row: int, column: int) -> FoundCell:
        """What stands in a cell."""
        found, match = self.rows[row].row, self.rows[row].match
        if column == NAME:
            return FoundCell(found.name, match.of(0))
        if column == SKU:
            return FoundCell(found.sku, match.of(_TEXT_OF_SKU))
        if column == BARCODE:
            return self._barcode(row)
        if column == PRICE:
            return FoundCell(self._formats.price(found.price))
        return FoundCell(self._formats.quantity(found.here if column == HERE else found.elsewhere))

    def _barcode(self, row: int) -> FoundCell:
        """The barcode that fits, else the first."""
        found, match = self.rows[row].row, self.rows[row].match
        for place, barcode in enumerate(found.barcodes, _TEXT_OF_BARCODE):
            if spans := match.of(place):
                return FoundCell(barcode, spans)
        return FoundCell(found.barcode)

    @guarded(0)
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    @guarded(0)
    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else ELSEWHERE + 1

    @guarded()
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cell(index.row(), index.column()).text
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if index.column() >= PRICE else _LEFT
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == NAME:
            return self.sentence(index.row())
        return None

    def sentence(self, row: int) -> str:
        """A row in one sentence, for who does not see it."""
        found = self.rows[row].row
        here = _("{quantity} here").format(quantity=self._formats.quantity(found.here))
        return ", ".join((found.name, found.sku, self._formats.price(found.price), here))

    @guarded()
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section >= PRICE else _LEFT
            return side | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        titles = (self._title, _("SKU"), _("Barcode"), _("Price"), _("Here"), _("Other places"))
        return titles[section]


_LEFT = Qt.AlignmentFlag.AlignLeft


class FoundDelegate(QStyledItemDelegate):
    """Paints a cell: the matches marked, the badge *SN* after a name with serials."""

    def __init__(self, theme: Theme, rows: FoundRows) -> None:
        super().__init__()
        self._theme = theme
        self._rows = rows

    @guarded()
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        cell = self._rows.cell(index.row(), index.column())
        found = self._rows.rows[index.row()].row
        rect: QRect = option.rect
        selected = index.row() == self._rows_current(option)
        painter.save()
        painter.fillRect(rect, QColor(self._theme.selection if selected else self._theme.base))
        painter.setPen(QColor(self._theme.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        room = rect.adjusted(GRID + 4, 0, -GRID - 4, 0)
        badge = index.column() == NAME and found.track_serials
        font = serial_font(9.5) if index.column() in (SKU, BARCODE) else text_font()
        metrics = QFontMetrics(font)
        wide = _badge_width() if badge else 0
        least = wide + GRID if badge else 0
        shown = metrics.elidedText(
            cell.text, Qt.TextElideMode.ElideRight, max(room.width() - least, 0)
        )
        _draw(painter, room, shown, cell, font, self._theme, index.column())
        if badge:
            place = QRect(
                room.left() + min(metrics.horizontalAdvance(shown), room.width()) + GRID,
                rect.center().y() - 8,
                wide,
                17,
            )
            _draw_badge(painter, place, self._theme)
        painter.restore()

    @staticmethod
    def _rows_current(option: QStyleOptionViewItem) -> int:
        view = option.widget
        return view.currentIndex().row() if isinstance(view, QTableView) else -1


def _badge_width() -> int:
    """As wide as its word, which is longer in one language than in another."""
    return QFontMetrics(text_font(_BADGE)).horizontalAdvance(_("SN")) + GRID


_BADGE = 8
"""Points of its text."""


def _draw(
    painter: QPainter,
    room: QRect,
    shown: str,
    cell: FoundCell,
    font: QFont,
    theme: Theme,
    column: int,
) -> None:
    metrics = QFontMetrics(font)
    kept = len(shown) if shown == cell.text else max(len(shown) - 1, 0)
    left = room.left()
    if column >= PRICE:
        left = room.right() - metrics.horizontalAdvance(shown)
    for begin, end in cell.marks:
        begins, ends = min(begin, kept), min(end, kept)
        if begins < ends:
            at = left + metrics.horizontalAdvance(cell.text[:begins])
            width = metrics.horizontalAdvance(cell.text[:ends]) - (at - left)
            high = metrics.height()
            painter.fillRect(
                QRect(at, room.center().y() - high // 2, width, high + 1), QColor(theme.mark)
            )
    quiet = column in (SKU, BARCODE, ELSEWHERE) and not cell.marks
    painter.setPen(QColor(theme.muted if quiet else theme.text))
    painter.setFont(font)
    place = QRect(left, room.top(), room.right() - left + 1, room.height())
    painter.drawText(place, int(_LEFT | Qt.AlignmentFlag.AlignVCenter), shown)


def _draw_badge(painter: QPainter, place: QRect, theme: Theme) -> None:
    back, text = theme.level(Level.NOTED)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(back))
    painter.drawRoundedRect(place, 3, 3)
    painter.setPen(QColor(text))
    painter.setFont(text_font(_BADGE))
    painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), _("SN"))
