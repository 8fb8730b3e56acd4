"""The shop's choices, kept in its store: System Settings and the first-run page."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from enum import Enum, unique

from app.domain.marks import N_
from app.domain.problems import Code, refuse
from db import sql
from db.queries import settings as reads
from db.sql import Database
from db.writes import people, warehouses
from db.writes import settings as writes


@unique
class Trade(Enum):
    """What the shop deals in, as the first-run page asks."""

    DIGITAL = N_("Phones, computers, appliances")
    CAMERAS = N_("Cameras and optics")
    WATCHES = N_("Watches and jewellery")
    MEDICAL = N_("Medical devices")
    CAR_PARTS = N_("Car parts")
    OTHER = N_("Something else")


CURRENCIES = {
    code: decimals
    for decimals, codes in {
        2: ("CNY", "EUR", "USD", "GBP", "HKD", "TWD", "SGD", "MYR", "AUD", "CAD", "CHF", "INR"),
        0: ("JPY", "KRW", "VND"),
        3: ("KWD",),
    }.items()
    for code in codes
}
"""Currency code (ISO 4217) to the decimals of its minor unit."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All choices; the defaults are those of a shop that has chosen nothing yet.

    ``serials_enabled`` is P1. ``negative_stock`` lets untracked products go below zero.
    ``direct_transfers``: what is sent to another warehouse arrives at once (D4).
    ``sounds`` off is mute; ``sound_set`` is one of ``gui.sounds.SETS``, ``volume`` in percent.
    ``resume`` is the document that was on the screen last: it is shown again at the next start.
    ``scanner`` is what was learnt of the scanner, as ``scanner.Profile.values`` gives it.
    """

    shop_name: str = ""
    trade: str = Trade.DIGITAL.name
    currency: str = "CNY"
    language: str = "en"
    serials_enabled: bool = False
    negative_stock: bool = False
    direct_transfers: bool = False
    theme: str = "system"
    sounds: bool = True
    sound_set: str = "clear"
    volume: int = 100
    resume: int | None = None
    scanner: Mapping[str, object] = field(default_factory=dict)

    @property
    def is_set_up(self) -> bool:
        """The first-run page was answered."""
        return bool(self.shop_name)


def load(database: Database) -> Settings:
    """The shop's choices as they stand."""
    known = {field.name for field in fields(Settings)}
    kept = reads.kept(database).items()
    return replace(Settings(), **{key: json.loads(text) for key, text in kept if key in known})


def save(database: Database, **changes: object) -> Settings:
    """Keep some choices and return all of them. Raises Refused for an empty shop name."""
    if str(changes.get("shop_name", "-")).strip() == "":
        raise refuse(Code.NAME_MISSING)
    changed = replace(load(database), **changes)  # type: ignore[arg-type]
    with sql.transaction(database, of=sql.SHOP):
        kept = {key: json.dumps(sql.storable(getattr(changed, key))) for key in changes}
        writes.keep(database, kept)
    return changed


def set_up(
    database: Database,
    name: str,
    trade: Trade,
    currency: str,
    language: str,
    warehouse: str,
    owner: str = "Owner",
) -> Settings:
    """Carry out the first-run page: a new digital or appliance shop starts with P1 on.

    The shop gets its first warehouse, named ``warehouse``; ``owner`` is what its
    built-in user is called. Raises Refused without both names.
    """
    if not warehouse.strip():
        raise refuse(Code.NAME_MISSING)
    with sql.transaction(database, of=sql.SHOP):
        settings = save(
            database,
            shop_name=name.strip(),
            trade=trade.name,
            currency=currency,
            language=language,
            serials_enabled=trade is Trade.DIGITAL,
        )
        warehouses.add_first(database, warehouse.strip())
        people.name_owner(database, owner)
    return settings


def currencies(database: Database) -> list[str]:
    """The currencies the shop can still choose: the stored amounts must keep their meaning.

    Once a document is posted that is its own only; once a price is entered, those with as many
    decimals.
    """
    own = load(database).currency
    if reads.has_posted(database):
        return [own]
    priced = reads.has_prices(database)
    same = CURRENCIES[own]
    return [code for code, decimals in CURRENCIES.items() if decimals == same or not priced]
