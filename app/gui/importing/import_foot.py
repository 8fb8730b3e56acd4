"""What can be done with the rows of a file: taken, some or all, or the refused kept as a file."""

from PySide6.QtWidgets import QWidget

from app.domain.imports import RowStanding
from app.exchange.imports.kinds import ImportKind
from app.gui.importing.import_view import ImportView
from app.gui.kit.keys import KeyButton
from app.gui.kit.widgets import button, label, row
from app.text import _, ngettext


class ImportFoot(QWidget):
    """The buttons below the rows; what a kind of import does not allow is not there."""

    def __init__(self) -> None:
        super().__init__()
        self.has_room = True
        """The hint has a place."""
        self.save_button = button(_("Save the refused as a file…"))
        self.cancel_button = button(_("Cancel"))
        self.good_button = button("")
        self.all_button = button("", "Ctrl+Return", "primary")
        self.hint = label(_("with Row and Problem columns, to be imported again"), "muted")
        self.setLayout(
            row(
                self.save_button,
                self.hint,
                None,
                self.cancel_button,
                self.good_button,
                self.all_button,
            )
        )

    def allow(self, kind: ImportKind, view: ImportView | None, settled: bool) -> None:
        """Say what can be done now; ``settled``: nothing is read, judged or written."""
        looks_up = kind.write is None
        taking, good = (view.taking, view.good_rows) if view else (0, 0)
        numbers = ngettext(
            "Look up {count} number", "Look up {count} numbers", taking, f"{taking:,}"
        )
        everything = _("Take all {count}").format(count=f"{taking:,}")
        _call(self.all_button, numbers if looks_up else everything)
        some = ngettext(
            "Take the {count} good row", "Take the {count} good rows", good, f"{good:,}"
        )
        _call(self.good_button, some)
        self.good_button.setVisible(view is not None and kind.good_rows_alone and not looks_up)
        self.all_button.setVisible(view is not None)
        self.save_button.setVisible(view is not None)
        self.hint.setVisible(self.has_room and view is not None)
        ready = view if settled and view is not None and not view.missing else None
        self.all_button.setEnabled(
            ready is not None and bool(taking) and (looks_up or ready.all_good)
        )
        self.good_button.setEnabled(ready is not None and 0 < good < len(ready.rows))
        self.save_button.setEnabled(
            ready is not None
            and (bool(ready.counts.get(RowStanding.REFUSED)) or ready.some_left_out)
        )


def _call(made: KeyButton, text: str) -> None:
    made.setText(text)
    made.setAccessibleName(text)
