"""What is in a backup beside what is here, row by row (S2)."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, unique

from app.domain.kinds import KINDS, PURCHASE, SALE
from app.domain.marks import N_
from app.services.keeping.facts import Facts


@unique
class FactType(Enum):
    """What a fact is: how it is written."""

    TEXT = "text"
    COUNT = "count"
    MONEY = "money"
    """Minor units."""
    DOCUMENT = "document"
    """A number, and when it was posted."""
    SEALS = "seals"
    """Whether all fits its seals; None: that was not checked."""


@dataclass(frozen=True, slots=True)
class FactRow:
    """One fact in the backup and here; None: nobody can say it.

    ``title`` is a msgid; of a kind's last number its ``kind`` says which.
    """

    title: str
    type: FactType
    backup: object
    here: object
    kind: str = ""

    @property
    def differs(self) -> bool:
        """Both are known, and not the same."""
        return self.backup is not None and self.here is not None and self.backup != self.here


ALWAYS = (SALE.key, PURCHASE.key)
"""The kinds whose last number is shown in any case; another kind's where it differs."""
LAST = N_("Last number")


SealsFit = tuple[bool | None, bool | None]
"""Whether all in the backup and here fits its seals, as checks came to; None: not checked."""


def compared(
    backup: Facts | None, here: Facts | None, seals: SealsFit | None = None
) -> list[FactRow]:
    """The rows to compare by: a shop of another name is told first.

    ``seals`` None: nobody checks them, so that the newest ones are compared.
    """
    return list(_rows(backup, here, seals))


def _rows(backup: Facts | None, here: Facts | None, seals: SealsFit | None) -> Iterator[FactRow]:
    def row(title: str, type: FactType, name: str) -> FactRow:
        return FactRow(title, type, _known(backup, name), _known(here, name))

    shop = row(N_("Shop"), FactType.TEXT, "shop")
    if shop.differs or here is None:
        yield shop
    yield FactRow(N_("Newest document"), FactType.DOCUMENT, _newest(backup), _newest(here))
    yield row(N_("Documents"), FactType.COUNT, "documents")
    for kind in KINDS:
        last = FactRow(LAST, FactType.TEXT, _last(backup, kind), _last(here, kind), kind)
        if kind in ALWAYS or last.differs:
            yield last
    yield row(N_("Serial numbers"), FactType.COUNT, "serials")
    yield row(N_("In stock"), FactType.COUNT, "in_stock")
    yield row(N_("Owed by customers"), FactType.MONEY, "owed_by_customers")
    program = row(N_("Program"), FactType.TEXT, "program")
    if program.backup or program.here:
        yield FactRow(program.title, program.type, program.backup or None, program.here or None)
    if seals is not None:
        yield FactRow(N_("Seals"), FactType.SEALS, *seals)
        return
    seal = row(N_("Newest seal"), FactType.TEXT, "newest_seal")
    if seal.backup or seal.here:
        yield FactRow(seal.title, seal.type, _short(seal.backup), _short(seal.here))


_NOT_SALVAGED = frozenset({"owed_by_customers", "program", "newest_seal"})


def _known(facts: Facts | None, name: str) -> object:
    """A fact; None: nobody can say it."""
    if facts is None or (facts.is_salvaged and name in _NOT_SALVAGED):
        return None
    return getattr(facts, name)


def _newest(facts: Facts | None) -> tuple[str, str] | None:
    return (facts.newest_number, facts.newest_at) if facts else None


def _last(facts: Facts | None, kind: str) -> str | None:
    return facts.last_number(kind) if facts else None


_SHOWN = 12


def _short(seal: object) -> str | None:
    return None if seal is None else str(seal)[:_SHOWN]
