"""Products and contacts found by words: what of them stands in the index, and what fits.

A record is put into the index by the transaction that saves it. Those of an earlier schema are
filled in beside the screen (``fill``), some at a time.
"""

import json
from collections.abc import Callable, Sequence, Sized
from dataclasses import dataclass
from typing import NamedTuple

from app.domain import finding
from app.domain.finding import Findable, Match, Rank
from app.domain.gtin import gtin_keys
from app.domain.lifecycle import Status
from app.domain.serials import check, fold
from app.services.stock import pinyin
from db import sql
from db.engine import word_search
from db.engine.word_search import CONTACT, PRODUCT
from db.queries import finding as finding_reads
from db.queries import items, serials
from db.queries.finding import FinderRow, PartyRow
from db.queries.items import ProductRow as Item
from db.queries.lists.paging import Count
from db.sql import Database

INACTIVE, CUSTOMER, SUPPLIER = "!inactive", "!customer", "!supplier"
"""Signs in the index beside the grams: longer than these, so that no word is one."""

_RANKED = 600
"""So many that may fit are judged one by one; where there are more, a part of the best is."""
_LOOKED_AT = 20_000
"""Of more that fit, so many (the newest) are looked through for what is in stock."""
_CHOSEN_FROM = 60


class FoundProduct(NamedTuple):
    """A product that fits: its row, how well it fits, and where."""

    row: FinderRow
    match: Match


class FoundParty(NamedTuple):
    """A contact that fits, and where; its texts are name, phone, email."""

    row: PartyRow
    match: Match


NONE = Count(0, True)


@dataclass(frozen=True, slots=True)
class Products:
    """The best products, and how many there are in all."""

    rows: tuple[FoundProduct, ...] = ()
    count: Count = NONE

    @property
    def more(self) -> int:
        """How many more there are than those shown (at least, where the count is not exact)."""
        return max(self.count.number - len(self.rows), 0)


@dataclass(frozen=True, slots=True)
class Parties:
    """The best contacts, and how many there are in all."""

    rows: tuple[FoundParty, ...] = ()
    count: Count = NONE

    @property
    def more(self) -> int:
        """How many more there are than those shown (at least, where the count is not exact)."""
        return max(self.count.number - len(self.rows), 0)


# What stands in the index -----------------------------------------------------------------------

_Signed = tuple[Findable, tuple[str, ...]]
"""What a record is found by, and its signs."""


def _text(text: str) -> str:
    return finding.fold(text[: finding.LONGEST_TEXT])


def _product(row: finding_reads.ProductTexts) -> _Signed:
    name = _text(row.name)
    codes = tuple(map(_text, (row.sku, *row.barcodes)))
    record = Findable(name, codes, pinyin.readings(name))
    return record, () if row.active else (INACTIVE,)


def _contact(row: finding_reads.ContactTexts) -> _Signed:
    name = _text(row.name)
    others = (_text(row.phone), _text(row.email), finding.digits(_text(row.phone)))
    record = Findable(name, (), pinyin.readings(name), others)
    signs = ((CUSTOMER, row.is_customer), (SUPPLIER, row.is_supplier), (INACTIVE, not row.active))
    return record, tuple(sign for sign, has in signs if has)


def _written(signed: _Signed) -> str:
    record, signs = signed
    return json.dumps(
        [record.name, record.codes, record.readings, record.others, signs], ensure_ascii=False
    )


def _read(texts: str) -> _Signed:
    name, codes, readings, others, signs = json.loads(texts)
    said = tuple(tuple(one) for one in readings)
    return Findable(name, tuple(codes), said, tuple(others)), tuple(signs)


def _grams(signed: _Signed) -> set[str]:
    record, signs = signed
    return finding.grams(record).union(signs)


def note_products(database: Database, ids: Sequence[int]) -> None:
    """Put products into the index as they are now; called in the transaction that changes them."""
    _note(
        database,
        PRODUCT,
        {row.id: _product(row) for row in finding_reads.product_texts(database, ids)},
    )


def note_contacts(database: Database, ids: Sequence[int]) -> None:
    """The same for contacts."""
    _note(
        database,
        CONTACT,
        {row.id: _contact(row) for row in finding_reads.contact_texts(database, ids)},
    )


