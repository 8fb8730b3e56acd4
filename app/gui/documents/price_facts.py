"""What is known of the price of the line that is chosen (M2); read when keys rest."""

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.domain.marks import N_
from app.domain.prices import PriceSource
from app.domain.verdicts import Level
from app.gui.kit.desk import Desk
from app.gui.kit.refresh import Refresh
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import label, name_label, tip
from app.text import _, side_by_side
from db.queries.document_lines import DocumentLine
from db.queries.documents import Document

if TYPE_CHECKING:
    from app.services.money.price_facts import PriceFacts

SOURCES = {
    PriceSource.TYPED: N_("typed"),
    PriceSource.UNIT: N_("the unit's own"),
    PriceSource.LIST: N_("{list} list"),
    PriceSource.LIST_STEP: N_("{list} list, by quantity"),
    PriceSource.ITEM: N_("retail"),
    PriceSource.ORIGIN: N_("as it was sold"),
}


class PriceFactsView(QWidget):
    """Where the price came from and retail; what this customer paid last; below cost."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._shown: tuple[Document, DocumentLine] | None = None
        self._names = label(_("Price"), "secondary"), label(_("Paid last"), "secondary")
        self.source, self.link = name_label(""), label("")
        self.link.setTextFormat(Qt.TextFormat.RichText)
        self.link.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.link.linkActivated.connect(lambda target: desk.bus.open_document.emit(int(target)))
        self.below = label(_("Below what it had cost"), "")
        self.below.setStyleSheet(f"color: {desk.theme.level(Level.WARNING)[1]};")
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GRID * 2)
        grid.setVerticalSpacing(GRID // 2)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._names[0], 0, 0)
        grid.addWidget(self.source, 0, 1)
        grid.addWidget(self._names[1], 1, 0)
        grid.addWidget(self.link, 1, 1)
        grid.addWidget(self.below, 2, 1)
        self.setLayout(grid)
        self.refresh = Refresh(self, self.read)
        self.hide()

    def show_line(self, document: Document, line: DocumentLine | None) -> None:
        """Show another line, soon; None: no line is chosen."""
        if line is None:
            self._shown = None
            self.refresh.done()
            self.hide()
            return
        if self._shown is not None and self._shown[1].id != line.id:
            self.hide()  # nothing of the line before is left
        self._shown = document, line
        self.refresh.soon()

    def read(self) -> None:
        """Read the facts of the line now."""
        from app.services.money import price_facts  # with the first line

        self.refresh.done()
        if self._shown is not None:
            self._show(price_facts.facts_of(self._desk.database, *self._shown))
            self.show()

    def _show(self, facts: "PriceFacts") -> None:
        formats = self._desk.formats
        said = _(SOURCES[facts.source]).format(list=facts.price_list or "")
        if facts.retail != facts.price:
            retail = formats.price(facts.retail)
            said = _("{source}; retail {price}").format(source=said, price=retail)
        self.source.setText(said)
        last = facts.last
        self._names[1].setVisible(last is not None)
        self.link.setVisible(last is not None)
        if last is not None:
            said = escape(side_by_side(formats.price(last.price), formats.date(last.date)))
            colour = self._desk.theme.accent_text
            self.link.setText(f'<a style="color: {colour}" href="{last.document}">{said}</a>')
            self.link.setToolTip(tip(last.number))
        self.below.setVisible(facts.below_cost)
