"""Item › Item: every item with its codes, prices and stock; New, and edit one."""

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QAbstractItemView

from app.domain.codes import serial_in
from app.domain.verdicts import Level
from app.gui.importing.import_button import Importing
from app.gui.items.barcodes import BarcodeList
from app.gui.items.editor import ItemEditor
from app.gui.items.switched_dialog import SwitchedDialog
from app.gui.kit import long_work
from app.gui.kit.desk import Desk
from app.gui.kit.questions import release
from app.gui.kit.widgets import button
from app.gui.lists.list_page import Words
from app.gui.lists.record_page import RecordPage
from app.gui.paper.labels.label_source import of_items
from app.gui.paper.labels_window import show_labels
from app.gui.scanning.queue import ScanQueue
from app.lists.items import asked_for
from app.lists.items import items as listed_items
from app.services.stock import tracking
from app.services.stock.finding import product_of_serial
from app.text import _, ngettext
from db.queries import items
from db.queries.lists.items import ItemsAsked, ProductListRow


class ItemsPage(RecordPage):
    """The list of items, and the editor of the one that was opened from it."""

    def __init__(self, desk: Desk) -> None:
        words = Words(
            title=_("Item"),
            new=_("New item"),
            find=_("Find a name, SKU or barcode"),
            empty=_(
                "adds the first one. Enter its stock from there, or receive it by a purchase "
                "invoice."
            ),
        )
        self.detail_button = button(_("Detail"), "Ctrl+O")
        self.labels_button = button(_("Shelf labels…"), "Ctrl+Shift+K")
        self.enable_button = button(_("Enable serial numbers"))
        self.disable_button = button(_("Disable serial numbers"))
        actions = (
            self.detail_button,
            self.labels_button,
            self.enable_button,
            self.disable_button,
        )
        listing = listed_items(desk.settings.serials_enabled)
        super().__init__(desk, listing, words, ItemEditor(desk), actions=actions)
        self.queue = ScanQueue(self._take_scan, self)
        self.importing = Importing.offered(desk, ("items", "prices"), self.listing)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.selectionModel().selectionChanged.connect(self._allow)
        self.list.loaded.connect(self._allow)
        self.detail_button.clicked.connect(self._open_current)
        self.labels_button.clicked.connect(self.print_labels)
        for made, on in ((self.enable_button, True), (self.disable_button, False)):
            made.setVisible(desk.settings.serials_enabled)  # P1
            made.clicked.connect(partial(self.switch, on))
        self._allow()

    def asked(self, text: str) -> ItemsAsked:
        """The number of a serial finds its item too, where serials are managed (P1)."""
        asked = asked_for(text, self.with_inactive.isChecked())
        if not self.desk.settings.serials_enabled:
            return asked
        item = product_of_serial(self.desk.database, serial_in(text))
        return replace(asked, of_serial=item.id) if item else asked

    def count_text(self, count: int) -> str:
        return ngettext("{count} item", "{count} items", count, f"{count:,}")

    def known_by(self, text: str) -> int | None:
        """The item that has this SKU, this barcode, or this GTIN in any form (C7)."""
        asked = self.asked(text)
        named = items.by_code(self.desk.database, text)
        found = {named.id: named} if named else {}
        for several in items.by_gtins(self.desk.database, asked.gtins).values():
            found |= {item.id: item for item in several}
        shown = [item.id for item in found.values() if item.active or asked.with_inactive]
        return shown[0] if len(shown) == 1 else None

    def take_scan(self, code: str) -> bool:
        """In the list a captured scan opens its item; in the editor it is one more barcode."""
        self.queue.put(code)
        return True

    def _take_scan(self, code: str) -> None:
        if self.stack.currentWidget() is self.editor:
            barcodes = self.editor.fields["barcodes"]
            assert isinstance(barcodes, BarcodeList)
            barcodes.add(code)
            self.desk.sounds.play(Level.ACCEPTED)
        else:
            self.search.take_scan(code)
            self.list.when_settled(self._sound)

    def _sound(self) -> None:
        found = self.list.model.rowCount() > 0
        self.desk.sounds.play(Level.ACCEPTED if found else Level.REFUSED)

    def chosen(self) -> list[ProductListRow]:
        """The rows that are selected, from the top."""
        return self.table.selected_rows()

    def _allow(self) -> None:
        chosen = len(self.table.selected_places())
        self.detail_button.setEnabled(chosen == 1)
        self.labels_button.setEnabled(chosen > 0)
        self.enable_button.setEnabled(chosen > 0)
        self.disable_button.setEnabled(chosen > 0)

    def _open_current(self) -> None:
        for item in self.chosen()[:1]:
            self.open(item.id)

    def print_labels(self) -> None:
        """Print shelf labels of the selected items."""
        chosen = [item.id for item in self.chosen()]
        if chosen:
            show_labels(self.desk, of_items(chosen), self)

    def switch(self, on: bool) -> None:
        """Switch serial number management of the selected items on or off, each for itself (P3)."""
        chosen = self.chosen()
        released = 0 if on else sum(item.identified for item in chosen if item.track_serials)
        if not chosen or not release(self, released):
            return
        ids = [item.id for item in chosen]
        results = long_work.carry_out(
            self,
            self.desk.database,
            released + len(ids),
            _("Enable serial numbers") if on else _("Disable serial numbers"),
            lambda: tracking.switch_many(self.desk.session, ids, on),
        )
        self.desk.bus.changed.emit()
        SwitchedDialog(self.desk, results, on, self).exec()
