"""Documents as drafts and as they are posted."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.counting import CountGroup
from app.domain.kinds import KINDS
from app.gui.documents.count_dialog import CountDialog
from app.gui.documents.count_page import CountPage
from app.gui.documents.generate_entry import GenerateEntry
from app.gui.documents.list_page import DocumentsPage
from app.gui.items.list_page import ItemsPage
from app.services.documents import draft_head, draft_lines, drafts, orders, posting
from app.services.documents.effects import counting, transfers
from app.services.entry import generating
from app.text import _
from db import sql
from db.queries import document_lines, documents
from db.queries import transfers as transfer_reads
from db.queries.generation import Remembered
from tests.screens.scenes.shared import HERE, barcodes, newest, opened, scan
from tests.screens.studio import Studio


def printed_document(studio: Studio) -> None:
    """A posted sale that is printed once more: why is asked in the page."""
    sale = sql.value(
        studio.database, "SELECT max(id) FROM document WHERE kind = 'sale' AND state = 1"
    )
    page = studio.window.show_page("sale")
    assert isinstance(page, DocumentsPage)
    page.open(sale)
    shown = page.shown_page()
    assert shown is not None
    shown.posted.prints.print()
    studio.shoot("document-printed")
    shown.posted.prints.print()
    studio.shoot("document-printed-again")


def documents_of_every_kind(studio: Studio) -> None:
    for kind in KINDS.values():
        page = studio.window.show_page(kind.listed_with or kind.key)
        assert isinstance(page, DocumentsPage)
        for state, name in ((0, "draft"), (1, "posted"), (2, "void")):
            found = sql.value(
                studio.database,
                "SELECT max(id) FROM document WHERE kind = ? AND state = ? AND NOT at_counter",
                kind.key,
                state,
            )
            if found:
                page.open(found)
                studio.shoot(f"{kind.key}-{name}")
        page.show_list()


def manual_entry(studio: Studio) -> None:
    page = studio.window.show_page("purchase")
    draft = documents.newest_draft(studio.database, "purchase", at_counter=False)
    page.open(draft)
    page.page.show_line_at(1)
    page.page.panel.tabs.setCurrentIndex(1)
    known = studio.numbers(f"{HERE} LIMIT 2")
    entries_typed = ["NEW-0001", "NEW-0002", known[0], "new-0001", "序列号", "A" * 101, "OK/77"]
    page.page.panel.manual._box.setPlainText("\n".join(entries_typed))
    page.page.panel.manual.check()
    studio.shoot("purchase-manual-entry")
    page.page.panel.tabs.setCurrentIndex(0)
    page.page.queue.put("SN-1")
    page.page.queue.drain()
    page.show_list()


def lines_by_keys(studio: Studio) -> None:
    """The cell at hand, and the one that is typed into."""
    page = opened(studio, newest(studio, "purchase", 0))
    page.show_line_at(1)
    page.lines.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right):
        QTest.keyClick(page.lines, key)
    studio.shoot("line-cell-at-hand")
    QTest.keyClick(page.lines, Qt.Key.Key_Return)
    studio.shoot("line-cell-open")
    page.lines.finish_edit()


def refused_posting(studio: Studio) -> None:
    page = studio.window.show_page("sale")
    draft = documents.newest_draft(studio.database, "sale", at_counter=False)
    page.open(draft)
    page.page.post()
    studio.shoot("sale-refused")
    page.show_list()


def posted_papers(studio: Studio) -> None:
    page = studio.window.show_page("purchase")
    blocked, newest = (
        sql.value(
            studio.database,
            f"SELECT {which}(id) FROM document WHERE kind = 'purchase' AND state = 1",
        )
        for which in ("min", "max")
    )
    page.open(newest)
    document = page.page.posted
    document.paper.unfold()
    studio.shoot("posted-unfolded")
    document.side.choose(1)
    studio.shoot("posted-tied")
    for name, id in (("void-chain", blocked), ("void", newest)):
        page.open(id)
        document.void()
        document.void_panel.reason.setText(_("Void"))
        studio.shoot(name)
        document.void_panel.keep()
    page.show_list()


def generation(studio: Studio) -> None:
    draft = documents.newest_draft(studio.database, "purchase", at_counter=False)
    line = next(x for x in document_lines.lines(studio.database, draft) if x.track_serials)

    def entry() -> GenerateEntry:
        made = GenerateEntry(
            studio.desk,
            lambda plan: generating.judge_plan(studio.database, draft, line.id, plan),
            lambda plan: generating.generate(studio.session, draft, line.id, plan),
        )
        made.resize(440, 480)
        made.setWindowTitle("Generate")
        made.show_product(line.sku, None, 20)
        return made

    fields = entry()
    studio.shoot("generate-empty", fields)
    fields = entry()
    fields.fields.prefix.setText("SN2026-")
    fields.fields.start.setText("00001")
    fields.fields.width_box.set_value(5)
    fields.check()
    studio.shoot("generate-fields", fields)
    clash = entry()
    taken = studio.numbers(f"{HERE} LIMIT 1")[0]
    clash._choices.button(2).setChecked(True)
    clash.ranges.box.setPlainText(f"{taken} +3")
    clash.check()
    studio.shoot("generate-clash", clash)
    pattern = entry()
    pattern.show_product(line.sku, Remembered("{YYYY}{MM}{DD}-{SKU}-{N:5}", 1, 41), 20)
    studio.shoot("generate-pattern", pattern)


def inventory_count(studio: Studio) -> None:
    page = opened(studio, newest(studio, "count", 0))
    assert isinstance(page, CountPage)
    for group in (CountGroup.MISSING, CountGroup.SOLD_HERE, CountGroup.QUANTITY):
        page.panel.refresh()
        page.panel.tiles.choose(group)
        studio.shoot(f"count-{group.name.lower()}")
    board = counting.board(studio.database, page.document.id, limit=0)
    dialog = CountDialog(studio.desk, page.document, board, page)
    studio.shoot("count-dialog", dialog)
    for choices in dialog.choices.values():
        choices.button(0).setChecked(True)
    dialog.resize(dialog.width(), 1000)
    studio.shoot("count-dialog-decided", dialog)
    dialog._post()
    page.reload()
    page.panel.tiles.choose(CountGroup.MISSING)
    studio.shoot("count-posted")
    studio.window.resize(studio.window.minimumSize())
    studio.shoot("small-count-posted")


def transfers_on_the_way(studio: Studio) -> None:
    transfer = newest(studio, "transfer", 1)
    opened(studio, transfer)
    studio.shoot("transfer-on-the-way")
    receipt = opened(studio, transfers.begin(studio.session, transfer))
    sent = [
        number for _line, number in transfer_reads.serials_on_the_way(studio.database, transfer)
    ]
    scan(receipt, *sent[:-4])
    receipt.show_line_at(3)
    receipt.panel.tabs.setCurrentWidget(receipt.panel.missing)
    studio.shoot("transfer-receipt-missing")
    draft = opened(studio, drafts.new(studio.session, "transfer"))
    scan(draft, *studio.numbers(f"{HERE} LIMIT 5"), barcodes(studio, tracked=False)[0])
    studio.shoot("transfer-draft")
    draft.post()
    studio.shoot("transfer-refused")
    draft.discard()
    studio.shoot("discarded-draft")


def documents_of_other_kinds(studio: Studio) -> None:
    supplier = sql.value(studio.database, "SELECT min(id) FROM contact WHERE is_supplier")
    back = drafts.new(studio.session, "purchase_return")
    draft_head.set_party(studio.session, back, supplier)
    page = opened(studio, back)
    scan(page, *studio.numbers(f"{HERE} LIMIT 1"))
    page.panel.tabs.setCurrentWidget(page.panel.in_stock)
    page.panel.in_stock.amount.setValue(3)
    page.panel.in_stock.choose_oldest()
    studio.shoot("purchase-return-in-stock")
    page = opened(studio, drafts.new(studio.session, "quotation"))
    scan(page, *barcodes(studio, tracked=True)[:3], barcodes(studio, tracked=False)[0])
    studio.shoot("quotation")
    page = opened(studio, drafts.new(studio.session, "assembly"))
    scan(page, *barcodes(studio, tracked=False)[:3], barcodes(studio, tracked=True)[0])
    studio.shoot("assembly")


def questions(studio: Studio) -> None:
    """What may be right and is never done unasked, and a date that is none."""
    back = drafts.new(studio.session, "sales_return")
    page = opened(studio, back)
    sold = "SELECT number FROM serial WHERE status = 2 ORDER BY last_movement_id DESC LIMIT 3"
    scan(page, *studio.numbers(sold))
    other = "SELECT max(id) FROM contact WHERE is_customer AND id <> ?"
    party = documents.document(studio.database, back).party_id
    draft_head.set_party(studio.session, back, sql.value(studio.database, other, party or 0))
    draft_head.set_date(studio.session, back, "2999-12-31")
    page.reload()
    page.post()
    page.post()  # what is given back stands there: it is asked at *Finish*
    studio.shoot("questions-at-post")
    size = studio.window.size()
    studio.window.resize(studio.window.minimumSize())
    studio.shoot("small-questions-at-post")
    studio.window.resize(size)
    page.reload()
    page.header.date.setText("31.02.2026")
    page.header.date.read()
    studio.shoot("date-that-is-none")
    items_page = studio.window.show_page("items")
    assert isinstance(items_page, ItemsPage)
    items_page.open(studio.numbers("SELECT id FROM product WHERE sku = 'AC-CH30'")[0])
    items_page.editor.fields["active"].setChecked(False)
    items_page.editor.save_button.click()
    studio.shoot("item-inactive-asked")
    items_page.editor.confirm.yes_button.click()
    studio.window.show_page("stock")
    studio.shoot("stock-with-inactive")


def orders_and_their_invoices(studio: Studio) -> None:
    database = studio.database
    order = drafts.new(studio.session, "sales_order")
    draft_head.set_party(
        studio.session, order, sql.value(database, "SELECT min(id) FROM contact WHERE is_customer")
    )
    page = opened(studio, order)
    scan(page, *barcodes(studio, tracked=False)[:3] * 3)
    page.post()
    studio.shoot("order-open")
    first = orders.make(studio.session, order, "sale")
    taken = document_lines.lines(database, first)
    draft_lines.set_quantity(studio.session, first, taken[0].id, 1000)
    draft_lines.set_quantity(studio.session, first, taken[1].id, 4000)
    opened(studio, first)
    studio.shoot("order-invoice-draft")
    posting.post(studio.session, first, on_account=True)
    opened(studio, first)
    studio.shoot("order-invoice-posted")
    page = opened(studio, order)
    studio.shoot("order-partly-invoiced")
    size = studio.window.size()
    studio.window.resize(studio.window.minimumSize())
    studio.shoot("small-order-partly-invoiced")
    studio.window.resize(size)
    rest = orders.make(studio.session, order, "sale")
    posting.post(studio.session, rest, on_account=True)
    page.reload()
    page.posted.make("sale")
    studio.shoot("order-invoiced-asks")


def small_screen(studio: Studio) -> None:
    """The least window: everything still has its place."""
    size = studio.window.size()
    studio.window.resize(studio.window.minimumSize())
    for key in ("in_transit", "count", "items"):
        studio.window.show_page(key)
        studio.shoot(f"small-{key}")
    studio.window.show_page("items").open(1)
    studio.shoot("small-item-detail")
    opened(studio, newest(studio, "purchase", 0))
    studio.shoot("small-purchase")
    studio.window.resize(size)
