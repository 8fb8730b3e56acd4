"""The Generate tab: a live preview, the first clash with a way out, all or nothing."""

import pytest

from app.domain.problems import Code
from app.gui.documents.generate_entry import GenerateEntry
from app.gui.kit.desk import Desk
from app.services.entry import generating
from db.queries.generation import Remembered
from tests.shop import Shop


@pytest.fixture
def draft(shop: Shop) -> int:
    made = shop.draft("purchase")
    shop.line(made)
    return made


@pytest.fixture
def entry(qtbot, desk: Desk, shop: Shop, draft: int) -> GenerateEntry:
    """The tab over a purchase's line of phones."""
    (line,) = (id for (id,) in shop.rows("SELECT id FROM document_line"))
    made = GenerateEntry(
        desk,
        lambda plan: generating.judge_plan(shop.database, draft, line, plan),
        lambda plan: generating.generate(shop.session, draft, line, plan),
    )
    qtbot.addWidget(made)
    made.show_product("PHONE-1", None)
    made.show()
    return made


def fill(entry: GenerateEntry, prefix: str, start: str, count: int) -> None:
    entry.fields.prefix.setText(prefix)
    entry.fields.start.setText(start)
    entry.fields._see_zeros(start)  # as typing does
    entry.fields.count.set_value(count)
    entry.check()


def preview(entry: GenerateEntry) -> tuple[str, str, str]:
    return entry._first.text(), entry._last.text(), entry._count.text()


@pytest.mark.rule("G1")
def test_the_preview_shows_first_last_and_count_while_one_types(qtbot, entry) -> None:
    assert not entry.generate_button.isEnabled()
    qtbot.keyClicks(entry.fields.prefix, "SN")
    qtbot.keyClicks(entry.fields.start, "0098")
    entry.fields.count.selectAll()
    qtbot.keyClicks(entry.fields.count, "5")
    qtbot.waitUntil(lambda: preview(entry) == ("SN0098", "SN0102", "5"))
    assert entry.fields.width_box.value() == 4  # the zeros said it
    assert entry.generate_button.isEnabled()


@pytest.mark.rule("G1", "G3")
def test_generating_takes_all_and_goes_on_to_the_next_number(qtbot, shop, draft, entry) -> None:
    fill(entry, "SN", "001", 3)
    with qtbot.waitSignal(entry.taken):
        entry.generate_button.click()
    assert shop.serials_on(draft) == ["SN001", "SN002", "SN003"]
    assert preview(entry) == ("SN004", "SN006", "3")
    entry.generate_button.click()
    assert len(shop.serials_on(draft)) == 6


@pytest.mark.rule("G2", "F7")
def test_the_first_clash_is_shown_and_the_next_free_number_leads_out(shop, draft, entry) -> None:
    shop.purchase("SN002 SN003")
    fill(entry, "SN", "001", 4)
    assert not entry.generate_button.isEnabled()
    assert "“SN002” is in stock already" in entry._problem.text()
    assert "PI-" in entry._problem.text()
    assert entry.next_free_button.text().endswith("SN004")
    entry.next_free_button.click()
    assert preview(entry) == ("SN004", "SN007", "4")
    entry.generate_button.click()
    assert shop.serials_on(draft) == ["SN004", "SN005", "SN006", "SN007"]


@pytest.mark.rule("G2")
def test_what_came_in_between_is_shown_and_nothing_is_made(shop, draft, entry) -> None:
    fill(entry, "SN", "001", 3)
    shop.purchase("SN003")
    entry.generate_button.click()
    assert shop.serials_on(draft) == []
    assert "SN003" in entry._problem.text()


@pytest.mark.rule("G1")
@pytest.mark.parametrize(("field", "text"), [("count", "0"), ("step", ""), ("start", "x")])
def test_what_is_wrong_with_a_field_is_said(entry, field, text) -> None:
    fill(entry, "SN", "001", 3)
    getattr(entry.fields, field).setText(text)
    entry.check()
    assert entry._problem.text()
    assert preview(entry) == ("–", "–", "–")
    assert not entry.generate_button.isEnabled()


@pytest.mark.rule("G1")
def test_ranges_are_typed_as_people_write_them(shop, draft, entry) -> None:
    entry._choices.button(2).setChecked(True)
    entry.ranges.box.setPlainText("ＳＮ００１～００３，SN010 +1")
    entry.check()
    assert preview(entry) == ("SN001", "SN011", "5")
    entry.generate_button.click()
    assert len(shop.serials_on(draft)) == 5
    assert entry.ranges.box.toPlainText() == ""


@pytest.mark.rule("G2")
def test_a_range_that_clashes_moves_as_a_whole(shop, entry) -> None:
    shop.purchase("SN002")
    entry._choices.button(2).setChecked(True)
    entry.ranges.box.setPlainText("SN001-SN003")
    entry.check()
    entry.next_free_button.click()
    assert entry.ranges.box.toPlainText() == "SN003~SN005"


@pytest.mark.rule("G3")
def test_a_product_goes_on_where_it_ended(shop, entry) -> None:
    entry.show_product("PHONE-1", Remembered("SN{N:4}X", 2, 41), wanted=5)
    assert entry._choices.checkedId() == 0
    assert preview(entry) == ("SN0041X", "SN0049X", "5")
    entry.show_product("PHONE-1", Remembered("{SKU}-{N:3}", 1, 7), wanted=2)
    assert entry._choices.checkedId() == 1
    assert preview(entry) == ("PHONE-1-007", "PHONE-1-008", "2")
    entry.show_product("CAM-7", None)
    assert preview(entry) == ("–", "–", "–")


@pytest.mark.rule("G1")
def test_a_pattern_that_cannot_be_read_says_how_to_write_it(entry) -> None:
    entry._choices.button(1).setChecked(True)
    entry.pattern.pattern.setText("{YEAR}")
    entry.check()
    assert "{YYYY}" in entry._problem.text()
    assert [problem.code for problem in entry._judged.problems] == [
        Code.PATTERN_UNKNOWN,
        Code.PATTERN_NUMBER,
    ]
