"""A sheet or a roll of the shop's own, by its figures; kept by a name."""

from PySide6.QtWidgets import QDoubleSpinBox, QLineEdit, QWidget

from app.domain.problems import Refused
from app.gui.kit.desk import Desk
from app.gui.kit.entry_dialog import EntryDialog
from app.gui.kit.segments import Segments
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import button, column, label, row
from app.gui.paper.labels.figures import figure_box, figure_grid, show_row
from app.gui.paper.labels.sheet_picture import SheetPicture
from app.gui.paper.own_sizes import OwnSizes
from app.printing.labels import choices
from app.printing.media import judging
from app.printing.media.judging import MediaFigure
from app.printing.media.label_rolls import roll
from app.printing.media.label_sheets import LABEL_SHEETS
from app.printing.media.media import LabelMedia
from app.text import _

_OF_ROLLS = (MediaFigure.WIDTH, MediaFigure.HEIGHT)
_COUNTS = (MediaFigure.COLUMNS, MediaFigure.ROWS)
_MOST = 2000


class SizeDialog(EntryDialog):
    """Accepted once the size is kept; ``kept`` is its name."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.kept: str | None = None
        self.setWindowTitle(_("Label size of your own"))
        self.name = QLineEdit()
        self.name.setMaxLength(80)
        self.name.setAccessibleName(_("Name"))
        self.kind = Segments(((False, _("Sheets")), (True, _("Roll"))))
        self.boxes: dict[MediaFigure, QDoubleSpinBox] = {
            figure: figure_box(
                _(figure.value), 0, _MOST, 1, getattr(LABEL_SHEETS[0], figure.name.lower())
            )
            for figure in MediaFigure
        }
        for figure in _COUNTS:
            self.boxes[figure].setDecimals(0)
        self.picture = SheetPicture(desk)
        self.save_button = button(_("Save"), "Ctrl+S", "primary")
        self.cancel_button = button(_("Cancel"))
        self.sizes = OwnSizes()
        self.sizes.drop_wanted.connect(self._drop)
        self._grid = figure_grid(self.boxes)
        body = row(column(self._grid, None), self.picture, gap=GRID * 2)
        self.setLayout(
            column(
                self.sizes,
                row(label(_("Name"), "muted", self.name), self.name, self.kind),
                label(_("All figures in millimetres, from the left and the top"), "muted"),
                body,
                self.problems,
                row(None, self.cancel_button, self.save_button),
                margin=GRID * 2,
                gap=GRID * 3 // 2,
            )
        )
        self.kind.set_value(False)
        self.kind.changed.connect(self._show)
        for box in self.boxes.values():
            box.valueChanged.connect(self._show)
        self.save_button.clicked.connect(self._save)
        self.cancel_button.clicked.connect(self.reject)
        self._show_sizes()
        self._show()

    def is_entered(self) -> bool:
        """A name stands here."""
        return bool(self.name.text().strip()) and self.kept is None

    def media(self) -> LabelMedia:
        """The sheet or roll as its figures say."""
        name = self.name.text().strip()
        values = {figure: box.value() for figure, box in self.boxes.items()}
        if self.kind.value():
            return roll(name, values[MediaFigure.WIDTH], values[MediaFigure.HEIGHT])
        said = {figure.name.lower(): value for figure, value in values.items()}
        counts = {figure.name.lower(): int(values[figure]) for figure in _COUNTS}
        return LabelMedia(name, **(said | counts))  # type: ignore[arg-type]

    def _show(self) -> None:
        rolls = bool(self.kind.value())
        for figure, box in self.boxes.items():
            show_row(self._grid, box, not rolls or figure in _OF_ROLLS)
        media = self.media()
        judged = [each for each in judging.problems_of(media) if "field" in each.values]
        self.picture.setVisible(not judged)
        if not judged:
            self.picture.show_page(media, 1, 0)

    def _show_sizes(self) -> None:
        own = choices.own_sizes(self._desk.database)
        self.sizes.show_sizes((media.name, media.name) for media in own)

    def _drop(self, name: str) -> None:
        try:
            choices.drop_size(self._desk.session, name)
        except Refused as refusal:
            self.problems.show_problems(refusal.problems)
        self._show_sizes()

    def _save(self) -> None:
        media = self.media()

        def keep() -> str:
            choices.keep_size(self._desk.session, media)
            self.kept = media.name
            return media.name

        self.carry_out(keep)
