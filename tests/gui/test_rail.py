"""The rail: groups that fold, pins, the narrow one with groups beside it; a click opens a list."""

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QPushButton

from app.domain.kinds import KINDS
from app.gui.kit import theme
from app.gui.kit.desk import Desk
from app.gui.shell.main_window import MainWindow
from app.gui.shell.menu import PIN_KEYS, MenuGroup, entries
from app.gui.shell.rail import NARROW_BELOW, Rail
from app.gui.shell.rail_rows import NARROW, RailRow
from app.services import settings
from app.services.documents import draft_head, drafts
from app.text import LANGUAGES, _, use_language
from tests.gui.conftest import desk_at, end_timers
from tests.shop import Shop


@pytest.fixture
def window(qtbot, qapp, shop: Shop) -> MainWindow:
    """A window of a shop that has nothing pinned."""
    settings.change(shop.session, pins=[])
    made = MainWindow(desk_at(shop))
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    return made


def row_of(rail: Rail, key: str) -> RailRow:
    """The line that leads to a page; those of a group are made when it is first unfolded."""
    group = next(entry.group for entry in rail.entries if entry.key == key)
    if not group.is_page:
        rail._open(group, True)
    return rail._rows[key][0]


def open_groups(rail: Rail) -> set[MenuGroup]:
    return {group for group in MenuGroup if rail.is_open(group)}


@pytest.mark.parametrize(
    ("key", "path"),
    [
        ("settings", "Settings › System Settings"),
        ("items", "Item › Item"),
        ("search", "Inventory › Serial Number Search"),
        ("sale", "Sales › Sales invoice"),
        ("counter", "Counter"),
        ("contacts", "Contacts"),
    ],
)
def test_a_path_is_the_rails_own_words(window: MainWindow, key: str, path: str) -> None:
    entry = next(entry for entry in entries(serials_enabled=True) if entry.key == key)
    assert entry.path() == path
    steps = [entry.group.title] if entry.group.is_page else [entry.group.title, entry.title]
    group = window.rail._groups.get(entry.group)
    shown = ([group.text()] if group else []) + [row_of(window.rail, key).text()]
    assert shown == steps


def test_every_entry_is_on_the_rail_and_every_group_has_a_page(window: MainWindow) -> None:
    keys = {entry.key for entry in entries(serials_enabled=True)}
    assert {key for key in keys if row_of(window.rail, key).isVisible()} == keys
    assert set(window.rail._rows) == keys
    assert {entry.group for entry in entries(serials_enabled=True)} == set(MenuGroup)


def test_only_lines_that_change_are_dressed_anew(window: MainWindow, monkeypatch) -> None:
    window.show_page("counter")
    dressed: list[str] = []
    monkeypatch.setattr("app.gui.shell.rail_rows.icon", lambda sign, _: dressed.append(sign) or [])
    monkeypatch.setattr(RailRow, "setIcon", lambda row, _: None)
    window.show_page("contacts")
    assert len(dressed) == 2
    window.show_page("contacts")
    assert len(dressed) == 2


def test_the_group_of_the_page_is_open_and_folds_when_another_page_is_shown(
    window: MainWindow,
) -> None:
    window.show_page("stock")
    assert open_groups(window.rail) == {MenuGroup.INVENTORY}
    window.show_page("sale")
    assert open_groups(window.rail) == {MenuGroup.SALES}
    assert row_of(window.rail, "sale").is_marked()
    assert not row_of(window.rail, "stock").is_marked()


def test_a_group_that_was_opened_by_hand_stays_open_at_the_next_start_too(
    qtbot, window: MainWindow, shop: Shop
) -> None:
    window.show_page("stock")
    window.rail._groups[MenuGroup.SALES].click()
    assert open_groups(window.rail) == {MenuGroup.INVENTORY, MenuGroup.SALES}
    window.show_page("items")
    assert open_groups(window.rail) == {MenuGroup.ITEM, MenuGroup.SALES}
    again = MainWindow(desk_at(shop))
    qtbot.addWidget(again)
    again.rail.set_narrow(False)  # it is made as it is shown
    assert open_groups(again.rail) == {MenuGroup.SALES}
    window.rail._groups[MenuGroup.SALES].click()
    assert open_groups(window.rail) == {MenuGroup.ITEM}


def test_a_click_leaves_the_focus_in_the_box_and_letters_choose_nothing(
    qtbot, window: MainWindow
) -> None:
    counter = window.counter()
    counter.scan_box.setFocus()
    window.rail._groups[MenuGroup.SALES].click()
    assert counter.scan_box.hasFocus()
    window.rail._lines()[0].setFocus()
    qtbot.keyClicks(QApplication.focusWidget(), "stock")
    assert window.current_key() == "counter"


