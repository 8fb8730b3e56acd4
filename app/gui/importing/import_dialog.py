"""A file taken in: one dialog for every kind (Q9). Nothing is written before it is taken."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QFileDialog, QProgressBar, QWidget

from app.domain.imports import RowStanding
from app.domain.problems import Code, Problem, Refused
from app.domain.verdicts import Level
from app.exchange.delimited import ENCODINGS
from app.exchange.imports.import_session import ImportSession
from app.exchange.imports.kinds import ImportKind
from app.gui.importing.dropping import dropped_file
from app.gui.importing.import_view import ImportView, ViewRow, changing, opening
from app.gui.importing.problem_side import ProblemSide
from app.gui.importing.rows_table import RowsTable
from app.gui.importing.standing_chips import StandingChips
from app.gui.kit.choice_box import ChoiceBox
from app.gui.kit.desk import Desk
from app.gui.kit.entry_dialog import EntryDialog
from app.gui.kit.forms import ChoiceField
from app.gui.kit.guard import guarded
from app.gui.kit.questions import give_up
from app.gui.kit.tasks import Task, Tell, in_store
from app.gui.kit.theme import CARD_GAP, GRID
from app.gui.kit.widgets import button, card, column, label, name_label, row
from app.printing.files import write_whole
from app.services.importing.document_rows import ImportPlace
from app.services.importing.imports import ImportTaken
from app.text import _, ngettext, sentence
from db.queries.contacts import parties
from db.queries.warehouses import warehouses

FILES = "*.xlsx *.xlsm *.csv *.txt *.tsv"
_WIDE = 1120
"""Pixels: in a narrower dialog what is wrong stands under the rows."""
_SIDE_WIDTH, _SIDE_HEIGHT = 288, 148


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What came of the dialog: the import, or the serial numbers that are to be looked up."""

    file: str
    taken: ImportTaken | None = None
    sought: tuple[str, ...] = ()
    in_file: int = 0


