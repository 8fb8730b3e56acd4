"""Who works here: for now one built-in owner."""

from app.domain.permissions import User
from db.queries import people
from db.sql import Database


def owner(database: Database) -> User:
    """The built-in owner, as whom everybody works for now."""
    return User(*people.owner(database))