def test_arrows_and_enter_go_through_the_rail(qtbot, window: MainWindow) -> None:
    window.show_page("contacts")
    window.rail._lines()[0].setFocus()
    lines = window.rail._lines()
    for _turn in range(3):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    assert QApplication.focusWidget() is lines[3]
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Up)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Up)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert window.current_key() == "counter"


def test_a_new_shop_has_at_hand_what_is_needed_most(qtbot, desk: Desk) -> None:
    window = MainWindow(desk)
    qtbot.addWidget(window)
    assert window.rail.pins == ["sale", "purchase", "stock", "search", "items"]


# Pins --------------------------------------------------------------------------------------------


def test_what_is_pinned_has_a_key_and_is_pinned_at_the_next_start(
    qtbot, window: MainWindow, shop: Shop
) -> None:
    for key in ("transfer", "stock"):
        assert window.rail.toggle_pin(key)
    qtbot.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert window.current_key() == "stock"
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.current_key() == "transfer"
    qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert window.current_key() == "counter"
    again = MainWindow(desk_at(shop))
    qtbot.addWidget(again)
    again.rail.set_narrow(False)
    assert again.rail.pins == ["transfer", "stock"]
    notes = [made.note for made in again.rail._pinned.findChildren(RailRow)]
    assert notes == list(PIN_KEYS[:2])


def test_five_can_be_pinned_and_one_that_is_taken_off_makes_room(window: MainWindow) -> None:
    keys = ["sale", "purchase", "stock", "items", "contacts", "search"]
    assert [window.rail.toggle_pin(key) for key in keys] == [True] * 5 + [False]
    assert window.rail.toggle_pin("sale") and window.rail.toggle_pin("search")
    assert window.rail.pins == ["purchase", "stock", "items", "contacts", "search"]


def test_the_pin_of_a_line_pins_its_page(window: MainWindow) -> None:
    made = row_of(window.rail, "stock")
    made._pin.click()
    assert window.rail.pins == ["stock"]
    window.rail._pinned.findChildren(RailRow)[0]._pin.click()
    assert window.rail.pins == []


@pytest.mark.rule("P1")
def test_the_pin_shows_while_the_mouse_is_over_its_line(window: MainWindow) -> None:
    made = row_of(window.rail, "stock")
    assert made._pin.isHidden()
    QApplication.sendEvent(made, QEnterEvent(QPointF(), QPointF(), QPointF()))
    assert made._pin.isVisible()
    QApplication.sendEvent(made, QEvent(QEvent.Type.Leave))
    assert made._pin.isHidden()


