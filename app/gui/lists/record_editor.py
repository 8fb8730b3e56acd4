"""The editor of one record: its fields, what stands against them, and back to the list."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QScrollArea, QSizePolicy, QWidget

from app.domain.problems import Problem, Refused
from app.domain.verdicts import Level
from app.gui.kit.confirm_bar import ConfirmBar
from app.gui.kit.desk import Desk
from app.gui.kit.forms import Form
from app.gui.kit.guard import guarded
from app.gui.kit.theme import CARD_GAP, GRID, PAGE_SIDE, PAGE_TOP
from app.gui.kit.widgets import button, card, column, label, name_label, row
from app.gui.lists.record_history import RecordHistory, ToldField, yes_or_no
from app.services.audit import Subject
from app.text import _


class Scrolled(QScrollArea):
    """As high as what is in it, or less, with a scroll bar."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self._inner = inner
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    @guarded(QSize())
    def sizeHint(self) -> QSize:
        return self._inner.sizeHint()

    @guarded(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is in it asks for another height: so does this."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


class RecordEditor(Form):
    """Edits one record, or a new one.

    An editor adds its fields, calls ``arrange``, and carries out ``read`` and ``write``.
    """

    left = Signal(object)
    """Back to the list; with the id of the record that was shown, or None."""

    def __init__(self, desk: Desk, new_title: str, subject: Subject) -> None:
        super().__init__(desk)
        self.id: int | None = None
        self.sure: Sequence[Problem] = ()
        """The questions that were answered with yes; ``write`` hands them on."""
        self.confirm = ConfirmBar(desk)
        self._new_title = new_title
        self.back_button = button(_("Back"), "Alt+Left")
        self.title = name_label("", "title")
        self.history = RecordHistory(desk, subject)
        self._side: QFrame | None = None
        self._waits = label("", "secondary")
        self.back_button.clicked.connect(self.leave)
        self.save_button.clicked.connect(self._save_and_leave)

    def arrange(
        self, body: QWidget, width: int, first: QWidget, actions: Sequence[QWidget] = ()
    ) -> None:
        """Lay out the page around its body; ``width`` is where it stops growing, in pixels.

        ``actions`` stand in the head beside Save. A body that scrolls by itself is ``Scrolled``
        in parts; any other is as a whole.
        """
        self._first = first
        self.history.fields = self.told_fields()
        middle = QWidget()
        middle.setMaximumWidth(width)
        parts = column(self.problems, self.confirm, body, None, gap=CARD_GAP)
        parts.setStretch(2, 1000)
        middle.setLayout(parts)
        across = row(middle, None)
        across.setStretch(0, 1000)
        ends = (self._waits, *actions, self.save_button)
        head = row(self.back_button, self.title, *self.beside_title(), None, *ends)
        page = column(head, across, gap=CARD_GAP)
        page.setStretch(1, 1)
        page.setContentsMargins(PAGE_SIDE, PAGE_TOP, PAGE_SIDE, PAGE_TOP)
        self.setLayout(page)

    def arrange_beside(self, fields: QFrame, first: QWidget, *beside: QWidget) -> None:
        """Lay out a small record: its fields in one card, what was changed at the right of it.

        What else is told stands above that.
        """
        self._side = card(column(label(_("History"), "heading"), self.history, margin=GRID * 2))
        self._side.setFixedWidth(SIDE_WIDTH)
        for told in beside:
            told.setFixedWidth(SIDE_WIDTH)
        side = column(*beside, self._side, None, gap=CARD_GAP)
        across = row(column(fields, None), side, gap=CARD_GAP)
        across.setStretch(0, 1)
        body = QWidget()
        body.setLayout(across)
        self.arrange(Scrolled(body), _FIELDS_WIDTH + CARD_GAP + SIDE_WIDTH, first)

    def note_change(self) -> None:
        self._waits.setText(_("Not saved yet") if self.is_changed() else "")

    def open(self, id: int | None) -> None:
        """Show a record, or, for None, an empty form."""
        self.id = id
        self.confirm.hide()
        self.show_values(self.read(id))
        self.show_standing()
        self._first.setFocus()

    def show_standing(self) -> None:
        """What is saved: the name as the title, and what was changed."""
        self.title.setText(self._new_title if self.id is None else self.named())
        self.history.show_record(self.id)
        if self._side is not None:
            self._side.setVisible(self.id is not None)

    def told_fields(self) -> Mapping[str, ToldField]:
        """The fields as the history tells of them, in the order of the page."""
        return {
            name: ToldField(field.accessibleName(), yes_or_no if _is_flag(field) else str)
            for name, field in self.fields.items()
        }

    def beside_title(self) -> Sequence[QWidget]:
        """What else of the record stands in the head."""
        return ()

    def read(self, id: int | None) -> Mapping[str, Any]:
        """The fields' values of a record, or of a new one."""
        raise NotImplementedError

    def write(self, values: dict[str, Any], id: int | None) -> int:
        """Save the values and return the record's id. Raises Refused."""
        raise NotImplementedError

    def store(self, values: dict[str, Any]) -> None:
        self.id = self.write(values, self.id)
        self.show_standing()
        self.desk.bus.changed.emit()

    def save(self) -> bool:
        self.confirm.hide()
        done = super().save()
        self.sure = ()
        return done

    def show_refusal(self, refusal: Refused) -> None:
        """Where nothing but questions stand against it, ask them; yes saves all the same."""
        if not refusal.asks:
            super().show_refusal(refusal)
            return

        def answer(yes: bool) -> None:
            if yes:
                self.sure = refusal.problems
                self._save_and_leave()

        self.problems.show_problems(())
        self.confirm.ask(refusal.problems, answer)
        self.desk.sounds.play(Level.WARNING)

    def _save_and_leave(self) -> None:
        if self.save():
            self.left.emit(self.id)

    def leave(self) -> None:
        """Go back to the list; what is not saved is asked about."""
        if self.may_leave():
            self._keep()  # what was given up is not asked about again
            self.left.emit(self.id)

    def heading(self) -> str:
        return self.title.text()

    def named(self) -> str:
        """The record by its name, as it is typed now; one without is called as a new one."""
        return str(self.values().get("name") or "").strip() or self._new_title


def _is_flag(field: QWidget) -> bool:
    return isinstance(field, QCheckBox)


SIDE_WIDTH = 336
"""Of the card at the right of a record."""
_FIELDS_WIDTH = 640
"""Where the fields of a small record stop growing."""