def _note(database: Database, subject: str, records: dict[int, _Signed]) -> None:
    there = word_search.texts_of(database, subject, list(records))
    for id, signed in records.items():
        texts = _written(signed)
        if there.get(id) == texts:
            continue
        if id in there:
            word_search.take_out(database, subject, id, _grams(_read(there[id])))
        word_search.put(database, subject, id, _grams(signed), texts)


def forget_products(database: Database, ids: Sequence[int]) -> None:
    """Take products out of the index, before they are deleted."""
    _forget(database, PRODUCT, ids)


def forget_contacts(database: Database, ids: Sequence[int]) -> None:
    """The same for contacts."""
    _forget(database, CONTACT, ids)


def _forget(database: Database, subject: str, ids: Sequence[int]) -> None:
    for id, texts in word_search.texts_of(database, subject, ids).items():
        word_search.take_out(database, subject, id, _grams(_read(texts)))


def is_filled(database: Database) -> bool:
    """Does everything stand in the index?"""
    return not any(word_search.missing(database, subject, 0, 1) for subject in (PRODUCT, CONTACT))


def fill(database: Database, most: int = 100, pause: Callable[[], None] = lambda: None) -> int:
    """Put what an earlier schema left out into the index, ``most`` a transaction; how many.

    ``pause`` is called between transactions: others may write then, and it may raise to stop.
    """
    done = 0
    for subject, note in ((PRODUCT, note_products), (CONTACT, note_contacts)):
        after = 0
        while ids := word_search.missing(database, subject, after, most):
            with sql.transaction(database, of=sql.SHOP):
                note(database, ids)
            done, after = done + len(ids), ids[-1]
            pause()
    return done


# What fits --------------------------------------------------------------------------------------


def find_products(
    database: Database,
    typed: str,
    warehouse: int,
    inactive: bool = False,
    most: int = 6,
    with_serials: bool = True,
) -> Products:
    """The products that fit what was typed: by code, by a word's beginning, by a part of one.

    Those in stock in ``warehouse`` come first among those that fit as well. Nothing typed finds
    nothing. Where very many fit, the best are chosen of the newest. The number of a serial that the
    shop knows finds its product, where serial number management is on (``with_serials``, P1).
    """
    wanted = finding.words(typed)
    if not wanted:
        return Products()
    asked = _Asked(database, PRODUCT, wanted, "" if inactive else INACTIVE)
    found, are_all = _fitting(asked, warehouse, most)
    code = fold(typed).strip()
    exact = _by_code(database, code)
    if with_serials and (product := product_of_serial(database, code)) is not None:
        exact.append(product)
    for id, name in ((item.id, item.name) for item in exact if item.active or inactive):
        spans = found[id].match.spans if id in found else ()
        found[id] = _Judged(finding.fold(name), Match(Rank.EXACT, spans))
    stocked = finding_reads.in_stock_among(database, list(found), warehouse)
    order = sorted(
        found, key=lambda id: (found[id].match.rank, id not in stocked, found[id].name, id)
    )
    rows = finding_reads.product_rows(database, order[:most], warehouse)
    best = tuple(FoundProduct(row, found[row.id].match) for row in rows)
    return Products(best, _count(found, are_all, most))


