"""The shop's pictures: kept once each, and named by what they show."""

import pytest

from app.services import settings
from app.services.paper import pictures


@pytest.mark.rule("Q7")
def test_a_logo_is_kept_and_the_one_before_can_be_chosen_again(shop):
    assert pictures.logo(shop.database) == b""
    first, second = (pictures.keep(shop.session, data) for data in (b"first", b"second"))
    for name, data in ((first, b"first"), (second, b"second"), (first, b"first"), ("", b"")):
        settings.save(shop.session, logo=name)
        assert pictures.logo(shop.database) == data


@pytest.mark.rule("Q7")
def test_the_same_picture_is_kept_once(shop):
    names = {pictures.keep(shop.session, b"same") for _ in range(3)}
    assert len(names) == 1
    assert shop.rows("SELECT picture FROM shop_picture") == [(b"same",)]


@pytest.mark.rule("U4")
def test_the_choice_is_told_and_no_picture_stands_in_the_log(shop):
    settings.save(shop.session, logo=pictures.keep(shop.session, b"x" * 100_000))
    told = shop.rows("SELECT after FROM audit ORDER BY id DESC LIMIT 1")[0][0]
    assert "logo" in told and len(told) < 200
