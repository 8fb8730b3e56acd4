"""What a restore would lose (S2): what was posted and voided here since the backup was made."""

from dataclasses import dataclass
from datetime import datetime

from app.services import clock
from app.services.keeping.facts import Facts
from db.queries import lost as lost_reads
from db.queries import seals
from db.sql import Database


@dataclass(frozen=True, slots=True)
class Lost:
    """What the shop has that the backup lacks.

    ``posting`` is the place of the backup's newest document in the order of posting here: all that
    come after it would be lost. ``kinds`` are they by kind, most first. ``voided`` were voided
    since, and would count again; ``sold`` serial numbers were sold since, and would stand as in
    stock.
    """

    posting: int
    kinds: tuple[tuple[str, int], ...]
    voided: int
    sold: int

    @property
    def documents(self) -> int:
        """How many documents would be lost."""
        return sum(number for _kind, number in self.kinds)

    @property
    def is_nothing(self) -> bool:
        """Nothing that was posted or voided would be lost."""
        return not self.kinds and not self.voided


def lost(database: Database, backup: Facts, made_at: datetime) -> Lost | None:
    """What is here and not in a backup of this shop.

    None: the backup's newest document or seal is none of what is here, so that nothing can be said:
    it is another shop's, or of what was here before a restore. Takes a while in a large store.
    """
    posting, seal = 0, None
    if backup.newest_number:
        found = lost_reads.posting_of(database, backup.newest_number, backup.newest_at)
        if found is None:
            return None
        posting = found
    if backup.newest_seal:
        seal = seals.place_of(database, backup.newest_seal)
        if seal is None:
            return None
    moment = clock.stamp(made_at)
    if seal is None:  # made before there were seals
        voided = lost_reads.voided_after(database, posting, moment)
    else:
        voided = lost_reads.voided_behind(database, posting, seal, moment)
    return Lost(
        posting,
        tuple(lost_reads.kinds_after(database, posting)),
        voided,
        lost_reads.sold_after(database, posting),
    )