def test_a_pin_of_a_page_that_is_not_there_now_is_not_shown(qtbot, shop: Shop) -> None:
    settings.change(shop.session, pins=["search", "stock"], serials_enabled=False)
    window = MainWindow(desk_at(shop))
    qtbot.addWidget(window)
    assert window.rail.pins == ["stock"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_is_too_long_for_the_rail(
    qapp, qtbot, window: MainWindow, shop: Shop, language: str
) -> None:
    """Pinned, a page stands there with its key beside its name; the longest one without."""
    use_language(language)
    theme.apply(qapp, theme.LIGHT)
    keys = list(window._entries)
    settings.change(shop.session, open_groups=[group.key for group in MenuGroup])
    for first in range(0, len(keys), len(PIN_KEYS)):
        settings.change(shop.session, pins=keys[first : first + len(PIN_KEYS)])
        shown = MainWindow(desk_at(shop))
        qtbot.addWidget(shown)
        shown.resize(1366, 768)
        shown.show()
        QApplication.processEvents()
        rows = shown.rail.findChildren(RailRow)
        assert len(rows) > len(keys)
        assert [
            made.text() for made in rows if QPushButton.sizeHint(made).width() > made.width()
        ] == []
        keyless = {made.text() for made in rows if made.note and not made.shows_note}
        assert keyless <= {"Print Template Settings"}
    qapp.setProperty(theme.SHEET, "")
    use_language("en")


# Narrow ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "narrow"), [(1366, False), (1160, False), (1159, True)])
def test_below_1160_pixels_it_is_narrow(window: MainWindow, width: int, narrow: bool) -> None:
    window.resize(width, 700)
    assert window.rail.is_narrow is narrow
    assert (window.rail.width() == NARROW) is narrow


def test_a_narrow_group_opens_beside_the_rail_with_the_same_words(window: MainWindow) -> None:
    window.resize(1024, 640)
    window.show_page("stock")
    window.rail._tiles[MenuGroup.INVENTORY].click()
    flyout = window.rail.flyout
    own = [_(e.title) for e in entries(serials_enabled=True) if e.group is MenuGroup.INVENTORY]
    assert [made.text() for made in flyout.rows] == own
    assert not flyout.isWindow() and window.rect().contains(flyout.geometry())
    next(made for made in flyout.rows if made.text() == "Scan log").click()
    assert window.current_key() == "scan_log" and window.rail.flyout is None


@pytest.mark.parametrize("way", ["again", "escape", "beside"])
def test_it_closes_and_the_focus_is_where_it_was(qtbot, window: MainWindow, way: str) -> None:
    window.resize(1024, 640)
    counter = window.counter()
    counter.scan_box.setFocus()
    tile = window.rail._tiles[MenuGroup.INVENTORY]
    tile.click()
    if way == "again":
        tile.click()
    elif way == "escape":
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    else:
        qtbot.mouseClick(counter.title, Qt.MouseButton.LeftButton)
    assert window.rail.flyout is None
    assert counter.scan_box.hasFocus()


@pytest.mark.rule("C4")
def test_a_scan_goes_past_the_group_that_is_open(window: MainWindow, shop: Shop) -> None:
    shop.purchase("S1")
    window.resize(1024, 640)
    counter = window.counter()
    window.rail._tiles[MenuGroup.INVENTORY].click()
    window.route_scan("S1")
    counter.queue.drain()
    assert [line.serials for line in counter.lines.table_model.rows] == [1]
    end_timers(window)


# Lists -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "kind", [k for k, kind in KINDS.items() if kind.has_lines and not kind.begun_elsewhere]
)
def test_a_click_opens_the_list_and_offers_the_document_that_was_open(
    window: MainWindow, shop: Shop, kind: str
) -> None:
    draft = drafts.new(shop.session, kind)
    draft_head.set_note(shop.session, draft, "mine")
    window.open_document(draft)
    page = window.stack.currentWidget()
    row_of(window.rail, KINDS[kind].listed_with or kind).click()
    assert page.shown_page() is None and not page.go_on.isHidden()
    page.go_on.click()
    assert page.shown_page().document.id == draft
    assert page.go_on.isHidden()


def test_an_empty_draft_is_left_and_not_offered(window: MainWindow, shop: Shop) -> None:
    window.open_document(drafts.new(shop.session, "purchase"))
    row_of(window.rail, "purchase").click()
    page = window.pages["purchase"]
    assert page.shown_page() is None and page.go_on.isHidden()


def test_what_is_typed_and_not_saved_waits_behind_the_list(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = window.show_page("contacts")
    page.new()
    page.editor.fields["name"].setText("Hester")
    row_of(window.rail, "contacts").click()
    assert page.stack.currentWidget() is not page.editor
    assert page.go_on.text() == "Go on with Hester"
    page.go_on.click()
    assert page.editor.fields["name"].text() == "Hester" and page.editor.is_changed()
    row_of(window.rail, "contacts").click()
    asked = []
    monkeypatch.setattr("app.gui.kit.forms.give_up", lambda *words: bool(asked.append(words)))
    page.new()
    assert len(asked) == 1 and page.editor.fields["name"].text() == "Hester"


@pytest.mark.parametrize("width", [1024, 1366])
def test_only_the_rail_that_is_shown_is_made_and_tab_stops_there_once(
    qtbot, qapp, shop: Shop, width: int
) -> None:
    made = MainWindow(desk_at(shop))
    qtbot.addWidget(made)
    made.start()
    made.resize(width, 700)
    made.show()
    is_narrow = width < NARROW_BELOW
    assert (made.rail.wide.made is None) is is_narrow
    assert (made.rail.narrow.made is None) is not is_narrow
    assert at_the_rail(made) == ["Go to or find", "Customer"]
    made.resize(2390 - width, 700)
    assert made.rail.is_narrow is not is_narrow
    assert at_the_rail(made) == ["Go to or find", "Customer"]


def at_the_rail(window: MainWindow) -> list[str]:
    """Where Tab stops at the rail, and behind it, by name; once round from the box."""
    counter = window.counter()
    counter.scan_box.setFocus()
    reached: list[str] = []
    while window.focusNextChild() and window.focusWidget() is not counter.scan_box:
        reached.append(window.focusWidget().accessibleName())
    return reached[reached.index("Go to or find") : reached.index("Customer") + 1]
