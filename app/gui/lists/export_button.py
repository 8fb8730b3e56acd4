"""*Export…* of a list: its dialog is imported when somebody wants a file (Q4)."""

from app.domain.permissions import Permission
from app.gui.kit.desk import Desk
from app.gui.kit.keys import KeyButton
from app.gui.kit.later import class_named
from app.gui.kit.widgets import button
from app.gui.lists.list_view import ListView
from app.text import _

EXPORT_KEY = "Ctrl+Shift+S"


def export_button(desk: Desk, view: ListView) -> KeyButton:
    """The button of one list, for whoever may export; there is nothing to do while it is empty."""
    made = button(_("Export…"), EXPORT_KEY)

    def ask() -> None:
        class_named("lists.export_dialog.ExportDialog")(desk, view).exec()

    made.clicked.connect(ask)
    if not desk.session.may(Permission.EXPORT):
        made.hide()
    if made.shortcut_made is not None:
        made.shortcut_made.setEnabled(desk.session.may(Permission.EXPORT))
    view.loaded.connect(lambda: made.setEnabled(view.model.rowCount() > 0))
    return made
