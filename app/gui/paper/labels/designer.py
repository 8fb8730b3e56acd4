"""The designer of labels (Q7): templates of the shop's own, drawn as they are printed."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from app.domain.printing import RESOLUTIONS, Purpose
from app.domain.problems import Refused
from app.domain.verdicts import Level
from app.gui.kit.choice_box import ChoiceBox
from app.gui.kit.desk import Desk
from app.gui.kit.forms import ChoiceField
from app.gui.kit.problem_list import ProblemList
from app.gui.kit.questions import give_up
from app.gui.kit.segments import Segments
from app.gui.kit.theme import CARD_GAP, GRID
from app.gui.kit.widgets import Paragraph, button, card, column, label, row
from app.gui.paper.labels.fields_form import FieldsForm
from app.gui.paper.labels.label_panel import read_text
from app.gui.paper.labels.label_picture import LabelPicture
from app.gui.paper.labels.media_panel import size_name
from app.gui.paper.labels.symbols_form import SymbolsForm
from app.printing.data_files import content_of
from app.printing.files import write_whole
from app.printing.labels import choices, label_making
from app.printing.labels.previewing import preview
from app.printing.labels.printers import LabelPrinter
from app.printing.labels.sample import sample_of
from app.printing.labels.stored import LARGEST, from_json, to_json
from app.printing.labels.template import BUILT_IN, LabelTemplate, problems_of
from app.printing.media.media import LabelMedia
from app.services.paper import templates
from app.text import _

T = TypeVar("T")

PURPOSES = (Purpose.SERIAL_LABEL, Purpose.SHELF_LABEL, Purpose.CARTON_LABEL)


class LabelDesigner(QWidget):
    """Shows a template; a built-in one is copied to be changed. Nothing is kept before Save."""

    def __init__(self, desk: Desk, purpose: Purpose = Purpose.SERIAL_LABEL, key: str = "") -> None:
        super().__init__()
        self._desk = desk
        self._key = key
        self._shown: LabelTemplate | None = None
        self._sizes: list[LabelMedia] = choices.sizes(desk.database)
        self.purpose = Segments((each, _(each.value)) for each in PURPOSES)
        self.template = ChoiceField()
        self.template.setAccessibleName(_("Label template"))
        self.template.setMinimumContentsLength(8)
        self.template.setSizeAdjustPolicy(
            ChoiceField.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.name = QLineEdit()
        self.name.setMaxLength(80)
        self.name.setAccessibleName(_("Name"))
        self.fields = FieldsForm()
        self.symbols = SymbolsForm()
        self.copy_button = button(_("Copy to change"), "Ctrl+D")
        self.remove_button = button(_("Delete"), "Ctrl+Del", "danger")
        self.import_button = button(_("Import…"))
        self.export_button = button(_("Export…"))
        self.save_button = button(_("Save"), "Ctrl+S", "primary")
        self.sizes = ChoiceBox(_("Label size"), search=False)
        self.sizes.offer(
            [(at, size_name(media)) for at, media in enumerate(self._sizes)], self._first_size()
        )
        self.dpi = Segments((dpi, str(dpi)) for dpi in RESOLUTIONS)
        self.dpi.set_value(RESOLUTIONS[1])
        self.picture = LabelPicture(desk)
        self.scale = Paragraph("secondary")
        self.reads = Paragraph()
        self.built_in = Paragraph("muted")
        self.problems = ProblemList(desk)
        self._content = sample_of(desk.database, purpose)
        self._arrange()
        self._connect()
        self.purpose.set_value(purpose)
        self._offer_templates(key)

    # Building ---------------------------------------------------------------------------------

    def _arrange(self) -> None:
        top = row(self.purpose, self.template)
        top.setStretch(1, 1)
        acts = row(
            self.copy_button, self.import_button, self.export_button, None, self.remove_button
        )
        left = column(
            self.built_in,
            row(label(_("Name"), "muted", self.name), self.name),
            label(_("Fields"), "section"),
            self.fields,
            label(_("Symbols"), "section"),
            self.symbols,
            margin=GRID * 2,
        )
        left.setStretch(3, 1)
        right = column(
            label(_("As it is printed"), "section"),
            self.sizes,
            row(self.dpi, label(_("dots per inch"), "muted"), None),
            self.picture,
            self.scale,
            self.reads,
            None,
            row(None, self.save_button),
            margin=GRID * 2,
        )
        beside = card(right)
        beside.setFixedWidth(GRID * 47)
        body = row(card(left), beside, gap=CARD_GAP)
        body.setStretch(0, 1)
        layout = column(top, acts, self.problems, body, gap=CARD_GAP)
        layout.setStretch(3, 1)
        self.setLayout(layout)

    def _connect(self) -> None:
        self.purpose.changed.connect(lambda: self._offer_templates(""))
        self.template.activated.connect(self._choose)
        for part in (self.fields.edited, self.symbols.edited, self.name.textEdited):
            part.connect(self._show_preview)
        self.sizes.currentIndexChanged.connect(self._show_preview)
        self.dpi.changed.connect(self._show_preview)
        self.copy_button.clicked.connect(self.copy)
        self.remove_button.clicked.connect(self.remove)
        self.import_button.clicked.connect(self._choose_file)
        self.export_button.clicked.connect(self._choose_target)
        self.save_button.clicked.connect(self.save)

    def _first_size(self) -> int:
        counter = self._desk.session.counter.id
        chosen = choices.choice(self._desk.database, counter, Purpose.SERIAL_LABEL)
        return next(at for at, one in enumerate(self._sizes) if one.name == chosen.media)

    # What is shown ----------------------------------------------------------------------------

    @property
    def of(self) -> Purpose:
        """What is labelled by the templates that are shown."""
        found = self.purpose.value()
        assert isinstance(found, Purpose)
        return found

    @property
    def made(self) -> LabelTemplate:
        """The template as it stands."""
        assert self._shown is not None
        return replace(
            self._shown,
            name=self.name.text().strip(),
            symbols=self.symbols.symbols(),
            fields=self.fields.fields(),
        )

    def is_changed(self) -> bool:
        """Something waits to be saved."""
        return self._shown is not None and self._is_own and self.made != self._as_shown

    @property
    def _is_own(self) -> bool:
        return self._key not in BUILT_IN

    def _offer_templates(self, key: str) -> None:
        if not self._may_leave():
            return
        self._content = sample_of(self._desk.database, self.of)
        known = choices.templates(self._desk.database, self.of)
        self.template.offer([(each, made.name) for each, made in known.items()])
        self.template.setCurrentIndex(max(self.template.findData(key), 0))
        self._show(str(self.template.currentData()))

    def _choose(self) -> None:
        if self._may_leave():
            self._show(str(self.template.currentData()))
        else:
            self.template.setCurrentIndex(self.template.findData(self._key))

    def _may_leave(self) -> bool:
        return not self.is_changed() or give_up(
            self,
            self.name.text(),
            _("Your changes are not saved. Discard them?"),
            _("Go on editing"),
            _("Discard"),
        )

    def _show(self, key: str) -> None:
        self._key = key
        self._shown = choices.templates(self._desk.database, self.of)[key]
        self.problems.show_problems(())
        self.name.setText(self._shown.name)
        self.fields.show_fields(self._shown.fields, self.of)
        self.symbols.show_symbols(self._shown.symbols, self.of)
        for part in (self.name, self.fields, self.symbols):
            part.setEnabled(self._is_own)
        self._as_shown = self.made
        self.remove_button.setEnabled(self._is_own)
        self.built_in.setText(
            "" if self._is_own else _("Built in: it stays as it is. Copy it to change it.")
        )
        self._show_preview()

    def _show_preview(self) -> None:
        """Draw the label as it stands; what would not fit is said, and cannot be saved."""
        if self._shown is None or self.sizes.currentData() is None:
            return
        made, dpi = self.made, self.dpi.value()
        assert isinstance(dpi, int)
        database, language = self._desk.database, self._desk.formats.language
        media = self._sizes[int(self.sizes.currentData())]
        problems = problems_of(made)
        self.picture.show_drawing(None)
        self.scale.setText("")
        self.reads.setText("")
        if not problems:
            try:
                job = label_making.job_of(database, made, media, LabelPrinter(dpi), language)
                drawing = preview(job, self._content)
            except Refused as refusal:
                problems = list(refusal.problems)
            else:
                self.picture.show_drawing(drawing)
                self.scale.setText(self.picture.says_scale())
                self.reads.setText(read_text(drawing))
                _back, colour = self._desk.theme.level(Level.ACCEPTED)
                self.reads.setStyleSheet(f"color: {colour};")
        self.problems.show_problems(problems)
        self.save_button.setEnabled(self._is_own and not problems and self.is_changed())

    # Acting -----------------------------------------------------------------------------------

    def copy(self) -> None:
        """Go on with a copy of the template that is shown."""
        if not self._may_leave() or self._shown is None:
            return
        shown = self._shown
        name = _("{name} (copy)").format(name=shown.name)
        self._add(replace(shown, name=name))

    def _add(self, made: LabelTemplate) -> None:
        known = {each.name for each in choices.templates(self._desk.database, self.of).values()}
        name, number = made.name, 2
        while name in known:
            name, number = f"{made.name} {number}", number + 1
        made = replace(made, name=name)
        id = self._do(lambda: templates.add(self._desk.session, self.of, name, to_json(made)))
        if id is not None:
            self._shown = None
            self._offer_templates(str(id))
            self.name.setFocus()
            self.name.selectAll()

    def save(self) -> None:
        """Keep the template as it stands."""
        if not self.save_button.isEnabled():
            return
        made, id = self.made, int(self._key)

        def keep() -> bool:
            templates.change(self._desk.session, id, made.name, to_json(made))
            return True

        if self._do(keep):
            self._shown = None
            self._offer_templates(str(id))

    def remove(self) -> None:
        """Forget the template, once that is confirmed."""
        if not self._is_own:
            return
        text = _("What was printed by it names it still. Delete “{name}”?")
        id = int(self._key)
        if not give_up(
            self, _("Delete"), text.format(name=self.name.text()), _("Keep"), _("Delete")
        ):
            return

        def remove() -> bool:
            templates.remove(self._desk.session, id)
            return True

        if self._do(remove):
            self._shown = None
            self._offer_templates("")

    def _choose_target(self) -> None:
        name, _kind = QFileDialog.getSaveFileName(
            self, _("Export template"), f"{self.name.text()}.json", "JSON (*.json)"
        )
        if name:
            self.export_to(Path(name))

    def export_to(self, path: Path) -> None:
        """Write the template that is shown as a file."""
        self._do(lambda: write_whole(path, to_json(self.made).encode()))

    def _choose_file(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(self, _("Import template"), "", "JSON (*.json)")
        if name:
            self.import_from(Path(name))

    def import_from(self, path: Path) -> None:
        """Add the template of a file; one that is damaged, newer or hostile is refused whole."""
        if not self._may_leave():
            return
        made = self._do(lambda: from_json(LabelTemplate, content_of(path, LARGEST)))
        if made is not None:
            self._add(made)

    def _do(self, action: Callable[[], T]) -> T | None:
        try:
            done = action()
        except Refused as refusal:
            self.problems.show_problems(refusal.problems)
            self._desk.sounds.play(Level.REFUSED)
            return None
        return done
