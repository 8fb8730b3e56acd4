"""Every field that takes a figure says what is wrong with it, however odd, and goes on (D13)."""

import pytest

from app.domain.kinds import KINDS
from app.gui.documents.counter import CounterPage
from app.gui.documents.page import DocumentPage
from app.gui.documents.pages import page_of
from app.gui.documents.serial_panel import SerialPanel
from app.gui.items.edit_inventory import EditInventoryDialog
from app.gui.items.editor import ItemEditor
from app.gui.kit.desk import Desk
from app.services.documents import draft_lines, drafts
from app.services.entry import generating
from db import sql
from db.queries import document_lines, draft_serials
from db.queries import items as item_reads
from tests.shop import Shop

pytestmark = pytest.mark.rule("D13")

TOO_BIG = (
    "6901234567892",
    "75678164125",
    "12345678901234567890123456789",
    "9" * 400,
    "９９９９９９９９９９９９９９",
    "1000001",
)
NO_FIGURE = ("-", "NaN", "1e5", "inf", "--1", "1,2,3", "٣", "\x00", "\ud800", "型号", "1.2345")
NASTY = (*TOO_BIG, *NO_FIGURE, "-1")
NO_PRICE = tuple(text for text in NASTY if text not in ("1000001", "75678164125"))


def open_page(qtbot, desk: Desk, kind: str, draft: int) -> DocumentPage:
    page = page_of(KINDS[kind])(desk, KINDS[kind])
    qtbot.addWidget(page)
    page.open(draft)
    page.show()
    return page


def type_into(page: DocumentPage, title: str, text: str) -> None:
    """Write into the cell of the first line, as its editor does."""
    model = page.lines.table_model
    place = next(at for at, column in enumerate(model.columns) if column.title == title)
    model.setData(model.index(0, place), text)


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        ("sale", "Quantity"),
        ("sale", "Price"),
        ("purchase", "Quantity"),
        ("purchase", "Price"),
        ("opening", "Quantity"),
        ("count", "Counted"),
        ("transfer", "Quantity"),
    ],
)
@pytest.mark.parametrize("product", ["phone", "cable"])
def test_a_cell_of_a_line_refuses_it_and_the_line_stays(
    qtbot, desk: Desk, shop: Shop, kind: str, title: str, product: str
) -> None:
    draft = shop.draft(kind)
    draft_lines.add_line(shop.session, draft, getattr(shop.has, product))
    page = open_page(qtbot, desk, kind, draft)
    before = document_lines.lines(shop.database, draft)
    for text in NO_PRICE if title == "Price" else NASTY:
        type_into(page, title, text)
        assert page.problems.isVisible(), text
        assert document_lines.lines(shop.database, draft) == before
    type_into(page, title, "３")
    assert not page.problems.isVisible()


def test_the_prices_of_an_item_are_refused(qtbot, desk: Desk, shop: Shop) -> None:
    editor = ItemEditor(desk)
    qtbot.addWidget(editor)
    editor.open(shop.has.cable)
    for text in NO_PRICE:
        editor.fields["sale_price"].setText(text)
        assert not editor.save(), text
        assert not editor.problems.isHidden()
    assert item_reads.item(shop.database, shop.has.cable).sale_price == 19_90


def test_the_size_of_a_pack_is_refused(qtbot, desk: Desk, shop: Shop) -> None:
    editor = ItemEditor(desk)
    qtbot.addWidget(editor)
    editor.open(shop.has.cable)
    packs = editor.fields["packs"]
    for text in NASTY:
        packs.set_value(())
        packs.name.setText("carton")
        packs.size_box.setText(text)
        packs.add()
        assert not editor.save(), text
        assert not editor.problems.isHidden()
    assert item_reads.packs(shop.database, shop.has.cable) == []


@pytest.mark.parametrize("product", ["phone", "cable"])
def test_the_quantity_on_hand_is_refused(qtbot, desk: Desk, shop: Shop, product: str) -> None:
    dialog = EditInventoryDialog(desk, getattr(shop.has, product), shop.has.main, None)
    qtbot.addWidget(dialog)
    dialog.quantity.setFocus()
    for text in (*TOO_BIG, *NO_FIGURE):
        dialog.quantity.setText(text)
        dialog.quantity.textEdited.emit(text)
        dialog.ok_button.click()
        assert not dialog.problems.isHidden(), text
    assert sql.value(shop.database, "SELECT count(*) FROM document") == 0


@pytest.mark.rule("G2")
def test_the_boxes_of_a_generation_make_nothing_of_it(qtbot, desk: Desk, shop: Shop) -> None:
    draft = shop.draft("purchase")
    shop.line(draft, product=shop.has.phone)
    page = open_page(qtbot, desk, "purchase", draft)
    panel = page.panel
    assert isinstance(panel, SerialPanel)
    fields, pattern = panel.generate.fields, panel.generate.pattern
    for text in NASTY:
        for box in (fields.start, fields.step, fields.count, fields.width_box):
            fields.recall(generating.Run("SN", 1), 1)
            fields.count.set_value(1001 if box is not fields.count else 1)
            box.setText(text)
            panel.generate.check()
            panel.generate.generate()
        pattern.pattern.setText(f"{{N:{text}}}")
        panel.generate.check()
        panel.generate.ranges.box.setPlainText(f"SN1 +{text} SN1~SN{text} {text}~{text}")
        panel.generate.check()
    assert draft_serials.draft_serials(shop.database, draft) == []


@pytest.fixture
def old_draft(shop: Shop) -> int:
    """A sale of before the limits: 75 thousand million phones at the Counter."""
    draft = drafts.new(shop.session, "sale", at_counter=True)
    line = draft_lines.add_line(shop.session, draft, shop.has.phone)
    sql.execute(
        shop.database,
        "UPDATE document_line SET quantity = 75678164125000, amount = 9000000000000000000"
        " WHERE id = ?",
        line,
    )
    return draft


def test_a_draft_of_before_opens_and_says_what_is_wrong_when_posted(
    qtbot, desk: Desk, shop: Shop, old_draft: int
) -> None:
    page = CounterPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.hide()
    page.show()
    assert page.document.id == old_draft
    page.post()
    assert "a line holds 1,000,000 units at most" in page.problems._text.text()
    page.panel.tabs.setCurrentWidget(page.panel.in_stock)
    type_into(page, "Quantity", "2")
    assert document_lines.lines(shop.database, old_draft)[0].quantity == 2000
