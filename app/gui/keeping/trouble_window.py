"""What stands where a shop cannot be opened: why, what can still be read, its backups (S2)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.problems import Code, Problem
from app.domain.verdicts import Level
from app.exchange.export import salvaged_files
from app.formats import Formats
from app.gui.keeping.restore_view import RestoreView
from app.gui.kit import theme
from app.gui.kit.empty_state import EmptyState
from app.gui.kit.errors import trouble_text, way_on
from app.gui.kit.mounts import mounted
from app.gui.kit.tables import Table, TableColumn, TableModel
from app.gui.kit.tasks import Task, Tell
from app.gui.kit.theme import CARD_GAP, GRID, PAGE_SIDE, PAGE_TOP, dress
from app.gui.kit.widgets import Paragraph, button, card, column, label, row
from app.services import clock
from app.services.keeping import (
    backup_survey,
    backups,
    known_places,
    restoring,
    salvaging,
)
from app.services.keeping.backup_places import BackupPlace
from app.services.keeping.backups import Backup, BackupVerdict
from app.services.keeping.beside import kept_beside
from app.services.keeping.restoring import RestoreAsked
from app.services.keeping.salvaging import Salvaged
from app.text import _, language_in_use, sentence
from db.engine.trouble import StoreTrouble

_LEAST = 400


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found out about the shop, beside the screen."""

    backups: Sequence[Backup]
    salvaged: Salvaged


