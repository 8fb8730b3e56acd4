"""*Export…* (Q4): what is seen goes into a file beside the screen, and all of it or nothing."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.permissions import Role
from app.domain.problems import Code, Reason
from app.exchange.export.writing import ExportKind
from app.gui.inventory.search_page import SearchPage
from app.gui.items.list_page import ItemsPage
from app.gui.kit.desk import Desk
from app.gui.kit.keys import KeyButton
from app.gui.lists.export_button import EXPORT_KEY
from app.gui.lists.export_dialog import ExportDialog
from app.gui.lists.list_view import ListView
from app.gui.money.rows_panel import RowsPanel
from app.gui.shell.main_window import MainWindow
from app.services import settings
from app.text import sentence
from tests.exchange.exports import cells_of, texts_of
from tests.gui.conftest import desk_at
from tests.shop import Shop


@pytest.fixture
def target(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """Whoever is asked where to takes the proposed name in a folder of the test's; noted here."""
    proposed: list[str] = []

    def asked(_parent: QWidget, _title: str, name: str, _filter: str) -> tuple[str, str]:
        proposed.append(name)
        return str(tmp_path / Path(name).name), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", asked)
    return proposed


@pytest.fixture
def page(qtbot: Any, desk: Desk, shop: Shop) -> Iterator[SearchPage]:
    shop.purchase("A1 A2 A3 0012345678901234567")
    shop.sell("A1")
    made = SearchPage(desk)
    qtbot.addWidget(made)
    made.resize(1_400, 760)
    with qtbot.waitExposed(made):
        made.show()
    yield made


def dialog_of(desk: Desk, view: ListView) -> ExportDialog:
    made = ExportDialog(desk, view)
    made.show()
    return made


def export(qtbot: Any, dialog: ExportDialog, kind: ExportKind = ExportKind.XLSX) -> Path:
    """Have the file written, and wait until it is there."""
    dialog.kind.setCurrentIndex(dialog.kind.findData(kind.name))
    dialog.choose_file()
    qtbot.waitUntil(lambda: not dialog.task.busy, timeout=10_000)
    assert dialog._path is not None
    return dialog._path


@pytest.mark.rule("Q4")
@pytest.mark.parametrize("kind", [ExportKind.XLSX, ExportKind.CSV, ExportKind.CSV_PLAIN])
def test_what_the_filter_shows_is_in_the_file(
    qtbot: Any, desk: Desk, page: SearchPage, target: list[str], kind: ExportKind
) -> None:
    page.filters.text.setText("A")
    page.reload()
    dialog = dialog_of(desk, page.list)
    path = export(qtbot, dialog, kind)
    read = cells_of(path) if kind is ExportKind.XLSX else texts_of(path)
    assert [row[0] for row in read] == ["Serial number", *(row.number for row in page.model.rows)]
    assert sorted(row[0] for row in read[1:]) == ["A1", "A2", "A3"]
    assert {row[0]: row[2] for row in read}["A1"] == "Sold" and path.suffix == f".{kind.ending}"
    assert "Search A" in target[0] and target[0].startswith("Serial numbers ")
    assert path.name in dialog.said.text() and "3 rows" in dialog.said.text()


@pytest.mark.rule("Q4")
def test_rows_that_are_checked_are_offered_first_and_alone(
    qtbot: Any, desk: Desk, page: SearchPage, target: list[str]
) -> None:
    rows = {row.number: row.id for row in page.model.rows}
    page.list.checks.check([rows["A2"], rows["A3"]])
    dialog = dialog_of(desk, page.list)
    assert dialog.rows.count() == 2
    path = export(qtbot, dialog)
    assert sorted(row[0] for row in cells_of(path)[1:]) == ["A2", "A3"]
    dialog.rows.setCurrentIndex(1)
    assert len(cells_of(export(qtbot, dialog))) == 5


def test_a_row_that_is_only_current_is_not_what_somebody_chose(
    desk: Desk, page: SearchPage
) -> None:
    assert page.table.current_row() is not None
    assert dialog_of(desk, page.list).rows.count() == 1


