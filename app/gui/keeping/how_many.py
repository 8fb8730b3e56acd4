"""How many things a check found, as a sentence (S3)."""

from collections import Counter
from collections.abc import Sequence

from app.services.keeping.seal_fault import SealFault
from app.text import ngettext
from db.queries.ledger_checks import MOST


def how_many(faults: Sequence[SealFault]) -> str:
    """The sentence; of each kind no more than ``MOST`` are listed, so that there may be more."""
    listed = Counter(fault.what.code for fault in faults)
    if max(listed.values(), default=0) < MOST:
        return ngettext(
            "A check found {count} thing in the file that does not fit.",
            "A check found {count} things in the file that do not fit.",
            len(faults),
            f"{len(faults):,}",
        )
    return ngettext(
        "A check found at least {count} thing in the file that does not fit.",
        "A check found at least {count} things in the file that do not fit.",
        len(faults),
        f"{len(faults):,}",
    )