class TroubleWindow(QWidget):
    """Looks, and never changes the file; restores a backup where that is chosen."""

    open_wanted = Signal(object)
    """Open the shop again: it was restored, or in spite of this trouble."""

    def __init__(self, path: Path, error: StoreTrouble, also: Sequence[BackupPlace] = ()) -> None:
        super().__init__()
        self._path, self._error, self._also = path, error, also
        self._salvaged = Salvaged()
        self._look, self._work = Task(self), Task(self)
        self._theme = theme.theme_for("system")
        self.setWindowTitle("Serialdesk")
        self.setMinimumSize(1024, 600)
        self.view = RestoreView(language_in_use(), self._theme)
        self.model = TableModel(self._columns(), self)
        self.table = Table(self.model, _("Backups"))
        self.table.setProperty("role", "plain")
        self.empty = EmptyState(_("Looking for backups…"))
        self.on_button = button(way_on(error.trouble))
        self.save_button = button(_("Save what can be read"))
        self.close_button = button(_("Close"))
        self.saved = Paragraph("secondary")
        self._build()
        self._listen()
        self.view.show_backup(None, None, None)
        self._search()

    def _build(self) -> None:
        why = Paragraph()
        why.setText(trouble_text(self._error))
        back, ink = self._theme.level(Level.REFUSED)
        why.setStyleSheet(f"background: {back}; color: {ink}; padding: {GRID}px;")
        why.setAccessibleName(_("What is wrong"))
        self.why = why
        self.on_button.setVisible(bool(way_on(self._error.trouble)))
        self.saved.hide()
        acts = row(self.on_button, self.save_button, None, self.close_button)
        left = card(
            column(
                self.table,
                self.empty,
                margin=1,
                gap=0,
            )
        )
        left.setMinimumWidth(_LEAST)
        across = row(left, self.view, gap=CARD_GAP)
        across.setStretch(0, 1)
        across.setStretch(1, 1)
        title = label(_("This shop cannot be opened"), "title")
        page = column(title, why, acts, self.saved, across, gap=CARD_GAP)
        page.setStretch(4, 1)
        page.setContentsMargins(PAGE_SIDE, PAGE_TOP, PAGE_SIDE, PAGE_TOP)
        self.setLayout(page)
        dress(self)

    def _listen(self) -> None:
        self.table.selectionModel().currentRowChanged.connect(lambda *_rows: self._show_current())
        self.on_button.clicked.connect(lambda: self.open_wanted.emit(self._error.trouble))
        self.save_button.clicked.connect(self.save_what_can_be_read)
        self.close_button.clicked.connect(self.close)
        self.view.restore_wanted.connect(self.restore)
        self.view.stop_wanted.connect(self._work.stop)
        self._work.progressed.connect(self.view.show_progress)

    def _columns(self) -> tuple[TableColumn, ...]:
        formats = Formats(language_in_use(), "CNY")
        return (
            TableColumn(_("Made"), lambda each: formats.short_moment(each.made_at), stretch=True),
            TableColumn(
                _("Occasion"), lambda each: _(each.why.value) if each.why else "", width=132
            ),
            TableColumn(
                _("File size"), lambda each: formats.size(each.size), figure=True, width=76
            ),
            TableColumn(
                _("Documents"),
                lambda each: f"{each.facts.documents:,}" if each.facts else "",
                figure=True,
                width=80,
            ),
            TableColumn(
                _("Checked"),
                lambda each: _(each.verdict.value),
                colour=self._colour,
                tip=lambda each: str(each.path),
                width=108,
            ),
        )

    def _colour(self, backup: Backup) -> str:
        level = {
            BackupVerdict.GOOD: Level.ACCEPTED,
            BackupVerdict.NOT_CHECKED: Level.NOTED,
            BackupVerdict.NEEDS_PASSWORD: Level.WARNING,
        }.get(backup.verdict, Level.REFUSED)
        return self._theme.level(level)[1]

    # What is there ----------------------------------------------------------------------------

    def _search(self) -> None:
        path, also, name = self._path, self._also, _("Beside the shop’s file")

        def work(tell: Tell) -> _Found:
            known = known_places.read(path)
            folders = {each.folder for each in known}
            places = [*known, *(each for each in also if each.folder not in folders)]
            seen = backup_survey.survey(places, None, mounted, tell)
            found = [each for place in seen for each in place.backups]
            listed = backups.in_order([*found, *kept_beside(path, name)])
            return _Found(listed, salvaging.look(path, tell))

        self._look.start(work, self._show_found, lambda _problems: None)

    def _show_found(self, found: _Found) -> None:
        self._salvaged = found.salvaged
        self.model.set_rows(list(found.backups))
        self.table.setVisible(bool(found.backups))
        self.empty.setVisible(not found.backups)
        self.empty.say(
            _(
                "No backup was found. Plug in the stick that they are on, then open the program "
                "again."
            )
        )
        self.save_button.setVisible(found.salvaged.facts is not None)
        if found.backups:
            good = (one.verdict is BackupVerdict.GOOD for one in found.backups)
            self.table.select_only(next((at for at, is_good in enumerate(good) if is_good), 0))
            self.table.setFocus()
        self._show_current()

    def _show_current(self) -> None:
        if self._work.busy:
            return
        backup = self.table.current_row() if self.model.rows else None
        here = self._salvaged.facts
        known = backup.facts if backup is not None else None
        lost = salvaging.lost(self._salvaged, known) if known else None
        self.view.show_backup(backup, here, lost)
        self.view.look_button.hide()
        self.view.lost.list_button.hide()
        self.view.say_save("")

    # What is done -----------------------------------------------------------------------------

    def save_what_can_be_read(self) -> None:
        """Write what the file still shows into files beside it, which is not changed."""
        path = self._path
        folder = path.with_name(f"{path.stem}-readable-{_stamp(clock.now())}")

        def work(tell: Tell) -> str:
            made = salvaged_files.save(path, folder, tell)
            return ", ".join(f"{name}: {rows:,}" for name, rows in made.items())

        self.save_button.setEnabled(False)
        self._do(work, partial(self._say_saved, folder))

    def _say_saved(self, folder: Path, what: object) -> None:
        self.save_button.setEnabled(True)
        self.saved.setText(_("Saved in {folder}. {files}").format(folder=folder, files=what))
        self.saved.show()

    def restore(self) -> None:
        """Let the chosen backup take the place of the shop's file, which is kept aside whole."""
        backup = self.table.current_row() if self.model.rows else None
        if backup is None or self._work.busy:
            return
        asked = RestoreAsked(
            place=self._path,
            backup=backup.path,
            moment=clock.now(),
            by="",
            here=self._salvaged.facts,
            sha256=backup.sha256,
            password=self.view.password.text(),
            despite_seals=self.view.anyway,
        )

        def work(tell: Tell) -> None:
            restoring.put_in_place(restoring.prepare(asked, tell))

        self.view.show_progress(0)
        self._do(work, lambda _outcome: self.open_wanted.emit(None))

    def _do(self, work: Callable[[Tell], object], then: Callable[[object], None]) -> None:
        def carry_out(tell: Tell) -> object:
            try:
                return work(tell)
            except StoreTrouble as trouble:  # said here, in no box over it
                return trouble

        def end(outcome: object) -> None:
            if isinstance(outcome, StoreTrouble):
                self.save_button.setEnabled(True)
                self.view.show_problem(trouble_text(outcome))
            else:
                then(outcome)

        self._work.start(carry_out, end, self._refuse)

    def _refuse(self, problems: tuple[Problem, ...]) -> None:
        self.save_button.setEnabled(True)
        self.view.show_problem("\n".join(sentence(problem) for problem in problems))
        if any(problem.code is Code.BACKUP_PASSWORD_WRONG for problem in problems):
            self.view.ask_password()
        elif problems[0].code is Code.BACKUP_SEALS_DIFFER:
            self.view.ask_anyway()


def _stamp(moment: datetime) -> str:
    return f"{moment.astimezone():%Y%m%d-%H%M%S}"
