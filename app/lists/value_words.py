"""How the value of a field is said that the audit log told: money, days, choices, names of ids."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.domain.counting import DECISIONS, CountGroup
from app.domain.kinds import KINDS
from app.domain.payments import TenderName
from app.domain.permissions import Permission, Role
from app.domain.printing import PrinterType, Purpose
from app.domain.quantities import ONE_UNIT, quantity_text
from app.domain.shifts import report_number
from app.formats import Formats, percent
from app.lists.setting_rows import value_text
from app.services.money.taxes import ALWAYS
from app.text import LANGUAGES, N_, _, day_text, ngettext, titled

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class NamesOfIds:
    """What ids are of, by the table: read once for what is shown."""

    price_lists: Mapping[int, str] = field(default_factory=dict)
    taxes: Mapping[int, str] = field(default_factory=dict)
    templates: Mapping[int, str] = field(default_factory=dict)
    products: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Saying:
    """What is needed to say a value: how the shop writes figures, names of ids, and when it was."""

    formats: Formats
    names: NamesOfIds
    at: str


Says = Callable[[Any, Saying], str]


def plain(value: Any, saying: Saying) -> str:
    """A value of which no more is known than what it is."""
    match value:
        case None:
            return "–"
        case bool():
            return _("Yes") if value else _("No")
        case Mapping():
            parts = (f"{key.replace('_', ' ')} {plain(one, saying)}" for key, one in value.items())
            return ", ".join(parts)
        case str():
            return value
        case Sequence():
            return ", ".join(plain(one, saying) for one in value)
    return str(value)


def money_said(value: Any, saying: Saying) -> str:
    return saying.formats.money(value) if isinstance(value, int) else plain(value, saying)


def discount_rate_said(value: Any, _saying: Saying) -> str:
    return percent(value)


def discount_said(value: Any, saying: Saying) -> str:
    if value.rate is not None:
        return percent(value.rate)
    return saying.formats.money(value.amount) if value.amount else _("None")


def setting_said(key: str) -> Says:
    return lambda value, saying: value_text(key, value, saying.formats.decimals)


def name_of_id(names: Callable[[NamesOfIds], Mapping[int, str]]) -> Says:
    return lambda value, saying: names(saying.names).get(value, f"{value}")


def decision_said(group: CountGroup) -> Says:
    taken, left = DECISIONS.get(group, (N_("Yes"), N_("No")))
    return lambda value, _saying: _(taken if value else left)


_STATES = {
    "draft": N_("Draft"),
    "discarded": N_("Discarded"),
    "posted": N_("Posted"),
    "voided": N_("Void"),
}


def state_said(value: Any, saying: Saying) -> str:
    return _(_STATES[value]) if value in _STATES else plain(value, saying)


def tender_said(value: Any, _saying: Saying) -> str:
    known = TenderName.__members__.get(str(value).upper())
    return _(known.value) if known else str(value)


def tender_name_said(value: Any, _saying: Saying) -> str:
    return str(value) or "–"


def settled_said(value: Values, saying: Saying) -> str:
    return ", ".join(f"{number} {money_said(amount, saying)}" for number, amount in value.items())


def prices_said(value: Values, saying: Saying) -> str:
    return ", ".join(f"{sku} {_price(price, saying)}" for sku, price in value.items())


def _price(value: Any, saying: Saying) -> str:
    return "–" if value is None else money_said(value, saying)


def list_prices(value: Values, saying: Saying) -> str:
    """Prices in lists: Member 15.00, from 10 12.00."""
    return "; ".join(
        f"{name} " + ", ".join(_step(at, money, saying) for at, money in steps)
        for name, steps in value.items()
    )


def _step(at: int, money: int, saying: Saying) -> str:
    price = saying.formats.price(money)
    if at <= ONE_UNIT:
        return price
    return _("from {quantity} {price}").format(quantity=quantity_text(at), price=price)


def packs(value: Sequence[tuple[str, int]], _saying: Saying) -> str:
    """Pack units with how many of the base unit they hold: box 10."""
    return ", ".join(f"{name} {quantity_text(size)}" for name, size in value)


def periods(value: Sequence[tuple[str, str | None, int]], _saying: Saying) -> str:
    """The rates of a tax over time: 19 % 1 Jan 2020."""
    return ", ".join(
        " ".join(
            [percent(rate), *(day_text(day) for day in (since, until) if day and day != ALWAYS)]
        )
        for since, until, rate in value
    )


def days_said(value: Any, _saying: Saying) -> str:
    return ngettext("{count} day", "{count} days", int(value))


def design_said(_value: Any, _saying: Saying) -> str:
    return _("a design of its own")


def _use(use: str) -> str:
    kind, space, paper = use.partition(" ")
    return f"{_(KINDS[kind].name)} {paper}" if kind in KINDS and space else use


def defaults_said(value: Values, saying: Saying) -> str:
    return ", ".join(titled(_use(use), _template(key, saying)) for use, key in value.items())


def _template(key: str, saying: Saying) -> str:
    return saying.names.templates.get(int(key), key) if key.isdigit() else _("built in")


def printers_said(value: Sequence[Values], _saying: Saying) -> str:
    return ", ".join(
        " ".join([str(one.get("name", "")), f"({_printer_type(one)})"]) for one in value
    )


def _printer_type(printer: Values) -> str:
    found = PrinterType.__members__.get(str(printer.get("type")))
    return _(found.value) if found else ""


def printouts_said(value: Values, _saying: Saying) -> str:
    return ", ".join(
        titled(_purpose(purpose), chosen.get("printer") or "–") for purpose, chosen in value.items()
    )


def _purpose(name: str) -> str:
    return _(Purpose[name].value) if name in Purpose.__members__ else name


def names_said(value: Sequence[Any], saying: Saying) -> str:
    """Sizes of papers and labels, each by its name."""
    return ", ".join(_name_in(one, saying) for one in value)


def _name_in(value: Any, saying: Saying) -> str:
    kept = value
    if isinstance(value, str):
        try:
            kept = json.loads(value)
        except ValueError:
            return value
    name = kept.get("name") if isinstance(kept, Mapping) else None
    return str(name) if name else plain(kept, saying)


def percentages_said(value: Sequence[int], _saying: Saying) -> str:
    return ", ".join(percent(one * 1_000) for one in value)


_WORDS = {
    "set": N_("set"),
    "none": N_("none"),
    "new": N_("new"),
    "used": N_("used"),
    "changed": N_("changed"),
    "removed": N_("taken away"),
    "pin": N_("PIN"),
    "badge": N_("Badge"),
    "name or badge": N_("name or badge"),
    "recovery code": N_("Recovery code"),
    "there": N_("there"),
}
"""What is told of a secret is never the secret."""


def word_said(value: Any, saying: Saying) -> str:
    return _(_WORDS[value]) if value in _WORDS else plain(value, saying)


def permission_said(value: Any, saying: Saying) -> str:
    """One action that needs a permission, or several."""
    names = value if isinstance(value, list) else [value]
    known = Permission.__members__
    return ", ".join(
        _(known[name].value) if name in known else plain(name, saying) for name in names
    )


def quantity_said(value: Any, saying: Saying) -> str:
    return saying.formats.quantity(value) if isinstance(value, int) else plain(value, saying)


def role_said(value: Any, saying: Saying) -> str:
    known = Role.__members__.get(str(value).upper())
    return _(known.value) if known else plain(value, saying)


def language_said(value: Any, saying: Saying) -> str:
    return LANGUAGES.get(value, plain(value, saying))


IMPORTS = {
    "items": N_("Items"),
    "contacts": N_("Customers and suppliers"),
    "prices": N_("Prices"),
    "opening": N_("Opening stock with serial numbers"),
    "purchase": N_("Purchase with serial numbers"),
    "count": N_("What was counted"),
    "packing_list": N_("Packing list"),
    "second_identifiers": N_("Second identifiers"),
    "unit_prices": N_("Units' own prices"),
    "sought": N_("Serial numbers to look up"),
}


def import_said(value: Any, _saying: Saying) -> str:
    return _(IMPORTS[value]) if value in IMPORTS else str(value)


def report_said(value: Any, saying: Saying) -> str:
    """The number of a Z report, whose year is that of the day it was closed."""
    if not isinstance(value, int):
        return str(value)
    return report_number(datetime.fromisoformat(saying.at).astimezone().year, value)
