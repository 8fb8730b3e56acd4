"""Settings › Migration: items, contacts, stock, in this order, with the counts compared (Q9)."""

import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QLabel

from app.exchange.imports.presets import PRESETS
from app.gui.importing.import_dialog import ImportDialog, dialog_of
from app.gui.settings.migration import STEPS, MigrationPage
from tests.gui.test_import_dialog import wait

pytestmark = pytest.mark.rule("Q9")


@pytest.fixture
def page(qtbot, desk, monkeypatch):
    """The page; each dialog that opens takes the good rows of its file."""

    def answer(dialog) -> bool:
        wait(qtbot, dialog)
        foot = dialog.foot
        (foot.all_button if foot.all_button.isEnabled() else foot.good_button).click()
        wait(qtbot, dialog)
        return True

    monkeypatch.setattr(ImportDialog, "exec", answer)
    made = MigrationPage(desk)
    qtbot.addWidget(made)
    made.show()
    settle(qtbot, made)
    yield made
    settle(qtbot, made)
    QThreadPool.globalInstance().waitForDone()


def settle(qtbot, page) -> None:
    qtbot.waitUntil(
        lambda: not page.task.busy and not any(step.importing.bar.task.busy for step in page.steps)
    )


def figures(page, place: int) -> list[list[str]]:
    return [[figure.text() for figure in line] for line in page.steps[place].figures]


def test_the_steps_come_in_the_order_in_which_they_need_each_other(page):
    assert [step.kind.key for step in STEPS] == ["items", "contacts", "opening"]


def test_each_program_whose_export_is_known_is_named(page):
    for step, card in zip(STEPS, page.steps, strict=True):
        said = " ".join(found.text() for found in card.findChildren(QLabel))
        for preset in PRESETS:
            if preset.kind == step.kind.key:
                assert preset.program in said


def test_what_a_file_names_is_compared_with_what_was_taken_and_what_is_there(
    qtbot, page, shop, tmp_path
):
    items, stock = tmp_path / "items.csv", tmp_path / "stock.csv"
    items.write_text("SKU,Name,Serial number management\nNEW-1,New,yes\nNEW-2,Newer,no\n,Bad,no\n")
    there = int(figures(page, 0)[0][2])
    page.steps[0].importing.take_in(items)
    settle(qtbot, page)
    assert figures(page, 0) == [["3", "2", str(there + 2), "1 not taken"]]
    stock.write_text("Item,SN,Quantity\nNEW-1,U1,\nNEW-1,U2,\nNEW-2,,7\n")
    page.steps[2].importing.take_in(stock)
    settle(qtbot, page)
    assert figures(page, 2) == [
        ["2", "2", "2", "All of it was taken"],
        ["9", "9", "9", "All of it was taken"],
    ]
    page.steps[2].importing.bar.undo()
    settle(qtbot, page)
    qtbot.waitUntil(lambda: figures(page, 2) == [["–", "–", "0", ""]] * 2)


@pytest.mark.rule("P1")
def test_a_shop_without_serial_numbers_is_asked_for_none(qtbot, desk_without_serials, tmp_path):
    page = MigrationPage(desk_without_serials)
    qtbot.addWidget(page)
    said = " ".join(found.text() for found in page.findChildren(QLabel))
    assert "erial" not in said and "Opening stock" in said
    for card in page.steps:
        dialog = dialog_of(desk_without_serials, card.importing.kinds, tmp_path / "gone.csv")
        assert not {"serial", "carton", "track_serials"} & {
            one.key for one in dialog.fields.kind.fields
        }


def test_an_import_can_be_undone_from_the_page_after_a_new_start(qtbot, page, desk, tmp_path):
    path = tmp_path / "contacts.csv"
    path.write_text("Name\nAnn\n")
    page.steps[1].importing.take_in(path)
    settle(qtbot, page)
    again = MigrationPage(desk)
    qtbot.addWidget(again)
    again.show()
    settle(qtbot, again)
    bar = again.steps[1].importing.bar
    assert bar.said.text() == "1 row of contacts.csv: taken."
    assert figures(again, 1)[0][0] == "–"
    before = int(figures(again, 1)[0][2])
    bar.undo_button.click()
    settle(qtbot, again)
    qtbot.waitUntil(lambda: int(figures(again, 1)[0][2]) == before - 1)
    settle(qtbot, again)
