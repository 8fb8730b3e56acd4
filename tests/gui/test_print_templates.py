"""Settings › Print Template Settings by its keys and buttons: nothing is kept before Save (Q7)."""

import json
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from app.domain.printing import Printer, PrinterType, Purpose
from app.domain.problems import Code
from app.gui.kit.desk import Desk
from app.gui.kit.tasks import Task
from app.gui.paper.labels.designer_dialog import DesignerDialog
from app.gui.paper.templates import page as templates_page
from app.gui.paper.templates.fields_tab import FieldsTab
from app.gui.paper.templates.page import TemplatesPage
from app.printing.documents import choosing, logo
from app.printing.documents.built_in import built_in
from app.printing.documents.sample import Trial
from app.printing.documents.template import SerialStyle
from app.printing.documents.template_file import VERSION, to_json
from app.services import settings
from app.services.paper import printers, templates
from app.services.paper.printers import Printout
from app.text import sentence
from db.queries import print_jobs, print_templates
from tests.gui.conftest import desk_at
from tests.printing.pdf_text import read
from tests.shop import Shop

pytestmark = pytest.mark.rule("Q7")

A4 = ("sale", "a4 built_in en")


@pytest.fixture
def page(qtbot, desk: Desk) -> TemplatesPage:
    made = TemplatesPage(desk)
    qtbot.addWidget(made)
    made.resize(1158, 768)
    made.show()
    made.list.choose(*A4)
    return made


@pytest.fixture
def own(page: TemplatesPage) -> TemplatesPage:
    """With a copy of the built-in one on A4 to be changed."""
    page.copy_button.click()
    return page


@pytest.fixture
def drawn(qtbot):
    """Waits until a page stands on the desk."""

    def wait(page: TemplatesPage) -> None:
        qtbot.waitUntil(
            lambda: not page.preview._task.busy and not page.preview._settle.isActive(),
            timeout=20_000,
        )

    return wait


def kept(shop: Shop) -> list[str]:
    return [one.name for one in print_templates.every(shop.database)]


def columns(page: TemplatesPage) -> list[str]:
    return [one.key for one in page._template.columns]


