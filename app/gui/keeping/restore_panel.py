"""The right column of Settings › Backups, in an open shop: compared, looked into, restored (S2)."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QStackedWidget

from app.domain.permissions import Permission
from app.domain.problems import Code, Problem, Refused
from app.exchange.export import saved_documents
from app.gui.keeping.backup_work import CopyToLookAt, told_as_value
from app.gui.keeping.lost_panel import LostPanel
from app.gui.keeping.restore_view import RestoreView
from app.gui.kit import throwaway
from app.gui.kit.desk import Desk
from app.gui.kit.errors import trouble_text
from app.gui.kit.guard import guarded
from app.gui.kit.tasks import Task, Tell, Work
from app.gui.people.own_pin import OwnPin
from app.services.keeping import lost as losing
from app.services.keeping import restoring
from app.services.keeping.backup_survey import Copies
from app.services.keeping.backups import Backup
from app.services.keeping.facts import Facts, facts_of
from app.services.keeping.lost import Lost
from app.services.keeping.restoring import Prepared, RestoreAsked
from app.text import sentence
from db import sql
from db.engine.trouble import StoreTrouble
from db.sql import own_connection


@dataclass(frozen=True, slots=True)
class ReadyToRestore:
    """A backup that may take the shop's place now: when it was made, what was saved before."""

    prepared: Prepared
    made_at: str
    saved: Path | None

    def put_in_place(self) -> Path | None:
        """As ``restoring.put_in_place``, once the shop is closed."""
        return restoring.put_in_place(self.prepared)

    def give_up(self) -> None:
        """It does not take the place: what was made ready goes again."""
        restoring.give_up(self.prepared)


