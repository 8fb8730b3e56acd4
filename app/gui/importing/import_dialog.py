"""A file taken in: one dialog for every kind (Q9). Nothing is written before it is taken."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QProgressBar, QWidget

from app.domain import serials
from app.domain.imports import RowStanding
from app.domain.problems import Problem
from app.domain.verdicts import Level
from app.exchange.imports.import_session import ImportSession
from app.exchange.imports.kinds import IMPORT_KINDS, ImportKind
from app.exchange.imports.mends import Mend
from app.gui.importing.dropping import FILES, FileDrop
from app.gui.importing.import_fields import ImportFields
from app.gui.importing.import_foot import ImportFoot
from app.gui.importing.import_outcome import ImportOutcome
from app.gui.importing.import_view import ImportView, ViewRow
from app.gui.importing.import_work import ImportWork
from app.gui.importing.problem_side import ProblemSide
from app.gui.importing.rows_table import RowsTable
from app.gui.importing.standing_chips import StandingChips
from app.gui.kit.desk import Desk
from app.gui.kit.entry_dialog import EntryDialog
from app.gui.kit.guard import guarded
from app.gui.kit.questions import give_up
from app.gui.kit.theme import CARD_GAP, GRID
from app.gui.kit.widgets import button, card, column, label, row
from app.printing.files import write_whole
from app.text import _, sentence

_WIDE = 1120
"""Pixels: in a narrower dialog what is wrong stands under the rows."""
_SIDE_WIDTH, _SIDE_HEIGHT = 288, 148
_UNBOUND = 16_777_215
_LARGEST, _EDGE = QSize(1400, 900), 64


class ImportDialog(EntryDialog):
    """Accepted once the rows are taken; ``outcome`` says what came of it.

    ``kinds`` are what the file may be taken as, the first at once.
    """

    def __init__(
        self, desk: Desk, kinds: Sequence[ImportKind], path: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, parent)
        self._path = path
        self._row: int | None = None
        """The number of the row that is chosen."""
        self._takes: bool | None = None
        """The rows are to be taken as soon as what waits is judged; True: only the good ones."""
        self.outcome: ImportOutcome | None = None
        self.work = ImportWork(desk, self)
        self.fields = ImportFields(desk, kinds)
        self.table = RowsTable(desk)
        self.side = ProblemSide(desk)
        self.chips = StandingChips(desk)
        self.foot = ImportFoot()
        self.other_button = button(_("Other file…"), "Ctrl+O")
        self.next_button = button(_("Next to correct"), "F8")
        self.progress = QProgressBar(textVisible=False)
        self._arrange()
        self._connect()
        self.resize(self._room())
        self.read()

    # Building

    def _arrange(self) -> None:
        self.progress.setAccessibleName(_("Reading the file"))
        self.progress.setFixedWidth(240)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(CARD_GAP)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._rows = card(column(self.table))
        self._body.addWidget(self._rows, 1)
        self._body.addWidget(self.side)
        head = row(self.fields, self.other_button)
        head.setStretch(0, 1)
        head.setAlignment(self.other_button, Qt.AlignmentFlag.AlignBottom)
        written = label(_("Nothing is written yet."), "muted")
        counted = row(
            self.chips, self.progress, None, self.fields.repeat, written, self.next_button
        )
        body = QWidget()
        body.setLayout(self._body)
        layout = column(head, counted, self.problems, body, self.foot, margin=GRID * 2)
        layout.setStretch(3, 1)
        self.setLayout(layout)

    def _connect(self) -> None:
        FileDrop(self).dropped.connect(self.read_file)
        self.other_button.clicked.connect(self.choose_file)
        self.next_button.clicked.connect(self.next_problem)
        self.problems.line_wanted.connect(self.go_to)
        self.foot.save_button.clicked.connect(self.save_refused)
        self.foot.cancel_button.clicked.connect(self.reject)
        self.foot.good_button.clicked.connect(partial(self.take, True))
        self.foot.all_button.clicked.connect(partial(self.take, False))
        self.fields.kind_changed.connect(self._turn_into)
        self.fields.encoding_changed.connect(self._turn_to_encoding)
        changes = {
            self.fields.header_changed: self.work.choose_header,
            self.fields.repeats_changed: self.work.repeat,
            self.table.head.matched: self.work.match,
        }
        for changed, change in changes.items():
            changed.connect(self.table.finish_edit)  # what is typed is of the rows as they stand
            changed.connect(change)
        self.fields.sheet_changed.connect(self._turn_to_sheet)
        self.fields.supplier_changed.connect(self._turn_to_supplier)
        self.fields.place_changed.connect(self._turn_to_place)
        self.table.mended.connect(self.mend)
        self.table.cells.typed.connect(self._show_typed)
        self.chips.chosen.connect(self._show_rows)
        self.side.leave_button.clicked.connect(self.leave_out)
        self.side.mend_all.connect(self.mend_all)
        self.work.read.connect(self._show_file)
        self.work.judged.connect(self._show_judged)
        self.work.refused.connect(self._refuse_file)
        self.work.not_done.connect(self._refuse)
        self.work.mends_changed.connect(self._show_mends)
        self.work.task.busy_changed.connect(self._show_busy)
        self.work.task.progressed.connect(self.progress.setValue)

    def _room(self) -> QSize:
        """As large as the window that it stands over leaves room for."""
        parent = self.parentWidget()
        room = parent.window().size() if parent is not None else _LARGEST
        return (room - QSize(_EDGE, _EDGE)).boundedTo(_LARGEST)

    # Reading

    def read(self) -> None:
        """Read the file as it is chosen, or say why it cannot be read."""
        kind = self.fields.kind
        self.setWindowTitle(_("Import: {kind}").format(kind=_(kind.name)))
        self.fields.file.setText(self._path.name)
        self.fields.show_kind()
        self._takes = None
        self.work.open(kind, self.fields.place, self._path, self.fields.said_encoding)

    def choose_file(self) -> None:
        """Take another file instead."""
        kinds = _("Tables ({kinds})").format(kinds=FILES)
        path, _kind = QFileDialog.getOpenFileName(self, _("Import"), str(self._path.parent), kinds)
        if path:
            self.read_file(Path(path))

    def read_file(self, path: Path) -> None:
        """Read another file; what was mended is asked about first."""
        writes = self.work.task.busy and self.work.writes
        if not writes and self._may_begin_again():
            self._path = path
            self.fields.forget_encoding()
            self.read()

    def _may_begin_again(self) -> bool:
        text, go_on = self.loss()
        return not self.is_entered() or give_up(self, self.windowTitle(), text, go_on, _("Discard"))

    def _turn_into(self) -> None:
        session = self.work.session
        if self._may_begin_again():
            self.read()
        elif session is not None:
            self.fields.choose_kind(session.kind)

    def _turn_to_encoding(self) -> None:
        if self._may_begin_again():
            self.read()
        elif self.work.view is not None:
            self.fields.show_file(self.work.view)

    def _turn_to_sheet(self, sheet: str) -> None:
        self.table.finish_edit()
        if self._may_begin_again():
            self.work.changed = False
            self.work.choose_sheet(sheet)
        elif self.work.view is not None:
            self.fields.show_file(self.work.view)

    def _turn_to_supplier(self) -> None:
        """Another supplier's file has its columns as they were the last time, if none is mended."""
        if self.work.changed:
            self._turn_to_place()
        else:
            self.read()

    def _turn_to_place(self) -> None:
        self.work.choose_place(self.fields.place)

    def _refuse_file(self, problems: Sequence[Problem]) -> None:
        """One sentence, and another file can be chosen."""
        for part in (self.chips, self._rows, self.side, self.fields.repeat, self.next_button):
            part.hide()
        self.fields.show_nothing()
        self._refuse(problems)
        self.other_button.setFocus()

    def _show_file(self, view: ImportView) -> None:
        for part in (self._rows, self.side, self.next_button):
            part.show()
        self.fields.show_file(view)
        self._show_standing(view)
        self._show_rows(None)
        bad = next((one.number for one in view.rows if one.bad), None)
        self.go_to(bad if bad is not None else view.rows[0].number if view.rows else None)
        self._go_on()

    # Showing

    def _show_judged(self, view: ImportView) -> None:
        self._show_standing(view)
        self.table.renew([view.by_number[one.number] for one in self.table.table_model.rows])
        self._show_row()
        self._go_on()

    def _show_standing(self, view: ImportView) -> None:
        self._show_mends()
        self.problems.show_problems(view.missing)
        self.chips.show_counts(view)
        self.chips.show()
        self.side.show_view(view)
        self._allow()

    def _show_mends(self) -> None:
        self.table.wait_for(self.work.texts)

    def _show_rows(self, standing: RowStanding | None) -> None:
        """Show the rows that stand so; they stay until another choice, whatever becomes of them."""
        view = self.work.view
        if view is None:
            return
        self.table.finish_edit()
        rows = [one for one in view.rows if standing is None or one.stands(standing)]
        self.chips.choose(standing)
        self.table.show_file(view, self.fields.kind, rows)
        self.table.selectionModel().currentChanged.connect(self._note_row)
        if rows:
            self.table.go_to(0)
        self._show_row()

    def _note_row(self) -> None:
        chosen = self.table.current_row()
        self._row = chosen.number if chosen is not None else None
        self._show_row()

    def _current(self) -> ViewRow | None:
        view = self.work.view
        return view.by_number.get(self._row) if view and self._row is not None else None

    def _show_row(self) -> None:
        if self.work.view is not None:
            self.side.show_row(self.work.view, self._current())

    def _show_typed(self, text: str | None) -> None:
        view, chosen = self.work.view, self._current()
        key = self.table.key_at(self.table.currentIndex().column())
        if text is None or view is None or chosen is None or key is None:
            self.side.hint.hide()
        else:
            self.side.show_typed(view, chosen, key, text)

    def go_to(self, number: int | None) -> None:
        """Choose a row by its number, at what is wrong with it."""
        places = [at for at, one in enumerate(self.table.table_model.rows) if one.number == number]
        view = self.work.view
        if not places and view is not None and number is not None:
            self._show_rows(None)
            places = [at for at, one in enumerate(view.rows) if one.number == number]
        if places:
            chosen = self.table.table_model.row(places[0])
            self.table.go_to(places[0], next(iter(sorted(chosen.problem_fields())), ""))

    def next_problem(self) -> None:
        """The next row to be mended or looked at, from the top again at the end."""
        self.table.finish_edit()
        bad = self.work.view.bad if self.work.view else ()
        after = self._row or 0
        self.go_to(next((number for number in bad if number > after), bad[0] if bad else None))

    def _show_busy(self, busy: bool) -> None:
        work = self.work
        reading = busy and (work.reads or work.writes)
        self.progress.setVisible(reading)
        self.progress.setValue(0)
        self.chips.setVisible(not reading and work.view is not None)
        self.fields.setEnabled(not reading)
        self.fields.repeat.setEnabled(not reading)
        self.table.setEnabled(not reading)
        self.foot.cancel_button.setEnabled(not (busy and work.writes))
        self.other_button.setEnabled(not (busy and work.writes))
        self._allow()

    def _allow(self) -> None:
        view = self.work.view
        self.foot.allow(self.fields.kind, view, self.work.settled)
        self.next_button.setEnabled(view is not None and bool(view.bad))

    # Mending

    def mend(self, number: int, key: str, text: str) -> None:
        """A field of a row says this; it is judged beside the screen, after what waits."""
        self.work.mend(number, key, text)

    def mend_all(self, mend: Mend) -> None:
        """Mend every row that has a problem which this helps."""
        self.table.finish_edit()
        self.work.mend_all(mend)
        self.table.setFocus()

    def leave_out(self) -> None:
        """Leave the chosen row out, or take it again."""
        chosen = self._current()
        if chosen is not None and chosen.verdict is not None:
            self.table.finish_edit()
            self.work.leave_out(chosen.number, not chosen.left_out)
            self.table.setFocus()

    def take_scan(self, code: str) -> bool:
        """A captured scan goes into the chosen row: into the code that is wrong, or that is chosen.

        It is no price and no name; where the row wants none, it is none of this dialog's.
        """
        chosen, view = self._current(), self.work.view
        if chosen is None or view is None or chosen.left_out or not self.table.isEnabled():
            return False
        at_hand = self.table.key_at(self.table.currentIndex().column())
        wanted = [*sorted(chosen.problem_fields()), *([at_hand] if at_hand else [])]
        codes = [key for key in wanted if key in view.matched and view.takes_code(key)]
        if not codes:
            return False
        self.table.finish_edit()
        self.mend(chosen.number, codes[0], code)
        return True

    # Taking

    def take(self, only_good: bool) -> None:
        """Write the rows, once what is typed and waits is judged."""
        self.table.finish_edit()
        view, name = self.work.view, self._path.name
        if not self.work.settled:
            self._takes = only_good
        elif view is not None and self.fields.kind.write is None:
            texts = (one.texts.get("serial", "") for one in view.rows if not one.left_out)
            sought = [serials.fold(text) for text in texts]
            self._accept(ImportOutcome(name, sought=tuple(filter(None, sought))))
        elif view is not None:

            def work(session: ImportSession) -> ImportOutcome:
                in_file, taken = session.figures(), session.take(only_good)
                return ImportOutcome(name, taken, (), in_file, session.figures(taken=True))

            self.work.take(work, self._accept, self._refuse)

    def _go_on(self) -> None:
        """Take, where that was wanted while something was judged."""
        if self.work.settled and self._takes is not None:
            wanted, self._takes = self._takes, None
            self.take(wanted)

    def _refuse(self, problems: Sequence[Problem]) -> None:
        self._takes = None
        self.problems.show_problems(problems)
        self._desk.sounds.play(Level.REFUSED)
        self._allow()

    def _accept(self, outcome: ImportOutcome) -> None:
        self.outcome, self.work.changed = outcome, False
        if outcome.taken is not None:
            self._desk.bus.changed.emit()
        self.accept()

    def save_refused(self) -> None:
        """Write the rows that are refused or left out into a file that can be imported again."""
        self.table.finish_edit()
        if not self.work.settled or self.work.view is None:
            return
        offered = self._path.with_name(_("{name} refused").format(name=self._path.stem) + ".csv")
        title = _("Save the refused as a file")
        path, _kind = QFileDialog.getSaveFileName(self, title, str(offered), "CSV (*.csv)")

        def work(session: ImportSession) -> None:
            write_whole(Path(path), session.refused_rows(sentence))

        if path:
            self.work.take(work, lambda _nothing: self._allow(), self._refuse, writes=False)

    # Leaving

    def is_entered(self) -> bool:
        return self.work.changed

    @guarded()
    def done(self, answer: int) -> None:
        """Reading stops when the dialog goes; what is being written is waited for."""
        if self.work.task.busy and self.work.writes:
            return
        self.work.stop()
        super().done(answer)

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= _WIDE
        directions = QBoxLayout.Direction
        self._body.setDirection(directions.LeftToRight if wide else directions.TopToBottom)
        self.side.lie_flat(not wide)
        self.side.setMaximumWidth(_SIDE_WIDTH if wide else _UNBOUND)
        self.side.setMinimumWidth(_SIDE_WIDTH if wide else 0)
        self.side.setMaximumHeight(_UNBOUND if wide else _SIDE_HEIGHT)
        self.foot.has_room = wide
        self._allow()


def dialog_of(
    desk: Desk, kinds: Sequence[str], path: Path, parent: QWidget | None = None
) -> ImportDialog:
    """The dialog of a file, for kinds by their keys, as this shop has them (P1)."""
    with_serials = desk.settings.serials_enabled
    offered = [IMPORT_KINDS[key].offered(with_serials) for key in kinds]
    return ImportDialog(desk, offered, path, parent)
