"""Choices, kept in the store: the shop's, each person's and each counter's; and the first run."""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from enum import Enum, unique
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from app.domain.dates import LONG_AGO
from app.domain.document_kind import DocumentKind, Settling
from app.domain.kinds import SALE
from app.domain.marks import N_
from app.domain.payments import same_coin
from app.domain.permissions import Permission, Role
from app.domain.pricing import PERCENT, WHOLE, TaxMode, judge_presets
from app.domain.problems import Code, Refused, refuse
from app.services import audit
from app.services.audit import Action, Change, Subject
from app.services.documents import pricing
from app.services.documents.pricing import TaxChoice
from app.services.permitting import for_everybody, permitted
from app.services.session import Session
from db import sql
from db.queries import settings as settings_reads
from db.queries import shifts
from db.sql import Database
from db.writes import counters, people
from db.writes import settings as settings_writes


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


class Settings(NamedTuple):
    """The shop's own choices; the defaults are those of a shop that has chosen nothing yet.

    ``serials_enabled`` is P1. ``negative_stock`` lets untracked products go below zero,
    ``negative_asks``: once a person has said yes, posting by posting.
    ``serials_for_new``: a new item's page begins with serial numbers on. ``direct_transfers``: what
    is sent to another warehouse arrives at once (D4). ``long_ago``: a document's date that lies
    more days back is asked about (D10). ``payments`` are taken here; off, what is posted counts as
    paid. ``cash_rounding`` is the smallest coin that cash is rounded to, in minor units (M6).
    ``shifts``: each counter's drawer is opened with a float and closed with what was counted (M9);
    ``blind_count``: what should be in it shows only then. ``default_templates``: by which template
    each kind is printed on each paper (``services.paper.templates``). ``label_sizes`` are its own
    sheets and rolls of labels, each as JSON, ``paper_sizes`` its own papers of documents, as
    values. ``logo`` names a picture (``services.paper.pictures``). ``taxes`` is whether prices
    include tax (M4): a name of ``TaxMode`` in lower case; ``default_tax`` is that of items which
    name none.
    ``discount_presets`` are the discounts that are offered, in thousandths of a percent.
    ``clerk_discount`` and ``manager_discount`` are how much less than its price each may give a
    thing for (U3), as such rates. ``lock_after`` so many minutes without a key the counter asks
    who is there, where it asks at all; 0: never.
    ``badge_is_enough``: who scans a badge need not type a PIN besides.
    """

    shop_name: str = ""
    address: str = ""
    phone: str = ""
    tax_number: str = ""
    bank: str = ""
    logo: str = ""
    trade: str = Trade.DIGITAL.name
    currency: str = "CNY"
    serials_enabled: bool = False
    serials_for_new: bool = False
    negative_stock: bool = False
    negative_asks: bool = False
    direct_transfers: bool = False
    long_ago: int = LONG_AGO
    payments: bool = False
    cash_rounding: int = 0
    default_templates: Mapping[str, str] = {}
    label_sizes: Sequence[str] = ()
    shifts: bool = False
    blind_count: bool = False
    paper_sizes: Sequence[Mapping[str, Any]] = ()
    taxes: str = "none"
    default_tax: int | None = None
    discount_presets: Sequence[int] = (5_000, 10_000, 15_000, 20_000)
    clerk_discount: int = 10 * PERCENT
    manager_discount: int = WHOLE
    lock_after: int = 10
    badge_is_enough: bool = False

    def discount_limit(self, role: Role) -> int | None:
        """How much less than its price somebody may give a thing for; None: whatever they like.

        A rate in thousandths of a percent.
        """
        return {Role.CLERK: self.clerk_discount, Role.MANAGER: self.manager_discount}.get(role)

    def takes_payments(self, kind: DocumentKind) -> bool:
        """Are payments of this kind kept here? Where not, what is posted counts as paid."""
        return self.payments and kind.settling is not Settling.NONE

    @property
    def tax_choice(self) -> TaxChoice:
        """How the shop keeps tax, as ``documents.pricing`` takes it."""
        return TaxChoice(TaxMode[self.taxes.upper()], self.default_tax)

    @property
    def is_set_up(self) -> bool:
        """The first-run page was answered."""
        return bool(self.shop_name)


