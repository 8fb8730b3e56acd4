"""What the last scan came to: one row, one colour, one word; and the scans before it."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QListWidget, QListWidgetItem

from app.domain.verdicts import Finding, Level
from app.gui.kit.desk import Desk
from app.gui.kit.icons import icon
from app.gui.kit.theme import GRID, serial_font
from app.gui.kit.widgets import label, row, tip
from app.services.entry.scanning import Outcome
from app.text import _, ngettext, sentence

_ICONS = {
    Level.ACCEPTED: "mdi6.check-circle-outline",
    Level.NOTED: "mdi6.information-outline",
    Level.WARNING: "mdi6.alert-outline",
    Level.REFUSED: "mdi6.close-octagon-outline",
}
_TRAIL = 50
_BESIDE_SENTENCE = 20
"""Characters of a code beside a sentence; one that is longer stands in the sentence only."""


def outcome_text(outcome: Outcome) -> str:
    """One scan's verdict in words."""
    if outcome.problem:
        first = f" {sentence(outcome.rest[0])}" if outcome.rest else ""
        return sentence(outcome.problem) + first
    word = _(outcome.finding.value) if outcome.finding else ""
    many = outcome.finding in (Finding.CARTON, Finding.LIST, Finding.DOCUMENT)
    count = ngettext("{count} serial", "{count} serials", outcome.count) if many else ""
    return " · ".join(part for part in (word, count, outcome.product) if part)


def document_link(document: int) -> str:
    """A link, in rich text, whose target is the document's id."""
    word = escape(_("Open"))
    return f'<a href="{document}">{word}</a>'


class VerdictBar(QFrame):
    """The row under the scan box. A known holder's document is a link (F7)."""

    def __init__(self, desk: Desk, with_serials: bool = True) -> None:
        super().__init__()
        self._desk = desk
        self._with_serials = with_serials
        self._icon = QLabel()
        self._code = label("")
        self._code.setFont(serial_font(11, bold=True))
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.RichText)
        self._text.setWordWrap(True)
        self._text.setMinimumWidth(1)  # a serial may be one long word
        self._text.linkActivated.connect(self._follow)
        self._count = label("", "muted")
        line = row(self._icon, self._code, self._text, self._count, gap=GRID)
        line.setContentsMargins(GRID * 3 // 2, GRID, GRID * 3 // 2, GRID)
        line.setStretch(2, 1)
        self.setLayout(line)
        self.setMinimumHeight(52)
        self.show_ready()

    def show_ready(self) -> None:
        """Show that the page is ready for a scan."""
        self._clear()
        self._paint(None)
        ready = _("Ready. Scan a product's barcode.")
        if self._with_serials:
            ready = _("Ready. Scan a serial number or a product's barcode.")
        self._text.setText(escape(ready))

    def show_outcome(self, outcome: Outcome) -> None:
        """Say what one scan came to, and sound it."""
        code = outcome.code if len(outcome.code) <= 40 else outcome.code[:39] + "…"
        self._code.setText("" if outcome.problem and len(code) > _BESIDE_SENTENCE else code)
        self._code.setToolTip(tip(outcome.code))
        said = outcome_text(outcome)
        self._text.setToolTip(tip(said))
        text = escape(said)
        holder = outcome.problem.holder if outcome.problem else None
        document = outcome.document or (holder.document if holder else None)
        if document:
            text += " " + document_link(document)
        self._text.setText(text)
        self._paint(outcome.level)
        self._desk.sounds.play(outcome.level)

    def show_waits(self, code: str, text: str) -> None:
        """Say why a scan waits to be taken."""
        self._code.setText(code if len(code) <= 40 else code[:39] + "…")
        self._text.setText(escape(text))
        self._paint(Level.WARNING)

    def show_done(self, text: str, document: int) -> None:
        """Say that a document is posted, with a link to it."""
        self._clear()
        self._text.setText(escape(text) + " " + document_link(document))
        self._paint(Level.ACCEPTED)

    def _clear(self) -> None:
        """Forget the code that was shown last."""
        self._code.setText("")
        self._code.setToolTip("")
        self._text.setToolTip("")

    def show_count(self, serials: int) -> None:
        """How many serials the document holds."""
        self._count.setText(ngettext("{count} serial", "{count} serials", serials))

    def _paint(self, level: Level | None) -> None:
        theme = self._desk.theme
        back, text = theme.level(level) if level else (theme.base, theme.muted)
        self.setStyleSheet(
            f"VerdictBar {{ background: {back}; border-radius: 6px; border: 1px solid {theme.line};"
            f" }} VerdictBar QLabel {{ color: {text}; }}"
        )
        name = _ICONS[level] if level else "mdi6.barcode-scan"
        self._icon.setPixmap(icon(name, text).pixmap(22, 22))

    def _follow(self, link: str) -> None:
        self._desk.bus.open_document.emit(int(link))


class ScanTrail(QListWidget):
    """The last scans on this page, newest first, so that no refusal is overlooked."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setAccessibleName(_("Last scans"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(110)

    def add(self, outcome: Outcome) -> None:
        """Put one scan on top, below it what did not fit of a carton."""
        for problem in outcome.rest:
            refused = Outcome(problem.serial or "", Level.REFUSED, problem=problem)
            self._put(refused)
        self._put(outcome)

    def refuse(self, text: str) -> None:
        """Put what was typed and refused on top, where the next scan does not wipe it out."""
        self._insert(Level.REFUSED, text, text)

    def _put(self, outcome: Outcome) -> None:
        text = outcome_text(outcome)
        self._insert(outcome.level, f"{outcome.code}   {text}", f"{outcome.code}\n{text}")

    def _insert(self, level: Level, text: str, more: str) -> None:
        item = QListWidgetItem(icon(_ICONS[level], self._desk.theme.level(level)[1]), text)
        item.setToolTip(tip(more))
        self.insertItem(0, item)
        if self.count() > _TRAIL:
            self.takeItem(_TRAIL)
