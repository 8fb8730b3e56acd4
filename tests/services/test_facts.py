"""What is in a store, as people compare it, and as it is kept beside a backup (S1, S2)."""

import json
import tomllib
from pathlib import Path

import pytest

from app.domain.problems import Refused
from app.services.keeping import facts
from app.services.keeping.facts import KindFacts
from app.version import VERSION
from db.schema.migrations import SCRIPTS
from db.schema.newest import NEWEST
from db.sql import Database
from tests.db.test_migrations import made_by

pytestmark = pytest.mark.rule("S1")


def test_facts_are_what_was_done_in_the_shop(shop):
    shop.purchase("A1 A2 A3")
    sale = shop.sell("A1")
    shop.void(shop.sell("A2"))
    found = facts.facts_of(shop.database)
    assert (found.shop, found.currency) == ("Corner Shop", "CNY")
    assert (found.documents, found.serials, found.in_stock) == (3, 3, 2)
    assert found.kinds == (
        KindFacts("purchase", 1, found.last_number("purchase")),
        KindFacts("sale", 2, found.newest_number),
    )
    assert found.last_number("sale") != shop.number(sale)
    assert found.last_number("count") == ""
    assert (found.schema, found.program) == (NEWEST, VERSION)


def test_a_draft_is_no_document(shop):
    shop.draft("sale")
    found = facts.facts_of(shop.database)
    assert (found.documents, found.newest_number, found.newest_at) == (0, "", "")


def test_facts_come_back_from_a_file_as_they_were(shop):
    shop.purchase("A1")
    known = facts.facts_of(shop.database)
    assert facts.from_json(json.loads(json.dumps(facts.to_json(known)))) == known


@pytest.mark.parametrize(
    "change",
    [
        {"documents": "3"},
        {"documents": True},
        {"documents": 1.5},
        {"more": 1},
        {"shop": "a\nb"},
        {"kinds": [{"kind": "sale"}]},
        {"kinds": {}},
        {"newest_at": None},
    ],
)
def test_anything_but_facts_is_refused(shop, change):
    said = {**facts.to_json(facts.facts_of(shop.database)), **change}
    with pytest.raises(Refused):
        facts.from_json(json.loads(json.dumps(said)))


@pytest.mark.parametrize("missing", ["shop", "documents", "kinds", "newest_seal"])
def test_facts_with_one_missing_are_refused(shop, missing):
    said = facts.to_json(facts.facts_of(shop.database))
    del said[missing]
    with pytest.raises(Refused):
        facts.from_json(said)


@pytest.mark.parametrize("version", range(1, NEWEST + 1))
def test_a_store_of_every_schema_has_facts(tmp_path, version):
    place = tmp_path / "early.sdk"
    made_by(place, SCRIPTS[:version], "")
    database = Database(str(place))
    with database:
        found = facts.facts_of(database)
    assert (found.schema, found.documents, found.serials) == (version, 0, 0)


def test_the_version_is_the_project_s():
    project = Path(__file__).parents[2] / "pyproject.toml"
    assert tomllib.loads(project.read_text())["project"]["version"] == VERSION
