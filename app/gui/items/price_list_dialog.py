"""A price list's name, and whether it is in use."""

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from app.gui.kit.desk import Desk
from app.gui.kit.entry_dialog import EntryDialog
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import Paragraph, button, column, label, row
from app.services.money import price_lists
from app.text import _, ngettext
from db.queries.prices import PriceList, contacts_with


class PriceListDialog(EntryDialog):
    """Accepted once the list is made or changed; ``made`` is its id then."""

    def __init__(self, desk: Desk, found: PriceList | None, parent: QWidget) -> None:
        super().__init__(desk, parent)
        self._found = found
        self.made: int | None = None
        self.setWindowTitle(_("New price list") if found is None else _("Change price list"))
        self.setMinimumWidth(440)
        self.name = QLineEdit(found.name if found else "")
        self.name.setMaxLength(60)
        self.name.setAccessibleName(_("Name"))
        self.name.setPlaceholderText(_("Such as Member or Wholesale"))
        self.active = QCheckBox(_("In use"))
        self.active.setChecked(found is None or found.active)
        said = Paragraph("muted")
        if found is not None:
            said.setText(
                ngettext(
                    "{count} contact has this list. One that is not in use prices nothing.",
                    "{count} contacts have this list. One that is not in use prices nothing.",
                    contacts_with(desk.database, found.id),
                )
            )
        self.ok_button = button(_("OK"), role="primary")
        cancel = button(_("Cancel"))
        self.setLayout(
            column(
                column(label(_("Name"), "muted", self.name), self.name, gap=4),
                self.active,
                said,
                self.problems,
                row(None, cancel, self.ok_button),
                margin=GRID * 2,
                gap=GRID * 3 // 2,
            )
        )
        for part in (self.active, said):
            part.setVisible(found is not None)
        self.name.returnPressed.connect(self.ok_button.click)
        self.ok_button.clicked.connect(self.save)
        cancel.clicked.connect(self.reject)
        self.name.setFocus()

    def is_entered(self) -> bool:
        """Something is another than it was."""
        name, active = (self._found.name, self._found.active) if self._found else ("", True)
        return (self.name.text().strip(), self.active.isChecked()) != (name, active)

    def save(self) -> None:
        """Make or change the list; what stands against it is said here."""
        id = self._found.id if self._found else None
        name, active = self.name.text(), self.active.isChecked()
        self.made = self.carry_out(lambda: price_lists.save(self._desk.session, name, id, active))
