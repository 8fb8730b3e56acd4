"""Moving to another computer: one file with its own figures, then the old shop is looked at."""

import errno
from contextlib import closing
from datetime import UTC, datetime

import pytest

from app.domain.permissions import Role
from app.domain.problems import Code
from app.services import audit, settings
from app.services.audit import Subject
from app.services.documents import drafts
from app.services.keeping import frozen, moving, restoring
from app.services.keeping.facts import facts_of
from app.services.keeping.restoring import RestoreAsked
from app.services.session import begin
from app.services.stock import items
from app.services.stock.items import ItemForm
from db import sql
from db.engine import online_copy, witness
from db.engine.opening import open_database
from db.engine.trouble import StoreTrouble, Trouble
from tests.shop import refusal

pytestmark = pytest.mark.rule("S6")

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "stick"
    made.mkdir()
    return made


def quiet(_done):
    pass


def code_of(*values, **named):
    (problem,) = refusal(*values, **named)
    return problem.code


def test_what_is_in_the_file_is_what_was_here(shop, folder):
    shop.purchase("A1 A2")
    shop.sell("A1")
    before = facts_of(shop.database)
    path, known = moving.move(shop.session, folder, quiet)
    assert list(folder.iterdir()) == [path]
    assert known == before
    assert written_in(path) == before


def test_on_the_other_computer_it_is_worked_in(shop, folder, tmp_path):
    shop.purchase("A1 A2")
    path, known = moving.move(shop.session, folder, quiet)
    place = tmp_path / "new" / "shop.sdk"
    place.parent.mkdir()
    open_database(place).close()
    prepared = restoring.prepare(RestoreAsked(place, path, NOON, "Owner"), quiet)
    assert (prepared.written, prepared.facts.documents) == (known, known.documents)
    restoring.put_in_empty_place(prepared)
    left = {each.name for each in place.parent.iterdir()}
    assert left == {place.name, witness.file_of(place).name}
    with closing(open_database(place)) as database:
        assert frozen.heed(database) is None
        drafts.new(begin(database), "sale")


def test_the_old_shop_refuses_what_changes_it_also_when_it_is_opened_again(shop, folder, store):
    shop.purchase("A1")
    draft = shop.draft("sale")
    moving.move(shop.session, folder, quiet)
    shop.close()
    with closing(open_database(store)) as database:
        assert frozen.heed(database) is frozen.Frozen.MOVED
        session = begin(database)
        documents = facts_of(database).documents
        for act in (
            lambda: drafts.new(session, "sale"),
            lambda: drafts.discard(session, draft),
            lambda: items.save(session, ItemForm("X", "X"), []),
            lambda: settings.save(session, shop_name="Other"),
        ):
            assert code_of(act) == Code.SHOP_MOVED
        assert facts_of(database).documents == documents


@pytest.mark.rule("U4")
def test_the_owner_takes_it_back_and_the_log_tells_both(shop, folder):
    moving.move(shop.session, folder, quiet)
    frozen.take_back(shop.session)
    drafts.new(shop.session, "sale")
    told = sql.rows(
        shop.database,
        "SELECT after FROM audit WHERE action = 'moved' AND subject = ? ORDER BY id",
        Subject.SHOP.value,
    )
    assert [audit.values_in(after) for (after,) in told] == [{"moved": True}, {"moved": False}]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OWNER])
def test_nobody_else_moves_it_or_takes_it_back(shop, folder, role):
    other = shop.as_a(role)
    assert code_of(moving.move, other, folder, quiet) == Code.NOT_ALLOWED
    assert not list(folder.iterdir())
    moving.move(shop.session, folder, quiet)
    assert code_of(frozen.take_back, other) == Code.NOT_ALLOWED


@pytest.mark.parametrize(
    ("number", "trouble"), [(errno.ENOSPC, Trouble.FULL), (errno.EROFS, Trouble.NOT_WRITABLE)]
)
def test_where_the_stick_does_not_take_it_the_shop_goes_on(
    shop, folder, monkeypatch, number, trouble
):
    def fail(*_values):
        raise OSError(number, "no")

    monkeypatch.setattr(online_copy.places, "make_private", fail)
    with pytest.raises(StoreTrouble) as caught:
        moving.move(shop.session, folder, quiet)
    assert caught.value.trouble is trouble
    assert not list(folder.iterdir())
    drafts.new(shop.session, "sale")


def written_in(path):
    with online_copy.opened_to_read(path) as database:
        return moving.written_facts(database)


@pytest.mark.parametrize("said", [None, "3", '{"shop": 3}', "{", "[]"])
def test_a_store_that_says_nothing_right_of_itself_says_nothing(shop, said):
    if said is not None:
        insert = "INSERT INTO setting (key, value) VALUES ('moved_facts', ?)"
        sql.execute(shop.database, insert, said)
    assert moving.written_facts(shop.database) is None


def test_a_copy_to_look_at_refuses_too(shop, store, tmp_path):
    shop.purchase("A1")
    shop.close()
    copy = tmp_path / "look.sqlite"
    restoring.copy_to_look_at(RestoreAsked(copy, store, NOON, "Owner"), quiet)
    with closing(open_database(copy)) as database:
        assert frozen.heed(database) is frozen.Frozen.COPY
        assert code_of(drafts.new, begin(database), "sale") == Code.SHOP_IS_COPY
        assert facts_of(database).documents == 1