def press(page: TemplatesPage, key: Qt.Key, held=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(page.editor.fields[1].table, key, held)


def at(page: TemplatesPage, key: str) -> None:
    table = page.editor.fields[1].table
    table.select_only([row.field.key for row in table.fields.rows].index(key))


def field(page: TemplatesPage, key: str):
    return next(one for one in page._template.columns if one.key == key)


def test_a_built_in_one_stays_as_it_is(page, shop):
    before = page._template
    at(page, "sku")
    press(page, Qt.Key.Key_Space)
    press(page, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert page._template == before == built_in("sale", "a4")
    assert not page.is_changed() and not page.save_button.isEnabled()
    assert not page.delete_button.isEnabled() and page.editor.copy_button.isVisible()
    page.editor.copy_button.click()
    page.show()
    assert kept(shop) == ["A4, English, ours"]
    assert page.entry.own and not page.editor.copy_button.isVisible()


def test_a_copy_is_edited_by_keys_and_kept_by_save(own, shop):
    at(own, "sku")
    press(own, Qt.Key.Key_Space)
    press(own, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert field(own, "sku").on
    assert columns(own)[:3] == ["position", "sku", "item"]
    press(own, Qt.Key.Key_F2)
    table = own.editor.fields[1].table
    editor = table.indexWidget(table.currentIndex())
    editor.setText("Art. no.")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert field(own, "sku").title == "Art. no."
    assert own.is_changed()
    (stored,) = print_templates.every(shop.database)
    assert json.loads(stored.content) == json.loads(to_json(own.entry.template))
    own.save_button.click()
    (stored,) = print_templates.every(shop.database)
    assert "Art. no." in stored.content
    assert not own.is_changed() and own.entry.own == stored.id
    assert columns(own)[:3] == ["position", "sku", "item"]


def test_the_table_says_what_the_paper_says(own):
    head = own.editor.fields[0].table
    said = {row.field.key: head._says(row) for row in head.fields.rows}
    assert (said["kind"], said["party"], said["address"]) == ("Sales invoice", "Customer", "")
    own.edit(replace(own._template, language="zh_CN"))
    said = {row.field.key: head._says(row) for row in head.fields.rows}
    assert said["kind"] == "销售单"


def test_a_field_at_the_end_of_its_part_stays_there(own):
    own.editor.tabs.setCurrentIndex(1)
    table = own.editor.fields[0].table
    rows = table.fields.rows
    last_of_head = max(n for n, row in enumerate(rows) if row.part == "head")
    table.select_only(last_of_head)
    before = own._template
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert own._template == before


def test_what_is_typed_as_a_width_is_taken_or_said(own):
    at(own, "price")
    tab = own.editor.fields[1]
    tab._width.setFocus()
    tab._width.selectAll()
    QTest.keyClicks(tab._width, "31,5")
    QTest.keyClick(tab._width, Qt.Key.Key_Return)
    assert field(own, "price").width == 31.5
    for wrong in ("-1", "wide", "401", "nan", "1e999"):
        tab._width.selectAll()
        QTest.keyClicks(tab._width, wrong)
        assert not own.save()
        assert tab._width.text() == wrong and tab._width.property("wrong")
        assert field(own, "price").width == 31.5
    tab._width.selectAll()
    QTest.keyClick(tab._width, Qt.Key.Key_Delete)
    assert own.save()
    assert field(own, "price").width == 0


def test_serial_numbers_have_their_ways(own):
    at(own, "serials")
    choice = own.editor.fields[1]._serials
    for style in SerialStyle:
        choice.buttons[style].click()
        assert own._template.serials is style
    choice.buttons[SerialStyle.FOLDED].click()
    choice.annex.setValue(24)
    assert own._template.annex_above == 24


def test_every_text_is_taken_and_nothing_is_typed_over(own, shop):
    own.editor.tabs.setCurrentIndex(4)
    for key, box in own.editor.texts.boxes.items():
        box.setPlainText("")
        for typed in f"{key} \n & <b>":
            box.insertPlainText(typed)
        assert box.toPlainText() == f"{key} \n & <b>"
    assert own.save()
    assert own._template.footer == "footer \n & <b>"
    assert list(own._template.signatures) == ["signatures", "& <b>"]


@pytest.mark.parametrize("name", ["", "   "])
def test_a_template_without_a_name_is_refused_and_stays(own, shop, name):
    own.editor.paper.name.selectAll()
    QTest.keyClick(own.editor.paper.name, Qt.Key.Key_Delete)
    QTest.keyClicks(own.editor.paper.name, name)
    own.edit(replace(own._template, notes="kept here"))
    assert not own.save()
    assert not own.problems.isHidden()
    assert own._template.notes == "kept here"
    assert kept(shop) == ["A4, English, ours"]


def test_changes_are_asked_about_before_another_is_shown(own, monkeypatch):
    answers = [False, True]
    monkeypatch.setattr("app.gui.kit.forms.give_up", lambda *_texts: answers.pop(0))
    own.edit(replace(own._template, notes="not saved"))
    shown = own.entry
    own.list.choose(*A4)
    assert own.entry is shown and own._template.notes == "not saved"
    assert own.list.currentItem().text() == shown.name
    own.list.choose(*A4)
    assert own.entry.own is None and not answers


def test_one_is_made_the_default_of_its_kind_and_paper(own, shop):
    assert own.default_button.isEnabled()
    own.default_button.click()
    assert choosing.chosen(shop.database, "sale", "a4", "en").name == "A4, English, ours"
    assert own.entry.is_default and not own.default_button.isEnabled()
    own.list.choose(*A4)
    own.default_button.click()
    assert choosing.chosen(shop.database, "sale", "a4", "en").name == "A4, English"


def test_one_that_goes_is_the_default_no_more(own, shop, monkeypatch):
    own.default_button.click()
    monkeypatch.setattr(templates_page, "give_up", lambda *_texts: False)
    own.delete_button.click()
    assert kept(shop) == ["A4, English, ours"]
    monkeypatch.setattr(templates_page, "give_up", lambda *_texts: True)
    own.delete_button.click()
    assert kept(shop) == []
    assert templates.default(shop.database, "sale a4") == ""
    assert own.entry is not None  # another is shown


# Files --------------------------------------------------------------------------------------------


@pytest.fixture
def at_once(monkeypatch):
    """Work beside the screen is done here and now."""

    def start(task, work, then, refused) -> None:
        try:
            made = work(lambda share: None)
        except Exception as error:
            refused(error.problems)
        else:
            then(made)

    monkeypatch.setattr(Task, "start", start)


def chosen_file(monkeypatch, path: Path) -> None:
    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_a, **_k: (str(path), ""))


@pytest.mark.usefixtures("at_once")
def test_what_is_exported_is_imported_under_a_name_of_its_own(own, shop, tmp_path, monkeypatch):
    own.edit(replace(own._template, notes="from another shop"))
    own.save()
    chosen_file(monkeypatch, tmp_path / "ours.json")
    own.export_button.click()
    own.list.choose(*A4)
    own.import_button.click()
    assert kept(shop) == ["A4, English, ours", "A4, English, ours 2"]
    assert own._template.notes == "from another shop"
    assert own.entry.name == "A4, English, ours 2"


@pytest.mark.usefixtures("at_once")
def test_a_logo_is_copied_in_and_one_that_is_none_is_said(own, shop, tmp_path, monkeypatch):
    said = []
    monkeypatch.setattr(own.problems, "show_problems", lambda problems: said.extend(problems))
    path = tmp_path / "logo.png"
    Image.new("RGB", (1500, 300), (200, 30, 30)).save(path)
    chosen_file(monkeypatch, path)
    own.editor.texts.choose_button.click()
    assert logo.size_of(own._template.logo) == (1000, 200)
    path.unlink()  # it is the shop's own now
    assert own.save()
    (kept_one,) = choosing.own_templates(shop.database)
    assert kept_one.template.logo == own._template.logo
    path.write_bytes(b"GIF89a")
    own.editor.texts.choose_button.click()
    path.unlink()
    own.editor.texts.choose_button.click()
    assert [problem.code for problem in said] == [Code.LOGO_UNREADABLE, Code.LOGO_GONE]
    assert own._template.logo == kept_one.template.logo
    own.editor.texts.without_button.click()
    assert own._template.logo == b"" and own.is_changed()


def test_the_shops_own_logos_are_not_decoded_where_templates_are_listed(shop, monkeypatch):
    picture = BytesIO()
    Image.new("RGB", (40, 20)).save(picture, "PNG")
    made = replace(built_in("sale", "a4"), name="Ours", logo=picture.getvalue())
    choosing.keep(shop.session, made)
    monkeypatch.setattr(logo, "made", None)  # called, it would fail
    assert choosing.own_templates(shop.database)[0].template.logo == made.logo


@pytest.mark.usefixtures("at_once")
def test_a_test_page_is_what_the_preview_shows(own, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    own.edit(replace(own._template, notes="NotSavedYet"))
    own.preview.trials[Trial.LONG_NAMES].click()
    chosen_file(monkeypatch, tmp_path / "test.pdf")
    own.pdf_button.click()
    said = read((tmp_path / "test.pdf").read_bytes()).words()
    assert "NotSavedYet" in said and "TEST" in said and said.count("Charger,") == 6
    assert opened == [str(tmp_path / "test.pdf")]
    chosen_file(monkeypatch, tmp_path / "nowhere" / "test.pdf")
    own.pdf_button.click()
    assert not own.problems.isHidden() and len(opened) == 1


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", Code.TEMPLATE_DAMAGED),
        (b"\x89PNG\r\n\x1a\n", Code.TEMPLATE_DAMAGED),
        (b"[" * 100_000, Code.TEMPLATE_DAMAGED),
        (to_json(built_in("sale", "a4"))[:-40], Code.TEMPLATE_DAMAGED),
        (
            to_json(built_in("sale", "a4")).replace(
                b'"version": %d' % VERSION, b'"version": %d' % (VERSION + 1)
            ),
            Code.TEMPLATE_NEWER,
        ),
        (None, Code.TEMPLATE_FILE_GONE),
    ],
    ids=["empty", "a picture", "nested", "cut off", "newer", "gone"],
)
def test_a_file_that_is_no_template_is_said(page, shop, tmp_path, monkeypatch, content, code):
    path = tmp_path / "theirs.json"
    if content is not None:
        path.write_bytes(content)
    said = []
    monkeypatch.setattr(page.problems, "show_problems", lambda problems: said.extend(problems))
    chosen_file(monkeypatch, path)
    page.import_button.click()
    assert [problem.code for problem in said] == [code]
    assert all(sentence(problem) for problem in said)
    assert kept(shop) == []
    assert page.entry is not None


def test_one_that_this_version_cannot_read_is_listed_with_the_reason(page, shop):
    id = templates.add(shop.session, choosing.PURPOSE, "From tomorrow", "{}")
    page.reload()
    assert page.list.choose("unreadable", str(id))
    assert not page.problems.isHidden()
    assert page.delete_button.isEnabled() and page.export_button.isEnabled()
    assert not page.copy_button.isEnabled() and not page.default_button.isEnabled()
    page.list.choose(*A4)
    assert page.problems.isHidden() and page.editor.isVisible()


# The paper ----------------------------------------------------------------------------------------


def test_the_paper_is_drawn_with_what_is_edited(own, drawn):
    drawn(own)
    first = own.preview.paper.pixmap().toImage()
    assert not first.isNull()
    own.edit(replace(own._template, notes="Another word"))
    drawn(own)
    assert own.preview.paper.pixmap().toImage() != first


def test_pages_are_turned(own, drawn):
    own.edit(replace(own._template, serials=SerialStyle.ONE_A_LINE))
    own.preview.trials[Trial.MANY_SERIALS].click()
    drawn(own)
    pane = own.preview
    assert pane.after.isVisible() and not pane.before.isEnabled()
    for _page in range(pane._pages - 1):
        pane.after.click()
        drawn(own)
    assert pane._page == pane._pages - 1 and not pane.after.isEnabled()


def test_what_does_not_fit_is_said_above_the_paper(own, drawn):
    own.edit(
        replace(own._template, columns=[replace(c, width=60.0) for c in own._template.columns])
    )
    drawn(own)
    assert "145.0 mm" in own.preview.problems._text.text()
    assert own.save()  # it can be kept all the same: it is printed smaller


def test_in_little_room_the_list_is_a_drop_down(page):
    page.resize(920, 600)
    assert page.jump.isVisible() and not page.list.isVisible()
    place = next(n for n in range(page.jump.count()) if page.jump.itemData(n)[0] == "count")
    page.jump.setCurrentIndex(place)
    page.jump.activated.emit(place)
    assert page._template.kind == "count"
    page.resize(1158, 700)
    assert page.list.isVisible() and not page.jump.isVisible()


def test_where_serial_numbers_are_off_none_are_tried(qtbot, desk_without_serials):
    made = TemplatesPage(desk_without_serials)
    qtbot.addWidget(made)
    made.show()
    assert made.preview.trials[Trial.MANY_SERIALS].isHidden()
    assert not made.preview.trials[Trial.LONG_NAMES].isHidden()


def test_the_templates_of_labels_are_a_click_away(page: TemplatesPage, monkeypatch) -> None:
    shown: list[DesignerDialog] = []
    monkeypatch.setattr(DesignerDialog, "exec", lambda dialog: shown.append(dialog))
    page.labels_button.click()
    assert [type(dialog) for dialog in shown] == [DesignerDialog]


@pytest.mark.rule("Q5")
def test_a_test_page_goes_to_the_printer_of_its_paper(own, shop, tmp_path):
    """As it is edited; without a printer it is said where one is chosen."""
    own.edit(replace(own._template, notes="NotSavedYet"))
    own.test_button.click()
    assert own.printing.printers_button.isVisible()
    printers.save(shop.session, Printer("Office", PrinterType.FOLDER, str(tmp_path)))
    printers.choose(shop.session, Purpose.DOCUMENT, Printout("Office"))
    own.test_button.click()
    (job,) = print_jobs.open_jobs(shop.database, shop.session.counter.id, 10)
    assert job.purpose == "TEST" and "NotSavedYet" in job.details
    assert "Office" in own.printing.text.text()


@pytest.mark.rule("M4")
@pytest.mark.parametrize("mode", ["none", "included"])
def test_a_shop_without_taxes_is_offered_no_field_of_them(qtbot, shop, mode):
    settings.save(shop.session, taxes=mode)
    tab = FieldsTab(desk_at(shop), "Foot", "foot")
    qtbot.addWidget(tab)
    tab.show_template(built_in("sale", "a4"), True)
    keys = [row.field.key for row in tab.table.fields.rows]
    assert ("tax" in keys) is (mode == "included")
    place = keys.index("total")
    tab.table.select_only(place)
    made = []
    tab.edited.connect(made.append)
    qtbot.keyClick(tab.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    tab.show_template(made[0], True)
    assert [row.field.key for row in tab.table.fields.rows].index("total") == place - 1
