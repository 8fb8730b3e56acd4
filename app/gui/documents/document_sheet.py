"""Paper on a desk: a posted document as it would be printed, its text selectable (D6).

Only what is seen is laid out and painted; serial numbers are read for the lines that show.
"""

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from app.domain.verdicts import Level
from app.gui.documents import paper_blocks
from app.gui.documents.paper_blocks import MARGIN, Link, Piece
from app.gui.kit.desk import Desk
from app.gui.kit.guard import guarded
from app.gui.kit.theme import GRID, LIGHT, SUM, text_font
from app.printing.documents.content import DocumentContent
from app.printing.documents.serials import AT_ONCE, LineNumbers, numbers_of
from app.text import _
from db.queries.documents import DocumentLine

_WIDEST, _NARROWEST = 800, 480
_AROUND = 20
_SIDES = 36

_WRONG = LIGHT.level(Level.REFUSED)[1]


@dataclass(frozen=True, slots=True, order=True)
class TextPlace:
    """A place in the text: the block, the piece in it, and the letter."""

    block: int
    piece: int
    letter: int


class DocumentSheet(QAbstractScrollArea):
    """The first block is the head, then a block a line, then the foot."""

    line_changed = Signal(object)
    """Another line is current (a DocumentLine or None)."""
    serial_wanted = Signal(str)
    """The records of this serial number are asked for."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.sheet: DocumentContent | None = None
        self.current = -1
        self.unfolded: set[int] = set()
        self._serial = 0
        self._numbers: dict[int, LineNumbers] = {}
        self._wanted: set[int] = set()
        self._tops: list[float] = [0.0]
        self._pieces: dict[int, list[Piece]] = {}
        self._anchor: TextPlace | None = None
        self._end: TextPlace | None = None
        self._pressed_on: Piece | None = None
        self._reader = QTimer(self, singleShot=True, interval=0)
        self._reader.timeout.connect(self._read_wanted)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setProperty("role", "desk")
        self.viewport().setMouseTracking(True)

    # What is shown ----------------------------------------------------------------------------

    def show_nothing(self) -> None:
        """An empty desk: the document that comes is not read yet."""
        self.sheet = None
        self._numbers.clear()
        self.unfolded.clear()
        self._anchor = self._end = None
        self._serial, self.current = 0, -1
        self._lay_out()
        self._tell_line()

    def show_sheet(self, sheet: DocumentContent) -> None:
        """Show a document; the same one again keeps its place and what is unfolded."""
        same = self.sheet is not None and self.sheet.document.id == sheet.document.id
        self.sheet = sheet
        self._numbers.clear()
        self._anchor = self._end = None
        if not same:
            self.unfolded.clear()
            self._serial = 0
            self.current = 0 if sheet.lines else -1
            self.verticalScrollBar().setValue(0)
        for place in self.unfolded:
            self._read([place])
        self.setAccessibleName(f"{sheet.kind} {sheet.document.number or ''}".strip())
        self._lay_out()
        self._tell_line()

    def current_line(self) -> DocumentLine | None:
        """The line that the keys are at."""
        sheet = self.sheet
        return sheet.lines[self.current] if sheet and 0 <= self.current < len(sheet.lines) else None

    def current_serial(self) -> str | None:
        """The serial number that is chosen: of an unfolded line any, else its first."""
        line = self.current_line()
        if line is None or not line.serials:
            return None
        numbers = self._numbers_of(self.current).numbers
        if not numbers:
            return None
        return numbers[min(self._serial, len(numbers) - 1) if self._is_unfolded else 0]

    @property
    def _is_unfolded(self) -> bool:
        return self.current in self.unfolded

    def unfold(self, place: int | None = None) -> None:
        """Show all serial numbers of a line, or fold them again; without a place the current."""
        place = self.current if place is None else place
        if self.sheet is None or not 0 <= place < len(self.sheet.lines):
            return
        if place in self.unfolded:
            self.unfolded.remove(place)
        elif self.sheet.lines[place].serials > 1:
            self._numbers_of(place)
            self.unfolded.add(place)
        self._choose(place)
        self._anchor = self._end = None
        self._lay_out()
        self._bring_into_view()

    def text(self) -> str:
        """All that stands on the paper, as it would be copied."""
        last = len(self._blocks()) - 1
        return self._text_between(TextPlace(0, 0, 0), TextPlace(last, 10**6, 10**6))

    def selected_text(self) -> str:
        """What is selected, cells set apart by tabs."""
        if self._anchor is None or self._end is None:
            return ""
        return self._text_between(*sorted((self._anchor, self._end)))

    # Serial numbers ---------------------------------------------------------------------------

    def _numbers_of(self, place: int) -> LineNumbers:
        if place not in self._numbers:
            self._read([place])
        return self._numbers[place]

    def _read(self, places: list[int]) -> None:
        """Read the serial numbers of some lines, all at once."""
        sheet = self.sheet
        if sheet is None or not places:
            return
        asked = {sheet.lines[place].id: place for place in places if place < len(sheet.lines)}
        lines = [sheet.lines[place] for place in asked.values()]
        for line, numbers in numbers_of(self._desk.database, lines, sheet.gone):
            self._numbers[asked[line.id]] = numbers
            self._pieces.pop(asked[line.id] + 1, None)

    def _read_wanted(self) -> None:
        """Read what shows and is not read, so many in a turn; the rest in the next."""
        sheet, places, count = self.sheet, list[int](), 0
        for place in sorted(self._wanted):
            if sheet is None or place >= len(sheet.lines):
                continue
            count += sheet.lines[place].serials
            if places and count > AT_ONCE:
                break
            places.append(place)
        self._wanted.clear()  # what still shows is asked for again when it is painted
        self._read(places)
        self.viewport().update()

    # Laying out -------------------------------------------------------------------------------

    @property
    def _width(self) -> float:
        room = self.viewport().width() - 2 * _SIDES
        return float(max(_NARROWEST, min(_WIDEST, room)))

    def _blocks(self) -> range:
        return range(len(self._tops) - 1)

    def _lay_out(self) -> None:
        sheet, width = self.sheet, self._width
        self._pieces.clear()
        heights: list[float] = []
        if sheet is not None:
            heights = [
                paper_blocks.head_height(sheet),
                *(
                    paper_blocks.line_height(
                        line, self._numbers.get(n) if n in self.unfolded else None, width
                    )
                    for n, line in enumerate(sheet.lines)
                ),
                paper_blocks.foot_height(sheet, width),
            ]
        self._tops = [0.0, *accumulate(heights)]
        bar, high = self.verticalScrollBar(), self.viewport().height()
        bar.setPageStep(high)
        bar.setSingleStep(GRID * 3)
        bar.setRange(0, max(0, int(self._tops[-1]) + 2 * _AROUND - high))
        self.viewport().update()

    def _origin(self) -> QPointF:
        """Where the paper's corner is in the view."""
        left = (self.viewport().width() - self._width) / 2
        return QPointF(max(0.0, left), float(_AROUND - self.verticalScrollBar().value()))

    def _pieces_of(self, block: int) -> list[Piece]:
        if block not in self._pieces:
            self._pieces[block] = self._made(block)
        return self._pieces[block]

    def _made(self, block: int) -> list[Piece]:
        sheet, width = self.sheet, self._width
        if sheet is None:
            return []
        if block == 0:
            return paper_blocks.head_pieces(sheet, width)
        if block > len(sheet.lines):
            return paper_blocks.foot_pieces(sheet, width)
        place = block - 1
        known = self._numbers.get(place)
        if known is None and sheet.lines[place].serials:
            self._wanted.add(place)
            self._reader.start()
        return paper_blocks.line_pieces(sheet, place, width, known, place in self.unfolded)

    def _shown_blocks(self) -> range:
        top = self.verticalScrollBar().value() - _AROUND
        first = max(0, bisect_right(self._tops, top) - 1)
        last = bisect_right(self._tops, top + self.viewport().height())
        return range(first, min(last, len(self._tops) - 1))

    # Painting ---------------------------------------------------------------------------------

    @guarded()
    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self.viewport()) as painter:
            painter.fillRect(self.viewport().rect(), QColor(self._desk.theme.desk))
            if self.sheet is None:
                return
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(self._origin())
            paper = QRectF(0, 0, self._width, max(self._tops[-1], self._least_height()))
            painter.fillRect(paper, QColor(LIGHT.base))
            painter.setPen(QColor(LIGHT.line))
            painter.drawRect(paper)
            chosen = sorted((self._anchor, self._end)) if self._anchor and self._end else []
            for block in self._shown_blocks():
                painter.save()
                painter.translate(0, self._tops[block])
                self._paint_block(painter, block, chosen)
                painter.restore()
            if self.sheet.is_void:
                self._paint_stamp(painter)

    def _least_height(self) -> float:
        """Paper reaches down to the edge of the desk."""
        return float(self.viewport().height() - 2 * _AROUND)

    def _paint_block(self, painter: QPainter, block: int, chosen: list[TextPlace]) -> None:
        sheet, width = self.sheet, self._width
        if sheet is None:
            return
        height = self._tops[block + 1] - self._tops[block]
        left, right = float(MARGIN), width - MARGIN
        is_line = 0 < block <= len(sheet.lines)
        if is_line and block - 1 == self.current and self.hasFocus():
            band = QRectF(left - GRID, 1, right - left + 2 * GRID, height - 2)
            painter.fillRect(band, QColor(LIGHT.selection))
        if block <= len(sheet.lines):
            painter.setPen(QPen(QColor(LIGHT.line if block == 0 else LIGHT.soft), 1))
            painter.drawLine(QPointF(left, height - 0.5), QPointF(right, height - 0.5))
        rule = paper_blocks.total_rule(sheet, width) if block > len(sheet.lines) else None
        if rule is not None:
            painter.setPen(QPen(QColor(LIGHT.text), 1))
            painter.drawLine(QPointF(rule[0], rule[2]), QPointF(rule[1], rule[2]))
        serial = self.current_serial() if is_line and self._shows_choice(block - 1) else None
        for n, piece in enumerate(self._pieces_of(block)):
            if serial is not None and piece.link is Link.SERIAL and piece.target == serial:
                painter.setPen(QPen(QColor(LIGHT.accent), 1))
                painter.drawRect(piece.rect.adjusted(-3, 0, 0, 0))
            self._paint_piece(painter, piece, block, n, chosen)

    def _shows_choice(self, place: int) -> bool:
        return place == self.current and self._is_unfolded and self.hasFocus()

    def _paint_piece(
        self, painter: QPainter, piece: Piece, block: int, n: int, chosen: list[TextPlace]
    ) -> None:
        metrics = QFontMetricsF(piece.font)
        text, start = self._fitted(piece, metrics)
        if chosen:
            first, last = self._chosen_letters(block, n, len(text), chosen)
            if last > first:
                from_left = metrics.horizontalAdvance(text[:first])
                room = metrics.horizontalAdvance(text[first:last])
                painter.fillRect(
                    QRectF(start + from_left, piece.rect.top(), room, piece.rect.height()),
                    QColor(LIGHT.mark),
                )
        painter.setFont(piece.font)
        painter.setPen(QColor(piece.colour))
        middle = piece.rect.center().y() + (metrics.ascent() - metrics.descent()) / 2
        painter.drawText(QPointF(start, middle), text)

    @staticmethod
    def _fitted(piece: Piece, metrics: QFontMetricsF) -> tuple[str, float]:
        """The text as it fits, and where it begins."""
        text = piece.text
        if metrics.horizontalAdvance(text) > piece.rect.width():
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, piece.rect.width())
        start = piece.rect.left()
        if piece.right:
            start = piece.rect.right() - metrics.horizontalAdvance(text)
        return text, start

    @staticmethod
    def _chosen_letters(
        block: int, n: int, letters: int, chosen: list[TextPlace]
    ) -> tuple[int, int]:
        """Which letters of a piece are selected: from, and up to."""
        first, last = chosen
        begin = first.letter if (first.block, first.piece) == (block, n) else 0
        end = last.letter if (last.block, last.piece) == (block, n) else letters
        inside = (first.block, first.piece) <= (block, n) <= (last.block, last.piece)
        return (min(begin, letters), min(end, letters)) if inside else (0, 0)

    def _paint_stamp(self, painter: QPainter) -> None:
        """Across the head: the document has no effect any more."""
        text = _("Void").upper()
        font = text_font(SUM, bold=True)
        metrics = QFontMetricsF(font)
        room = QRectF(0, 0, metrics.horizontalAdvance(text) + 5 * GRID, metrics.height() + GRID)
        room.moveCenter(QPointF(0, 0))
        painter.save()
        painter.translate(self._width / 2, MARGIN + 24)
        painter.rotate(-12)
        painter.setPen(QPen(QColor(_WRONG), 3))
        painter.setFont(font)
        painter.setOpacity(0.85)
        painter.drawRoundedRect(room, 6, 6)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()

    # Text that is selected --------------------------------------------------------------------

    def _text_between(self, first: TextPlace, last: TextPlace) -> str:
        rows: list[str] = []
        for block in range(first.block, last.block + 1):
            if 0 < block < len(self._tops) - 2:
                self._ensure_read(block - 1)
            row, level = list[str](), None
            for n, piece in enumerate(self._pieces_of(block)):
                if not (first.block, first.piece) <= (block, n) <= (last.block, last.piece):
                    continue
                if level is not None and abs(piece.rect.top() - level) > GRID:
                    rows.append("\t".join(row))
                    row = []
                level = piece.rect.top()
                if piece.link is not Link.UNFOLD and piece.text != "Space":
                    begin, end = self._chosen_letters(block, n, len(piece.text), [first, last])
                    all_of_it = begin == 0 and end >= len(piece.text)
                    row.append((all_of_it and piece.whole) or piece.text[begin:end])
            rows.append("\t".join(row))
        return "\n".join(row for row in rows if row)

    def _ensure_read(self, place: int) -> None:
        if self.sheet is not None and self.sheet.lines[place].serials:
            self._numbers_of(place)

    def _place_at(self, point: QPointF) -> TextPlace | None:
        """The place in the text that is nearest to a point of the view."""
        at = point - self._origin()
        block = min(max(0, bisect_right(self._tops, at.y()) - 1), len(self._tops) - 2)
        pieces = self._pieces_of(block) if self.sheet is not None else []
        if not pieces:
            return None
        inside = QPointF(at.x(), at.y() - self._tops[block])
        n, piece = min(enumerate(pieces), key=lambda one: _far(one[1].rect, inside))
        metrics = QFontMetricsF(piece.font)
        text, start = self._fitted(piece, metrics)
        letters = range(len(text) + 1)
        letter = min(
            letters,
            key=lambda k: abs(start + metrics.horizontalAdvance(text[:k]) - inside.x()),
        )
        return TextPlace(block, n, letter)

    def _link_at(self, point: QPointF) -> Piece | None:
        at = point - self._origin()
        for block in self._shown_blocks():
            inside = QPointF(at.x(), at.y() - self._tops[block])
            for piece in self._pieces_of(block):
                if piece.link is not None and piece.rect.contains(inside):
                    return piece
        return None

    # Acting -----------------------------------------------------------------------------------

    def _follow(self, piece: Piece) -> None:
        if piece.link is Link.UNFOLD and isinstance(piece.target, int):
            self.unfold(piece.target)
        elif piece.link is Link.SERIAL:
            self.serial_wanted.emit(piece.text)
        elif piece.link is Link.DOCUMENT:
            self._desk.bus.open_document.emit(piece.target)

    def _choose(self, place: int) -> None:
        if self.sheet is None or not self.sheet.lines:
            return
        place = max(0, min(place, len(self.sheet.lines) - 1))
        if place != self.current:
            self.current, self._serial = place, 0
            self._tell_line()
        self.viewport().update()

    def _tell_line(self) -> None:
        line = self.current_line()
        said = "" if line is None else f"{line.position} {line.product}"
        self.setAccessibleDescription(said)
        self.line_changed.emit(line)

    def _bring_into_view(self) -> None:
        """The current line, whole where it fits; of a long one the chosen serial number."""
        if not 0 <= self.current < len(self._tops) - 2:
            return
        top, bottom = self._tops[self.current + 1], self._tops[self.current + 2]
        serial = self.current_serial() if self._is_unfolded else None
        if serial is not None and bottom - top > self.viewport().height() / 2:
            piece = next(p for p in self._pieces_of(self.current + 1) if p.target == serial)
            top, bottom = top + piece.rect.top(), top + piece.rect.bottom()
        bar = self.verticalScrollBar()
        high = self.viewport().height()
        if top + _AROUND < bar.value():
            bar.setValue(0 if self.current == 0 and not self._serial else int(top))
        elif bottom + 2 * _AROUND > bar.value() + high:
            bar.setValue(int(min(bottom + 2 * _AROUND - high, top)))

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, bar = event.key(), self.verticalScrollBar()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            last = len(self._blocks()) - 1
            self._anchor, self._end = TextPlace(0, 0, 0), TextPlace(last, 10**6, 10**6)
            self.viewport().update()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._choose(self.current + (1 if key == Qt.Key.Key_Down else -1))
            self._bring_into_view()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self._is_unfolded:
            self._choose_serial(1 if key == Qt.Key.Key_Right else -1)
        elif key == Qt.Key.Key_Space:
            self.unfold()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            number = self.current_serial()
            if number is not None:
                self.serial_wanted.emit(number)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            step = bar.pageStep() - GRID * 4
            bar.setValue(bar.value() + (step if key == Qt.Key.Key_PageDown else -step))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            bar.setValue(bar.minimum() if key == Qt.Key.Key_Home else bar.maximum())
        else:
            super().keyPressEvent(event)

    def _choose_serial(self, step: int) -> None:
        last = len(self._numbers_of(self.current).numbers) - 1
        self._serial = max(0, min(self._serial + step, last))
        self._bring_into_view()
        self.viewport().update()

    def copy(self) -> None:
        """Put what is selected on the clipboard; where nothing is, the current line."""
        block = self.current + 1
        text = self.selected_text()
        if not text and self.current_line() is not None:
            text = self._text_between(TextPlace(block, 0, 0), TextPlace(block, 10**6, 10**6))
        if text:
            QGuiApplication.clipboard().setText(text)

    @guarded()
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._pressed_on = self._link_at(event.position())
        self._anchor = self._place_at(event.position())
        self._end = None
        lines = self.sheet.lines if self.sheet is not None else ()
        if self._anchor is not None and 0 < self._anchor.block <= len(lines):
            self._choose(self._anchor.block - 1)
        self.viewport().update()

    @guarded()
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton and self._anchor is not None:
            self._end = self._place_at(event.position())
            self.viewport().update()
            return
        leads = self._link_at(event.position()) is not None
        shape = Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(shape)

    @guarded()
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed_on = self._pressed_on, None
        if pressed is None or self.selected_text():
            return
        if self._link_at(event.position()) == pressed:
            self._follow(pressed)

    @guarded()
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The whole piece that was clicked: a serial number, a name, a figure."""
        at = self._place_at(event.position())
        if at is not None:
            self._anchor, self._end = (
                TextPlace(at.block, at.piece, 0),
                TextPlace(at.block, at.piece, 10**6),
            )
            self.viewport().update()

    @guarded()
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    @guarded()
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    @guarded()
    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        self.viewport().update()

    @guarded(QSize())
    def sizeHint(self) -> QSize:
        return QSize(_WIDEST, 480)

    @guarded(QSize())
    def minimumSizeHint(self) -> QSize:
        return QSize(_NARROWEST, 200)


def _far(rect: QRectF, point: QPointF) -> tuple[float, float]:
    """How far a point is from a rectangle: down first, so that a row is kept to."""
    down = max(rect.top() - point.y(), 0.0, point.y() - rect.bottom())
    across = max(rect.left() - point.x(), 0.0, point.x() - rect.right())
    return down, across
