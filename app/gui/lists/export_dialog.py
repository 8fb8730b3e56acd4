"""*Export…*: what of a list goes into which file, how far it is, and the file (Q4)."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from PySide6.QtCore import QLocale, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QProgressBar, QWidget

from app.domain.problems import Problem, Refused
from app.exchange.export.delimited_file import Separators
from app.exchange.export.exported import (
    ExportAsked,
    Exported,
    asked_facts,
    columns_for,
    exported,
)
from app.exchange.export.names import proposed_name
from app.exchange.export.writing import ExportKind, write
from app.gui.kit.desk import Desk
from app.gui.kit.dialogs import Dialog
from app.gui.kit.forms import ChoiceField
from app.gui.kit.guard import guarded
from app.gui.kit.problem_list import ProblemList
from app.gui.kit.tasks import Task, Tell
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import button, column, label, name_label, row
from app.gui.lists.export_columns import ExportColumns
from app.gui.lists.list_view import ListView
from app.lists.selection import Selection
from app.services import settings
from app.text import _, ngettext
from db.engine.trouble import StoreTrouble
from db.sql import own_connection

_EVERY = 150
"""Milliseconds from one figure to the next while it is written."""


class _Written:
    """How many rows are in the file so far: written beside the screen, read by it."""

    count = 0


class ExportDialog(Dialog):
    """Offers what was chosen for this list the last time; the file is written beside the screen."""

    def __init__(self, desk: Desk, view: ListView, parent: QWidget | None = None) -> None:
        super().__init__(parent or view)
        self._desk, self._view, self._listing = desk, view, view.listing
        self._title = view.table.accessibleName()
        self._kept = _kept(desk, view.listing.key)
        self._path: Path | None = None
        self._written = _Written()
        self.task = Task(self)
        self._clock = QTimer(self, interval=_EVERY)
        self.setWindowTitle(_("Export {list}").format(list=self._title))
        self.resize(560, 520)
        self._make_fields()
        self._arrange()
        self._connect()
        self._show_kind()
        self._show_columns()
        self._show_busy(False)

    # What it is made of -----------------------------------------------------------------------

    def _make_fields(self) -> None:
        chosen, whole = self._view.chosen(), self._view.whole()
        rows = [(whole, _all_text(whole))]
        if chosen is not None:
            rows.insert(0, (chosen, _chosen_text(chosen)))
        self._selections = [selection for selection, _text in rows]
        self.rows = ChoiceField((place, text) for place, (_one, text) in enumerate(rows))
        details = [(one.key, _(one.title)) for one in self._listing.details]
        self.detail = ChoiceField([("", _("As they stand in the list")), *details])
        self.kind = ChoiceField((kind.name, _(kind.title)) for kind in ExportKind)
        self.hint = label("", "hint")
        self.hint.setWordWrap(True)
        self.columns = ExportColumns()
        self.problems = ProblemList(self._desk)
        self.progress = QProgressBar(textVisible=False)
        self.progress.setAccessibleName(_("Writing the file"))
        self.said = name_label("", "muted")
        self.export_button = button(_("Export…"), "Ctrl+Return", "primary")
        self.cancel_button = button(_("Cancel"))
        self.open_button = button(_("Open"), "Ctrl+O")
        self.folder_button = button(_("Show in folder"))
        for field, kept in ((self.kind, "kind"), (self.detail, "detail")):
            place = field.findData(self._kept.get(kept))
            field.setCurrentIndex(max(place, 0))

    def _arrange(self) -> None:
        self._choices = QWidget()
        fields = column(gap=GRID)
        for title, field in (
            (_("Which rows"), self.rows),
            (_("Written out"), self.detail),
            (_("Kind of file"), self.kind),
        ):
            field.setAccessibleName(title)
            named = QWidget()
            named.setLayout(column(label(title, "muted", field), field, gap=GRID // 2))
            if field.count() < 2:
                named.hide()
            fields.addWidget(named)
        fields.addWidget(self.hint)
        fields.addWidget(self.columns)
        self._choices.setLayout(fields)
        self._done = QWidget()
        self._done.setLayout(row(self.open_button, self.folder_button))
        buttons = row(self._done, None, self.cancel_button, self.export_button)
        self.setLayout(
            column(
                self._choices,
                self.problems,
                self.said,
                self.progress,
                buttons,
                margin=GRID * 2,
                gap=GRID,
            )
        )

    def _connect(self) -> None:
        self.kind.currentIndexChanged.connect(self._show_kind)
        self.detail.currentIndexChanged.connect(self._show_columns)
        self.export_button.clicked.connect(self.choose_file)
        self.cancel_button.clicked.connect(self.reject)
        self.open_button.clicked.connect(lambda: self._open(self._path))
        self.folder_button.clicked.connect(lambda: self._open(self._path and self._path.parent))
        self.task.busy_changed.connect(self._show_busy)
        self.task.progressed.connect(self.progress.setValue)
        self._clock.timeout.connect(self._show_written)

    # What is chosen ---------------------------------------------------------------------------

    def _show_kind(self) -> None:
        self.hint.setText(_(ExportKind[self.kind.currentData()].hint))

    def _show_columns(self) -> None:
        """The columns of what is written out, as they were exported or are seen in the list."""
        detail = self.detail.currentData()
        kept: Mapping[str, Any] = self._kept.get("columns", {})
        chosen = [(key, bool(checked)) for key, checked in kept.get(detail, ())]
        if not chosen and not detail:
            choice = self._view.columns
            chosen = [(key, choice.is_shown(key)) for key in choice.order()]
        self.columns.offer(columns_for(self._desk.session, self._listing, detail), chosen)

    def asked(self) -> ExportAsked:
        """What is to be in the file."""
        selection = self._selections[self.rows.currentIndex()]
        detail = self.detail.currentData()
        return ExportAsked(self._title, self._listing, selection, self.columns.checked(), detail)

    # The file ---------------------------------------------------------------------------------

    def choose_file(self) -> None:
        """Ask where, and write the file there."""
        try:
            made = exported(self._desk.session, self._desk.formats, self.asked())
        except Refused as refusal:
            self._refuse(refusal.problems)
            return
        path = self._asked_path(ExportKind[self.kind.currentData()].ending)
        if path is not None:
            self.export(made, path)

    def _asked_path(self, ending: str) -> Path | None:
        """Where to; a name that is typed without its ending gets it, and is asked for again where
        such a file is there already."""
        session, asked = self._desk.session, self.asked()
        at = session.now().astimezone()
        name = proposed_name(self._title, asked_facts(session, asked), at)
        proposed = Path(str(self._kept.get("folder", ""))) / f"{name}.{ending}"
        while True:
            found, _kind = QFileDialog.getSaveFileName(
                self, self.windowTitle(), str(proposed), f"*.{ending}"
            )
            if not found:
                return None
            path = Path(found)
            if path.suffix.lower() == f".{ending}":
                return path
            proposed = path.with_name(f"{path.name}.{ending}")
            if not proposed.exists():
                return proposed

    def export(self, made: Exported, path: Path) -> None:
        """Write the file beside the screen."""
        self._keep(path)
        self.problems.show_problems(())
        kind, database = ExportKind[self.kind.currentData()], self._desk.database
        separators = Separators.by(QLocale.system().decimalPoint())
        count = self._selections[self.rows.currentIndex()].count
        is_known = count is not None and count.exact and not self.detail.currentData()
        expected = max(count.number, 1) if is_known and count is not None else 0
        self.progress.setRange(0, 100 if expected else 0)
        self.progress.setValue(0)
        written = self._written = _Written()

        def work(tell: Tell) -> int:
            def told(rows: int) -> None:
                written.count = rows
                tell(rows / expected if expected else 0)

            with own_connection(database):
                return write(made, kind, path, told, separators)

        self._path = path
        self.task.start(work, self._show_done, self._refuse)

    def _show_done(self, count: int) -> None:
        assert self._path is not None
        rows = ngettext("{count} row", "{count} rows", count, f"{count:,}")
        self.said.setText(_("{rows} written to {name}").format(rows=rows, name=self._path.name))
        self._done.show()
        self.cancel_button.setText(_("Close"))
        self.open_button.setFocus()

    def _refuse(self, problems: tuple[Problem, ...]) -> None:
        self.problems.show_problems(problems)
        self.export_button.setFocus()

    def _show_busy(self, busy: bool) -> None:
        self._choices.setEnabled(not busy)
        self.export_button.setEnabled(not busy)
        self.progress.setVisible(busy)
        self._done.hide()
        self.cancel_button.setText(_("Cancel"))
        self.said.setText("")
        self._clock.start() if busy else self._clock.stop()

    def _show_written(self) -> None:
        count = self._written.count
        self.said.setText(
            ngettext("{count} row written", "{count} rows written", count, f"{count:,}")
        )

    @guarded()
    def reject(self) -> None:
        """Esc or Cancel: what is being written is given up, and there is no file; else close."""
        if self.task.busy:
            self.task.stop()
            self.said.setText(_("Stopped: no file was written."))
            self.export_button.setFocus()
        else:
            super().reject()

    def _open(self, path: Path | None) -> None:
        if path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    # Remembering ------------------------------------------------------------------------------

    def _keep(self, path: Path) -> None:
        """Keep what was chosen, to be offered next time; a full disk keeps nobody from the file."""
        columns = {**self._kept.get("columns", {})}
        columns[self.detail.currentData()] = self.columns.chosen()
        self._kept = {
            "kind": self.kind.currentData(),
            "detail": self.detail.currentData(),
            "columns": columns,
            "folder": str(path.parent),
        }
        with suppress(StoreTrouble):
            settings.keep_export(self._desk.session, self._listing.key, self._kept)


def _kept(desk: Desk, key: str) -> Mapping[str, Any]:
    return settings.load_person(desk.database, desk.session.person.id).exports.get(key, {})


def _all_text(whole: Selection[Any]) -> str:
    if whole.count is None or not whole.count.exact:
        return _("All that fit")
    return _("All that fit: {count}").format(count=f"{whole.count.number:,}")


def _chosen_text(chosen: Selection[Any]) -> str:
    if chosen.count is None or not chosen.count.exact:
        return _("Those that are chosen")
    return _("Those that are chosen: {count}").format(count=f"{chosen.count.number:,}")
