"""The parts of a draft's page that are made when they are first asked for."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton

from app.gui.documents.draft_view import DraftView
from app.gui.documents.lines import LinesTable
from app.gui.documents.open_document import OpenDocument
from app.gui.kit.later import class_named
from app.gui.kit.part_place import PartPlace
from db.queries.document_lines import DocumentLine

if TYPE_CHECKING:
    from app.gui.documents.question_bar import QuestionBar
    from app.gui.documents.side_panel import SidePanel
    from app.gui.kit.confirm_bar import ConfirmBar
    from app.gui.kit.problem_list import ProblemList
    from app.gui.scanning.verdict_bar import LastScans, ScanTrail, VerdictBar

QUESTION_BAR = "documents.question_bar.QuestionBar"
CONFIRM_BAR = "kit.confirm_bar.ConfirmBar"
PROBLEM_LIST = "kit.problem_list.ProblemList"
LAST_SCANS = "scanning.verdict_bar.LastScans"


class PartsPage(OpenDocument):
    """What answers a scan or a posting, each with its place; the page puts the places in order."""

    with_serials: bool
    lines: LinesTable
    draft_page: DraftView
    undo_button: QPushButton
    panel_place: "PartPlace[SidePanel]"

    def __init__(self) -> None:
        super().__init__()
        self.question_place = PartPlace(self._make_question)
        self.confirm_place = PartPlace(self._make_confirm)
        self.problems_place = PartPlace(self._make_problems)
        self.scans_place = PartPlace(self._make_scans)

    def show_line_at(self, position: int) -> None:
        """Show the line at a position, from 1."""
        raise NotImplementedError

    def answer(self, yes: bool) -> None:
        """What only a person could say was said."""
        raise NotImplementedError

    @property
    def question(self) -> "QuestionBar":
        """Asks about one scan."""
        return self.question_place.part

    def _make_question(self) -> "QuestionBar":
        made: QuestionBar = class_named(QUESTION_BAR)(self.desk)
        made.answered.connect(self.answer)
        return made

    @property
    def confirm(self) -> "ConfirmBar":
        """Asks before posting."""
        return self.confirm_place.part

    def _make_confirm(self) -> "ConfirmBar":
        made: ConfirmBar = class_named(CONFIRM_BAR)(self.desk)
        made.problems.line_wanted.connect(self.show_line_at)
        return made

    @property
    def problems(self) -> "ProblemList":
        """Why something was refused, all at once."""
        return self.problems_place.part

    def _make_problems(self) -> "ProblemList":
        made: ProblemList = class_named(PROBLEM_LIST)(self.desk)
        made.line_wanted.connect(self.show_line_at)
        return made

    def clear_problems(self) -> None:
        """What was refused before is out of date."""
        if (made := self.problems_place.made) is not None:
            made.show_problems(())

    @property
    def scans(self) -> "LastScans":
        """What was scanned last."""
        return self.scans_place.part

    def _make_scans(self) -> "LastScans":
        made: LastScans = class_named(LAST_SCANS)(self.desk, self.with_serials, self.undo_button)
        made.fold(self.draft_page.is_narrow)
        self._show_count(made, self.lines.table_model.rows)
        return made

    def _show_count(self, scans: "LastScans", lines: Sequence[DocumentLine]) -> None:
        if self.with_serials:
            scans.show_count(sum(line.serials for line in lines))

    @property
    def verdict(self) -> "VerdictBar":
        """What the newest scan came to."""
        return self.scans.verdict

    @property
    def trail(self) -> "ScanTrail":
        """The scans before it."""
        return self.scans.trail

    @property
    def panel(self) -> "SidePanel":
        """What stands beside the lines."""
        return self.panel_place.part
