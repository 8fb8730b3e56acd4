"""Settings › People: who works here, what they may, and how they sign in (U1, U2)."""

from PySide6.QtWidgets import QWidget

from app.domain.permissions import Permission
from app.gui.kit.desk import Desk
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import card, column, row
from app.gui.lists.list_page import Words
from app.gui.lists.record_page import RecordPage
from app.gui.people.editor import PersonEditor
from app.gui.people.recovery_card import RecoveryCard
from app.lists.people import PEOPLE
from app.services import people, proving
from app.text import _, ngettext
from db.queries import people as people_reads
from db.queries.lists.people import PeopleAsked

_WIDE = 480


class PeoplePage(RecordPage):
    """The list of people, and the editor of the one that was opened from it.

    Where somebody has a PIN for the first time, the shop gets its recovery code.
    """

    def __init__(self, desk: Desk) -> None:
        words = Words(
            title=_("People"),
            new=_("New person"),
            empty=_("adds somebody who works here."),
        )
        editor = PersonEditor(desk)
        super().__init__(desk, PEOPLE, words, editor)
        self._asked_before = people_reads.signs_in(desk.database)
        self.recovery = RecoveryCard(desk)
        shown = card(column(self.recovery, margin=GRID * 3))
        shown.setFixedWidth(_WIDE)
        self._code = QWidget()
        self._code.setLayout(row(None, column(None, shown, None), None))
        self.stack.addWidget(self._code)
        editor.recovery_button.clicked.connect(self.make_code)
        self.recovery.done.connect(self.show_list)

    def asked(self, text: str) -> PeopleAsked:
        return PeopleAsked(self.with_inactive.isChecked())

    def count_text(self, count: int) -> str:
        return ngettext("{count} person", "{count} people", count, f"{count:,}")

    def show_list(self, id: int | None = None) -> None:
        """Back to the list; first the recovery code, where there is none yet."""
        if self._needs_code():
            self.make_code()
            return
        super().show_list(id)
        session, asks = self.desk.session, people_reads.signs_in(self.desk.database)
        if asks is not self._asked_before or session.fresh().person != session.person:
            self._asked_before = asks
            self.desk.bus.settings_changed.emit()

    def _needs_code(self) -> bool:
        """Somebody has a PIN, there is no way back yet, and who is here may make one."""
        database, session = self.desk.database, self.desk.session.fresh()
        return (
            session.may(Permission.CHANGE_SETTINGS)
            and any(one.has_pin for one in people.in_service(database))
            and not proving.has_recovery_code(database)
        )

    def make_code(self) -> None:
        """Make a recovery code and show it, this once."""
        code = proving.make_recovery_code(self.desk.session)
        self.stack.setCurrentWidget(self._code)
        self.recovery.show_code(code)
