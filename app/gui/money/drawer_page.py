"""Money › Drawer: it is opened with a float, counted, and closed with its Z report (M9)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.domain.marks import N_
from app.domain.permissions import Permission
from app.domain.problems import Code, Refused
from app.domain.shifts import Counted, DrawerFigure
from app.domain.verdicts import Level
from app.gui.kit.desk import Desk
from app.gui.kit.errors import trouble_text
from app.gui.kit.guard import guarded
from app.gui.kit.later import class_named
from app.gui.kit.problem_list import ProblemList
from app.gui.kit.refresh import Refresh
from app.gui.kit.scrolled import scrolled
from app.gui.kit.theme import CARD_GAP, PAGE_SIDE, PAGE_TOP
from app.gui.kit.widgets import Paragraph, button, caption, column, label, name_label, row
from app.gui.money.counted_card import CountedCard, Typed
from app.gui.money.difference_card import DrawerDifferenceCard
from app.gui.money.expected_card import ExpectedCard
from app.gui.money.move_panel import MovePanel
from app.gui.money.opening_panel import OpeningPanel
from app.gui.money.rows_panel import RowsPanel
from app.gui.money.tenders_card import TendersCard
from app.gui.paper.print_bar import PrintBar
from app.services import clock
from app.services.money import shifts
from app.services.money.shifts import DrawerReport
from app.services.paper.jobs import NewJob
from app.text import _, called, ngettext
from db.engine.trouble import StoreTrouble
from db.queries.shifts import TenderSum

_LEFT, _LEFT_NARROW = 392, 320
_OPENING = 368
_NARROW_BELOW = 1040
_REASON_BESIDE = 1112
"""From here on there is room for a reason's text beside its choices."""


@dataclass(frozen=True, slots=True)
class _Typed:
    """What was typed, and of which shift: it is there again when the window is built anew."""

    shift: int | None
    counted: Typed
    why: object
    reason: str
    stays: str
    tenders: dict[int, str] = field(default_factory=dict)
    seen: int | None = None


