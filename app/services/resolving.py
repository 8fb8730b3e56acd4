"""A code -> what it is here (C1), by the order of certainty; nothing is guessed.

A serial the shop knows by this very code, a product's barcode or SKU, a carton, a document's
number, then what the code itself says: GS1 elements, a list of serials. What is left is unknown.
"""

from dataclasses import dataclass

from app.domain.codes import Elements, carton_code, gtin_forms, read
from app.domain.lifecycle import Status
from app.domain.problems import Code, Problem
from app.services import cartons
from app.services.cartons import Contents
from db.queries import documents, items, serials
from db.queries.documents import Document
from db.queries.items import Item
from db.queries.serials import Known
from db.sql import Database


@dataclass(frozen=True, slots=True)
class Identified:
    """A GS1 code that names a product of the shop (AI 01) and a unit of it (AI 21)."""

    item: Item
    serial: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A code that lists serials."""

    numbers: tuple[str, ...]


Found = Known | Item | Contents | Document | Identified | Listed | Problem | None


@dataclass(frozen=True, slots=True)
class Resolved:
    """A code without what the scanner put around it, and what it is; None: known to nobody."""

    code: str
    found: Found = None


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
        said = _by_elements(database, reading.code, reading.if_known, with_serials)
        if not isinstance(said.found, Problem):
            return said
    if reading.numbers and with_serials:
        return Resolved(reading.code, Listed(reading.numbers))
    return Resolved(reading.code)


def _by_store(database: Database, code: str, with_serials: bool) -> Found:
    """What the shop knows by this very code."""
    known = serials.known(database, [code]).get(code.upper()) if with_serials else None
    if known and known.status != Status.UNKNOWN:
        return known
    item = items.by_code(database, code)
    if item is not None:
        return item
    carton = cartons.contents(database, code) if with_serials else None
    return carton or documents.by_number(database, code)


def _by_elements(database: Database, code: str, said: Elements, with_serials: bool) -> Resolved:
    """What GS1 elements say: product and unit, product, carton, or a unit alone."""
    found = items.by_any_code(database, gtin_forms(said.gtin))
    values: dict[str, object] = {"code": said.gtin.lstrip("0")}
    if said.gtin and not found:
        return Resolved(code, Problem(Code.GTIN_UNKNOWN, values))
    if len(found) > 1:
        values["items"] = ", ".join(item.sku for item in found)
        return Resolved(code, Problem(Code.GTIN_AMBIGUOUS, values))
    item = found[0] if found else None
    if item is not None:
        with_unit = said.serial and with_serials and item.track_serials
        return Resolved(code, Identified(item, said.serial) if with_unit else item)
    if said.sscc:
        carton = cartons.contents(database, said.sscc) if with_serials else None
        return Resolved(code, carton or Problem(Code.CARTON_UNKNOWN, {"code": carton_code(code)}))
    return Resolved(said.serial, _by_store(database, said.serial, with_serials))
