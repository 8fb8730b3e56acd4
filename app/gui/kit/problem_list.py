"""Everything a posting or a save was refused for, at once, in the page itself."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy

from app.domain.problems import Problem
from app.domain.verdicts import Level
from app.gui.kit.desk import Desk
from app.gui.kit.guard import guarded
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import column
from app.text import _, ngettext, sentence

_SHOWN = 100
_HIGHEST = 176
_LEAST = 48
"""Where there is no more room, it scrolls: nothing is pushed out of the window."""


class ProblemList(QScrollArea):
    """A list of sentences in the colour of its level; lines and holding documents are links."""

    line_wanted = Signal(object)
    """The line at this position, from 1, is to be shown."""

    def __init__(self, desk: Desk, level: Level = Level.REFUSED, least: int = _LEAST) -> None:
        """``least``: pixels that it keeps where there is no room."""
        super().__init__()
        self._least = least
        self._desk = desk
        self._wanted = _LEAST
        self.setAccessibleName(_("Problems"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.RichText)
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self._text.linkActivated.connect(self._follow)
        frame = QFrame()
        frame.setLayout(column(self._text, None, margin=GRID))
        back, text = desk.theme.level(level)
        frame.setObjectName("problems")
        frame.setStyleSheet(
            f"QFrame#problems {{ background: {back}; border-radius: 6px; }}"
            f" QLabel {{ color: {text}; }}"
        )
        self.setWidget(frame)
        self.setWidgetResizable(True)
        self.hide()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show all problems, or hide where there are none."""
        lines = [self._html(problem) for problem in problems[:_SHOWN]]
        if len(problems) > _SHOWN:
            rest = len(problems) - _SHOWN
            lines.append(escape(ngettext("and {count} more", "and {count} more", rest)))
        self._text.setText("<br>".join(lines))
        self.setVisible(bool(problems))
        self._fit()

    def say(self, text: str) -> None:
        """Show one sentence that is no rule's, such as trouble with the disk."""
        self._text.setText(escape(text))
        self.show()
        self._fit()

    def _fit(self) -> None:
        """As high as the sentences need, up to a third of a small screen."""
        needed = self._text.heightForWidth(self.width() - 2 * GRID) + 2 * GRID + 2
        self._wanted = min(_HIGHEST, needed)
        self.setMinimumHeight(min(self._least, needed))
        self.updateGeometry()

    @guarded(QSize())
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._wanted)

    @guarded(QSize())
    def minimumSizeHint(self) -> QSize:
        """Qt's own for what scrolls is higher than one sentence, and is left empty below it."""
        return QSize(super().minimumSizeHint().width(), self.minimumHeight())

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _html(self, problem: Problem) -> str:
        html = escape(sentence(problem))
        if problem.line:
            name = escape(_("Line {line}").format(line=problem.line))
            html = f'<a href="line:{problem.line}">{name}</a>: {html}'
        document = problem.holder.document if problem.holder else problem.values.get("document")
        if document:
            word = escape(_("Open"))
            html += f' <a href="document:{document}">{word}</a>'
        return html

    def _follow(self, link: str) -> None:
        what, _colon, number = link.partition(":")
        if what == "line":
            self.line_wanted.emit(int(number))
        else:
            self._desk.bus.open_document.emit(int(number))
