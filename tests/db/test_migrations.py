"""A store of any earlier schema comes up to today's with all it holds."""

import hashlib
import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest

from app.domain.dates import DateChoice
from app.services import settings
from db import sql
from db.engine.opening import APPLICATION_ID, open_database
from db.engine.trouble import ConstraintBroken
from db.schema import migrations, version_6, version_12
from db.schema.migrations import SCRIPTS
from db.schema.newest import NEWEST
from tests.db.test_upgrading import RENAMED

_SHOP = """
INSERT INTO setting (key, value) VALUES ('shop_name', '"Corner Shop"');
INSERT INTO warehouse (id, name) VALUES (1, 'Main');
INSERT INTO product (id, sku, name, unit, track_serials) VALUES (1, 'P', 'Phone', 'pcs', 1);
INSERT INTO product_barcode (barcode, product_id) VALUES ('6901234567892', 1);
INSERT INTO document (id, uuid, kind, date, warehouse_id, created_at, created_by, changed_at)
  VALUES (1, 'u', 'purchase', '2026-01-05', 1, '2026-01-05', 1, '2026-01-05');
INSERT INTO document_line (id, document_id, position, product_id, quantity, unit)
  VALUES (1, 1, 1, 1, 1000, 'pcs');
INSERT INTO serial_movement (id, line_id, serial_id, from_status, to_status, to_warehouse_id)
  VALUES (1, 1, 1, 0, 1, 1);
INSERT INTO serial (id, number, product_id, warehouse_id, status, last_movement_id,
    current_movement_id) VALUES (1, '0001', 1, 1, 1, 1, 1);
INSERT INTO stock (product_id, warehouse_id, on_hand, identified) VALUES (1, 1, 1000, 1);
"""


def made_by(path, scripts, rows=_SHOP):
    """A shop as the program of an earlier schema left it."""
    path.write_bytes(_empty(tuple(scripts)))
    with closing(sqlite3.connect(path, isolation_level=None)) as store:
        store.execute("PRAGMA foreign_keys = 1")
        store.executescript(rows)
        store.execute(f"PRAGMA user_version = {len(scripts)}")


@cache
def _empty(scripts):
    """A store with what these scripts made, each of which has run once for all that have it."""
    *before, last = scripts
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as store:
        if before:
            store.deserialize(_empty(tuple(before)))
        store.execute("PRAGMA foreign_keys = 1")
        store.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        store.executescript(last)
        return store.serialize()


def earlier_store(path, version):
    """The same of a version, as its script says today."""
    made_by(path, SCRIPTS[:version])


def schema_of(database):
    return sql.rows(
        database, "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name"
    )


@pytest.fixture(scope="module")
def upgraded(tmp_path_factory):
    """The store of an earlier schema after it was opened; each is brought up once."""

    @cache
    def of(version):
        path = tmp_path_factory.mktemp("upgraded") / "shop.sdk"
        earlier_store(path, version)
        open_database(path).close()
        return path

    return of


@pytest.fixture(scope="module")
def schema_today(tmp_path_factory):
    with closing(open_database(tmp_path_factory.mktemp("fresh") / "shop.sdk")) as fresh:
        return schema_of(fresh)


def test_the_newest_is_what_the_scripts_lead_to():
    assert len(SCRIPTS) == NEWEST


@pytest.mark.parametrize("version", range(1, NEWEST))
def test_a_store_of_an_earlier_schema_comes_up_with_all_it_holds(upgraded, schema_today, version):
    with closing(open_database(upgraded(version))) as database:
        assert sql.value(database, "PRAGMA user_version") == NEWEST
        assert sql.value(database, "PRAGMA integrity_check") == "ok"
        assert sql.rows(database, "PRAGMA foreign_key_check") == []
        assert sql.value(database, "SELECT number FROM serial") == "0001"
        assert sql.value(database, "SELECT on_hand FROM stock") == 1000
        assert schema_of(database) == schema_today


@pytest.mark.parametrize("version", range(1, NEWEST))
def test_a_copy_of_the_earlier_store_is_left_beside_it(upgraded, version):
    (copy,) = upgraded(version).parent.glob("*before-version*")
    with closing(sqlite3.connect(copy)) as before:
        assert before.execute("PRAGMA user_version").fetchone() == (version,)


@pytest.mark.rule("D10")
@pytest.mark.parametrize("version", range(1, SCRIPTS.index(version_6.SCRIPT) + 1))
def test_a_draft_keeps_a_date_that_is_not_the_day_it_was_begun(tmp_path, version):
    earlier_store(tmp_path / "shop.sdk", version)
    with closing(sqlite3.connect(tmp_path / "shop.sdk")) as store:
        store.execute(
            "INSERT INTO document (uuid, kind, date, created_at, created_by, changed_at) VALUES"
            " ('v', 'sale', date('2026-01-05T12:00:00Z', 'localtime'), '2026-01-05T12:00:00Z', 1,"
            " '2026-01-05'), ('w', 'sale', '2025-12-24', '2026-01-05T12:00:00Z', 1, '2026-01-05')"
        )
        store.commit()
    with closing(open_database(tmp_path / "shop.sdk")) as database:
        chosen = dict(sql.rows(database, "SELECT uuid, date_choice FROM document"))
        assert (chosen["v"], chosen["w"]) == (DateChoice.POSTING, DateChoice.CHOSEN)