class PersonSettings(NamedTuple):
    """What a person chooses for themselves, at whichever counter.

    ``sounds`` off is mute; ``sound_set`` is one of ``gui.sounds.SETS``, ``volume`` in percent.
    ``pins`` are the pages at hand by Ctrl+2 and so on, ``open_groups`` the groups of the menu that
    were opened by hand; both by their keys. ``first_steps`` are shown at the empty Counter.
    ``columns`` are those of lists, by the list's key: of each its key, whether it is shown and how
    wide (0: as designed), from left to right. ``exports`` is how each list was exported last.
    ``resume`` is the document that they had on the screen last: it is shown again.
    """

    language: str = "en"
    theme: str = "system"
    sounds: bool = True
    sound_set: str = "clear"
    volume: int = 100
    pins: Sequence[str] = ("sale", "purchase", "stock", "search", "items")
    open_groups: Sequence[str] = ()
    first_steps: bool = True
    columns: Mapping[str, Sequence[Sequence[Any]]] = {}
    exports: Mapping[str, Mapping[str, Any]] = {}
    resume: int | None = None


class CounterSettings(NamedTuple):
    """What belongs to this counter, whoever works at it.

    ``person`` is who signed in here last. ``scanner`` is what was learnt of the scanner, as
    ``scanner.Profile.values`` gives it; ``printers`` as ``domain.printing.Printer.values`` does,
    ``printouts`` what each purpose is printed on (``services.paper.printers``). ``labels`` is what
    labels were printed on last, by the purpose's name, ``calibrations`` how far off printers print,
    by the printer's (``printing.labels.choices`` reads both); ``labels_at_scan``: each serial
    number that a purchase takes is printed at once. ``customer_screen``: a second screen shows the
    customer the sale.
    ``backup_places`` are where backups go (``services.keeping.backup_places``), None: nobody chose
    yet. ``last_backup`` and ``backup_troubles`` are what came of the last, ``place_backups`` when
    each place had its last one (``keeping.backup_state``). ``keeps_backups``: off in a demo shop.
    ``training``: what is sold and taken back here is
    practice (``documents.training``).
    """

    person: int | None = None
    scanner: Mapping[str, object] = {}
    printers: Sequence[Mapping[str, object]] = ()
    printouts: Mapping[str, Mapping[str, object]] = {}
    labels: Mapping[str, Mapping[str, object]] = {}
    calibrations: Mapping[str, Mapping[str, float]] = {}
    labels_at_scan: bool = False
    customer_screen: bool = False
    backup_places: Sequence[Mapping[str, object]] | None = None
    last_backup: Mapping[str, object] = {}
    backup_troubles: Sequence[Mapping[str, str]] = ()
    place_backups: Mapping[str, str] = {}
    keeps_backups: bool = True
    training: bool = False


def load(database: Database) -> Settings:
    """The shop's choices as they stand.

    Raises StoreTrouble, damaged, where one that is kept is none: with another currency than the
    shop's, say, nobody would know that all amounts are wrong. What is damaged of a person's or a
    counter's is as nobody chose it.
    """
    kept = settings_reads.kept(database)
    if not _read(Settings.__name__, tuple(kept.items()))[1]:
        raise sql.damaged(database)
    return _made(Settings, kept)


def load_person(database: Database, person: int) -> PersonSettings:
    """A person's own choices as they stand."""
    return _made(PersonSettings, settings_reads.kept_of_person(database, person))


def load_counter(database: Database, counter: int) -> CounterSettings:
    """A counter's choices as they stand."""
    return _made(CounterSettings, settings_reads.kept_of_counter(database, counter))


@permitted(Permission.CHANGE_SETTINGS)
def save(session: Session, /, **changes: object) -> Settings:
    """Keep some of the shop's choices and return all.

    What cash is rounded to stays the same coin where another currency has it. Raises Refused for an
    empty shop name, for discounts that cannot be offered, and for a currency in which amounts that
    are there would mean something else.
    """
    if str(changes.get("shop_name", "-")).strip() == "":
        raise refuse(Code.NAME_MISSING)
    presets = Settings()._replace(**changes).discount_presets  # type: ignore[arg-type]
    if bad := judge_presets(presets):
        raise Refused([bad])
    database = session.database
    with sql.transaction(database, of=sql.SHOP):
        old = load(database)
        changes = _in_currency(database, old, changes)
        settings_writes.keep(database, _kept(changes))
        _note(session, Change(Subject.SHOP, None), old, changes)
        new = old._replace(**changes)  # type: ignore[arg-type]
        if new.tax_choice != old.tax_choice:
            pricing.refresh_all(session.database, new.tax_choice)
    return new


