"""What the audit log tells of a document, in words: what was done, from what to what (U4)."""

from collections.abc import Callable, Mapping
from typing import Any

from app.domain.permissions import Permission
from app.domain.pricing import Discount
from app.formats import Formats
from app.services.audit import Action, values_in
from app.text import _, ngettext
from db.queries.history import Event

Values = Mapping[str, Any]


def told_text(formats: Formats, event: Event) -> str:
    """One row of the log: of a price, a discount or a deletion also how much."""
    action = next((a for a in Action if a.name.lower() == event.action), None)
    if action is None:
        return event.action or ""
    before, after = values_in(event.before), values_in(event.after)
    says = _SAYS.get(action)
    text = says(formats, event.position, before, after) if says else ""
    return text or _(action.value)


def _price(formats: Formats, line: int | None, before: Values, after: Values) -> str:
    if not {"price"} <= before.keys() & after.keys():
        return ""
    old, new = (formats.price(int(side["price"])) for side in (before, after))
    text = _("Price of line {line} changed, {before} to {after}")
    if line is None:
        text = _("Price changed, {before} to {after}")
    return text.format(line=line, before=old, after=new)


def _discount(formats: Formats, line: int | None, before: Values, after: Values) -> str:
    old, new = (_off(formats, side) for side in (before, after))
    text = _("Discount of line {line} changed, {before} to {after}")
    if line is None:
        text = _("Discount changed, {before} to {after}")
    return text.format(line=line, before=old, after=new)


def _off(formats: Formats, side: Values) -> str:
    rate = side.get("discount_rate")
    return formats.discount(Discount(int(side.get("discount") or 0), rate)) or "0"


def _deleted(formats: Formats, _line: int | None, before: Values, _after: Values) -> str:
    text = _("Line {line} deleted: {item} × {quantity}")
    return text.format(
        line=before.get("line"),
        item=before.get("item"),
        quantity=formats.quantity(int(before.get("quantity") or 0)),
    )


def _taken_off(formats: Formats, line: int | None, before: Values, after: Values) -> str:
    gone = before.get("serials")
    if isinstance(gone, list) and len(gone) == 1:
        return _("Serial number {number} taken off").format(number=gone[0])
    if isinstance(gone, list):
        return ngettext(
            "{count} serial number taken off", "{count} serial numbers taken off", len(gone)
        )
    old, new = (formats.quantity(int(side.get("quantity") or 0)) for side in (before, after))
    text = _("Quantity lowered, {before} to {after}")
    if line is not None:
        text = _("Quantity of line {line} lowered, {before} to {after}")
    return text.format(line=line, before=old, after=new)


def _approved(_formats: Formats, _line: int | None, _before: Values, after: Values) -> str:
    name = after.get("permission")
    if name not in Permission.__members__:
        return ""
    text = _("{action}: approved by {person}")
    return text.format(action=_(Permission[str(name)].value), person=after.get("approved_by"))


_SAYS: Mapping[Action, Callable[[Formats, int | None, Values, Values], str]] = {
    Action.PRICE: _price,
    Action.DISCOUNT: _discount,
    Action.LINE_DELETED: _deleted,
    Action.TAKEN_OFF: _taken_off,
    Action.APPROVAL: _approved,
}
