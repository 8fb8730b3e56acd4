"""Who works here: for now one built-in owner."""

from app.domain.permissions import Person, Role
from db.queries import people
from db.sql import Database


def owner(database: Database) -> Person:
    """The built-in owner, as whom everybody works for now."""
    found = people.owner(database)
    return Person(found.id, found.name, Role[found.role.upper()])
