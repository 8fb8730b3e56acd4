"""The label: its template, how the printer draws it, what it reads as, and what stands on it."""

from collections.abc import Sequence
from html import escape
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from app.domain.problems import Problem
from app.domain.verdicts import Level
from app.gui.kit.desk import Desk
from app.gui.kit.forms import ChoiceField
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import Paragraph, button, column, label, row
from app.gui.paper.labels.label_picture import LabelPicture
from app.printing.labels.choices import LabelChoice, as_chosen
from app.printing.labels.drawing import Dark, Drawing
from app.printing.labels.previewing import lacking_in
from app.printing.labels.template import LabelTemplate
from app.printing.media.media import LabelMedia
from app.printing.symbols.symbol import SymbolKind
from app.text import _, ngettext, sentence


class LabelPanel(QWidget):
    """Shows one label as it is printed, or why it cannot be, with what would do as links."""

    changed = Signal()
    """Another template, symbol or field."""
    designer_wanted = Signal()
    size_chosen = Signal(object)
    """The name of a size on which the label would fit."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._templates: dict[str, LabelTemplate] = {}
        self._symbol = ""
        self._media: tuple[LabelMedia, ...] = ()
        self.template = ChoiceField()
        self.template.setAccessibleName(_("Label template"))
        self.template.setMinimumContentsLength(10)
        self.picture = LabelPicture(desk)
        self.scale = Paragraph("secondary")
        self.reads = Paragraph()
        self.modules = Paragraph("muted")
        self.warning = label("")
        self.warning.setTextFormat(Qt.TextFormat.RichText)
        self.warning.setWordWrap(True)
        self.warning.setMinimumWidth(1)
        self.warning.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.warning.linkActivated.connect(self._follow)
        self.warning.hide()  # until there is something to warn of
        self.checks: dict[str, QCheckBox] = {}
        self._fields = column(gap=GRID // 2)
        self.design_button = button(_("Change the template…"), "", "link")
        self.design_button.clicked.connect(self.designer_wanted)
        top = row(label(_("Label"), "section"), self.template)
        top.setStretch(1, 1)
        self.setLayout(
            column(
                top,
                self.picture,
                self.scale,
                self.reads,
                self.modules,
                self.warning,
                label(_("On the label"), "group"),
                self._fields,
                row(self.design_button, None),
                None,
                gap=GRID // 2,
            )
        )
        self.template.currentIndexChanged.connect(self._take_template)

    # What is chosen ---------------------------------------------------------------------------

    def offer(self, templates: dict[str, LabelTemplate], chosen: LabelChoice) -> None:
        """Offer templates, one of them chosen."""
        self._templates = templates
        with QSignalBlocker(self.template):
            self.template.offer([(key, made.name) for key, made in templates.items()])
            self.template.setCurrentIndex(max(self.template.findData(chosen.template), 0))
        self._symbol = chosen.symbol
        self._offer_fields(as_chosen(self._templates[self.key], chosen))

    @property
    def key(self) -> str:
        """The key of the template that is chosen."""
        return str(self.template.currentData())

    def choice(self, media: str) -> LabelChoice:
        """What is chosen, for labels of a size."""
        template = self._templates[self.key]
        on = tuple(name for name, check in self.checks.items() if check.isChecked())
        own = tuple(field.key.name for field in template.fields if field.on)
        return LabelChoice(self.key, media, None if set(on) == set(own) else on, self._symbol)

    def made(self, media: str) -> LabelTemplate:
        """The template as it is chosen."""
        return as_chosen(self._templates[self.key], self.choice(media))

    def _take_template(self) -> None:
        if self.template.currentData() is None:
            return
        self._symbol = ""
        self._offer_fields(self._templates[self.key])
        self.changed.emit()

    def _offer_fields(self, template: LabelTemplate) -> None:
        for old in self.checks.values():
            old.hide()
            old.deleteLater()
        self.checks = {}
        for field in template.fields:
            check = QCheckBox(_(field.key.value))
            check.setAccessibleName(_(field.key.value))
            check.setChecked(field.on)
            check.toggled.connect(self.changed)
            self.checks[field.key.name] = check
            self._fields.addWidget(check)

    # What is shown ----------------------------------------------------------------------------

    def show_nothing(self, text: str) -> None:
        """There is no label to show."""
        self.picture.show_drawing(None)
        self.scale.setText("")
        self.modules.setText("")
        self._say(Level.NOTED, text)
        self.show_misfits(0, 0, None)

    def show_drawing(self, drawing: Drawing) -> None:
        """Show a label as it is printed."""
        self.picture.show_drawing(drawing)
        self.scale.setText(self.picture.says_scale())
        symbols = _symbols_of(drawing)
        self._say(Level.ACCEPTED, read_text(drawing))
        self.modules.setText(self._modules_of(drawing, symbols))

    def _modules_of(self, drawing: Drawing, symbols: Sequence[Dark]) -> str:
        lacking = lacking_in(drawing)
        if lacking:
            return _("No font here has {characters}: a mark stands for each").format(
                characters=lacking
            )
        if not symbols:
            return ""
        size = min(min(box[2] for box in part.boxes) for part in symbols)
        return ngettext("Smallest part {count} dot", "Smallest part {count} dots", size)

    def show_problem(self, problems: Sequence[Problem]) -> None:
        """Say why a label cannot be printed so."""
        self.picture.show_drawing(None)
        self.scale.setText("")
        self.modules.setText("")
        self._say(Level.REFUSED, "")
        self._warn(problems[0], Level.REFUSED, "")

    def show_misfits(self, count: int, of: int, problem: Problem | None) -> None:
        """Say that some of the labels do not fit, and what would do."""
        if problem is None:
            self.warning.hide()
            return
        said = _("{count} of {all} labels: does not fit.").format(count=f"{count:,}", all=f"{of:,}")
        self._warn(problem, Level.WARNING, said)

    def _warn(self, problem: Problem, level: Level, before: str) -> None:
        _back, colour = self._desk.theme.level(level)
        links = []
        for kind in _values(problem, "symbols"):
            links.append(f'<a href="symbol:{kind.name}">{escape(_(kind.value))}</a>')
        self._media = _values(problem, "media")
        for at, media in enumerate(self._media):
            links.append(f'<a href="size:{at}">{escape(media.name)}</a>')
        said = escape(f"{before} {sentence(problem)}".strip())
        if links:
            said += "<br>" + _("Print it as:") + " " + " · ".join(links)
        self.warning.setStyleSheet(f"color: {colour};")
        self.warning.setText(said)
        self.warning.show()

    def _follow(self, link: str) -> None:
        what, _colon, value = link.partition(":")
        if what == "symbol" and value in SymbolKind.__members__:
            self._symbol = value
            self.changed.emit()
        elif what == "size":
            self.size_chosen.emit(self._media[int(value)].name)

    def _say(self, level: Level, text: str) -> None:
        _back, colour = self._desk.theme.level(level)
        self.reads.setStyleSheet(f"color: {colour};")
        self.reads.setText(text)


def _values(problem: Problem, name: str) -> tuple[Any, ...]:
    found = problem.values.get(name, ())
    return found if isinstance(found, tuple) else ()


def _symbols_of(drawing: Drawing) -> list[Dark]:
    return [part for part in drawing.parts if isinstance(part, Dark) and part.text]


def read_text(drawing: Drawing) -> str:
    """What the symbols of a label were read back as; empty where it has none."""
    read = ", ".join(part.text for part in _symbols_of(drawing))
    return "✓ " + _("Read back as {text}").format(text=read) if read else ""
