"""What a restore would lose (S2): what was posted and voided here since the backup was made."""

from dataclasses import dataclass
from datetime import datetime

from app.services import clock
from app.services.keeping.facts import Facts
from db.queries import lost as lost_reads
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

    None: the backup's newest document is none of this shop, so that nothing can be said.
    """
    posting = 0
    if backup.newest_number:
        found = lost_reads.posting_of(database, backup.newest_number)
        if found is None:
            return None
        posting = found
    return Lost(
        posting,
        tuple(lost_reads.kinds_after(database, posting)),
        lost_reads.voided_after(database, posting, clock.stamp(made_at)),
        lost_reads.sold_after(database, posting),
    )
