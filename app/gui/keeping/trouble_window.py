"""What stands where a shop cannot be opened: why, what can still be read, its backups (S2)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.domain.problems import Code, Problem
from app.domain.verdicts import Level
from app.exchange.export import salvaged_files
from app.formats import Formats
from app.gui.keeping.backup_work import CopyToLookAt, told_as_value
from app.gui.keeping.restore_view import RestoreView
from app.gui.keeping.seen_panel import SeenPanel
from app.gui.kit import theme, throwaway
from app.gui.kit.empty_state import EmptyState
from app.gui.kit.errors import trouble_text, way_on
from app.gui.kit.guard import guarded
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
from app.services.keeping.lost import Lost
from app.services.keeping.restoring import RestoreAsked
from app.services.keeping.salvaging import Salvaged, SeenDocument
from app.text import _, language_in_use, sentence
from db.engine.trouble import StoreTrouble, Trouble

_LEAST = 456
_NARROW = 1340
"""Pixels of the window."""
_SIZE = 2
"""The place of the column."""


_LEADS = frozenset(
    {
        Trouble.DAMAGED,
        Trouble.FOREIGN_LOG,
        Trouble.MISSING_LOG,
        Trouble.TORN_LOG,
        Trouble.DISK,
    }
)


def leads_to_backups(path: Path, trouble: Trouble) -> bool:
    """A shop with this trouble is to be restored: its backups are shown, not only a sentence.

    A file that is no store at all leads there where a shop was: it is empty, or it is known where
    the backups of this shop are.
    """
    if trouble is not Trouble.NOT_OURS:
        return trouble in _LEADS
    try:
        return path.stat().st_size == 0 or bool(known_places.read(path) or kept_beside(path, ""))
    except OSError:
        return False


def stand_in(path: Path, error: StoreTrouble, first_backups: Path) -> "TroubleWindow":
    """The window for a shop whose backups went to ``first_backups`` where nobody chose a place."""
    return TroubleWindow(path, error, [BackupPlace(first_backups)])


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found out about the shop, beside the screen."""

    backups: Sequence[Backup]
    salvaged: Salvaged


