"""The Counter: scans and their verdicts, parked sales, the payment, the customer's screen."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.demo.names import NAMES
from app.gui.documents.counter import CounterPage
from app.gui.kit.widgets import column
from app.gui.money.customer_screen import CustomerScreen
from app.gui.money.shown_sale import ShownLine, ShownSale
from app.gui.scanning.boxes import ScanBox
from app.gui.scanning.finder import Finder
from app.gui.scanning.party_box import PartyBox
from app.services import settings as shop_settings
from app.services.documents import draft_head, draft_lines, parking, posting
from app.services.money import payments
from app.text import _
from db.queries import document_lines
from tests.drawer import CASH
from tests.screens.scenes.shared import HERE
from tests.screens.studio import Studio


def counter_empty(studio: Studio) -> None:
    studio.window.show_page("counter")
    studio.shoot("counter-empty")


def counter_while_scanning(studio: Studio) -> None:
    page = studio.window.counter()
    sold = studio.numbers("SELECT number FROM serial WHERE status = 2 LIMIT 1")
    good = studio.numbers(f"{HERE} LIMIT 9")
    for code in [*good, good[2], "序列号", sold[0]]:
        page.queue.put(code)
    page.queue.drain()
    studio.shoot("counter-refused")
    page.queue.put(studio.numbers(f"{HERE} LIMIT 1 OFFSET 40")[0])
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
    first, second, third, fourth = studio.numbers(f"{HERE} LIMIT 4 OFFSET 60")
    party = studio.numbers("SELECT id FROM contact WHERE is_customer ORDER BY id LIMIT 1")[0]
    for codes, note in (([first], ""), ([second, third], "back at nine")):
        for code in codes:
            page.queue.put(code)
        page.queue.drain()
        if note:
            draft_head.set_party(studio.session, page.document.id, party)
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
    taking = desk._replace(settings=desk.settings._replace(cash_rounding=10))
    shop_settings.save(studio.session, cash_rounding=10)
    page = CounterPage(taking)
    window.stack.addWidget(page)
    window.stack.setCurrentWidget(page)
    for code in studio.numbers(f"{HERE} LIMIT 3 OFFSET 70"):
        page.take_scan(code)
    page.queue.drain()
    line = document_lines.lines(studio.database, page.document.id)[0]
    draft_lines.set_price(studio.session, page.document.id, line.id, line.price + 5)
    page.reload()
    page.post()
    studio.shoot("payment-open")
    page.strip.tiles.choose(1)
    page.strip.amount.setText("300")
    page.strip.enter()
    page.strip.tiles.choose(0)
    page.strip.amount.setText("8000")
    page.take_scan(studio.numbers(f"{HERE} LIMIT 1 OFFSET 80")[0])
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
    taking = desk._replace(settings=desk.settings._replace(cash_rounding=10))
    shop_settings.save(studio.session, cash_rounding=10)
    page = CounterPage(taking)
    window.stack.addWidget(page)
    window.stack.setCurrentWidget(page)
    page.begin_exchange()
    sold = studio.numbers("SELECT number FROM serial WHERE status = 2 ORDER BY id LIMIT 2")
    for code in (*sold, studio.numbers(f"{HERE} LIMIT 1 OFFSET 90")[0]):
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
    sold = (("TW-P10-256", 1000, 339900), ("MW-44", 1000, 123405), ("AC-CS-P10", 2000, 11800))
    names = NAMES[studio.desk.formats.language].products
    lines = [ShownLine(names[sku], units, 1000, amount) for sku, units, amount in sold]
    for name, sale in (
        ("scanning", ShownSale(lines, 475105)),
        ("paying", ShownSale(lines, 475105, paid=300000, due=175105)),
        ("change", ShownSale(lines, 475105, paid=480000, change=4895)),
        ("exchange", ShownSale([lines[0]._replace(amount=-339900), *lines[1:]], -204695)),
        ("large", ShownSale(lines, 99999999999, paid=1000000000000, change=900000000001)),
    ):
        screen.show_sale(sale)
        studio.shoot(f"customer-{name}", screen)
    screen.deleteLater()


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
        for typed in (_word(studio), "2*a", "case p10", "zzz"):
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


def _word(studio: Studio) -> str:
    """The beginning of a word that several items are called by."""
    return "wat" if studio.desk.formats.language == "en" else "手表"


def words_on_the_counter(studio: Studio) -> None:
    """The finder on the Counter, a barcode that nobody knows, and the new item it offers."""
    page = studio.window.counter()
    for code in studio.numbers(f"{HERE} LIMIT 2 OFFSET 9"):
        page.queue.put(code)
    page.queue.drain()
    typed = f"{_word(studio)} 44"
    page.scan_box.setText(typed)
    page.finder.look_for(typed)
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


def in_training(studio: Studio) -> None:
    """The band of a counter in training, over the Counter; and Settings › About."""
    shop_settings.save_counter(studio.desk.session, training=True)
    window = studio.anew()
    window.show_page("counter")
    for number in studio.numbers(f"{HERE} LIMIT 2"):
        window.route_scan(number)
    studio.shoot("training")
    window.show_page("about")
    studio.shoot("about")
    window.show_page("shifts")
    studio.shoot("z_reports")
