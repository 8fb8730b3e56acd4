"""The store's own key of a GTIN (C7): that of the rules, for every row, and no second item's."""

import sqlite3
from contextlib import closing

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.gtin import gtin_key
from db import sql
from db.engine.trouble import ConstraintBroken
from db.schema import migrations

UPC, EAN, UPC_E = "075678164125", "0075678164125", "04252614"
INSERT_BARCODE = "INSERT INTO product_barcode (barcode, product_id) VALUES (?, ?)"


@pytest.mark.rule("C7")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(
    st.from_regex(r"0{0,6}[0-9]{6,9}", fullmatch=True)
    | st.from_regex(r"[01][0-9]{7}", fullmatch=True)
    | st.from_regex(r"[0-9]{7,15}", fullmatch=True)
    | st.sampled_from([UPC, EAN, UPC_E, "01234565", "A", "7567816412A", "٠٠٠٠٠٠٠٠"])
)
def test_it_is_the_rules_key_of_whatever_was_entered(shop, code):
    savepoint = shop.database.savepoint()
    with savepoint:
        sql.execute(shop.database, INSERT_BARCODE, code, shop.has.phone)
        key = sql.value(shop.database, "SELECT gtin FROM product_barcode WHERE barcode = ?", code)
        savepoint.rollback()
    assert key == gtin_key(code)


@pytest.mark.rule("C7")
@pytest.mark.parametrize(
    "statement",
    [
        f"INSERT INTO product_barcode (barcode, product_id) VALUES ('{EAN}', 2)",
        f"INSERT INTO product (sku, name, unit) VALUES ('{EAN}', 'Disc', 'pcs')",
        f"UPDATE product SET sku = '0{EAN}' WHERE id = 2",
        f"UPDATE product_barcode SET barcode = '{EAN}' WHERE barcode = 'OTHER'",
        f"UPDATE product_barcode SET product_id = 3 WHERE barcode = '{UPC}'",
        "INSERT INTO product_barcode (barcode, product_id) VALUES ('0042100005264', 2)",
    ],
)
def test_no_program_gives_a_second_item_another_form(shop, statement):
    for code, product in ((UPC, 1), (f"00{UPC}", 1), ("OTHER", 2), (UPC_E, 1)):
        sql.execute(shop.database, INSERT_BARCODE, code, product)
    with pytest.raises(ConstraintBroken, match="has this GTIN in another form"):
        sql.execute(shop.database, statement)


@pytest.mark.rule("C7")
def test_a_store_that_has_two_forms_on_two_items_is_upgraded_with_both():
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as old:
        for statement in migrations.statements(migrations.SCRIPTS[0]):
            old.execute(statement)
        for sku in ("A", "B", UPC_E):
            old.execute("INSERT INTO product (sku, name, unit) VALUES (?, ?, 'pcs')", (sku, sku))
        old.executemany(INSERT_BARCODE, [(UPC, 1), (EAN, 2), ("042100005264", 1)])
        migrations.migrate(old, 1)
        read = "SELECT barcode, gtin FROM product_barcode ORDER BY barcode"
        assert old.execute(read).fetchall() == [
            (EAN, f"00{UPC}"),
            ("042100005264", "00042100005264"),
            (UPC, f"00{UPC}"),
        ]
        assert old.execute("SELECT gtin FROM product ORDER BY id").fetchall() == [
            (None,),
            (None,),
            ("00042100005264",),
        ]
        old.execute("UPDATE product SET name = 'Disc' WHERE id = 1")
        with pytest.raises(sqlite3.IntegrityError):
            old.execute(INSERT_BARCODE, (f"00{UPC}", 3))