class TroubleWindow(QWidget):
    """Looks, and never changes the file; restores a backup where that is chosen."""

    open_wanted = Signal(object)
    """Open the shop again: it was restored, or in spite of this trouble."""
    look_ready = Signal(object)
    """A copy of a backup (``CopyToLookAt``) is to be opened in this window's place."""

    def __init__(self, path: Path, error: StoreTrouble, also: Sequence[BackupPlace] = ()) -> None:
        super().__init__()
        self._path, self._error, self._also = path, error, also
        self._salvaged = Salvaged()
        self._lost: Lost | None = None
        self._look, self._work = Task(self), Task(self)
        self._theme = theme.theme_for("system")
        self.setWindowTitle("Serialdesk")
        self.setMinimumSize(1024, 600)
        self.view = RestoreView(language_in_use(), self._theme)
        self.seen = SeenPanel(language_in_use())
        self.side = QStackedWidget()
        self.model = TableModel(self._columns(), self)
        self.table = Table(self.model, _("Backups"))
        self.table.setProperty("role", "plain")
        self.empty = EmptyState(_("Looking for backups…"))
        self.on_button = button(way_on(error.trouble))
        self.read_button = button(_("Look at what can be read"))
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
        acts = row(self.on_button, self.read_button, self.save_button, None, self.close_button)
        for made in (self.read_button, self.save_button):
            made.hide()  # it is not known yet whether anything can be read
        for part in (self.view, self.seen):
            self.side.addWidget(part)
        left = card(
            column(
                self.table,
                self.empty,
                margin=1,
                gap=0,
            )
        )
        left.setMinimumWidth(_LEAST)
        across = row(left, self.side, gap=CARD_GAP)
        across.setStretch(0, 2)
        across.setStretch(1, 3)
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
        self.read_button.clicked.connect(self.show_what_can_be_read)
        self.close_button.clicked.connect(self.close)
        self.seen.left.connect(self._show_view)
        self.view.list_wanted.connect(self._show_lost)
        self.view.look_wanted.connect(self.look_inside)
        self.view.restore_wanted.connect(self.restore)
        self.view.stop_wanted.connect(self._work.stop)
        self._work.progressed.connect(self.view.show_progress)

    def _columns(self) -> tuple[TableColumn, ...]:
        formats = Formats(language_in_use(), "CNY")
        return (
            TableColumn(_("Made"), lambda each: formats.short_moment(each.made_at), stretch=True),
            TableColumn(
                _("Occasion"), lambda each: _(each.why.value) if each.why else "", width=100
            ),
            TableColumn(
                _("File size"), lambda each: formats.size(each.size), figure=True, width=76
            ),
            TableColumn(
                _("Documents"),
                lambda each: f"{each.facts.documents:,}" if each.facts else "",
                figure=True,
                width=74,
            ),
            TableColumn(
                _("Checked"),
                lambda each: _(each.verdict.value),
                colour=self._colour,
                tip=lambda each: str(each.path),
                width=100,
            ),
        )

    def _colour(self, backup: Backup) -> str:
        level = {
            BackupVerdict.GOOD: Level.ACCEPTED,
            BackupVerdict.NOT_CHECKED: Level.NOTED,
            BackupVerdict.NEEDS_PASSWORD: Level.WARNING,
        }.get(backup.verdict, Level.REFUSED)
        return self._theme.level(level)[1]

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, how large it is stands at the right only."""
        super().resizeEvent(event)
        self.table.setColumnHidden(_SIZE, self.width() < _NARROW)

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
        self.side.setVisible(bool(found.backups) or bool(found.salvaged.newest))
        self.empty.say(
            _(
                "No backup was found. Plug in the stick that they are on, then open the program "
                "again."
            )
        )
        self.save_button.setVisible(found.salvaged.facts is not None)
        self.read_button.setVisible(bool(found.salvaged.newest))
        if found.backups:
            good = (one.verdict is BackupVerdict.GOOD for one in found.backups)
            self.table.select_only(next((at for at, is_good in enumerate(good) if is_good), 0))
            self.table.setFocus()
        self._show_current()

    def _show_current(self) -> None:
        if self._work.busy:
            return
        self._show_view()
        backup = self._current()
        here = self._salvaged.facts
        self._lost = (
            salvaging.lost(self._salvaged, backup.facts) if backup and backup.facts else None
        )
        self.view.show_backup(backup, here, self._lost)
        self.view.say_save("")

    def _current(self) -> Backup | None:
        return self.table.current_row() if self.model.rows else None

    # What can be read -------------------------------------------------------------------------

    def show_what_can_be_read(self) -> None:
        """List the newest documents that the file still shows, in the right column."""
        self._list(_("This can still be read of the shop"), self._salvaged.newest)

    def _show_lost(self) -> None:
        if self._lost is not None:
            after = self._lost.posting
            lost = [each for each in self._salvaged.newest if each.posting > after]
            self._list(_("These would not be in it any more"), lost)

    def _list(self, title: str, documents: Sequence[SeenDocument]) -> None:
        facts = self._salvaged.facts
        if facts is not None:
            cut = len(documents) == len(self._salvaged.newest) < facts.documents
            self.seen.show_documents(title, documents, facts.currency, cut)
            self.side.setCurrentWidget(self.seen)
            self.seen.setFocus()

    def _show_view(self) -> None:
        self.side.setCurrentWidget(self.view)

    def look_inside(self) -> None:
        """Make a copy of the chosen backup that is opened in this window's place, to be read."""
        backup = self._current()
        if backup is None or self._work.busy:
            return
        if backup.needs_password and not self.view.password.text():
            self.view.ask_password()
            return
        folder = throwaway.look_folder()
        store = Path(folder.name) / "backup.sqlite"
        asked = self._asked(backup).into(store)
        copy = CopyToLookAt(folder, store, backup.made_at.isoformat())
        self.view.show_progress(0)
        self._do(
            partial(restoring.copy_to_look_at, asked), lambda _made: self.look_ready.emit(copy)
        )

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
        backup = self._current()
        if backup is None or self._work.busy:
            return
        asked = self._asked(backup)

        def work(tell: Tell) -> None:
            restoring.put_in_place(restoring.prepare(asked, tell))

        self.view.show_progress(0)
        self._do(work, lambda _outcome: self.open_wanted.emit(None))

    def _asked(self, backup: Backup) -> RestoreAsked:
        return RestoreAsked(
            place=self._path,
            backup=backup.path,
            moment=clock.now(),
            by="",
            here=self._salvaged.facts,
            sha256=backup.sha256,
            password=self.view.password.text(),
            despite_seals=self.view.anyway,
        )

    def _do(self, work: Callable[[Tell], object], then: Callable[[object], None]) -> None:
        def end(outcome: object) -> None:
            if isinstance(outcome, StoreTrouble):
                self.save_button.setEnabled(True)
                self.view.show_problem(trouble_text(outcome))
            else:
                then(outcome)

        self._work.start(told_as_value(work), end, self._refuse)

    def _refuse(self, problems: tuple[Problem, ...]) -> None:
        self.save_button.setEnabled(True)
        self.view.show_problem("\n".join(sentence(problem) for problem in problems))
        if any(problem.code is Code.BACKUP_PASSWORD_WRONG for problem in problems):
            self.view.ask_password()
        elif problems[0].code is Code.BACKUP_SEALS_DIFFER:
            self.view.ask_anyway()


def _stamp(moment: datetime) -> str:
    return f"{moment.astimezone():%Y%m%d-%H%M%S}"
