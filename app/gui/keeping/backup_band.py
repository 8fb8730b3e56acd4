"""On top of the page: the last good backup, where it is, what is wrong, and *Back up now*."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QProgressBar

from app.domain.keeping import Safety
from app.domain.permissions import Permission
from app.domain.verdicts import Level
from app.gui.keeping.backup_sign import LEVELS, SIGNS, more_of, state_of
from app.gui.kit.desk import Desk
from app.gui.kit.icons import icon
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import Paragraph, button, column, label, picture, row
from app.services.keeping import backup_places
from app.services.keeping.backup_places import BackupPlace
from app.services.keeping.backup_state import BackupLast, BackupState
from app.text import _, ngettext

_ICON = 32


class BackupBand(QFrame):
    """Says how safe the shop is. While a backup is made it says how far it is."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setProperty("role", "card")
        self._sign = picture()
        self.title = label("", "section")
        self.said, self.wrong = Paragraph("secondary"), Paragraph("secondary")
        self.bar = QProgressBar(textVisible=False)
        self.bar.setFixedHeight(4)
        self.bar.setAccessibleName(_("Progress"))
        self.bar.hide()
        self.now_button = button(_("Back up now"), "Ctrl+B", "primary")
        words = column(self.title, self.said, self.wrong, self.bar, gap=4)
        parts = row(self._sign, words, self.now_button, margin=GRID * 2, gap=GRID * 2)
        parts.setStretch(1, 1)
        self.setLayout(parts)
        self.now_button.clicked.connect(desk.bus.backup_asked)
        desk.bus.backup_going.connect(self._show_progress)
        self.now_button.setVisible(desk.session.may(Permission.MAKE_BACKUPS))

    def reload(self) -> None:
        """Say what stands now."""
        state = state_of(self._desk)
        if state is None:
            return
        level = LEVELS.get(state.safety, Level.NOTED)
        colour = self._desk.theme.level(level)[1]
        sign = SIGNS.get(level, SIGNS[Level.ACCEPTED])
        self._sign.setPixmap(icon(sign, colour).pixmap(QSize(_ICON, _ICON)))
        places = backup_places.places_of(self._desk.database, self._desk.session.counter.id)
        self.title.setText(self._title(state))
        self.said.setText(self._about(state, places))
        self.wrong.setText(more_of(state))
        self.wrong.setStyleSheet(f"color: {colour}")
        self.wrong.setVisible(bool(self.wrong.text()))
        self.now_button.setEnabled(state.safety is not Safety.UNKEPT)

    def _title(self, state: BackupState) -> str:
        if state.safety is Safety.UNKEPT:
            return _("The demo shop is not backed up")
        if state.last is None:
            return _("No backup yet")
        when = self._desk.formats.short_moment(state.last.made_at)
        return _("Last good backup: {when}").format(when=when)

    def _about(self, state: BackupState, places: list[BackupPlace]) -> str:
        if state.safety is Safety.UNKEPT:
            return _("It is deleted when it is closed.")
        said = []
        if state.last is not None:
            said.append(_what_is_in(state.last))
            said.append(_where(state.last, places))
        if places:
            said.append(_("The next one is made at closing, and once a day."))
        else:
            said.append(_("Add a place for backups below: a folder, or better a stick."))
        return " ".join(said)

    def _show_progress(self, percent: int | None) -> None:
        self.bar.setVisible(percent is not None)
        self.bar.setRange(0, 100)
        self.bar.setValue(percent or 0)
        self.now_button.setEnabled(percent is None)
        if percent is not None:
            self.title.setText(_("A backup is being made…"))


def _what_is_in(last: BackupLast) -> str:
    documents = ngettext(
        "{count} document", "{count} documents", last.documents, f"{last.documents:,}"
    )
    serials = ngettext(
        "{count} serial number", "{count} serial numbers", last.serials, f"{last.serials:,}"
    )
    return _("Opened, checked and counted: {documents}, {serials}.").format(
        documents=documents, serials=serials
    )


def _where(last: BackupLast, places: list[BackupPlace]) -> str:
    """In which of today's places it is."""
    having = [place.called for place in places if place.key in last.places]
    if len(having) == len(places) > 1:
        return _("It is in all places below.")
    if not having:
        return _("It is in none of the places below.")
    return _("It is in {places}.").format(places=_(", ").join(having))
