"""The demo shop is one shop in each language: the same goods and people under other names."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date

import pytest

from app.demo import shop as demo
from app.demo.names import NAMES
from app.text import LANGUAGES
from db import sql
from tests.shop import open_store

_FIELDS = [field.name for field in fields(NAMES["en"])]


def texts(language: str, field: str) -> list[str]:
    """All names of one sort in a language."""
    match getattr(NAMES[language], field):
        case str() as name:
            return [name]
        case Mapping() as named:
            return list(named.values())
        case Iterable() as named:
            return list(named)


def is_chinese(text: str) -> bool:
    """Has it a Chinese character?"""
    return any("\u4e00" <= sign <= "\u9fff" for sign in text)


def test_each_language_of_the_program_has_names() -> None:
    assert set(NAMES) == set(LANGUAGES)


@pytest.mark.parametrize("language", NAMES)
@pytest.mark.parametrize("field", _FIELDS)
def test_a_language_has_as_many_names_as_every_other_and_none_twice(language, field) -> None:
    named = texts(language, field)
    assert len(named) == len(texts("en", field))
    assert len(set(named)) == len(named)


@pytest.mark.parametrize("language", NAMES)
def test_every_product_has_a_name(language) -> None:
    assert list(NAMES[language].products) == [row.sku for row in demo.PRODUCTS]


@pytest.mark.parametrize("field", _FIELDS)
def test_what_a_chinese_shop_is_shown_is_chinese(field) -> None:
    named = [text for text in texts("zh_CN", field) if not text.startswith("USB")]
    assert [text for text in named if not is_chinese(text)] == []


@pytest.fixture
def built(tmp_path, monkeypatch):
    """Builds the demo shop of two days in a language, and reads from it."""
    monkeypatch.setattr(demo, "DAYS", 2)
    monkeypatch.setattr(demo._Shop, "_leave_drafts", lambda _shop, _at: None)

    def build(language: str):
        database = open_store(tmp_path / f"{language}.sdk")
        demo.build(database, language, date(2026, 3, 10))
        return database

    return build


def test_the_same_happens_in_each_language(built) -> None:
    english, chinese = built("en"), built("zh_CN")
    for query in (
        "SELECT number, total, party_id, warehouse_id, date FROM document ORDER BY id",
        "SELECT number, product_id, status, warehouse_id FROM serial ORDER BY id",
        "SELECT sku, sale_price FROM product ORDER BY id",
    ):
        rows = list(sql.rows(english, query))
        assert len(rows) > 1
        assert list(sql.rows(chinese, query)) == rows
    names = "SELECT name FROM {table} ORDER BY id"
    for table in ("product", "contact", "warehouse", "person"):
        found = [name for (name,) in sql.rows(chinese, names.format(table=table))]
        assert found != [name for (name,) in sql.rows(english, names.format(table=table))]
    english.close()
    chinese.close()


def test_its_sales_are_paid_and_its_drawer_is_open(built) -> None:
    database = built("en")
    unpaid = "SELECT count(*) FROM document WHERE kind = 'sale' AND state = 1 AND NOT keeps_money"
    assert sql.value(database, unpaid) == 0
    tenders = set(sql.rows(database, "SELECT DISTINCT tender_id FROM payment ORDER BY tender_id"))
    assert len(tenders) > 2
    shifts = [row[0] for row in sql.rows(database, "SELECT closed_at FROM shift ORDER BY id")]
    assert len(shifts) == 2 and shifts[0] and shifts[1] is None
    on_account = sql.value(database, "SELECT count(*) FROM debt WHERE amount <> settled")
    assert on_account > 0
    taxed = "SELECT count(*) FROM document_tax t JOIN document d ON d.id = t.document_id"
    assert sql.value(database, f"{taxed} WHERE d.kind = 'sale'") > 0
    database.close()
