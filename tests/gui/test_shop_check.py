"""*Check the shop* in Settings › Backups: what is said of its own file (S3)."""

import pytest

from app.domain.permissions import Role
from app.domain.problems import Code, Problem
from app.formats import Formats
from app.gui.keeping import shop_check
from app.gui.keeping.how_many import how_many
from app.gui.keeping.shop_check import ShopCheck
from app.services.keeping import checking, closings
from app.services.keeping.seal_fault import SealFault
from db.queries.ledger_checks import MOST
from tests.bending import bent
from tests.gui.conftest import desk_at, end_timers

pytestmark = pytest.mark.rule("S3")


@pytest.fixture
def band(shop, qtbot):
    shop.purchase("A1 A2 A3")
    shop.sell("A1")
    shown = ShopCheck(desk_at(shop))
    qtbot.addWidget(shown)
    yield shown
    end_timers(shown)


def checked(band, qtbot):
    with qtbot.waitSignal(band.checked) as told:
        band.button.click()
    return told.args[0], band.text.text().split("\n")


def test_a_whole_shop_is_said_to_be_whole(band, qtbot):
    fits, texts = checked(band, qtbot)
    assert fits and texts[0].startswith("All pages are sound, all seals fit")
    assert band.isVisible() and not band.bar.isVisible() and band.button.isEnabled()


def test_with_what_all_that_may_change_was_compared_is_said(band, qtbot, shop):
    """With nothing; with a closing, by now or not yet; with one after which something changed."""

    def says(begins):
        texts = checked(band, qtbot)[1]
        return len(texts) == 2 and begins in texts[-1]

    assert says("could not be compared with the last closing")
    closings.close(shop.database)
    at = Formats("en", "CNY").moment(checking.check(shop.database).compared.closed_at)
    opened = closings.opened(shop.database)
    assert says(f"just being compared with the closing of {at}")
    opened.compare()
    assert says(f"as the shop was opened: they were as at its closing of {at}")
    closings.close(shop.database)
    bent(shop.database, "UPDATE product SET sale_price = 1 WHERE id = 2")
    closings.opened(shop.database).compare()
    assert says("were 1 of them")
    assert closings.opened(shop.database).compare() == []
    assert says("could not be compared with the last closing")


def test_of_what_is_listed_in_part_it_is_said_that_there_may_be_more():
    one = SealFault(None, "", Problem(Code.BOOKS_DEBT, {"number": "SI-1"}))
    other = SealFault(None, "", Problem(Code.BOOKS_VOID, {"number": "SI-2"}))
    few = [one] * (MOST - 1) + [other]
    assert how_many([one]) == "A check found 1 thing in the file that does not fit."
    assert how_many(few) == f"A check found {MOST} things in the file that do not fit."
    found = how_many([*few, one])
    assert found == f"A check found at least {MOST + 1} things in the file that do not fit."


@pytest.mark.parametrize(
    ("statement", "fits", "said"),
    [
        ("UPDATE document SET note = 'x' WHERE id = 1", False, "PI-2026-000001 does not fit its"),
        ("UPDATE stock SET on_hand = on_hand + 1000", True, "is not what its documents moved"),
    ],
)
def test_the_first_that_does_not_fit_is_named(band, qtbot, shop, statement, fits, said):
    bent(shop.database, statement)
    found, texts = checked(band, qtbot)
    assert found is fits
    assert "A check found" in texts[0] and said in texts[1]


def test_of_many_faults_the_first_are_named_and_all_counted(shop):
    found = checking.check(shop.database)
    faults = [checking._plain(checking.Code.BOOKS_SERIAL, serial=f"N{n}") for n in range(1200)]
    texts = shop_check._said(found._replace(faults=faults, waiting=2))
    assert "1,200 things" in texts[0]
    assert [f"N{n}" in texts[n + 1] for n in range(3)] == [True] * 3
    assert texts[4].startswith("2 documents from before")


def test_who_may_make_no_backup_has_no_button(shop, qtbot):
    shop.session = shop.as_a(Role.VIEWER)
    shown = ShopCheck(desk_at(shop))
    qtbot.addWidget(shown)
    qtbot.addWidget(shown.button)
    assert shown.button.isHidden()
