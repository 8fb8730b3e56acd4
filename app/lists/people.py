"""Those who work here, by name, with what they are and how they sign in (U1, U2)."""

from app.domain.marks import N_
from app.domain.permissions import Role
from app.lists import said
from app.lists.listing import Column, Listing, Type, name_of
from app.text import _, called
from db.queries.lists import people as people_pages
from db.queries.lists.people import PeopleAsked, PersonListRow
from db.queries.lists.walking import BY_NAME


def _role(row: PersonListRow) -> str:
    role = Role.__members__.get(row.role.upper())
    return _(role.value) if role else row.role


def _signs_in(row: PersonListRow) -> str:
    """What is asked of them where it is asked who is at the counter."""
    if row.has_pin:
        return _("PIN, badge") if row.has_badge else _("PIN")
    return _("Badge") if row.has_badge else _("by name alone")


PEOPLE: Listing[PeopleAsked, PersonListRow] = Listing(
    "people",
    (
        Column(
            "name",
            N_("Full name"),
            Type.TEXT,
            lambda p: name_of(called(p.name), p.active),
            stretch=True,
            faded=lambda p: not p.active,
            sorts=True,
        ),
        Column("role", N_("Role in the shop"), Type.TEXT, _role, 176),
        Column("signs_in", N_("Signs in by"), Type.TEXT, _signs_in, 176),
        Column(
            "signed_in", N_("Signed in last"), Type.MOMENT, lambda p: p.signed_in, 160, nothing="–"
        ),
    ),
    people_pages.page,
    people_pages.count,
    BY_NAME,
    says=said.of_people,
)
