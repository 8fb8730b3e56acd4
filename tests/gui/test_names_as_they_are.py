"""A name is shown as it is, whatever it looks like: markup, a mark of Qt's or of Python's."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QMessageBox,
    QTabBar,
    QTableView,
    QWidget,
)

import app.gui
from app.domain import serials
from app.domain.lifecycle import Status
from app.domain.problems import Code, Holder, Problem
from app.gui.documents.document_sheet import DocumentSheet
from app.gui.documents.page import DocumentPage
from app.gui.kit.desk import Desk
from app.gui.kit.message import Message
from app.gui.kit.problem_list import ProblemList
from app.gui.kit.widgets import caption, name_label, tip, window_title
from app.services import settings
from app.text import use_language
from db import sql
from tests.everywhere import Everywhere, furnish
from tests.gui.conftest import desk_at
from tests.shop import Shop

NAME = '<img src="x"><b>&amp; {0} %s {name} &Save [*]'
CODE = "<img/src=x><b>&amp;{0}%s{name}&Save[*]"


_ROWS = 60
_SMALL_SCREEN = 1024
NAMED = (
    ("product", "name", "id"),
    ("product", "note", "id"),
    ("product", "unit", "id"),
    ("product", "sku", "id"),
    ("product_unit", "name", "product_id"),
    ("product_barcode", "barcode", "'B' || product_id"),
    ("contact", "name", "id"),
    ("contact", "phone", "id"),
    ("contact", "address", "id"),
    ("warehouse", "name", "id"),
    ("warehouse", "address", "id"),
    ("person", "name", "id"),
)
"""Table, column, and what makes its names differ."""


def serial(name: str) -> str:
    return f"{CODE}{name}"


def name_all(shop: Shop, name: str, code: str) -> Shop:
    """Give everything that has a name a name like this."""
    for table, column, value in NAMED:
        named = f"UPDATE {table} SET {column} = ? || {value}"
        sql.execute(shop.database, named, code if column in ("sku", "barcode") else name)
    settings.save(shop.session, shop_name=name)
    return shop


@pytest.fixture
def nasty(shop: Shop) -> Shop:
    """A shop in which everything that has a name has such a one."""
    furnish(shop, serial)
    return name_all(shop, NAME, CODE)


@pytest.fixture
def nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody answers a dialog."""
    monkeypatch.setattr("app.gui.kit.dialogs.Asks.exec", lambda dialog: 0)


def own_and_all_within(place: QWidget, kind: type) -> list:
    return [place] * isinstance(place, kind) + place.findChildren(kind)


def markup_in(place: QWidget) -> list[str]:
    """What Qt would take for markup, or for a mark of its own, in names of this place."""
    found = []
    for label in own_and_all_within(place, QLabel):
        text, format = label.text(), label.textFormat()
        guessed = format is Qt.TextFormat.AutoText and GuiQt.mightBeRichText(text)
        rich = format is Qt.TextFormat.RichText and "<img" in text
        if guessed or rich or (label.buddy() and CODE[:4] in text):
            found.append(f"label {text!r}")
    for widget in own_and_all_within(place, QWidget):
        found += [f"tip {said!r}" for said in (widget.toolTip(),) if is_markup(said)]
        title = widget.windowTitle()
        if "[*]" in title.replace("[*][*]", ""):
            found.append(f"title {title!r}")
    for view in own_and_all_within(place, QAbstractItemView):
        for cell in cells(view):
            said = cell.data(Qt.ItemDataRole.ToolTipRole) or ""
            found += [f"tip of a cell {said!r}"] * is_markup(said)
    captions = [button.text() for button in own_and_all_within(place, QAbstractButton)]
    for bar in own_and_all_within(place, QTabBar):
        captions += [bar.tabText(at) for at in range(bar.count())]
    found += [f"caption {text!r}" for text in captions if re.search(r"(?<!&)&(&&)*Save", text)]
    return found


def cells(view: QAbstractItemView) -> list[QModelIndex]:
    model, top = view.model(), QModelIndex()
    columns = view.horizontalHeader().count() if isinstance(view, QTableView) else 1
    return [
        model.index(row, column)
        for row in range(min(model.rowCount(top), _ROWS))
        for column in range(columns)
    ]


def is_markup(text: str) -> bool:
    """Qt reads tags of a name in it, instead of showing them."""
    return GuiQt.mightBeRichText(text) and "<img" in text


def shown_in(place: QWidget) -> str:
    """All that can be read there."""
    texts = [label.text() for label in own_and_all_within(place, QLabel)]
    for view in own_and_all_within(place, QAbstractItemView):
        texts += [str(cell.data()) for cell in cells(view)]
    return "\n".join(texts)


def test_every_place_shows_names_as_they_are(
    qtbot, nasty: Shop, tmp_path: Path, nobody: None
) -> None:
    found: dict[str, list[str]] = {}
    readable = 0
    with Everywhere(nasty, desk_at(nasty), tmp_path) as everywhere:
        for name, place in everywhere.places():
            if isinstance(place, DocumentPage) and place.scan_box.isVisible():
                work_on(place, serial("S1"), serial("NEW"), f"{CODE}1", serial("CTN"))
            found[name] = markup_in(place)
            readable += NAME in shown_in(place)
        assert not everywhere.unvisited_dialogs()
    assert not any(found.values()), found
    assert readable > 30


