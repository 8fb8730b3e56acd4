"""What stood in a field before and after, as an owner reads it: a title, and the value in words.

The audit log keeps fields by the names of the program and values as they are stored. Money, dates
and choices are said as the screen says them, an id by the name of what it is of (U4). A field that
is not known here, of another version, is said by its name.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.domain.counting import DECISIONS, CountGroup
from app.domain.kinds import KINDS
from app.domain.payments import TenderName
from app.domain.permissions import Permission, Role
from app.domain.pricing import Discount
from app.domain.printing import PrinterType, Purpose
from app.domain.quantities import ONE_UNIT, quantity_text
from app.domain.shifts import report_number
from app.formats import Formats, percent
from app.lists.setting_rows import SETTINGS, value_text
from app.services.audit import Subject
from app.services.money.taxes import ALWAYS
from app.text import LANGUAGES, N_, _, day_text, ngettext

LONGEST = 200
"""Letters of a value that are shown; all of it is kept."""

_SPACES = re.compile(r"[ \t\r\n]+")
_Values = Mapping[str, Any]


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


_Says = Callable[[Any, Saying], str]


def said(subject: str | None, values: _Values, saying: Saying) -> str:
    """Fields with what stood in them, in the order they are kept."""
    return "; ".join(
        f"{title}: {_value(value, says, saying)}"
        for title, says, (value,) in _fields(subject, (values,), saying)
    )


def changes_said(
    subject: str | None, before: _Values, after: _Values, saying: Saying
) -> Sequence[str]:
    """Each field with what stood in it before and after; one that is new has no before."""
    return [
        f"{title}: {_value(new, says, saying)}"
        if not before
        else _("{field}: {before} → {after}").format(
            field=title, before=_value(old, says, saying), after=_value(new, says, saying)
        )
        for title, says, (old, new) in _fields(subject, (before, after), saying)
    ]


_Field = tuple[str, "_Says", tuple[Any, ...]]


def _fields(subject: str | None, sides: tuple[_Values, ...], saying: Saying) -> Iterator[_Field]:
    """The title of each field, how its values are said, and its value on each side.

    A discount is one field, though it is kept as a percentage or as an amount. Of an approval what
    it was of is said; the rest is ids.
    """
    keys = list(dict.fromkeys(key for side in sides for key in side))
    if "approved_by" in keys:
        several = {"permission"} if "permissions" in keys else set()
        keys = [key for key in _OF_APPROVALS if key in keys and key not in several]
    for key in keys:
        if key == "discount_rate" and any("discount" in side for side in sides):
            continue
        title, says = _known(subject, key, saying.names)
        if key == "discount":
            yield title, _discount, tuple(_discount_in(side) for side in sides)
        else:
            yield title, says, tuple(side.get(key) for side in sides)


def _discount_in(side: _Values) -> Discount | None:
    if "discount" not in side and "discount_rate" not in side:
        return None
    rate = side.get("discount_rate")
    return Discount(rate=rate) if rate is not None else Discount(side.get("discount") or 0)


def _value(value: Any, says: "_Says", saying: Saying) -> str:
    text = "–" if value is None or value in ("", [], {}) else says(value, saying)
    text = _SPACES.sub(" ", text).strip()
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _known(subject: str | None, key: str, names: NamesOfIds = NamesOfIds()) -> tuple[str, _Says]:
    """How a field is called, and how its values are said."""
    group, colon, product = key.partition(":")
    if subject == Subject.DOCUMENT.value and group.upper() in CountGroup.__members__:
        title = _(CountGroup[group.upper()].value)
        if colon:
            name = names.products.get(int(product), product)
            title = f"{title}, {name}"
        return title, _decided(CountGroup[group.upper()])
    if key in SETTINGS and subject in _WITH_SETTINGS:
        return _(SETTINGS[key].title), _setting(key)
    own = _OF_SUBJECT.get(subject or "", {}).get(key) or _FIELDS.get(key)
    return (_(own[0]), own[1]) if own else (key.replace("_", " "), plain)


# How values are said ------------------------------------------------------------------------------


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


def _money(value: Any, saying: Saying) -> str:
    return saying.formats.money(value) if isinstance(value, int) else plain(value, saying)


def _discount_rate(value: Any, _saying: Saying) -> str:
    return percent(value)


def _discount(value: Any, saying: Saying) -> str:
    if value.rate is not None:
        return percent(value.rate)
    return saying.formats.money(value.amount) if value.amount else _("None")


def _setting(key: str) -> _Says:
    return lambda value, saying: value_text(key, value, saying.formats.decimals)


def _of_ids(names: Callable[[NamesOfIds], Mapping[int, str]]) -> _Says:
    return lambda value, saying: names(saying.names).get(value, f"{value}")


def _decided(group: CountGroup) -> _Says:
    taken, left = DECISIONS.get(group, (N_("Yes"), N_("No")))
    return lambda value, _saying: _(taken if value else left)


_STATES = {
    "draft": N_("Draft"),
    "discarded": N_("Discarded"),
    "posted": N_("Posted"),
    "voided": N_("Void"),
}


def _state(value: Any, saying: Saying) -> str:
    return _(_STATES[value]) if value in _STATES else plain(value, saying)


def _tender(value: Any, _saying: Saying) -> str:
    known = TenderName.__members__.get(str(value).upper())
    return _(known.value) if known else str(value)


def _tender_name(value: Any, _saying: Saying) -> str:
    return str(value) or "–"


def _settled(value: _Values, saying: Saying) -> str:
    return ", ".join(f"{number} {_money(amount, saying)}" for number, amount in value.items())


def _prices(value: _Values, saying: Saying) -> str:
    return ", ".join(f"{sku} {_price(price, saying)}" for sku, price in value.items())


def _price(value: Any, saying: Saying) -> str:
    return "–" if value is None else _money(value, saying)


def list_prices(value: _Values, saying: Saying) -> str:
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


def _days(value: Any, _saying: Saying) -> str:
    return ngettext("{count} day", "{count} days", int(value))


def _design(_value: Any, _saying: Saying) -> str:
    return _("a design of its own")


def _use(use: str) -> str:
    kind, space, paper = use.partition(" ")
    return f"{_(KINDS[kind].name)} {paper}" if kind in KINDS and space else use


def _defaults(value: _Values, saying: Saying) -> str:
    return ", ".join(f"{_use(use)}: {_template(key, saying)}" for use, key in value.items())


def _template(key: str, saying: Saying) -> str:
    return saying.names.templates.get(int(key), key) if key.isdigit() else _("built in")


def _printers(value: Sequence[_Values], _saying: Saying) -> str:
    return ", ".join(
        " ".join([str(one.get("name", "")), f"({_printer_type(one)})"]) for one in value
    )


def _printer_type(printer: _Values) -> str:
    found = PrinterType.__members__.get(str(printer.get("type")))
    return _(found.value) if found else ""


def _printouts(value: _Values, _saying: Saying) -> str:
    return ", ".join(
        f"{_purpose(purpose)}: {chosen.get('printer') or '–'}" for purpose, chosen in value.items()
    )


def _purpose(name: str) -> str:
    return _(Purpose[name].value) if name in Purpose.__members__ else name


def _named(value: Sequence[Any], saying: Saying) -> str:
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


def _percentages(value: Sequence[int], _saying: Saying) -> str:
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
    "there": N_("there"),
}
"""What is told of a secret is never the secret."""


def _word(value: Any, saying: Saying) -> str:
    return _(_WORDS[value]) if value in _WORDS else plain(value, saying)


def _permission(value: Any, saying: Saying) -> str:
    names = value if isinstance(value, list) else [value]
    known = Permission.__members__
    return ", ".join(
        _(known[name].value) if name in known else plain(name, saying) for name in names
    )


def _percent(value: Any, saying: Saying) -> str:
    return percent(value) if isinstance(value, int) else plain(value, saying)


def _quantity(value: Any, saying: Saying) -> str:
    return saying.formats.quantity(value) if isinstance(value, int) else plain(value, saying)


def _role(value: Any, saying: Saying) -> str:
    known = Role.__members__.get(str(value).upper())
    return _(known.value) if known else plain(value, saying)


def _language(value: Any, saying: Saying) -> str:
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


def _imported(value: Any, _saying: Saying) -> str:
    return _(IMPORTS[value]) if value in IMPORTS else str(value)


def _report(value: Any, saying: Saying) -> str:
    """The number of a Z report, whose year is that of the day it was closed."""
    if not isinstance(value, int):
        return str(value)
    return report_number(datetime.fromisoformat(saying.at).astimezone().year, value)


# Which fields there are ---------------------------------------------------------------------------

_WITH_SETTINGS = frozenset({Subject.SHOP.value, Subject.PERSON.value, Subject.COUNTER.value})

_FIELDS: Mapping[str, tuple[str, _Says]] = {
    "state": (N_("State"), _state),
    "name": (N_("Name"), plain),
    "active": (N_("Active"), plain),
    "note": (N_("Note"), plain),
    "address": (N_("Address"), plain),
    "price": (N_("Price"), _money),
    "discount": (N_("Discount"), _money),
    "discount_rate": (N_("Discount"), _discount_rate),
    "lines": (N_("Lines"), plain),
    "total": (N_("Total"), _money),
    "settles": (N_("Settles"), _settled),
    "tender": (N_("Paid by"), _tender),
    "amount": (N_("Amount"), _money),
    "template": (N_("Template"), plain),
    "printer": (N_("Printer"), plain),
    "copies": (N_("Copies"), plain),
    "number": (N_("Number"), _report),
    "second": (N_("Second identifier"), plain),
    "own_price": (N_("Own price"), _money),
    "code": (N_("Code"), plain),
    "serials": (N_("Serial numbers"), plain),
    "sku": (N_("SKU"), plain),
    "unit": (N_("Unit"), plain),
    "unit_decimals": (N_("Decimals of the unit"), plain),
    "purchase_price": (N_("Purchase price"), _money),
    "sale_price": (N_("Sale price"), _money),
    "track_serials": (N_("Serial numbers"), plain),
    "track_batches": (N_("Batch numbers"), plain),
    "track_shelf_life": (N_("Shelf life"), plain),
    "is_bundle": (N_("Bundle"), plain),
    "warranty_months": (N_("Warranty in months"), plain),
    "tax_id": (N_("Tax"), _of_ids(lambda names: names.taxes)),
    "barcodes": (N_("Barcodes"), plain),
    "packs": (N_("Pack units"), packs),
    "list_prices": (N_("Price lists"), list_prices),
    "prices": (N_("Prices"), _prices),
    "is_customer": (N_("Customer"), plain),
    "is_supplier": (N_("Supplier"), plain),
    "phone": (N_("Phone"), plain),
    "email": (N_("Email"), plain),
    "price_list_id": (N_("Price list"), _of_ids(lambda names: names.price_lists)),
    "credit_limit": (N_("Credit limit"), _money),
    "payment_days": (N_("Pays within days"), _days),
    "periods": (N_("Rates"), periods),
    "opens_drawer": (N_("It opens the cash drawer"), plain),
    "place": (N_("Place"), plain),
    "content": (N_("Design"), _design),
    "kind": (N_("What was imported"), _imported),
    "file": (N_("File"), plain),
    "rows": (N_("Rows"), plain),
    "undone": (N_("Undone"), plain),
    "float": (N_("Float"), _money),
    "differs": (N_("Differs from what was left"), _money),
    "expected": (N_("Expected"), _money),
    "counted": (N_("Counted"), _money),
    "line": (N_("Line"), plain),
    "item": (N_("Item"), plain),
    "quantity": (N_("Quantity"), _quantity),
    "role": (N_("Role"), _role),
    "pin": (N_("PIN"), _word),
    "badge": (N_("Badge"), _word),
    "by": (N_("By"), _word),
    "language": (N_("Language"), _language),
    "places": (N_("Places of backups"), plain),
    "password": (N_("Password of backups"), _word),
    "backup": (N_("Backup"), plain),
    "kept_aside": (N_("Kept aside"), plain),
    "documents": (N_("Documents"), plain),
    "newest_document": (N_("Newest document"), plain),
    "default_templates": (N_("Default templates"), _defaults),
    "label_sizes": (N_("Label sizes"), _named),
    "paper_sizes": (N_("Paper sizes"), _named),
    "default_tax": (N_("Tax of items that name none"), _of_ids(lambda names: names.taxes)),
    "discount_presets": (N_("Offered discounts"), _percentages),
    "moved": (N_("Moved to another computer"), plain),
    "pins": (N_("Pinned pages"), plain),
    "open_groups": (N_("Open groups of the menu"), plain),
    "first_steps": (N_("First steps are shown"), plain),
    "scanner": (N_("Scanner"), plain),
    "printers": (N_("Printers"), _printers),
    "printouts": (N_("Printed on"), _printouts),
    "calibrations": (N_("Calibration of printers"), plain),
    "labels_at_scan": (N_("A label at each scan of a purchase"), plain),
}

_OF_APPROVALS: Mapping[str, tuple[str, _Says]] = {
    "permission": (N_("Action"), _permission),
    "permissions": (N_("Action"), _permission),
    "approved_by": (N_("Approved by"), plain),
    "off": (N_("Discount"), _percent),
    "price": (N_("Price"), _money),
    "quantity": (N_("Quantity"), _quantity),
    "amount": (N_("Amount"), _money),
}
"""What is said of an approval (U3), in this order."""

_OF_SUBJECT: Mapping[str, Mapping[str, tuple[str, _Says]]] = {
    Subject.SERIAL.value: {"number": (N_("Serial number"), plain)},
    Subject.PERSON.value: {"code": (N_("Recovery code"), _word), **_OF_APPROVALS},
    Subject.SHOP.value: {"code": (N_("Recovery code"), _word)},
    Subject.TENDER.value: {
        "active": (N_("It can be chosen for a payment"), plain),
        "name": (N_("Name"), _tender_name),
    },
}
"""Where a field is called otherwise in one table than in the others."""


def title_of(subject: str, key: str) -> str | None:
    """What a field of a table is called, in the language in use; None where it is not known."""
    title, says = _known(subject, key)
    return None if says is plain and title == key.replace("_", " ") else title
