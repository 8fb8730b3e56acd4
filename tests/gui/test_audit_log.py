"""Settings › Audit log: what was changed is found by text and action, and opens its document."""

from datetime import timedelta
from typing import Any

import pytest

from app.domain.permissions import Role
from app.gui.contacts.editor import ContactEditor
from app.gui.items.editor import ItemEditor
from app.gui.kit.desk import Desk
from app.gui.kit.forms import ChoiceField
from app.gui.kit.sounds import SETS
from app.gui.settings.audit_log import AuditLogPage
from app.gui.settings.taxes import TaxEditor
from app.gui.settings.warehouses import WarehouseEditor
from app.lists.audit import AUDIT
from app.lists.setting_rows import SOUND_NAMES
from app.lists.told_values import title_of
from app.services import clock
from app.services.audit import Subject
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
    return [entry.row.action for entry in page.model.rows]


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
        entry.row.action: [column.text(entry) for column in page.model.columns]
        for entry in page.model.rows
    }
    assert shown["correct"][2:4] == ["Serial number: A9", "Serial number: A2 → A9"]
    assert shown["void"][2:6] == [
        "Sales invoice SI-2026-000001",
        "State: Posted → Void",
        "wrong customer",
        "Owner · Counter 1",
    ]
    assert shown["item"][2:4] == ["Item: Cable 2 m", "Name: Cable → Cable 2 m"]


def test_all_of_the_selected_entry_is_said_below_the_list(page: AuditLogPage) -> None:
    assert not page.told.isVisible()
    page.table.selectRow(actions(page).index("void"))
    assert page.told.isVisible()
    assert page.told.text() == (
        "Sales invoice SI-2026-000001 · State: Posted → Void · “wrong customer” · Owner · Counter 1"
    )


def choose(choice: ChoiceField, text: str) -> None:
    choice.setCurrentIndex(choice.findText(text))
    choice.activated.emit(choice.currentIndex())


@pytest.mark.rule("U4")
def test_each_filter_narrows_it_and_is_said_to_a_file(
    page: AuditLogPage, shop: Shop, qtbot: Any
) -> None:
    filters, rows = page.filters, len(page.model.rows)

    def shown() -> set[str]:
        qtbot.waitUntil(lambda: page.model.is_whole)
        return set(actions(page))

    def said() -> dict[str, str]:
        return dict(AUDIT.says(shop.database, filters.asked_for("")))

    choose(filters.action, "Document voided")
    assert shown() == {"void"} and said() == {"What was done": "Document voided"}
    filters.clear()
    choose(filters.subject, "Serial number")
    assert shown() == {"correct"} and said() == {"To what": "Serial number"}
    filters.clear()
    filters.document.setText("si-2026")
    assert shown() == {"void"} and said() == {"Document": "si-2026"}
    filters.clear()
    choose(filters.person, "Owner")
    choose(filters.counter, "Counter 1")
    assert {"void", "item"} <= shown() and said() == {"By": "Owner", "Counter": "Counter 1"}
    filters.clear()
    today = clock.today()
    for field, before, after in (
        (filters.first, today, today + timedelta(days=1)),
        (filters.last, today, today - timedelta(days=1)),
    ):
        field.show_day(before)
        field.changed.emit(before)
        assert "void" in shown()
        field.show_day(after)
        field.changed.emit(after)
        assert not shown()
        assert "Clear all" in page.filters.clear_button.text() and filters.stand
        filters.clear()
    assert len(page.model.rows) == rows and not filters.stand


@pytest.mark.parametrize(
    ("action", "opens"),
    [("item", ("items", "cable")), ("correct", ("search", "A9"))],
)
def test_enter_opens_what_an_entry_tells_of(
    page: AuditLogPage, shop: Shop, qtbot: Any, action: str, opens: tuple[str, str]
) -> None:
    entry = next(entry for entry in page.model.rows if entry.row.action == action)
    with qtbot.waitSignal(page._desk.bus.record_wanted) as opened:
        page.table.chosen.emit(entry)
    key, what = opens
    assert opened.args == [key, getattr(shop.has, what, what)]


def test_a_document_is_opened_from_what_was_done_to_it(page: AuditLogPage, qtbot: Any) -> None:
    entry = next(entry for entry in page.model.rows if entry.row.action == "void")
    with qtbot.waitSignal(page._desk.bus.open_document) as opened:
        page.table.chosen.emit(entry)
    assert opened.args == [entry.document_id]


@pytest.mark.rule("U1")
def test_who_may_not_see_cost_sees_no_values(qtbot: Any, desk: Desk, shop: Shop) -> None:
    made = AuditLogPage(desk._replace(session=shop.as_a(Role.CLERK)))
    qtbot.addWidget(made)
    assert not {"Before", "After", "Before → after"} & {
        column.title for column in made.model.columns
    }


@pytest.mark.rule("U4")
def test_the_words_are_those_of_the_pages(qtbot: Any, desk: Desk) -> None:
    """A field is called in the log as it is on its page, so that an owner knows it."""
    for editor, subject in (
        (ItemEditor(desk), Subject.ITEM),
        (ContactEditor(desk), Subject.CONTACT),
        (TaxEditor(desk), Subject.TAX),
        (WarehouseEditor(desk), Subject.WAREHOUSE),
    ):
        qtbot.addWidget(editor)
        told = {key: field.title for key, field in editor.told_fields().items()}
        told.pop("default", None)  # a choice of the shop, told as one
        assert told
        assert {key: title_of(subject.value, key) for key in told} == told
    assert set(SOUND_NAMES) == set(SETS)


@pytest.mark.rule("S3")
def test_the_chain_of_seals_is_written_into_a_file(qtbot, shop, desk, tmp_path):
    shop.purchase("A1 A2")
    page = AuditLogPage(desk)
    qtbot.addWidget(page)
    page.seals.write(tmp_path / "seals.jsonl")
    qtbot.waitUntil(lambda: page.seals.said.isVisibleTo(page))
    assert "Written to seals.jsonl: 1 seal." in page.seals.said.text()
    page.seals.write(tmp_path / "gone" / "seals.jsonl")
    qtbot.waitUntil(lambda: page.seals.problems.isVisibleTo(page))
    assert not page.seals.said.isVisibleTo(page)
