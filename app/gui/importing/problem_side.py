"""Beside the rows of a file: what stands against the one that is chosen, and kinds of problems."""

from bisect import bisect_right
from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QScrollArea, QWidget

from app.domain.imports import SHORT_WORDS, RowStanding
from app.domain.problems import Code, Reason
from app.exchange.imports.fields import FieldType
from app.exchange.imports.import_session import ProblemKind
from app.exchange.imports.mends import Mend
from app.gui.importing.import_view import ImportView, ViewRow, same_length, verdict_text
from app.gui.kit.desk import Desk
from app.gui.kit.keys import KeyButton
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import button, column, label, row
from app.text import N_, _, ngettext, sentence, side_by_side

_KINDS: Mapping[Reason, str] = {
    Code.DUPLICATE: N_("Twice in the file"),
    Code.IMPORT_SAME_ROW: N_("Twice in the file"),
    Code.IMPORT_ZEROS_LOST: N_("Zeros lost, put back?"),
    Code.IMPORT_FOLDED: N_("Full width, read as shown?"),
    Code.LIST_APOSTROPHE: N_("An apostrophe in front"),
}
"""What a kind of problem is called where its rows' own two words would not say it."""

_SHOWN_KINDS = 12


class ProblemSide(QFrame):
    """The sentences of the row, whether it is left out, and mends that help all of a kind."""

    mend_all = Signal(object)
    """Every row that this ``Mend`` helps is to be mended."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setAccessibleName(_("What is wrong"))
        self._desk = desk
        self.title = label("", "section")
        self.place = label("", "secondary")
        self.said = label("")
        self.hint = label("", "muted")
        for text in (self.said, self.hint):
            text.setWordWrap(True)
        self.leave_button = button(_("Leave this row out"), "Ctrl+Delete")
        self._kinds = QWidget()
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GRID)
        self._grid.setVerticalSpacing(GRID // 2)
        self._grid.setColumnStretch(0, 1)
        self._kinds.setLayout(self._grid)
        self._heading = label(_("The same kind"), "heading")
        self.notes = label("", "muted")
        self.notes.setWordWrap(True)
        of_row = column(
            row(self.title, None, self.place),
            self.said,
            self.hint,
            row(self.leave_button, None),
            None,
        )
        of_file = column(self._heading, self._kinds, None, self.notes)
        self._halves = column(of_row, of_file, margin=GRID * 2, gap=GRID * 2)
        self._halves.setStretch(1, 1)
        inner = QWidget()
        inner.setLayout(self._halves)
        scroll = QScrollArea()
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setAccessibleName(_("What is wrong"))
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        self.setLayout(column(scroll))

    def lie_flat(self, flat: bool) -> None:
        """Under the rows, what is said of the row stands beside what is said of the file."""
        directions = QBoxLayout.Direction
        self._halves.setDirection(directions.LeftToRight if flat else directions.TopToBottom)
        self._halves.setStretch(0, 1 if flat else 0)

    def show_view(self, view: ImportView) -> None:
        """The kinds of problems there are, and what is to be known of the sheet."""
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        at = 0
        for kind in view.kinds[:_SHOWN_KINDS]:
            at = self._add_kind(kind, at)
        if more := len(view.kinds[_SHOWN_KINDS:]):
            rest = ngettext("and {count} more", "and {count} more", more)
            self._grid.addWidget(label(rest, "muted"), at, 0)
        self._heading.setVisible(bool(view.kinds))
        notes = [sentence(problem) for problem in view.notes]
        if view.program:
            notes.insert(0, _("Read as an export of {program}.").format(program=view.program))
        self.notes.setText("\n".join(notes))
        self.notes.setVisible(bool(notes))

    def _add_kind(self, kind: ProblemKind, at: int) -> int:
        """How many rows have a problem, or what helps all of them; of several mends, each.

        Returns the next free row of the grid.
        """
        count = f"{kind.count:,}"
        name = label(_kind_name(kind.code))
        name.setWordWrap(True)
        self._grid.addWidget(name, at, 0)
        if len(kind.mends) == 1:
            mend = kind.mends[0]
            self._grid.addWidget(
                self._mend_button(mend, _("All {count}").format(count=count)), at, 1
            )
            return at + 1
        self._grid.addWidget(label(count), at, 1)
        for below, mend in enumerate(kind.mends, 1):
            self._grid.addWidget(self._mend_button(mend, _(mend.value)), at + below, 0, 1, 2)
        return at + 1 + len(kind.mends)

    def _mend_button(self, mend: Mend, text: str) -> KeyButton:
        made = button(text, "", "link")
        made.clicked.connect(partial(self.mend_all.emit, mend))
        return made

    def show_row(self, view: ImportView, shown: ViewRow | None) -> None:
        """What stands against a row."""
        self.leave_button.setVisible(shown is not None and shown.verdict is not None)
        if shown is None:
            for text in (self.title, self.place, self.said):
                text.setText("")
            self.hint.hide()
            return
        word = verdict_text(shown)
        name = _("Row {number}").format(number=shown.number)
        self.title.setText(side_by_side(name, word) if word else name)
        of = _("{place} of {count}")
        place = bisect_right(view.bad, shown.number)
        self.place.setText(of.format(place=place, count=len(view.bad)) if shown.bad else "")
        problems = shown.verdict.problems if shown.verdict else ()
        if shown.left_out:
            self.said.setText(_("It is not taken."))
        else:
            self.said.setText("\n".join(sentence(one.problem) for one in problems))
        self.said.setVisible(bool(self.said.text()))
        again = _("Take this row again") if shown.left_out else _("Leave this row out")
        self.leave_button.setText(again)
        self.leave_button.setAccessibleName(again)
        self.hint.hide()

    def show_typed(self, view: ImportView, shown: ViewRow, key: str, text: str) -> None:
        """How long a serial number is that is being typed, beside the others."""
        field = view.matched.get(key)
        common = same_length(view.rows, shown, key) if field else 0
        told = field is not None and field.type is FieldType.SERIAL and common > 0
        if told:
            typed = ngettext("{count} character", "{count} characters", len(text))
            said = _("{typed} so far; the others have {common}.")
            self.hint.setText(said.format(typed=typed, common=common))
        self.hint.setVisible(told)


def _kind_name(code: Reason) -> str:
    """What a kind of problem is called: the two words of its rows."""
    return _(_KINDS.get(code) or SHORT_WORDS.get(code) or RowStanding.REFUSED.value)