@pytest.mark.rule("D10")
def test_the_store_knows_the_choices_of_a_date_and_no_other(tmp_path):
    with closing(open_database(tmp_path / "shop.sdk")) as database:
        sql.execute(
            database,
            "INSERT INTO document (uuid, kind, date, created_at, created_by, changed_at)"
            " VALUES ('u', 'sale', '2026-01-05', '', 1, '')",
        )
        for choice in DateChoice:
            sql.execute(database, "UPDATE document SET date_choice = ?", int(choice))
        with pytest.raises(ConstraintBroken):
            sql.execute(database, "UPDATE document SET date_choice = ?", max(DateChoice) + 1)


_CHOICES = """
INSERT INTO person (id, name, role) VALUES (2, 'Ann', 'clerk');
INSERT INTO setting (key, value) VALUES ('language', '"zh_CN"'), ('theme', '"dark"'),
  ('sounds', 'false'), ('sound_set', '"wood"'), ('volume', '40'), ('resume', '1'),
  ('scanner', '{"ending": "tab"}'), ('negative_stock', 'true'), ('hologram', 'true');
INSERT INTO audit (at, user_id, action, document_id, detail)
  VALUES ('2026-01-05', 1, 'void', 1, 'typed wrongly');
"""


def test_choices_are_parted_and_what_the_audit_log_told_stays(tmp_path):
    """The shop's stay, each person has the look and the sounds, the counter what is of it."""
    before = SCRIPTS.index(version_12.SCRIPT)
    made_by(tmp_path / "shop.sdk", SCRIPTS[:before], _SHOP + _CHOICES)
    with closing(open_database(tmp_path / "shop.sdk")) as database:
        assert sql.rows(database, "SELECT key, value FROM setting ORDER BY key") == [
            ("hologram", "true"),
            ("negative_stock", "true"),
            ("shop_name", '"Corner Shop"'),
        ]
        for person in (1, 2):
            resume = 1 if person == 1 else None  # what the counter showed was its owner's
            own = settings.PersonSettings("zh_CN", "dark", False, "wood", 40, resume=resume)
            assert settings.load_person(database, person) == own
        counter = settings.CounterSettings(scanner={"ending": "tab"})
        assert settings.load_counter(database, 1) == counter
        assert sql.rows(database, "SELECT action, document_id, detail, counter_id FROM audit") == [
            ("void", 1, "typed wrongly", None)
        ]


def test_every_script_can_be_taken_alone():
    assert all(list(migrations.statements(script)) for script in SCRIPTS)


