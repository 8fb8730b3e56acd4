"""Settings › Audit log: what was changed, by whom, before and after; nobody can change it (U4)."""

from PySide6.QtWidgets import QAbstractItemView

from app.gui.kit.desk import Desk
from app.gui.kit.forms import ChoiceField
from app.gui.lists.list_page import ListPage, Words
from app.lists.audit import AUDIT
from app.services.audit import Action
from app.text import _, ngettext
from db.queries.lists.audit import AuditAsked, AuditRow


class AuditLogPage(ListPage):
    """Reads only; Enter opens the document that an entry is of."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        actions = [((action.name.lower(),), _(action.value)) for action in Action]
        self.action = ChoiceField([((), _("Everything")), *actions])
        self.action.setAccessibleName(_("What was done"))
        words = Words(
            title=_("Audit log"),
            empty=_("Nothing was changed yet. What is changed later is written down here."),
            find=_("Number, name, reason, value"),
        )
        super().__init__(desk, AUDIT, words, self._asked, _counted, (self.action,))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.action.activated.connect(self.reload)
        self.table.chosen.connect(self._open)

    def _asked(self, text: str) -> AuditAsked:
        return AuditAsked(text, self.action.currentData())

    def _open(self, entry: AuditRow) -> None:
        if entry.document_id is not None:
            self._desk.bus.open_document.emit(entry.document_id)


def _counted(count: int) -> str:
    return ngettext("{count} entry", "{count} entries", count, f"{count:,}")