class _Judged(NamedTuple):
    """The folded name of a record that fits, by which it is in order, and how it fits."""

    name: str
    match: Match


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the index is asked, and by which words."""

    database: Database
    subject: str
    wanted: tuple[str, ...]
    without: str
    sign: str = ""

    def grams(self, begins: bool) -> set[str]:
        return finding.wanted_grams(self.wanted, begins) | ({self.sign} if self.sign else set())

    def count(self, begins: bool = False) -> int:
        return word_search.count(self.database, self.subject, self.grams(begins), self.without)

    def ids(self, begins: bool, most: int) -> list[int]:
        grams = self.grams(begins)
        return word_search.ids(self.database, self.subject, grams, most, self.without)

    def containing(self) -> list[int]:
        """Those in which the words stand as they are, not only their grams."""
        written = [json.dumps(word, ensure_ascii=False)[1:-1] for word in self.wanted]
        return word_search.containing(
            self.database,
            self.subject,
            self.grams(begins=False),
            written,
            looked_at=_LOOKED_AT,
            most=_RANKED,
            without=self.without,
        )


def _fitting(asked: _Asked, warehouse: int | None, most: int) -> tuple[dict[int, _Judged], bool]:
    """Those that fit, and whether they are all: of very many only the best are judged."""
    if asked.count() <= _RANKED:
        return _judged(asked, asked.ids(False, _RANKED)), True
    chosen: list[int] = []
    for begins in (True, False):
        if begins and asked.count(begins) <= _RANKED:
            chosen += asked.ids(begins, _RANKED)
        else:
            if warehouse is not None:
                grams = asked.grams(begins)
                chosen += word_search.in_stock(
                    asked.database, grams, warehouse, _LOOKED_AT, _CHOSEN_FROM, asked.without
                )
            chosen += asked.ids(begins, _CHOSEN_FROM)
        found = _judged(asked, chosen)
        if len(found) > most:
            return found, False
    return _judged(asked, chosen + asked.containing()), False


def _judged(asked: _Asked, ids: Sequence[int]) -> dict[int, _Judged]:
    """Those in which every word stands, by what they were put into the index with."""
    found = {}
    for id, texts in word_search.texts_of(asked.database, asked.subject, ids).items():
        record = _read(texts)[0]
        match = finding.match(record, asked.wanted)
        if match is not None:
            found[id] = _Judged(record.name, match)
    return found


def _count(found: Sized, are_all: bool, most: int) -> Count:
    """How many there are: exact where all were judged, else more than were counted so far."""
    return Count(len(found) if are_all or len(found) <= most else _RANKED, are_all)


def _by_code(database: Database, code: str) -> list[Item]:
    """The products that have this very SKU or barcode, or another form of its GTIN (C7)."""
    if not code or any(map(str.isspace, code)):
        return []
    exact = items.by_code(database, code)
    same = items.by_gtins(database, gtin_keys(code)).values() if gtin_keys(code) else ()
    return [*([exact] if exact else []), *(item for some in same for item in some)]


def product_of_serial(database: Database, number: str) -> Item | None:
    """The product of a serial that the shop knows, whatever became of the unit, or None."""
    if check(number):
        return None
    unit = serials.known(database, [number]).get(number.upper())
    if unit is None or unit.status == Status.UNKNOWN:
        return None
    return items.item(database, unit.product_id)


def find_parties(
    database: Database, typed: str, customers: bool, kinds: Sequence[str] = (), most: int = 6
) -> Parties:
    """The customers (else suppliers) that fit what was typed, by any part of name, phone or email.

    Of a phone only the digits are compared. Nothing typed: those on the newest documents of
    ``kinds`` come first, then the newest contacts.
    """
    ways = _ways_to_read(typed)
    if not ways:
        return _offered(database, customers, kinds, most)
    sign = CUSTOMER if customers else SUPPLIER
    judged: dict[int, _Judged] = {}
    are_all = True
    for wanted in ways:
        asked = _Asked(database, CONTACT, wanted, INACTIVE, sign)
        found, all_of_it = _fitting(asked, None, most)
        are_all = are_all and all_of_it
        judged = found | judged
    order = sorted(judged, key=lambda id: (judged[id].match.rank, judged[id].name, id))
    rows = finding_reads.party_rows(database, order[:most])
    best = tuple(FoundParty(row, _phone_marked(judged[row.id].match)) for row in rows)
    return Parties(best, _count(judged, are_all, most))


def _ways_to_read(typed: str) -> list[tuple[str, ...]]:
    """What is typed as words, and as a phone where all of it, or a word of it, can be one."""
    words = finding.words(typed)
    digits = tuple(finding.phone_in(word) or word for word in words)
    phone = finding.phone_in(typed)
    return list(dict.fromkeys(way for way in (words, digits, (phone,) if phone else ()) if way))


def _offered(database: Database, customers: bool, kinds: Sequence[str], most: int) -> Parties:
    """Whom to offer before anything is typed."""
    sign = {CUSTOMER if customers else SUPPLIER}
    recent = finding_reads.recent_parties(database, kinds, customers, most)
    newest = word_search.ids(database, CONTACT, sign, most, INACTIVE)
    rows = finding_reads.party_rows(database, list(dict.fromkeys([*recent, *newest]))[:most])
    found = tuple(FoundParty(row, Match(Rank.BEGINS, ())) for row in rows)
    count = word_search.count(database, CONTACT, sign, INACTIVE)
    return Parties(found, Count(max(count, len(found)), True))


_DIGITS = 3
"""The text of a contact that is its phone's digits: name, phone, email, digits."""


def _phone_marked(match: Match) -> Match:
    """What was found in the digits alone has no place in what is shown."""
    return Match(match.rank, tuple(one for one in match.spans if one[0] != _DIGITS))
