"""What can still be read of a shop that cannot be opened (S2): its facts, what would be lost."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from heapq import heappush, heapreplace
from pathlib import Path
from typing import Any

from app.domain.lifecycle import Status
from app.services.keeping.facts import Facts, KindFacts
from app.services.keeping.lost import Lost
from db.codes import POSTED, VOIDED
from db.engine import salvage

_NEWEST = 10_000
"""So many of the newest documents are kept in mind."""


@dataclass(frozen=True, slots=True, order=True)
class SeenDocument:
    """A posted document that could be read; ``posting`` is its place in the order of posting.

    ``total`` is in minor units; ``party`` is a name, empty where there is none or it is lost.
    """

    posting: int
    kind: str
    number: str
    posted_at: str = field(compare=False)
    total: int = field(compare=False)
    is_void: bool = field(compare=False)
    party_id: int | None = field(compare=False)
    party: str = field(compare=False, default="")


@dataclass(slots=True)
class Salvaged:
    """What could be read: facts (None: nothing at all), and the newest documents."""

    facts: Facts | None = None
    newest: list[SeenDocument] = field(default_factory=list)


def look(place: Path, tell: Callable[[float], None]) -> Salvaged:
    """Read what can still be read of a store, which is not changed."""
    try:
        with salvage.opened(place) as connection:
            return _look(connection, tell)
    except OSError:
        return Salvaged()


def _look(connection: salvage.Connection, tell: Callable[[float], None]) -> Salvaged:
    counts: Counter[str] = Counter()
    last: dict[str, str] = {}
    newest: list[SeenDocument] = []
    for document in _documents(connection):
        counts[document.kind] += 1
        last[document.kind] = max(last.get(document.kind, ""), document.number)
        (heappush if len(newest) < _NEWEST else heapreplace)(newest, document)
        if not sum(counts.values()) % 1000:
            tell(0.3)
    tell(0.5)
    serials = in_stock = 0
    for (status,) in salvage.rows(connection, "serial", ("status",)):
        serials += 1
        in_stock += status == Status.IN_STOCK
        if not serials % 10_000:
            tell(0.7)
    settings = _settings(connection)
    if not (counts or serials or settings):
        return Salvaged()
    newest = _named(connection, sorted(newest, reverse=True))
    top = newest[0] if newest else None
    facts = Facts(
        shop=str(settings.get("shop_name", "")),
        currency=str(settings.get("currency", "")),
        documents=sum(counts.values()),
        newest_number=top.number if top else "",
        newest_at=top.posted_at if top else "",
        kinds=tuple(KindFacts(kind, counts[kind], last[kind]) for kind in sorted(counts)),
        serials=serials,
        in_stock=in_stock,
        owed_by_customers=0,
        schema=0,
        program="",
        newest_seal="",
    )
    return Salvaged(facts, newest)


def _documents(connection: salvage.Connection) -> Iterator[SeenDocument]:
    columns = ("posting", "kind", "number", "posted_at", "state", "total", "party_id")
    for posting, kind, number, at, state, total, party in salvage.rows(
        connection, "document", columns
    ):
        if state in (POSTED, VOIDED) and isinstance(posting, int) and isinstance(number, str):
            yield SeenDocument(
                posting=posting,
                kind=str(kind),
                number=number,
                posted_at=str(at),
                total=total if isinstance(total, int) else 0,
                is_void=state == VOIDED,
                party_id=party,
            )


def _named(connection: salvage.Connection, documents: Sequence[SeenDocument]) -> list[SeenDocument]:
    """The same with the names of their parties, as far as these can be read."""
    wanted = {each.party_id for each in documents}
    names = {
        id: str(name)
        for id, name in salvage.rows(connection, "contact", ("id", "name"))
        if id in wanted
    }
    return [replace(each, party=names.get(each.party_id, "")) for each in documents]


def _settings(connection: salvage.Connection) -> dict[str, Any]:
    """The shop's own choices; that table has no ids, so it is read in one go or not at all."""
    found: dict[str, Any] = {}
    for key in ("shop_name", "currency"):
        for (value,) in salvage.setting(connection, key):
            try:
                found[key] = json.loads(value)
            except ValueError:
                continue
    return found


def lost(salvaged: Salvaged, backup: Facts) -> Lost | None:
    """What would be lost of what can still be read; None: the backup's newest is none of these."""
    newest = salvaged.newest
    if salvaged.facts is None:
        return None
    posting = 0
    if backup.newest_number:
        found = (backup.newest_number, backup.newest_at)
        at = next((each for each in newest if (each.number, each.posted_at) == found), None)
        if at is None:
            return None
        posting = at.posting
    kinds = Counter(each.kind for each in newest if each.posting > posting)
    return Lost(posting, tuple(kinds.most_common()), 0, 0)
