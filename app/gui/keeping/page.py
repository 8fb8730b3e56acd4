"""Settings › Backups: the last good one, all of them with verdicts, and where they go (S1)."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QWidget

from app.domain.permissions import Permission
from app.domain.thinning import MOST, Keeping
from app.domain.verdicts import Level
from app.gui.keeping.backup_band import BackupBand
from app.gui.keeping.move_dialog import MoveDialog
from app.gui.keeping.password_dialog import PasswordDialog
from app.gui.keeping.place_dialog import PlaceDialog
from app.gui.keeping.place_rows import PlaceRows
from app.gui.keeping.restore_panel import RestorePanel
from app.gui.keeping.shop_check import ShopCheck
from app.gui.kit.desk import Desk
from app.gui.kit.empty_state import EmptyState
from app.gui.kit.guard import guarded
from app.gui.kit.icons import icon
from app.gui.kit.mounts import mounted
from app.gui.kit.tables import Table, TableColumn, TableModel
from app.gui.kit.tasks import Task, Tell
from app.gui.kit.theme import CARD_GAP, GRID, PAGE_SIDE, PAGE_TOP
from app.gui.kit.widgets import button, card, column, label, row
from app.services.keeping import (
    backup_checks,
    backup_keeping,
    backup_places,
    backup_state,
    backup_survey,
    backups,
)
from app.services.keeping.backup_places import BackupPlace
from app.services.keeping.backup_survey import Copies, PlaceSeen, worst
from app.services.keeping.backups import Backup, BackupVerdict
from app.services.keeping.beside import kept_beside
from app.text import _, titled
from db.engine.trouble import StoreTrouble

_VERDICT_LEVELS = {
    BackupVerdict.GOOD: Level.ACCEPTED,
    BackupVerdict.NOT_CHECKED: Level.NOTED,
    BackupVerdict.NEEDS_PASSWORD: Level.WARNING,
    BackupVerdict.NEWER: Level.WARNING,
}
_LEAST = 440
_NARROW = 1120
"""Pixels of the page."""
_SIZE = 2
"""The place of the column."""


class BackupsPage(QWidget):
    """Reads what lies in the places beside the screen, each time it is shown."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._keeps = desk.counter_settings.keeps_backups and not desk.database.frozen
        self._store = Path(str(desk.database.database))
        self._seen: list[PlaceSeen] = []
        self._beside: list[Backup] = []
        """What restores and upgrades kept beside the shop's file."""
        self._read: dict[Path, Backup] = {}
        """What was read by a password that the shop does not have, while the page is there."""
        self._keeping: dict[Path, Keeping] = {}
        self._shop = ""
        self._last: dict[str, datetime] = {}
        self._survey, self._check = Task(self), Task(self)
        self.band = BackupBand(desk)
        self.shop_check = ShopCheck(desk)
        self.move_button = button(_("Move to another computer…"))
        self.password_button = button("")
        self.model = TableModel(self._columns(), self)
        self.table = Table(self.model, _("Backups"))
        self.first_button, self.make_button = button(_("Add a place…")), button(_("Back up now"))
        self.empty = EmptyState("", self.first_button, self.make_button)
        self.check_button = button(_("Check again"))
        self.kept = label("", "secondary")
        self.add_button = button(_("Add a place…"), role="link")
        self.places = PlaceRows(desk)
        self.side = RestorePanel(desk)
        self._build()
        self._listen()

    def _build(self) -> None:
        may = self._desk.session.may
        self.table.setProperty("role", "plain")
        self.password_button.setIcon(icon("mdi6.lock-outline", self._desk.theme.text))
        below = QFrame()
        below.setProperty("role", "bar")
        foot = row(self.kept, None, self.check_button)
        foot.setContentsMargins(GRID * 3 // 2, GRID, GRID, GRID)
        below.setLayout(foot)
        where = row(label(_("Where"), "heading"), None, self.add_button)
        where.setContentsMargins(GRID * 2, GRID, GRID * 2, 0)
        left = card(column(self.table, self.empty, below, where, self.places, margin=1, gap=0))
        left.setMinimumWidth(_LEAST)
        acts = (self.shop_check.button, self.move_button, self.password_button)
        head = row(label(_("Backups"), "title"), None, *acts)
        across = row(left, self.side, gap=CARD_GAP)
        across.setStretch(0, 5)
        across.setStretch(1, 5)
        page = column(head, self.band, self.shop_check, across, gap=CARD_GAP)
        page.setStretch(3, 1)
        page.setContentsMargins(PAGE_SIDE, PAGE_TOP, PAGE_SIDE, PAGE_TOP)
        self.setLayout(page)
        self.setFocusProxy(self.table)
        self.kept.setText(
            _("Kept: {days} daily, {weeks} weekly, {months} monthly").format(
                days=MOST[Keeping.DAILY],
                weeks=MOST[Keeping.WEEKLY],
                months=MOST[Keeping.MONTHLY],
            )
        )
        self.add_button.setVisible(may(Permission.KEEP_BACKUPS))
        self.password_button.setVisible(may(Permission.KEEP_BACKUPS))
        self.move_button.setVisible(may(Permission.RESTORE) and self._keeps)
        self.check_button.setVisible(may(Permission.MAKE_BACKUPS))
        self.shop_check.button.setVisible(may(Permission.MAKE_BACKUPS))

    def _listen(self) -> None:
        bus = self._desk.bus
        bus.backed_up.connect(self._reload_shown)
        self.table.selectionModel().currentRowChanged.connect(lambda *_rows: self._show_current())
        self.check_button.clicked.connect(self.check_again)
        self.password_button.clicked.connect(self.change_password)
        self.move_button.clicked.connect(self.move_shop)
        for made in (self.add_button, self.first_button):
            made.clicked.connect(self.add_place)
        self.shop_check.checked.connect(self.side.view.say_here_fits)
        self.side.view.check_wanted.connect(self.check_again)
        self.make_button.clicked.connect(self.back_up_now)
        self.places.removed.connect(self.remove_place)
        self.places.opened.connect(_open_folder)
        self.places.used_again.connect(self.use_again)
        self._survey.busy_changed.connect(lambda _busy: self._say_empty())

    def _columns(self) -> tuple[TableColumn, ...]:
        formats, theme = self._desk.formats, self._desk.theme

        def colour(copies: Copies) -> str:
            return theme.level(_VERDICT_LEVELS.get(worst(copies), Level.REFUSED))[1]

        return (
            TableColumn(
                _("Made"), lambda copies: formats.short_moment(copies[0].made_at), stretch=True
            ),
            TableColumn(_("Occasion"), self._by, width=100),
            TableColumn(
                _("File size"), lambda copies: formats.size(copies[0].size), figure=True, width=76
            ),
            TableColumn(_("Documents"), _documents, figure=True, width=74),
            TableColumn(
                _("Checked"),
                lambda copies: _(worst(copies).value),
                colour=colour,
                tip=self._verdicts,
                width=90,
            ),
        )

    def _by(self, copies: Copies) -> str:
        """What it was made for; an older one, as what it is kept."""
        keeping = next(
            (self._keeping[one.path] for one in copies if one.path in self._keeping), None
        )
        if keeping in (Keeping.WEEKLY, Keeping.MONTHLY):
            return _(keeping.value)
        return _(copies[0].why.value) if copies[0].why else ""

    def _verdicts(self, copies: Copies) -> str:
        """Each place with what is to be said of the copy there."""
        return "\n".join(titled(one.place.called, _(one.verdict.value)) for one in copies)

    # What is shown ----------------------------------------------------------------------------

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, how large it is stands at the right only."""
        super().resizeEvent(event)
        self.table.setColumnHidden(_SIZE, self.width() < _NARROW)

    @guarded()
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.reload()
        self.table.setFocus()

    def _reload_shown(self) -> None:
        if self.isVisible():
            self.reload()

    def reload(self) -> None:
        """Say what is known at once, and look into the places beside the screen."""
        database, counter = self._desk.database, self._desk.session.counter.id
        try:
            key = backup_keeping.key_of(database)
            places = backup_places.places_of(database, counter)
            self._shop = backup_keeping.shop_of(database)
            self._last = backup_state.last_in_places(database, counter)
        except StoreTrouble:
            return
        text = _("Password: set") if key else _("Password: none")
        self.password_button.setText(text)
        self.password_button.setAccessibleName(text)
        self.band.reload()
        if not self._seen:
            self.places.show_places(
                [PlaceSeen(place, True, None, ()) for place in places], self._last
            )
        store, name = self._store, _("Beside the shop’s file")

        def look(tell: Tell) -> list[PlaceSeen]:
            self._beside = kept_beside(store, name, key)
            return backup_survey.survey(places, key, mounted, tell)

        self._survey.start(
            look,
            self._show_seen,
            lambda _problems: None,
        )

    def _show_seen(self, seen: list[PlaceSeen]) -> None:
        self._seen = seen
        self._keeping = {
            path: keeping
            for one in seen
            for path, keeping in backups.keeping(one.backups, self._shop).items()
        }
        current = self.table.current_row()
        found = backup_survey.as_read(backup_survey.together(seen, self._beside), self._read)
        self.model.set_rows(found)
        self.places.show_places(seen, self._last | _last_seen(seen))
        if found:
            at = current[0].path if current else None
            places = [n for n, copies in enumerate(found) if any(c.path == at for c in copies)]
            self.table.select_only(places[0] if places else 0)
        self._say_empty()
        self._show_current()

    def _say_empty(self) -> None:
        """Where there is none: why, and what to do."""
        rows = bool(self.model.rows)
        self.table.setVisible(rows)
        self.empty.setVisible(not rows)
        is_kept = self._desk.counter_settings.keeps_backups
        at_rest, may = not self._survey.busy, self._desk.session.may
        self.first_button.setVisible(
            at_rest and is_kept and not self._seen and may(Permission.KEEP_BACKUPS)
        )
        self.make_button.setVisible(
            at_rest and is_kept and bool(self._seen) and may(Permission.MAKE_BACKUPS)
        )
        if not at_rest:
            self.empty.say(_("Looking into the places…"))
        elif not is_kept:
            self.empty.say(_("This is the demo shop. It is not kept, so it has no backups."))
        elif not self._seen:
            self.empty.say(_("There is no place for backups yet: add a folder, or better a stick."))
        else:
            self.empty.say(_("There is no backup here yet. Make one now."))

    def _show_current(self) -> None:
        copies = self.table.current_row() if self.model.rows else None
        self.check_button.setEnabled(copies is not None and not self._check.busy)
        self.side.show_copies(copies)

    # What is done -----------------------------------------------------------------------------

    def back_up_now(self) -> None:
        """Make one, as the button and Ctrl+K do."""
        self.band.now_button.click()

    def check_again(self) -> None:
        """Check every copy of the chosen backup once more, beside the screen."""
        copies = self.table.current_row()
        if copies is None or self._check.busy:
            return
        aside, key = self._store.parent, backup_keeping.key_of(self._desk.database)
        password = self.side.view.password.text()

        def work(tell: Tell) -> Copies:
            return tuple(
                backup_checks.check(
                    backup, aside, key, password, partial(_share, tell, number, len(copies))
                )
                for number, backup in enumerate(copies)
            )

        self.check_button.setText(_("Checking…"))
        self.check_button.setEnabled(False)
        self._check.start(work, partial(self._checked, bool(password)), lambda _problems: None)

    def _checked(self, typed: bool, checked: Copies) -> None:
        """Say what came of it; one of another password is asked about in the column."""
        self.check_button.setText(_("Check again"))
        self.check_button.setEnabled(True)
        current = self.table.current_row() if self.model.rows else None
        verdict = worst(checked)
        if current and current[0].path == checked[0].path:
            if verdict is BackupVerdict.NEEDS_PASSWORD:
                self.side.view.ask_to_check(wrong=typed)
                return
            if typed:
                self._read |= {each.path: each for each in checked if each.by_password}
                self.side.view.say_checked(verdict)
        self.reload()

    def add_place(self) -> None:
        """Ask for one more place."""
        if PlaceDialog(self._desk, self._store, self).exec():
            self._desk.bus.backed_up.emit()

    def remove_place(self, place: BackupPlace) -> None:
        """Take a place off the list; what lies there stays."""
        backup_places.remove(self._desk.session, place)
        self._desk.bus.backed_up.emit()

    def use_again(self, place: BackupPlace) -> None:
        """Have backups in the folder that is there now, and one at once."""
        backup_places.use_again(self._desk.session, self._store, place)
        self._desk.bus.backed_up.emit()
        self.back_up_now()

    def move_shop(self) -> None:
        """Move the shop to another computer; the window says so then."""
        if MoveDialog(self._desk, self).exec():
            self._desk.bus.settings_changed.emit()

    def change_password(self) -> None:
        """Set, change or take away the password."""
        if PasswordDialog(self._desk, self).exec():
            self._desk.bus.backed_up.emit()


def _last_seen(seen: Sequence[PlaceSeen]) -> dict[str, datetime]:
    """When each place had the last backup that lies there."""
    return {
        one.place.key: max(backup.made_at for backup in one.backups) for one in seen if one.backups
    }


def _share(tell: Tell, number: int, count: int, share: float) -> None:
    """Of several copies so many are checked, and of one more a part."""
    tell((number + share) / count)


def _documents(copies: Copies) -> str:
    known = next((one.facts for one in copies if one.facts is not None), None)
    return f"{known.documents:,}" if known else ""


def _open_folder(place: BackupPlace) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(place.folder)))
