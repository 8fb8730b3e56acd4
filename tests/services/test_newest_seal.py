"""The newest seal beside the store and in each backup: an old copy is noticed (S3)."""

import shutil

import pytest

from app.domain.permissions import Role
from app.domain.problems import Code
from app.services.keeping import (
    backup_keeping,
    backup_places,
    backups,
    encrypting,
    newest_in_backups,
    newest_seal,
)
from app.services.keeping.backup_places import no_mounts
from app.services.keeping.backups import Why
from app.services.keeping.patience import untold
from db.engine import witness
from tests.shop import Shop, refusal


def reopened(shop, copy=None):
    """The shop closed and opened again, with ``copy`` put into the place of its file."""
    shop.close()
    if copy is not None:
        shutil.copyfile(copy, shop.path)
    return Shop.opened(shop.has, shop.path)


@pytest.mark.rule("S3")
def test_an_old_copy_that_is_put_into_place_is_noticed(shop, tmp_path):
    shop.purchase("A1 A2")
    shop.close()
    old = shutil.copyfile(shop.path, tmp_path / "old.sdk")
    shop = Shop.opened(shop.has, shop.path)
    shop.sell("A1")
    shop.sell("A2")
    assert newest_seal.keep(shop.database)
    shop = reopened(shop)
    assert newest_seal.problem_of(shop.database) is None
    shop = reopened(shop, old)
    problem = newest_seal.problem_of(shop.database)
    assert problem.code is Code.STORE_IS_OLDER and problem.values["count"] == 2
    (refused,) = refusal(newest_seal.accept, shop.as_a(Role.MANAGER))
    assert refused.code is Code.NOT_ALLOWED and newest_seal.problem_of(shop.database) == problem
    newest_seal.accept(shop.session)
    assert newest_seal.problem_of(shop.database) is None
    told = "SELECT action, before ->> '$.seals', after ->> '$.seals' FROM audit ORDER BY id"
    assert shop.rows(told)[-1] == ("other_file", 3, 1)
    shop.close()


@pytest.mark.rule("S3")
def test_a_copy_that_went_another_way_is_noticed(shop, tmp_path):
    shop.purchase("A1 A2")
    shop.close()
    old = shutil.copyfile(shop.path, tmp_path / "old.sdk")
    shop = Shop.opened(shop.has, shop.path)
    shop.sell("A1")
    newest_seal.keep(shop.database)
    shop = reopened(shop, old)
    shop.sell("A2")
    shop.purchase("A3")
    assert newest_seal.problem_of(shop.database).code is Code.STORE_IS_ANOTHER
    shop.close()


@pytest.mark.rule("S3")
@pytest.mark.parametrize("left", [b"", b"{", b"[]", b'{"seal": "x"}', b"\xff" * 5000])
def test_what_is_left_of_the_file_beside_it_holds_nobody_up(shop, left):
    shop.purchase("A1")
    witness.file_of(shop.path).write_bytes(left)
    assert newest_seal.problem_of(shop.database) is None
    assert newest_seal.keep(shop.database)
    assert witness.read(shop.path).seal == 1


@pytest.mark.rule("S3")
def test_after_a_restore_nothing_is_said(shop):
    shop.purchase("A1")
    newest_seal.keep(shop.database)
    witness.forget(shop.path)  # as where a restore puts another store in place
    assert newest_seal.problem_of(shop.database) is None
    assert not newest_seal.is_missing(shop.database)


# Where nothing is kept beside it -----------------------------------------------------------------


def back_up(shop):
    order = backup_keeping.order_by_itself(shop.session, shop.path, Why.DAILY)
    backup_keeping.note(shop.session, backups.make(order, shop.session.now()))


def asked(shop):
    """What the backups say of a shop beside which nothing is kept."""
    assert newest_seal.is_missing(shop.database)
    counter = shop.session.counter.id
    found = newest_in_backups.problem_of(shop.database, counter, no_mounts, untold)
    return found and found.code


@pytest.fixture
def placed(shop, tmp_path):
    """A shop with a place for its backups, and a backup of one document."""
    (tmp_path / "safe").mkdir()
    backup_places.add(shop.session, shop.path, tmp_path / "safe")
    shop.purchase("A1 A2")
    back_up(shop)
    return shop


def unwitnessed(shop, copy=None):
    """The shop opened again, with nothing beside its file."""
    shop.close()
    if copy is not None:
        shutil.copyfile(copy, shop.path)
    witness.file_of(shop.path).unlink(missing_ok=True)
    return Shop.opened(shop.has, shop.path)


@pytest.mark.rule("S3")
@pytest.mark.parametrize("encrypted", [False, True])
def test_an_old_copy_with_nothing_beside_it_is_told_by_the_backups(placed, tmp_path, encrypted):
    if encrypted:
        backup_keeping.set_password(placed.session, encrypting.new_key("harbour lights"))
    placed.close()
    old = shutil.copyfile(placed.path, tmp_path / "old.sdk")
    shop = Shop.opened(placed.has, placed.path)
    shop.sell("A1")
    back_up(shop)
    shop = unwitnessed(shop)
    assert asked(shop) is None  # it has all that its backup has
    shop = unwitnessed(shop, old)
    assert asked(shop) is Code.STORE_BEFORE_BACKUP
    newest_seal.accept(shop.session)
    assert not newest_seal.is_missing(shop.database)
    assert newest_seal.problem_of(shop.database) is None
    shop.close()


@pytest.mark.rule("S3")
def test_where_no_backup_is_seen_it_is_told_that_it_is_missing(placed, tmp_path):
    (tmp_path / "safe").rename(tmp_path / "gone")
    shop = unwitnessed(placed)
    assert asked(shop) is None  # nothing says that there ever was one
    newest_seal.keep(shop.database)
    newest_seal.note_kept(shop.database)
    shop = unwitnessed(shop)
    assert asked(shop) is Code.SEAL_NOT_BESIDE
    shop.close()


@pytest.mark.rule("S3")
def test_backups_of_another_shop_say_nothing(placed, tmp_path, template):
    (tmp_path / "other").mkdir()
    other = Shop.opened(template, template.copy_to(tmp_path / "other" / "shop.sdk"))
    backup_places.add(other.session, other.path, tmp_path / "safe")
    back_up(other)
    other.purchase("B1")
    other = unwitnessed(other)
    placed.sell("A1")
    back_up(placed)
    assert asked(other) is None
    other.close()


@pytest.mark.rule("S3")
def test_a_shop_without_seals_misses_none(shop):
    assert not newest_seal.is_missing(shop.database)
