"""Reads for finding by words: what records are found by, and the rows that are shown of them."""

from collections.abc import Sequence
from typing import NamedTuple

from db import sql
from db.engine.parameters import ids_in
from db.sql import Database


class ProductTexts(NamedTuple):
    """What a product is found by."""

    id: int
    name: str
    sku: str
    active: bool
    barcodes: list[str]


def product_texts(database: Database, ids: Sequence[int]) -> list[ProductTexts]:
    """What some products are found by."""
    barcodes = _barcodes(database, ids)
    return [
        ProductTexts(id, name, sku, bool(active), barcodes.get(id, []))
        for id, name, sku, active in sql.rows(
            database,
            f"SELECT p.id, p.name, p.sku, p.active FROM {ids_in()} j"
            " CROSS JOIN product p WHERE p.id = j.value ORDER BY p.id",
            sql.json_list(ids),
        )
    ]


def _barcodes(database: Database, ids: Sequence[int]) -> dict[int, list[str]]:
    """The barcodes of some products, in the order in which they stand in the index."""
    found: dict[int, list[str]] = {}
    for product, barcode in sql.unordered(
        database,
        f"SELECT b.product_id, b.barcode FROM {ids_in()} j"
        " CROSS JOIN product_barcode b WHERE b.product_id = j.value",
        sql.json_list(ids),
    ):
        found.setdefault(product, []).append(barcode)
    return {product: sorted(barcodes) for product, barcodes in found.items()}


class FinderRow(NamedTuple):
    """A product as the finder shows it; price in minor units, on hand in thousandths."""

    id: int
    name: str
    sku: str
    barcode: str
    price: int
    here: int
    elsewhere: int
    track_serials: bool
    active: bool
    unit_decimals: int
    barcodes: list[str]
    """All of them, in the order in which they stand in the index."""


def product_rows(database: Database, ids: Sequence[int], warehouse: int) -> list[FinderRow]:
    """Some products, in the order of ``ids``, with what is on hand in a warehouse and elsewhere."""
    barcodes = _barcodes(database, ids)
    return [
        FinderRow._make((*row, barcodes.get(row[0], [])))
        for row in sql.rows_of(
            database,
            f"""
            SELECT p.id, p.name, p.sku,
                   coalesce((SELECT min(barcode) FROM product_barcode WHERE product_id = p.id), ''),
                   p.sale_price,
                   coalesce((SELECT sum(on_hand) FROM stock
                             WHERE product_id = p.id AND warehouse_id = ?2), 0),
                   coalesce((SELECT sum(on_hand) FROM stock
                             WHERE product_id = p.id AND warehouse_id <> ?2), 0),
                   p.track_serials, p.active, p.unit_decimals
            FROM {ids_in("?1")} j CROSS JOIN product p WHERE p.id = j.value
            """,
            ids,
            warehouse,
        )
    ]


def in_stock_among(database: Database, ids: Sequence[int], warehouse: int) -> set[int]:
    """Those of some products of which something is on hand in a warehouse."""
    return {
        id
        for (id,) in sql.unordered(
            database,
            f"SELECT s.product_id FROM {ids_in()} j CROSS JOIN stock s"
            " WHERE s.product_id = j.value AND s.warehouse_id = ? AND s.on_hand > 0",
            sql.json_list(ids),
            warehouse,
        )
    }


class ContactTexts(NamedTuple):
    """What a contact is found by."""

    id: int
    name: str
    phone: str
    email: str
    is_customer: bool
    is_supplier: bool
    active: bool


def contact_texts(database: Database, ids: Sequence[int]) -> list[ContactTexts]:
    """What some contacts are found by."""
    return [
        ContactTexts(*row)
        for row in sql.rows(
            database,
            "SELECT c.id, c.name, c.phone, c.email, c.is_customer, c.is_supplier, c.active"
            f" FROM {ids_in()} j CROSS JOIN contact c WHERE c.id = j.value ORDER BY c.id",
            sql.json_list(ids),
        )
    ]


class PartyRow(NamedTuple):
    """A contact as it is offered."""

    id: int
    name: str
    phone: str
    email: str
    is_customer: bool
    is_supplier: bool


_PARTY = "SELECT c.id, c.name, c.phone, c.email, c.is_customer, c.is_supplier"


def party_rows(database: Database, ids: Sequence[int]) -> list[PartyRow]:
    """Some contacts, in the order of ``ids``."""
    return [
        PartyRow(*row)
        for row in sql.rows_of(
            database,
            f"{_PARTY} FROM {ids_in()} j CROSS JOIN contact c WHERE c.id = j.value",
            ids,
        )
    ]


_NEWEST = 200
"""So many of the newest documents of a kind are looked through for their parties."""


def recent_parties(
    database: Database, kinds: Sequence[str], customers: bool, most: int
) -> list[int]:
    """The active parties of the newest posted documents of some kinds, the last one first."""
    column = "is_customer" if customers else "is_supplier"
    newest: dict[int, int] = {}
    for kind in kinds:
        for party, posting in sql.rows(
            database,
            "SELECT d.party_id, d.posting FROM (SELECT party_id, posting FROM document"
            " WHERE kind = ? AND posting IS NOT NULL ORDER BY posting DESC LIMIT ?) AS d"
            f" CROSS JOIN contact c WHERE c.id = d.party_id AND c.active AND c.{column}"
            " ORDER BY d.posting DESC",
            kind,
            _NEWEST,
        ):
            newest[party] = max(newest.get(party, 0), posting)
    return sorted(newest, key=lambda party: newest[party], reverse=True)[:most]


def documents_by_number(
    database: Database, number: str, most: int
) -> list[tuple[int, str, str, str, str | None]]:
    """The documents whose number begins like this: id, number, kind, date, party.

    Numbers are made of ASCII, in capitals; the case of what is asked for does not matter.
    """
    low = number.upper()
    return sql.rows(
        database,
        "SELECT d.id, d.number, d.kind, d.date, c.name FROM document d"
        " LEFT JOIN contact c ON c.id = d.party_id"
        " WHERE d.number >= ? AND d.number < ? ORDER BY d.number DESC LIMIT ?",
        low,
        low + "\x7f",
        most,
    )
