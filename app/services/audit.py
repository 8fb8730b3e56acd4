"""The audit log (U4): what was done that changes what stood before, told in the same transaction.

Documents, movements and scans tell themselves and are not told again; what is decided about them
is (voids, corrections, adjustments, prices by hand, drafts put aside). The log file has none of it.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum, unique
from typing import NamedTuple

from app.domain.marks import N_
from app.services.permitting import for_everybody
from app.services.session import Session
from db.queries import audit as audit_reads
from db.sql import Database
from db.writes import audit
from db.writes.audit import NewEntry


@unique
class Action(Enum):
    """What was done, as people read it; the store keeps the name in lower case."""

    VOID = N_("Document voided")
    DISCARD = N_("Draft discarded")
    RESTORE = N_("Draft taken back")
    GIVEN_UP = N_("Sale given up")
    PRICE = N_("Price changed by hand")
    DISCOUNT = N_("Discount given")
    LINE_DELETED = N_("Line of a sale deleted")
    TAKEN_OFF = N_("Less of a line of a sale")
    PUT_BACK = N_("Deletion taken back")
    APPROVAL = N_("Approved")
    TAX = N_("Tax changed")
    ADJUST = N_("Inventory adjusted")
    DECIDE = N_("Differences of a count decided")
    CORRECT = N_("Serial number corrected")
    SECOND = N_("Second identifier of a serial number changed")
    UNPACK = N_("Carton unpacked")
    CARTON = N_("Contents of a carton changed")
    ITEM = N_("Item changed")
    PRICES = N_("Prices changed")
    PRICE_LIST = N_("Price list changed")
    TRACKING = N_("Serial number management of an item switched")
    CONTACT = N_("Contact changed")
    ALLOCATION = N_("Credit settled what was open")
    WAREHOUSE = N_("Warehouse changed")
    SETTINGS = N_("Settings changed")
    PERSON = N_("Person changed")
    SIGN_IN = N_("Signed in")
    LOCKED_OUT = N_("Too many wrong tries")
    RECOVERY = N_("Recovery code")
    COUNTER = N_("Counter renamed")
    REFUND = N_("Money given back another way")
    TENDER = N_("Tender changed")
    REPRINT = N_("Printed once more")
    TEMPLATE = N_("Print template changed")
    TRAINING = N_("Training sale")
    IMPORT = N_("File imported")
    UNDO_IMPORT = N_("Import undone")
    DRAWER_OPENED = N_("Drawer opened")
    DRAWER_CLOSED = N_("Drawer closed")
    MONEY_MOVED = N_("Money put in or taken out")
    NO_SALE = N_("Drawer opened without a sale")
    BACKUP = N_("Backups kept otherwise")
    RESTORED = N_("Shop restored from a backup")
    OTHER_FILE = N_("Gone on with another file of the shop")
    MOVED = N_("Shop moved to another computer, or taken back")


@unique
class Subject(Enum):
    """What it was done to: the table that its id is of."""

    DOCUMENT = "document"
    LINE = "document_line"
    SERIAL = "serial"
    CARTON = "carton"
    ITEM = "product"
    CONTACT = "contact"
    PRICE_LIST = "price_list"
    WAREHOUSE = "warehouse"
    SHOP = "setting"
    TAX = "tax"
    PERSON = "person"
    COUNTER = "counter"
    TENDER = "tender"
    TEMPLATE = "print_template"
    IMPORT = "file_import"
    SHIFT = "shift"
    DRAWER = "drawer_entry"


SUBJECTS = {
    Subject.DOCUMENT: N_("Document"),
    Subject.LINE: N_("Line of a document"),
    Subject.SERIAL: N_("Serial number"),
    Subject.CARTON: N_("Carton"),
    Subject.ITEM: N_("Item"),
    Subject.CONTACT: N_("Contact"),
    Subject.PRICE_LIST: N_("Price list"),
    Subject.WAREHOUSE: N_("Warehouse"),
    Subject.SHOP: N_("The shop"),
    Subject.TAX: N_("Tax"),
    Subject.PERSON: N_("Person"),
    Subject.COUNTER: N_("Counter"),
    Subject.TENDER: N_("Tender"),
    Subject.TEMPLATE: N_("Print template"),
    Subject.IMPORT: N_("Imported file"),
    Subject.SHIFT: N_("Shift"),
    Subject.DRAWER: N_("Drawer"),
}
"""What can be changed, as people call it."""


class Change(NamedTuple):
    """One thing before and after, by field; None: there was, or is, nothing. A shop has no id."""

    subject: Subject
    id: int | None
    before: Mapping[str, object] | None = None
    after: Mapping[str, object] | None = None
    document: int | None = None


@for_everybody
def note(session: Session, action: Action, changes: Iterable[Change], reason: str = "") -> None:
    """Note what somebody did, at which counter and when, once for each thing it was done to.

    Fields that stayed as they were are left out, and so is a thing of which all did. Called inside
    the transaction of what it tells.
    """
    entries = [
        NewEntry(change.document, reason, change.subject.value, change.id, *_parted(change))
        for change in changes
        if change.before != change.after
    ]
    if entries:
        audit.note(
            session.database,
            session.stamp(),
            session.person.id,
            session.counter.id,
            action.name.lower(),
            entries,
        )


def _parted(change: Change) -> tuple[str | None, str | None]:
    """Before and after as JSON, with the fields that differ only."""
    before, after = change.before, change.after
    if before is not None and after is not None:
        keys = [key for key in after if before.get(key) != after[key]]
        before = {key: before[key] for key in keys if key in before}
        after = {key: after[key] for key in keys}
    return _json(before), _json(after)


def _json(values: Mapping[str, object] | None) -> str | None:
    return None if values is None else json.dumps(values, ensure_ascii=False)


class Told(NamedTuple):
    """What the log tells of one change of a record: by field what was before, and what after."""

    id: int
    at: str
    person: str
    counter: str
    reason: str
    before: Mapping[str, object]
    after: Mapping[str, object]


def told_of(
    database: Database, subject: Subject, id: int, below: int | None = None, most: int = 20
) -> Sequence[Told]:
    """What the log tells of a record, newest first: ``most`` changes before ``below``."""
    return [
        Told(
            row.id,
            row.at,
            row.person,
            row.counter or "",
            row.reason,
            values_in(row.before),
            values_in(row.after),
        )
        for row in audit_reads.of_record(database, subject.value, id, below, most)
    ]


def values_in(text: str | None) -> dict[str, object]:
    """What the log keeps of before or after, by field."""
    found = json.loads(text) if text else None
    return found if isinstance(found, dict) else {}
