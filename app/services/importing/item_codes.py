"""Which items the codes in a file are: SKUs and barcodes in any form (C7), all at once."""

from collections.abc import Iterable

from app.domain import serials as serial_numbers
from app.domain.gtin import gtin_keys
from app.domain.problems import Code, Problem
from db.queries import items
from db.queries.items import CodeOwner, ProductRow
from db.sql import Database


def owners(database: Database, codes: Iterable[str]) -> dict[str, list[CodeOwner]]:
    """Whose codes these are, upper-cased, in whichever form of a GTIN; nobody's are left out."""
    asked = {code for code in codes if code}
    gtins = [(code, key) for code in asked for key in gtin_keys(code)]
    return items.owners_of(database, asked, gtins)


def items_of(database: Database, codes: Iterable[str]) -> dict[str, ProductRow | Problem]:
    """The item of each code, by its key, or why it names none: two reads, however many there are.

    A SKU is the one it is, whatever its form as a GTIN; a form that several items have is asked
    about.
    """
    asked = {serial_numbers.key(code): code for code in codes if code}
    skus = items.by_skus(database, asked.values())
    found = owners(database, asked.values())
    ids = {key: _one(key, skus, found) for key in asked}
    rows = items.rows_of(database, {id for id in ids.values() if isinstance(id, int)})
    answers: dict[str, ProductRow | Problem] = {}
    for key, code in asked.items():
        one = ids[key]
        if isinstance(one, int):
            answers[key] = rows[one]
        else:
            answers[key] = one or Problem(Code.IMPORT_NO_ITEM, {"code": code})
    return answers


def _one(
    key: str, skus: dict[str, items.ProductRecord], found: dict[str, list[CodeOwner]]
) -> int | Problem | None:
    if key in skus:
        return skus[key].id
    owned = {owner.id: owner.name for owner in found.get(key, ())}
    if len(owned) > 1:
        names = ", ".join(sorted(owned.values()))
        return Problem(Code.GTIN_AMBIGUOUS, {"code": key, "items": names})
    return next(iter(owned), None)