def _in_currency(
    database: Database, old: Settings, changes: dict[str, object]
) -> dict[str, object]:
    """The changes, with the coin to which cash is rounded as the new currency writes it (M6)."""
    code = str(changes.get("currency", old.currency))
    if code == old.currency:
        return changes
    if code not in currencies(database):
        stays = Code.CURRENCY_STAYS if has_amounts(database) else Code.CURRENCY_OF_OTHER_DECIMALS
        raise refuse(stays, currency=old.currency)
    coin = same_coin(old.cash_rounding, CURRENCIES[old.currency], CURRENCIES[code])
    return changes if coin == old.cash_rounding else {"cash_rounding": coin, **changes}


@for_everybody
def save_person(session: Session, /, **changes: object) -> PersonSettings:
    """Keep some of a person's own choices and return all; what is on the screen is not told."""
    database, person = session.database, session.person.id
    with sql.transaction(database, of=sql.SHOP):
        old = load_person(database, person)
        settings_writes.keep_of_person(database, person, _kept(changes))
        told = {key: value for key, value in changes.items() if key not in _NOT_TOLD}
        _note(session, Change(Subject.PERSON, person), old, told)
    return old._replace(**changes)  # type: ignore[arg-type]


def keep_language(database: Database, person: int, language: str) -> None:
    """Keep somebody's language, as a part of what is written about them (``services.people``)."""
    settings_writes.keep_of_person(database, person, _kept({"language": language}))


@for_everybody
def keep_columns(session: Session, list_key: str, columns: Sequence[Sequence[Any]]) -> None:
    """Keep the columns of one list as the session's person chose them; none: as they are at first.

    It is a matter of the eye, and not told (U4).
    """
    _keep_of_list(session, "columns", list_key, columns)


@for_everybody
def keep_export(session: Session, list_key: str, chosen: Mapping[str, Any]) -> None:
    """Keep how the session's person exported a list, to be offered next time; not told (U4)."""
    _keep_of_list(session, "exports", list_key, chosen)


def _keep_of_list(session: Session, field: str, list_key: str, chosen: object) -> None:
    """Keep what is chosen for one list beside what is for the others; nothing: as at first."""
    database, person = session.database, session.person.id
    with sql.transaction(database, of=sql.SHOP):
        kept = {**getattr(load_person(database, person), field), list_key: chosen}
        known = {key: one for key, one in kept.items() if one}
        settings_writes.keep_of_person(database, person, _kept({field: known}))


@for_everybody
def save_counter(session: Session, /, **changes: object) -> CounterSettings:
    """Keep some of this counter's choices and return all; where it stands is not told (U4).

    Raises Refused for who may not change those of backups or training.
    """
    database, counter = session.database, session.counter.id
    with sql.transaction(database, of=sql.SHOP):
        old = load_counter(database, counter)
        _check_counter(session, old, changes)
        settings_writes.keep_of_counter(database, counter, _kept(changes))
        told = {key: value for key, value in changes.items() if key not in _NOT_TOLD}
        _note(session, Change(Subject.COUNTER, counter), old, told)
    return old._replace(**changes)  # type: ignore[arg-type]


def _check_counter(session: Session, old: CounterSettings, changes: Mapping[str, object]) -> None:
    """A counter is theirs who work at it, but for where its backups go, and for training."""
    if any(key in changes and changes[key] != getattr(old, key) for key in _OF_BACKUPS):
        session.demand(Permission.KEEP_BACKUPS)
    if changes.get("training", old.training) != old.training:
        _check_training(session)


_OF_BACKUPS = ("backup_places", "keeps_backups")


def _check_training(session: Session) -> None:
    """Not everybody begins training, nor ends it; and never in the middle of a sale."""
    session.demand(Permission.TRAIN)
    _parked, begun = shifts.open_drafts(session.database, [SALE.key])
    if begun:
        raise refuse(Code.TRAINING_SALE_OPEN)


_NOT_TOLD = frozenset({"resume", "person", "labels", "open_groups", "first_steps"})
"""What is on the screen, who stands there, and what it printed on last; what the menu shows."""


@for_everybody
def keep_untold(session: Session, /, **changes: object) -> None:
    """Keep some of this counter's choices that are told otherwise, or what came of its work.

    Raises Refused as ``save_counter`` does.
    """
    database, counter = session.database, session.counter.id
    with sql.transaction(database, of=sql.SHOP):
        _check_counter(session, load_counter(database, counter), changes)
        settings_writes.keep_of_counter(database, counter, _kept(changes))


PARTS: dict[type[Settings | PersonSettings | CounterSettings], Callable[..., object]] = {
    Settings: save,
    PersonSettings: save_person,
    CounterSettings: save_counter,
}
"""Whose choices there are, and how each is kept."""


