"""*Import…* on a page: a key, a file dropped there, and below what came of it and its undo (Q9)."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QWidget

from app.domain.permissions import Permission
from app.domain.problems import Problem
from app.domain.verdicts import Level
from app.gui.importing.dropping import FILES, FileDrop
from app.gui.kit.desk import Desk
from app.gui.kit.later import class_named
from app.gui.kit.problem_list import ProblemList
from app.gui.kit.tasks import Task, in_store
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import button, column, name_label, row
from app.gui.lists.list_page import ListPage
from app.services.importing import imports
from app.services.importing.imports import ImportTaken
from app.text import _, ngettext
from db.queries.imports import FileImport

if TYPE_CHECKING:
    from app.gui.importing.import_outcome import ImportOutcome

KEYS = "Ctrl+L"
"""*Take a list from a file*, wherever one is taken."""


_NAMED = 5
"""Cartons that are named."""


class ImportBar(QFrame):
    """Says what came of the last import of a page, and takes it back as a whole; hidden before."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._file = ""
        self._taken: ImportTaken | None = None
        self._stands = False
        self.setProperty("role", "card")
        self.setAccessibleName(_("The last import"))
        self.task = Task(self)
        self.said = name_label("")
        self.open_button = button(_("Open it"), "", "link")
        self.undo_button = button(_("Undo the import"), "", "link")
        self.close_button = button(_("Close"), "", "link")
        self.problems = ProblemList(desk)
        line = row(self.said, self.open_button, self.undo_button, self.close_button)
        line.setStretch(0, 1)
        self.setLayout(column(line, self.problems, margin=GRID))
        self.open_button.clicked.connect(self._open)
        self.undo_button.clicked.connect(self.undo)
        self.close_button.clicked.connect(self.hide)
        self.task.busy_changed.connect(self.setDisabled)
        self.hide()

    @property
    def stands(self) -> bool:
        """It says of an import that can be undone."""
        return self._stands

    def tell(self, file: str, taken: ImportTaken) -> None:
        """Say what came of the import of a file."""
        self._file, self._taken, self._stands = file, taken, True
        self.problems.show_problems(())
        rows = ngettext("{count} row", "{count} rows", taken.rows, f"{taken.rows:,}")
        said = _("{rows} of {file}: taken.").format(rows=rows, file=file)
        if taken.taken_from:
            before = _("Some units were in these cartons before: {cartons}.")
            said = f"{said} {before.format(cartons=', '.join(taken.taken_from[:_NAMED]))}"
        self.said.setText(said)
        self.open_button.setVisible(taken.document is not None)
        self.undo_button.show()
        self.show()

    def recall(self, last: FileImport | None) -> None:
        """Say of an import that still stands, where this bar told of none yet."""
        if last is not None and self._taken is None:
            self.tell(last.name, ImportTaken(last.id, last.rows))

    def undo(self) -> None:
        """Take the import back, or say everything that came after it."""
        if self._taken is not None:
            work = partial(imports.undo, self._desk.session, self._taken.id)
            self.task.start(in_store(self._desk.database, work), self._undone, self._refuse)

    def _undone(self, _nothing: object) -> None:
        self._stands = False
        self.problems.show_problems(())
        self.said.setText(_("The import of {file} is undone.").format(file=self._file))
        self.open_button.hide()
        self.undo_button.hide()
        self._desk.bus.changed.emit()

    def _refuse(self, problems: Sequence[Problem]) -> None:
        self.problems.show_problems(problems)
        self._desk.sounds.play(Level.REFUSED)

    def _open(self) -> None:
        if self._taken is not None:
            self._desk.bus.open_document.emit(self._taken.document)


class Importing(QObject):
    """What a page needs to take files in: its ``button``, its ``bar``, and files dropped on it.

    ``kinds`` are what a file can be taken as there, the likeliest first, by their keys: the dialog
    and all that reads files are imported when a file is there.
    """

    finished = Signal(object)
    """What came of an import: an ``ImportOutcome``."""

    def __init__(self, desk: Desk, kinds: Sequence[str], page: QWidget, key: str = KEYS) -> None:
        super().__init__(page)
        self._desk = desk
        self.kinds = tuple(kinds)
        self._page = page
        self.button = button(_("Import…"), key)
        self.bar = ImportBar(desk)
        self.button.clicked.connect(self.choose_file)
        if desk.session.may(Permission.IMPORT):
            self.drop = FileDrop(page)
            self.drop.dropped.connect(self.take_in)
        else:
            self.button.hide()
            if self.button.shortcut_made is not None:
                self.button.shortcut_made.setEnabled(False)

    def choose_file(self) -> None:
        """Ask for the file, and take it in."""
        kinds = _("Tables ({kinds})").format(kinds=FILES)
        path, _kind = QFileDialog.getOpenFileName(self._page, _("Import"), "", kinds)
        if path:
            self.take_in(Path(path))

    def take_in(self, path: Path) -> None:
        """Show a file in the dialog, and say what came of it."""
        opened = class_named("importing.import_dialog.dialog_of")
        dialog = opened(self._desk, self.kinds, path, self._page)
        if dialog.exec() and dialog.outcome is not None:
            self._tell(dialog.outcome)

    def _tell(self, outcome: "ImportOutcome") -> None:
        if outcome.taken is not None:
            self.bar.tell(outcome.file, outcome.taken)
        self.finished.emit(outcome)

    @classmethod
    def offered(cls, desk: Desk, kinds: Sequence[str], page: ListPage) -> "Importing":
        """On a page of a list: the button beside its title, what came of it above the rows."""
        made = cls(desk, kinds, page)
        page.offer(made.button)
        page.put_above(made.bar)
        return made
