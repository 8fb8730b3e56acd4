"""Batch generation (G): fields, a pattern or ranges, a live preview, and all of it or nothing."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QLabel,
    QRadioButton,
    QStackedWidget,
    QWidget,
)

from app.domain.generation import Plan, Run, problems_of, read_pattern
from app.domain.problems import Code, Problem, Refused
from app.domain.quantities import ONE_UNIT
from app.domain.serials import MOST, fold
from app.domain.verdicts import Level, Verdict
from app.gui.documents.generate_ways import FieldsWay, GenerationWay, PatternWay, RangesWay
from app.gui.kit.desk import Desk
from app.gui.kit.refresh import Refresh
from app.gui.kit.theme import GRID, serial_font
from app.gui.kit.widgets import button, caption, card, column, label, row, tip
from app.gui.scanning.boxes import CodeEdit
from app.gui.scanning.codes_edit import CodesEdit
from app.services.clock import today
from app.services.entry import generating
from app.services.entry.generating import Judgement
from app.text import _, ngettext, sentence
from db.queries.document_lines import DocumentLine
from db.queries.generation import Remembered

At = Callable[[], tuple[int, int] | None]
"""The document and its line for which serials are made; None: there is no line."""


def of_line(desk: Desk, at: At) -> "GenerateEntry":
    """What makes serials for the line that is chosen, and takes them."""

    def judge(plan: Plan) -> Judgement:
        place = at()
        if place is None:
            return Judgement(plan)
        return generating.judge_plan(desk.database, *place, plan)

    def take(plan: Plan) -> list[Verdict]:
        place = at()
        return generating.generate(desk.session, *place, plan) if place is not None else []

    return GenerateEntry(desk, judge, take)


class State(NamedTuple):
    """What stands in the fields: the way that is chosen, and the text of every field."""

    way: int
    texts: tuple[str, ...]


class GenerateEntry(QWidget):
    """``judge`` says whether a plan can be made; ``take`` makes it, or raises Refused."""

    taken = Signal()
    """The serials were made and taken."""

    def __init__(
        self,
        desk: Desk,
        judge: Callable[[Plan], Judgement],
        take: Callable[[Plan], list[Verdict]],
    ) -> None:
        super().__init__()
        self._desk = desk
        self._judge = judge
        self._take = take
        self._judged: Judgement | None = None
        self._offered = State(0, ())
        self.fields, self.pattern, self.ranges = FieldsWay(), PatternWay(), RangesWay()
        self._ways: tuple[GenerationWay, ...] = (self.fields, self.pattern, self.ranges)
        self._stack = QStackedWidget()
        self._choices = QButtonGroup(self)
        names = (_("Numbered"), _("Pattern"), _("Ranges"))
        for place, (way, name) in enumerate(zip(self._ways, names, strict=True)):
            self._choices.addButton(QRadioButton(name), place)
            self._stack.addWidget(way)
            way.changed.connect(self._start_pause)
        self.generate_button = button(_("Generate"), "Ctrl+Return", "primary")
        self.next_free_button = button("")
        self._first, self._last, self._count = (self._shown() for _part in range(3))
        self._problem = label("")
        self._problem.setWordWrap(True)
        self._arrange()
        self.refresh = Refresh(self, self.check)
        self._choices.idToggled.connect(self._choose)
        self.generate_button.clicked.connect(self.generate)
        self.next_free_button.clicked.connect(self.use_next_free)
        self._choices.button(0).setChecked(True)
        self._offered = self.state()

    def _shown(self) -> QLabel:
        made = label("")
        made.setFont(serial_font(10, bold=True))
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return made

    def _arrange(self) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(GRID * 3 // 2, GRID, GRID * 3 // 2, GRID)
        grid.setHorizontalSpacing(GRID * 2)
        grid.setVerticalSpacing(4)
        shown = ((_("First"), self._first), (_("Last"), self._last), (_("Count"), self._count))
        for line, (title, value) in enumerate(shown):
            grid.addWidget(label(title, "muted"), line, 0)
            grid.addWidget(value, line, 1)
        grid.setColumnStretch(1, 1)
        preview = card(grid)
        preview.setAccessibleName(_("Preview"))
        self.setLayout(
            column(
                row(*self._choices.buttons(), None, gap=GRID * 2),
                self._stack,
                preview,
                self._problem,
                row(self.next_free_button, None),
                None,
                row(None, self.generate_button),
                gap=GRID * 3 // 2,
            )
        )

    def show_line(self, line: DocumentLine) -> None:
        """Offer as many as a line still lacks."""
        remembered = generating.remembered(self._desk.database, line.product_id)
        self.show_product(line.sku, remembered, line.quantity // ONE_UNIT - line.serials)

    def show_product(self, sku: str, remembered: Remembered | None, wanted: int = 1) -> None:
        """Go on where the product's last generation ended (G3), or begin with a new one.

        ``wanted`` is how many serials its line still lacks: as many are offered.
        """
        for way in self._ways:
            way.begin(sku, min(max(wanted, 1), MOST))
        if remembered:
            pattern = read_pattern(remembered.pattern, today(), fold(sku))
            run = Run(pattern.prefix, remembered.next, pattern.width, pattern.suffix)
            plain = run.pattern == remembered.pattern
            self._choices.button(0 if plain else 1).setChecked(True)
            self.fields.recall(run, remembered.step)
            self.pattern.recall(remembered)
        self._offered = self.state()
        self.check()

    def state(self) -> State:
        """What stands in the fields, to be shown again."""
        lines, (ranges,) = self._boxes()
        texts = (*(line.text() for line in lines), ranges.toPlainText())
        return State(self._choices.checkedId(), texts)

    def _boxes(self) -> tuple[list[CodeEdit], list[CodesEdit]]:
        """The fields of all ways: those of a line, and the box of ranges."""
        return self._stack.findChildren(CodeEdit), self._stack.findChildren(CodesEdit)

    def waits(self) -> bool:
        """A plan was typed here and was not carried out."""
        return self.state().texts != self._offered.texts and not self._way.is_empty()

    def problem(self) -> Problem:
        """Says that the plan was not carried out."""
        plan = self.plan()
        first = "–" if problems_of(plan) else _cut(plan.first)
        return Problem(Code.PLAN_WAITS, {"count": plan.count, "first": first})

    def recall(self, state: State) -> None:
        """Show again what was typed and not carried out."""
        lines, (ranges,) = self._boxes()
        for line, text in zip(lines, state.texts[:-1], strict=True):
            line.setText(text)
        ranges.setPlainText(state.texts[-1])
        self._choices.button(state.way).setChecked(True)
        self.check()

    def plan(self) -> Plan:
        """What the fields say is to be made."""
        return self._way.plan()

    @property
    def _way(self) -> GenerationWay:
        return self._ways[max(self._choices.checkedId(), 0)]

    def _choose(self, place: int, chosen: bool) -> None:
        if chosen:
            self._stack.setCurrentIndex(place)
            self.setFocusProxy(self._ways[place])
            self.check()

    def _start_pause(self) -> None:
        # What stands there now is judged when it is made, if not before.
        self.generate_button.setEnabled(not self._way.is_empty())
        self.refresh.soon()

    def check(self) -> None:
        """Judge what stands in the fields and show its preview (G1)."""
        self.refresh.done()
        plan = self.plan()
        self._show(None if self._way.is_empty() else self._judge(plan))

    def generate(self) -> None:
        """Make the serials, all or none (G2); the fields go on to the next number (G3)."""
        plan = self.plan()
        try:
            self._take(plan)
        except Refused:
            self._desk.sounds.play(Level.REFUSED)
            self.check()
            return
        self._way.move_to(plan.runs[-1], plan.runs[-1].next)
        self._offered = self.state()
        self.check()
        self.taken.emit()

    def use_next_free(self) -> None:
        """Start from the next number that nobody holds (G2)."""
        if self._judged and self._judged.next_free:
            run = self._judged.next_free
            self._way.move_to(run, run.start)
            self.check()

    def _show(self, judged: Judgement | None) -> None:
        self._judged = judged
        readable = judged is not None and not problems_of(judged.plan)
        plan = judged.plan if judged and readable else None
        for shown, number in ((self._first, plan and plan.first), (self._last, plan and plan.last)):
            shown.setText(_cut(number) if number else "–")
            shown.setToolTip(tip(number) if number else "")
        self._count.setText(str(plan.count) if plan else "–")
        problems = judged.problems if judged else ()
        self._problem.setVisible(bool(problems))
        self._problem.setText("\n".join(map(sentence, problems)))
        self._paint(problems)
        free = judged.next_free if judged else None
        self.next_free_button.setVisible(free is not None)
        if free:
            start = _cut(free.number(free.start))
            text = _("Start at the next free: {serial}").format(serial=start)
            self.next_free_button.setText(caption(text))
            self.next_free_button.setAccessibleName(text)
        ready = judged is not None and judged.good
        self.generate_button.setEnabled(ready)
        what = ngettext(
            "Generate {count} serial", "Generate {count} serials", plan.count if plan else 0
        )
        self.generate_button.setToolTip(what if ready else "")

    def _paint(self, problems: tuple[Problem, ...]) -> None:
        back, text = self._desk.theme.level(Level.REFUSED)
        self._problem.setStyleSheet(
            f"background: {back}; color: {text}; border-radius: 6px; padding: {GRID}px;"
            if problems
            else ""
        )


def _cut(number: str) -> str:
    """A serial as it fits beside its title."""
    return number if len(number) <= _LONGEST_SHOWN else number[: _LONGEST_SHOWN - 1] + "…"


_LONGEST_SHOWN = 36
