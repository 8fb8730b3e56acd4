"""The buttons of a document's page: what can be done with what is shown, where there is room."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QBoxLayout, QMenu

from app.domain.document_kind import SerialPolicy
from app.gui.documents.printing_page import PrintingPage
from app.gui.documents.totals import TotalsCard
from app.gui.kit.keys import KeyButton, buttons_of, fit_keys, only_shown, width_with_keys
from app.gui.kit.widgets import button, label, more_button
from app.text import _

if TYPE_CHECKING:
    from app.gui.documents.labels_at_scan import LabelsAtScan


class OfferingPage(PrintingPage):
    """The part of a document's page that offers what can be done; ⋯ holds what has no room."""

    at_scan: "LabelsAtScan | None"
    tools: QBoxLayout

    @property
    def shows_scans(self) -> bool:
        """What was scanned last stands below the lines."""
        raise NotImplementedError

    def _make_buttons(self) -> None:
        self.back_button = button(_("Back"), "Alt+Left")
        self.delete_line_button = button(_("Delete line"), "Ctrl+Backspace", "flat")
        self.undo_button = button(_("Undo last scan"), "Ctrl+Z", "link")
        self.undo_button.setToolTip(_("Take back the last scan or deletion"))
        self.discard_button = button(_("Discard draft"), "", "flat")
        self.take_all_button = button(_("Enter all that is on the way"), "Ctrl+Shift+A", "flat")
        self.print_button = button(_("Print"), "Ctrl+P", "flat")
        only_shown(self.print_button)
        self.post_button = button(self.post_text(), "F9", "big")
        self.labels_button = button(_("Labels…"), "Ctrl+Shift+K", "flat")
        self.reason = label(self._no_serials(), "muted")
        self.reason.setWordWrap(True)
        if not self.reason.text():
            self.reason.hide()
        self._make_more()
        presets = self.desk.settings.discount_presets
        self.totals = TotalsCard(self.desk.formats, self.post_button, self.kind, presets)

    def _make_more(self) -> None:
        """⋯ holds what there is no room for."""
        menu = QMenu(self)
        self.folded_actions = (
            menu.addAction(_("Note"), self.header.open_note),
            *self._open_theirs(menu),
        )
        discard = menu.addAction(self.discard_button.text(), self.discard)
        self.pay_action = menu.addAction(_("Pay now"), self.pay)
        self.discount_action = menu.addAction(_("Discount"), self.edit_discount)
        labels = menu.addAction(self.labels_button.text(), self.print_labels)
        self.rare = ((self.labels_button, labels), (self.discard_button, discard))
        """What stands on the page itself where there is room, and in ⋯ where there is none."""
        self.offered: set[KeyButton] = set()
        """Those of them that are there for what is shown."""
        self.prints.add_to(menu, self.kind.key)
        self.more_button = more_button(menu)

    def _open_theirs(self, menu: QMenu) -> list[QAction]:
        theirs = self.header.theirs
        return [] if theirs is None else [menu.addAction(_("Their number"), theirs.open)]

    def sums_to_pay(self) -> Sequence[tuple[str, str]]:
        """As above the total; in one line where there is little room."""
        if self.draft_page.is_narrow:
            return [(self.totals.folded.text(), "")]
        return self.totals.said()

    def _fold(self, narrow: bool) -> None:
        """Where there is little room, what is needed less often is a choice of ⋯."""
        self.header.fold(narrow)
        if (scans := self.scans_place.made) is not None:
            scans.fold(narrow)
        self.totals.fold(narrow)
        self._show_actions()

    def _show_actions(self) -> None:
        """What can be done with what is shown, where there is room for it."""
        editing = self.draft is not None
        narrow = self.draft_page.is_narrow
        for part in (self.scan_box, self.delete_line_button, self.post_button):
            part.setVisible(editing)
        self.scans_place.set_visible(self.shows_scans)
        self.take_all_button.setVisible(editing and self.kind.takes_sent)
        self.offered = {self.discard_button} if editing else set()
        for action in self.folded_actions:
            action.setVisible(narrow)
        something = editing and bool(self.lines.table_model.rows)
        self.print_button.setVisible(editing)
        self.more_button.setVisible(editing)
        self.discount_action.setVisible(editing and self.kind.deals)
        self.discount_action.setEnabled(bool(self.lines.table_model.rows))
        self.print_button.setEnabled(something)
        self.prints.allow(something)
        buys = editing and self.at_scan is not None
        if self.at_scan is not None:
            self.at_scan.setVisible(buys)
        self.offered |= {self.labels_button} if buys else set()
        self.pay_action.setVisible(editing and self.takes_money and not self.pays_first)
        self.give_way()

    def give_way(self) -> None:
        """Where there is too little room, what is rare goes into ⋯, then keys into their tips."""
        room, narrow = self.draft_page.room_of_actions(), self.draft_page.is_narrow
        buttons = buttons_of(self.tools)
        for made, action in self.rare:
            made.setVisible(made in self.offered and not narrow)
            action.setVisible(made in self.offered and narrow)
        for made, action in self.rare:
            if not made.isHidden() and width_with_keys(self.tools, buttons) > room:
                made.hide()
                action.setVisible(True)
        fit_keys(self.tools, room, buttons)

    def _no_serials(self) -> str:
        """Why no serial stands on documents of this kind, where that is so (D1)."""
        return {
            SerialPolicy.NONE: _(
                "Items with serial numbers are entered here by quantity; their serial numbers "
                "follow when the goods come or go."
            ),
            SerialPolicy.REFUSED: _(
                "Items with serial numbers cannot be entered here: nobody could tell later "
                "which serial number went into what. The first line is the finished item."
            ),
        }.get(self.kind.policy, "")