@for_everybody
def change(session: Session, /, **changes: object) -> None:
    """Keep choices, each where it belongs, all or none. Raises Refused as ``save`` does."""
    with sql.transaction(session.database, of=sql.SHOP):
        for part, keep in PARTS.items():
            own = changes.keys() & part._fields
            if own:
                keep(session, **{key: changes[key] for key in own})


Part = TypeVar("Part", Settings, PersonSettings, CounterSettings)


def _made(part: type[Part], kept: Mapping[str, str]) -> Part:
    return part()._replace(**_read(part.__name__, tuple(kept.items()))[0])


@lru_cache
def _read(part: str, kept: tuple[tuple[str, str], ...]) -> tuple[dict[str, Any], bool]:
    """The choices of one part that were made, and whether each text that is kept says one.

    What another version kept besides is left alone. They are asked for at every step and seldom
    change: the same texts are read once.
    """
    defaults = _DEFAULTS[part]
    values, whole = {}, True
    for key, text in kept:
        try:
            value = json.loads(text)
        except (ValueError, TypeError):
            whole = False
            continue
        if key in defaults:
            if _is_choice(key, value, defaults[key]):
                values[key] = value
            else:
                whole = False
    return values, whole


_DEFAULTS: Mapping[str, Mapping[str, object]] = {
    part.__name__: part()._asdict() for part in (Settings, PersonSettings, CounterSettings)
}
_KINDS: Mapping[type, type] = {tuple: list}
"""What is not of the same kind once it is kept as JSON."""
_ONE_OF: Mapping[str, Collection[object]] = {
    "currency": tuple(CURRENCIES),
    "taxes": [mode.name.lower() for mode in TaxMode],
}


def _is_choice(key: str, value: object, default: object) -> bool:
    """A value is one that a choice may have: one of a few, or of the kind of its default."""
    if key in _ONE_OF:
        return value in _ONE_OF[key]
    kind: type = type(default)
    return default is None or type(value) is _KINDS.get(kind, kind)


def _kept(changes: Mapping[str, object]) -> dict[str, str]:
    return {key: json.dumps(sql.storable(value)) for key, value in changes.items()}


def _note(session: Session, subject: Change, old: Part, changes: Mapping[str, object]) -> None:
    before = {key: getattr(old, key) for key in changes}
    audit.note(session, Action.SETTINGS, [subject._replace(before=before, after=changes)])


@permitted(Permission.CHANGE_SETTINGS)
def set_up(
    session: Session,
    name: str,
    trade: Trade,
    currency: str,
    language: str,
    warehouse: str,
    owner: str = "Owner",
    counter: str = "Counter 1",
    payments: bool = True,
) -> Settings:
    """Carry out the first-run page: a new digital or appliance shop starts with P1 on,
    and its new items with serial numbers; ``payments`` are taken unless it says no.

    The shop gets its first warehouse, named ``warehouse``; ``owner`` is what its
    built-in user is called, and ``counter`` its first counter. Raises Refused without both names.
    """
    from db.writes import warehouses  # with the first run

    if not warehouse.strip():
        raise refuse(Code.NAME_MISSING)
    with sql.transaction(session.database, of=sql.SHOP):
        settings = save(
            session,
            shop_name=name.strip(),
            trade=trade.name,
            currency=currency,
            serials_enabled=trade is Trade.DIGITAL,
            serials_for_new=trade is Trade.DIGITAL,
            payments=payments,
        )
        save_person(session, language=language)
        warehouses.add_first(session.database, warehouse.strip())
        people.rename(session.database, session.person.id, owner)
        before = {"name": session.person.name}
        named = Change(Subject.PERSON, session.person.id, before, {"name": owner})
        audit.note(session, Action.PERSON, [named])
        counters.rename(session.database, session.counter.id, counter)
        before = {"name": session.counter.name}
        named = Change(Subject.COUNTER, session.counter.id, before, {"name": counter})
        audit.note(session, Action.COUNTER, [named])
    return settings


def currencies(database: Database) -> list[str]:
    """The currencies the shop can still choose: the stored amounts must keep their meaning.

    Once a document is posted or a drawer was counted that is its own only; once an amount is
    entered, those with as many decimals.
    """
    own = load(database).currency
    if has_amounts(database):
        return [own]
    priced = settings_reads.has_prices(database)
    same = CURRENCIES[own]
    return [code for code, decimals in CURRENCIES.items() if decimals == same or not priced]


def has_amounts(database: Database) -> bool:
    """Amounts stand for good: of a document that was posted, of a drawer."""
    return settings_reads.has_posted(database) or settings_reads.has_counted(database)
