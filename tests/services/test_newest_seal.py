"""The newest seal is kept beside the store: an old copy in its place is noticed (S3)."""

import shutil

import pytest

from app.domain.permissions import Role
from app.domain.problems import Code
from app.services.keeping import newest_seal
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
    newest_seal.forget(shop.path)
    assert witness.read(shop.path) is None
    assert newest_seal.problem_of(shop.database) is None
