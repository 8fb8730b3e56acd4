"""A throw-away shop to look around in: phones, watches, accessories, three months of documents.

Made by the real services with fixed dice, so that it is the same for everybody, in each language
under its own ``names``. All is invented; barcodes are from the range kept for a shop's own use,
IMEIs from that for test devices.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random
from typing import NamedTuple
from uuid import UUID

from app.demo.cash_desk import CashDesk
from app.demo.names import NAMES, Names
from app.domain.lifecycle import Status
from app.domain.price_changes import Basis, PriceChange, PriceEnding
from app.domain.prices import PriceStep
from app.domain.pricing import PERCENT, Discount
from app.domain.quantities import ONE_UNIT
from app.services import clock, settings
from app.services import session as sessions
from app.services.documents import discounts, draft_head, draft_lines, drafts, posting, voiding
from app.services.documents.draft_lines import ToAdd
from app.services.documents.effects import counting
from app.services.entry import entering
from app.services.money import price_lists, taxes
from app.services.money.taxes import ALWAYS, TaxForm
from app.services.session import Session
from app.services.settings import Trade
from app.services.stock import contacts, items, warehouses
from app.services.stock.contacts import ContactForm
from app.services.stock.items import ItemForm
from app.services.stock.warehouses import WarehouseForm
from db import sql
from db.queries import document_lines
from db.queries.serials import in_stock, with_status
from db.queries.stock import stock_at
from db.queries.taxes import TaxPeriod
from db.queries.warehouses import warehouses as warehouses_in
from db.sql import Database

DAYS = 91
_SEED = 20
_DIGITS = "0123456789"
_SIGNS = _DIGITS + "ABCDEFGHJKLMNPQRSTUVWXYZ"


class _Product(NamedTuple):
    """``supplier`` is a place among them; prices in yuan; ``demand`` against the others'.

    ``pattern`` makes its serials (see ``serial``); without one it is not serial-tracked.
    """

    supplier: int
    sku: str
    cost: int
    price: int
    demand: int
    pattern: str = ""


PRODUCTS = (
    _Product(0, "TW-P10-128", 2350, 2999, 9, "00491201######%"),
    _Product(0, "TW-P10-256", 2690, 3399, 7, "00491202######%"),
    _Product(0, "TW-P10P-512", 4380, 5499, 4, "00491210######%"),
    _Product(0, "TW-F2-256", 7150, 8999, 2, "00491222######%"),
    _Product(0, "TW-SL11-128", 2080, 2699, 4, "F2LX@@@@@@"),
    _Product(1, "OS-A3-64", 690, 899, 8, "00357701######%"),
    _Product(1, "OS-A5-128", 1120, 1399, 9, "00357705######%"),
    _Product(1, "OS-A5-256", 1290, 1599, 6, "00357706######%"),
    _Product(1, "OS-TAB8", 780, 1099, 5, "R5-24A-@@@@@@"),
    _Product(1, "OS-BUDS2", 210, 349, 9, "B2@@@@@@@@@@"),
    _Product(1, "OS-BUDSP", 460, 699, 6, "BP@@@@@@@@@@"),
    _Product(2, "MW-40", 880, 1199, 6, "000#######"),
    _Product(2, "MW-44", 980, 1299, 7, "000#######"),
    _Product(2, "MW-DIVE", 1650, 2199, 3, "00D#######"),
    _Product(2, "MW-SPK", 150, 249, 6, "MS/24/######"),
    _Product(3, "CD-CLASSIC", 1980, 2880, 3, "0047####"),
    _Product(3, "CD-FIELD", 690, 1080, 4, "0052####"),
    _Product(3, "CD-MOON", 3900, 5680, 1, "C.M.#####"),
    _Product(4, "AC-USBC-1", 9, 29, 8),
    _Product(4, "AC-USBC-2", 12, 39, 5),
    _Product(4, "AC-CH30", 38, 89, 6),
    _Product(4, "AC-CH65", 79, 169, 4),
    _Product(4, "AC-PAD", 55, 129, 3),
    _Product(4, "AC-PB10", 68, 149, 4),
    _Product(5, "AC-SP-P10", 6, 39, 9),
    _Product(5, "AC-SP-A5", 5, 29, 8),
    _Product(5, "AC-CS-P10", 11, 59, 7),
    _Product(5, "AC-CS-P10P", 14, 69, 3),
    _Product(5, "AC-ST20", 32, 99, 2),
    _Product(5, "AC-ST22", 18, 59, 3),
)

_Line = tuple[int, int, list[str]]  # product, units, serials


def build(database: Database, language: str = "en", today: date | None = None) -> None:
    """Fill a fresh store with the demo shop in a language, its documents dated up to ``today``.

    Raises ValueError for a store that is a shop already: what is made up never mixes with it.
    """
    session = sessions.begin(database)
    if settings.load(database).is_set_up:
        raise ValueError("the demo shop needs a store of its own")
    with sql.transaction(database, of=sql.SHOP):
        names = NAMES[language]
        settings.set_up(
            session,
            names.shop,
            Trade.DIGITAL,
            "CNY",
            language,
            names.floor,
            names.owner,
            names.counter,
        )
        settings.keep_untold(session, keeps_backups=False)  # it is thrown away when it is closed
        settings.save(session, taxes="included", shifts=True)
        rate = TaxPeriod(ALWAYS, None, 13 * PERCENT)
        taxes.save(session, TaxForm(names.tax, [rate], default=True))
        _Shop(session, names).live(today or session.today())


class _Shop:
    """The demo shop while it is made; what stands on its shelves is asked of the store."""

    def __init__(self, session: Session, names: Names) -> None:
        self.session = session
        self.names = names
        self.database = database = session.database
        self.dice = Random(_SEED)
        self.desk = CashDesk(session, names)
        (self.floor,) = (place.id for place in warehouses_in(database))
        self.back = warehouses.save(session, WarehouseForm(names.back, names.back_note))
        self.products = {self._add_product(place): row for place, row in enumerate(PRODUCTS)}
        self.suppliers = [self._add_contact(name, True, 30) for name in names.suppliers]
        self.trade_ins = self._add_contact(names.trade_ins, supplier=True)
        self.businesses = [self._add_contact(name, days=14) for name in names.businesses]
        self.people = [self._add_contact(name) for name in names.people]
        self.serials: set[str] = set()

    def _add_product(self, place: int) -> int:
        row = PRODUCTS[place]
        form = ItemForm(
            row.sku,
            self.names.products[row.sku],
            unit=self.names.piece,
            purchase_price=row.cost * 100,
            sale_price=row.price * 100,
            track_serials=bool(row.pattern),
        )
        return items.save(self.session, form, [barcode(place + 1)])

    def _add_contact(self, name: str, supplier: bool = False, days: int | None = None) -> int:
        """A contact; what is on account with it is due after so many ``days``."""
        phone = f"555 {self.dice.randrange(10**7):07}"
        form = ContactForm(name, not supplier, supplier, phone=phone, payment_days=days)
        return contacts.save(self.session, form)

    def live(self, today: date) -> None:
        """Let the three months up to ``today`` happen, day by day, in the order of the clock."""
        first = today - timedelta(days=DAYS)
        self._open(first)
        for number in range(1, DAYS + 1):
            day = first + timedelta(days=number)
            if number % 3 == 1:
                self._deliver(_moment(day, 9), number // 3 % len(self.suppliers))
            self.desk.open(self.session.at(_moment(day, 9, 30)))
            self._serve(day)
            if number % 4 == 1:
                self.desk.spend(self.session.at(_moment(day, 18, 10)))
            if number % 7 == 3:
                self._supply_business(_moment(day, 18, 30))
            if number % 7 == 5:
                at = self.session.at(_moment(day, 18, 40))
                self.desk.settle(at, self.businesses, self.suppliers, day)
            if number % 22 == 20:
                self._buy_back(_moment(day, 18, 50))
            if number < DAYS:
                self.desk.close(self.session.at(_moment(day, 20)))
            if number == DAYS - 3:
                self._send(_moment(day, 19))
        self._make_price_lists()
        self._leave_drafts(_moment(today, 19))

    def _make_price_lists(self) -> None:
        """Members pay a little less; businesses less, and again from ten on."""
        member, wholesale = (price_lists.save(self.session, n) for n in self.names.price_lists)
        whole = PriceEnding(100)
        for product, row in self.products.items():
            retail = row.price * 100
            prices = [
                PriceChange(Basis.RETAIL, rate, whole).new_price(None, retail, 0) or retail
                for rate in (-4_000, -8_000, -11_000)
            ]
            steps = {
                member: [PriceStep(ONE_UNIT, prices[0])],
                wholesale: [PriceStep(ONE_UNIT, prices[1]), PriceStep(10 * ONE_UNIT, prices[2])],
            }
            price_lists.set_steps(self.session, product, steps)
        having = {member: self.people[::2], wholesale: self.businesses}
        for price_list, customers in having.items():
            for customer in customers:
                form = contacts.load(self.database, customer)
                contacts.save(self.session, replace(form, price_list_id=price_list), customer)

    def _open(self, day: date) -> None:
        for warehouse, most in ((self.floor, 16), (self.back, 24)):
            lines = [self._goods(product, self.dice.randint(6, most)) for product in self.products]
            self._post("opening", _moment(day, 10), warehouse, None, lines)

    def _deliver(self, at: datetime, supplier: int) -> None:
        """A supplier fills up what has run low, in packs of five."""
        for warehouse, full in ((self.floor, 40), (self.back, 28)):
            lines = []
            for product, row in self.products.items():
                packs = (full - self._on_hand(product, warehouse)) // 5
                if row.supplier == supplier and packs > 0:
                    lines.append(self._goods(product, packs * 5))
            self._post("purchase", at, warehouse, self.suppliers[supplier], lines)

    def _serve(self, day: date) -> None:
        """A day at the counter; now and then a sale is void a few minutes later."""
        sales = self.dice.randint(5, 10) + 4 * (day.weekday() >= 5)
        for minute in sorted(self.dice.sample(range(480), sales)):
            lines = [
                self._pick(product, self.floor, self.dice.choice((1, 1, 1, 1, 2)))
                for product in self._wanted(self.dice.choice((1, 1, 2, 3)))
            ]
            party = self.dice.choice([None, None, *self.people])
            sale = self._sell(_moment(day, 10, minute), party, lines)
            if sale and self.dice.random() < 0.006:
                reason = self.dice.choice(self.names.void_reasons)
                voiding.void(self.session.at(_moment(day, 10, minute + 4)), sale, reason)

    def _sell(self, at: datetime, party: int | None, lines: Iterable[_Line]) -> int | None:
        """A sale at the counter, posted and paid; some get a little off. None: nothing was left."""
        lines = [line for line in lines if line[1]]
        if not lines:
            return None
        draft, session = self._draft("sale", at, self.floor, party, lines), self.session.at(at)
        if self.desk.dice.random() < 0.08:
            discounts.set_of_document(session, draft, Discount(rate=5 * PERCENT))
        self.desk.pay(session, draft)
        posting.post(session, draft)
        return draft

    def _supply_business(self, at: datetime) -> None:
        """A company or a school takes ten or more of one thing, from the back room."""
        (product,) = self._wanted(1)
        line = self._pick(product, self.back, self.dice.randint(10, 25))
        party = self.dice.choice(self.businesses)
        self._post("sale", at, self.back, party, [line], on_account=True)

    def _buy_back(self, at: datetime) -> None:
        """A unit sold earlier comes back over the counter, to be sold again."""
        product, number = self.dice.choice(with_status(self.database, Status.SOLD))
        line = (product, 1, [number])
        draft = self._draft("purchase", at, self.floor, self.trade_ins, [line])
        self.desk.pay_by_wallet(self.session.at(at), draft)
        posting.post(self.session.at(at), draft)

    def _leave_drafts(self, at: datetime) -> None:
        """The day's work is not finished: a delivery half scanned, a sale with a unit to go."""
        ids = {row.sku: product for product, row in self.products.items()}
        phone, watch, cable = ids["TW-P10-128"], ids["MW-44"], ids["AC-USBC-1"]
        scanned = self._new_serials(phone, 11)
        delivery = [(phone, 20, scanned), (cable, 50, [])]
        self._draft("purchase", at, self.floor, self.suppliers[0], delivery)
        _, _, one = self._pick(watch, self.floor, 1)
        sale = [self._pick(phone, self.floor, 1), (watch, 2, one)]
        self._draft("sale", at, self.floor, self.people[0], sale)

        self._count(at)

    def _send(self, at: datetime) -> None:
        """Goods go from the back room to the shop floor, and are still on the way."""
        ids = {row.sku: product for product, row in self.products.items()}
        units = {"OS-A5-128": 6, "MW-40": 4, "OS-BUDS2": 8, "AC-CH30": 12}
        lines = [self._pick(ids[sku], self.back, wanted) for sku, wanted in units.items()]
        draft = self._draft("transfer", at, self.back, None, lines)
        draft_head.set_destination(self.session, draft, self.floor)
        posting.post(self.session.at(at), draft)

    def _count(self, at: datetime) -> None:
        """The back room is being counted: most is found, and some is not as the books have it."""
        draft = self._draft("count", at, self.back, None, [])
        counting.count_everything(self.session, draft)
        lines = document_lines.lines(self.database, draft)
        tracked = [line for line in lines if line.track_serials]
        for line in tracked[: len(tracked) * 2 // 3]:
            named = in_stock(self.database, self.back, line.product_id)
            numbers = self.dice.sample(named, len(named) - len(named) // 9)
            entering.enter(self.session, draft, line.id, numbers)
        strays = [
            self._some(self.floor, 3),
            self._some(None, 2),
            self._new_serials(tracked[0].product_id, 2),
        ]
        for numbers in strays:
            entering.enter(self.session, draft, tracked[0].id, numbers)
        for line in [line for line in lines if not line.track_serials][:4]:
            off = self.dice.choice((0, 0, -2, 1)) * ONE_UNIT
            on_hand = self._on_hand(line.product_id, self.back) * ONE_UNIT
            draft_lines.set_quantity(self.session, draft, line.id, on_hand + off)

    def _some(self, warehouse: int | None, count: int) -> list[str]:
        """Serials in stock in a warehouse, or, for None, sold ones."""
        status = Status.SOLD if warehouse is None else Status.IN_STOCK
        found = [number for _, number in with_status(self.database, status, warehouse)]
        return self.dice.sample(sorted(found, key=str.upper), count)

    def _wanted(self, most: int) -> list[int]:
        """One to ``most`` products, those in demand more often."""
        demand = [row.demand for row in self.products.values()]
        drawn = self.dice.choices(list(self.products), demand, k=most)
        return list(dict.fromkeys(drawn))

    def _on_hand(self, product: int, warehouse: int) -> int:
        on_hand, _ = stock_at(self.database, warehouse, [product]).get(product, (0, 0))
        return on_hand // ONE_UNIT

    def _new_serials(self, product: int, count: int) -> list[str]:
        """Serials of the product's pattern that were never used before."""
        made: list[str] = []
        while len(made) < count:
            number = serial(self.dice, self.products[product].pattern)
            if number not in self.serials:
                self.serials.add(number)
                made.append(number)
        return made

    def _goods(self, product: int, units: int) -> _Line:
        """New goods; of one delivery in seven only the half was scanned."""
        if not self.products[product].pattern:
            return product, units, []
        scanned = units if self.dice.random() < 0.86 else units // 2
        return product, units, self._new_serials(product, scanned)

    def _pick(self, product: int, warehouse: int, units: int) -> _Line:
        """Up to ``units`` from the shelf; what the books do not name is read off the box (L3)."""
        on_hand = self._on_hand(product, warehouse)
        units = min(units, on_hand)
        if not self.products[product].pattern:
            return product, units, []
        named = in_stock(self.database, warehouse, product)
        without_serial = on_hand - len(named)
        unknown = min(units, without_serial, self.dice.choice((0, 0, 0, 1)))
        unknown = max(unknown, units - len(named))
        known = self.dice.sample(named, units - unknown)
        return product, units, self._new_serials(product, unknown) + known

    def _draft(
        self, kind: str, at: datetime, warehouse: int, party: int | None, lines: Iterable[_Line]
    ) -> int:
        uuid = str(UUID(int=self.dice.getrandbits(128), version=4))
        draft = drafts.new(self.session.at(at), kind, uuid)
        if warehouse != self.floor:
            draft_head.set_warehouse(self.session, draft, warehouse)
        if party is not None:
            draft_head.set_party(self.session, draft, party)
        lines, there = list(lines), drafts.read(self.database, draft)
        wanted = [ToAdd(product, units * ONE_UNIT) for product, units, _ in lines]
        made = draft_lines.add_lines(self.session, draft, there, wanted)
        for line, (_, _, numbers) in zip(made, lines, strict=True):
            if numbers:
                entering.enter(self.session, draft, line, numbers)
        return draft

    def _post(
        self,
        kind: str,
        at: datetime,
        warehouse: int,
        party: int | None,
        lines: Iterable[_Line],
        on_account: bool = False,
    ) -> None:
        """Post a document of the lines that have units, where any has."""
        lines = [line for line in lines if line[1]]
        if lines:
            draft = self._draft(kind, at, warehouse, party, lines)
            posting.post(self.session.at(at), draft, on_account=on_account)


def _moment(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment of the shop's day by the clock on its wall, never later than now."""
    moment = datetime.combine(day, time(hour)) + timedelta(minutes=minute)
    return min(moment.astimezone(), clock.now())


def serial(dice: Random, pattern: str) -> str:
    """A serial of a pattern: # a digit, @ a digit or letter (no I, no O), % an IMEI's check."""
    number = ""
    for sign in pattern:
        match sign:
            case "#":
                number += dice.choice(_DIGITS)
            case "@":
                number += dice.choice(_SIGNS)
            case "%":
                number += luhn(number)
            case _:
                number += sign
    return number


def luhn(digits: str) -> str:
    """The check digit that ends an IMEI: every second digit doubled, from the right."""
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(digits)))
    return str(-sum(number // 10 + number % 10 for number in doubled) % 10)


def barcode(number: int) -> str:
    """An EAN-13 from the range 20 to 29, which is kept for a shop's own use."""
    digits = f"20{number:010}"
    total = sum(int(digit) * (1 + 2 * (place % 2)) for place, digit in enumerate(digits))
    return f"{digits}{-total % 10}"
