"""The list of what is in stock, to choose from: as many as one operation takes, then on (F5)."""

from collections.abc import Callable

from PySide6.QtWidgets import QAbstractItemView

from app.domain.serials import MOST
from app.gui.kit.desk import Desk
from app.gui.lists.list_view import ListView
from app.lists.listing import Listing
from app.text import _, ngettext
from db.queries.lists.in_stock import InStock, InStockAsked


def in_stock_list(
    desk: Desk, listing: Listing[InStockAsked, InStock], asked: Callable[[], InStockAsked]
) -> ListView:
    """A list of ``app.lists.in_stock`` of which several rows can be chosen."""
    made = ListView(
        desk, listing, _("Serial numbers in stock"), asked, _said_when_none, _counted, MOST
    )
    made.count_line.setParent(made)  # the pages say the count in a sentence of theirs
    made.count_line.hide()
    made.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    return made


def _counted(count: int) -> str:
    return ngettext("{count} in stock", "{count} in stock", count, f"{count:,}")


def _said_when_none() -> str:
    return _("No serial number in stock here fits.")
