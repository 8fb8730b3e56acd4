"""A transaction says what it is of, a draft or the shop, and nothing wider begins inside it."""

import ast
from pathlib import Path

import pytest

import app
import db
from db import sql

FILES = [
    file
    for root in (Path(app.__file__).parent, Path(db.__file__).parent)
    for file in sorted(root.rglob("*.py"))
]


def begun_in(source):
    """What each transaction of a source is said to be of; None where nothing is said."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Attribute(attr="transaction") | ast.Name(id="transaction")):
                said = {word.arg: ast.unparse(word.value) for word in node.keywords}
                yield said.get("of")


def test_what_a_transaction_is_of_is_read_from_the_source():
    source = "with sql.transaction(d, of=draft): pass\nwith sql.transaction(d): pass"
    assert list(begun_in(source)) == ["draft", None]


def test_every_transaction_says_what_it_is_of():
    said = [of for file in FILES for of in begun_in(file.read_text(encoding="utf-8"))]
    assert len(said) > 40
    assert set(said) <= {"draft", "document", "sql.SHOP", "SHOP"}


@pytest.mark.parametrize(
    ("outer", "inner"), [(1, 1), (sql.SHOP, sql.SHOP), (sql.SHOP, 1), (sql.SHOP, 2)]
)
def test_inside_it_begins_what_is_no_wider(shop, outer, inner):
    with sql.transaction(shop.database, of=outer), sql.transaction(shop.database, of=inner):
        pass


@pytest.mark.parametrize(("outer", "inner"), [(1, 2), (1, sql.SHOP)])
def test_nothing_wider_begins_inside_that_of_a_draft(shop, outer, inner):
    with (
        pytest.raises(AssertionError),
        sql.transaction(shop.database, of=outer),
        sql.transaction(shop.database, of=inner),
    ):
        pass
    with sql.transaction(shop.database, of=sql.SHOP):  # and what failed is over
        pass
