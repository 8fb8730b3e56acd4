"""The last scans of a page: the newest with all that is to be said of it, then those before."""

from html import escape

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.domain.verdicts import Finding, Level
from app.gui.kit.desk import Desk
from app.gui.kit.guard import guarded
from app.gui.kit.icons import icon
from app.gui.kit.tables import Index
from app.gui.kit.theme import GRID, SECONDARY, serial_font, text_font
from app.gui.kit.widgets import button, column, label, name_label, row, tip
from app.services import clock
from app.services.entry.outcome import Outcome
from app.text import _, ngettext, sentence

_ICONS = {
    Level.ACCEPTED: "mdi6.check-circle-outline",
    Level.NOTED: "mdi6.information-outline",
    Level.WARNING: "mdi6.alert-outline",
    Level.REFUSED: "mdi6.close-octagon-outline",
}
_TRAIL = 50
SERIAL = 9.375
"""12.5 pixels."""


def outcome_text(outcome: Outcome) -> str:
    """One scan's verdict in words."""
    if outcome.problem:
        first = f" {sentence(outcome.rest[0])}" if outcome.rest else ""
        return sentence(outcome.problem) + first
    word = _(outcome.finding.value) if outcome.finding else ""
    many = outcome.finding in (Finding.CARTON, Finding.LIST, Finding.DOCUMENT)
    count = ngettext("{count} serial", "{count} serials", outcome.taken) if many else ""
    return " · ".join(part for part in (word, count, outcome.product) if part)


def document_link(document: int) -> str:
    """A link, in rich text, whose target is the document's id."""
    word = escape(_("Open"))
    return f'<a href="{document}">{word}</a>'


