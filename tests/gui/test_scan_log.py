"""The scan log's page: what was scanned, undone and scanned again (C4)."""

import pytest

from app.gui.inventory.scan_log import ScanLogPage
from app.gui.kit.desk import Desk
from app.gui.shell.main_window import MainWindow
from db import sql
from tests.shop import Shop


@pytest.fixture
def window(qtbot, desk: Desk, shop: Shop) -> MainWindow:
    shop.purchase("A1 A2")
    window = MainWindow(desk)
    qtbot.addWidget(window)
    window.show()
    return window


def log_after(window: MainWindow, *codes: str) -> ScanLogPage:
    counter = window.counter()
    for code in codes:
        counter.take_scan(code)
    counter.queue.drain()
    page = window.show_page("scan_log")
    assert isinstance(page, ScanLogPage)
    return page


def shown(page: ScanLogPage) -> list[tuple[str, str]]:
    model = page.table.table_model
    return [
        (model.index(row, 1).data(), model.index(row, 2).data()) for row in range(model.rowCount())
    ]


@pytest.mark.rule("C4")
def test_every_scan_stands_there_newest_first_with_its_verdict(window: MainWindow) -> None:
    page = log_after(window, "A1", "NOBODY")
    assert [code for code, _ in shown(page)] == ["NOBODY", "A1"]
    assert [verdict for _, verdict in shown(page)][1] == "In stock here · Phone"
    page.level.setCurrentIndex(3)
    page.reload()
    assert [code for code, _ in shown(page)] == ["NOBODY"]


@pytest.mark.rule("C4")
def test_the_last_scan_is_undone_from_the_log(window: MainWindow) -> None:
    page = log_after(window, "A1", "A2")
    page.undo_button.click()
    counter = window.counter()
    assert [line.serials for line in counter.lines.table_model.rows] == [1]
    window.show_page("scan_log")
    page.undo_button.click()
    assert not page.undo_button.isEnabled()
    assert list(window.counter().lines.table_model.rows) == []


@pytest.mark.rule("C4")
def test_codes_are_scanned_again_into_the_document_worked_on_last(
    window: MainWindow, shop: Shop
) -> None:
    page = log_after(window, "B1", "B2")
    assert [line.serials for line in window.counter().lines.table_model.rows] == []
    draft = shop.draft("purchase")
    window.open_document(draft)
    documents = window.pages["purchase"].page
    documents.take_scan("PHONE-1")
    documents.queue.drain()
    window.show_page("scan_log")
    page.level.setCurrentIndex(3)
    page.reload()
    page.table.selectAll()
    page.again_button.click()
    documents.queue.drain()
    assert shop.serials_on(draft) == ["B1", "B2"]
    assert window.current_key() == "purchase"


@pytest.mark.rule("C4")
@pytest.mark.parametrize(
    ("finding", "problem", "expected"),
    [
        (None, '{"code": "OF_TOMORROW", "values": {}, "holder": null}', "does not know"),
        (None, "no JSON", "does not know"),
        (None, "[]", "does not know"),
        (None, '{"code": "IS_SOLD", "values": 7, "holder": null}', "does not know"),
        (None, '{"code": "IS_SOLD", "values": {}, "holder": null}', "“…” is sold already."),
        (
            None,
            '{"code": "IS_SOLD", "values": {"serial": "A1"}, "holder": {"status": 99}}',
            "“A1” is sold already.",
        ),
        (
            None,
            '{"code": "IS_SOLD", "values": {"serial": "A1"}, "holder": {"product": "Phone",'
            ' "sku": "P", "status": 3, "kind": "of_tomorrow", "number": "X-1"}}',
            "“A1” is sold already. Phone",
        ),
        ("OF_TOMORROW", None, "OF_TOMORROW"),
    ],
)
def test_a_scan_of_another_version_is_shown_as_far_as_it_is_known(
    window: MainWindow, shop: Shop, finding: str | None, problem: str | None, expected: str
) -> None:
    sql.execute(
        shop.database,
        "INSERT INTO scan_log (at, code, level, finding, problem) VALUES (?, 'A1', ?, ?, ?)",
        "2026-01-01T10:00:00Z",
        "OF_TOMORROW",
        finding,
        problem,
    )
    page = window.show_page("scan_log")
    ((code, verdict),) = shown(page)
    assert code == "A1"
    assert expected in verdict
