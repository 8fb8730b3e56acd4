"""The band above the pages that says what a check found: the first of it, all on demand (S3)."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame

from app.domain.permissions import Permission
from app.domain.problems import Problem
from app.domain.verdicts import Level
from app.gui.keeping.how_many import how_many
from app.gui.kit.desk import Desk
from app.gui.kit.problem_list import ProblemList
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import button, column, label, row
from app.services.keeping.seal_fault import SealFault
from app.text import _, sentence

_LEAST = 80
"""Pixels of the list, four sentences: it stands above pages that need most of a small window."""


class CheckBand(QFrame):
    """Stands above every page while there is something to be said of the shop's history."""

    accepted = Signal()
    """The shop goes on with this file, older as it is."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._document: int | None = None
        self.text = label("")
        self.text.setWordWrap(True)
        self.open_button = button("", role="link")
        self.all_button = button(_("Show all"), role="link")
        self.backups_button = button(_("Backups"), role="link")
        self.accept_button = button(_("Go on with this file"), role="link")
        self.hide_button = button(_("Hide"), role="link")
        self.all = ProblemList(desk, least=_LEAST)
        self.open_button.clicked.connect(self._open)
        self.all_button.clicked.connect(self._show_all)
        self.backups_button.clicked.connect(lambda: desk.bus.page_wanted.emit("backups"))
        self.accept_button.clicked.connect(self.accepted)
        self.hide_button.clicked.connect(self.hide)
        self._problems: Sequence[Problem] = ()
        ways = (self.open_button, self.all_button, self.backups_button)
        acts = (*ways, self.accept_button, self.hide_button)
        said = column(self.text, self.all)
        inside = row(said, *acts)
        inside.setStretch(0, 1)
        for act in acts:
            inside.setAlignment(act, Qt.AlignmentFlag.AlignVCenter)  # else the band is as low as it
        inside.setContentsMargins(GRID * 2, GRID // 2, GRID * 2, GRID // 2)
        self.setLayout(inside)
        back, colour = desk.theme.level(Level.REFUSED)
        self.setObjectName("checkBand")
        self.setStyleSheet(
            f"QFrame#checkBand {{ background: {back}; }}"
            f" QFrame#checkBand QLabel {{ color: {colour}; }}"
        )
        self.hide()

    def say(self, older: Problem | None, faults: Sequence[SealFault]) -> None:
        """Say what was found, or nothing."""
        self._problems = [fault.what for fault in faults]
        self.all.hide()
        first = next((fault for fault in faults if fault.document is not None), None)
        self._document = first.document if first else None
        texts = [sentence(older)] if older else []
        if faults:
            texts.append(how_many(faults))
            texts.append(sentence(faults[0].what))
        self.text.setText(" ".join(texts))
        self.text.show()
        self.open_button.setText(_("Open {number}").format(number=first.number if first else ""))
        self.open_button.setVisible(first is not None)
        self.all_button.setVisible(len(faults) > 1)
        self.backups_button.setVisible(older is not None)
        accepts = self._desk.session.may(Permission.RESTORE)
        self.accept_button.setVisible(older is not None and accepts)
        self.hide_button.setVisible(older is None)
        self.setVisible(bool(texts))

    def _open(self) -> None:
        if self._document is not None:
            self._desk.bus.open_document.emit(self._document)

    def _show_all(self) -> None:
        """All of them in place of the first, or that again."""
        shows = self.all.isHidden()
        self.all.show_problems(self._problems if shows else ())
        self.text.setVisible(not shows)
