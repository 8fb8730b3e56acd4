"""A supplier's packing list: choose its columns, see its first rows, learn all its cartons (C3)."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QProgressBar, QWidget

from app.domain.problems import Code, Problem
from app.domain.verdicts import Level
from app.exchange import packing_list
from app.exchange.cells import Source
from app.exchange.delimited import ENCODINGS
from app.exchange.guard import Tell
from app.exchange.opening import open_source
from app.exchange.packing_list import Doubtful, ListLayout, Look, Shown, Titles, read_titles
from app.gui.inventory.cartons.columns_button import ColumnsButton
from app.gui.kit.choice_box import ChoiceBox
from app.gui.kit.desk import Desk
from app.gui.kit.dialogs import Dialog
from app.gui.kit.forms import ChoiceField
from app.gui.kit.guard import guarded
from app.gui.kit.problem_list import ProblemList
from app.gui.kit.tables import Table, TableColumn, TableModel
from app.gui.kit.tasks import Task, in_store
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import button, column, label, row
from app.services.entry import cartons
from app.services.entry.cartons import Learned, ListedUnit
from app.text import _, ngettext
from db.queries import items

Opened = tuple[Source, Look]


def _open(path: Path, encoding: str, tell: Tell) -> Opened:
    source = open_source(path, encoding, tell)
    return source, packing_list.look(source, tell=tell)


def _turn(source: Source, sheet: str, tell: Tell) -> Opened:
    return source, packing_list.look(source, sheet, tell)


class PackingListDialog(Dialog):
    """Accepted once the list is learned; ``learned`` says what came of it.

    The file is read once, beside the screen; what is chosen afterwards is read from memory.
    """

    def __init__(self, desk: Desk, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._path = path
        self._source: Source | None = None
        self._look: Look | None = None
        self._titles: Sequence[str] = ()
        self._writes = False
        self.task = Task(self)
        self.learned: Learned | None = None
        self.setWindowTitle(_("Packing list {name}").format(name=path.name))
        self.resize(880, 600)
        self._make_fields()
        self.rows = Table(TableModel([]), _("First rows"))
        self.rows.horizontalHeader().setStretchLastSection(True)
        self.progress = QProgressBar(textVisible=False)
        self.progress.setAccessibleName(_("Reading the list"))
        self.progress.setFixedWidth(240)
        self.progress.hide()
        self.problems = ProblemList(desk)
        self.learn_button = button(_("Learn cartons"), "Ctrl+Return", "primary")
        self.cancel_button = button(_("Cancel"))
        self._arrange()
        self._connect()
        self.product.offer([(None, _("Not specified")), *items.tracked(desk.database)], None)
        self.read()

    def _make_fields(self) -> None:
        self.sheet, self.encoding, self.header = ChoiceField(), ChoiceField(), ChoiceField()
        self.carton, self.serial, self.last = ChoiceField(), ChoiceField(), ChoiceField()
        self.more = ColumnsButton()
        self.product = ChoiceBox(_("Item"))
        self.header.setPlaceholderText(_("Choose the row"))
        for box in (self.carton, self.serial):
            box.setPlaceholderText(_("Choose"))
        self.encoding.offer([(name, name) for name in ENCODINGS])
        self.repeat = QCheckBox(_("An empty carton cell repeats the carton above"))
        self.ranges = ChoiceField(
            [
                (Doubtful.ASK, _("Ask")),
                (Doubtful.READ, _("Write them out")),
                (Doubtful.LITERALLY, _("Each is one serial number")),
            ]
        )
        self.apostrophes = ChoiceField(
            [
                (Doubtful.ASK, _("Ask")),
                (Doubtful.READ, _("Leave it out")),
                (Doubtful.LITERALLY, _("It belongs to the number")),
            ]
        )

    def _field(self, title: str, field: QWidget) -> QWidget:
        field.setAccessibleName(title)
        both = QWidget()
        both.setLayout(column(label(title, "muted", field), field, gap=4))
        return both

    def _arrange(self) -> None:
        self._sheet_field = self._field(_("Sheet"), self.sheet)
        self._encoding_field = self._field(_("Encoding"), self.encoding)
        self._ranges_field = self._field(_("Ranges such as SN001-SN010"), self.ranges)
        self._apostrophes_field = self._field(_("An apostrophe in front"), self.apostrophes)
        self._asked = {
            Code.LIST_RANGE: self._ranges_field,
            Code.LIST_APOSTROPHE: self._apostrophes_field,
        }
        for field in (self._sheet_field, self._encoding_field, *self._asked.values()):
            field.hide()
        places = row(
            self._sheet_field,
            self._encoding_field,
            self._field(_("Row of the titles"), self.header),
            self._field(_("Item"), self.product),
            gap=GRID * 2,
        )
        columns = row(
            self._field(_("Column of the carton"), self.carton),
            self._field(_("Column of the serial number"), self.serial),
            self._field(_("More such columns"), self.more),
            self._field(_("Last of a range"), self.last),
            gap=GRID * 2,
        )
        self._choices = QWidget()
        answers = row(self.repeat, None, self._ranges_field, self._apostrophes_field, gap=GRID * 2)
        self._choices.setLayout(column(places, columns, answers, gap=GRID))
        explain = label(
            _("Choose which columns hold the carton and the serial number. Zeros are kept."),
            "muted",
        )
        layout = column(
            explain,
            self._choices,
            self.rows,
            self.problems,
            row(self.progress, None, self.cancel_button, self.learn_button),
            margin=GRID * 2,
            gap=GRID * 2,
        )
        layout.setStretch(2, 1)
        self.setLayout(layout)

    def _connect(self) -> None:
        self.sheet.currentIndexChanged.connect(self._turn_to_sheet)
        self.encoding.currentIndexChanged.connect(self.read)
        self.header.currentIndexChanged.connect(self._show_titles)
        for box in (self.carton, self.serial, self.last):
            box.currentIndexChanged.connect(self._allow)
        self.more.changed.connect(self._allow)
        self.problems.line_wanted.connect(self._show_line)
        self.task.busy_changed.connect(self._show_busy)
        self.task.progressed.connect(self.progress.setValue)
        self.learn_button.clicked.connect(self.learn)
        self.cancel_button.clicked.connect(self.reject)

    # Reading

    def read(self) -> None:
        """Read the file, or say why it cannot be read."""
        said = self.encoding.currentData() if self._source and self._source.encoding else ""
        self.task.start(partial(_open, self._path, said), self._show_opened, self._refuse_file)

    def _turn_to_sheet(self) -> None:
        if self._source is not None:
            work = partial(_turn, self._source, self.sheet.currentData() or "")
            self.task.start(work, self._show_opened, self._refuse_file)

    def _refuse_file(self, problems: Sequence[Problem]) -> None:
        self._look = None
        self.problems.show_problems(problems)
        self._allow()

    def _show_opened(self, opened: Opened) -> None:
        """Offer what the file holds."""
        self._source, self._look = opened
        self.problems.show_problems(())
        _offer(self.sheet, [(name, name) for name in self._source.sheets], self._look.sheet)
        self._sheet_field.setVisible(len(self._source.sheets) > 1)
        _offer(self.encoding, [(name, name) for name in ENCODINGS], self._source.encoding)
        self._encoding_field.setVisible(bool(self._source.encoding))
        rows = [
            (number, _("Row {number}: {titles}").format(number=number, titles=_short(cells)))
            for number, cells in self._look.rows
        ]
        _offer(self.header, [(0, _("No titles")), *rows], self._look.header)
        for box in (self.carton, self.serial, self.last):
            _offer(box, [], None)
        self.more.tick(())
        self._show_titles()
        open_questions = (box for box in (self.header, self.carton, self.serial) if _is_open(box))
        next(open_questions, self.learn_button).setFocus()

    def _show_titles(self) -> None:
        """The titles of the row that was found or said name the columns, and choose them."""
        if self._look is None:
            return
        header = self.header.currentData()
        titles = [
            title or _("Column {number}").format(number=place + 1)
            for place, title in enumerate(self._look.titles(header or 0))
        ]
        named = list(enumerate(titles))
        found = read_titles(titles) if header else Titles()
        for box, place in ((self.carton, found.carton), (self.serial, found.serial)):
            _offer(box, named, box.currentData() if place is None else place)
        last = self.last.currentData() if found.last is None else found.last
        _offer(self.last, [(None, _("None")), *named], last)
        self.more.offer(named)
        self._titles = titles
        self._show_rows(tuple(row for row in self._look.rows if row[0] > (header or 0)))
        self._allow()

    def _show_line(self, number: int) -> None:
        """Show the rows from a problem's on."""
        if self._source is not None:
            sheet = self.sheet.currentData() or ""
            work = partial(packing_list.rows_from, self._source, sheet, number)
            self.task.start(work, self._show_rows, self._refuse_file)

    def _show_rows(self, shown: Shown) -> None:
        columns = [
            TableColumn(_("Row"), lambda numbered: str(numbered[0]), figure=True, width=56),
            *(
                TableColumn(title, partial(_at, place), serial=True, width=144)
                for place, title in enumerate(self._titles)
            ),
        ]
        model = TableModel(columns, self.rows)
        model.set_rows(shown)
        self.rows.table_model = model
        self.rows.setModel(model)
        for place, shown_column in enumerate(columns):
            self.rows.setColumnWidth(place, shown_column.width)

    def _show_busy(self, busy: bool) -> None:
        self._writes = busy and self._writes
        self.progress.setVisible(busy)
        self.progress.setValue(0)
        focused = self._choices.focusWidget()
        self._choices.setEnabled(not busy)
        self.cancel_button.setEnabled(not self._writes)
        self._allow()
        if not busy and focused is not None:
            focused.setFocus()

    def _allow(self) -> None:
        columns = [self.carton.currentData(), self.serial.currentData(), *self.more.ticked()]
        columns += [] if self.last.currentData() is None else [self.last.currentData()]
        ready = self._look is not None and self.header.currentData() is not None
        distinct = None not in columns and len(set(columns)) == len(columns)
        self.learn_button.setEnabled(ready and distinct and not self.task.busy)

    # Learning

    def choice(self) -> ListLayout:
        """How the list is to be read."""
        return ListLayout(
            self.carton.currentData(),
            self.serial.currentData(),
            self.sheet.currentData() or "",
            self.header.currentData(),
            self.repeat.isChecked(),
            self.more.ticked(),
            self.last.currentData(),
            self.ranges.currentData(),
            self.apostrophes.currentData(),
        )

    def learn(self) -> None:
        """Learn all cartons of the list, or say every reason why not, by row."""
        if self._source is not None:
            self.product.settle()
            work = partial(packing_list.load, self._source, self.choice())
            self.task.start(work, self._write, self._refuse)

    def _write(self, listed: list[ListedUnit]) -> None:
        desk, product = self._desk, self.product.currentData()
        work = partial(cartons.learn_list, desk.session, listed, product)
        self._writes = True
        self.task.start(in_store(desk.database, work), self._accept, self._refuse)

    def _refuse(self, problems: Sequence[Problem]) -> None:
        for code in {problem.code for problem in problems} & self._asked.keys():
            self._asked[code].show()
        self.problems.show_problems(problems)
        self._desk.sounds.play(Level.REFUSED)

    def _accept(self, learned: Learned) -> None:
        self.learned = learned
        self._desk.bus.changed.emit()
        self.accept()

    @guarded()
    def done(self, answer: int) -> None:
        """Reading stops when the dialog goes; what is being written is waited for."""
        if self._writes:
            return
        self.task.stop()
        super().done(answer)


def _offer(box: ChoiceField, named: Sequence[tuple[object, str]], chosen: object) -> None:
    """Offer other things and choose one of them, without telling anybody."""
    box.blockSignals(True)
    box.offer(named)
    box.setCurrentIndex(next((at for at, (data, _name) in enumerate(named) if data == chosen), -1))
    box.blockSignals(False)


def _at(place: int, numbered: tuple[int, Sequence[str]]) -> str:
    """The cell of a numbered row; rows further down may be shorter than the first."""
    cells = numbered[1]
    return cells[place] if place < len(cells) else ""


def _is_open(box: ChoiceField) -> bool:
    return box.currentIndex() < 0


def _short(cells: Sequence[str]) -> str:
    text = ", ".join(filter(None, cells))
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


_LONGEST = 40


def learned_text(learned: Learned) -> str:
    """What came of a list, in a sentence."""
    count = ngettext("{count} carton", "{count} cartons", len(learned.codes))
    units = ngettext("{count} unit", "{count} units", learned.units)
    text = _("{cartons} with {units} are kept.").format(cartons=count, units=units)
    if learned.taken_from:
        moved = _("Some of them were in {cartons} before.")
        text = f"{text} {moved.format(cartons=', '.join(learned.taken_from[:5]))}"
    return text
