"""Settings › Print Template Settings: templates by kind, the editor of one, and its paper."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QGridLayout, QWidget

from app.domain.kinds import KINDS
from app.domain.printing import Purpose
from app.domain.problems import Code, Problem, Refused
from app.gui.kit.desk import Desk
from app.gui.kit.forms import ChoiceField, Form
from app.gui.kit.guard import guarded
from app.gui.kit.later import class_named
from app.gui.kit.questions import give_up
from app.gui.kit.tasks import Task, in_store
from app.gui.kit.theme import CARD_GAP, GRID, PAGE_SIDE, PAGE_TOP
from app.gui.kit.widgets import button, card, column, label, name_label, row
from app.gui.paper.print_bar import PrintBar
from app.gui.paper.templates.editor import TemplateEditor
from app.gui.paper.templates.preview_pane import PreviewPane
from app.gui.paper.templates.template_list import TemplateGroup, TemplateList
from app.printing import files
from app.printing.data_files import content_of
from app.printing.documents import choosing
from app.printing.documents import template as template_rules
from app.printing.documents.choosing import ListedTemplate, use_of
from app.printing.documents.previewing import whole
from app.printing.documents.template import DocumentTemplate
from app.printing.documents.template_file import from_json, to_json
from app.printing.example_page import details_of_template
from app.services.paper import printers, templates
from app.text import _

_LIST, _EDITOR = 236, 398
_FOLDS_BELOW = 1120
_UNREADABLE = "unreadable"


class TemplatesPage(Form):
    """What is edited is seen at once as it will be printed, and kept by Save."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.entry: ListedTemplate | None = None
        self._what = self._place = ""
        self._template: DocumentTemplate | None = None
        self._folded: bool | None = None
        self._task = Task(self)
        self._said = name_label("", "muted")
        self.default_button = button(_("Make default"))
        self.default_button.clicked.connect(self.make_default)
        self.save_button.clicked.connect(self.save)
        self.labels_button = button(_("Label templates…"))
        self.labels_button.clicked.connect(self.design_labels)
        self.test_button = button(_("Test page"), "Ctrl+P")
        self.test_button.clicked.connect(self.print_test)
        self.pdf_button = button(_("PDF…"), "Ctrl+Shift+P")
        self.pdf_button.clicked.connect(self.test_page)
        self.printing = PrintBar(desk)
        self.copy_button = button(_("Copy"), "Ctrl+D")
        self.copy_button.clicked.connect(self.copy)
        self.import_button = button(_("Import…"))
        self.import_button.clicked.connect(self.take_in)
        self.export_button = button(_("Export…"))
        self.export_button.clicked.connect(self.hand_on)
        self.delete_button = button(_("Delete"), "Ctrl+Delete", "danger")
        self.delete_button.clicked.connect(self.delete)
        self.list = TemplateList(desk.theme)
        self.list.entry_chosen.connect(self._choose)
        self.jump = ChoiceField()
        self.jump.setAccessibleName(_("Templates"))
        self.jump.activated.connect(self._jump)
        self.editor = TemplateEditor(desk)
        self.editor.setFixedWidth(_EDITOR)
        self.editor.edited.connect(self.edit)
        self.editor.refused.connect(self.problems.show_problems)
        self.editor.in_hand.connect(lambda _place: self._draw())
        self.editor.copy_wanted.connect(self.copy)
        self.preview = PreviewPane(desk)
        self._build()

    def _build(self) -> None:
        head = row(
            label(_("Print Template Settings"), "title"),
            self._said,
            None,
            self.labels_button,
            self.test_button,
            self.default_button,
            self.save_button,
        )
        head.setStretch(1, 1)
        self._actions = QGridLayout()
        self._actions.setSpacing(GRID)
        foot = column(self._actions)
        foot.setContentsMargins(GRID, GRID, GRID, GRID)
        self._foot = QWidget()
        self._foot.setLayout(foot)
        self._beside = row(gap=GRID)
        self._second = QWidget()
        line = row(self.jump, self._beside)
        line.setStretch(0, 1)
        self._second.setLayout(line)
        self._listed = card(column(self.list, self._foot, margin=1, gap=0))
        self._listed.setMaximumWidth(_LIST)
        self._listed.setMinimumWidth(1)  # a window can be made narrower: then it folds
        across = row(self._listed, self.editor, self.preview, gap=CARD_GAP)
        across.setStretch(2, 1)
        page = column(head, self._second, self.printing, self.problems, across, gap=CARD_GAP)
        page.setStretch(4, 1)
        page.setContentsMargins(PAGE_SIDE, PAGE_TOP, PAGE_SIDE, PAGE_TOP)
        self.setLayout(page)
        self._fold(False)

    # Templates --------------------------------------------------------------------------------

    @guarded()
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self.is_changed():
            self.reload()

    def reload(self) -> None:
        """Read again which templates there are; the one that was shown is shown again."""
        groups = list(self._groups())
        self.list.show_groups(groups)
        self.jump.clear()
        for group in groups:
            for entry in group.entries:
                said = f"{group.title} · {entry.name}"
                self.jump.addItem(said, (group.what, entry.place))
        if not self.list.choose(self._what, self._place):
            self.list.first()

    def _groups(self) -> Sequence[TemplateGroup]:
        """What there are templates for: each kind of document. Labels have their window."""
        database, language = self.desk.database, self.desk.formats.language
        own = choosing.own_templates(database)
        found = [
            TemplateGroup(k.key, _(k.name), choosing.listed(database, k.key, language, own))
            for k in KINDS.values()
        ]
        damaged = [entry for entry in own if entry.template is None]
        if damaged:
            found.append(TemplateGroup(_UNREADABLE, _("Cannot be used"), damaged))
        return found

    def _choose(self, what: str, entry: ListedTemplate) -> None:
        """Show another template, unless what was changed in this one is not given up."""
        same = (what, entry.place) == (self._what, self._place)
        if not same and not self.may_leave():
            self.list.choose(self._what, self._place, tell=False)
            self._show_jump()
            return
        kind_shown = self._template.kind if self._template else ""
        self._what, self._place = what, entry.place
        self.entry, self._template = entry, entry.template
        self.problems.show_problems(entry.problems)
        self._show_jump()
        if entry.template is None:
            self.preview.forget()
        else:
            if entry.template.kind != kind_shown:
                self.preview.show_kind(entry.template.kind)
            self.editor.show_template(entry.template, entry.own is not None)
        self._show_state()
        self._draw()

    def design_labels(self) -> None:
        """The templates of labels, in the window that draws them in a printer's dots."""
        designer = class_named("paper.labels.designer_dialog.DesignerDialog")
        designer(self.desk, Purpose.SERIAL_LABEL, "", self).exec()

    def _jump(self) -> None:
        self.list.choose(*self.jump.currentData())

    def _show_jump(self) -> None:
        """The drop-down stands on what the list does; Qt keeps a tuple as a list."""
        wanted = (self._what, self._place)
        for at in range(self.jump.count()):
            if tuple(self.jump.itemData(at)) == wanted:
                self.jump.setCurrentIndex(at)

    def _draw(self) -> None:
        if self._template is not None:
            self.preview.show_template(self._template, self.editor.place_in_hand())

    def _show_state(self) -> None:
        """What can be done with the template as it stands."""
        entry, template = self.entry, self._template
        changed = self.is_changed()
        readable = template is not None
        self.editor.setVisible(readable)
        self.preview.setVisible(readable)
        self.save_button.setEnabled(changed)
        self.copy_button.setEnabled(readable)
        self.test_button.setEnabled(readable)
        self.pdf_button.setEnabled(readable)
        self.delete_button.setEnabled(entry is not None and entry.own is not None)
        usual = entry is not None and entry.is_default
        self.default_button.setEnabled(readable and not changed and not usual)
        kind = _(KINDS[template.kind].name) if template else _("Cannot be used")
        name = entry.name if entry else ""
        self._said.setText(f"{kind} · {name}" if name else "")

    # Editing ----------------------------------------------------------------------------------

    def edit(self, template: DocumentTemplate) -> None:
        """Show the template as it would be; it is kept by Save."""
        if self.entry is None or self.entry.own is None:
            return
        self._template = template
        self.problems.show_problems(template_rules.problems_of(template))
        self.editor.show_template(template, True)
        self._show_state()
        self._draw()

    def is_changed(self) -> bool:
        entry, shown = self.entry, self._template
        if entry is None or entry.template is None or shown is None:
            return False
        before, now = (replace(one, logo=b"") for one in (entry.template, shown))
        # As a file: a list and a tuple say the same.
        return shown.logo != entry.template.logo or to_json(now) != to_json(before)

    def heading(self) -> str:
        return _("Print Template Settings")

    def values(self) -> dict[str, Any]:
        return {"template": self._template}

    def store(self, values: dict[str, Any]) -> None:
        template, entry = values["template"], self.entry
        if entry is None or entry.own is None or template is None:
            return
        problems = template_rules.problems_of(template)
        if not template.name.strip():
            problems.append(Problem(Code.NAME_MISSING))
        if problems:
            raise Refused(problems)
        kept = replace(template, name=" ".join(template.name.split()))
        choosing.keep(self.desk.session, kept, entry.own)

    def save(self) -> bool:
        """Keep the template as it is shown, or say every reason why not."""
        if not self.editor.finish() or not super().save():
            return False
        self._read_again()
        return True

    def _read_again(self, own: int | None = None, kind: str = "") -> None:
        """Show the list as it is now, and in it this template or the one of the shop's own."""
        if own is not None:
            self._what, self._place = kind, str(own)
        self.entry, self._template = None, None
        self.reload()

    # What is done with one --------------------------------------------------------------------

    def copy(self) -> None:
        """Keep a copy of the template under a name of its own, ready to be changed."""
        if self._template is None or not self.may_leave():
            return
        template, entry = self._template, self.entry
        assert entry is not None
        if entry.template is not None:  # what was not kept is given up
            template = entry.template
        ours = _("{name}, ours").format(name=entry.name)
        self._add(template, entry.name if entry.own is not None else ours)

    def _add(self, template: DocumentTemplate, name: str) -> None:
        """Keep a new template under a free name, and show it."""
        free = choosing.free_name(self.desk.database, name)
        made = choosing.keep(self.desk.session, replace(template, name=free))
        self._read_again(made, template.kind)
        self.editor.tabs.currentWidget().setFocus()

    def print_test(self) -> None:
        """Print what the preview shows, on the printer of what its paper is for (Q5)."""
        asked = self.preview.asked()
        if asked is None:
            return
        counter = self.desk.session.counter.id
        chosen = printers.printouts(self.desk.database, counter)[asked.template.paper.purpose]
        try:
            details = details_of_template(self.desk.session, asked)
        except Refused as refusal:
            self.printing.refuse(refusal.problems)
            return
        self.printing.print_test(chosen.printer, asked.template.name, details)

    def test_page(self) -> None:
        """Write what the preview shows, all its pages, as a PDF, and show that to be printed."""
        asked = self.preview.asked()
        if asked is None:
            return
        name = f"{_('Test page')}.pdf"
        path, _kind = QFileDialog.getSaveFileName(self, _("Test page"), name, "PDF (*.pdf)")
        if path:
            database = self.desk.database
            self._task.start(
                in_store(database, lambda: files.write_whole(Path(path), whole(database, asked))),
                lambda _done: self._open(path),
                self.problems.show_problems,
            )

    def _open(self, path: str) -> None:
        self.problems.show_problems(())
        QDesktopServices.openUrl(QUrl.fromLocalFile(path))

    def make_default(self) -> None:
        """Print this kind on this paper by the template from now on."""
        if self._template is None or self.entry is None:
            return
        use = use_of(self._template.kind, self._template.paper.key)
        templates.make_default(self.desk.session, use, self.entry.key)
        self._read_again()

    def delete(self) -> None:
        """Forget one of the shop's own templates, once that is certain."""
        entry = self.entry
        if entry is None or entry.own is None:
            return
        text = _("“{name}” goes; what was printed by it stays. Delete it?").format(name=entry.name)
        if give_up(self, self.heading(), text, _("Keep it"), _("Delete")):
            templates.remove(self.desk.session, entry.own)
            self.entry, self._template = None, None
            self.reload()

    def hand_on(self) -> None:
        """Write the template into a file, for another shop."""
        if self.entry is None:
            return
        template, name = self.entry.template, self.entry.name
        content = self.entry.content.encode() if template is None else to_json(template)
        offered = "".join(char if char.isalnum() or char in "-_" else "_" for char in name)
        path, _kind = QFileDialog.getSaveFileName(
            self, _("Export template"), f"{offered}.json", _("Print template") + " (*.json)"
        )
        if path:
            self._task.start(
                lambda _tell: files.write_whole(Path(path), content),
                lambda _done: self.problems.show_problems(()),
                self.problems.show_problems,
            )

    def take_in(self) -> None:
        """Take in a template that another shop has made, from its file."""
        if not self.may_leave():
            return
        path, _kind = QFileDialog.getOpenFileName(
            self, _("Import template"), "", _("Print template") + " (*.json)"
        )
        if path:
            self._task.start(
                lambda _tell: from_json(content_of(Path(path))),
                lambda made: self._add(made, made.name.strip() or Path(path).stem),
                self.problems.show_problems,
            )

    # At 1024 ----------------------------------------------------------------------------------

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        folded = event.size().width() < _FOLDS_BELOW
        if folded != self._folded:
            self._fold(folded)

    def _fold(self, folded: bool) -> None:
        """In little room the list is a drop-down, and what is done with one stands beside it."""
        self._folded = folded
        files = (self.import_button, self.export_button, self.pdf_button)
        acts = (self.copy_button, *files, self.delete_button)
        places = ((0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (2, 0, 1, 2), (1, 1, 1, 1))
        for act, place in zip(acts, places, strict=True):
            if folded:
                self._beside.addWidget(act)
            else:
                self._actions.addWidget(act, *place)
        self._listed.setVisible(not folded)
        self._said.setVisible(not folded)  # the drop-down says it, whole
        self._second.setVisible(folded)