class RestorePanel(QStackedWidget):
    """Does what the view asks for, beside the screen; the program itself closes the shop."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._backup: Backup | None = None
        self._here: Facts | None = None
        self._lost: Lost | None = None
        self._asked: RestoreAsked | None = None
        self._is_old = False
        """What is here was read before something was done elsewhere."""
        self.own_pin = OwnPin(desk)
        self.view = RestoreView(desk.formats.language, desk.theme, self.own_pin)
        self.list = LostPanel(desk)
        self._look, self._work = Task(self), Task(self)
        self.addWidget(self.view)
        self.addWidget(self.list)
        self.view.list_wanted.connect(self._list)
        self.view.restore_wanted.connect(self.restore)
        self.view.look_wanted.connect(self.look_inside)
        self.view.stop_wanted.connect(self._work.stop)
        self.list.left.connect(lambda: self.setCurrentWidget(self.view))
        self._work.progressed.connect(self.view.show_progress)

    def show_copies(self, copies: Copies | None) -> None:
        """Compare a backup, by its best copy, with what is here; None: no backup is chosen."""
        backup = copies[0] if copies else None
        if self._work.busy:
            return  # what goes on is not covered by another
        is_other = backup is None or self._backup is None or backup.path != self._backup.path
        if is_other:
            self.setCurrentWidget(self.view)
            self._lost = None
        elif backup == self._backup and self._here is not None and not self._is_old:
            return
        self._is_old = False
        self._backup = backup
        if backup is None or not self._desk.session.may(Permission.RESTORE):
            self._show()
            return
        database, posted = self._desk.database, backup.facts

        def read(_tell: Tell) -> tuple[Facts, Lost | None]:
            with own_connection(database), sql.one_moment(database):
                found = losing.lost(database, posted, backup.made_at) if posted else None
                return facts_of(database), found

        if self._here is None:
            self._show()
        self._look.start(read, self._compare, lambda _problems: None)

    def _compare(self, found: tuple[Facts, Lost | None]) -> None:
        if self._is_old:
            return  # it is read again when the page is shown
        self._here, self._lost = found
        self._show()

    def _leave(self) -> None:
        """What is done elsewhere meanwhile would be lost too: all is read and asked again."""
        self._is_old = True
        if not self._work.busy:
            self._here = self._lost = None
            self.setCurrentWidget(self.view)
            self._show()

    @guarded()
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._leave()

    def _show(self) -> None:
        may = self._desk.session.may(Permission.RESTORE)
        self.view.show_backup(self._backup, self._here, self._lost)
        self.view.set_allowed(may)

    def _list(self) -> None:
        if self._lost is not None:
            self.list.show_after(self._lost.posting)
            self.setCurrentWidget(self.list)
            self.list.setFocus()

    # What is done -----------------------------------------------------------------------------

    def restore(self) -> None:
        """Make the backup ready beside the shop's file; the shop goes on until it is."""
        backup, session = self._backup, self._desk.session
        if backup is None or self._work.busy:
            return
        if self.view.anyway and self._asked is not None:
            asked = self._asked._replace(despite_seals=True)  # it was proved who wants it
        else:
            try:
                asked = restoring.order(
                    session, backup, self._here, self.view.password.text(), self.own_pin.take()
                )
            except Refused as refused:
                self._refuse(refused.problems)
                return
        self._asked = asked
        posting = self._lost.posting if self._lost and self._lost.documents else None
        saves = posting is not None and self.view.save_box.isChecked()
        folder = _folder_for(asked) if saves else None
        formats, database = self._desk.formats, self._desk.database

        def work(tell: Tell) -> ReadyToRestore:
            prepared = restoring.prepare(asked, tell)
            try:
                if folder is not None and posting is not None:
                    with own_connection(database):
                        told = lambda _rows: tell(1.0)  # noqa: E731
                        saved_documents.save(session, formats, posting, folder, told)
            except BaseException:
                restoring.give_up(prepared)
                raise
            return ReadyToRestore(prepared, backup.made_at.isoformat(), folder)

        self._begin(work, self._desk.bus.restore_ready.emit)

    def look_inside(self) -> None:
        """Make a copy of the backup that is opened in the shop's place, to be read only."""
        backup, session = self._backup, self._desk.session
        if backup is None or self._work.busy:
            return
        if backup.needs_password and not self.view.password.text():
            self.view.ask_password()
            return
        folder = throwaway.look_folder()
        store = Path(folder.name) / "backup.sqlite"
        try:
            ordered = restoring.order_to_look(session, backup, store, self.view.password.text())
        except Refused as refused:
            self._refuse(refused.problems)
            return

        def work(tell: Tell) -> CopyToLookAt:
            restoring.copy_to_look_at(ordered, tell)
            return CopyToLookAt(folder, store, backup.made_at.isoformat())

        self._begin(work, self._desk.bus.look_ready.emit)

    def _begin(self, work: Work[object], then: Callable[[object], None]) -> None:
        self.view.show_progress(0)
        self._work.start(
            told_as_value(work), lambda outcome: self._end(outcome, then), self._refuse
        )

    def _end(self, outcome: object, then: Callable[[object], None]) -> None:
        if isinstance(outcome, StoreTrouble):
            self.view.show_problem(trouble_text(outcome))
        else:
            then(outcome)

    def _refuse(self, problems: tuple[Problem, ...]) -> None:
        if self.own_pin.refuse(problems):
            self.view.show_problem("")
            self.own_pin.setFocus()
            return
        self.view.show_problem("\n".join(sentence(problem) for problem in problems))
        if any(problem.code is Code.BACKUP_PASSWORD_WRONG for problem in problems):
            self.view.ask_password()
        elif problems[0].code is Code.BACKUP_SEALS_DIFFER:
            self.view.ask_anyway()


def _folder_for(asked: RestoreAsked) -> Path:
    """Where documents are saved that a restore loses: beside the shop's file."""
    stamp = f"{asked.moment.astimezone():%Y%m%d-%H%M%S}"
    return asked.place.with_name(f"{asked.place.stem}-documents-{stamp}")
