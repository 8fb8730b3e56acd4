"""Item › Price lists: what each item costs in a list, step by step; lists made and changed (M2)."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox

from app.domain.permissions import Permission
from app.domain.problems import Refused
from app.gui.items.change_prices_dialog import ChangePricesDialog
from app.gui.items.price_list_dialog import PriceListDialog
from app.gui.items.prices_dialog import PricesDialog
from app.gui.kit.choice_box import ChoiceBox
from app.gui.kit.desk import Desk
from app.gui.kit.guard import guarded
from app.gui.kit.problem_list import ProblemList
from app.gui.kit.widgets import button
from app.gui.lists.list_page import ListPage, Words
from app.lists.price_list import PRICES
from app.services.money import bulk_prices
from app.services.money.bulk_prices import PlannedPrice
from app.text import _, ngettext
from db.queries.lists.price_list import ItemPriceRow, PricesAsked
from db.queries.prices import PriceList, lists

_RETAIL = 0
"""Stands for what everybody pays, among the lists."""


class PriceListsPage(ListPage):
    """The items with their prices in the list that is chosen; Enter opens those of an item."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lists: list[PriceList] = []
        self._taken_back: list[PlannedPrice] = []
        self._changed_in: int | None = None
        self.choice = ChoiceBox(_("Price list"), search=False)
        self.choice.setMinimumContentsLength(18)
        self.priced = QCheckBox(_("Only items with a price here"))
        self.rename_button = button(_("Change list…"), "Ctrl+E")
        self.prices_button = button(_("Prices of the item…"), "Ctrl+O")
        self.change_button = button(_("Change prices…"))
        self.undo_button = button("", "", "link")
        self.undo_button.hide()
        words = Words(
            title=_("Price lists"),
            new=_("New price list"),
            find=_("Find a name, SKU or barcode"),
            empty=_("The prices of items are shown here. Item › Item adds the first one."),
            leads={"items": _("Item")},
        )
        filters = (self.choice, self.rename_button, self.priced)
        actions = (self.undo_button, self.prices_button, self.change_button)
        self.problems = ProblemList(desk)
        super().__init__(
            desk, PRICES, words, self._asked_by, _counted, filters, actions, [self.problems]
        )
        self.new_button.clicked.connect(self.new)
        self.rename_button.clicked.connect(self.change_list)
        self.prices_button.clicked.connect(self._open_current)
        self.change_button.clicked.connect(self.change_prices)
        self.undo_button.clicked.connect(self.take_back)
        self.table.chosen.connect(self.open_prices)
        self.table.selectionModel().currentRowChanged.connect(self._allow_actions)
        self.list.loaded.connect(self._allow_actions)
        self.choice.activated.connect(self._choose)
        self.priced.toggled.connect(self.reload)
        self.read_lists()

    def price_list(self) -> int | None:
        """The list that is shown; None: what everybody pays."""
        return self.choice.currentData() or None

    def read_lists(self, chosen: int | None = None) -> None:
        """Offer the lists that there are by now, with ``chosen``, or the one before, shown."""
        self._lists = lists(self._desk.database)
        named = [
            (one.id, one.name if one.active else _("{name} (not in use)").format(name=one.name))
            for one in self._lists
        ]
        wanted = chosen or self.price_list() or next((one.id for one in self._lists), _RETAIL)
        there = {one.id for one in self._lists}
        self.choice.offer(
            [(_RETAIL, _("Retail: everybody pays")), *named],
            wanted if wanted in there else _RETAIL,
        )
        self._allow_actions()

    @guarded()
    def showEvent(self, event: QShowEvent) -> None:
        self.read_lists()
        super().showEvent(event)

    def _asked_by(self, text: str) -> PricesAsked:
        of_list = self.price_list()
        return PricesAsked(text, of_list, self.priced.isChecked() and of_list is not None)

    def _choose(self) -> None:
        self._allow_actions()
        self.reload()

    def _allow_actions(self) -> None:
        may = self._desk.session.may(Permission.EDIT_PRICES)
        of_list = self.price_list() is not None
        self.new_button.setEnabled(may)
        self.rename_button.setEnabled(may and of_list)
        self.priced.setEnabled(of_list)
        self.prices_button.setEnabled(may and self.table.current_row() is not None)
        self.change_button.setEnabled(may and self.model.rowCount() > 0)

    def new(self) -> None:
        """Make a price list and show it."""
        self._ask_for(None)

    def change_list(self) -> None:
        """Rename the list that is shown, or put it away."""
        of_list = self.price_list()
        self._ask_for(next((one for one in self._lists if one.id == of_list), None))

    def _ask_for(self, found: PriceList | None) -> None:
        dialog = PriceListDialog(self._desk, found, self)
        if dialog.exec():
            self.read_lists(dialog.made)
            self._desk.bus.changed.emit()
            self.reload()

    def _open_current(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self.open_prices(row)

    def open_prices(self, row: ItemPriceRow) -> None:
        """The prices of one item, in all lists."""
        if not self._desk.session.may(Permission.EDIT_PRICES):
            return
        if PricesDialog(self._desk, row.id, self).exec():
            self._desk.bus.changed.emit()
        self.table.setFocus()

    def change_prices(self) -> None:
        """Change the prices of all that is shown by one rule."""
        of_list = self.price_list()
        name = self.choice.currentText()
        dialog = ChangePricesDialog(self._desk, of_list, name, self._shown_items, self)
        if dialog.exec():
            self._offer_back(dialog.done_changes, of_list)
            self._desk.bus.changed.emit()
        self.table.setFocus()

    def _shown_items(self) -> list[int]:
        """The items that fit what is asked, one more than can be changed at most."""
        found: list[int] = []
        for ids in self.list.listing.each_ids(self._desk.database, self.list.asked()):
            found += ids
            if len(found) > bulk_prices.MOST:
                break
        return found

    def _offer_back(self, done: list[PlannedPrice], of_list: int | None) -> None:
        self._taken_back, self._changed_in = bulk_prices.turned(done), of_list
        text = ngettext(
            "{count} price is changed. Undo", "{count} prices are changed. Undo", len(done)
        )
        self.undo_button.setText(text)
        self.undo_button.setVisible(bool(done))

    def take_back(self) -> None:
        """Take the last change of many prices back as a whole."""
        planned, of_list = self._taken_back, self._changed_in
        try:
            bulk_prices.carry_out(self._desk.session, of_list, planned)
        except Refused as refusal:
            self.problems.show_problems(refusal.problems)
            return
        self.problems.show_problems(())
        self._offer_back([], of_list)
        self._desk.bus.changed.emit()


def _counted(count: int) -> str:
    return ngettext("{count} item", "{count} items", count, f"{count:,}")
