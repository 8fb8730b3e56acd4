"""The first steps of a new shop: each tells by itself whether it is done, and leads there."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.domain.verdicts import Level
from app.gui.kit.desk import Desk
from app.gui.kit.icons import icon
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import button, column, label, row
from app.services import settings
from app.text import N_, _
from db.queries import first_steps


class FirstStep(NamedTuple):
    """Something that a shop does once: its name, the page it is done on, whether it is done."""

    title: str
    page: str
    is_done: Callable[[Desk], bool]


STEPS = (
    FirstStep(N_("Learn the scanner"), "scanner", lambda desk: bool(desk.counter_settings.scanner)),
    FirstStep(N_("Enter the items"), "items", lambda desk: first_steps.has_items(desk.database)),
    FirstStep(
        N_("Enter opening stock"), "items", lambda desk: first_steps.has_stock(desk.database)
    ),
)


class FirstSteps(QFrame):
    """The steps side by side; gone once all are done, or the person hides them."""

    put_off = Signal()
    """They were just hidden."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("role", "bar")
        self._desk = desk
        self._shown = desk.person_settings.first_steps
        self._is_built = False
        self.hide()

    def _build(self) -> None:
        """A shop that has done them all never sees them."""
        self._is_built = True
        self._count = label("", "secondary")
        self.hide_button = button(_("Hide these"), role="link")
        self.hide_button.clicked.connect(self.put_away)
        self.links = [button(_(step.title), role="link") for step in STEPS]
        self._done = [label(_(step.title), "secondary") for step in STEPS]
        self._marks = [label("") for _step in STEPS]
        for step, made in zip(STEPS, self.links, strict=True):
            made.clicked.connect(partial(self._desk.bus.page_wanted.emit, step.page))
        head = row(label(_("First steps"), "section"), self._count, None, self.hide_button)
        steps = row(
            *(
                part
                for parts in zip(self._marks, self._done, self.links, strict=True)
                for part in (*parts, GRID)
            ),
            None,
            gap=GRID // 2,
        )
        self.setLayout(column(head, steps, margin=GRID * 3 // 2, gap=GRID // 2))

    def reload(self) -> None:
        """Ask each step whether it is done."""
        if not self._shown:
            self.hide()
            return
        done = [step.is_done(self._desk) for step in STEPS]
        if all(done):
            self.hide()
            return
        if not self._is_built:
            self._build()
        text = _("{done} of {all} done")
        self._count.setText(text.format(done=sum(done), all=len(done)))
        for place, is_done in enumerate(done):
            self._show_step(place, is_done)
        self.show()

    def _show_step(self, place: int, is_done: bool) -> None:
        name = "mdi6.check-circle" if is_done else "mdi6.circle-outline"
        theme = self._desk.theme
        colour = theme.level(Level.ACCEPTED)[1] if is_done else theme.muted
        self._marks[place].setPixmap(icon(name, colour).pixmap(16, 16))
        self._marks[place].setAccessibleName(_("Done") if is_done else _("Not done yet"))
        _show_one(self._done[place], self.links[place], first=is_done)

    def put_away(self) -> None:
        """Show them to this person no more."""
        settings.save_person(self._desk.session, first_steps=False)
        self._shown = False
        self.hide()
        self.put_off.emit()


def _show_one(one: QWidget, other: QWidget, first: bool) -> None:
    one.setVisible(first)
    other.setVisible(not first)
