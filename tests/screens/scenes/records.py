"""Items with their prices, contacts and warehouses."""

from dataclasses import replace

from app.gui.contacts.statement_dialog import StatementDialog
from app.gui.documents.serial_panel import SerialPanel
from app.gui.inventory.correct_number import CorrectNumberDialog
from app.gui.items.change_prices_dialog import ChangePricesDialog
from app.gui.items.edit_inventory import EditInventoryDialog
from app.gui.items.list_page import ItemsPage
from app.gui.items.price_list_dialog import PriceListDialog
from app.gui.items.price_lists_page import PriceListsPage
from app.gui.items.prices_dialog import PricesDialog
from app.gui.items.switched_dialog import SwitchedDialog
from app.gui.lists.record_page import RecordPage
from app.services.documents import draft_head, drafts
from app.services.stock import contacts, items, tracking, warehouses
from app.services.stock.items import ItemForm
from tests.screens.scenes.shared import HERE, barcodes, opened, scan
from tests.screens.studio import Studio


def records_of_other_kinds(studio: Studio) -> None:
    """A contact and a warehouse with what was changed of them, and one that is new."""
    contact = int(studio.numbers("SELECT min(id) FROM contact")[0])
    form = contacts.load(studio.database, contact)
    reached = replace(form, phone="555 0142", email="hello@example.com")
    contacts.save(studio.session, reached, contact)
    form = warehouses.load(studio.database, 1)
    warehouses.save(studio.session, replace(form, address="12 Dock Street"), 1)
    for key, id in (("contacts", contact), ("warehouses", 1), ("contacts", None), ("items", None)):
        page = studio.window.show_page(key)
        assert isinstance(page, RecordPage)
        page.open(id)
        studio.shoot(f"{key}-{'new' if id is None else 'edit'}")
        page.show_list()


def item_detail(studio: Studio) -> None:
    page = studio.window.show_page("items")
    assert isinstance(page, ItemsPage)
    item, number = studio.numbers("SELECT id FROM product WHERE sku = 'OS-A5-128'")[0], "35770599X"
    form, barcodes = items.load(studio.database, int(item))
    items.save(
        studio.session, replace(form, sale_price=form.sale_price - 5000), barcodes, int(item)
    )
    dearer = replace(form, sale_price=form.sale_price + 100, note="Ask for the new colours")
    items.save(studio.session, dearer, [*barcodes, "4006381333931"], int(item))
    page.open(item)
    studio.shoot("item-detail")
    page.editor.go_to(len(page.editor._sections) - 1)
    studio.shoot("item-history")
    page.open(item)
    dialog = EditInventoryDialog(studio.desk, item, 1, page)
    for code in ("NEW-0001", "NEW-0002", dialog.stocked.table.table_model.row(3).number):
        dialog.added.scan(code)
    dialog.stocked.table.selectRow(1)
    dialog.stocked.take_away()
    wrong = dialog.stocked.table.table_model.row(4).number
    dialog.stocked.corrected[wrong] = number
    dialog.stocked._tell()
    dialog.note.setText("Found in the drawer")
    studio.shoot("edit-inventory", dialog)
    correcting_dialog = CorrectNumberDialog(studio.desk, wrong, page)
    correcting_dialog.edit.setText(dialog.stocked.table.table_model.row(5).number)
    studio.shoot("correct-number", correcting_dialog)
    cable = studio.numbers("SELECT id FROM product WHERE sku = 'AC-CH30'")[0]
    studio.shoot("edit-quantity", EditInventoryDialog(studio.desk, cable, 1, page))
    page.show_list()


def prices(studio: Studio) -> None:
    """Price lists, an item's prices in them, many changed at once, and where each came from."""
    page = studio.window.show_page("price_lists")
    assert isinstance(page, PriceListsPage)
    page.reload()
    studio.shoot("price-lists")
    studio.shoot("price-list", PriceListDialog(studio.desk, page._lists[0], page))
    studio.shoot("prices-of-an-item", PricesDialog(studio.desk, page.model.row(0).id, page))
    changing = ChangePricesDialog(
        studio.desk, page.price_list(), page.choice.currentText(), page._shown_items, page
    )
    changing.basis.setCurrentIndex(1)
    changing.rate.setText("-5")
    changing.ending.setCurrentIndex(1)
    changing.show_new()
    studio.shoot("change-prices", changing)
    items_page = studio.window.show_page("items")
    assert isinstance(items_page, ItemsPage)
    items_page.open(studio.numbers("SELECT id FROM product WHERE sku = 'AC-CH30'")[0])
    items_page.editor.go_to(2)
    studio.shoot("item-prices")
    items_page.show_list()
    with_list = "SELECT id FROM contact WHERE price_list_id = 1 ORDER BY id"
    sale = drafts.new(studio.session, "sale")
    draft_head.set_party(studio.session, sale, int(studio.numbers(with_list)[0]))
    on_screen = opened(studio, sale)
    scan(on_screen, *studio.numbers(f"{HERE} LIMIT 2"), *barcodes(studio, False)[:2])
    assert isinstance(on_screen.panel, SerialPanel)
    on_screen.lines._set_price(on_screen.lines.table_model.row(1), "1")
    on_screen.panel.price.read()
    on_screen.panel.list.facts.read()
    studio.shoot("prices-on-a-sale")
    posted = studio.numbers("SELECT id FROM document WHERE kind = 'sale' AND state = 1 LIMIT 1")
    shown = opened(studio, int(posted[0]))
    shown.posted.side.choose(2)
    studio.shoot("margin")


def a_tax(studio: Studio) -> None:
    """The taxes; one whose rate changes, and one that is new."""
    page = studio.window.show_page("taxes")
    assert isinstance(page, RecordPage)
    studio.shoot("taxes")
    for id in (int(studio.numbers("SELECT min(id) FROM tax")[0]), None):
        page.open(id)
        studio.shoot("tax-new" if id is None else "tax")
        page.show_list()


def a_statement(studio: Studio) -> None:
    """What a customer and a supplier have on account, document by document."""
    for role in ("customer", "supplier"):
        (contact,) = studio.numbers(
            f"SELECT contact_id FROM debt JOIN contact c ON c.id = contact_id WHERE c.is_{role}"
            " GROUP BY contact_id ORDER BY count(*) DESC LIMIT 1"
        )
        dialog = StatementDialog(studio.desk, int(contact), studio.window)
        studio.shoot(f"statement-{role}", dialog)


def batch_switching(studio: Studio) -> None:
    page = studio.window.show_page("items")
    assert isinstance(page, ItemsPage)
    page.table.setSelectionMode(page.table.SelectionMode.MultiSelection)
    for place in (3, 5, 8, 20):
        page.table.selectRow(place)
    studio.shoot("items-chosen")
    ids = [int(item.id) for item in page.chosen()]
    rope = ItemForm("RIBBON", "Gift ribbon", unit="m", unit_decimals=2)
    ids.append(items.save(studio.session, rope, []))
    on = tracking.switch_many(studio.session, ids, True)
    studio.shoot("batch-enabled", SwitchedDialog(studio.desk, on, True, page))
    off = tracking.switch_many(studio.session, ids, False)
    studio.shoot("batch-disabled", SwitchedDialog(studio.desk, off, False, page))
