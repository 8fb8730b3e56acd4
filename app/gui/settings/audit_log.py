"""Settings › Audit log: what was changed, by whom, before and after; nobody can change it (U4)."""

from PySide6.QtWidgets import QAbstractItemView, QBoxLayout

from app.domain.permissions import Permission
from app.gui.kit.desk import Desk
from app.gui.kit.widgets import name_label
from app.gui.lists.list_page import ListPage, Words
from app.gui.settings.audit_filters import AuditFilters
from app.gui.settings.seal_export import SealExport
from app.lists.audit import AUDIT, AuditEntry, changes_of, document_text, subject_text, who_text
from app.services.audit import Subject
from app.text import _, ngettext
from db.queries.lists.audit import AuditAsked

PAGES = {
    Subject.ITEM: "items",
    Subject.CONTACT: "contacts",
    Subject.WAREHOUSE: "warehouses",
    Subject.TAX: "taxes",
    Subject.TENDER: "tenders",
    Subject.PRICE_LIST: "price_lists",
    Subject.TEMPLATE: "print_templates",
    Subject.SERIAL: "search",
    Subject.CARTON: "cartons",
    Subject.SHOP: "settings",
    Subject.IMPORT: "migration",
    Subject.SHIFT: "shifts",
    Subject.DRAWER: "drawer",
    Subject.PERSON: "people",
}
"""The page on which each thing is shown; what is not here, or not in the menu, is shown on none."""


class AuditLogPage(ListPage):
    """Reads only; Enter opens what an entry tells of: its document, or the record."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.filters = AuditFilters(desk)
        words = Words(
            title=_("Audit log"),
            empty=_("Nothing was changed yet. What is changed later is written down here."),
            find=_("Number, name, reason, value"),
        )
        super().__init__(
            desk,
            AUDIT,
            words,
            self._asked,
            _counted,
            (self.filters.action, self.filters.subject),
            between=(self.filters,),
        )
        self.told = name_label("", "secondary")
        """All of the entry that is selected, where the list has no room for it."""
        self.told.setWordWrap(True)
        self.told.setMaximumHeight(_TOLD_HEIGHT)
        layout = self.layout()
        assert isinstance(layout, QBoxLayout)
        layout.insertWidget(layout.indexOf(self.list) + 1, self.told)
        self.seals = SealExport(desk)
        layout.insertWidget(layout.indexOf(self.told) + 1, self.seals)
        self.offer(self.seals.button)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.filters.changed.connect(self.reload)
        self.table.chosen.connect(self._open)
        self.table.selectionModel().currentRowChanged.connect(self._tell)
        self.list.loaded.connect(self._tell)
        self._clear_button.clicked.connect(self.filters.clear)

    def _asked(self, text: str) -> AuditAsked:
        return self.filters.asked_for(text)

    def reload(self) -> None:
        """Read the list again, and offer the people and counters that there are now."""
        self.filters.fill()
        super().reload()

    def said_when_empty(self) -> str:
        if self.filters.stand and not self.text():
            return _("Nothing was found. Ask for less, or clear all filters.")
        return super().said_when_empty()

    def _tell(self, *_changed: object) -> None:
        """Say the whole of the entry that is selected."""
        entry = self.table.current_row()
        self.told.setVisible(entry is not None)
        if entry is None:
            return
        parts = [subject_text(entry)]
        if self._desk.session.may(Permission.SEE_COST):
            parts += changes_of(entry, self._desk.formats)
        if entry.row.reason:
            parts.append(f"“{entry.row.reason}”")
        parts += [document_text(entry) or "", who_text(entry)]
        text = " · ".join(dict.fromkeys(part for part in parts if part))
        self.told.setText(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…")

    def _open(self, entry: AuditEntry) -> None:
        if entry.document_id is not None:
            self._desk.bus.open_document.emit(entry.document_id)
            return
        subject = next((one for one in Subject if one.value == entry.row.subject), None)
        page = PAGES.get(subject) if subject else None
        if page is None:
            return
        part = entry.name if subject is Subject.SERIAL else entry.row.subject_id
        self._desk.bus.record_wanted.emit(page, part)


_TOLD_HEIGHT = 96
_LONGEST = 900
"""Letters of an entry that are said below the list; a file has all of it."""


def _counted(count: int) -> str:
    return ngettext("{count} entry", "{count} entries", count, f"{count:,}")
