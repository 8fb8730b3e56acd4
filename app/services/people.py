"""Who works here: for now one built-in owner."""

from app.domain.permissions import User
from db import models
from db.sql import Database


def owner(database: Database) -> User:
    """The built-in owner."""
    found = models.User.select().where(models.User.role == "owner").get(database)
    return User(found.id, found.name, found.role)
