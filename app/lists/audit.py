"""The audit log (U4): who changed what, when, at which counter, before and after."""

import json
from typing import Any

from app.domain.kinds import KINDS
from app.domain.marks import N_
from app.lists import said
from app.lists.listing import Column, Listing, Type
from app.services.audit import Action
from app.text import _, called
from db.queries.lists import audit as audit_pages
from db.queries.lists.audit import AuditAsked, AuditRow


def action_text(entry: AuditRow) -> str:
    """What was done; what another version called by a name that is not known here, by that."""
    action = Action.__members__.get(entry.action.upper())
    return _(action.value) if action else entry.action


def document_text(entry: AuditRow) -> str | None:
    """The document it was done to or by."""
    if entry.kind is None:
        return None
    kind = _(KINDS[entry.kind].name) if entry.kind in KINDS else entry.kind
    return f"{kind} {entry.number}" if entry.number else _("{kind}, draft").format(kind=kind)


def _values(text: str | None) -> str:
    """Fields and what stands in them, as they are kept."""
    kept: Any = json.loads(text) if text else None
    if not isinstance(kept, dict):
        return text or ""
    return "; ".join(f"{key}: {_plain(value)}" for key, value in kept.items())


def _plain(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _who(entry: AuditRow) -> str:
    return " · ".join(filter(None, (called(entry.person), called(entry.counter))))


AUDIT: Listing[AuditAsked, AuditRow] = Listing(
    "audit",
    (
        Column("at", N_("Time"), Type.MOMENT, lambda a: a.at, 152),
        Column("action", N_("What was done"), Type.TEXT, action_text, 184),
        Column("document", N_("Document"), Type.TEXT, document_text, 176, nothing="–"),
        Column("name", N_("To what"), Type.TEXT, lambda a: a.name, 112, nothing="–"),
        Column("before", N_("Before"), Type.TEXT, lambda a: _values(a.before), stretch=True),
        Column("after", N_("After"), Type.TEXT, lambda a: _values(a.after), stretch=True),
        Column("reason", N_("Reason"), Type.TEXT, lambda a: a.reason, 144, gives_way=2),
        Column("person", N_("By"), Type.TEXT, _who, 144, gives_way=1),
    ),
    audit_pages.page,
    audit_pages.count,
    read=audit_pages.read,
    says=said.of_audit,
)