class DrawerPage(QWidget):
    """Left what was counted, right what should be there, one job at a time."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.report: DrawerReport | None = None
        """What is known of the drawer; None: it is closed."""
        self._seen: int | None = None
        """What should have been in it when a blind count was done."""
        self.title, self.about = label(_("Drawer"), "title"), name_label("", "secondary")
        self.move_button = button(_("Money in or out"), "Alt+M")
        self.no_sale_button = button(_("Open without a sale"), "Alt+O")
        self.opening = OpeningPanel(desk, "F9")
        self.closed = Paragraph("heading")
        self.counted = CountedCard(desk)
        self.expected = ExpectedCard(desk)
        self.difference = DrawerDifferenceCard(desk)
        self.tenders = TendersCard(desk)
        self.moving = MovePanel(desk)
        self.rows = RowsPanel(desk)
        self.problems = ProblemList(desk)
        self.waiting = Paragraph("secondary")
        self.prints = PrintBar(desk)
        self.report_button = button(_("X report"), "Ctrl+P")
        self.counted_button = button(_("All is counted"), "F9", "primary")
        self.close_button = button("", "F9", "primary")
        self._arrange()
        self._listen()
        Refresh(self, self.reload).follow(desk.bus.changed, desk.bus.day_changed)

    def _arrange(self) -> None:
        figures = QWidget()
        cards = (self.expected, self.difference, self.tenders, None)
        figures.setLayout(column(*cards, gap=CARD_GAP))
        self._figures = scrolled(figures, _("What should be in it"))
        self._right = QStackedWidget()
        for part in (self._figures, self.moving, self.rows):
            self._right.addWidget(part)
        self._foot = QWidget()
        acts = (self.report_button, self.counted_button, self.close_button)
        buttons = row(self.waiting, *acts)
        buttons.setStretch(0, 1)
        self._foot.setLayout(buttons)
        self._left = QWidget()
        self._left.setLayout(column(self.counted, self.tenders.folded, None))
        right = column(self._right, self.problems, self._foot, gap=CARD_GAP)
        right.setStretch(0, 1)
        self._open = QWidget()
        halves = row(self._left, right, gap=CARD_GAP)
        halves.setStretch(1, 1)
        self._open.setLayout(halves)
        self._closed = QWidget()
        self.opening.setFixedWidth(_OPENING)
        self._closed.setLayout(column(self.closed, row(self.opening, None), gap=CARD_GAP))
        self._stack = QStackedWidget()
        self._stack.addWidget(self._open)
        self._stack.addWidget(self._closed)
        head = row(self.title, self.about, None, self.move_button, self.no_sale_button)
        page = column(head, self.prints, self._stack, gap=CARD_GAP)
        page.setContentsMargins(PAGE_SIDE, PAGE_TOP, PAGE_SIDE, PAGE_TOP)
        page.setStretch(2, 1)
        self.setLayout(page)

    def _listen(self) -> None:
        self.move_button.clicked.connect(lambda: self._ask(without_sale=False))
        self.no_sale_button.clicked.connect(lambda: self._ask(without_sale=True))
        self.moving.left.connect(self.show_figures)
        self.moving.moved.connect(self.show_figures)
        self.rows.left.connect(self.show_figures)
        self.expected.opened.connect(self._show_figure)
        self.tenders.opened.connect(self._show_tender)
        self.tenders.unfolded.connect(lambda: QTimer.singleShot(0, self, self._show_tenders))
        self.counted.changed.connect(self._show_difference)
        self.difference.changed.connect(self._show_difference)
        self.counted.done.connect(self._go_on)
        self.counted_button.clicked.connect(self.note_counted)
        self.close_button.clicked.connect(self.close_drawer)
        self.opening.opened.connect(self._opened)
        self.report_button.clicked.connect(self.print_report)
        self.prints.left.connect(self.take_focus)

    # What is shown ----------------------------------------------------------------------------

    @guarded()
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.reload()
        self.take_focus()

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < _NARROW_BELOW
        self._left.setFixedWidth(_LEFT_NARROW if narrow else _LEFT)
        self.difference.set_narrow(event.size().width() < _REASON_BESIDE)
        self.tenders.set_narrow(narrow)

    def take_focus(self) -> None:
        """Where the next thing is typed."""
        if self._stack.currentWidget() is self._closed:
            self.opening.setFocus()
        elif (part := self._right.currentWidget()) is not self._figures and part is not None:
            part.setFocus()
        elif self.is_of_day or self.is_locked:
            self.expected.table.setFocus()
        else:
            self.counted.setFocus()

    @property
    def is_of_day(self) -> bool:
        """The shop has no shifts: what is shown is the total of the day."""
        return self.report is not None and self.report.shift is None

    @property
    def is_blind(self) -> bool:
        """What should be in the drawer is shown after it was counted."""
        may = self._desk.session.may(Permission.SEE_DRAWER)
        return self._desk.settings.blind_count or not may

    @property
    def is_locked(self) -> bool:
        """A blind count is done: what was counted changes no more."""
        return self.is_blind and self._seen is not None

    def reload(self) -> None:
        """Read again what is in the store; what is typed stays."""
        session, before = self._desk.session, self.report
        shift = shifts.open_shift(session.database, session.counter.id)
        if shift is not None:
            self.report = shifts.report(session.database, shift)
        elif self._desk.settings.shifts:
            self.report = None
        else:
            self.report = shifts.of_day(session.database, session.counter.id, session.today())
        if self._is_other_shift(before):
            self._forget()
        if self.report is not None and self._seen not in (None, self.report.expected):
            self._seen = None  # something passed since: it is counted again
        self._show()

    def _is_other_shift(self, before: DrawerReport | None) -> bool:
        was = before.shift.id if before and before.shift else None
        now = self.report.shift if self.report else None
        return now is not None and now.id != was

    def _forget(self) -> None:
        """Another shift: nothing is counted, and as much stays inside as was there."""
        assert self.report is not None and self.report.shift is not None
        self._seen = None
        self.counted.show_typed(([""] * len(self.counted.fields), "", False))
        self.difference.text.clear()
        self.difference.stays.show_amount(self.report.shift.float)
        for tender_field in self.tenders.fields.values():
            tender_field.clear()
        self.problems.show_problems(())

    def _show(self) -> None:
        report, counter = self.report, called(self._desk.session.counter.name)
        self._stack.setCurrentWidget(self._closed if report is None else self._open)
        for made in (self.move_button, self.no_sale_button):
            made.setVisible(report is not None)
        if report is None:
            self.title.setText(_("Drawer"))
            self.about.setText(counter)
            return
        of_day, shift = self.is_of_day, report.shift
        self.title.setText(_("Drawer") if of_day else _("Close the drawer"))
        if shift is not None:
            since = _since(shift.opened_at, self._desk)
            self.about.setText(f"{counter} · {since} · {called(shift.opened_by)}")
        else:
            self.about.setText(f"{counter} · {self._desk.formats.date(report.date)}")
        shown = not self.is_blind or self.is_locked
        self.counted.setVisible(not of_day)
        self._left.setVisible(not of_day)
        self.counted.lock(self.is_locked)
        self.expected.show_report(report, shown)
        self.difference.setVisible(shown and not of_day)
        self.tenders.show_report(report, shown)
        self._foot.setVisible(self._right.currentWidget() is self._figures)
        self.counted_button.setVisible(not shown and not of_day)
        self.close_button.setVisible(shown and not of_day)
        self.report_button.setVisible(shown)
        text = _("Report of the day") if of_day else _("X report")
        self.report_button.setText(text)
        self.report_button.setAccessibleName(text)
        number = shifts.next_number(self._desk.database, self._desk.session.today())
        text = _("Close the drawer, {number}").format(number=number)
        self.close_button.setText(caption(text))
        self.close_button.setAccessibleName(text)
        self._say_waiting()
        self._show_difference()

    def _say_waiting(self) -> None:
        if self.is_of_day:
            self.waiting.setText(_("Shifts are switched on in Settings › System Settings."))
            return
        parked, begun = shifts.open_drafts(self._desk.database)
        said = []
        if parked:
            said.append(
                ngettext(
                    "{count} parked sale stays parked.",
                    "{count} parked sales stay parked.",
                    parked,
                    f"{parked:,}",
                )
            )
        if begun:
            said.append(_("A sale at the Counter has no payment yet."))
        self.waiting.setText(" ".join(said))

    def _show_difference(self) -> None:
        if self.report is not None and not self.is_of_day:
            counted = self.counted
            self.difference.show_difference(
                self.report.expected, counted.amount(), counted.is_begun
            )

    def show_figures(self) -> None:
        """Back to the figures; what was typed elsewhere in the column stays there."""
        self._right.setCurrentWidget(self._figures)
        self.problems.show_problems(())
        if self.report is not None:
            self._show()
        self.take_focus()

    def _ask(self, without_sale: bool) -> None:
        self._turn_to(self.moving)
        self.moving.ask(without_sale)

    def _show_figure(self, figure: DrawerFigure) -> None:
        if self.report is not None:
            self._turn_to(self.rows)
            self.rows.show_figure(self.report.scope, figure)

    def _show_tenders(self) -> None:
        """All of the other tenders in view, once they have their place."""
        self._figures.ensureWidgetVisible(self.tenders, 0, 0)

    def _show_tender(self, tender: TenderSum) -> None:
        if self.report is not None:
            self._turn_to(self.rows)
            self.rows.show_tender(self.report.scope, tender)

    def _turn_to(self, part: QWidget) -> None:
        self._right.setCurrentWidget(part)
        self._foot.hide()
        self.problems.show_problems(())

    # What is done -----------------------------------------------------------------------------

    def _opened(self) -> None:
        self.closed.setText("")
        self.reload()
        self.take_focus()

    def _go_on(self) -> None:
        """Enter in the last field: to what is asked next."""
        if self.is_blind and not self.is_locked:
            self.counted_button.setFocus()
        elif self.report is not None and self.counted.amount() != self.report.expected:
            self.difference.text.setFocus()
        else:
            self.difference.stays.setFocus()

    def print_report(self) -> None:
        """Print what is known of the drawer now; it changes nothing."""
        report = self.report
        if report is not None:
            self._print(self.report_button.text(), report)

    def _print(self, name: str, report: DrawerReport) -> None:
        self.prints.print_job(name, self._job_of(report))

    def _job_of(self, report: DrawerReport) -> Callable[[str], NewJob]:
        """The job of one print of a report, with a reason; its part is imported then."""
        paper = class_named("money.report_papers.usual_paper")
        job_of = class_named("money.report_papers.job_of")
        return lambda reason: job_of(self._desk, report, paper(self._desk), reason)

    def note_counted(self) -> None:
        """A blind count is done: it changes no more, and what should be there is shown."""
        if self.report is None or not self._can_be_read():
            return
        self._seen = self.report.expected
        self._show()
        self._go_on()

    def _can_be_read(self) -> bool:
        """Every count is one; else say so, with the cursor there."""
        fault = None if self.counted.is_begun else _NOT_COUNTED
        if self.counted.amount() is None:
            fault = _NO_FIGURE
        if fault is not None:
            self.problems.say(_(fault))
            self._desk.sounds.play(Level.REFUSED)
            self.counted.setFocus()
        return fault is None

    def close_drawer(self) -> None:
        """Close it with what was counted, or say every reason why not."""
        shift = self.report.shift if self.report is not None else None
        if shift is None or not self._can_be_read():
            return
        tenders, stays = self.tenders.counted(), self.difference.stays.amount()
        if tenders is None or stays is None:
            self.problems.say(_(_NO_FIGURE))
            self._desk.sounds.play(Level.REFUSED)
            return
        one = self.counted.is_one_sum
        counted = Counted(
            {} if one else self.counted.pieces() or {},
            self.counted.amount() if one else None,
            stays,
            self.difference.reason(),
            tenders,
        )
        try:
            number = shifts.close(self._desk.session, counted)
        except StoreTrouble as trouble:
            self.problems.say(trouble_text(trouble))
            return
        except Refused as refusal:
            self.problems.show_problems(refusal.problems)
            self._desk.sounds.play(Level.REFUSED)
            self._go_on()
            return
        self._say_closed(number, counted)
        closed = shifts.report(self._desk.database, shift.id)
        how = class_named("money.report_papers.printout")(self._desk)
        self.prints.after_closing(number, how, self._job_of(closed))
        self._desk.sounds.play(Level.ACCEPTED)
        self._desk.bus.changed.emit()
        self.reload()
        self.take_focus()

    def _say_closed(self, number: str, counted: Counted) -> None:
        money = self._desk.formats.money
        text = _("{number} is closed: {counted} counted, {stays} stays inside, {safe} to the safe.")
        self.closed.setText(
            text.format(
                number=number,
                counted=money(counted.amount),
                stays=money(counted.stays),
                safe=money(counted.amount - counted.stays),
            )
        )

    # When the window is built anew ------------------------------------------------------------

    def left_off(self) -> object:
        """What is typed and not closed yet, for the next page of this drawer to go on with."""
        shift = self.report.shift.id if self.report and self.report.shift else None
        return _Typed(
            shift,
            self.counted.typed(),
            self.difference.why.value(),
            self.difference.text.text(),
            self.difference.stays.text(),
            self.tenders.typed(),
            self._seen,
        )

    def go_on_from(self, place: object) -> None:
        """Show again what was typed, where the same shift is open."""
        self.reload()
        now = self.report.shift.id if self.report and self.report.shift else None
        if not isinstance(place, _Typed) or now is None or place.shift != now:
            return
        self.counted.show_typed(place.counted)
        self.difference.why.set_value(place.why)
        self.difference.text.setText(place.reason)
        self.difference.stays.setText(place.stays)
        self.tenders.show_typed(place.tenders)
        self._seen = place.seen
        self.reload()


_NOT_COUNTED = Code.NOT_COUNTED.value
_NO_FIGURE = N_("Something that is typed here is no figure. Correct what is framed red.")


def _since(stamp: str, desk: Desk) -> str:
    """Since when it is open: the time, and the day where that is another one."""
    opened = datetime.fromisoformat(stamp).astimezone()
    time = f"{opened:%H:%M}"
    if opened.date() != clock.today():
        time = f"{desk.formats.date(opened.date().isoformat())} {time}"
    return _("since {time}").format(time=time)
