"""Settings › Taxes: named taxes, their rates over time, and which is that of most items (M4)."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from PySide6.QtWidgets import QLineEdit

from app.domain.dates import is_date
from app.formats import percent
from app.gui.kit.desk import Desk
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import card, column
from app.gui.lists.list_page import Words
from app.gui.lists.record_editor import RecordEditor
from app.gui.lists.record_history import ToldField
from app.gui.lists.record_page import RecordPage
from app.gui.settings.tax_periods import PeriodList
from app.lists.taxes import TAXES
from app.services import clock
from app.services.audit import Subject
from app.services.money import taxes
from app.services.money.taxes import TaxForm
from app.text import _, day_text, ngettext
from db.queries.lists.taxes import TaxesAsked


class TaxEditor(RecordEditor):
    """Adds or edits one tax."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Add tax"), Subject.TAX)
        name = QLineEdit()
        name.setMaxLength(60)
        parts = (
            self.add("name", _("Name"), name),
            self.add("periods", _("Rates"), PeriodList()),
            self.add_check("default", _("Tax of items that name none")),
            self.add_check("active", _("Active")),
        )
        body = card(column(*parts, margin=GRID * 2, gap=GRID * 3 // 2))
        self.arrange_beside(body, name)

    def told_fields(self) -> dict[str, ToldField]:
        """Rates as they are read."""
        told = dict(super().told_fields())
        return told | {"periods": ToldField(told["periods"].title, _periods_said)}

    def read(self, id: int | None) -> dict[str, Any]:
        form = TaxForm("") if id is None else taxes.load(self.desk.database, id)
        return asdict(form) | {"periods": list(form.periods)}

    def write(self, values: dict[str, Any], id: int | None) -> int:
        return taxes.save(self.desk.session, TaxForm(**values), id)


class TaxesPage(RecordPage):
    """The list of taxes, and the editor of the one that was opened from it."""

    def __init__(self, desk: Desk) -> None:
        words = Words(
            title=_("Taxes"),
            new=_("New tax"),
            empty=_("adds the first one, such as VAT with its rate."),
        )
        super().__init__(desk, TAXES, words, TaxEditor(desk))

    def asked(self, text: str) -> TaxesAsked:
        return TaxesAsked(clock.today().isoformat(), self.with_inactive.isChecked())

    def count_text(self, count: int) -> str:
        return ngettext("{count} tax", "{count} taxes", count, f"{count:,}")


def _periods_said(periods: Sequence[tuple[str, str | None, int]]) -> str:
    return _(", ").join(_period_said(*period) for period in periods)


def _period_said(since: str, until: str | None, rate: int) -> str:
    days = [day_text(day) for day in (since, until) if day and is_date(day) and day != taxes.ALWAYS]
    return " ".join([percent(rate), *days])
