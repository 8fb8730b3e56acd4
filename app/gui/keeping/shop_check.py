"""*Check the shop*: its own file is checked whole on demand, and what came of it is said (S3)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QProgressBar

from app.domain.problems import Problem
from app.domain.verdicts import Level
from app.formats import Formats
from app.gui.keeping.how_many import how_many
from app.gui.kit.desk import Desk
from app.gui.kit.errors import trouble_text
from app.gui.kit.tasks import Task, Tell
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import Paragraph, button, column, row
from app.services.keeping import checking
from app.services.keeping.checking import ComparedWith, StoreChecked
from app.text import _, ngettext, sentence
from db.engine.trouble import StoreTrouble
from db.sql import own_connection

_FIRST = 3
"""Faults that are named; the others are counted."""


class ShopCheck(QFrame):
    """A band below the last good backup, there once the shop is or was checked."""

    checked = Signal(bool)
    """The check is done: all fits its seals, or not."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._task = Task(self)
        self.setObjectName("shopCheck")
        self.button = button(_("Check the shop"))
        self.text = Paragraph()
        self.bar = QProgressBar(textVisible=False)
        self.bar.setFixedHeight(4)
        self.bar.setAccessibleName(_("Progress"))
        self.hide_button = button(_("Hide"), role="link")
        line = row(column(self.text, self.bar, gap=4), self.hide_button)
        line.setStretch(0, 1)
        line.setContentsMargins(GRID * 2, GRID, GRID, GRID)
        self.setLayout(line)
        self.button.clicked.connect(self.check)
        self.hide_button.clicked.connect(self._leave)
        self._task.progressed.connect(self.bar.setValue)
        self.hide()

    def check(self) -> None:
        """Check the shop's file beside the screen, as it is at this moment."""
        if self._task.busy:
            return
        database = self._desk.database

        def work(tell: Tell) -> StoreChecked | StoreTrouble:
            with own_connection(database):
                try:
                    return checking.check(database, tell)
                except StoreTrouble as trouble:  # said here, in no box over it
                    return trouble

        self.button.setEnabled(False)
        self.bar.setValue(0)
        self.bar.show()
        self._say(Level.NOTED, [_("The shop’s file is checked. You can go on working.")])
        self._task.start(work, self._end, self._refuse)

    def _end(self, outcome: StoreChecked | StoreTrouble) -> None:
        self._rest()
        if isinstance(outcome, StoreTrouble):
            self._say(Level.REFUSED, [trouble_text(outcome)])
            return
        changed = outcome.compared is not None and outcome.compared.changed
        level = Level.ACCEPTED if outcome.is_whole and not changed else Level.REFUSED
        self._say(level, [*_said(outcome), _compared(outcome.compared, self._desk.formats)])
        self.checked.emit(outcome.seals_fit)

    def _refuse(self, problems: tuple[Problem, ...]) -> None:
        self._rest()
        self._say(Level.REFUSED, [sentence(problem) for problem in problems])

    def _rest(self) -> None:
        self.button.setEnabled(True)
        self.bar.hide()

    def _leave(self) -> None:
        """Hide it; what goes on ends."""
        self._task.stop()
        self._rest()
        self.hide()

    def _say(self, level: Level, texts: list[str]) -> None:
        back, ink = self._desk.theme.level(level)
        self.setStyleSheet(
            f"QFrame#shopCheck {{ background: {back}; border-radius: 6px; }}"
            f" QFrame#shopCheck QLabel {{ color: {ink}; }}"
        )
        self.text.setText("\n".join(texts))
        self.show()


def _said(outcome: StoreChecked) -> list[str]:
    """What a check came to, with the first faults by name, and what has no seal yet."""
    if outcome.is_whole:
        texts = [_("All pages are sound, all seals fit, and the books follow from the documents.")]
    else:
        texts = [
            how_many(outcome.faults),
            *(sentence(fault.what) for fault in outcome.faults[:_FIRST]),
        ]
    if outcome.waiting:
        texts.append(
            ngettext(
                "{count} document from before there were seals waits for its own.",
                "{count} documents from before there were seals wait for theirs.",
                outcome.waiting,
                f"{outcome.waiting:,}",
            )
        )
    return texts


def _compared(compared: ComparedWith | None, formats: Formats) -> str:
    """With what all that may change was compared: a store that is open, as it was opened."""
    if compared is None:
        return _(
            "Items, contacts, settings and all else that may change could not be compared with the "
            "last closing: the shop is new, was not closed properly, or was just brought up to "
            "date. They are from its next closing on."
        )
    date = formats.moment(compared.closed_at)
    if compared.changed is None:
        return _(
            "Items, contacts, settings and all else that may change are just being compared with "
            "the closing of {date}. Check once more in a minute."
        ).format(date=date)
    if compared.changed:
        return _(
            "Items, contacts, settings and all else that may change were compared as the shop was "
            "opened: not as at its closing of {date} were {count} of them."
        ).format(date=date, count=f"{compared.changed:,}")
    return _(
        "Items, contacts, settings and all else that may change were compared as the shop was "
        "opened: they were as at its closing of {date}."
    ).format(date=date)
