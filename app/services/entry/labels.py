"""Labels where serials are wanted (C8): in a list, in a cell, in a box of units only.

A label that names a unit brings its serial number; any other is refused, and never becomes, whole,
a serial number. A plain code stays as it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.domain.codes import CodeReading, read, says_only_itself
from app.domain.gs1 import Elements
from app.domain.gtin import gtin_keys
from app.domain.lifecycle import Status
from app.domain.problems import Code, Problem
from db.queries import cartons, items, serials
from db.queries.items import ProductRow
from db.queries.serials import Known
from db.sql import Database


@dataclass(slots=True)
class ReadEntries:
    """A list as it is to be judged: ``numbers``, and by upper-cased number why it is none."""

    numbers: list[str]
    problems: dict[str, Problem] = field(default_factory=dict)


def read_list(
    database: Database, texts: Sequence[str], product: int | None = None, sure: bool = False
) -> ReadEntries:
    """Read what stands in a list: a handful of reads of the store, however long it is.

    ``product`` is whose those units are that the shop has never seen, where that is said. ``sure``:
    a person said that an address is a serial number.
    """
    entries = ReadEntries(list(texts))
    readings = {at: read(text) for at, text in enumerate(texts) if not says_only_itself(text)}
    telling = [reading for reading in readings.values() if _tells(reading, sure)]
    told = _Told(database, telling, product)
    for at, reading in readings.items():
        answer = told.answer(reading) if _tells(reading, sure) else reading.code
        if isinstance(answer, Problem):
            entries.problems[reading.code.upper()] = answer
            answer = reading.code
        entries.numbers[at] = answer
    return entries


def units_in(
    database: Database, raw: str, product: int | None = None
) -> tuple[list[str], Problem | None]:
    """The serials that one scan brings where nothing but serials is wanted, or why it brings none.

    What only a person could say is refused there: the number can be entered by hand.
    """
    reading = read(raw)
    if reading.numbers and not reading.doubt:
        return list(reading.numbers), None
    entries = read_list(database, [raw], product)
    return entries.numbers, next(iter(entries.problems.values()), None)


def _tells(reading: CodeReading, sure: bool) -> bool:
    """It says more than a plain code, is an address or names one unit twice."""
    doubt = reading.doubt and reading.doubt.code in _REFUSED_IN_LISTS and not sure
    return bool(reading.problem or reading.elements or reading.if_known or doubt)


_REFUSED_IN_LISTS = (Code.LOOKS_LIKE_LINK, Code.TWO_IDENTIFIERS)


class _Told:
    """What labels say, with all that the store knows of them read at once."""

    def __init__(
        self, database: Database, readings: Sequence[CodeReading], product: int | None
    ) -> None:
        self._product = product
        said = [_said(reading) for reading in readings]
        numbers = [one.serial for one in said if one.serial]
        numbers += [number for reading in readings for number in (reading.code, *reading.numbers)]
        keys = {key for one in said for key in gtin_keys(one.gtin)}
        parts = {one.part for one in said if one.part}
        self._known: dict[str, Known] = serials.known(database, numbers) if readings else {}
        self._items = items.by_gtins(database, keys) if keys else {}
        self._parts = {part: items.by_code(database, part) for part in parts}
        sscc = {one.sscc for one in said if one.sscc}
        self._cartons = cartons.codes_among(database, sscc) if sscc else set()

    def answer(self, reading: CodeReading) -> str | Problem:
        """The serial that a label names, the code itself where it is none, or a problem."""
        if self._is_known(reading.code):
            return reading.code
        by_name = {self._known[n.upper()] for n in reading.numbers if self._is_known(n)}
        if len(by_name) == 1:
            return by_name.pop().number
        if reading.problem or (reading.doubt and not reading.if_known):
            return reading.problem or reading.doubt or reading.code
        said = _said(reading)
        found = self._items_of(said)
        values: dict[str, object] = {"serial": reading.code}
        if not found and reading.if_known and said.sscc not in self._cartons:
            return reading.code
        if said.sscc and not said.gtin:
            return Problem(Code.IS_CARTON_CODE, values, serial=reading.code)
        if said.gtin and not found:
            return Problem(Code.GTIN_UNKNOWN, {"code": said.gtin.lstrip("0")})
        if reading.problem_if_known:
            return reading.problem_if_known
        item = found[0] if found else None
        if item and not said.serial:
            values["product"] = item.name
            return Problem(Code.IS_PRODUCT_CODE, values, serial=reading.code)
        if len(found) > 1 or not self._fits(item, said.serial):
            return Problem(Code.IS_LABEL, values, serial=reading.code)
        return said.serial

    def _is_known(self, number: str) -> bool:
        known = self._known.get(number.upper())
        return known is not None and known.status != Status.UNKNOWN

    def _items_of(self, said: Elements) -> list[ProductRow]:
        if said.gtin:
            keys = gtin_keys(said.gtin)
            return next((self._items[key] for key in keys if key in self._items), [])
        item = self._parts.get(said.part)
        return [item] if item else []

    def _fits(self, item: ProductRow | None, serial: str) -> bool:
        """The unit is of the label's item; one never seen is of the item that the list is for."""
        if item is None:
            return True
        if self._is_known(serial):
            return self._known[serial.upper()].product_id == item.id
        return self._product in (None, item.id)


def _said(reading: CodeReading) -> Elements:
    return reading.elements or reading.if_known or _NOTHING


_NOTHING = Elements()


def label_problems(database: Database, numbers: Sequence[str]) -> dict[str, Problem]:
    """Which of ``numbers``, upper-cased, are labels, and so no serials as they stand (C8)."""
    entries = read_list(database, numbers, sure=True)
    whole = {
        text.upper(): Problem(Code.IS_LABEL, {"serial": text}, serial=text)
        for text, number in zip(numbers, entries.numbers, strict=True)
        if text != number
    }
    return whole | entries.problems
