"""The bar below a list while rows are checked: how many, all that fit, what is done with them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QFrame, QPushButton

from app.gui.kit.copying import line_of
from app.gui.kit.desk import Desk
from app.gui.kit.keys import only_shown
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import button, label, row
from app.lists.selection import rows_of
from app.text import _, ngettext

if TYPE_CHECKING:
    from app.gui.lists.list_view import ListView

MOST_COPIED = 100_000
"""Rows that go on the clipboard at most; more are for a file."""


class SelectionBar(QFrame):
    """Takes its room from the foot of the list, so that no row moves; hidden where none is checked.

    What else can be done with the rows is given its place by ``offer``.
    """

    def __init__(self, desk: Desk, view: "ListView") -> None:
        super().__init__()
        self._desk = desk
        self._view = view
        self.setObjectName("selection")
        theme = desk.theme
        self.setStyleSheet(
            f"QFrame#selection {{ background: {theme.selection}; border: 0;"
            f" border-top: 1px solid {theme.accent}; }}"
        )
        self.said = label("", "section")
        self.all_button = button(_("All that fit"), "Ctrl+Shift+A", "link")
        self.copy_button = button(_("Copy"), "Ctrl+C")
        self.clear_button = button(_("Choose none"), "Esc", "link")
        only_shown(self.clear_button)  # the page goes one step back by Esc; this may be the step
        self._offered = row()
        parts = row(
            self.said, self.all_button, None, self._offered, self.copy_button, self.clear_button
        )
        parts.setContentsMargins(GRID * 3 // 2, GRID, GRID * 3 // 2, GRID)
        self.setLayout(parts)
        view.checks.changed.connect(self.show_selection)
        self.all_button.clicked.connect(view.checks.take_all)
        self.copy_button.clicked.connect(self.copy)
        self.clear_button.clicked.connect(view.checks.clear)
        self.hide()

    def offer(self, *acts: QPushButton) -> None:
        """Buttons for what is done with the rows that are checked."""
        for act in acts:
            self._offered.addWidget(act)

    def show_selection(self) -> None:
        """Say how many rows are checked; none, and the bar goes."""
        checks = self._view.checks
        appears = checks.some and self.isHidden()
        self.setVisible(checks.some)
        if not checks.some:
            return
        self.said.setText(self._said())
        self.all_button.setVisible(not (checks.now.all_fit and not checks.now.ids))
        layout = self._view.layout()
        if appears and layout is not None:  # what is current may lie where the bar is now
            layout.activate()
            self._view.table.scrollTo(self._view.table.currentIndex())

    def _said(self) -> str:
        now = self._view.checks.now
        selection = self._view.selection()
        count = selection.count if selection else None
        if not now.all_fit or (count and count.exact):
            number = count.number if count else 0
            return ngettext("{count} chosen", "{count} chosen", number, f"{number:,}")
        if not now.ids:
            return _("All that fit are chosen")
        left = len(now.ids)
        return ngettext(
            "All that fit but {count} are chosen",
            "All that fit but {count} are chosen",
            left,
            f"{left:,}",
        )

    # Copying ----------------------------------------------------------------------------------

    def copy(self) -> None:
        """Put the rows that are checked on the clipboard, as the shown columns read."""
        selection = self._view.selection()
        if selection is None:
            return
        texts = [column.text for column in self._view.table.shown_columns()]
        listing, database = self._view.listing, self._desk.database

        def lines() -> Iterator[list[str]]:
            copied = 0
            for rows in rows_of(listing, database, selection):
                yield [line_of(found, texts) for found in rows]
                copied += len(rows)
                if copied > MOST_COPIED:
                    return

        self._view.count_line.go_through(
            lines, len, self._put, _("Copied so far: {count}"), keep=True
        )

    def _put(self, count: int, parts: list[list[str]]) -> None:
        if count > MOST_COPIED:
            text = _("More than {count} rows are too many to copy; choose fewer.")
            self.said.setText(text.format(count=f"{MOST_COPIED:,}"))
            return
        lines = [line for part in parts for line in part]
        if lines:
            QApplication.clipboard().setText("\n".join(lines))
            self.said.setText(
                ngettext("{count} row copied", "{count} rows copied", count, f"{count:,}")
            )
