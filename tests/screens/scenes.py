"""The scenes: what is on each picture. One function a screen; add one with every new page."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.counting import CountGroup as CountGroup
from app.domain.imports import RowStanding
from app.domain.kinds import KINDS, PURCHASE
from app.domain.permissions import Role
from app.domain.printing import Printer, PrinterType, Purpose
from app.domain.scanner import TEST_CODE, Press
from app.domain.shifts import DIFFERENCE_REASONS, Counted, DrawerEntryKind, DrawerFigure
from app.exchange.imports.import_session import FileFigures
from app.exchange.imports.kinds import PACKING_LIST, PURCHASE_LINES
from app.gui.contacts.page import ContactsPage
from app.gui.documents.count_dialog import CountDialog
from app.gui.documents.count_page import CountPage
from app.gui.documents.counter import CounterPage
from app.gui.documents.generate_entry import GenerateEntry
from app.gui.documents.list_page import DocumentsPage
from app.gui.documents.page import DocumentPage
from app.gui.documents.pages import page_of
from app.gui.documents.serial_panel import SerialPanel
from app.gui.documents.settling_page import SettlingPage
from app.gui.importing.import_dialog import ImportDialog
from app.gui.importing.import_outcome import ImportOutcome
from app.gui.inventory.cartons.collect_dialog import CollectDialog
from app.gui.inventory.cartons.page import CartonsPage
from app.gui.inventory.correct_number import CorrectNumberDialog
from app.gui.inventory.records import RecordsDialog
from app.gui.inventory.search_page import SearchPage
from app.gui.inventory.second_identifier import SecondIdentifierDialog
from app.gui.items.change_prices_dialog import ChangePricesDialog
from app.gui.items.edit_inventory import EditInventoryDialog
from app.gui.items.list_page import ItemsPage
from app.gui.items.price_list_dialog import PriceListDialog
from app.gui.items.price_lists_page import PriceListsPage
from app.gui.items.prices_dialog import PricesDialog
from app.gui.items.switched_dialog import SwitchedDialog
from app.gui.keeping.backup_sign import BackupLine
from app.gui.keeping.closing_window import ClosingWindow
from app.gui.keeping.keeper import at_work
from app.gui.keeping.page import BackupsPage
from app.gui.keeping.password_dialog import PasswordDialog
from app.gui.keeping.place_dialog import PlaceDialog
from app.gui.kit.tasks import Task
from app.gui.kit.widgets import column
from app.gui.lists.record_page import RecordPage
from app.gui.money.customer_screen import CustomerScreen
from app.gui.money.drawer_page import DrawerPage
from app.gui.money.shifts_page import ShiftsPage
from app.gui.money.shown_sale import ShownLine, ShownSale
from app.gui.paper.labels.calibration_dialog import CalibrationDialog
from app.gui.paper.labels.designer_dialog import DesignerDialog
from app.gui.paper.labels.label_source import of_items, of_search
from app.gui.paper.labels.labels_dialog import LabelsDialog
from app.gui.paper.labels.size_dialog import SizeDialog
from app.gui.paper.paper_size_dialog import PaperSizeDialog
from app.gui.paper.templates.page import TemplatesPage
from app.gui.scanning.boxes import ScanBox
from app.gui.scanning.finder import Finder
from app.gui.scanning.party_box import PartyBox
from app.gui.settings.audit_log import AuditLogPage
from app.gui.settings.printers import PrintersPage
from app.gui.shell.first_run import FirstRunPage
from app.gui.shell.keys_panel import KeysPanel
from app.gui.shell.main_window import MainWindow
from app.gui.shell.menu import MenuGroup, entries
from app.gui.shell.upgrade_window import UpgradeWindow
from app.lists.serials import SERIALS
from app.printing.documents import paper_choices
from app.printing.documents.sample import Trial
from app.printing.labels.template import LabelFieldKey
from app.printing.media.label_sheets import LABEL_SHEETS
from app.printing.media.papers import own_paper
from app.services import clock as shop_clock
from app.services import people
from app.services import settings as shop_settings
from app.services.audit import Subject
from app.services.documents import drafts, orders, parking, posting
from app.services.documents.effects import counting, transfers
from app.services.entry import cartons, generating, scanning
from app.services.entry.cartons import ListedUnit
from app.services.importing.imports import ImportTaken
from app.services.keeping import backup_keeping, backup_places, backups, encrypting
from app.services.keeping.backup_places import Mount
from app.services.keeping.backups import Why
from app.services.money import accounts, payments, shifts
from app.services.paper import pictures, printers
from app.services.paper.printers import Printout
from app.services.people import PersonForm
from app.services.stock import contacts, correcting, identifying, items, tracking, warehouses
from app.services.stock.contacts import ContactForm
from app.services.stock.identifying import Pair
from app.services.stock.items import ItemForm
from app.text import _
from db import sql
from db.queries import documents
from db.queries import transfers as transfer_reads
from db.queries.generation import Remembered
from tests.drawer import CARD, CASH, WALLET
from tests.screens.studio import Studio

_HERE = "SELECT number FROM serial WHERE status = 1 AND warehouse_id = 1 ORDER BY id DESC"


def every_page(studio: Studio) -> None:
    for entry in entries(serials_enabled=True):
        studio.window.show_page(entry.key)
        studio.shoot(entry.key)


def keys_of_the_page(studio: Studio) -> None:
    studio.window.show_page("counter")
    panel = KeysPanel(studio.window, _("Counter"))
    studio.shoot("keys")
    panel.leave()


def printers_page(studio: Studio) -> None:
    """The printers of the counter and what prints on which; one that is changed."""
    session = studio.desk.session
    for printer in (
        Printer("Office", PrinterType.FOLDER, "/home/shop/papers"),
        Printer("Till", PrinterType.ESC_POS_NETWORK, "192.168.1.50", drawer=True),
        Printer("Labels", PrinterType.ZPL_NETWORK, "192.168.1.51"),
    ):
        printers.save(session, printer)
    printers.choose(session, Purpose.DOCUMENT, Printout("Office", "a4"))
    printers.choose(session, Purpose.RECEIPT, Printout("Till", "roll_80"))
    page = studio.window.show_page("printers")
    assert isinstance(page, PrintersPage)
    studio.shoot("printers-chosen")
    paper_choices.keep(session, own_paper(Purpose.DOCUMENT, 182.5, 257.0, 42))
    studio.shoot("paper-size", PaperSizeDialog(studio.desk, Purpose.DOCUMENT, page))
    page.list.setCurrentRow(1)
    page.edit_button.click()
    studio.shoot("printer")
    page.form.back_button.click()


def people_at_the_counter(studio: Studio) -> None:
    """Four who work here: signing in, a wrong PIN, the rail's foot, the people's page."""
    session = studio.session
    owner = session.person.id
    form = people.load(studio.database, owner)
    people.save(session, replace(form, name="Wren Tolby", pin="9153"), owner)
    code = people.make_recovery_code(session)
    language = studio.desk.formats.language
    clerk = PersonForm("Ida Fenmoor", Role.CLERK, language=language, pin="2704", badge="BADGE-77")
    ida = people.save(session, clerk)
    people.save(session, PersonForm("Orla Brandt", Role.MANAGER, pin="80613"))
    people.save(session, PersonForm("Piers Kell", Role.STOCK_KEEPER))
    own = people.sign_in(studio.database, session.counter, ida, "2704")
    draft = drafts.new(own, "sale", at_counter=True)
    for name in studio.numbers("SELECT sku FROM product ORDER BY id LIMIT 3"):
        scanning.scan(own, draft, None, name)
    window = studio.anew()
    window.show_page("counter")
    studio.shoot("person-at-the-foot")
    window.lock(ida)
    page = window.sign_in
    assert page is not None
    page.pin.setText("4826")
    page.sign_in()
    window.route_scan("0000243617")
    page.pin.setText("27")
    studio.shoot("sign-in")
    page.choose(owner)
    page.forgotten_button.click()
    studio.shoot("sign-in-forgotten")
    page.stack.setCurrentWidget(page.recovery)
    page.recovery.show_code(code)
    studio.shoot("sign-in-recovery-code")
    window.unlock()
    shown = window.show_page("people")
    assert isinstance(shown, RecordPage)
    studio.shoot("people")
    shown.open(ida)
    studio.shoot("person")
    shown.show_list()


def an_approval(studio: Studio) -> None:
    """A clerk's price below cost, asked beside the lines; a void asked beside the paper."""
    owner, session = studio.session, studio.session
    form = people.load(studio.database, owner.person.id)
    people.save(session, replace(form, pin="9153"), owner.person.id)
    people.save(session, PersonForm("Orla Brandt", Role.MANAGER, pin="80613", badge="BADGE-ORLA"))
    language = studio.desk.formats.language
    clerk = PersonForm("Ida Fenmoor", Role.CLERK, language=language, pin="2704")
    ida = people.save(session, clerk)
    studio.session = people.sign_in(studio.database, session.counter, ida, "2704")
    draft = drafts.new(studio.session, "sale", at_counter=True)
    for code in studio.numbers(f"{_HERE} LIMIT 3"):
        scanning.scan(studio.session, draft, None, code)
    window = studio.anew()
    page = window.counter()
    assert page is not None
    page.open(draft)
    line = page.lines.table_model.rows[0]
    page.lines._set_price(line, str(line.price // 300))
    page.take_scan("0000243617")
    page.approval.reason.setText("Display piece, scratched")
    page.approval.pin.setText("806")
    page.approval.pin.setFocus()
    studio.shoot("approval")
    page.approval.leave()
    shown = window.show_page("sale")
    shown.open(_newest(studio, "sale", 1))
    posted = shown.page.posted
    posted.void()
    posted.void_panel.reason.setText(_("Void"))
    posted.void_panel.void()
    studio.shoot("approval-void")
    posted.approval.leave()
    posted.void_panel.keep()
    studio.session = owner
    studio.anew()


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


def first_run(studio: Studio) -> None:
    page = FirstRunPage()
    page.language.setCurrentIndex(page.language.findData(studio.desk.formats.language))
    studio.shoot("first-run", page)


def upgrade_window(studio: Studio) -> None:
    """What is seen while a shop of an earlier version is brought up to date."""
    window = UpgradeWindow(Path("shop.sdk"))
    window.show_step(3, 7)
    studio.shoot("upgrade", window)


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


def counter_empty(studio: Studio) -> None:
    studio.window.show_page("counter")
    studio.shoot("counter-empty")


def counter_while_scanning(studio: Studio) -> None:
    page = studio.window.counter()
    sold = studio.numbers("SELECT number FROM serial WHERE status = 2 LIMIT 1")
    good = studio.numbers(f"{_HERE} LIMIT 9")
    for code in [*good, good[2], "序列号", sold[0]]:
        page.queue.put(code)
    page.queue.drain()
    studio.shoot("counter-refused")
    page.queue.put(studio.numbers(f"{_HERE} LIMIT 1 OFFSET 40")[0])
    page.queue.drain()
    page.panel.list.facts.read()
    studio.shoot("counter-accepted")
    payments.add_part(studio.session, page.document.id, CASH)
    posting.post(studio.session, page.document.id)
    page._show_posted(page.document.id)
    studio.shoot("counter-next-customer")


def parked_sales(studio: Studio) -> None:
    """Two sales that were put aside, goods of one gone since; the list, and what a scan finds."""
    page = studio.window.counter()
    first, second, third, fourth = studio.numbers(f"{_HERE} LIMIT 4 OFFSET 60")
    party = studio.numbers("SELECT id FROM contact WHERE is_customer ORDER BY id LIMIT 1")[0]
    for codes, note in (([first], ""), ([second, third], "back at nine")):
        for code in codes:
            page.queue.put(code)
        page.queue.drain()
        if note:
            drafts.set_party(studio.session, page.document.id, party)
        page.park()
        page.empty.parked.rows[0].note.setText(note)
        page.empty.parked.rows[0].note.setModified(True)
    studio.shoot("counter-parked-note")
    page.scan_box.setFocus()
    page.take_scan(first)
    page.queue.drain()
    studio.shoot("counter-parked-scanned")
    page.post()
    studio.shoot("counter-parked")
    page.take_scan(fourth)
    page.queue.drain()
    page.show_parked()
    studio.shoot("counter-parked-list")
    page.call_back(page.parked.model.rows[-1].id)
    studio.shoot("counter-called-back")
    page.discard()
    page.call_back(parking.parked(studio.database)[0].id)
    page.discard()
    page.call_back(parking.parked(studio.database)[0].id)
    page.discard()


def payment(studio: Studio) -> None:
    """The strip as it opens, with a part paid and cash given, on account, and the change after."""
    window, desk = studio.window, studio.window.desk
    taking = replace(desk, settings=replace(desk.settings, cash_rounding=10))
    shop_settings.save(studio.session, cash_rounding=10)
    page = CounterPage(taking)
    window.stack.addWidget(page)
    window.stack.setCurrentWidget(page)
    for code in studio.numbers(f"{_HERE} LIMIT 3 OFFSET 70"):
        page.take_scan(code)
    page.queue.drain()
    line = documents.lines(studio.database, page.document.id)[0]
    drafts.set_price(studio.session, page.document.id, line.id, line.price + 5)
    page.reload()
    page.post()
    studio.shoot("payment-open")
    page.strip.tiles.choose(1)
    page.strip.amount.setText("300")
    page.strip.enter()
    page.strip.tiles.choose(0)
    page.strip.amount.setText("8000")
    page.take_scan(studio.numbers(f"{_HERE} LIMIT 1 OFFSET 80")[0])
    studio.shoot("payment-change")
    page.strip.tiles.choose(4)
    studio.shoot("payment-more")
    page.strip.tiles.choose(0)
    page.strip.amount.setText("8000")
    page.strip.enter()
    studio.shoot("payment-done")
    page.queue.drain()
    page.discard()
    window.stack.removeWidget(page)
    page.deleteLater()
    shop_settings.save(studio.session, cash_rounding=0)
    window.show_page("counter")


def exchange(studio: Studio) -> None:
    """What comes back above what goes out, the difference, and its payment."""
    window, desk = studio.window, studio.window.desk
    taking = replace(desk, settings=replace(desk.settings, cash_rounding=10))
    shop_settings.save(studio.session, cash_rounding=10)
    page = CounterPage(taking)
    window.stack.addWidget(page)
    window.stack.setCurrentWidget(page)
    page.begin_exchange()
    sold = studio.numbers("SELECT number FROM serial WHERE status = 2 ORDER BY id LIMIT 2")
    for code in (*sold, studio.numbers(f"{_HERE} LIMIT 1 OFFSET 90")[0]):
        page.take_scan(code)
    page.queue.drain()
    studio.shoot("exchange")
    page.post()
    studio.shoot("exchange-payment")
    page.leave_payment()
    page.discard()
    window.stack.removeWidget(page)
    page.deleteLater()
    shop_settings.save(studio.session, cash_rounding=0)
    window.show_page("counter")


def customer_screen(studio: Studio) -> None:
    """What the customer sees of a sale, and of the change."""
    screen = CustomerScreen(studio.window.desk, studio.window)
    screen.setWindowFlags(Qt.WindowType.Widget)  # its picture is taken as a part of the window
    screen.resize(studio.window.size())
    lines = [
        ShownLine("Tarnwick P10 256 GB", 1000, 1000, 339900),
        ShownLine("Merrow Watch 44 mm", 1000, 1000, 123405),
        ShownLine("Case for P10, clear", 2000, 1000, 11800),
    ]
    for name, sale in (
        ("scanning", ShownSale(lines, 475105)),
        ("paying", ShownSale(lines, 475105, paid=300000, due=175105)),
        ("change", ShownSale(lines, 475105, paid=480000, change=4895)),
    ):
        screen.show_sale(sale)
        studio.shoot(f"customer-{name}", screen)
    screen.deleteLater()


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
    page.page._show_line(1)
    page.page.panel.tabs.setCurrentIndex(1)
    known = studio.numbers(f"{_HERE} LIMIT 2")
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
    page = _opened(studio, _newest(studio, "purchase", 0))
    page._show_line(1)
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


def scans_of_the_day(studio: Studio) -> None:
    studio.window.show_page("scan_log")
    studio.shoot("scan-log")


def scanner(studio: Studio) -> None:
    page = studio.window.show_page("scanner")
    keys = [Press(place * 4, text) for place, text in enumerate(TEST_CODE + "\r")]
    page.note_scan(keys)
    studio.shoot("scanner-first-of-three")
    page.note_scan([replace(key, text=key.text.swapcase()) for key in keys])
    studio.shoot("scanner-caps-lock")


def settings(studio: Studio) -> None:
    page = studio.window.show_page("settings")
    drawn = BytesIO()
    Image.new("RGB", (240, 80), (30, 90, 160)).save(drawn, "PNG")
    shop_settings.save(studio.session, logo=pictures.keep(studio.session, drawn.getvalue()))
    page.reload()
    for name in ("shop_name", "serials_enabled", "volume", "theme"):
        page.show_setting(name)
        studio.shoot(f"settings-{name}")


def stray_scans(studio: Studio) -> None:
    studio.window.show_page("settings")
    for code in studio.numbers(f"{_HERE} LIMIT 2"):
        studio.window.route_scan(code)
    studio.shoot("settings-stray-scans")
    studio.window.strays.take_all()
    studio.window.strays.note_behind()
    studio.shoot("scan-behind-a-question")


def serial_search(studio: Studio) -> None:
    page = studio.window.show_page("search")
    assert isinstance(page, SearchPage)
    number = studio.numbers("SELECT number FROM serial WHERE status = 2 LIMIT 1")[0]
    page.filters.text.setText(number[-5:])
    page.reload()
    studio.shoot("search-found")
    correcting.correct(studio.session, number, f"{number[:-1]}X")
    page.filters.text.setText(f"{number[-5:-1]}X")
    page.reload()
    unit = page.model.row(0)
    asking = SecondIdentifierDialog(studio.desk, unit.number, "", page)
    asking.edit.setText("356938035643809")
    studio.shoot("second-identifier", asking)
    identifying.give(studio.session, [Pair(unit.number, "356938035643809")])
    studio.shoot("records", RecordsDialog(studio.desk, unit, page))
    page.filters.text.setText("0000")
    page.filters.status.setCurrentIndex(1)
    page.filters.document.setText("2026")
    page.filters.open_panel()
    page.reload()
    studio.shoot("search-filters")
    page.filters.close_panel()
    page.filters.text.setText("nothing-like-this")
    page.reload()
    studio.shoot("search-empty")
    page.filters.clear()
    page.filters.text.setText("0000")
    page.reload()
    for place in (1, 3, 4, 7):
        page.list.checks.toggle(page.model.row(place).id)
    page.table.select_only(4)
    page.table.setFocus()
    studio.shoot("search-checked")
    page.list.columns_panel.open()
    studio.shoot("search-columns")
    page.list.columns_panel.close_panel()
    page.adding.offer()
    studio.shoot("search-adding")
    page.adding.fold()
    page.list.checks.clear()
    known = studio.numbers("SELECT number FROM serial ORDER BY id LIMIT 12")
    page.filters.text.take_pasted("\n".join([*known, "no-such-1", "no-such-2"]))
    studio.shoot("search-pasted")
    page.filters.clear()


def labels(studio: Studio) -> None:
    """The window of labels: on a sheet, on a roll, refused; own size, calibration."""
    folder = str(studio._place)
    office = Printer("Office laser", PrinterType.FOLDER, folder, dpi=600)
    printers.save(studio.session, office)
    page = studio.window.show_page("search")
    assert isinstance(page, SearchPage)
    page.reload()
    for place in (1, 3, 4, 7):
        page.list.checks.toggle(page.model.row(place).id)
    task = of_search(SERIALS, page.list.selection(), page.list.whole())
    dialog = LabelsDialog(studio.desk, task, page)
    if studio.window.width() < 1100:
        dialog.resize(992, 560)
    _finish(dialog._reading)
    dialog.media.first.setValue(12)
    studio.shoot("labels-sheet", dialog)
    dialog.what.choices[2].setChecked(True)
    dialog.media.choose_size("Avery L4731, L8658, Herma 10001")
    studio.shoot("labels-refused", dialog)
    dialog.media.choose_size("DYMO 11354, 30334")
    studio.shoot("labels-roll", dialog)
    studio.shoot("label-size", SizeDialog(studio.desk, dialog))
    studio.shoot("calibration", CalibrationDialog(studio.desk, office, LABEL_SHEETS[0], dialog))
    designer = DesignerDialog(studio.desk, Purpose.SERIAL_LABEL, "data_matrix", dialog)
    designer.designer.copy()
    studio.shoot("label-designer", designer)
    sizes = designer.designer.sizes
    wide = next(at for at, one in enumerate(LABEL_SHEETS) if "L7163" in one.name)
    sizes.setCurrentIndex(sizes.findData(wide))
    fields = designer.designer.fields
    keys = [field.key for field in fields.fields()]
    for key in (LabelFieldKey.SECOND, LabelFieldKey.WARRANTY, LabelFieldKey.LOGO):
        fields.list.item(keys.index(key)).setCheckState(Qt.CheckState.Checked)
        fields.list.setCurrentRow(keys.index(key))
    studio.shoot("label-designer-logo", designer)
    page.list.checks.clear()
    items = studio.numbers("SELECT id FROM product ORDER BY id LIMIT 5")
    dialog = LabelsDialog(studio.desk, of_items([int(id) for id in items]), page)
    _finish(dialog._reading)
    studio.shoot("shelf-labels", dialog)


def cartons_of_the_shop(studio: Studio) -> None:
    desk, here = studio.desk, studio.numbers(f"{_HERE} LIMIT 12")
    sold = studio.numbers("SELECT number FROM serial WHERE status = 2 ORDER BY id LIMIT 2")
    cartons.learn(desk.session, "CTN-0000418", [*here[:6], *sold])
    cartons.learn(desk.session, "106141412345678908", here[6:8])
    coming = [ListedUnit("106141412345678915", f"356938{n:09}", n) for n in range(1, 41)]
    cartons.learn_list(desk.session, coming)
    cartons.pack(desk.session, here[8:10])
    page = studio.window.show_page("cartons")
    assert isinstance(page, CartonsPage)
    studio.shoot("cartons-packed")
    page.look_up(here[0])
    studio.shoot("cartons-gone-apart")
    page.look_up("nothing-like-this")
    studio.shoot("cartons-not-found")
    page.search.clear()
    dialog = CollectDialog(desk, page)
    for code in ("(00)106141412345678922", *here[10:12], here[10], "A9,A10"):
        dialog.take(code)
    dialog.reject = dialog.hide  # nobody is here to be asked about what was scanned
    studio.shoot("cartons-learn", dialog)
    dialog = CollectDialog(desk, page, packing=True)
    for code in (here[10], sold[0]):
        dialog.take(code)
    dialog.reject = dialog.hide
    studio.shoot("cartons-pack", dialog)


def packing_list(studio: Studio) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "Delivery 4711.csv"
        rows = [f"{n},CTN-{n // 10:05},IP15-128-BK,00351{n:06},1" for n in range(60)]
        last = ["60,,X,A\t1,1", "61,CTN-1,X,SN001-SN010,10", "62,CTN-1,X,'00012,1"]
        path.write_text("\n".join(["ACME Ltd.", "", "No.,Carton No.,Model,S/N,Qty", *rows, *last]))
        dialog = ImportDialog(studio.desk, [PACKING_LIST], path, studio.window)
        _finish(dialog.work.task)
        studio.shoot("packing-list", dialog)


def file_taken_in(studio: Studio) -> None:
    items = studio.numbers("SELECT sku FROM product WHERE track_serials ORDER BY id LIMIT 1")
    held = studio.numbers("SELECT number FROM serial ORDER BY id LIMIT 1")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "tarnwick-delivery-1126.csv"
        rows = [
            f"{n:015},{items[0]},TWC-{n % 1000 // 50},2690.00,{n}"
            for n in range(4912027107, 4912027600)
        ]
        bad = [
            f"4.91203E+14,{items[0]},TWC-1,2690.00,1",
            f"4912027200,{items[0]},TWC-1,2690.00,1",
            f"{held[0]},{items[0]},TWC-1,2690.00,1",
            "004912027107068,TW-P10-265,TWC-1,2690.00,1",
            f"004912027107069,{items[0]},TWC-1,269O.00,1",
        ]
        lines = ["Tarnwick", "", "SN,Model,Box No.,Unit price,No.", *rows[:4], *bad, *rows[4:]]
        path.write_text("\n".join(lines))
        dialog = ImportDialog(studio.desk, [PURCHASE_LINES], path, studio.window)
        _finish(dialog.work.task)
        studio.shoot("import", dialog)
        dialog.chips.chips[RowStanding.REFUSED].click()
        studio.shoot("import-refused", dialog)
        dialog.read_file(Path(folder) / "gone.xlsx")
        _finish(dialog.work.task)
        studio.shoot("import-no-file", dialog)


def migration(studio: Studio) -> None:
    page = studio.window.show_page("migration")
    _finish(page.task)
    studio.shoot("migration")
    outcomes = (
        (FileFigures(520), FileFigures(518)),
        (FileFigures(80), FileFigures(80)),
        (FileFigures(1240, 1180, 1_240_000), FileFigures(1240, 1180, 1_240_000)),
    )
    for card, (in_file, taken) in zip(page.steps, outcomes, strict=True):
        name = f"{card.step.kind.key}-export.xlsx"
        told = ImportOutcome(name, ImportTaken(1, taken.rows), (), in_file, taken)
        card.importing.bar.tell(name, ImportTaken(1, taken.rows))
        card.importing.finished.emit(told)
    _finish(page.task)
    studio.shoot("migration-taken")


def _finish(task: Task) -> None:
    while task.busy:
        QApplication.processEvents()


def generation(studio: Studio) -> None:
    draft = documents.newest_draft(studio.database, "purchase", at_counter=False)
    line = next(x for x in documents.lines(studio.database, draft) if x.track_serials)

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
    taken = studio.numbers(f"{_HERE} LIMIT 1")[0]
    clash._choices.button(2).setChecked(True)
    clash.ranges.box.setPlainText(f"{taken} +3")
    clash.check()
    studio.shoot("generate-clash", clash)
    pattern = entry()
    pattern.show_product(line.sku, Remembered("{YYYY}{MM}{DD}-{SKU}-{N:5}", 1, 41), 20)
    studio.shoot("generate-pattern", pattern)


def _opened(studio: Studio, draft: int) -> DocumentPage:
    """The page that shows a document."""
    studio.window.open_document(draft)
    page = studio.window.stack.currentWidget()
    assert isinstance(page, DocumentsPage)
    shown = page.stack.currentWidget()
    assert isinstance(shown, DocumentPage)
    return shown


def _newest(studio: Studio, kind: str, state: int) -> int:
    query = "SELECT max(id) FROM document WHERE kind = ? AND state = ?"
    return sql.value(studio.database, query, kind, state)


def _scan(page: DocumentPage, *codes: str) -> None:
    for code in codes:
        page.queue.put(code)
    page.queue.drain()


def _barcodes(studio: Studio, tracked: bool) -> list[str]:
    return studio.numbers(
        "SELECT b.barcode FROM product_barcode b JOIN product p ON p.id = b.product_id"
        f" WHERE p.track_serials = {int(tracked)} ORDER BY p.id"
    )


def inventory_count(studio: Studio) -> None:
    page = _opened(studio, _newest(studio, "count", 0))
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


def transfers_on_the_way(studio: Studio) -> None:
    transfer = _newest(studio, "transfer", 1)
    _opened(studio, transfer)
    studio.shoot("transfer-on-the-way")
    receipt = _opened(studio, transfers.begin(studio.session, transfer))
    sent = [
        number for _line, number in transfer_reads.serials_on_the_way(studio.database, transfer)
    ]
    _scan(receipt, *sent[:-4])
    receipt._show_line(3)
    receipt.panel.tabs.setCurrentWidget(receipt.panel.missing)
    studio.shoot("transfer-receipt-missing")
    draft = _opened(studio, drafts.new(studio.session, "transfer"))
    _scan(draft, *studio.numbers(f"{_HERE} LIMIT 5"), _barcodes(studio, tracked=False)[0])
    studio.shoot("transfer-draft")
    draft.post()
    studio.shoot("transfer-refused")
    draft.discard()
    studio.shoot("discarded-draft")


def documents_of_other_kinds(studio: Studio) -> None:
    supplier = sql.value(studio.database, "SELECT min(id) FROM contact WHERE is_supplier")
    back = drafts.new(studio.session, "purchase_return")
    drafts.set_party(studio.session, back, supplier)
    page = _opened(studio, back)
    _scan(page, *studio.numbers(f"{_HERE} LIMIT 1"))
    page.panel.tabs.setCurrentWidget(page.panel.in_stock)
    page.panel.in_stock.amount.setValue(3)
    page.panel.in_stock.choose_oldest()
    studio.shoot("purchase-return-in-stock")
    page = _opened(studio, drafts.new(studio.session, "quotation"))
    _scan(page, *_barcodes(studio, tracked=True)[:3], _barcodes(studio, tracked=False)[0])
    studio.shoot("quotation")
    page = _opened(studio, drafts.new(studio.session, "assembly"))
    _scan(page, *_barcodes(studio, tracked=False)[:3], _barcodes(studio, tracked=True)[0])
    studio.shoot("assembly")


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
    drafts.set_party(studio.session, sale, int(studio.numbers(with_list)[0]))
    opened = _opened(studio, sale)
    _scan(opened, *studio.numbers(f"{_HERE} LIMIT 2"), *_barcodes(studio, False)[:2])
    assert isinstance(opened.panel, SerialPanel)
    opened.lines._set_price(opened.lines.table_model.row(1), "1")
    opened.panel.price.read()
    opened.panel.list.facts.read()
    studio.shoot("prices-on-a-sale")
    posted = studio.numbers("SELECT id FROM document WHERE kind = 'sale' AND state = 1 LIMIT 1")
    shown = _opened(studio, int(posted[0]))
    shown.posted.side.choose(2)
    studio.shoot("margin")


def questions(studio: Studio) -> None:
    """What may be right and is never done unasked, and a date that is none."""
    back = drafts.new(studio.session, "sales_return")
    page = _opened(studio, back)
    sold = "SELECT number FROM serial WHERE status = 2 ORDER BY last_movement_id DESC LIMIT 3"
    _scan(page, *studio.numbers(sold))
    other = "SELECT max(id) FROM contact WHERE is_customer AND id <> ?"
    party = documents.document(studio.database, back).party_id
    drafts.set_party(studio.session, back, sql.value(studio.database, other, party or 0))
    drafts.set_date(studio.session, back, "2999-12-31")
    page.reload()
    page.post()
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


def orders_and_their_invoices(studio: Studio) -> None:
    database = studio.database
    order = drafts.new(studio.session, "sales_order")
    drafts.set_party(
        studio.session, order, sql.value(database, "SELECT min(id) FROM contact WHERE is_customer")
    )
    page = _opened(studio, order)
    _scan(page, *_barcodes(studio, tracked=False)[:3] * 3)
    page.post()
    studio.shoot("order-open")
    first = orders.make(studio.session, order, "sale")
    taken = documents.lines(database, first)
    drafts.set_quantity(studio.session, first, taken[0].id, 1000)
    drafts.set_quantity(studio.session, first, taken[1].id, 4000)
    _opened(studio, first)
    studio.shoot("order-invoice-draft")
    posting.post(studio.session, first, on_account=True)
    _opened(studio, first)
    studio.shoot("order-invoice-posted")
    page = _opened(studio, order)
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
    _opened(studio, _newest(studio, "purchase", 0))
    studio.shoot("small-purchase")
    _opened(studio, _newest(studio, "count", 1))
    studio.shoot("small-count-posted")
    studio.window.resize(size)


def finding_by_words(studio: Studio) -> None:
    """The finder and the party's box as they stand on a page, wide and narrow."""
    for width in (740, 560):
        page = QWidget()
        box, finder = ScanBox(), Finder(studio.desk, lambda: 1)
        party = PartyBox(studio.desk, True, ["sale"], _("Walk-in customer"))
        finder.serve(box)
        page.setLayout(column(party, box, finder, None, margin=16))
        page.resize(width, 560)
        page.show()
        for typed in ("wat", "2*a", "case p10", "zzz"):
            box.setText(typed)
            finder.look_for(typed)
            finder.read_now()
            studio.shoot(f"finder-{width}-{typed.replace('*', 'x').replace(' ', '-')}", page)
            page.show()
        finder.close_finder()
        for typed in ("", "che", "138"):
            party.setText(typed)
            party.read_now()
            studio.shoot(f"party-{width}-{typed or 'nothing'}", page)
            page.show()
        page.close()


def words_on_the_counter(studio: Studio) -> None:
    """The finder on the Counter, a barcode that nobody knows, and the new item it offers."""
    page = studio.window.counter()
    for code in studio.numbers(f"{_HERE} LIMIT 2 OFFSET 9"):
        page.queue.put(code)
    page.queue.drain()
    page.scan_box.setText("wat 44")
    page.finder.look_for("wat 44")
    page.finder.read_now()
    studio.shoot("counter-finder")
    page.scan_box.clear()
    page.take_scan("4006381333931")
    page.queue.drain()
    studio.shoot("counter-unknown-barcode")
    page.finder.new_button.click()
    studio.shoot("counter-new-item")
    page.new_item.leave()
    page.header.open_note()
    studio.shoot("counter-note")


def drawer(studio: Studio) -> None:
    """The drawer: closed, with a difference, blind, what a figure is made of, money out."""
    _close_drawer(studio)
    _drawer_page(studio)
    studio.shoot("drawer-closed")
    shifts.open_drawer(studio.session, 500_00)
    product = int(studio.numbers("SELECT id FROM product WHERE NOT track_serials ORDER BY id")[0])
    for price, given, tender in (
        (1_249_00, 1_300_00, CASH),
        (899_90, 900_00, CASH),
        (2_699_00, None, CARD),
        (699_00, None, WALLET),
        (59_00, None, CASH),
    ):
        _paid(studio, "sale", product, price, tender, given)
    _paid(studio, "sales_return", product, 249_00, CASH)
    for kind, amount, reason in (
        (DrawerEntryKind.MONEY_IN, 200_00, _("Cash taken")),
        (DrawerEntryKind.MONEY_OUT, 120_00, _("Settings")),
    ):
        shifts.move_money(studio.session, kind, amount, reason)
    page = _drawer_page(studio)
    for field, text in zip(page.counted.fields, ("22", "6", "1", "1", "1", "3"), strict=False):
        field.setText(text)
    page.difference.why.set_value(DIFFERENCE_REASONS[0])
    page.tenders.fields[CARD].setText("2699")
    studio.shoot("drawer-counted")
    page.expected.opened.emit(DrawerFigure.TAKEN)
    studio.shoot("drawer-figure")
    page.rows.left.emit()
    page.move_button.click()
    studio.shoot("drawer-money-out")
    page.moving.left.emit()
    shop_settings.save(studio.session, blind_count=True)
    page = _drawer_page(studio)
    page.counted.fields[0].setText("27")
    studio.shoot("drawer-blind")
    shop_settings.save(studio.session, blind_count=False)
    studio.anew().show_page("counter")
    studio.shoot("counter-drawer-open")
    _close_drawer(studio)
    counter = studio.anew().counter()
    counter.queue.put(studio.numbers(f"{_HERE} LIMIT 1")[0])
    counter.queue.drain()
    counter.post()
    studio.shoot("counter-asks-float")
    reports = studio.window.show_page("shifts")
    assert isinstance(reports, ShiftsPage)
    studio.shoot("z-reports")
    reports.open_button.click()
    _finish(reports.view._task)
    studio.shoot("z-report")
    shifts.open_drawer(studio.session, 500_00)


def _close_drawer(studio: Studio) -> None:
    shift = shifts.open_shift(studio.database, studio.session.counter.id)
    assert shift is not None
    expected = shifts.report(studio.database, shift).expected
    shifts.close(studio.session, Counted(total=expected, stays=500_00))


def _paid(
    studio: Studio, kind: str, product: int, price: int, tender: int, given: int | None = None
) -> None:
    """A posted document of one unit at a price, paid by one tender."""
    draft = drafts.new(studio.session, kind)
    line = drafts.add_line(studio.session, draft, product, 1000)
    drafts.set_price(studio.session, draft, line, price)
    payments.add_part(studio.session, draft, tender, given)
    posting.post(studio.session, draft, sure=posting.questions_of(studio.database, draft))


def _drawer_page(studio: Studio) -> DrawerPage:
    """The page as the shop's settings are now."""
    page = studio.anew().show_page("drawer")
    assert isinstance(page, DrawerPage)
    return page


def rail_and_go_to(studio: Studio) -> None:
    window = studio.window
    window.show_page("search")
    studio.shoot("rail-with-pins")
    if window.rail.is_narrow:
        window.rail._fly(MenuGroup.INVENTORY)
        studio.shoot("rail-group-beside")
        window.rail.close_flyout()
    else:
        window.rail._toggle(MenuGroup.SALES)
        studio.shoot("rail-two-groups")
        window.rail._toggle(MenuGroup.SALES)
    window.go_to.open()
    studio.shoot("go-to")
    window.go_to.box.setText("se" if studio.desk.formats.language == "en" else "序列")
    window.go_to._find_more()
    studio.shoot("go-to-found")
    window.go_to.box.setText("nothing-like-this")
    window.go_to._find_more()
    studio.shoot("go-to-nothing")
    window.go_to.leave()
    window.open_document(_newest(studio, "purchase", 0))
    window.open_list("purchase")
    studio.shoot("list-go-on")
    window.band.show()
    window.show_page("counter")
    studio.shoot("demo-band")
    window.band.hide()


def print_templates(studio: Studio) -> None:
    """A built-in one, a copy that is edited, one that does not fit, a receipt with many serials."""
    page = studio.window.show_page("print_templates")
    assert isinstance(page, TemplatesPage)
    language = studio.desk.formats.language
    page.list.choose("sale", f"a4 built_in {language}")
    _when_drawn(studio, page, "built-in")
    page.copy()
    serials = page.editor.fields[1].table
    serials.select_only(3)
    serials.setFocus()
    _when_drawn(studio, page, "own")
    wide = [replace(one, width=60.0) for one in page._template.columns]
    page.edit(replace(page._template, columns=wide))
    page.preview.trials[Trial.LONG_NAMES].setChecked(True)
    _when_drawn(studio, page, "does-not-fit")
    for place, name in ((0, "paper"), (1, "head"), (3, "foot"), (4, "texts")):
        page.editor.tabs.setCurrentIndex(place)
        _when_drawn(studio, page, name)
    page.editor.tabs.setCurrentIndex(2)
    page.save()
    page.preview.trials[Trial.LONG_NAMES].setChecked(False)
    page.preview.trials[Trial.MANY_SERIALS].setChecked(True)
    page.list.choose("sale", f"roll_80 built_in {language}")
    _when_drawn(studio, page, "receipt")


def _when_drawn(studio: Studio, page: TemplatesPage, name: str) -> None:
    studio.shoot(f"templates-{name}")
    page.preview.draw()
    while page.preview._task.busy:
        QApplication.processEvents()
    studio.taken -= 1
    studio.shoot(f"templates-{name}")


def on_account(studio: Studio) -> None:
    """A customer who owes; a receipt that settles it, typed and posted."""
    session, desk = studio.session, studio.desk
    party = contacts.save(session, ContactForm("Hester Pellwood", phone="555 0177"))
    for code, days in zip(studio.numbers(f"{_HERE} LIMIT 3 OFFSET 90"), (100, 40, 5), strict=True):
        draft = drafts.new(session, "sale")
        drafts.set_party(session, draft, party)
        day = session.today() - timedelta(days=days)
        drafts.set_date(session, draft, day.isoformat(), sure=True)
        scanning.scan(session, draft, None, code)
        posting.post(session, draft, on_account=True)
    page = ContactsPage(desk)
    studio.window.stack.addWidget(page)
    studio.window.stack.setCurrentWidget(page)
    page.role.setCurrentIndex(3)
    studio.shoot("contacts-owe")
    page.open(party)
    studio.shoot("contact-account")
    receipt = SettlingPage(desk, KINDS["money_receipt"])
    studio.window.stack.addWidget(receipt)
    studio.window.stack.setCurrentWidget(receipt)
    draft = drafts.new(session, "money_receipt")
    drafts.set_party(session, draft, party)
    receipt.open(draft)
    studio.shoot("receipt-open")
    receipt.amount.setText("20,000")
    receipt.amount.setModified(True)
    receipt.finish_amount()
    studio.shoot("receipt-typed")
    receipt.post()
    studio.shoot("receipt-posted")
    _advance_and_debt(studio, page, party)
    _supplier_invoice(studio)
    studio.window.show_page("counter")


def _advance_and_debt(studio: Studio, page: ContactsPage, party: int) -> None:
    """More was paid than was owed, and bought again: the card settles it."""
    session = studio.session
    draft = accounts.begin(session, "money_receipt", party)
    accounts.set_amount(session, draft, 9_000_00)
    accounts.set_tender(session, draft, 1)
    posting.post(session, draft)
    (code,) = studio.numbers(f"{_HERE} LIMIT 1 OFFSET 94")
    draft = drafts.new(session, "sale")
    drafts.set_party(session, draft, party)
    scanning.scan(session, draft, None, code)
    posting.post(session, draft, on_account=True)
    studio.window.stack.setCurrentWidget(page)
    page.open(party)
    studio.shoot("contact-advance")
    page.editor.account.settle()
    studio.shoot("contact-settled")


def _supplier_invoice(studio: Studio) -> None:
    """A purchase invoice: the supplier's number and due date, asked about again, and on paper."""
    session, desk = studio.session, studio.desk
    (supplier,) = studio.numbers("SELECT id FROM contact WHERE is_supplier ORDER BY id LIMIT 1")
    (product,) = studio.numbers(
        "SELECT id FROM product WHERE NOT track_serials ORDER BY id LIMIT 1"
    )
    shown = page_of(PURCHASE)(desk, PURCHASE)
    studio.window.stack.addWidget(shown)
    studio.window.stack.setCurrentWidget(shown)
    for name in ("supplier-invoice", "supplier-number-again"):
        draft = drafts.new(session, "purchase")
        drafts.set_party(session, draft, int(supplier))
        drafts.add_line(session, draft, int(product))
        shown.open(draft)
        if name == "supplier-invoice":
            studio.shoot(f"{name}-empty")
        drafts.set_their_number(session, draft, "HW-2026/10418")
        drafts.set_due_date(session, draft, "2026-12-24")
        shown.reload()
        studio.shoot(name)
        shown.post()
        studio.shoot(f"{name}-posted")
    shown.confirm.hide()
    drafts.discard(session, draft)


def backups_kept(studio: Studio) -> None:
    """Settings › Backups: none yet, some in two places, one of them bad, none for two days."""
    keep_choices = shop_settings.keep_untold
    keep_choices(studio.session, keeps_backups=True)
    _backups_page(studio.anew())
    studio.shoot("backups-no-place")
    with TemporaryDirectory() as folder:
        computer, stick = Path(folder) / "Backups on this computer", Path(folder) / "HARBOUR-1"
        away = Path(folder) / "HARBOUR-2"
        mounts = [Mount(root, root.name, True) for root in (stick, away)]
        for root in (computer, stick, away):
            root.mkdir()
        store = Path(folder) / "shop" / "shop.sqlite"
        backup_places.add(studio.session, store, computer)
        for mount in mounts:
            backup_places.add(studio.session, store, mount.root, mount)
        for days in (60, 33, 18, 11, 4, 3, 2, 1, 0):
            moment = studio.session.now() - timedelta(days=days)
            why = Why.DEMAND if not days else Why.CLOSING
            order = backup_keeping.order_by_itself(studio.session, studio.store, why)
            outcome = backups.make(order, moment)
            if days == 3:
                with outcome.made[0].path.open("r+b") as file:
                    file.truncate(outcome.made[0].size - 4096)
                away.rename(away.with_name("unplugged"))
            backup_keeping.note(studio.session, outcome)
        _backups_page(studio.anew())
        studio.shoot("backups")
        late = dict(shop_settings.load_counter(studio.database, 1).last_backup)
        late["made_at"] = (studio.session.now() - timedelta(days=3)).isoformat()
        keep_choices(studio.session, last_backup=late)
        page = _backups_page(studio.anew())
        studio.shoot("backups-two-days")
        studio.desk.bus.backup_going.emit(40)
        studio.shoot("backups-going-on")
        studio.shoot("backup-place", PlaceDialog(studio.desk, store, page))
        studio.shoot("backup-password", PasswordDialog(studio.desk, page))
        backup_keeping.set_password(studio.session, encrypting.new_key("harbour lights"))
        studio.shoot("backup-password-set", PasswordDialog(studio.desk, page))
        studio.shoot(
            "closing", ClosingWindow(studio.desk, at_work(studio.desk, studio.store, float))
        )
        backup_keeping.set_password(studio.session, None, "harbour lights")
        studio.shoot("backup-line", BackupLine(studio.desk))
    keep_choices(studio.session, keeps_backups=False, backup_places=None)
    studio.anew()


def _backups_page(window: MainWindow) -> BackupsPage:
    page = window.open_list("backups")
    assert isinstance(page, BackupsPage)
    while any(task.busy for task in page.findChildren(Task)):
        QApplication.processEvents()
    return page


def audit_log(studio: Studio) -> None:
    """What was changed, said as an owner reads it; narrowed to one day's prices."""
    session = studio.desk.session
    shop_settings.change(session, negative_stock=True, theme="dark", cash_rounding=5)
    form, codes = items.load(studio.database, 1)
    items.save(
        session, replace(form, name=f"{form.name} 2", sale_price=form.sale_price + 100), codes, 1
    )
    contact = contacts.load(studio.database, 1)
    contacts.save(session, replace(contact, phone="139 0000 0000", credit_limit=500_000), 1)
    shifts.open_without_sale(session, "change for a note")
    page = studio.window.show_page("audit_log")
    assert isinstance(page, AuditLogPage)
    page.reload()
    page.table.selectRow(1)
    studio.shoot("audit_log")
    page.filters.subject.setCurrentIndex(page.filters.subject.findData(Subject.ITEM.value))
    page.filters.first.show_day(shop_clock.today())
    page.filters.changed.emit()
    studio.shoot("audit_log_narrowed")


def in_training(studio: Studio) -> None:
    """The band of a counter in training, over the Counter; and Settings › About."""
    shop_settings.save_counter(studio.desk.session, training=True)
    window = studio.anew()
    window.show_page("counter")
    for number in studio.numbers(f"{_HERE} LIMIT 2"):
        window.route_scan(number)
    studio.shoot("training")
    window.show_page("about")
    studio.shoot("about")
    window.show_page("shifts")
    studio.shoot("z_reports")


SCENES: tuple[Callable[[Studio], None], ...] = (
    first_run,
    upgrade_window,
    every_page,
    records_of_other_kinds,
    rail_and_go_to,
    keys_of_the_page,
    counter_empty,
    counter_while_scanning,
    parked_sales,
    payment,
    exchange,
    customer_screen,
    on_account,
    words_on_the_counter,
    documents_of_every_kind,
    manual_entry,
    lines_by_keys,
    refused_posting,
    posted_papers,
    printers_page,
    people_at_the_counter,
    an_approval,
    printed_document,
    serial_search,
    labels,
    scans_of_the_day,
    cartons_of_the_shop,
    packing_list,
    file_taken_in,
    migration,
    generation,
    inventory_count,
    transfers_on_the_way,
    orders_and_their_invoices,
    documents_of_other_kinds,
    item_detail,
    prices,
    questions,
    batch_switching,
    small_screen,
    scanner,
    settings,
    stray_scans,
    finding_by_words,
    print_templates,
    drawer,
    backups_kept,
    audit_log,
    in_training,
)
