"""The shop's pictures, such as its logo: kept once each, and named by what they show.

A choice (``Settings.logo``) names one of them, so that it can be taken back as any other; what was
shown once stays.
"""

import hashlib

from app.domain.permissions import Permission
from app.services import settings
from app.services.permitting import permitted
from app.services.session import Session
from db import sql
from db.queries import pictures
from db.sql import Database
from db.writes import pictures as picture_writes


@permitted(Permission.CHANGE_SETTINGS)
def keep(session: Session, picture: bytes) -> str:
    """Keep a picture that was judged before; returns its name. Choosing it is what is told (U4)."""
    name = hashlib.sha256(picture).hexdigest()
    with sql.transaction(session.database, of=sql.SHOP):
        picture_writes.keep(session.database, name, picture)
    return name


def logo(database: Database) -> bytes:
    """The shop's logo, as it is printed; nothing where none is chosen."""
    name = settings.load(database).logo
    return pictures.picture(database, name) if name else b""