LANDED = (
    "a75f0306eb1e95f5af52cad9ca4b777027859ffb3b665081faeff384dde1bb4d",
    "dbc1169478872e2cd3d6844e6d526d64a1e881359559bc33732a766623d2563d",
    "d3b73fe0570aa0d47605eb9fb0d41260e8325a40152507a2bbcd7d84426f468e",
    "def886ebc69adacdcf109a65d3348f01135314d62b6812c860a731bac4aba21a",
    "db9263187d96c4fafccdf95c3b901ec202db756af63280468d7b47313c398223",
    "8a3b01c5afba92fb42e9b5b4b8ae41895eda3f0530cfadfe32ae737af5922c1e",
    "0601da8ae40dd93638ac0b36bda3ce6f43e0bf7215f9bb6a102452987e5e76f7",
    "e9eb3d0c95fbefcffdb8030b8d210346fb4fa43456a9db8e0b4f06f36a1417eb",
    "627ce7bfa629145b24a70e22dfb15bf9cd77e47c22c1dd104637715f36fadaab",
    "4a041107f5df1db095c2d7e96c8caf1eb29fb9dae79653578eccb730f0d2b295",
    "c9882cf328201c067b4a09b420a20a900713f1c8ed06c0abb7c4f0c569c85abd",
    "fd344e145a5c7568f320ca0c835ca5ac670af2b0e7b13a4ea94206036d6d3aed",
    "26d34a1bdf91839caffa32e266c0a8059fa388c8681038b47e520aeddcf44990",
    "8b824689c17dd49debf5eac11e5c7c88f005bf0544c48bdedb15f2c1808975cd",
    "895c38d8640554bd911047790f242a384209c0d3f116dd3f5369bd0fcf82dad5",
    "ae9f7b944694d93b72fcca20cee31838fe1e9b0ded733eeceaff37b984de124d",
    "66e54856da4f184aea719412202442788d089c97ef59000a5d0509f34b8cc102",
    "f2311dcf64283b8386f001f7ef49f513b218e24f2a115a567f3fb317e7f91f3b",
    "b0e184c869996d10b77d35c3962b8bfea9fd78c7d7d5550e5f56a589b2236440",
    "e2387a0debe97c907a3ed5e8bca0db0085f94db87761b2045bfdc6e4f295c09a",
    "3e906b150602ea69178a9b17a42b7ad8d6f5ca842c680b96f53cd1d5c52ceb97",
    "bf49ffceb418cbf66cf0d6945a6ce78a4c0129c480e32f0c94c6394a648ebc40",
    "27cf95dd7865374f4c481a4a2fe3897da6a70b34b0fb669266450c356d1b26cc",
    "79de629ff276732565c9eb7cfed9bc212c695194f3766cfbe26983efc68f770e",
    "04f643482019827cfdac3504533ff5dd16299ad5a38c0be698f05753e8f85676",
    "b7fe088e81b50fc1cd9628d44731361bf49181fe428d2c4beec455632a6d0b8b",
    "9d42b5a41f04e5c83de76044a7977f3d2ea0954a980bc10d860a0976e80cda12",
    "831c6d5754dfc525b4b6e60424b26130e2a9be865c05b6088bc41ee83652bb99",
    "33af628ecd741e86e20a51faeddefe8666ebc84c6cacdfc9e0ab0b89add9551e",
    "d4a48c6fb4d2f45e6b4316dfb4a7d0fbb09daf0a56d1fe951f3964445d551202",
    "2c2e4aceef4a54f1c7f41e8b505c4007971a1378769b19d579a1195482dbd368",
    "ab09940bf8a5300c786baedf4ade3f47e385e22101adc4cc97f2c1af9f6b49b4",
    "075ee65fd42899dd59a91d0390b160150dd26bcbb85494815a401a863f8c7202",
)
"""SHA-256 of each script that has landed, so shops have been made with it: none is changed."""


def test_a_landed_migration_never_changes_again():
    texts = [hashlib.sha256(script.encode()).hexdigest() for script in SCRIPTS]
    assert texts[: len(LANDED)] == list(LANDED)


def _landed(name):
    return (Path(__file__).parent / "landed" / name).read_text(encoding="utf-8")


_CHANGED = {
    "first of the first": (_landed("first_of_1.sql"),),
    "second of the first": (_landed("second_of_1.sql"),),
    "first of the second": (SCRIPTS[0], _landed("first_of_2.sql")),
    "third over an empty second": (SCRIPTS[0], _landed("empty_2.sql"), SCRIPTS[2]),
}
"""Texts that migrations had before they were changed, although they had landed."""

_MOVEMENT = _SHOP[_SHOP.index("INSERT INTO serial_movement") : _SHOP.index("INSERT INTO serial (")]
_SERIAL = _SHOP[_SHOP.index("INSERT INTO serial (") : _SHOP.index("INSERT INTO stock")]


def rows_of(store, tables):
    """All rows of some tables, by their columns."""
    kept = {}
    for table, columns in tables.items():
        kept[table] = store.execute(f"SELECT {columns} FROM {table} ORDER BY 1, 2").fetchall()
    return kept


def tables_of(store):
    """The tables with their columns, but for the search index, which is made of shadow tables."""
    names = store.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'serial_search%'"
    ).fetchall()
    return {
        name: ", ".join(row[1] for row in store.execute(f"PRAGMA table_info({name})"))
        for (name,) in names
    }


@pytest.mark.parametrize("state", _CHANGED)
def test_a_store_of_a_script_that_was_changed_later_comes_up_to_the_same_schema(tmp_path, state):
    path, scripts = tmp_path / "shop.sdk", _CHANGED[state]
    # In the first two texts a serial came before its first movement.
    first = state.endswith("the first")
    rows = _SHOP.replace(_MOVEMENT + _SERIAL, "BEGIN;" + _SERIAL + _MOVEMENT + "COMMIT;")
    made_by(path, scripts, rows if first else _SHOP)
    with closing(sqlite3.connect(path)) as store:
        tables = tables_of(store)
        before = rows_of(store, tables)
    with closing(open_database(path)) as database, closing(open_database(tmp_path / "n")) as fresh:
        assert sorted(schema_of(database)) == sorted(schema_of(fresh))
        assert tables_of(sql.connection(database)) == tables_of(sql.connection(fresh))
        today = {RENAMED.get(name, name): columns for name, columns in tables.items()}
        after = rows_of(sql.connection(database), today)
        assert after == {RENAMED.get(name, name): rows for name, rows in before.items()}
        assert sql.value(database, "PRAGMA integrity_check") == "ok"
        assert sql.rows(database, "PRAGMA foreign_key_check") == []
