"""How the dialogs about one unit are laid out: its number, one field, what that means, OK."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit

from app.gui.kit.entry_dialog import EntryDialog
from app.gui.kit.keys import KeyButton
from app.gui.kit.theme import GRID, serial_font
from app.gui.kit.widgets import button, column, label, name_label, row
from app.text import _

_LEAST = 520
"""Pixels wide, at least: a long number stands in one row."""


def lay_out(
    dialog: EntryDialog,
    number: str,
    edit: QLineEdit,
    name: str,
    hint: str,
    done: Callable[[], object],
) -> KeyButton:
    """Ask for one thing about a unit; returns OK, which carries it out as ``done`` does.

    ``name`` is what the field is called, ``hint`` says what is to be known of it.
    """
    shown = name_label(number)
    shown.setFont(serial_font(13, bold=True))
    edit.setAccessibleName(name)
    edit.selectAll()
    said = label(hint, "muted")
    said.setWordWrap(True)
    ok, cancel = button(_("OK"), role="primary"), button(_("Cancel"))
    dialog.setMinimumWidth(_LEAST)
    dialog.setLayout(
        column(
            shown,
            column(label(name, "muted", edit), edit, gap=4),
            said,
            dialog.problems,
            row(None, cancel, ok),
            margin=GRID * 2,
            gap=GRID * 3 // 2,
        )
    )
    edit.returnPressed.connect(ok.click)
    ok.clicked.connect(done)
    cancel.clicked.connect(dialog.reject)
    return ok
