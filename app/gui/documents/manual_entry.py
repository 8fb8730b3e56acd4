"""Manual entry (F6): a typed or pasted list, a verdict on every entry before anything is taken."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QWidget

from app.domain import serials
from app.domain.codes import entries_in
from app.domain.lifecycle import STATUS_NAMES
from app.domain.verdicts import Verdict, level_of
from app.gui.desk import Desk
from app.gui.scan_box import CodesEdit
from app.gui.tables import Column, Table, TableModel
from app.gui.theme import serial_font
from app.gui.widgets import button, column, label, row
from app.text import _, holder_place, ngettext, sentence

_PAUSE = 120


class ManualEntry(QWidget):
    """``judge`` gives the verdicts of a list; ``take`` takes the good ones of it."""

    taken = Signal()
    """Some serials were taken; what was not good is still in the box."""

    def __init__(
        self,
        desk: Desk,
        judge: Callable[[Sequence[str]], list[Verdict]],
        take: Callable[[Sequence[str]], list[Verdict]],
    ) -> None:
        super().__init__()
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
        self._box.setFixedHeight(104)
        self._summary = label("", "muted")
        self._model = TableModel(self._columns())
        self._table = Table(self._model, _("Verdicts"))
        self._table.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self._detail = label("")
        self._detail.setWordWrap(True)
        self._table.selectionModel().currentRowChanged.connect(self._show_detail)
        self._accept = button(_("Take the good ones"), "Ctrl+Return", "primary")
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
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.check)
        self._box.textChanged.connect(self._pause.start)
        self._accept.clicked.connect(self.accept_good)
        self._clear.clicked.connect(self._box.clear)
        self._show([])

    def _columns(self) -> list[Column]:
        return [
            Column("#", lambda v: str(v.position), figure=True, width=56),
            Column(_("Serial number"), lambda v: v.number, serial=True, width=184, edit=self._mend),
            Column(_("Verdict"), verdict_text, stretch=True, colour=self._colour, tip=verdict_tip),
        ]

    def _colour(self, verdict: Verdict) -> str:
        return self._desk.theme.level(level_of(verdict))[1]

    def check(self) -> None:
        """Judge what stands in the box."""
        self._pause.stop()
        entries = entries_in(self._box.toPlainText())
        self._show(self._judge(entries) if entries else [])

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
            self._table.selectRow(bad - 1)
        self._show_detail()
        good = sum(verdict.good for verdict in verdicts)
        if verdicts:
            entries = ngettext("{count} entry", "{count} entries", len(verdicts))
            text = _("{entries}: {good} good, {bad} to mend")
            self._summary.setText(text.format(entries=entries, good=good, bad=len(verdicts) - good))
        elif self._box.toPlainText():
            self._summary.setText(_("The lines are empty: there is no serial number to enter."))
        else:
            self._summary.setText(_("Every entry is judged here before it is taken."))
        self._accept.setEnabled(good > 0)


def verdict_text(verdict: Verdict) -> str:
    """One entry's verdict in a word or two where it is good, in a sentence where it is not."""
    if verdict.problem:
        return sentence(verdict.problem)
    if verdict.finding:
        return _(verdict.finding.value)
    return _(STATUS_NAMES[verdict.holder.status]) if verdict.holder else ""


def verdict_tip(verdict: Verdict) -> str:
    """All that is known about an entry."""
    said = [verdict_text(verdict)]
    if verdict.holder and not verdict.problem:
        said.append(holder_place(verdict.holder))
    return "\n".join(said)
