"""Every rule of the schema has a name by which it is asked for, and no name is of no rule."""

import re

import pytest

from db import sql
from db.engine.constraints import NAMES, name_of
from db.engine.trouble import ConstraintBroken


def in_brackets(schema, start):
    """What stands in the brackets that open at a place."""
    depth = 0
    for end in range(start, len(schema)):
        depth += {"(": 1, ")": -1}.get(schema[end], 0)
        if depth == 0:
            return schema[start + 1 : end]
    raise AssertionError(schema)


def reported_by(schema):
    """What a table or a trigger reports: its CHECKs, and its words, as SQLite says them."""
    for found in re.finditer(r"CHECK (?=\()", schema):
        yield " ".join(in_brackets(schema, found.end()).split())
    for words in re.findall(r"RAISE\s*\(ABORT, '((?:[^']|'')*)'\)", schema):
        yield words.replace("''", "'")


def test_the_names_are_of_all_rules_of_the_schema_and_of_no_others(shop):
    schemas = shop.rows("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name")
    assert {words for (schema,) in schemas for words in reported_by(schema)} == set(NAMES)


def test_no_two_rules_have_one_name():
    assert len(set(NAMES.values())) == len(NAMES)


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("UPDATE warehouse SET name = ''", "name_is_given"),
        ("UPDATE product SET track_serials = 7", "track_serials_is_a_flag"),
        ("UPDATE product SET sku = 'one'", "product_sku_unique"),
        ("UPDATE product SET name = NULL", "product_name_is_given"),
        ("UPDATE product SET unit_decimals = 'x'", "product_unit_decimals_type"),
        ("INSERT INTO product_barcode (barcode, product_id) VALUES ('x', 99)", "reference"),
        (
            "INSERT INTO product_unit (product_id, name, size)"
            " VALUES (1, 'box', 2000), (1, 'box', 3000)",
            "product_unit_product_id_name_unique",
        ),
        (
            "INSERT INTO waiting_text (document_id, text) SELECT d.id, d.kind FROM document d"
            " CROSS JOIN warehouse",
            "waiting_text_place",
        ),
        ("DELETE FROM serial", "serial_is_kept"),
        ("UPDATE draft_serial SET number = 'a b'", "number_is_a_serial"),
        (
            "UPDATE document SET state = 1 WHERE state = 0",
            "posted_is_signed",
        ),
    ],
)
def test_what_is_broken_is_told_by_its_name(shop, statement, name):
    shop.purchase("A1")
    shop.written("sale", "A1")
    with pytest.raises(ConstraintBroken) as caught, sql.transaction(shop.database, of=sql.SHOP):
        sql.execute(shop.database, statement)
    assert caught.value.name == name


def test_a_rule_without_a_name_is_told_in_its_own_words():
    assert name_of("CHECK constraint failed: a > b") == "a > b"
