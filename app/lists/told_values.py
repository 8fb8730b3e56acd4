"""What stood in a field before and after, as an owner reads it: a title, and the value in words.

The audit log keeps fields by the names of the program and values as they are stored. Money, dates
and choices are said as the screen says them, an id by the name of what it is of (U4). A field that
is not known here, of another version, is said by its name.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.domain.counting import CountGroup
from app.domain.pricing import Discount
from app.lists.setting_rows import SETTINGS
from app.lists.value_words import (
    NamesOfIds,
    Saying,
    Says,
    Values,
    days_said,
    decision_said,
    defaults_said,
    design_said,
    discount_rate_said,
    discount_said,
    import_said,
    language_said,
    list_prices,
    money_said,
    name_of_id,
    names_said,
    packs,
    percentages_said,
    periods,
    permission_said,
    plain,
    prices_said,
    printers_said,
    printouts_said,
    quantity_said,
    report_said,
    role_said,
    setting_said,
    settled_said,
    state_said,
    tender_name_said,
    tender_said,
    word_said,
)
from app.services.audit import Subject
from app.text import N_, _, titled

LONGEST = 200
"""Letters of a value that are shown; all of it is kept."""

_SPACES = re.compile(r"[ \t\r\n]+")
_NAMES = NamesOfIds()
"""Where none was read."""


def said(subject: str | None, values: Values, saying: Saying) -> str:
    """Fields with what stood in them, in the order they are kept."""
    return "; ".join(
        titled(title, _value(value, says, saying))
        for title, says, (value,) in _fields(subject, (values,), saying)
    )


def changes_said(
    subject: str | None, before: Values, after: Values, saying: Saying
) -> Sequence[str]:
    """Each field with what stood in it before and after; one that is new has no before."""
    return [
        titled(title, _value(new, says, saying))
        if not before
        else _("{field}: {before} → {after}").format(
            field=title, before=_value(old, says, saying), after=_value(new, says, saying)
        )
        for title, says, (old, new) in _fields(subject, (before, after), saying)
    ]


_Field = tuple[str, "Says", tuple[Any, ...]]


def _fields(subject: str | None, sides: tuple[Values, ...], saying: Saying) -> Iterator[_Field]:
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
            yield title, discount_said, tuple(_discount_in(side) for side in sides)
        else:
            yield title, says, tuple(side.get(key) for side in sides)


def _discount_in(side: Values) -> Discount | None:
    if "discount" not in side and "discount_rate" not in side:
        return None
    rate = side.get("discount_rate")
    return Discount(rate=rate) if rate is not None else Discount(side.get("discount") or 0)


def _value(value: Any, says: "Says", saying: Saying) -> str:
    text = "–" if value is None or value in ("", [], {}) else says(value, saying)
    text = _SPACES.sub(" ", text).strip()
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _known(subject: str | None, key: str, names: NamesOfIds = _NAMES) -> tuple[str, Says]:
    """How a field is called, and how its values are said."""
    group, colon, product = key.partition(":")
    if subject == Subject.DOCUMENT.value and group.upper() in CountGroup.__members__:
        title = _(CountGroup[group.upper()].value)
        if colon:
            name = names.products.get(int(product), product)
            title = f"{title}, {name}"
        return title, decision_said(CountGroup[group.upper()])
    if key in SETTINGS and subject in _WITH_SETTINGS:
        return _(SETTINGS[key].title), setting_said(key)
    own = _OF_SUBJECT.get(subject or "", {}).get(key) or _FIELDS.get(key)
    return (_(own[0]), own[1]) if own else (key.replace("_", " "), plain)


# Which fields there are ---------------------------------------------------------------------------

_WITH_SETTINGS = frozenset({Subject.SHOP.value, Subject.PERSON.value, Subject.COUNTER.value})

_FIELDS: Mapping[str, tuple[str, Says]] = {
    "state": (N_("State"), state_said),
    "name": (N_("Name"), plain),
    "active": (N_("Active"), plain),
    "note": (N_("Note"), plain),
    "address": (N_("Address"), plain),
    "price": (N_("Price"), money_said),
    "discount": (N_("Discount"), money_said),
    "discount_rate": (N_("Discount"), discount_rate_said),
    "lines": (N_("Lines"), plain),
    "total": (N_("Total"), money_said),
    "settles": (N_("Settles"), settled_said),
    "tender": (N_("Paid by"), tender_said),
    "amount": (N_("Amount"), money_said),
    "template": (N_("Template"), plain),
    "printer": (N_("Printer"), plain),
    "copies": (N_("Copies"), plain),
    "number": (N_("Number"), report_said),
    "second": (N_("Second identifier"), plain),
    "own_price": (N_("Own price"), money_said),
    "code": (N_("Code"), plain),
    "serials": (N_("Serial numbers"), plain),
    "sku": (N_("SKU"), plain),
    "unit": (N_("Unit"), plain),
    "unit_decimals": (N_("Decimals of the unit"), plain),
    "purchase_price": (N_("Purchase price"), money_said),
    "sale_price": (N_("Sale price"), money_said),
    "track_serials": (N_("Serial numbers"), plain),
    "track_batches": (N_("Batch numbers"), plain),
    "track_shelf_life": (N_("Shelf life"), plain),
    "is_bundle": (N_("Bundle"), plain),
    "warranty_months": (N_("Warranty in months"), plain),
    "tax_id": (N_("Tax"), name_of_id(lambda names: names.taxes)),
    "barcodes": (N_("Barcodes"), plain),
    "packs": (N_("Pack units"), packs),
    "list_prices": (N_("Price lists"), list_prices),
    "prices": (N_("Prices"), prices_said),
    "is_customer": (N_("Customer"), plain),
    "is_supplier": (N_("Supplier"), plain),
    "phone": (N_("Phone"), plain),
    "email": (N_("Email"), plain),
    "price_list_id": (N_("Price list"), name_of_id(lambda names: names.price_lists)),
    "credit_limit": (N_("Credit limit"), money_said),
    "payment_days": (N_("Pays within days"), days_said),
    "periods": (N_("Rates"), periods),
    "opens_drawer": (N_("It opens the cash drawer"), plain),
    "place": (N_("Place"), plain),
    "content": (N_("Design"), design_said),
    "kind": (N_("What was imported"), import_said),
    "file": (N_("File"), plain),
    "rows": (N_("Rows"), plain),
    "undone": (N_("Undone"), plain),
    "float": (N_("Float"), money_said),
    "differs": (N_("Differs from what was left"), money_said),
    "expected": (N_("Expected"), money_said),
    "counted": (N_("Counted"), money_said),
    "line": (N_("Line"), plain),
    "item": (N_("Item"), plain),
    "quantity": (N_("Quantity"), quantity_said),
    "role": (N_("Role in the shop"), role_said),
    "pin": (N_("PIN"), word_said),
    "badge": (N_("Badge"), word_said),
    "by": (N_("Proved by"), word_said),
    "language": (N_("Language"), language_said),
    "places": (N_("Places of backups"), plain),
    "password": (N_("Password of backups"), word_said),
    "backup": (N_("Backup"), plain),
    "kept_aside": (N_("Kept aside"), plain),
    "documents": (N_("Documents"), plain),
    "newest_document": (N_("Newest document"), plain),
    "newest_seal": (N_("Newest seal"), plain),
    "seals": (N_("Seals"), plain),
    "default_templates": (N_("Default templates"), defaults_said),
    "label_sizes": (N_("Label sizes"), names_said),
    "paper_sizes": (N_("Paper sizes"), names_said),
    "default_tax": (N_("Tax of items that name none"), name_of_id(lambda names: names.taxes)),
    "discount_presets": (N_("Offered discounts"), percentages_said),
    "moved": (N_("Moved to another computer"), plain),
    "pins": (N_("Pinned pages"), plain),
    "open_groups": (N_("Open groups of the menu"), plain),
    "first_steps": (N_("First steps are shown"), plain),
    "scanner": (N_("Scanner"), plain),
    "printers": (N_("Printers"), printers_said),
    "printouts": (N_("Printed on"), printouts_said),
    "calibrations": (N_("Calibration of printers"), plain),
    "labels_at_scan": (N_("A label at each scan of a purchase"), plain),
}

_OF_APPROVALS: Mapping[str, tuple[str, Says]] = {
    "permission": (N_("Action"), permission_said),
    "permissions": (N_("Action"), permission_said),
    "approved_by": (N_("Approved by"), plain),
    "off": (N_("Discount"), discount_rate_said),
    "price": (N_("Price"), money_said),
    "quantity": (N_("Quantity"), quantity_said),
    "amount": (N_("Amount"), money_said),
}
"""What is said of an approval (U3), in this order."""

_OF_SUBJECT: Mapping[str, Mapping[str, tuple[str, Says]]] = {
    Subject.SERIAL.value: {"number": (N_("Serial number"), plain)},
    Subject.PERSON.value: {
        "name": (N_("Full name"), plain),
        "code": (N_("Recovery code"), word_said),
        **_OF_APPROVALS,
    },
    Subject.SHOP.value: {"code": (N_("Recovery code"), word_said)},
    Subject.TENDER.value: {
        "active": (N_("It can be chosen for a payment"), plain),
        "name": (N_("Name"), tender_name_said),
    },
}
"""Where a field is called otherwise in one table than in the others."""


def title_of(subject: str, key: str) -> str | None:
    """What a field of a table is called, in the language in use; None where it is not known."""
    title, says = _known(subject, key)
    return None if says is plain and title == key.replace("_", " ") else title
