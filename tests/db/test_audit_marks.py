"""The mark of a row of the audit log: what it is of, and what it tells (U4)."""

import hashlib

import pytest

from app.services import audit, settings
from app.services.audit import Action, Change, Subject
from db.engine.audit_marks import strange
from tests.bending import bent, without_check
from tests.shop import open_store

pytestmark = pytest.mark.rule("U4")

MOST = 20


def wrong(shop):
    return strange(shop.database, MOST)


def told(shop, *reasons):
    """So many rows, each with its reason; the ids."""
    for reason in reasons:
        change = Change(Subject.SHOP, None, {"reason": ""}, {"reason": reason})
        audit.note(shop.session, Action.SETTINGS, [change], reason)
    rows = shop.rows("SELECT id FROM audit ORDER BY id DESC LIMIT ?", len(reasons))
    return [id for (id,) in reversed(rows)]


def test_it_is_of_the_row_as_json_by_the_recipe(shop):
    (id,) = told(shop, '缺货 "now"')
    ((at, detail, before, after, mark),) = shop.rows(
        "SELECT at, detail, before, after, mark FROM audit WHERE id = ?", id
    )
    texts = [text.replace("\\", "\\\\").replace('"', '\\"') for text in (detail, before, after)]
    json = '[{},"{}",1,1,"settings",null,"{}","setting",null,"{}","{}"]'
    said = json.format(id, at, *texts)
    assert mark == hashlib.sha256(said.encode()).digest()[:16]


@pytest.mark.parametrize("reason", ["plain", "a\0b", "half \ud83d", "", "\u2028\x7f\t", "x" * 5000])
def test_whatever_is_told_fits_its_mark(shop, reason):
    told(shop, reason)
    assert wrong(shop) == []


def test_what_is_changed_copied_or_taken_out_is_found(shop):
    first, second, third = told(shop, "one", "two", "three")
    bent(shop.database, f"UPDATE audit SET user_id = 2 WHERE id = {first}")
    assert wrong(shop) == [first]
    bent(shop.database, f"UPDATE audit SET user_id = 1 WHERE id = {first}")
    bent(shop.database, f"DELETE FROM audit WHERE id = {second}")
    assert wrong(shop) == [third]
    columns = "at, user_id, action, detail, counter_id, subject, before, after, mark"
    bent(
        shop.database,
        f"INSERT INTO audit (id, {columns}) SELECT {second}, {columns} FROM audit"
        f" WHERE id = {third}",
    )
    assert wrong(shop) == [second]


def test_a_value_that_is_damaged_is_found_whatever_it_is_now(shop):
    first, *_ = told(shop, "one", "two")
    bent(shop.database, without_check("STRICT", "audit"))
    shop.close()
    database = open_store(shop.path)
    bent(database, f"UPDATE audit SET detail = x'00ff' WHERE id = {first}")
    assert strange(database, MOST) == [first]
    database.close()


def test_rows_of_before_there_were_marks_have_none_and_none_comes_after_one_that_has(shop):
    bent(shop.database, "UPDATE audit SET mark = NULL")
    assert wrong(shop) == []
    (marked,) = told(shop, "one")
    assert wrong(shop) == []
    bent(
        shop.database,
        "INSERT INTO audit (at, user_id, action) SELECT at, 1, 'void' FROM audit LIMIT 1",
    )
    assert wrong(shop) == [marked + 1]


def test_a_change_that_is_told_by_a_service_has_one(shop):
    settings.save(shop.session, address="1 High Street")
    assert shop.rows("SELECT count(*) FROM audit WHERE mark IS NULL") == [(0,)]
    assert wrong(shop) == []
