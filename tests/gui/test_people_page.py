"""Settings › People: adding, PIN and badge, the recovery code (U1, U2)."""

import pytest
from PySide6.QtTest import QTest

from app.domain.permissions import Role
from app.gui.people.editor import PersonEditor, what_it_may
from app.gui.people.page import PeoplePage
from app.services import people, proving
from app.services.people import PersonForm
from tests.gui.conftest import desk_at
from tests.shop import Shop

pytestmark = pytest.mark.rule("U2")


@pytest.fixture
def page(qtbot, shop: Shop, desk) -> PeoplePage:
    made = PeoplePage(desk)
    qtbot.addWidget(made)
    made.resize(1100, 768)
    made.show()
    return made


def editor(page: PeoplePage) -> PersonEditor:
    assert isinstance(page.editor, PersonEditor)
    return page.editor


def fill(page: PeoplePage, name: str, role: Role, pin: str = "", badge: str = "") -> None:
    form = editor(page)
    form.fill({"name": name, "role": role, "pin": pin, "again": pin, "badge": badge})
    form.save_button.click()


def texts(page: PeoplePage) -> str:
    return editor(page).problems._text.text()


def test_the_first_pin_shows_the_recovery_code_once(page, shop) -> None:
    page.open(1)
    fill(page, "Wren", Role.OWNER, "9153")
    assert page.stack.currentWidget() is page._code
    code = page.recovery.code.text()
    assert len(code) == 23
    page.recovery.done_button.click()
    assert page.recovery.code.text() == ""
    assert page.stack.currentWidget() is page.listing
    assert proving.recover(shop.database, shop.session.counter, 1, code, "70218")
    page.open(1)
    page.editor.leave()
    assert page.stack.currentWidget() is page.listing


def test_others_are_added_once_who_adds_them_has_a_pin(page, shop, qtbot) -> None:
    page.new()
    fill(page, "Ida", Role.CLERK)
    assert "needs a PIN" in texts(page)
    people.save(shop.session, PersonForm("Wren", Role.OWNER, pin="9153"), 1)
    proving.make_recovery_code(shop.session)
    changed = []
    page.desk.bus.settings_changed.connect(lambda: changed.append(True))
    editor(page).save_button.click()
    assert [one.person.name for one in people.everybody(shop.database)] == ["Wren", "Ida"]
    assert changed  # the rail's foot says F12 from now on


def test_a_pin_is_entered_twice(page, shop) -> None:
    page.open(1)
    editor(page).fill({"pin": "9153", "again": "9154"})
    editor(page).save_button.click()
    assert "not the same" in texts(page)
    assert not people.everybody(shop.database)[0].has_pin


def test_a_badge_is_learned_by_a_scan_and_stands_in_no_log(page, shop, qtbot) -> None:
    page.open(1)
    assert editor(page).take_scan("BADGE-0099")
    assert editor(page).badge.text() == "BADGE-0099"
    assert "BADGE" not in editor(page).badge.displayText()
    editor(page).save_button.click()
    assert proving.by_badge(shop.database, "BADGE-0099").id == 1
    assert shop.rows("SELECT * FROM scan_log") == []


def test_what_is_there_is_taken_away_by_a_check(page, shop) -> None:
    people.save(shop.session, PersonForm("Wren", Role.OWNER, pin="9153", badge="BADGE-0099"), 1)
    proving.make_recovery_code(shop.session)
    page.open(1)
    assert editor(page).no_pin.isVisible() and editor(page).no_badge.isVisible()
    editor(page).fill({"no_pin": True})
    editor(page).save_button.click()
    (wren,) = people.everybody(shop.database)
    assert (wren.has_pin, wren.has_badge) == (False, True)


@pytest.mark.rule("U1")
def test_a_manager_gives_no_role_above_their_own(qtbot, shop) -> None:
    people.save(shop.session, PersonForm("Wren", Role.OWNER, pin="9153"), 1)
    orla = people.save(shop.session, PersonForm("Orla", Role.MANAGER, pin="80613"))
    session = proving.sign_in(shop.database, shop.session.counter, orla, "80613")
    shown = PeoplePage(desk_at(Shop(session, shop.has, shop.path)))
    qtbot.addWidget(shown)
    shown.show()
    shown.new()
    roles = [editor(shown).role.itemData(place) for place in range(editor(shown).role.count())]
    assert roles == [Role.MANAGER, Role.CLERK, Role.STOCK_KEEPER, Role.VIEWER]
    shown.open(1)
    editor(shown).fill({"name": "Mine"})
    editor(shown).save_button.click()
    assert "Owner may do more than you" in texts(shown)


@pytest.mark.rule("U1")
def test_the_role_says_what_it_may(page) -> None:
    page.new()
    editor(page).fill({"role": Role.VIEWER})
    assert editor(page).may.text() == "May look, and change nothing."
    editor(page).fill({"role": Role.CLERK})
    assert "Sell" in editor(page).may.text() and "Void" not in editor(page).may.text()
    assert what_it_may(Role.OWNER) == "May do everything."


def test_pin_boxes_take_digits_only_and_show_none(page) -> None:
    page.new()
    boxes = editor(page).pin
    boxes.setFocus()
    QTest.keyClicks(boxes, "12a-34")
    assert boxes.text() == "1234"
    assert boxes.said() == ["●"] * 4 + [""]
    QTest.keyClicks(boxes, "567890")
    assert boxes.said() == ["●"] * 8
