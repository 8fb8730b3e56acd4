"""Named taxes with their rates over time: added and changed (M4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.domain.dates import is_date
from app.domain.permissions import Permission
from app.domain.pricing import NO_RATE, WHOLE
from app.domain.problems import Code, Problem, Refused
from app.services import audit, settings
from app.services.audit import Action, Change, Subject
from app.services.documents import pricing
from app.services.permitting import permitted
from app.services.session import Session
from db import sql
from db.queries import taxes
from db.queries.taxes import TaxPeriod
from db.sql import Database
from db.writes import taxes as tax_writes

ALWAYS = "0001-01-01"
"""The day from which a rate holds that has no beginning."""


@dataclass(frozen=True, slots=True)
class TaxForm:
    """A tax: its name, and its rate from one day on, or between two, in any order.

    ``default``: it is that of items which name none.
    """

    name: str
    periods: Sequence[TaxPeriod] = ()
    active: bool = True
    default: bool = False


def load(database: Database, id: int) -> TaxForm:
    """A tax with its rates, the first one first. Raises KeyError where there is none."""
    found = next((row for row in taxes.taxes(database) if row.id == id), None)
    if found is None:
        raise KeyError(id)
    is_default = settings.load(database).default_tax == id
    return TaxForm(found.name, tuple(taxes.periods(database, id)), found.active, is_default)


@permitted(Permission.CHANGE_SETTINGS)
def save(session: Session, form: TaxForm, id: int | None = None) -> int:
    """Add a tax, or change the one with ``id``; returns its id. Raises Refused.

    Drafts follow; what is posted keeps the name and the rate that it had.
    """
    database = session.database
    name = form.name.strip()
    periods = sorted(form.periods, key=lambda period: period.valid_from)
    with sql.transaction(database, of=sql.SHOP):
        problems = _problems(database, name, periods, id)
        if problems:
            raise Refused(problems)
        before = None if id is None else _told(load(database, id))
        id = tax_writes.save(database, name, form.active, id)
        tax_writes.write_periods(database, id, periods)
        if before is not None:
            after = _told(TaxForm(name, periods, form.active))
            audit.note(session, Action.TAX, [Change(Subject.TAX, id, before, after)])
        choice = settings.load(database).tax_choice
        if form.default != (choice.default == id):
            choice = settings.save(session, default_tax=id if form.default else None).tax_choice
        if choice.mode:
            pricing.refresh_all(database, choice)
        return id


def _problems(
    database: Database, name: str, periods: Sequence[TaxPeriod], id: int | None
) -> list[Problem]:
    found = []
    if not name:
        found.append(Problem(Code.NAME_MISSING))
    named = {row.name.casefold(): row.id for row in taxes.taxes(database)}
    if named.get(name.casefold(), id) != id:
        found.append(Problem(Code.NAME_TAKEN, {"name": name}))
    if not periods:
        found.append(Problem(Code.TAX_NO_RATE))
    days = (day for period in periods for day in period[:2] if day is not None)
    found += [Problem(Code.BAD_DATE, {"text": day}) for day in days if not is_date(day)]
    found += [
        Problem(Code.BAD_RATE, {"text": "–" if period.rate == NO_RATE else period.rate})
        for period in periods
        if not 0 <= period.rate <= WHOLE
    ]
    if found:
        return found
    found += [
        Problem(Code.TAX_PERIOD_BACKWARDS, {"date": period.valid_from})
        for period in periods
        if period.valid_until is not None and period.valid_until < period.valid_from
    ]
    found += [
        Problem(Code.TAX_PERIODS_OVERLAP, {"date": later.valid_from})
        for earlier, later in pairwise(periods)
        if earlier.valid_until is None or earlier.valid_until >= later.valid_from
    ]
    return found


def _told(form: TaxForm) -> dict[str, object]:
    periods = [list(period) for period in form.periods]
    return {"name": form.name, "active": form.active, "periods": periods}
