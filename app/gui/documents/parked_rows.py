"""The sales that are parked, on the empty Counter: each is called back by its key (M10)."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QSizePolicy, QWidget

from app.domain.kinds import SALE
from app.domain.problems import Refused
from app.domain.verdicts import Level
from app.gui.documents.sale_words import items_text, moment_text
from app.gui.kit.desk import Desk
from app.gui.kit.guard import guarded
from app.gui.kit.keys import only_shown
from app.gui.kit.theme import GRID, ROW_HEIGHT, SECONDARY, text_font
from app.gui.kit.widgets import button, column, label, name_label, row, tip
from app.services.documents import parking
from app.text import _, party_name
from db.engine.trouble import StoreTrouble
from db.queries.parking import ParkedSale

MOST = 3
"""Rows at most; F8 shows the others."""
NOTE_LENGTH = 200
_MOMENT, _PARTY, _NOTE = 80, 120, 160
_INSIDE = 6
"""Of the mark that says what is gone, at its sides."""


class ParkedNote(QLineEdit):
    """The note of a sale that was just parked; it is written however the field is left."""

    done = Signal()
    """The field was left."""
    left = Signal()
    """Enter or Esc: the next key is the box's."""

    def __init__(self) -> None:
        super().__init__()
        self.setMaxLength(NOTE_LENGTH)
        self.setAccessibleName(_("Note"))
        self.setPlaceholderText(_("Note, then Enter"))
        self.setMinimumWidth(_NOTE)

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @guarded()
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.done.emit()


class ParkedRow(QFrame):
    """One parked sale: since when, whose, what and its note, what it comes to."""

    called = Signal(object)

    def __init__(self, desk: Desk, place: int) -> None:
        super().__init__()
        self.setProperty("role", "setting")
        self._desk = desk
        self.sale: ParkedSale | None = None
        self._moment = label("", "secondary")
        self._party, self._what = name_label(""), name_label("")
        self._note = name_label("", "secondary")
        self._gone = name_label("")
        self._total = label("")
        self.note = ParkedNote()
        self.note.hide()
        self.button = button(_("Call back"), f"Alt+{place}", "link")
        self._moment.setFixedWidth(_MOMENT)
        self._party.setFixedWidth(_PARTY)
        back, text = desk.theme.level(Level.WARNING)
        self._gone.setStyleSheet(
            f"background: {back}; color: {text}; border-radius: 4px; padding: 0 {_INSIDE}px;"
        )
        self._gone.setFont(text_font(SECONDARY))
        self._gone.setFixedHeight(GRID * 5 // 2)
        self._note.setMaximumWidth(_NOTE)
        parts = (self._moment, self._party, self._what, self._note, self.note, self._gone)
        line = row(*parts, self._total, GRID // 2, self.button)
        line.setStretch(2, 1)
        self.setLayout(line)
        self.setFixedHeight(ROW_HEIGHT + 2)
        self.button.clicked.connect(self._call)

    def show_sale(self, sale: ParkedSale) -> None:
        """Show another sale, or the same one as it is now."""
        if self.sale is None or self.sale.id != sale.id:
            self.note.hide()
        self.sale = sale
        formats, theme = self._desk.formats, self._desk.theme
        self._moment.setText(moment_text(sale.at, formats))
        self._party.setText(party_name(SALE.key, sale.party))
        self._party.setStyleSheet("" if sale.party else f"color: {theme.muted};")
        self._what.setText(items_text(sale.product, sale.lines))
        self._note.setText(_("“{note}”").format(note=sale.note) if sale.note else "")
        self._note.setVisible(bool(sale.note) and self.note.isHidden())
        self._gone.setText(gone_text(sale))
        self._gone.setFixedWidth(self._gone.sizeHint().width() + _INSIDE)  # is never cut
        self._gone.setVisible(sale.gone is not None)
        self._total.setText(formats.price(sale.total))
        said = (self._party.text(), self._what.text(), self._note.text(), self._gone.text())
        self.setToolTip(tip(" · ".join(part for part in said if part)))

    def fold(self, narrow: bool) -> None:
        """Whose it is gives way where there is little room; all of it is in the tip."""
        self._party.setVisible(not narrow)

    def ask_note(self) -> None:
        """Let the note be typed in the row."""
        self.note.setText(self.sale.note if self.sale else "")
        self._note.hide()
        self.note.show()
        self.note.setFocus()

    def _call(self) -> None:
        if self.sale is not None:
            self.called.emit(self.sale.id)


def gone_text(sale: ParkedSale) -> str:
    """That goods of a parked sale went elsewhere since, and with which document."""
    return _("gone since, {number}").format(number=sale.gone) if sale.gone else ""


class ParkedRows(QWidget):
    """The newest of them; hidden while none is parked."""

    called = Signal(object)
    """The parked sale with this id is to be called back."""
    all_wanted = Signal()
    left = Signal()
    """A note is written: the next key is the box's."""
    not_written = Signal(object)
    """A note cannot be written now (a StoreTrouble); it stays in its field."""
    refused = Signal(object)
    """A note cannot be written, for its sale is not parked any more: every Problem."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._count = label("", "badge")
        self._count.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.all_button = button(_("All"), "F8", "link")
        only_shown(self.all_button)
        self.rows: list[ParkedRow] = []
        self._is_narrow = False
        head = row(label(_("Parked sales"), "section"), self._count, None, self.all_button)
        self._lines = column(head, gap=0)
        self.setLayout(self._lines)
        self.all_button.clicked.connect(self.all_wanted)
        self.hide()

    def _add_row(self) -> None:
        made = ParkedRow(self._desk, len(self.rows) + 1)
        made.fold(self._is_narrow)
        made.called.connect(self.called)
        made.note.left.connect(self.left)
        made.note.done.connect(partial(self._write_note, made))
        self._lines.addWidget(made)
        self.rows.append(made)

    def reload(self) -> None:
        """Read again what is parked."""
        sales = parking.parked(self._desk.database)
        self._count.setText(f"{len(sales):,}")
        while len(self.rows) < min(len(sales), MOST):
            self._add_row()
        for place, made in enumerate(self.rows):
            made.setVisible(place < len(sales))
            if place < len(sales):
                made.show_sale(sales[place])
        self.setVisible(bool(sales))

    def fold(self, narrow: bool) -> None:
        """There is little room now, or there is room again."""
        self._is_narrow = narrow
        for made in self.rows:
            made.fold(narrow)

    def ask_note(self, sale: int) -> None:
        """Let the note of a sale be typed that was just parked."""
        found = next((made for made in self.rows if made.sale and made.sale.id == sale), None)
        if found is not None and self.isVisible():
            found.ask_note()

    def finish(self) -> bool:
        """Write what is typed as a note; False where it cannot be now, which is said."""
        written = [self._write_note(made) for made in self.rows]
        return all(written)

    def _write_note(self, made: ParkedRow) -> bool:
        if made.sale is None or not made.note.isModified():
            return True
        made.note.setModified(False)
        try:
            parking.set_note(self._desk.session, made.sale.id, made.note.text())
        except StoreTrouble as trouble:
            made.note.setModified(True)
            self.not_written.emit(trouble)
            return False
        except Refused as refusal:
            self.refused.emit(refusal.problems)
            return False
        made.note.hide()
        self.reload()
        return True
