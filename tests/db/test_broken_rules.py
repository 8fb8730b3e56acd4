"""What breaks a rule of the schema is told by one name, whichever way it was to be written."""

import pytest

from db import sql
from db.engine.trouble import ConstraintBroken
from db.sql import Database

INSERT_SETTING = "INSERT INTO setting (key, value) VALUES (?, ?)"


def one_row(database: Database) -> None:
    sql.execute(database, INSERT_SETTING, "a", None)


def many_rows(database: Database) -> None:
    sql.execute_many(database, INSERT_SETTING, [("a", "1"), ("a", "2")])


def a_check(database: Database) -> None:
    sql.execute(database, "UPDATE warehouse SET name = ''")


@pytest.mark.parametrize(
    ("write", "name"),
    [
        (one_row, "setting_value_is_given"),
        (many_rows, "setting_key_unique"),
        (a_check, "name_is_given"),
    ],
)
def test_a_broken_rule_of_the_schema_has_one_name(shop, write, name):
    before = shop.everything()
    with (
        pytest.raises(ConstraintBroken) as caught,
        sql.transaction(shop.database, of=sql.SHOP),
    ):
        write(shop.database)
    assert caught.value.name == name
    assert shop.everything() == before


def test_a_fault_of_ours_stays_what_it_is(shop):
    with pytest.raises(Exception, match="no such table") as caught:
        sql.rows(shop.database, "SELECT id FROM no_table ORDER BY id")
    assert not isinstance(caught.value, ConstraintBroken)
