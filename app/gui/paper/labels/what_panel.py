"""What is printed: which of the sources, how many of each, and why some are printed again."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QRadioButton, QSpinBox, QWidget

from app.domain.printing import MOST_COPIES
from app.gui.kit.desk import Desk
from app.gui.kit.fields import inset
from app.gui.kit.theme import GRID, serial_font
from app.gui.kit.widgets import Paragraph, caption, column, label, name_label, row
from app.gui.paper.labels.label_source import MOST_LABELS, LabelKeys, LabelTask
from app.services.paper.label_contents import LabelContent
from app.text import _, ngettext

_SAMPLES = 4


class WhatPanel(QWidget):
    """Sources with how many each gives, the first labels of the one that is chosen, the copies."""

    changed = Signal()
    """Another source is chosen, other copies, another reason."""

    def __init__(self, desk: Desk, task: LabelTask) -> None:
        super().__init__()
        self._task = task
        self.read: list[LabelKeys | None] = [None] * len(task.sources)
        self.choices = [QRadioButton(caption(source.title)) for source in task.sources]
        self._counts = [label("…", "muted") for _source in task.sources]
        for choice, source in zip(self.choices, task.sources, strict=True):
            choice.setAccessibleName(source.title)
            choice.setToolTip(source.title)
            choice.setMinimumWidth(0)
        self.samples = [(name_label("", ""), name_label("", "muted")) for _at in range(_SAMPLES)]
        self.rest = label("", "muted")
        self.copies = QSpinBox(minimum=1, maximum=MOST_COPIES)
        inset(self.copies)
        self.copies.setAccessibleName(_("Copies of each"))
        self.reason = QLineEdit()
        self.reason.setMaxLength(200)
        self.reason.setAccessibleName(_("Reason"))
        self.reason.setPlaceholderText(_("Reason, such as a label that was lost"))
        self.again = Paragraph("muted")
        self._arrange()
        self.choices[task.at_first].setChecked(True)
        for choice in self.choices:
            choice.toggled.connect(lambda on: self.changed.emit() if on else None)
        self.copies.valueChanged.connect(self.changed)
        self.reason.textChanged.connect(self.changed)
        self.show_read(self.read)

    def _arrange(self) -> None:
        layout = column(label(_("What"), "section"), margin=0, gap=GRID)
        for choice, count in zip(self.choices, self._counts, strict=True):
            layout.addLayout(row(choice, None, count))
        layout.addSpacing(GRID // 2)
        for number, product in self.samples:
            number.setFont(serial_font(9.5))
            line = row(number, product, gap=GRID * 2)
            line.setStretch(0, 1)
            line.setStretch(1, 1)
            layout.addLayout(line)
        layout.addWidget(self.rest)
        layout.addLayout(row(label(_("Copies of each"), "muted"), self.copies, None))
        layout.addWidget(self.again)
        layout.addWidget(self.reason)
        layout.addStretch(1)
        self.setLayout(layout)

    @property
    def place(self) -> int:
        """Which source is chosen."""
        return next(at for at, choice in enumerate(self.choices) if choice.isChecked())

    @property
    def chosen(self) -> LabelKeys | None:
        """What was read of the chosen source; None: it is not known yet."""
        return self.read[self.place]

    def show_read(self, read: list[LabelKeys | None]) -> None:
        """Show how many each source gives."""
        self.read = read
        for count, found in zip(self._counts, read, strict=True):
            count.setText("…" if found is None else count_text(found))
        self.show_samples([])

    def show_samples(self, contents: list[LabelContent]) -> None:
        """Show what the first labels say."""
        for place, (number, product) in enumerate(self.samples):
            there = place < len(contents)
            number.setVisible(there)
            product.setVisible(there)
            if there:
                number.setText(contents[place].serial or contents[place].sku)
                product.setText(contents[place].product)
        found = self.chosen
        rest = len(found.keys) - len(contents) if found and contents else 0
        self.rest.setVisible(rest > 0)
        self.rest.setText(ngettext("and {count} more", "and {count} more", rest, f"{rest:,}"))
        again = bool(found and found.again)
        self.reason.setVisible(again)
        self.again.setText(
            _("Some of these have a label already. A second one asks for the reason.")
            if again
            else ""
        )

    def fold(self, low: bool) -> None:
        """Where there is little room the first labels are not shown."""
        for number, product in self.samples:
            number.setMaximumHeight(0 if low else QWidget().maximumHeight())
            product.setMaximumHeight(0 if low else QWidget().maximumHeight())


def count_text(found: LabelKeys) -> str:
    """How many labels a source gives."""
    return f"{MOST_LABELS:,}+" if found.more else f"{len(found.keys):,}"
