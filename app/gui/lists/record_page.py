"""A list of records and the editor of one, stacked: items, contacts and warehouses are such."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QCheckBox, QStackedLayout, QWidget

from app.gui.kit.desk import Desk
from app.gui.lists.list_page import ListPage, Words
from app.gui.lists.record_editor import RecordEditor
from app.lists.listing import Listing
from app.text import _


class RecordPage(QWidget):
    """A menu entry: the list, and the editor of the record that was opened from it.

    A page carries out ``asked`` and ``count_text``; ``filters`` are its own choices beside the
    search box, ``actions`` what can be done with the rows that are selected. What its words say
    of an empty list follows the New button's name.
    """

    def __init__(
        self,
        desk: Desk,
        listing: Listing[Any, Any],
        words: Words,
        editor: RecordEditor,
        filters: Sequence[QWidget] = (),
        actions: Sequence[QWidget] = (),
    ) -> None:
        super().__init__()
        self.desk = desk
        self.editor = editor
        self.with_inactive = QCheckBox(_("Show inactive"))
        words = replace(words, empty=f"{{new}} {words.empty}")
        narrowing = (*filters, self.with_inactive)
        self.listing = ListPage(
            desk, listing, words, self.asked, self.count_text, narrowing, actions
        )
        self.list, self.table = self.listing.list, self.listing.table
        self.search, self.new_button = self.listing.search, self.listing.new_button
        self.go_on = self.listing.go_on
        self.stack = QStackedLayout(self)
        self.stack.addWidget(self.listing)
        self.stack.addWidget(self.editor)
        self.search.returnPressed.connect(self._look_up)
        self.with_inactive.toggled.connect(self.reload)
        self.new_button.clicked.connect(self.new)
        self.table.chosen.connect(self._open_row)
        self.editor.left.connect(self.show_list)

    def asked(self, text: str) -> Any:
        """What is asked of the list, with ``text`` in the box."""
        raise NotImplementedError

    def count_text(self, count: int) -> str:
        """How many rows there are, in words."""
        raise NotImplementedError

    def known_by(self, text: str) -> int | None:
        """The one record whose code ``text`` is, where records have codes."""
        return None

    def reload(self) -> None:
        """Read the list again; the rows that were selected stay selected."""
        self.listing.reload()

    def new(self) -> None:
        """Show an empty form."""
        self.open(None)

    def open(self, id: int | None) -> None:
        """Show one record in the editor; what is unsaved of another there is asked about."""
        if not self.editor.may_leave():
            return
        self.go_on.forget()
        self.stack.setCurrentWidget(self.editor)
        self.editor.open(id)

    def show_list(self, id: int | None = None) -> None:
        """Back to the list, with the record ``id`` chosen."""
        self.stack.setCurrentWidget(self.listing)
        self.reload()
        self.list.select(id)
        self.listing.take_focus()

    def open_list(self) -> None:
        """The list, as the menu shows it; the record that was open is offered there, as it was."""
        if self.stack.currentWidget() is not self.editor:
            return
        editor = self.editor
        offers = editor.id is not None or editor.is_changed()
        self.show_list(editor.id)
        if offers:
            self.go_on.offer(editor.named(), self._go_on)

    def _go_on(self) -> None:
        self.stack.setCurrentWidget(self.editor)
        self.editor.setFocus()

    def _open_row(self, found: Any) -> None:
        self.open(found.id)

    def _look_up(self) -> None:
        """Enter in the search box: a code that was scanned there opens its record."""
        self.reload()
        known = self.known_by(self.listing.text())
        if known is not None:
            self.open(known)
        else:
            self.list.when_settled(self._open_only)

    def _open_only(self) -> None:
        if len(self.list.model.rows) == 1:
            self._open_row(self.list.model.row(0))
