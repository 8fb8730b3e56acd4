"""Units that are checked in the search are put on a new document, or it is said why not."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.gui.inventory.search_page import SearchPage
from app.gui.kit.desk import Desk
from db.queries import documents
from tests.shop import Shop


@pytest.fixture
def page(qtbot, desk: Desk, shop: Shop) -> SearchPage:
    shop.purchase("A1 A2 A3")
    shop.sell("A3")
    made = SearchPage(desk)
    qtbot.addWidget(made)
    made.resize(1366, 700)
    with qtbot.waitActive(made):
        made.show()
    made.table.setFocus()
    return made


def check(page: SearchPage, *numbers: str) -> None:
    page.list.checks.check([row.id for row in page.model.rows if row.number in numbers])


def choose(page: SearchPage, kind: str) -> None:
    (made,) = [
        button
        for button, one in zip(page.adding.kind_buttons, page.adding.kinds, strict=True)
        if one.key == kind
    ]
    made.click()


def serials_on(shop: Shop, draft: int) -> list[str]:
    return [
        row[0]
        for row in shop.rows(
            "SELECT number FROM draft_serial WHERE document_id = ? ORDER BY id", draft
        )
    ]


@pytest.mark.rule("C2")
def test_what_is_checked_is_on_a_new_sale_by_keys(qtbot, desk, shop, page) -> None:
    check(page, "A1", "A2")
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    with qtbot.waitSignal(desk.bus.open_document) as opened:
        QTest.keyClick(page.table, Qt.Key.Key_E, held)
        assert page.adding.kinds[0].key == "sale" and page.adding.kind_buttons[0].hasFocus()
        QTest.keyClick(page.adding.kind_buttons[0], Qt.Key.Key_Space)
    (draft,) = opened.args
    assert documents.document(shop.database, draft).kind == "sale"
    assert sorted(serials_on(shop, draft)) == ["A1", "A2"]
    assert not page.list.checks.some and page.adding.isHidden()


@pytest.mark.rule("F7")
def test_what_could_not_be_entered_stays_in_view_with_the_draft(qtbot, desk, shop, page) -> None:
    check(page, "A1", "A3")
    page.adding.offer()
    choose(page, "sale")
    qtbot.waitUntil(page.adding.problems.isVisible)
    assert "A3" in page.adding.problems._text.text()
    assert page.adding._said.text() == "1 unit is on the draft; the others could not be entered."
    with qtbot.waitSignal(desk.bus.open_document) as opened:
        page.adding.open_button.click()
    assert serials_on(shop, opened.args[0]) == ["A1"]


@pytest.mark.rule("F7")
def test_where_none_can_be_entered_nothing_is_made(qtbot, shop, page) -> None:
    before = shop.everything()
    check(page, "A1")
    page.adding.offer()
    choose(page, "sales_return")
    qtbot.waitUntil(page.adding.problems.isVisible)
    assert not page.adding.open_button.isVisible() and page.list.checks.some
    assert shop.everything() == before


@pytest.mark.rule("F5")
def test_all_that_fit_are_too_many_beyond_a_thousand(qtbot, shop, page) -> None:
    shop.purchase(" ".join(f"N{at}" for at in range(999)))
    page.reload()
    page.list.checks.take_all()
    before = shop.everything()
    page.adding.offer()
    choose(page, "count")
    qtbot.waitUntil(page.adding.problems.isVisible)
    assert "No more than 1,000 units" in page.adding.problems._text.text()
    assert shop.everything() == before


def test_esc_folds_it_and_then_takes_the_checks_away(page: SearchPage) -> None:
    check(page, "A1")
    page.adding.offer()
    QTest.keyClick(page.adding.kind_buttons[0], Qt.Key.Key_Escape)
    assert page.adding.isHidden() and page.list.checks.some and page.table.hasFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Escape)
    assert not page.list.checks.some