@pytest.mark.rule("Q4")
def test_columns_are_those_of_the_list_and_what_is_chosen_comes_again(
    qtbot: Any, desk: Desk, page: SearchPage, target: list[str], tmp_path: Path
) -> None:
    page.list.columns.move_column("status", -2)
    page.list.columns.show_column("sku", True)
    page.list.columns.show_column("date", False)
    dialog = dialog_of(desk, page.list)
    assert " ".join(dialog.columns.checked()) == "number status product sku warehouse document"
    dialog.columns.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    dialog.columns.list.setCurrentRow(2)
    dialog.columns.list.setFocus()
    QTest.keyClick(dialog.columns.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    path = export(qtbot, dialog, ExportKind.CSV)
    assert texts_of(path)[0] == ["Item", "Status", "SKU", "Warehouse", "Last document"]
    again = dialog_of(desk, page.list)
    assert again.columns.checked() == ["product", "status", "sku", "warehouse", "document"]
    assert again.kind.currentData() == "CSV"
    export(qtbot, again, ExportKind.CSV)
    assert Path(target[1]).parent == tmp_path
    kept = settings.load_person(desk.database, desk.session.person.id).exports
    assert list(kept) == ["serials"]


def test_without_a_column_nobody_is_asked_where_to(
    desk: Desk, page: SearchPage, target: list[str]
) -> None:
    dialog = dialog_of(desk, page.list)
    for place in range(dialog.columns.list.count()):
        dialog.columns.list.item(place).setCheckState(Qt.CheckState.Unchecked)
    dialog.choose_file()
    assert not target and dialog.problems.isVisible()


@pytest.mark.rule("Q4")
def test_esc_while_it_is_written_leaves_no_file_and_the_dialog(
    qtbot: Any, desk: Desk, page: SearchPage, target: list[str], tmp_path: Path
) -> None:
    dialog = dialog_of(desk, page.list)
    dialog.choose_file()
    assert dialog.task.busy and not dialog._choices.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.task.busy and dialog.isVisible() and "no file" in dialog.said.text()
    qtbot.waitUntil(lambda: not [*tmp_path.glob("*.xlsx"), *tmp_path.glob(".*")])
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_folder_that_is_gone_is_one_sentence_and_another_can_be_chosen(
    qtbot: Any,
    desk: Desk,
    page: SearchPage,
    target: list[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    gone = tmp_path / "gone" / "list.xlsx"
    dialog = dialog_of(desk, page.list)
    with monkeypatch.context() as patched:
        patched.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(gone), ""))
        export(qtbot, dialog)
    assert dialog.problems.isVisible() and not dialog._done.isVisible()
    assert export(qtbot, dialog).exists() and not dialog.problems.isVisible()


def test_a_name_without_its_ending_gets_it_and_replaces_nothing_unasked(
    qtbot: Any,
    desk: Desk,
    page: SearchPage,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    answers = iter(["old", "old.xlsx"])
    asked: list[str] = []
    (tmp_path / "old.xlsx").write_bytes(b"old")

    def answer(_parent: QWidget, _title: str, name: str, _filter: str) -> tuple[str, str]:
        asked.append(Path(name).name)
        return str(tmp_path / next(answers)), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    assert export(qtbot, dialog_of(desk, page.list)).name == "old.xlsx"
    assert asked[1:] == ["old.xlsx"]


def test_open_and_show_in_folder(
    qtbot: Any,
    desk: Desk,
    page: SearchPage,
    target: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    dialog = dialog_of(desk, page.list)
    path = export(qtbot, dialog)
    dialog.open_button.click()
    dialog.folder_button.click()
    assert opened == [str(path), str(path.parent)]


def as_role(shop: Shop, role: Role) -> Desk:
    return desk_at(shop)._replace(session=shop.as_a(role))


@pytest.mark.rule("Q4", "U1")
@pytest.mark.parametrize(("role", "may"), [(Role.MANAGER, True), (Role.CLERK, False)])
def test_who_may_not_export_is_not_offered_it(
    qtbot: Any, desk: Desk, shop: Shop, role: Role, may: bool
) -> None:
    page = ItemsPage(as_role(shop, role))
    qtbot.addWidget(page)
    page.show()
    assert page.listing.export_button.isVisible() is may


@pytest.mark.rule("U1")
def test_who_may_not_and_asks_all_the_same_is_refused(
    desk: Desk, shop: Shop, page: SearchPage, target: list[str]
) -> None:
    dialog = dialog_of(as_role(shop, Role.CLERK), page.list)
    seen: list[Reason] = []
    dialog.problems.show_problems = lambda problems: seen.extend(  # type: ignore[method-assign]
        problem.code for problem in problems if sentence(problem)
    )
    dialog.choose_file()
    assert seen == [Code.NOT_ALLOWED] and not target


@pytest.mark.rule("U1")
@pytest.mark.parametrize(("role", "sees"), [(Role.OWNER, True), (Role.VIEWER, False)])
def test_cost_is_in_nobodys_file_who_may_not_see_it(
    qtbot: Any, desk: Desk, shop: Shop, role: Role, sees: bool
) -> None:
    page = ItemsPage(as_role(shop, role))
    qtbot.addWidget(page)
    dialog = dialog_of(as_role(shop, role), page.list)
    offered = [key for key, _checked in dialog.columns.chosen()]
    assert ("purchase_price" in offered) is sees and "sale_price" in offered


def test_every_page_of_a_list_has_it_by_the_same_key(qtbot: Any, desk: Desk, shop: Shop) -> None:
    window = MainWindow(desk)
    qtbot.addWidget(window)
    window.show()
    with_lists = []
    for key in list(window._entries):
        page = window.show_page(key)
        if any(view.isVisible() for view in page.findChildren(ListView)):
            with_lists.append(key)
            buttons = [one for one in page.findChildren(KeyButton) if one.text() == "Export…"]
            behind = [panel.export_button for panel in page.findChildren(RowsPanel)]
            assert [one.shown_key() for one in buttons] == [EXPORT_KEY] * (1 + len(behind)), key
            assert not any(one.isVisible() for one in behind), key
    assert {"stock", "search", "scan_log", "cartons", "items", "contacts"} <= set(with_lists)
    window.given_up = True
