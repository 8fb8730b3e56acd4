"""Learning cartons by scanning, and packing them: a code, then its units, one after the other."""

from PySide6.QtWidgets import QAbstractItemView, QWidget

from app.domain import serials
from app.domain.codes import carton_code, read
from app.domain.problems import Code, Problem, Refused
from app.domain.verdicts import Finding, Level, Verdict, tone_of
from app.gui.kit.desk import Desk
from app.gui.kit.entry_dialog import EntryDialog
from app.gui.kit.tables import Table, TableColumn, TableModel
from app.gui.kit.theme import GRID, serial_font
from app.gui.kit.widgets import button, column, label, row
from app.gui.scanning.boxes import CodeEdit, ScanBox
from app.gui.scanning.route import WRITES_DOWN, NotedScan
from app.services.entry import cartons
from app.services.entry.cartons import CartonSource, Learned
from app.services.entry.labels import units_in
from app.text import _, holder_place, ngettext, sentence


class CollectDialog(EntryDialog):
    """Scan a carton's code, then its units. ``learned`` keeps the codes of what was kept.

    ``packing``: the shop packs units that are in stock, under a code of its own or the next number.
    It stays open for the next carton. A code that lists serials brings them all.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None, packing: bool = False) -> None:
        super().__init__(desk, parent)
        self.setProperty(WRITES_DOWN, True)
        self._level = Level.ACCEPTED
        self._packing = packing
        self._numbers: list[str] = []
        self._source = CartonSource.SCANNED
        self._verdicts: list[Verdict] = []
        self.learned: list[str] = []
        self.setWindowTitle(_("Pack carton") if packing else _("Learn cartons by scanning"))
        self.resize(800, 560)
        self.code = CodeEdit()
        self.code.setFont(serial_font())
        self.code.setMaxLength(serials.LONGEST)
        self.code.setAccessibleName(_("Code of the carton"))
        if packing:
            self.code.setPlaceholderText(_("Empty: the next number of the shop's own"))
        self.scan_box = ScanBox()
        self._step = label("")
        self._summary = label("", "muted")
        self.table = Table(TableModel(self._columns()), _("Units"))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.remove_button = button(_("Remove"), "Ctrl+Delete")
        self.save_button = button(
            _("Pack carton") if packing else _("Learn carton"), "Ctrl+Return", "primary"
        )
        self.close_button = button(_("Close"))
        self._arrange()
        self.scan_box.scanned.connect(self.take)
        self.code.textChanged.connect(self._show)
        self.remove_button.clicked.connect(self.remove_selected)
        self.save_button.clicked.connect(self.save)
        self.close_button.clicked.connect(self.reject)
        self._show()
        self.scan_box.setFocus()

    def _arrange(self) -> None:
        self.setLayout(
            column(
                self.scan_box,
                self._step,
                column(label(_("Carton"), "muted", self.code), self.code, gap=4),
                row(self._summary, None, self.remove_button),
                self.table,
                self.problems,
                row(self.close_button, None, self.save_button),
                margin=GRID * 2,
                gap=GRID * 3 // 2,
            )
        )

    def _columns(self) -> list[TableColumn]:
        return [
            TableColumn("#", lambda v: str(v.position), figure=True, width=56),
            TableColumn(_("Serial number"), lambda v: v.number, serial=True, width=208),
            TableColumn(_("State"), _verdict_text, stretch=True, colour=self._colour),
        ]

    def _colour(self, verdict: Verdict) -> str:
        return self._desk.theme.level(tone_of(verdict))[1]

    def take_scan(self, code: str) -> bool:
        """A captured scan is one more unit, wherever the focus is (C4)."""
        self.take(code)
        return True

    def take(self, raw: str) -> None:
        """One scan: the carton's code where none stands yet, else a unit, or a list of units."""
        code = carton_code(raw)
        if not code:
            return
        if not self._packing and not self.code.text():
            unreadable = read(raw).problem
            if unreadable:
                self._refuse(code, Level.REFUSED, unreadable)
            else:
                self._take_code(code)
            return
        own = self._code()
        if own and serials.key(code) == serials.key(own):
            numbers, problem = [own], None  # judged: a carton's own code is none of its units
        else:
            numbers, problem = units_in(self._desk.database, raw)
        if problem:
            self._refuse(code, Level.REFUSED, problem)
            return
        if len(numbers) > 1:
            self._source = CartonSource.CODE
        for number in numbers:
            self._add(number)

    def _take_code(self, code: str) -> None:
        """The carton that is being learned; of a known one it is said that it is replaced."""
        self.code.setText(code)
        known = cartons.contents(self._desk.database, code)
        self._note(code, Level.NOTED if known else Level.ACCEPTED, Finding.CARTON)
        if known is None:
            self._say(Level.ACCEPTED, "")
            return
        units = ngettext("{count} unit", "{count} units", len(known.units))
        text = _("This carton is known with {units}. What you scan now replaces them.")
        self._say(Level.NOTED, text.format(units=units))

    def _add(self, number: str) -> None:
        """Put one unit below the others, where it can stand; say why where it cannot (C6)."""
        known = [serials.key(other) for other in self._numbers]
        problem: Problem | None = None
        if serials.key(number) in known:
            values = {"serial": number, "entry": known.index(serials.key(number)) + 1}
            problem = Problem(Code.DUPLICATE, values, serial=number)
        elif len(self._numbers) >= serials.MOST:
            problem = Problem(Code.TOO_MANY, {"most": serials.MOST}, serial=number)
        else:
            problem = self._judge([*self._numbers, number])[-1].problem
        if problem:
            twin = problem.code is Code.DUPLICATE
            self._refuse(number, Level.WARNING if twin else Level.REFUSED, problem)
            return
        self._numbers.append(number)
        self._note(number, Level.ACCEPTED, Finding.IN_CARTON)
        self._show()
        self._say(Level.ACCEPTED, "")

    def _code(self) -> str:
        return serials.fold(self.code.text().strip())

    def _judge(self, numbers: list[str]) -> list[Verdict]:
        return cartons.judge_units(self._desk.database, numbers, None, self._packing, self._code())

    def _refuse(self, code: str, level: Level, problem: Problem) -> None:
        self._note(code, level, problem=problem)
        self._say(level, sentence(problem))

    def _note(
        self,
        code: str,
        level: Level,
        finding: Finding | None = None,
        problem: Problem | None = None,
    ) -> None:
        """A scan here stands in the scan log too (C4)."""
        self._desk.bus.scan_noted.emit(NotedScan(code, level, finding, problem))

    def remove_selected(self) -> None:
        """Take the chosen units out of the list."""
        places = set(self.table.selected_places())
        self._numbers = [n for place, n in enumerate(self._numbers) if place not in places]
        self._show()
        self.scan_box.setFocus()

    def save(self) -> None:
        """Keep the carton, or say every reason why not; then the next carton can be scanned.

        A code that still stands in the scan box is taken first (D11).
        """
        if code := self.scan_box.text().strip():
            self.scan_box.clear()
            self.take(code)
            if self._level not in (Level.ACCEPTED, Level.NOTED):
                return
        try:
            kept = self._write()
        except Refused as refusal:
            self.problems.show_problems(refusal.problems)
            self._desk.sounds.play(Level.REFUSED)
            return
        self.learned += kept.codes
        self._numbers, self._source = [], CartonSource.SCANNED
        self.code.clear()
        self.problems.show_problems(())
        self._show()
        units = ngettext("{count} unit", "{count} units", kept.units)
        text = _("Carton {code} is kept with {units}.").format(code=kept.codes[0], units=units)
        if kept.taken_from:
            moved = _("Some of them were in {cartons} before.")
            text = f"{text} {moved.format(cartons=', '.join(kept.taken_from))}"
        self._say(Level.NOTED if kept.taken_from else Level.ACCEPTED, text)
        self._desk.bus.changed.emit()
        self.scan_box.setFocus()

    def _write(self) -> Learned:
        code = self.code.text().strip()
        if self._packing:
            return cartons.pack(self._desk.session, self._numbers, serials.fold(code))
        return cartons.learn(self._desk.session, code, self._numbers, None, self._source)

    def is_entered(self) -> bool:
        """Something was scanned or typed and not kept."""
        return bool(self._numbers or self.code.text().strip() or self.scan_box.text().strip())

    def loss(self) -> tuple[str, str]:
        """What was scanned is in no carton."""
        text = _("What you scanned is not kept in a carton yet. Discard it?")
        return text, _("Go on scanning")

    def _say(self, level: Level, text: str) -> None:
        """Say what a scan came to, in colour and sound; without text, what to do next."""
        self._level = level
        back, colour = self._desk.theme.level(level)
        self._step.setText(text or self._next_step())
        self._step.setWordWrap(True)
        self._step.setStyleSheet(
            f"background: {back}; color: {colour}; border-radius: 6px; padding: {GRID}px;"
        )
        self._desk.sounds.play(level)

    def _next_step(self) -> str:
        if not self._packing and not self.code.text():
            return _("Scan the code of the carton.")
        if not self._numbers:
            return _("Scan the units of the carton.")
        return _("Scan the next unit, or keep the carton.")

    def _show(self) -> None:
        self._verdicts = self._judge(self._numbers)
        self.table.table_model.set_rows(self._verdicts)
        self.table.scrollToBottom()
        self._summary.setText(ngettext("{count} unit", "{count} units", len(self._numbers)))
        self.save_button.setEnabled(bool(self._numbers))
        self._step.setText(self._next_step())
        self._step.setStyleSheet(f"padding: {GRID}px;")


def _verdict_text(verdict: Verdict) -> str:
    if verdict.problem:
        return sentence(verdict.problem)
    if verdict.holder:
        return holder_place(verdict.holder)
    return _("Not received yet") if verdict.finding is Finding.NEW else ""
