"""Of a store beside which no seal is kept, its backups are asked whether it is the newest (S3)."""

from app.domain.problems import Code, Problem
from app.services import clock
from app.services.keeping import (
    backup_keeping,
    backup_places,
    backup_survey,
    backups,
    newest_seal,
)
from app.services.keeping.backup_places import Mounts
from app.services.keeping.patience import Tell
from db.queries import seals as seal_reads
from db.sql import Database


def problem_of(database: Database, counter: int, mounts: Mounts, tell: Tell) -> Problem | None:
    """What is said of a store beside which nothing is kept, as far as its backups can be seen now.

    The newest of them has a seal that the store has not, or none can be seen, and something was
    kept beside the store before: it is missing. Takes as long as its places do: for a worker.
    """
    places = backup_places.places_of(database, counter)
    seen = backup_survey.survey(places, backup_keeping.key_of(database), mounts, tell)
    shop = backup_keeping.shop_of(database)
    found = backups.in_order(backup for one in seen for backup in one.backups)
    for backup in found:
        if shop and backup.shop == shop and backup.facts and backup.facts.newest_seal:
            if seal_reads.place_of(database, backup.facts.newest_seal) is not None:
                return None
            return Problem(Code.STORE_BEFORE_BACKUP, {"date": clock.stamp(backup.made_at)[:10]})
    return Problem(Code.SEAL_NOT_BESIDE) if newest_seal.was_kept(database) else None
