"""The shop's own templates (Q7): kept by name for each purpose; built-in ones are never changed.

What is in a template is read strictly by who prints by it (``app.printing``); here it is JSON. What
it is for, a kind of document on a paper, is a text that only who prints knows (``use``). Each use
has a default, the key of a template: of the shop's own one its id, of a built-in one its name.
"""

from collections.abc import Collection, Mapping

from app.domain.permissions import Permission
from app.domain.printing import Purpose
from app.domain.problems import Code, refuse
from app.services import audit, settings
from app.services.audit import Action, Change, Subject
from app.services.permitting import permitted
from app.services.session import Session
from db import sql
from db.queries import print_templates
from db.queries.print_templates import KeptTemplate
from db.sql import Database
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
def change(session: Session, template: int, name: str, content: str, use: str = "") -> None:
    """Keep what a template is called and says from now on. Raises Refused as ``add`` does.

    Where it is for another ``use`` than before, it is the default of no other any more.
    """
    database = session.database
    with sql.transaction(database, of=sql.SHOP):
        old = _found(session, template)
        _check_name(session, old.purpose, name, template)
        template_writes.change(database, template, name.strip(), content)
        before = {"name": old.name, "content": old.content}
        _note(session, template, before, {"name": name.strip(), "content": content})
        _keep_defaults(session, str(template), {use})


@permitted(Permission.CHANGE_SETTINGS)
def remove(session: Session, template: int) -> None:
    """Forget a template; what was printed by it names it still. Raises Refused where it is gone."""
    with sql.transaction(session.database, of=sql.SHOP):
        old = _found(session, template)
        template_writes.remove(session.database, template)
        _note(session, template, {"name": old.name, "content": old.content}, None)
        _keep_defaults(session, str(template), set())


def default(database: Database, use: str) -> str:
    """The key of the template by which a use is printed; empty: the shop has chosen none."""
    return settings.load(database).default_templates.get(use, "")


@permitted(Permission.CHANGE_SETTINGS)
def make_default(session: Session, use: str, key: str) -> None:
    """Print a use by this template from now on, whoever asks for no other."""
    with sql.transaction(session.database, of=sql.SHOP):
        chosen = settings.load(session.database).default_templates
        settings.save(session, default_templates={**chosen, use: key})


def _keep_defaults(session: Session, key: str, uses: Collection[str]) -> None:
    """A template stays the default of these uses and of no other."""
    chosen = settings.load(session.database).default_templates
    kept = {use: one for use, one in chosen.items() if one != key or use in uses}
    if kept != chosen:
        settings.save(session, default_templates=kept)


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
