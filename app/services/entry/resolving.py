"""A code -> what it is here (C1), by the order of certainty; nothing is guessed.

A serial the shop knows by this very code, a product's barcode or SKU, a carton, a document's
number, then what the code itself says: GS1 elements, a list of serials. What is left is unknown.
"""

from collections.abc import Sequence
from typing import NamedTuple

from app.domain import serials as serial_numbers
from app.domain.codes import CodeReading, carton_code, read
from app.domain.gs1 import Elements
from app.domain.gtin import gtin_keys
from app.domain.lifecycle import Status
from app.domain.problems import Code, Problem
from app.services.entry import cartons
from app.services.entry.cartons import Contents
from db.queries import documents, items, serials
from db.queries.documents import Document
from db.queries.items import ProductRow
from db.queries.serials import Known
from db.sql import Database


class LabelledUnit(NamedTuple):
    """A label that names a product of the shop (GS1's AI 01) and a unit of it (AI 21)."""

    item: ProductRow
    serial: str


class SerialList(NamedTuple):
    """A code that lists serials, or with a doubt the identifiers of one unit."""

    numbers: tuple[str, ...]


Found = Known | ProductRow | Contents | Document | LabelledUnit | SerialList | Problem | None


class Resolved(NamedTuple):
    """A code without what the scanner put around it, and what it is; None: known to nobody.

    ``doubt``: only a person can say that it is a serial, or that a list is of one unit.
    """

    code: str
    found: Found = None
    doubt: Problem | None = None


def resolve(database: Database, raw: str, with_serials: bool = True) -> Resolved:
    """What a code is here; ``with_serials`` is P1.

    A serial whose every movement was voided is known to nobody.
    """
    reading = read(raw)
    found = _by_store(database, reading.code, with_serials)
    if found is not None:
        return Resolved(reading.code, found)
    if reading.problem:
        return Resolved(reading.code, reading.problem)
    if reading.elements:
        return _by_elements(database, reading.code, reading.elements, with_serials)
    if reading.if_known:
        said = _if_known(database, reading, reading.if_known, with_serials)
        if said is not None:
            return said
    if reading.numbers and with_serials:
        return _by_list(database, reading)
    return Resolved(reading.code, None, reading.doubt)


def name_of(database: Database, raw: str) -> str:
    """The name of the product that a code is of, or ""."""
    match resolve(database, raw).found:
        case Known() as unit:
            return unit.product
        case ProductRow() as item:
            return item.name
        case LabelledUnit(item, _serial):
            return item.name
    return ""


def _by_store(database: Database, code: str, with_serials: bool) -> Found:
    """What the shop knows by this very code, or by another form of the GTIN that it is (C7)."""
    if serial_numbers.check(code):
        return None  # no code of the shop is like this
    known = _known(database, code) if with_serials else None
    if known:
        return known
    item = items.by_code(database, code)
    same = _by_gtin(database, code)
    if len(same) > 1 and (item is None or item.sku.upper() != code.upper()):
        return _ambiguous(code, same)
    if item or same:
        return item or same[0]
    carton = cartons.contents(database, code) if with_serials else None
    return carton or documents.by_number(database, code)


def _known(database: Database, number: str) -> Known | None:
    """The serial with this number, unless every movement of it was voided."""
    known = serials.known(database, [number]).get(number.upper())
    return known if known and known.status != Status.UNKNOWN else None


def _by_gtin(database: Database, code: str) -> list[ProductRow]:
    """The products that have this GTIN in whichever form; none where it is no GTIN (C7)."""
    keys = gtin_keys(code)
    found = items.by_gtins(database, keys) if keys else {}
    return next((found[key] for key in keys if key in found), [])


def _ambiguous(code: str, found: Sequence[ProductRow]) -> Problem:
    values = {"code": code, "items": ", ".join(item.sku for item in found)}
    return Problem(Code.GTIN_AMBIGUOUS, values)


def _if_known(
    database: Database, reading: CodeReading, said: Elements, with_serials: bool
) -> Resolved | None:
    """What a code without a sign says where its GTIN or SSCC is known here, else None (C8)."""
    if said.sscc:
        carton = cartons.contents(database, said.sscc) if with_serials else None
        return Resolved(reading.code, carton) if carton else None
    found = _by_gtin(database, said.gtin)
    if not found:
        return None
    problem = reading.problem_if_known
    if problem and (problem.code is not Code.ELEMENTS_RAN_TOGETHER or found[0].track_serials):
        return Resolved(reading.code, problem)
    return _by_elements(database, reading.code, said, with_serials)


def _by_elements(database: Database, code: str, said: Elements, with_serials: bool) -> Resolved:
    """What a label says: product and unit, product, carton, or a unit alone."""
    found = _items_of(database, said)
    shown = said.gtin.lstrip("0")
    if said.gtin and not found:
        return Resolved(code, Problem(Code.GTIN_UNKNOWN, {"code": shown}))
    if len(found) > 1:
        return Resolved(code, _ambiguous(shown, found))
    item = found[0] if found else None
    if item is not None:
        with_unit = said.serial and with_serials and item.track_serials
        return Resolved(code, LabelledUnit(item, said.serial) if with_unit else item)
    if said.sscc:
        carton = cartons.contents(database, said.sscc) if with_serials else None
        return Resolved(code, carton or Problem(Code.CARTON_UNKNOWN, {"code": carton_code(code)}))
    return Resolved(said.serial, _by_store(database, said.serial, with_serials))


def _items_of(database: Database, said: Elements) -> list[ProductRow]:
    """The products a label names: by its GTIN, or by its maker's part number where we have that."""
    if said.gtin:
        return _by_gtin(database, said.gtin)
    item = items.by_code(database, said.part) if said.part else None
    return [item] if item else []


def _by_list(database: Database, reading: CodeReading) -> Resolved:
    """The serials of a list. Of several identifiers of one unit the one it is known by (C9)."""
    if reading.doubt:
        known = [found for number in reading.numbers if (found := _known(database, number))]
        if len({found.id for found in known}) == 1:
            return Resolved(known[0].number, known[0])
    return Resolved(reading.code, SerialList(reading.numbers), reading.doubt)
