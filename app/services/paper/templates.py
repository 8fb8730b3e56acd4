"""The shop's own templates (Q7): kept by name for each purpose; built-in ones are never changed.

What is in a template is read strictly by who prints by it (``app.printing``); here it is JSON.
"""

from collections.abc import Mapping

from app.domain.permissions import Permission
from app.domain.printing import Purpose
from app.domain.problems import Code, refuse
from app.services import audit
from app.services.audit import Action, Change, Subject
from app.services.permitting import permitted
from app.services.session import Session
from db import sql
from db.queries import print_templates
from db.queries.print_templates import KeptTemplate
from db.writes import print_templates as template_writes


@permitted(Permission.CHANGE_SETTINGS)
def add(session: Session, purpose: Purpose, name: str, content: str) -> int:
    """Keep a new template; returns its id. Raises Refused without a name, or with one in use."""
    database = session.database
    with sql.transaction(database, of=sql.SHOP):
        _check_name(session, purpose.name, name, None)
        made = template_writes.add(database, purpose.name, name.strip(), content)
        _note(session, made, None, {"name": name.strip(), "content": content})
    return made


@permitted(Permission.CHANGE_SETTINGS)
def change(session: Session, template: int, name: str, content: str) -> None:
    """Keep what a template is called and says from now on. Raises Refused as ``add`` does."""
    database = session.database
    with sql.transaction(database, of=sql.SHOP):
        old = _found(session, template)
        _check_name(session, old.purpose, name, template)
        template_writes.change(database, template, name.strip(), content)
        before = {"name": old.name, "content": old.content}
        _note(session, template, before, {"name": name.strip(), "content": content})


@permitted(Permission.CHANGE_SETTINGS)
def remove(session: Session, template: int) -> None:
    """Forget a template; what was printed by it names it still. Raises Refused where it is gone."""
    with sql.transaction(session.database, of=sql.SHOP):
        old = _found(session, template)
        template_writes.remove(session.database, template)
        _note(session, template, {"name": old.name, "content": old.content}, None)


def _found(session: Session, template: int) -> KeptTemplate:
    found = print_templates.template(session.database, template)
    if found is None:
        raise refuse(Code.TEMPLATE_GONE)
    return found


def _check_name(session: Session, purpose: str, name: str, own: int | None) -> None:
    if not name.strip():
        raise refuse(Code.NAME_MISSING)
    if print_templates.named(session.database, purpose, name.strip()) not in (None, own):
        raise refuse(Code.TEMPLATE_NAME_TAKEN, name=name.strip())


def _note(
    session: Session,
    template: int,
    before: Mapping[str, object] | None,
    after: Mapping[str, object] | None,
) -> None:
    change = Change(Subject.TEMPLATE, template, before, after)
    audit.note(session, Action.TEMPLATE, [change])
