"""What is in the chosen backup."""

from PySide6.QtWidgets import QFormLayout, QFrame, QLabel, QWidget

from app.domain.kinds import PURCHASE, SALE
from app.domain.permissions import Permission
from app.formats import Formats
from app.gui.kit.desk import Desk
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import Paragraph, column, label, name_label
from app.services.keeping.backup_survey import Copies
from app.services.keeping.facts import Facts
from app.text import _


class InBackup(QFrame):
    """The facts of one backup, by which people know it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setProperty("role", "card")
        self.title = label("", "section")
        self.title.setWordWrap(True)
        self.said = Paragraph("muted")
        self._figures = QWidget()
        self._below = column(self._figures)
        self.setLayout(
            column(self.title, self.said, self._below, None, margin=GRID * 2, gap=GRID * 3 // 2)
        )
        self.show_copies(None)

    def show_copies(self, copies: Copies | None) -> None:
        """Show one backup; none: say that one is to be chosen."""
        known = next((one.facts for one in copies or () if one.facts is not None), None)
        if copies is None:
            self.title.setText(_("What is in a backup"))
            self.said.setText(_("Choose a backup in the list."))
        else:
            when = self._desk.formats.short_moment(copies[0].made_at)
            self.title.setText(_("In the backup of {when}").format(when=when))
            self.said.setText("" if known else _unknown(copies))
        self._show_rows([] if copies is None else self._rows(copies, known))

    def _show_rows(self, rows: list[tuple[str, str]]) -> None:
        old, self._figures = self._figures, QWidget()
        form = QFormLayout(self._figures)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(GRID)
        form.setHorizontalSpacing(GRID * 3)
        for title, value in rows:
            shown: QLabel = name_label(value)
            form.addRow(label(title, "muted", shown), shown)
        self._below.replaceWidget(old, self._figures)
        old.deleteLater()

    def _rows(self, copies: Copies, known: Facts | None) -> list[tuple[str, str]]:
        rows = self._facts(known) if known else []
        rows.append((_("Encrypted"), _("yes") if copies[0].encrypted else _("no")))
        for one in copies:
            rows.append((one.place.called, f"{_(one.verdict.value)} · {one.path.name}"))
        return rows

    def _facts(self, known: Facts) -> list[tuple[str, str]]:
        formats = Formats(self._desk.formats.language, known.currency or "CNY")
        newest = f"{known.newest_number}, {formats.moment(known.newest_at)}"
        rows = [
            (_("Shop"), known.shop),
            (_("Newest document"), newest if known.newest_number else _("none")),
            (_("Documents"), f"{known.documents:,}"),
            (_("Last sales invoice"), known.last_number(SALE.key) or _("none")),
            (_("Last purchase invoice"), known.last_number(PURCHASE.key) or _("none")),
            (_("Serial numbers"), f"{known.serials:,}"),
            (_("In stock"), f"{known.in_stock:,}"),
        ]
        if self._desk.session.may(Permission.SEE_COST):
            rows.append((_("Owed by customers"), formats.price(known.owed_by_customers)))
        rows.append((_("Made by Serialdesk"), known.program))
        return rows


def _unknown(copies: Copies) -> str:
    if copies[0].encrypted:
        return _("It is encrypted with another password: what is in it is not known here.")
    return _("What is in it is not known yet. Check again finds out.")
