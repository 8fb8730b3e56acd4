"""A paper of the shop's own, by its measures: a page, a roll or a form (Q5)."""

from PySide6.QtWidgets import QDoubleSpinBox, QLineEdit, QWidget

from app.domain.marks import N_
from app.domain.printing import Purpose
from app.domain.problems import Refused
from app.gui.kit.desk import Desk
from app.gui.kit.entry_dialog import EntryDialog
from app.gui.kit.segments import Segments
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import button, column, label, row
from app.gui.paper.labels.figures import figure_box
from app.gui.paper.own_sizes import OwnSizes
from app.printing.documents import paper_choices
from app.printing.media.papers import Paper, own_paper
from app.text import _

_KINDS = {
    Purpose.DOCUMENT: N_("Page"),
    Purpose.RECEIPT: N_("Roll"),
    Purpose.FORM: N_("Form with holes"),
}
_MOST = 20_000
_FIRST = {"width": 200.0, "height": 150.0, "columns": 42.0}


class PaperSizeDialog(EntryDialog):
    """Accepted once the size is kept; ``kept`` is the paper."""

    def __init__(
        self, desk: Desk, purpose: Purpose = Purpose.DOCUMENT, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, parent)
        self.kept: Paper | None = None
        self.setWindowTitle(_("Paper size of your own"))
        self.setMinimumWidth(GRID * 60)
        self.kind = Segments((each, _(name)) for each, name in _KINDS.items())
        self.name = QLineEdit()
        self.name.setMaxLength(80)
        self.width_box = self._figure(_("Width in mm"), "width")
        self.height_box = self._figure(_("Height in mm"), "height")
        self.columns_box = self._figure(_("Characters in a row"), "columns")
        self.columns_box.setDecimals(0)
        self._parts = {}
        for box in (self.width_box, self.height_box, self.columns_box):
            self._parts[box] = QWidget()
            title = label(box.accessibleName(), "muted", box)
            self._parts[box].setLayout(column(title, box, gap=GRID // 2))
        self.name.setAccessibleName(_("Name"))
        self.sizes = OwnSizes()
        self.save_button = button(_("Save"), "Ctrl+S", "primary")
        self.cancel_button = button(_("Cancel"))
        self.setLayout(
            column(
                self.sizes,
                row(self.kind, None),
                row(*self._parts.values(), None, gap=GRID * 2),
                column(label(_("Name, empty for its measures"), "muted", self.name), self.name),
                self.problems,
                row(None, self.cancel_button, self.save_button),
                margin=GRID * 2,
                gap=GRID * 3 // 2,
            )
        )
        self.kind.set_value(purpose)
        self.kind.changed.connect(self._show)
        self.sizes.drop_wanted.connect(self._drop)
        self.save_button.clicked.connect(self._save)
        self.cancel_button.clicked.connect(self.reject)
        self._show_sizes()
        self._show()

    def _figure(self, name: str, key: str) -> QDoubleSpinBox:
        return figure_box(name, 0, _MOST, 1, _FIRST[key])

    def is_entered(self) -> bool:
        """A figure or a name stands here that nobody has saved."""
        figures = (self.width_box.value(), self.height_box.value(), self.columns_box.value())
        typed = bool(self.name.text().strip()) or figures != tuple(_FIRST.values())
        return typed and self.kept is None

    def paper(self) -> Paper:
        """The paper as its figures say."""
        purpose = self.kind.value()
        assert isinstance(purpose, Purpose)
        return own_paper(
            purpose,
            self.width_box.value(),
            self.height_box.value(),
            int(self.columns_box.value()),
            self.name.text(),
        )

    def _show(self) -> None:
        rolls = self.kind.value() is Purpose.RECEIPT
        self._parts[self.height_box].setVisible(not rolls)
        self._parts[self.columns_box].setVisible(rolls)

    def _show_sizes(self) -> None:
        own = paper_choices.own_papers(self._desk.database)
        self.sizes.show_sizes((paper.key, paper.name) for paper in own)

    def _drop(self, key: str) -> None:
        try:
            paper_choices.drop(self._desk.session, key)
        except Refused as refusal:
            self.problems.show_problems(refusal.problems)
        self._show_sizes()

    def _save(self) -> None:
        def keep() -> Paper:
            self.kept = paper_choices.keep(self._desk.session, self.paper())
            return self.kept

        self.carry_out(keep)