class ImportDialog(EntryDialog):
    """Accepted once the rows are taken; ``outcome`` says what came of it.

    ``kinds`` are what the file may be taken as, the first at once.
    """

    def __init__(
        self, desk: Desk, kinds: Sequence[ImportKind], path: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, parent)
        self._kinds = tuple(kinds)
        self._path = path
        self._session: ImportSession | None = None
        self._view: ImportView | None = None
        self._row: int | None = None
        """The number of the row that is chosen."""
        self._waiting: dict[tuple[int, str], str] = {}
        """Texts that are mended and not judged yet, by row and field."""
        self._judging: dict[tuple[int, str], str] = {}
        """Those that are judged now."""
        self._takes: bool | None = None
        """The rows are to be taken as soon as what waits is judged; True: only the good ones."""
        self._changed = False
        self._reads = self._writes = False
        self.outcome: ImportOutcome | None = None
        self.task = Task(self)
        self.table = RowsTable(desk)
        self.side = ProblemSide(desk)
        self.chips = StandingChips(desk)
        self._make_fields()
        self._make_buttons()
        self._arrange()
        self._connect()
        self.resize(1100, 720)
        self.read()

    # Building

    def _make_fields(self) -> None:
        self.file = name_label("", "section")
        self.sheet, self.header, self.encoding = ChoiceField(), ChoiceField(), ChoiceField()
        self.into = ChoiceField([(kind, _(kind.name)) for kind in self._kinds])
        self.supplier = ChoiceBox(_("Supplier"))
        self.warehouse = ChoiceBox(_("Warehouse"), search=False)
        self.repeat = QCheckBox(_("An empty cell repeats the one above"))
        database = self._desk.database
        self.supplier.offer([(None, _("Not specified")), *parties(database, customers=False)], None)
        places = warehouses(database)
        self.warehouse.offer(places, places[0].id if places else None)
        self.encoding.offer([(name, name) for name in ENCODINGS])
        for box in (self.sheet, self.header, self.encoding, self.into):
            box.setMinimumContentsLength(_LEAST_CHOICE)
            box.setSizeAdjustPolicy(
                ChoiceField.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
        self.supplier.setMinimumContentsLength(_LEAST_CHOICE)
        self.warehouse.setMinimumContentsLength(_LEAST_CHOICE)

    def _make_buttons(self) -> None:
        self.other_button = button(_("Other file…"), "Ctrl+O")
        self.next_button = button(_("Next to mend"), "F8")
        self.save_button = button(_("Save the refused as a file…"))
        self.cancel_button = button(_("Cancel"))
        self.good_button = button("")
        self.all_button = button("", "Ctrl+Return", "primary")

    def _field(self, title: str, field: QWidget) -> QWidget:
        field.setAccessibleName(title)
        both = QWidget()
        both.setLayout(column(label(title, "muted", field), field, gap=2))
        return both

    def _arrange(self) -> None:
        self._sheet = self._field(_("Sheet"), self.sheet)
        self._encoding = self._field(_("Encoding"), self.encoding)
        self._supplier = self._field(_("Supplier"), self.supplier)
        self._warehouse = self._field(_("Warehouse"), self.warehouse)
        self._choices = QWidget()
        choices = row(
            self._sheet,
            self._field(_("Titles in row"), self.header),
            self._encoding,
            self._field(_("Into"), self.into),
            self._supplier,
            self._warehouse,
        )
        self._choices.setLayout(choices)
        for at in range(choices.count()):
            choices.setStretch(at, 1)
        self._choices.layout().setContentsMargins(0, 0, 0, 0)
        self.progress = QProgressBar(textVisible=False)
        self.progress.setAccessibleName(_("Reading the file"))
        self.progress.setFixedWidth(240)
        self._written = label(_("Nothing is written yet."), "muted")
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(CARD_GAP)
        rows = card(column(self.table))
        self._body.addWidget(rows, 1)
        self._body.addWidget(self.side)
        self._save_hint = label(_("with Row and Problem columns, to be imported again"), "muted")
        head = row(self.file, self.other_button, gap=GRID * 2)
        head.setStretch(0, 1)
        foot = row(
            self.save_button,
            self._save_hint,
            None,
            self.cancel_button,
            self.good_button,
            self.all_button,
        )
        counted = row(self.chips, self.progress, None, self.repeat, self._written, self.next_button)
        layout = column(
            head, self._choices, counted, self.problems, self._body, foot, margin=GRID * 2
        )
        layout.setStretch(4, 1)
        self.setLayout(layout)
        self.setAcceptDrops(True)

    def _connect(self) -> None:
        self.other_button.clicked.connect(self.choose_file)
        self.next_button.clicked.connect(self.next_problem)
        self.save_button.clicked.connect(self.save_refused)
        self.cancel_button.clicked.connect(self.reject)
        self.good_button.clicked.connect(partial(self.take, True))
        self.all_button.clicked.connect(partial(self.take, False))
        self.into.currentIndexChanged.connect(self._turn_into)
        self.encoding.currentIndexChanged.connect(self.read)
        self.sheet.currentIndexChanged.connect(self._turn_to_sheet)
        self.header.currentIndexChanged.connect(self._turn_to_header)
        self.supplier.currentIndexChanged.connect(self._turn_to_supplier)
        self.warehouse.currentIndexChanged.connect(self._turn_to_place)
        self.repeat.toggled.connect(self._turn_to_repeating)
        self.table.mended.connect(self.mend)
        self.table.head.matched.connect(self.match)
        self.table.cells.typed.connect(self._show_typed)
        self.chips.chosen.connect(self._show_rows)
        self.side.leave_button.clicked.connect(self.leave_out)
        self.side.mend_all.connect(self.mend_all)
        self.task.busy_changed.connect(self._show_busy)
        self.task.progressed.connect(self.progress.setValue)

    # Reading

    @property
    def kind(self) -> ImportKind:
        """What the file is taken as."""
        kind = self.into.currentData()
        assert isinstance(kind, ImportKind)
        return kind

    def _place(self) -> ImportPlace:
        return ImportPlace(
            self.supplier.currentData() if self.kind.supplier else None,
            self.warehouse.currentData() if self.kind.wants_place else None,
        )

    def read(self) -> None:
        """Read the file as it is chosen, or say why it cannot be read."""
        self.setWindowTitle(_("Import: {kind}").format(kind=_(self.kind.name)))
        self.file.setText(self._path.name)
        self._supplier.setVisible(self.kind.supplier)
        self._warehouse.setVisible(self.kind.wants_place)
        self._waiting, self._judging = {}, {}
        self._takes, self._changed = None, False
        encoding = self.encoding.currentData() if self._view and self._view.encoding else ""
        self._view = self._session = None
        try:
            self._session = ImportSession(self._desk.session, self.kind, self._place())
        except Refused as refusal:
            self._refuse_file(refusal.problems)
            return
        self._reads = True
        work = opening(self._desk.database, self._session, self._path, encoding or "")
        self.task.start(work, self._show_file, self._refuse_file)

    def choose_file(self) -> None:
        """Take another file instead."""
        kinds = _("Tables ({kinds})").format(kinds=FILES)
        path, _kind = QFileDialog.getOpenFileName(self, _("Import"), str(self._path.parent), kinds)
        if path:
            self.read_file(Path(path))

    def read_file(self, path: Path) -> None:
        """Read another file; what was mended is asked about first."""
        if self._may_begin_again():
            self._path, self._view = path, None
            self.read()

    def _may_begin_again(self) -> bool:
        text, go_on = self.loss()
        return not self.is_entered() or give_up(self, self.windowTitle(), text, go_on, _("Discard"))

    def _change(self, change: Callable[[ImportSession, Tell], object], reads: bool = True) -> None:
        """Do something with the import beside the screen, and show how it stands then."""
        if self._session is None or self.task.busy:
            return
        self._reads = reads
        work = changing(self._desk.database, self._session, partial(change, self._session))
        then = self._show_file if reads else self._show_judged
        self.task.start(work, then, self._refuse_file)

    def _turn_into(self) -> None:
        if self._may_begin_again():
            self.read()
        elif self._session is not None:
            _choose(self.into, self._session.kind)

    def _turn_to_sheet(self) -> None:
        sheet = self.sheet.currentData() or ""
        self._change(lambda session, tell: session.choose_sheet(sheet, tell))

    def _turn_to_header(self) -> None:
        header = self.header.currentData() or 0
        self._change(lambda session, tell: session.choose_header(header))

    def _turn_to_supplier(self) -> None:
        """Another supplier's file has its columns as they were the last time, if none is mended."""
        if self._changed:
            self._turn_to_place()
        else:
            self.read()

    def _turn_to_place(self) -> None:
        place = self._place()
        self._change(lambda session, tell: session.choose_place(place))

    def _turn_to_repeating(self, on: bool) -> None:
        keys = self.kind.repeats if on else ()
        self._change(lambda session, tell: session.repeat(keys))

    def match(self, place: int, key: str | None) -> None:
        """A column of the file fills another field."""
        self.table.finish_edit()
        self._change(lambda session, tell: session.match(place, key))

    def _refuse_file(self, problems: Sequence[Problem]) -> None:
        """One sentence, and another file can be chosen."""
        self._view = None
        self.problems.show_problems(problems)
        self._desk.sounds.play(Level.REFUSED)
        self._allow()
        self.other_button.setFocus()

    def _show_file(self, view: ImportView) -> None:
        self._view = view
        self._offer(view)
        self._show_judged(view, renews=False)
        self._show_rows(None)
        bad = next((one.number for one in view.rows if one.bad), None)
        self.go_to(bad if bad is not None else view.rows[0].number if view.rows else None)

    def _offer(self, view: ImportView) -> None:
        _offer(self.sheet, [(name, name) for name in view.sheets], view.sheet)
        self._sheet.setVisible(len(view.sheets) > 1)
        rows = [(number, f"{number}  {_short(cells)}") for number, cells in view.beginning]
        _offer(self.header, [(0, _("No titles")), *rows], view.header)
        _choose(self.encoding, view.encoding)
        self._encoding.setVisible(bool(view.encoding))
        self.repeat.setVisible(bool(set(self.kind.repeats) & view.matched.keys()))

    # Showing

    def _show_judged(self, view: ImportView, renews: bool = True) -> None:
        self._view, self._judging = view, {}
        self.table.wait_for(self._waiting)
        self.problems.show_problems(view.missing)
        self.chips.show_counts(view)
        self.side.show_view(view)
        if renews:
            by_number = {one.number: one for one in view.rows}
            self.table.renew([by_number[one.number] for one in self.table.table_model.rows])
            self._show_row()
        self._allow()
        self._go_on()

    def _show_rows(self, standing: RowStanding | None) -> None:
        """Show the rows that stand so; they stay until another choice, whatever becomes of them."""
        view = self._view
        if view is None:
            return
        self.table.finish_edit()
        rows = [one for one in view.rows if standing is None or _stands(one, standing)]
        self.chips.choose(standing)
        self.table.show_file(view, self.kind, rows)
        self.table.selectionModel().currentChanged.connect(self._note_row)
        if rows:
            self.table.go_to(0)
        self._show_row()

    def _note_row(self) -> None:
        chosen = self.table.current_row()
        self._row = chosen.number if chosen is not None else None
        self._show_row()

    def _current(self) -> ViewRow | None:
        rows = self._view.rows if self._view else ()
        return next((one for one in rows if one.number == self._row), None)

    def _show_row(self) -> None:
        if self._view is not None:
            self.side.show_row(self._view, self._current())

    def _show_typed(self, text: str | None) -> None:
        view, chosen = self._view, self._current()
        key = self.table.key_at(self.table.currentIndex().column())
        if text is None or view is None or chosen is None or key is None:
            self.side.hint.hide()
        else:
            self.side.show_typed(view, chosen, key, text)

    def go_to(self, number: int | None) -> None:
        """Choose a row by its number, at what is wrong with it."""
        places = [at for at, one in enumerate(self.table.table_model.rows) if one.number == number]
        if not places and self._view is not None and number is not None:
            self._show_rows(None)
            places = [at for at, one in enumerate(self._view.rows) if one.number == number]
        if places:
            chosen = self.table.table_model.row(places[0])
            self.table.go_to(places[0], next(iter(sorted(chosen.problem_fields())), ""))

    def next_problem(self) -> None:
        """The next row to be mended or looked at, from the top again at the end."""
        self.table.finish_edit()
        bad = [one.number for one in self._view.rows if one.bad] if self._view else []
        after = self._row or 0
        self.go_to(next((number for number in bad if number > after), bad[0] if bad else None))

    def _show_busy(self, busy: bool) -> None:
        reading = busy and (self._reads or self._writes)
        self._writes = busy and self._writes
        self.progress.setVisible(reading)
        self.progress.setValue(0)
        self.chips.setVisible(not reading)
        self._choices.setEnabled(not reading)
        self.table.setEnabled(not reading)
        self.cancel_button.setEnabled(not self._writes)
        self.other_button.setEnabled(not self._writes)
        self._allow()

    def _allow(self) -> None:
        view, busy = self._view, self.task.busy
        taking, good = (view.taking, view.good_rows) if view else (0, 0)
        refused = view.counts.get(RowStanding.REFUSED, 0) if view else 0
        looks_up = self.kind.write is None
        numbers = ngettext(
            "Look up {count} number", "Look up {count} numbers", taking, f"{taking:,}"
        )
        everything = _("Take all {count}").format(count=f"{taking:,}")
        self._call(self.all_button, numbers if looks_up else everything)
        some = ngettext(
            "Take the {count} good row", "Take the {count} good rows", good, f"{good:,}"
        )
        self._call(self.good_button, some)
        ready = view is not None and not view.missing and not busy
        self.all_button.setEnabled(
            ready and bool(taking) and (looks_up or (view is not None and view.all_good))
        )
        self.good_button.setVisible(self.kind.good_rows_alone and not looks_up)
        self.good_button.setEnabled(ready and 0 < good < len(view.rows if view else ()))
        out = any(one.left_out for one in view.rows) if view else False
        self.save_button.setEnabled(ready and (bool(refused) or out))
        self.next_button.setEnabled(view is not None and any(one.bad for one in view.rows))

    @staticmethod
    def _call(made: QWidget, text: str) -> None:
        made.setText(text)  # type: ignore[attr-defined]
        made.setAccessibleName(text)

    # Mending

    def mend(self, number: int, key: str, text: str) -> None:
        """A field of a row says this; it is judged beside the screen, after what waits."""
        self._waiting[number, key] = text
        self._changed = True
        self.table.wait_for({**self._judging, **self._waiting})
        self._go_on()

    def _go_on(self) -> None:
        """Judge what waits; then take, where that was wanted meanwhile."""
        if self.task.busy or self._view is None:
            return
        if self._waiting:
            self._judging, self._waiting = self._waiting, {}
            self._change(partial(_mend, self._judging), reads=False)
            return
        wanted, self._takes = self._takes, None
        if wanted is not None:
            self.take(wanted)

    def mend_all(self, code: Code) -> None:
        """Mend every row that has a problem of a kind."""
        self._changed = True
        self._change(lambda session, tell: session.mend_all(code), reads=False)
        self.table.setFocus()

    def leave_out(self) -> None:
        """Leave the chosen row out, or take it again."""
        chosen = self._current()
        if chosen is not None and chosen.verdict is not None:
            self.table.finish_edit()
            self._changed = True
            number, out = chosen.number, not chosen.left_out
            self._change(lambda session, tell: session.leave_out(number, out), reads=False)
            self.table.setFocus()

    def take_scan(self, code: str) -> bool:
        """A captured scan goes into the chosen row: where its problem is, or the chosen cell."""
        chosen = self._current()
        keys = sorted(chosen.problem_fields()) if chosen is not None else []
        key = next(iter(keys), None) or self.table.key_at(self.table.currentIndex().column())
        if chosen is None or key is None or chosen.left_out or not self.table.isEnabled():
            return False
        self.table.finish_edit()
        self.mend(chosen.number, key, code)
        return True

    # Taking

    def take(self, only_good: bool) -> None:
        """Write the rows, once what is typed and waits is judged."""
        self.table.finish_edit()
        if self.task.busy or self._waiting:
            self._takes = only_good
            return
        session, view = self._session, self._view
        if session is None or view is None:
            return
        if self.kind.write is None:
            sought = [one.texts.get("serial", "") for one in view.rows if not one.left_out]
            self._accept(ImportOutcome(self._path.name, sought=tuple(filter(None, sought))))
            return
        self._writes = True

        def work() -> ImportOutcome:
            taken = session.take(only_good)
            return ImportOutcome(self._path.name, taken, in_file=len(view.rows))

        self.task.start(in_store(self._desk.database, work), self._accept, self._refuse)

    def _refuse(self, problems: Sequence[Problem]) -> None:
        self.problems.show_problems(problems)
        self._desk.sounds.play(Level.REFUSED)
        self._allow()

    def _accept(self, outcome: ImportOutcome) -> None:
        self.outcome, self._changed = outcome, False
        if outcome.taken is not None:
            self._desk.bus.changed.emit()
        self.accept()

    def save_refused(self) -> None:
        """Write the rows that are refused or left out into a file that can be imported again."""
        self.table.finish_edit()
        session = self._session
        if session is None or self.task.busy:
            return
        offered = self._path.with_name(_("{name} refused").format(name=self._path.stem) + ".csv")
        title = _("Save the refused as a file")
        path, _kind = QFileDialog.getSaveFileName(self, title, str(offered), "CSV (*.csv)")
        if not path:
            return
        content = session.refused_rows(sentence)
        try:
            write_whole(Path(path), content)
        except Refused as refusal:
            self._refuse(refusal.problems)

    # Leaving

    def is_entered(self) -> bool:
        return self._changed

    @guarded()
    def done(self, answer: int) -> None:
        """Reading stops when the dialog goes; what is being written is waited for."""
        if self._writes:
            return
        self.task.stop()
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
        self._save_hint.setVisible(wide)

    @guarded()
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event.mimeData()):
            event.acceptProposedAction()

    @guarded()
    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_file(event.mimeData())
        if path and not self._writes:
            event.acceptProposedAction()
            self.read_file(path)


def _mend(waiting: dict[tuple[int, str], str], session: ImportSession, _tell: Tell) -> None:
    for (number, key), text in waiting.items():
        session.mend(number, key, text)


def _stands(one: ViewRow, standing: RowStanding) -> bool:
    return not one.left_out and one.verdict is not None and one.verdict.standing is standing


def _choose(box: ChoiceField, data: object) -> None:
    """Choose what stands for ``data``, without telling anybody."""
    box.blockSignals(True)
    box.setCurrentIndex(next((at for at in range(box.count()) if box.itemData(at) == data), -1))
    box.blockSignals(False)


def _offer(box: ChoiceField, named: Sequence[tuple[object, str]], chosen: object) -> None:
    """Offer other things and choose one of them, without telling anybody."""
    box.blockSignals(True)
    box.offer(named)
    box.blockSignals(False)
    _choose(box, chosen)


def _short(cells: Sequence[str]) -> str:
    text = ", ".join(filter(None, cells))
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


_LONGEST = 32
_LEAST_CHOICE = 8
_UNBOUND = 16_777_215
