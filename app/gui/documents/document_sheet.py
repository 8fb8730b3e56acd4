"""Paper on a desk: a posted document as it would be printed, its text selectable (D6).

Only what is seen is laid out and painted; serial numbers are read for the lines that show.
"""

from PySide6.QtCore import QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from app.gui.documents.paper_blocks import Link, Piece
from app.gui.documents.sheet_layout import SheetLayout
from app.gui.documents.sheet_painting import SheetMarks, paint_sheet
from app.gui.documents.sheet_text import TextSelection, all_of, text_of
from app.gui.kit.desk import Desk
from app.gui.kit.guard import guarded
from app.gui.kit.theme import GRID
from app.printing.documents.content import DocumentContent
from db.queries.document_lines import DocumentLine

_WIDEST, _NARROWEST = 800, 480
_AROUND = 20
_SIDES = 36


class DocumentSheet(QAbstractScrollArea):
    """The paper, with a line and a serial number that the keys are at."""

    line_changed = Signal(object)
    """Another line is current (a DocumentLine or None)."""
    serial_wanted = Signal(str)
    """The records of this serial number are asked for."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.current = -1
        self._serial = 0
        self._pressed_on: Piece | None = None
        self._reader = QTimer(self, singleShot=True, interval=0)
        self._layout = SheetLayout(desk.database, self._reader.start)
        self._selection = TextSelection(self._layout)
        self._reader.timeout.connect(self._read_wanted)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setProperty("role", "desk")
        self.viewport().setMouseTracking(True)

    # What is shown ----------------------------------------------------------------------------

    @property
    def sheet(self) -> DocumentContent | None:
        """What is shown."""
        return self._layout.sheet

    @property
    def unfolded(self) -> set[int]:
        """The lines of which all serial numbers show."""
        return self._layout.unfolded

    def show_nothing(self) -> None:
        """An empty desk: the document that comes is not read yet."""
        self._layout.show(None)
        self._selection.clear()
        self._serial, self.current = 0, -1
        self._lay_out()
        self._tell_line()

    def show_sheet(self, sheet: DocumentContent) -> None:
        """Show a document; the same one again keeps its place and what is unfolded."""
        same = self.sheet is not None and self.sheet.document.id == sheet.document.id
        self._layout.show(sheet)
        self._selection.clear()
        if not same:
            self._serial = 0
            self.current = 0 if sheet.lines else -1
            self.verticalScrollBar().setValue(0)
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
        numbers = self._layout.numbers_of(self.current).numbers
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
        self._layout.turn(place)
        self._choose(place)
        self._selection.clear()
        self._lay_out()
        self._bring_into_view()

    def text(self) -> str:
        """All that stands on the paper, as it would be copied."""
        return text_of(self._layout, all_of(0, self._layout.last_block()))

    def selected_text(self) -> str:
        """What is selected, cells set apart by tabs."""
        return self._selection.text

    def _read_wanted(self) -> None:
        self._layout.read_wanted()
        self.viewport().update()

    # Where it lies and how it is painted ------------------------------------------------------

    def _lay_out(self) -> None:
        room = self.viewport().width() - 2 * _SIDES
        self._layout.lay_out(float(max(_NARROWEST, min(_WIDEST, room))))
        bar, high = self.verticalScrollBar(), self.viewport().height()
        bar.setPageStep(high)
        bar.setSingleStep(GRID * 3)
        bar.setRange(0, max(0, int(self._layout.height) + 2 * _AROUND - high))
        self.viewport().update()

    def _origin(self) -> QPointF:
        """Where the paper's corner is in the view."""
        left = (self.viewport().width() - self._layout.width) / 2
        return QPointF(max(0.0, left), float(_AROUND - self.verticalScrollBar().value()))

    @guarded()
    def paintEvent(self, _event: QPaintEvent) -> None:
        view = self.viewport()
        with QPainter(view) as painter:
            painter.fillRect(view.rect(), QColor(self._desk.theme.desk))
            painter.translate(self._origin())
            top = self.verticalScrollBar().value() - _AROUND
            blocks = self._layout.blocks_between(top, top + view.height())
            paper_below = float(view.height() - 2 * _AROUND)  # down to the edge of the desk
            paint_sheet(painter, self._layout, blocks, self._marks(), paper_below)

    def _marks(self) -> SheetMarks:
        if not self.hasFocus():
            return SheetMarks(selected=self._selection.stretch)
        serial = self.current_serial() if self._is_unfolded else None
        return SheetMarks(self.current, serial, self._selection.stretch)

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
        if not self._layout.is_line(self.current + 1):
            return
        top, bottom = self._layout.tops[self.current + 1 : self.current + 3]
        serial = self.current_serial() if self._is_unfolded else None
        if serial is not None and bottom - top > self.viewport().height() / 2:
            piece = next(p for p in self._layout.pieces_of(self.current + 1) if p.target == serial)
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
            self._selection.select(all_of(0, self._layout.last_block()))
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
        last = len(self._layout.numbers_of(self.current).numbers) - 1
        self._serial = max(0, min(self._serial + step, last))
        self._bring_into_view()
        self.viewport().update()

    def copy(self) -> None:
        """Put what is selected on the clipboard; where nothing is, the current line."""
        block = self.current + 1
        text = self.selected_text()
        if not text and self.current_line() is not None:
            text = text_of(self._layout, all_of(block, block))
        if text:
            QGuiApplication.clipboard().setText(text)

    @guarded()
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        point = event.position() - self._origin()
        self._pressed_on = self._layout.link_at(point)
        self._selection.begin(point)
        at = self._selection.anchor
        if at is not None and self._layout.is_line(at.block):
            self._choose(at.block - 1)
        self.viewport().update()

    @guarded()
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position() - self._origin()
        if event.buttons() & Qt.MouseButton.LeftButton and self._selection.anchor is not None:
            self._selection.extend(point)
            self.viewport().update()
            return
        leads = self._layout.link_at(point) is not None
        shape = Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(shape)

    @guarded()
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed_on = self._pressed_on, None
        if pressed is None or self.selected_text():
            return
        if self._layout.link_at(event.position() - self._origin()) == pressed:
            self._follow(pressed)

    @guarded()
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The whole piece that was clicked: a serial number, a name, a figure."""
        self._selection.select_piece(event.position() - self._origin())
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
