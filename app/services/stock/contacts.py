"""Customers and suppliers: add and edit, all problems at once."""

from dataclasses import asdict, dataclass

from app.domain.accounts import MOST_DAYS
from app.domain.permissions import Permission
from app.domain.problems import Code, Problem, Refused
from app.domain.quantities import MOST_MONEY
from app.services import audit
from app.services.audit import Action, Change, Subject
from app.services.permitting import permitted
from app.services.session import Session
from app.services.stock import finding
from app.services.stock.forms import form_of
from db import sql
from db.queries import contacts
from db.sql import Database
from db.writes import contacts as contact_writes


@dataclass(frozen=True, slots=True)
class ContactForm:
    """What the contact page holds."""

    name: str
    is_customer: bool = True
    is_supplier: bool = False
    phone: str = ""
    email: str = ""
    address: str = ""
    note: str = ""
    active: bool = True
    price_list_id: int | None = None
    credit_limit: int | None = None
    """Minor units that it may owe; None: no limit is agreed (M8)."""
    payment_days: int | None = None
    """After so many days what is on account is due; None: at once."""


def problems_of(form: ContactForm) -> list[Problem]:
    """Everything that stands against saving a contact so."""
    problems = []
    if not form.name.strip():
        problems.append(Problem(Code.NAME_MISSING))
    if not (form.is_customer or form.is_supplier):
        problems.append(Problem(Code.NO_ROLE))
    if form.credit_limit is not None and not 0 <= form.credit_limit <= MOST_MONEY:
        problems.append(Problem(Code.BAD_AMOUNT, {"text": str(form.credit_limit)}))
    if form.payment_days is not None and not 0 <= form.payment_days <= MOST_DAYS:
        problems.append(Problem(Code.BAD_DAYS, {"text": str(form.payment_days)}))
    return problems


@permitted(Permission.EDIT_CONTACTS)
def save(session: Session, form: ContactForm, id: int | None = None) -> int:
    """Add a contact, or change the one with ``id``; returns its id. Raises Refused.

    Which price list it has is for those who may change prices (M2).
    """
    problems = problems_of(form)
    if problems:
        raise Refused(problems)
    values = asdict(form) | {"name": form.name.strip()}
    with sql.transaction(session.database, of=sql.SHOP):
        before = asdict(load(session.database, id)) if id is not None else None
        if form.price_list_id != (before["price_list_id"] if before else None):
            session.demand(Permission.EDIT_PRICES)
        if id is not None:
            audit.note(session, Action.CONTACT, [Change(Subject.CONTACT, id, before, values)])
        id = contact_writes.save(session.database, values, id)
        finding.note_contacts(session.database, [id])
        return id


def load(database: Database, id: int) -> ContactForm:
    """The contact as its page shows it."""
    return form_of(ContactForm, contacts.record(database, id))