def work_on(page: DocumentPage, *codes: str) -> None:
    """Scan, and post or be refused."""
    for code in codes:
        page.take_scan(code)
    page.finish_entry()
    page.post()


def test_no_name_makes_a_place_wider_than_a_small_screen(
    qtbot, shop: Shop, tmp_path: Path, nobody: None
) -> None:
    def long_serial(name: str) -> str:
        return "W" * (serials.LONGEST - len(name)) + name

    furnish(shop, long_serial)
    name_all(shop, "The widest name " * 12, "W" * 90)
    with Everywhere(shop, desk_at(shop), tmp_path) as everywhere:
        for name, place in everywhere.places():
            if isinstance(place, DocumentPage) and place.scan_box.isVisible():
                work_on(place, long_serial("S1"), long_serial("NEW"), "8712345678906")
            QApplication.processEvents()  # until it is laid out anew
            if place is not everywhere.window:
                assert place.minimumSizeHint().width() <= _SMALL_SCREEN, name


GIVEN = {"Owner": "店主", "Counter 1": "收银台 1"}
"""What the first run calls who works here and where, as long as nobody calls it otherwise."""


@pytest.fixture
def in_chinese() -> Iterator[None]:
    use_language("zh_CN")
    yield
    use_language("en")


def test_a_name_that_nobody_gave_is_said_in_the_language_in_use(
    qtbot, shop: Shop, tmp_path: Path, nobody: None, in_chinese: None
) -> None:
    """The shop was set up in English, and speaks Chinese since: nobody renamed anything."""
    furnish(shop)
    stale, said = [], set()
    with Everywhere(shop, desk_at(shop), tmp_path) as everywhere:
        for name, place in everywhere.places():
            papers = place.findChildren(DocumentSheet)
            text = "\n".join([shown_in(place), *(paper.text() for paper in papers)])
            stale += [f"{name}: {given}" for given in GIVEN if given in text]
            said |= {given for given in GIVEN.values() if given in text}
    assert stale == []
    assert said == set(GIVEN.values())


def test_what_a_line_has_no_room_for_is_in_its_tip(qtbot) -> None:
    shown = name_label("x" * 300 + "END")
    qtbot.addWidget(shown)
    shown.resize(120, 20)
    its_end_shows = shown.grab().toImage()
    assert shown.toolTip() == shown.text()
    shown.setText("x" * 300 + "FIN")
    assert shown.grab().toImage() != its_end_shows


def test_a_refusal_says_a_name_as_it_is_beside_its_links(qtbot, desk: Desk) -> None:
    holder = Holder(NAME, CODE, Status.SOLD, document=7, kind="sale", number="SI-1", date=NAME)
    problems = ProblemList(desk)
    qtbot.addWidget(problems)
    problems.show_problems([Problem(Code.IS_SOLD, {"serial": CODE}, line=2, holder=holder)])
    shown = QTextDocument()
    shown.setHtml(problems.findChild(QLabel).text())
    assert shown.toPlainText().count(NAME) == 2
    assert CODE in shown.toPlainText()
    assert "\ufffc" not in shown.toPlainText()  # where a picture would be


def test_a_question_is_plain_text_with_a_name_in_it(qtbot) -> None:
    box = Message(QMessageBox.Icon.Warning, NAME, NAME)
    qtbot.addWidget(box)
    assert not markup_in(box)
    box.setInformativeText(NAME)
    assert not markup_in(box)
    assert [label.text() for label in box.findChildren(QLabel)].count(NAME) == 2


@pytest.mark.parametrize("text", [NAME, "a\n  <b>b", "<", "a < b", "&lt;", "<!doctype", "", "—"])
def test_a_tip_shows_its_text_to_the_letter(text: str) -> None:
    said = tip(text)
    if GuiQt.mightBeRichText(said):
        document = QTextDocument()
        document.setHtml(said)
        said = document.toPlainText().replace("\xa0", " ")
    assert said == text


def test_marks_of_qts_own_are_doubled() -> None:
    assert caption("A&B") == "A&&B"
    assert window_title("A[*]B") == "A[*][*]B"


MAKERS = {
    "QLabel": {
        "widgets.py",
        "void_panel.py",
        "problem_list.py",
        "verdict_bar.py",
        "account_card.py",
        "stock_card.py",
        "stray_scans.py",
        "restore_view.py",
    },
    "QMessageBox": set(),
    "selectRow": set(),
}
"""What guesses, and the files that may use it: they show an icon, or escape what they fill in."""


@cache
def users() -> dict[str, set[str]]:
    """What is called in the screens, by its last name: in which files."""
    found: dict[str, set[str]] = defaultdict(set)
    for file in Path(app.gui.__path__[0]).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name)):
                    found[name].add(file.name)
    return found


@pytest.mark.parametrize("name", MAKERS)
def test_what_guesses_is_used_in_one_place_only(name: str) -> None:
    assert users()["QVBoxLayout"]
    assert users()[name] <= MAKERS[name]
