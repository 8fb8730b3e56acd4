"""Counter: the quick sale. Scan, post, and the next customer's page is ready."""

from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QSizePolicy, QSplitter, QStackedWidget, QWidget

from app.domain.kinds import KINDS, SALE
from app.domain.payments import Settlement
from app.gui.documents.counter_day import CounterDay
from app.gui.documents.counter_empty import CounterEmpty
from app.gui.documents.parking_page import ParkingPage
from app.gui.kit.desk import Desk
from app.gui.kit.later import class_named
from app.gui.kit.part_place import PartPlace
from app.gui.money.shown_sale import ShownLine, ShownSale, shown_lines
from app.services.documents import drafts, pricing, training
from app.services.entry.outcome import Outcome
from app.text import _
from db.queries import document_lines, documents
from db.queries.document_lines import DocumentLine
from db.queries.documents import POSTED, Document
from db.queries.waiting import texts

if TYPE_CHECKING:
    from app.gui.money.paid_card import PaidCard
    from app.services.documents.exchanging import Exchange

PAID_CARD, IN_HAND = "money.paid_card.PaidCard", "money.paid_card.in_hand"


class CounterPage(ParkingPage):
    """A sales invoice that is always open; after a crash the same draft is there again (D6).

    While nothing is entered, the last sales and the day stand where lines and serials will.
    """

    def __init__(self, desk: Desk) -> None:
        self._is_empty = True
        self._paid_stays = 0
        """How many scans from now on end what is said of the last payment; 0: nothing is."""
        self.paid_place = PartPlace(self._make_paid_card)
        super().__init__(desk, SALE)
        self.back_button.hide()
        self._begun = False
        """Something was scanned into the draft that is shown, whatever came of it."""
        self.empty = CounterEmpty(desk, self.scan_box, self._hints(), self.rows_place)
        self.day = CounterDay(desk)
        self._place = _in_place_of(self.lines, self.empty)
        self.draft_page.put_beside(self.day)
        self.draft_page.put_beside(self.paid_place.widget)
        self._add_parking()
        self.empty.print_button.clicked.connect(self.prints.print)
        self.empty.exchange_button.clicked.connect(self.begin_exchange)
        self.day.no_sale_wanted.connect(self.ask_without_sale)
        self.left.connect(self.start)
        self.start()

    def first_needed(self) -> Sequence[PartPlace[Any]]:
        """What stands beside the lines, too."""
        panel = (self.panel_place,) if self.with_serials else ()
        return (*super().first_needed(), self.scans_place, *panel)

    def _hints(self) -> list[tuple[str, str]]:
        """The keys that are said while nothing is entered."""
        last = ("Ctrl+K", _("go to a page, find anything"))
        if self.takes_money:
            last = ("F3", _("something comes back"))
        return [
            ("3*", _("and a code: three of it")),
            ("F4", _("customer")),
            ("↑ ↓", _("choose a sale")),
            last,
        ]

    def start(self) -> None:
        """Show the counter draft that who is here left open, or begin one."""
        session, kind = self.desk.session, self.kind.key
        draft = documents.newest_draft(session.database, kind, True, session.person.id)
        if draft is not None and self._is_of_another_sort(draft):
            drafts.discard(session, draft)
            draft = None
        if draft is None:
            draft = drafts.new(self.desk.session, self.kind.key, at_counter=True)
        self.open(draft)

    def _is_of_another_sort(self, draft: int) -> bool:
        """It was begun before training began or ended, and nothing is on it yet."""
        session = self.desk.session
        counter = session.counter.id
        problem = training.problem_with(session.database, counter, draft, self.kind.key)
        return problem is not None and not document_lines.lines(session.database, draft)

    def open(self, document: int) -> None:
        """Show a draft; while nothing is on it, the day and the last sales."""
        self._begun = False
        super().open(document)

    def _show_outcome(self, outcome: Outcome) -> None:
        self._begun = True
        self._end_paid()
        self.forget_offers()
        self._show_empty(False)  # at once, also where the scan is refused
        super()._show_outcome(outcome)

    def _show_head_and_lines(self, id: int) -> list[DocumentLine]:
        self.forget_offers()
        lines = super()._show_head_and_lines(id)
        undone = self.undo_button.isEnabled()  # what was taken back can be looked at
        begun = self._begun or self.exchange is not None
        is_empty = not (lines or begun or undone or texts(self.desk.database, id))
        self._show_empty(is_empty)
        self._tell_customer(lines)
        return lines

    # The customer's screen, and the change ------------------------------------------------------

    @property
    def paid_card(self) -> "PaidCard":
        """What the customer gets in hand."""
        return self.paid_place.part

    def _make_paid_card(self) -> "PaidCard":
        made: PaidCard = class_named(PAID_CARD)(self.desk)
        return made

    def chosen_sale(self) -> int | None:
        """The one of the last sales that is chosen while nothing is entered."""
        sale = self.empty.chosen() if self._is_empty else None
        rings_up = sale is not None and KINDS[sale.kind].rings_up
        return sale.id if sale and rings_up and sale.state == POSTED else None

    def _tell_customer(self, lines: Sequence[DocumentLine]) -> None:
        """What the customer may see of the sale, for the second screen."""
        if self.document is None or not self.desk.counter_settings.customer_screen:
            return
        sale = self._shown(self.document, lines, self.exchange)
        if self._paid_stays and not sale.lines:
            return  # the customer before still counts the change
        self.desk.bus.sale_shown.emit(self.strip.shown_sale(sale) if self.is_paying else sale)

    def _shown(
        self, document: Document, lines: Sequence[DocumentLine], exchange: "Exchange | None"
    ) -> ShownSale:
        """What the customer may see of a document; of an exchange both halves, as one."""
        if exchange is None:
            back = KINDS[document.kind].refunds
            total = -document.total if back else document.total
            return ShownSale(self._shown_lines(document, lines), total)
        shown = (
            self._shown_lines(half, document_lines.lines(self.desk.database, half.id))
            for half in exchange
        )
        return ShownSale([*chain.from_iterable(shown)], exchange.difference)

    def _shown_lines(self, document: Document, lines: Sequence[DocumentLine]) -> list[ShownLine]:
        totals = pricing.totals(self.desk.database, document, lines)
        return shown_lines(lines, totals, self.desk.formats, KINDS[document.kind].refunds)

    def after_payment(self) -> None:
        """The customer sees what is paid so far."""
        self._tell_customer(self.lines.table_model.rows)

    def _show_paid(self, sale: Document, paid: Settlement, waiting: int) -> None:
        """What the customer gets in hand stays until a scan comes that did not wait already."""
        self._paid_stays = waiting + 1
        incoming = KINDS[sale.kind].money_sign > 0
        if class_named(IN_HAND)(paid, incoming):
            self.paid_card.show_paid(sale, paid)
            self._show_empty(self._is_empty)
        if self.desk.counter_settings.customer_screen:
            from app.services.documents import exchanging  # with the second screen

            database = self.desk.database
            lines = document_lines.lines(database, sale.id)
            shown = self._shown(sale, lines, exchanging.exchange_of(database, sale.id))
            given = sum(one.part.given or one.moved for one in paid.by_hand)
            if incoming:
                shown = shown._replace(paid=given, change=paid.change)
            elif given:
                shown = shown._replace(total=-given)
            self.desk.bus.sale_shown.emit(shown)

    def _end_paid(self) -> None:
        if not self._paid_stays:
            return
        self._paid_stays -= 1
        if not self._paid_stays:
            self.paid_place.hide()

    def _show_empty(self, is_empty: bool) -> None:
        self._is_empty = is_empty
        self._place.setCurrentIndex(1 if is_empty else 0)
        asks = QSizePolicy.Policy.Preferred if is_empty else QSizePolicy.Policy.Ignored
        self.empty.setSizePolicy(asks, asks)  # it asks for no room while it is not shown
        if self.paid_place.is_shown:
            self.paid_card.drop_void()
        usual = not self.paid_place.is_shown  # the change stands there for a while
        self.day.setVisible(is_empty and usual)
        self.origins_place.set_visible(self.shows_origins and usual)
        self.panel_place.set_visible(self.shows_panel)
        self.empty.stand_in(is_empty)
        self._show_actions()
        if is_empty:
            self.day.reload()

    @property
    def is_begun(self) -> bool:
        """Something is entered, or was scanned."""
        return not self._is_empty

    @property
    def shows_scans(self) -> bool:
        """Nothing was, while nothing is entered."""
        return not self._is_empty and super().shows_scans

    @property
    def shows_panel(self) -> bool:
        """The day, or the change, stands for it."""
        return not self._is_empty and not self.paid_place.is_shown and super().shows_panel

    def _show_actions(self) -> None:
        """Nothing can be done to an empty sale; Post stays, it takes what is in the box (D11)."""
        super()._show_actions()
        self.totals.show_empty(self._is_empty or self.exchange is not None)
        self._show_parking()
        here = self.takes_money and self._is_empty  # it takes the sale that is chosen there
        self.empty.exchange_button.setVisible(here)
        self.exchange_button.setVisible(
            self.takes_money and not (here and self.empty.offers_exchange)
        )
        if self._is_empty:
            self.delete_line_button.hide()
            self.offered.clear()
            self.print_button.hide()
            self.empty.print_button.setVisible(not self.printing_place.asks)
            self.prints.allow(bool(self.empty.model.rows))
            self.more_button.setVisible(self.draft_page.is_narrow or self.takes_money)
        self.give_way()

    def _step(self, by: int) -> None:
        if not self._is_empty:  # then the arrows choose one of the last sales
            super()._step(by)

    def _show_posted(self, posted: int) -> None:
        """The sale is in the books: say so, and be ready for the next customer."""
        sale = documents.document(self.desk.database, posted)
        waiting = self.queue.give_up()  # scanned while something was asked: the next customer's
        waiting += self.take_next()
        paid = self.settled
        self.start()
        if paid is not None:
            half = documents.document(self.desk.database, self.settled_half)
            self._show_paid(half, paid, len(waiting))
            sale = sale if sale.number else half
        for code in waiting:
            self.take_scan(code)
        text = _("{number} is posted: {total}. Ready for the next customer.")
        practice = training.number_of(self.desk.database, posted)
        if practice is not None:
            text = _("{number} was practice: {total}, counted nowhere. Ready for the next one.")
        total = self.desk.formats.money(sale.total)
        self.verdict.show_done(text.format(number=practice or sale.number, total=total), sale.id)
        self.scans.follow()

    def to_print(self) -> Document | None:
        """While nothing is entered it is the sale that is chosen among the last ones."""
        if not self._is_empty:
            return super().to_print()
        sale = self.empty.chosen()
        return None if sale is None else documents.document(self.desk.database, sale.id)

    def print_posted(self, document: Document) -> None:
        """The next customer's page says it; nothing waits for it."""
        self.print_after(self.printing, document)

    def _title(self, document: Document) -> str:
        return _("Counter") if self.exchange is None else _("Exchange")


def _in_place_of(part: QWidget, other: QWidget) -> QStackedWidget:
    """Let ``other`` stand where ``part`` is; the part is 0 and is shown, the other is 1."""
    around, place = part.parentWidget(), QStackedWidget()
    if isinstance(around, QSplitter):
        around.replaceWidget(around.indexOf(part), place)
    elif around is not None and (layout := around.layout()) is not None:
        layout.replaceWidget(part, place)
    place.addWidget(part)
    place.addWidget(other)
    return place
