"""What is in a store, for people to compare: a backup's beside those of the shop as it is (S2)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from app.domain.strict_json import JsonObject
from app.services import settings
from app.version import VERSION
from db.engine.tables import schema_version
from db.queries import facts
from db.sql import Database


@dataclass(frozen=True, slots=True)
class KindFacts:
    """The posted documents of one kind, voided ones too: how many, and the last one's number."""

    kind: str
    count: int
    last_number: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What is in a store, of whatever schema.

    ``shop`` is its name. ``documents`` are the posted ones, voided ones too; ``newest_at`` is when
    the newest was posted, as the store keeps moments; both empty: there is none. ``kinds`` are in
    the order of their names. ``owed_by_customers`` is in minor units of ``currency``. ``schema`` is
    the version of the store's schema, ``program`` that of the Serialdesk that read this,
    ``newest_seal`` the hash of the last sealed event (S3), empty where nothing is sealed. Of a file
    that cannot be opened what is owed, schema, program and seal are not known: ``is_salvaged``.
    """

    shop: str
    currency: str
    documents: int
    newest_number: str
    newest_at: str
    kinds: tuple[KindFacts, ...]
    serials: int
    in_stock: int
    owed_by_customers: int
    schema: int
    program: str
    newest_seal: str

    @property
    def is_salvaged(self) -> bool:
        """It is what could still be read of a file that cannot be opened."""
        return not self.schema

    def last_number(self, kind: str) -> str:
        """The last number of a kind; empty where it has none."""
        return next((one.last_number for one in self.kinds if one.kind == kind), "")


def facts_of(database: Database) -> Facts:
    """Read what is in a store, at one moment where the caller holds one (``sql.one_moment``)."""
    shop = settings.load(database)
    kinds = tuple(KindFacts(*row) for row in facts.kinds(database))
    newest = facts.newest(database)
    return Facts(
        shop=_in_one_row(shop.shop_name),
        currency=shop.currency,
        documents=sum(kind.count for kind in kinds),
        newest_number=newest.number if newest else "",
        newest_at=newest.posted_at if newest else "",
        kinds=kinds,
        serials=facts.serials(database),
        in_stock=facts.in_stock(database),
        owed_by_customers=facts.owed_by_customers(database),
        schema=schema_version(database),
        program=VERSION,
        newest_seal=facts.newest_seal(database),
    )


def _in_one_row(text: str) -> str:
    """A text that a strict reader takes: what cannot be printed in one row is a space."""
    return "".join(each if each.isprintable() else " " for each in text)


def to_json(known: Facts) -> dict[str, object]:
    """Facts as they stand in a file."""
    return asdict(known)


def from_json(values: Mapping[str, object]) -> Facts:
    """Facts from what a file says. Raises Refused for anything but facts."""
    return JsonObject({"facts": values}, "").record("facts", Facts)
