"""Settings › Audit log: what was changed is found by text and action, and opens its document."""

from typing import Any

import pytest

from app.gui.kit.desk import Desk
from app.gui.settings.audit_log import AuditLogPage
from app.services.stock import items
from app.services.stock.items import ItemForm
from db.queries.lists import audit
from tests.shop import Shop


@pytest.fixture
def page(qtbot: Any, desk: Desk, shop: Shop) -> AuditLogPage:
    shop.purchase("A1 A2")
    shop.void(shop.sell("A1"), "wrong customer")
    shop.correct("A2", "A9")
    changed = ItemForm("CABLE-C", "Cable 2 m", purchase_price=9_50, sale_price=19_90)
    items.save(shop.session, changed, ["6905555555553"], shop.has.cable)
    made = AuditLogPage(desk)
    qtbot.addWidget(made)
    made.show()
    return made


def actions(page: AuditLogPage) -> list[str]:
    return [row.action for row in page.model.rows]


@pytest.mark.rule("U4")
@pytest.mark.parametrize("at_once", [1, 3_000])
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ["item", "correct", "void", "settings"]),
        ("wrong cust", ["void"]),
        ("SI-2026-000001", ["void"]),
        ("Cable", ["item"]),
        ("A9", ["correct"]),
        ("nobody", []),
    ],
)
def test_what_was_done_is_found(
    page: AuditLogPage,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: Any,
    text: str,
    found: list[str],
    at_once: int,
) -> None:
    monkeypatch.setattr(audit, "_AT_ONCE", at_once)
    page.search.setText(text)
    page.reload()
    qtbot.waitUntil(lambda: page.model.is_whole)
    kinds = [one for one in actions(page) if one in ("item", "correct", "void")]
    assert kinds == [one for one in found if one != "settings"]


@pytest.mark.rule("U4")
def test_an_entry_says_who_what_before_and_after(page: AuditLogPage) -> None:
    shown = {
        row.action: [column.text(row) for column in page.model.columns] for row in page.model.rows
    }
    assert shown["correct"][1] == "Serial number corrected"
    assert "A2" in shown["correct"][4] and "A9" in shown["correct"][5]
    assert shown["void"][2] == "Sales invoice SI-2026-000001"
    assert shown["void"][6] == "wrong customer" and shown["void"][7] == "Owner · Counter 1"
    assert shown["item"][3] == "Cable 2 m" and "Cable" in shown["item"][4]


def test_one_action_alone_and_its_document(page: AuditLogPage, qtbot: Any) -> None:
    page.action.setCurrentIndex(page.action.findText("Document voided"))
    page.reload()
    assert actions(page) == ["void"]
    with qtbot.waitSignal(page._desk.bus.open_document) as opened:
        page.table.chosen.emit(page.model.row(0))
    assert opened.args == [page.model.row(0).document_id]
