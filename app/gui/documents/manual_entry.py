"""Manual entry (F6): a typed or pasted list, a verdict on every entry before anything is taken."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QAbstractItemView, QWidget

from app.domain import serials
from app.domain.verdicts import Verdict, level_of, words_of
from app.gui.kit import refresh
from app.gui.kit.desk import Desk
from app.gui.kit.tables import Table, TableColumn, TableModel, ToneKept
from app.gui.kit.theme import serial_font
from app.gui.kit.widgets import button, column, label, row
from app.gui.kit.write_again import PAUSE, WriteAgain
from app.gui.scanning.codes_edit import CodesEdit
from app.services.entry import waiting
from app.text import _, holder_place, ngettext, sentence
from db.engine.trouble import StoreTrouble
from db.queries import waiting as kept_texts

_LEAST_BOX, _BOX = 64, 104
VERDICT_WIDTH = 140
"""Of a column of verdicts, in pixels: as wide as the longest that a serial number can have."""
Place = tuple[int, int | None]
"""A draft and the line on it that a text is typed for; None: no line is current."""


class ManualEntry(QWidget):
    """``judge`` gives the verdicts of a list; ``take`` takes the good ones of it.

    On a draft, what stands in the box belongs to its line: it is kept with it in the store, and
    is there again when the line is shown again (D11).
    """

    taken = Signal()
    """Some serials were taken; what was not good is still in the box."""

    def __init__(
        self,
        desk: Desk,
        judge: Callable[[Sequence[str]], list[Verdict]],
        take: Callable[[Sequence[str]], list[Verdict]],
    ) -> None:
        super().__init__()
        self._place: Place | None = None
        self._kept = ""
        self._unwritten: dict[Place, str] = {}
        self._writing = WriteAgain(self)
        self._desk = desk
        self._judge = judge
        self._take = take
        self._verdicts: list[Verdict] = []
        self._box = CodesEdit()
        self._box.setFont(serial_font())
        self._box.setAccessibleName(_("Serial numbers to enter"))
        self._box.setPlaceholderText(
            _("Type or paste serial numbers, set apart by commas, spaces or new lines")
        )
        self._box.setTabChangesFocus(True)
        self._box.setMinimumHeight(_LEAST_BOX)
        self._box.setMaximumHeight(_BOX)
        self._summary = label("", "muted")
        self._model = TableModel(self._columns())
        self._table = Table(self._model, _("Results"))
        self._table.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self._detail = label("")
        self._detail.setWordWrap(True)
        self._table.selectionModel().currentRowChanged.connect(self._show_detail)
        self._accept = button(_("Take good ones"), "Ctrl+Return", "primary")
        self._clear = button(_("Clear"))
        self.setLayout(
            column(
                self._box,
                self._summary,
                self._table,
                self._detail,
                row(self._clear, None, self._accept),
            )
        )
        self._pause = QTimer(self, singleShot=True, interval=refresh.PAUSE)
        self._pause.timeout.connect(self._check_later)
        self._box.textChanged.connect(lambda: self._pause.start(refresh.PAUSE))
        self._accept.clicked.connect(self.accept_good)
        self._clear.clicked.connect(self.clear)
        self._table.setItemDelegate(ToneKept(self._table))
        self._table.home = self._box
        self.setFocusProxy(self._box)
        self._show([])

    @property
    def text(self) -> str:
        """What stands in the box; nothing where it is blank."""
        text = self._box.toPlainText()
        return text if text.strip() else ""

    def show_place(self, place: Place | None) -> None:
        """Show what waits for a line; what was typed for the one before is kept with that."""
        if place == self._place:
            return
        self.keep()
        self._place = place
        self.reload()

    def reload(self) -> None:
        """Show what is kept for the line, as it is in the store now."""
        place = self._place
        self._kept = ""
        if place is not None:
            kept = self._unwritten.get(place)
            self._kept = kept_texts.text_of(self._desk.database, *place) if kept is None else kept
        if self._kept != self.text:
            self._box.setPlainText(self._kept)
            self.check()

    def keep(self) -> None:
        """Keep what stands in the box with its line; once the store allows it, if not now."""
        if self._place is None or self.text == self._kept:
            return
        self._kept = self._unwritten[self._place] = self.text
        self._writing.write(self._place, partial(self._write, self._place, self.text))

    def _write(self, place: Place, text: str) -> None:
        waiting.keep(self._desk.session, *place, text)
        self._unwritten.pop(place, None)

    def finish(self) -> None:
        """Keep what stands in the box, and in an open cell, now. Raises StoreTrouble."""
        self._table.finish_edit()
        self.keep()
        self._writing.finish()

    def clear(self) -> None:
        """Empty the box; Ctrl+Z in it brings the text back."""
        whole = self._box.textCursor()
        whole.select(QTextCursor.SelectionType.Document)
        whole.removeSelectedText()
        self._box.setFocus()

    def show_waiting(self) -> None:
        """Put the cursor at the end of what waits, to be mended."""
        self._box.moveCursor(QTextCursor.MoveOperation.End)
        self._box.setFocus()

    def fold(self, narrow: bool) -> None:
        """Where there is little room, the place in the list is not said."""
        self._table.setColumnHidden(self._table.place_of("place"), narrow)

    def _columns(self) -> list[TableColumn]:
        return [
            TableColumn("#", lambda v: str(v.position), figure=True, width=40, name="place"),
            TableColumn(
                _("Serial number"), lambda v: v.number, serial=True, stretch=True, edit=self._mend
            ),
            TableColumn(
                _("Result"),
                verdict_words,
                width=VERDICT_WIDTH,
                colour=self._colour,
                tip=verdict_tip,
            ),
        ]

    def _colour(self, verdict: Verdict) -> str:
        return self._desk.theme.level(level_of(verdict))[1]

    def check(self) -> None:
        """Judge what stands in the box, and keep it with its line."""
        from app.domain.codes import entries_in  # with the first code

        self._pause.stop()
        self.keep()
        entries = entries_in(self._box.toPlainText())
        self._show(self._judge(entries) if entries else [])

    def _check_later(self) -> None:
        try:
            self.check()
        except StoreTrouble:
            self._pause.start(PAUSE)

    def accept_good(self) -> None:
        """Take the good entries; the others stay in the box, to be mended (F6)."""
        self.check()
        good = [verdict.number for verdict in self._verdicts if verdict.good]
        if good:
            self._take([verdict.number for verdict in self._verdicts])
        rest = [verdict.number for verdict in self._verdicts if not verdict.good]
        self._box.setPlainText("\n".join(rest))
        self.check()
        if good:
            self.taken.emit()

    def _mend(self, verdict: Verdict, text: str) -> None:
        """An entry was corrected in the table: put it back in the list and judge all again."""
        numbers = [other.number for other in self._verdicts]
        numbers[verdict.position - 1 : verdict.position] = serials.split(text)
        self._box.setPlainText("\n".join(numbers))
        self.check()

    def _show_detail(self) -> None:
        """The whole sentence of the entry that is chosen, which its cell may cut off."""
        chosen = self._table.current_row()
        self._detail.setText(verdict_tip(chosen) if chosen else "")

    def _show(self, verdicts: list[Verdict]) -> None:
        self._verdicts = verdicts
        self._model.set_rows(verdicts)
        bad = next((verdict.position for verdict in verdicts if not verdict.good), None)
        if bad is not None:
            self._table.select_only(bad - 1)
        self._show_detail()
        good = sum(verdict.good for verdict in verdicts)
        if verdicts:
            entries = ngettext("{count} entry", "{count} entries", len(verdicts))
            text = _("{entries}: {good} good, {bad} to correct")
            self._summary.setText(text.format(entries=entries, good=good, bad=len(verdicts) - good))
        elif self._box.toPlainText():
            self._summary.setText(_("The lines are empty: there is no serial number to enter."))
        else:
            self._summary.setText(_("Every entry is judged here before it is taken."))
        self._accept.setEnabled(good > 0)


def verdict_words(verdict: Verdict) -> str:
    """One entry's verdict in a word or two, as its row has room for."""
    return _(words_of(verdict))


def verdict_text(verdict: Verdict) -> str:
    """One entry's verdict in a word or two where it is good, in a sentence where it is not."""
    return sentence(verdict.problem) if verdict.problem else verdict_words(verdict)


def verdict_tip(verdict: Verdict) -> str:
    """All that is known about an entry."""
    said = [verdict_text(verdict)]
    if verdict.holder and not verdict.problem:
        said.append(holder_place(verdict.holder))
    return "\n".join(said)
