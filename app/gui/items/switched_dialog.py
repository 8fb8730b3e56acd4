"""What became of each item when serial number management was switched for many (P3)."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.domain.verdicts import Level
from app.gui.kit.desk import Desk
from app.gui.kit.dialogs import Dialog
from app.gui.kit.tables import Table, TableColumn, TableModel
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import button, column, label, row
from app.services.stock.tracking import Switched
from app.text import _, ngettext, sentence, titled


class SwitchedDialog(Dialog):
    """A line for each item; the whole of the one that is chosen stands below."""

    def __init__(self, desk: Desk, results: Sequence[Switched], on: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._on = on
        self.setWindowTitle(_("Enable serial numbers") if on else _("Disable serial numbers"))
        self.resize(800, 480)
        self.table = Table(TableModel(self._columns()), _("Results"))
        self.table.table_model.set_rows(list(results))
        self.detail = label("")
        self.detail.setWordWrap(True)
        close = button(_("Close"), role="primary")
        self.setLayout(
            column(
                label(self._summary(results), "heading"),
                self.table,
                self.detail,
                row(None, close),
                margin=GRID * 2,
                gap=GRID * 3 // 2,
            )
        )
        self.table.selectionModel().currentRowChanged.connect(self._show_detail)
        close.clicked.connect(self.accept)
        refused = [place for place, result in enumerate(results) if result.problems]
        self.table.select_only(refused[0] if refused else 0)

    def _columns(self) -> list[TableColumn]:
        return [
            TableColumn(_("Item"), lambda result: result.name, width=256),
            TableColumn(_("Result"), self.text_of, stretch=True, colour=self._colour),
        ]

    def _summary(self, results: Sequence[Switched]) -> str:
        done = sum(result.changed for result in results)
        refused = sum(bool(result.problems) for result in results)
        parts = [ngettext("{count} item done", "{count} items done", done)]
        if refused:
            parts.append(ngettext("{count} refused", "{count} refused", refused))
        same = len(results) - done - refused
        if same:
            parts.append(ngettext("{count} not changed", "{count} not changed", same))
        return " · ".join(parts)

    def text_of(self, result: Switched) -> str:
        """What became of one item, with every reason where it was refused."""
        if result.problems:
            return " ".join(sentence(problem) for problem in result.problems)
        if not result.changed:
            return _("Was enabled before.") if self._on else _("Was disabled before.")
        if result.released:
            return ngettext(
                "Disabled; {count} serial number in stock was released.",
                "Disabled; {count} serial numbers in stock were released.",
                result.released,
            )
        return _("Enabled.") if self._on else _("Disabled.")

    def _colour(self, result: Switched) -> str:
        level = Level.REFUSED if result.problems else Level.ACCEPTED
        theme = self._desk.theme
        return theme.level(level)[1] if result.problems or result.changed else theme.muted

    def _show_detail(self) -> None:
        chosen = self.table.current_row()
        self.detail.setText(titled(chosen.name, self.text_of(chosen)) if chosen else "")
