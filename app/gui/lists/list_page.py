"""A page that shows a list: its title, a search box, what narrows it, the rows, and how many."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from app.gui.kit.desk import Desk
from app.gui.kit.empty_state import leads_to
from app.gui.kit.go_on import GoOn
from app.gui.kit.guard import guarded
from app.gui.kit.keys import buttons_of, fit_keys
from app.gui.kit.theme import CARD_GAP, GRID, PAGE_SIDE, PAGE_TOP
from app.gui.kit.widgets import button, column, label, row
from app.gui.lists.box_and_rows import walk_between
from app.gui.lists.export_button import export_button
from app.gui.lists.list_view import ListView
from app.gui.scanning.boxes import SearchBox
from app.lists.listing import Listing
from app.text import _


@dataclass(frozen=True, slots=True)
class Words:
    """What a page of a list says, in the language in use.

    ``find`` is the search box's hint; without one there is no search box. ``new`` names the button
    that begins a record; without it there is none. ``empty`` is said of an empty list: what to do
    first, ``{new}`` in it by the New button. ``nothing`` is said of a search that finds nothing.
    ``leads`` are the pages that an empty list is filled on, by key, and how their buttons are
    called.
    """

    title: str
    empty: str
    new: str = ""
    find: str = ""
    nothing: str = ""
    leads: Mapping[str, str] = field(default_factory=dict)


class ListPage(QWidget):
    """The list with what belongs to it. ``asked`` makes what is asked for of the text in the box;
    ``go_on`` leads back to what was open before the list was shown.

    ``filters`` are the page's own choices beside the search box, ``actions`` what can be done with
    the rows that are selected; ``between`` stands above the rows. What can be done with the whole
    list is given a place by ``offer``; *Export…* has its own there.
    """

    def __init__(
        self,
        desk: Desk,
        listing: Listing[Any, Any],
        words: Words,
        asked: Callable[[str], Any],
        count_text: Callable[[int], str],
        filters: Sequence[QWidget] = (),
        actions: Sequence[QWidget] = (),
        between: Sequence[QWidget] = (),
    ) -> None:
        super().__init__()
        self._words = words
        self.new_button = button(words.new, "Ctrl+N" if words.new else "", "primary")
        self.go_on = GoOn()
        self.search = SearchBox()
        self.search.setPlaceholderText(words.find)
        self.search.setMinimumWidth(_SEARCH_LEAST)
        self.search.setMaximumWidth(_SEARCH_WIDTH)
        self.summary = label("", "muted")
        self.list = ListView(
            desk,
            listing,
            words.title,
            lambda: asked(self.text()),
            self.said_when_empty,
            count_text,
        )
        self.table, self.model = self.list.table, self.list.model
        self._first_button = button(words.new)
        self._clear_button = button(_("Clear the search"))
        self._leads = [leads_to(desk, page, text) for page, text in words.leads.items()]
        self.list.offer_when_empty(self._first_button, *self._leads, self._clear_button)
        self._tools = row()
        self._foot = QWidget()
        self._arrange(filters, actions, between)
        self.export_button = export_button(desk, self.list)
        self.offer(self.export_button)
        self.new_button.setVisible(bool(words.new))
        self.search.setVisible(bool(words.find))
        self.list.search_by(self.search)
        walk_between(self.search, self.table)
        self.list.loaded.connect(self._allow)
        self.go_on.changed.connect(self._fit_head)
        self._first_button.clicked.connect(self.new_button.click)
        self._clear_button.clicked.connect(self._clear)

    def _arrange(
        self, filters: Sequence[QWidget], actions: Sequence[QWidget], between: Sequence[QWidget]
    ) -> None:
        title = label(self._words.title, "title")
        self._foot.setLayout(row(self.list.count_line, None, *actions))
        if filters:
            self._head = row(title, self.go_on, None, self._tools, self.new_button)
            narrow = row(self.search, *filters, None, self.summary, gap=GRID * 2)
            narrow.setStretchFactor(self.search, 1000)
        else:
            self._head = row(title, self.go_on, None, self.search, self._tools, self.new_button)
            self._head.setStretchFactor(self.search, 1000)
            narrow = row()
        page = column(self._head, narrow, *between, self.list, self._foot, gap=CARD_GAP)
        page.setContentsMargins(PAGE_SIDE, PAGE_TOP, PAGE_SIDE, PAGE_TOP)
        self.setLayout(page)

    def offer(self, *tools: QWidget) -> None:
        """Put what can be done with the whole list beside its title."""
        for tool in tools:
            self._tools.addWidget(tool)
        self._fit_head()

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_head()

    def _fit_head(self) -> None:
        """Keys go into tips where the head has too little room for them."""
        given = [*buttons_of(self._tools), self.new_button]
        fit_keys(self._head, self.width() - 2 * PAGE_SIDE + self.go_on.spare(), given)

    def put_above(self, part: QWidget) -> None:
        """Put what is said of the whole list between what narrows it and its rows."""
        layout = self.layout()
        assert isinstance(layout, QBoxLayout)
        layout.insertWidget(layout.indexOf(self.list), part)

    def text(self) -> str:
        """What is looked for."""
        return self.search.text().strip()

    def reload(self) -> None:
        """Read the list again; the rows that were selected stay selected."""
        self.list.reload()

    def take_focus(self) -> None:
        """The rows have the focus, or, where there are none, what can be done then."""
        if self.model.rowCount():
            self.table.setFocus()
        else:
            (self.search if self._words.find else self._first_button).setFocus()

    def said_when_empty(self) -> str:
        """What stands in place of rows; for pages to override."""
        if self.text():
            return self._words.nothing or _(
                "Nothing was found. Type fewer characters, or clear the box."
            )
        new = f"{self._words.new} ({self.new_button.shown_key()})"
        return self._words.empty.replace("{new}", new)

    def _allow(self) -> None:
        rows, searched = self.model.rowCount(), bool(self.text())
        self._foot.setVisible(rows > 0)
        self._first_button.setVisible(not searched and bool(self._words.new))
        for lead in self._leads:
            lead.setVisible(not searched)
        self._clear_button.setVisible(searched and self.model.is_whole)

    def _clear(self) -> None:
        self.search.clear()
        self.search.setFocus()
        self.reload()


_SEARCH_WIDTH, _SEARCH_LEAST = 280, 200
