"""Serial labels (Q3): what is printed, on what, how each label looks; then print or save a PDF."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSize, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QProgressBar, QWidget

from app.domain.printing import Purpose
from app.domain.problems import Problem, Refused
from app.domain.verdicts import Level
from app.gui.kit import long_work
from app.gui.kit.desk import Desk
from app.gui.kit.dialogs import Dialog
from app.gui.kit.guard import guarded
from app.gui.kit.keys import only_shown
from app.gui.kit.problem_list import ProblemList
from app.gui.kit.scrolled import scrolled
from app.gui.kit.tasks import Task, Tell, in_store
from app.gui.kit.theme import CARD_GAP, GRID
from app.gui.kit.widgets import button, card, column, label, row
from app.gui.paper.labels.calibration_dialog import CalibrationDialog
from app.gui.paper.labels.designer_dialog import DesignerDialog
from app.gui.paper.labels.label_panel import LabelPanel
from app.gui.paper.labels.label_source import MOST_LABELS, LabelKeys, LabelTask, read_keys
from app.gui.paper.labels.media_panel import MediaPanel, page_count
from app.gui.paper.labels.size_dialog import SizeDialog
from app.gui.paper.labels.what_panel import WhatPanel
from app.printing.labels import choices, label_making, pages
from app.printing.labels.job import LabelJob
from app.printing.labels.label_making import LabelDetails
from app.printing.labels.previewing import preview
from app.services.paper import jobs, printers
from app.services.paper.jobs import NewJob
from app.services.paper.label_contents import LabelContent
from app.text import _, ngettext
from db.sql import own_connection

_SIDE = 276
_SIZE = QSize(1100, 590)
_LOW = 640
_SAMPLES = 4
_CHECK_AFTER = 150
"""Milliseconds of rest before all labels are laid out."""


class LabelsDialog(Dialog):
    """Prints labels of what ``task`` offers; a scan goes on to the page beneath."""

    def __init__(self, desk: Desk, task: LabelTask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._task = task
        database, counter = desk.database, desk.session.counter.id
        chosen = choices.choice(database, counter, task.purpose)
        printout = printers.printouts(database, counter)[task.purpose]
        self.what = WhatPanel(desk, task)
        self.media = MediaPanel(desk, chosen.media, printout.printer)
        self.label = LabelPanel(desk)
        self.label.offer(choices.templates(database, task.purpose), chosen)
        self.problems = ProblemList(desk)
        self._contents: list[LabelContent] = []
        self._misfits: Problem | None = None
        self._fits = False
        self._reading = Task(self)
        self._checking = Task(self)
        self._saving = Task(self)
        self._check_soon = QTimer(self, singleShot=True, interval=_CHECK_AFTER)
        self._check_soon.timeout.connect(self._check)
        self.setWindowTitle(title_of(task.purpose))
        self._make_foot()
        self._arrange()
        self._connect()
        self._read()

    # Building ---------------------------------------------------------------------------------

    def _make_foot(self) -> None:
        self.save_button = button(_("Save as PDF…"), "Ctrl+Shift+P")
        self.close_button = button(_("Close"))
        self.print_button = button(_("Print"), "Return", "primary")
        only_shown(self.print_button)  # as the button that Enter presses in a dialog
        self.print_button.setDefault(True)
        self.says = label("", "muted")
        self.progress = QProgressBar(textVisible=False)
        self.progress.setAccessibleName(_("Progress"))
        self.progress.setMaximumWidth(GRID * 20)
        self.progress.hide()

    def _arrange(self) -> None:
        cards = [card(self._framed(part)) for part in (self.what, self.media, self.label)]
        body = row(*cards, gap=CARD_GAP)
        cards[0].setFixedWidth(_SIDE)
        cards[2].setFixedWidth(_SIDE)
        body.setStretch(1, 1)
        foot = row(
            self.save_button, self.says, self.progress, None, self.close_button, self.print_button
        )
        layout = column(body, self.problems, foot, margin=GRID * 2, gap=CARD_GAP)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        parent = self.parentWidget()
        room = parent.window().size() - QSize(GRID * 4, GRID * 8) if parent else _SIZE
        self.resize(_SIZE.boundedTo(room))

    def _framed(self, part: QWidget) -> QBoxLayout:
        """A part that scrolls where the window is low."""
        return column(scrolled(part), margin=GRID * 2)

    def _connect(self) -> None:
        self.what.changed.connect(self._show)
        self.media.changed.connect(self._show)
        self.media.size_wanted.connect(self._add_size)
        self.media.calibration_wanted.connect(self._calibrate)
        self.label.changed.connect(self._show)
        self.label.designer_wanted.connect(self._design)
        self.label.size_chosen.connect(self.media.choose_size)
        self.save_button.clicked.connect(self.save)
        self.close_button.clicked.connect(self.reject)
        self.print_button.clicked.connect(self.print_labels)
        self._saving.progressed.connect(self.progress.setValue)
        self._saving.busy_changed.connect(self._show_saving)

    # What is chosen ---------------------------------------------------------------------------

    @property
    def keys(self) -> tuple[object, ...]:
        """What gets a label."""
        found = self.what.chosen
        return found.keys if found else ()

    def _job(self) -> LabelJob:
        desk, media = self._desk, self.media.media
        return label_making.job_of(
            desk.database,
            self.label.made(media.name),
            media,
            self.media.label_printer,
            desk.formats.language,
        )

    def _details(self) -> LabelDetails:
        keys = self.keys if self._task.purpose is Purpose.SHELF_LABEL else ()
        return LabelDetails(
            self.label.choice(self.media.media.name),
            self.media.first.value(),
            self._desk.formats.language,
            self._desk.session.counter.id,
            tuple(keys),  # type: ignore[arg-type]
        )

    def _new_job(self, printer: str) -> NewJob:
        labels = () if self._task.purpose is Purpose.SHELF_LABEL else self.keys
        return NewJob(
            self._task.purpose,
            printer,
            self.label.made(self.media.media.name).name,
            self._task.document,
            labels,  # type: ignore[arg-type]
            len(self.keys),
            self.what.copies.value(),
            self.what.reason.text(),
            self._details().values(),
        )

    # Reading and checking, beside the screen --------------------------------------------------

    def _read(self) -> None:
        database, task = self._desk.database, self._task

        def read() -> list[LabelKeys | None]:
            return [read_keys(database, task.purpose, source) for source in task.sources]

        self._reading.start(in_store(database, read), self._take, self.problems.show_problems)

    def _take(self, read: list[LabelKeys | None]) -> None:
        self.what.show_read(read)
        self._show()

    def _show(self) -> None:
        """Show what is chosen: the first labels, where they stand, how many there are."""
        self._checking.stop()
        found = self.what.chosen
        if found is None:
            self.label.show_nothing(_("Reading…"))
            self._allow()
            return
        database, count = self._desk.database, len(found.keys) * self.what.copies.value()
        draft = self._task.document
        some = found.keys[:_SAMPLES]
        self._contents = list(label_making.contents_of(database, self._task.purpose, some, draft))
        self.what.show_samples(self._contents)
        self.media.show_count(count)
        self._misfits = None
        self._draw_first()
        self._say_count(count)
        self._allow()
        if len(found.keys) > 1 and self._fits:
            self._check_soon.start()

    def _draw_first(self) -> None:
        self._fits = False
        if not self._contents:
            self.label.show_nothing(_("Nothing to print here"))
            return
        try:
            drawing = preview(self._job(), self._contents[0])
        except Refused as refusal:
            self.label.show_problem(refusal.problems)
            return
        self._fits = True
        self.label.show_misfits(0, 0, None)
        self.label.show_drawing(drawing)

    def _check(self) -> None:
        """Lay all of them out, so that those that do not fit are known before paper is used."""
        database, job, keys = self._desk.database, self._job(), self.keys
        purpose, draft = self._task.purpose, self._task.document

        def check(tell: Tell) -> tuple[int, Problem | None]:
            wrong, first = 0, None
            with own_connection(database):
                for done, content in enumerate(
                    label_making.contents_of(database, purpose, keys, draft)
                ):
                    tell(done / len(keys))
                    try:
                        preview(job, content)
                    except Refused as refusal:
                        wrong += 1
                        first = first or refusal.problems[0]
            return wrong, first

        self._checking.start(check, self._take_check, lambda _problems: None)

    def _take_check(self, found: tuple[int, Problem | None]) -> None:
        wrong, self._misfits = found
        self.label.show_misfits(wrong, len(self.keys), self._misfits)
        self._allow()

    def _say_count(self, count: int) -> None:
        pages = page_count(self.media.media, self.media.first.value(), count)
        labels = ngettext("{count} label", "{count} labels", count, f"{count:,}")
        sheets = ngettext("{count} sheet", "{count} sheets", pages, f"{pages:,}")
        roll = self.media.media.is_roll
        text = labels if roll else _("{labels} on {sheets}").format(labels=labels, sheets=sheets)
        found = self.what.chosen
        if found and found.more:
            text = _("The first {count} are printed").format(count=f"{MOST_LABELS:,}")
        self.says.setText(text)
        self.print_button.setText(
            ngettext("Print {count} label", "Print {count} labels", count, f"{count:,}")
        )

    def _allow(self) -> None:
        """What cannot be printed is not offered."""
        found = self.what.chosen
        again = bool(found and found.again and not self.what.reason.text().strip())
        can = bool(self.keys) and self._fits and self._misfits is None and not again
        busy = self._saving.busy
        self.save_button.setEnabled(can and not busy)
        self.print_button.setEnabled(can and not busy and self.media.known_printer is not None)

    # Acting -----------------------------------------------------------------------------------

    def print_labels(self) -> None:
        """Put the labels into the print queue."""
        printer = self.media.known_printer
        if printer is None or not self.print_button.isEnabled():
            return
        new = self._new_job(printer.name)

        def queue() -> None:
            jobs.add(self._desk.session, new)
            self._keep_choice(printer.name)

        text = _("Putting the labels into the print queue")
        if self._carry_out(
            lambda: long_work.carry_out(self, self._desk.database, len(self.keys), text, queue)
        ):
            self._desk.bus.print_asked.emit()
            self.accept()

    def save(self) -> None:
        """Write the labels as a PDF, beside the screen; Esc stops it, and nothing is written."""
        if not self.save_button.isEnabled():
            return
        offered = f"{title_of(self._task.purpose)}.pdf"
        name, _kind = QFileDialog.getSaveFileName(self, _("Save as PDF"), offered, "PDF (*.pdf)")
        if name:
            self.save_to(Path(name))

    def save_to(self, path: Path) -> None:
        """Write the labels as the PDF of this name."""
        database, job, keys = self._desk.database, self._job(), self.keys
        purpose, draft = self._task.purpose, self._task.document
        first, copies = self.media.first.value(), self.what.copies.value()

        def write(tell: Tell) -> Path:
            with own_connection(database):
                pages.write(
                    path,
                    job,
                    label_making.contents_of(database, purpose, keys, draft),
                    len(keys),
                    first=first,
                    copies=copies,
                    tell=lambda percent: tell(percent / 100),
                )
            return path

        self._checking.stop()
        self.problems.show_problems(())
        self._saving.start(write, self._saved, self._refuse)

    def _saved(self, path: Path) -> None:
        new = self._new_job(_("PDF file"))

        def record() -> None:
            jobs.record(self._desk.session, new)
            self._keep_choice(None)

        if self._carry_out(record):
            self._desk.bus.printed.emit()
            self.says.setText(_("Saved as {name}").format(name=path.name))
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
            self._read()

    def _keep_choice(self, printer: str | None) -> None:
        """The next labels begin with what was chosen for these."""
        session, purpose = self._desk.session, self._task.purpose
        choices.choose(session, purpose, self.label.choice(self.media.media.name))
        how = printers.printouts(session.database, session.counter.id)[purpose]
        if printer is not None and how.printer != printer:
            printers.choose(session, purpose, how._replace(printer=printer))

    def _carry_out(self, action: Callable[[], object]) -> bool:
        try:
            action()
        except Refused as refusal:
            self._refuse(refusal.problems)
            return False
        return True

    def _refuse(self, problems: tuple[Problem, ...]) -> None:
        self.problems.show_problems(problems)
        self._desk.sounds.play(Level.REFUSED)
        self._allow()

    def _show_saving(self, busy: bool) -> None:
        self.progress.setVisible(busy)
        self.progress.setValue(0)
        self._allow()

    @guarded()
    def reject(self) -> None:
        """Stop the file that is being written; else close."""
        if self._saving.busy:
            self._saving.stop()
            self.says.setText(_("Stopped. Nothing was written."))
            return
        super().reject()

    @guarded()
    def done(self, answer: int) -> None:
        self._reading.stop()
        self._checking.stop()
        super().done(answer)

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.what.fold(self.height() < _LOW - 100)

    # What belongs to it -----------------------------------------------------------------------

    def _add_size(self) -> None:
        dialog = SizeDialog(self._desk, self)
        dialog.exec()  # one may be gone, too
        self.media.choose_size(dialog.kept or self.media.media.name)

    def _calibrate(self) -> None:
        printer = self.media.known_printer
        if (
            printer is not None
            and CalibrationDialog(self._desk, printer, self.media.media, self).exec()
        ):
            self._show()

    def _design(self) -> None:
        purpose, chosen = self._task.purpose, self.label.choice(self.media.media.name)
        DesignerDialog(self._desk, purpose, chosen.template, self).exec()
        known = choices.templates(self._desk.database, purpose)
        if chosen.template not in known:
            chosen = replace(chosen, template=choices.FIRST_TEMPLATE[purpose], fields=None)
        self.label.offer(known, chosen)
        self._show()


def title_of(purpose: Purpose) -> str:
    """What the window is called."""
    return {
        Purpose.SHELF_LABEL: _("Shelf labels"),
        Purpose.CARTON_LABEL: _("Carton label"),
    }.get(purpose, _("Serial labels"))