class VerdictBar(QFrame):
    """The newest scan: when, what, and what it came to. A holder's document is a link (F7)."""

    def __init__(self, desk: Desk, with_serials: bool = True) -> None:
        super().__init__()
        self._desk = desk
        self._with_serials = with_serials
        self.document: int | None = None
        """The document that the link leads to."""
        self._painted: tuple[Level | None, ...] = ()
        self._icon = QLabel()
        self._time = label("", "secondary")
        self._code = name_label("")
        self._code.setMaximumWidth(_CODE_ROOM)
        self._code.setFont(serial_font(SERIAL))
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.RichText)
        self._text.setWordWrap(True)
        self._text.setFont(text_font(SECONDARY))
        self._text.setMinimumWidth(1)  # a serial may be one long word
        self._text.linkActivated.connect(self._follow)
        line = row(self._icon, self._time, self._code, self._text, gap=GRID)
        line.setContentsMargins(GRID * 3 // 2, 3, GRID * 3 // 2, 3)
        line.setStretch(3, 1)
        self.setLayout(line)
        self.setMinimumHeight(ROW)
        self.show_ready()

    def show_ready(self) -> None:
        """Show that the page is ready for a scan."""
        self._clear()
        self._paint(None)
        ready = _("Ready. Scan a product's barcode.")
        if self._with_serials:
            ready = _("Ready. Scan a serial number or a product's barcode.")
        self._text.setText(escape(ready))

    def show_outcome(self, outcome: Outcome) -> None:
        """Say what one scan came to, and sound it."""
        said = outcome_text(outcome)
        self._code.setText("" if outcome.problem and outcome.code in said else outcome.code)
        self._text.setToolTip(tip(said))
        text = _breakable(said)
        holder = outcome.problem.holder if outcome.problem else None
        self.document = outcome.document or (holder.document if holder else None)
        if self.document:
            text += " " + document_link(self.document)
        self._text.setText(text)
        self._time.setText(_now())
        self._paint(outcome.level)
        self._desk.sounds.play(outcome.level)

    def show_waits(self, code: str, text: str) -> None:
        """Say why a scan waits to be taken."""
        self._code.setText(code)
        self.document = None
        self._text.setText(_breakable(text))
        self._time.setText(_now())
        self._paint(Level.WARNING)

    def say(self, text: str) -> None:
        """Say what was changed by something else than a scan."""
        self._clear()
        self._text.setText(escape(text))
        self._time.setText(_now())
        self._paint(Level.NOTED)

    def show_done(self, text: str, document: int) -> None:
        """Say that a document is posted, with a link to it."""
        self._clear()
        self.document = document
        self._text.setText(escape(text) + " " + document_link(document))
        self._paint(Level.ACCEPTED)

    def _clear(self) -> None:
        """Forget the code that was shown last."""
        self.document = None
        for part in (self._time, self._code, self._text):
            part.setText("")
            part.setToolTip("")

    def _paint(self, level: Level | None) -> None:
        """What was taken is quiet; what was not stands on the colour of its level."""
        if self._painted == (level,):
            return  # a sheet that is set again lays the whole page out again
        self._painted = (level,)
        theme = self._desk.theme
        quiet = level in (None, Level.ACCEPTED)
        back, text = theme.level(level) if level else ("transparent", theme.muted)
        words = (theme.text if level else theme.muted) if quiet else text
        self.setStyleSheet(
            f"VerdictBar {{ background: {'transparent' if quiet else back}; border: 0; }}"
            f" VerdictBar QLabel {{ color: {words}; }}"
        )
        name = _ICONS[level] if level else "mdi6.barcode-scan"
        self._icon.setPixmap(icon(name, text).pixmap(18, 18))

    def _follow(self, link: str) -> None:
        self._desk.bus.open_document.emit(int(link))


class ScanTrail(QListWidget):
    """The last scans on this page, newest first, so that no refusal is overlooked.

    The newest is said in full by the row above, and so is not shown here again.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setAccessibleName(_("Last scans"))
        self.setProperty("role", "trail")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the focus in the box
        self.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_TrailRow(desk, self))
        self.setMouseTracking(True)
        self.setFixedHeight(ROW * 2)
        self.itemClicked.connect(self._open)

    def add(self, outcome: Outcome) -> None:
        """Put one scan on top, below it what did not fit of a carton."""
        for problem in outcome.rest:
            refused = Outcome(problem.serial or "", Level.REFUSED, problem=problem)
            self._put(refused)
        self._put(outcome)

    def refuse(self, text: str) -> None:
        """Put what was typed and refused on top, where the next scan does not wipe it out."""
        self._insert(Level.REFUSED, "", text, None)

    def _put(self, outcome: Outcome) -> None:
        holder = outcome.problem.holder if outcome.problem else None
        document = outcome.document or (holder.document if holder else None)
        self._insert(outcome.level, outcome.code, outcome_text(outcome), document)

    def _insert(self, level: Level, code: str, text: str, document: int | None) -> None:
        item = QListWidgetItem(
            icon(_ICONS[level], self._desk.theme.level(level)[1]),
            "   ".join(part for part in (code, text) if part),
        )
        item.setData(_PARTS, (_now(), code, text, level, document))
        item.setToolTip(tip("\n".join(part for part in (code, text) if part)))
        if self.count():
            self.setRowHidden(0, False)
        self.insertItem(0, item)
        # What is refused beside a scan, as a price typed in a cell, stands in this list alone.
        self.setRowHidden(0, bool(code))
        if self.count() > _TRAIL:
            self.takeItem(_TRAIL)

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the document of the scan that the arrows chose."""
        item = self.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            self._open(item)
        else:
            super().keyPressEvent(event)

    @guarded()
    def focusInEvent(self, event: QFocusEvent) -> None:
        """The newest of those that are shown is the current one."""
        super().focusInEvent(event)
        shown = [at for at in range(self.count()) if not self.isRowHidden(at)]
        if shown and self.currentRow() not in shown:
            self.setCurrentRow(shown[0])

    def _open(self, item: QListWidgetItem) -> None:
        document = item.data(_PARTS)[4]
        if document:
            self._desk.bus.open_document.emit(document)


class _TrailRow(QStyledItemDelegate):
    """Mark, time, code, sentence; a link where a document holds the serial."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._text_font, self._serial_font = text_font(SECONDARY), serial_font(SERIAL)

    @guarded(QSize(0, 26))
    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(0, ROW)

    @guarded()
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._desk.theme
        time, code, text, level, document = index.data(_PARTS)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(option.rect, QColor(theme.selection))
        room = option.rect.adjusted(GRID * 3 // 2, 0, -GRID * 3 // 2, 0)
        picture = index.data(Qt.ItemDataRole.DecorationRole)
        picture.paint(painter, QRect(room.left(), room.top() + (room.height() - 18) // 2, 18, 18))
        wrong = level not in (Level.ACCEPTED, Level.NOTED)
        colour = theme.level(level)[1] if wrong else theme.text
        parts = [
            (time, self._text_font, theme.muted),
            (code if code not in text else "", self._serial_font, theme.text),
            (text, self._text_font, colour),
            (_("Open") if document else "", self._text_font, theme.accent_text),
        ]
        left = room.left() + 18 + GRID
        for said, font, pen in parts:
            if not said:
                continue
            painter.setFont(font)
            painter.setPen(QColor(pen))
            metrics = painter.fontMetrics()
            most = room.right() - left - (_LINK_ROOM if document and said is text else 0)
            said = metrics.elidedText(said, Qt.TextElideMode.ElideRight, max(most, 0))
            place = QRect(left, room.top(), max(most, 0), room.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, said)
            left += metrics.horizontalAdvance(said) + GRID


class LastScans(QFrame):
    """Head, newest scan, and those before it; where there is little room, the newest alone."""

    def __init__(self, desk: Desk, with_serials: bool, *right: QWidget) -> None:
        super().__init__()
        self._desk = desk
        self.verdict = VerdictBar(desk, with_serials)
        self.trail = ScanTrail(desk)
        self.setProperty("role", "bar")
        self.count = label("", "secondary")
        self.open_button = button(_("Open the document"), "Ctrl+O", "link")
        self.open_button.clicked.connect(self._open)
        head = row(label(_("Last scans"), "group"), self.count, None, self.open_button, *right)
        head.setContentsMargins(GRID * 3 // 2, GRID // 2, GRID, 0)
        self.setLayout(column(head, self.verdict, self.trail, GRID // 2, gap=0))
        self.follow()

    def fold(self, narrow: bool) -> None:
        """Show the newest scan alone, or those before it too."""
        self.trail.setVisible(not narrow)

    def show_count(self, serials: int | None) -> None:
        """How many serials the document holds; None where it holds none ever."""
        text = ngettext("{count} serial", "{count} serials", serials or 0)
        self.count.setText(text if serials is not None else "")

    def follow(self) -> None:
        """A document that the newest scan names is a key away."""
        self.open_button.setVisible(self.verdict.document is not None)

    def _open(self) -> None:
        if self.verdict.document is not None:
            self._desk.bus.open_document.emit(self.verdict.document)


def _breakable(text: str) -> str:
    """A text as rich text in which a long word, such as a serial number, can go on in a new row."""
    return " ".join(
        _BREAK.join(escape(word[at : at + _LONG_WORD]) for at in range(0, len(word), _LONG_WORD))
        for word in text.split(" ")
    )


def _now() -> str:
    return clock.now().astimezone().strftime("%H:%M:%S")


ROW = 26
_LINK_ROOM = 64
_CODE_ROOM = 176
"""Pixels: as much as 20 characters; what is said of a code has the rest of the row."""
_LONG_WORD = 20
_BREAK = "&#8203;"
"""A space without width."""
_PARTS = Qt.ItemDataRole.UserRole
