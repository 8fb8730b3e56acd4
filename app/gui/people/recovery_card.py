"""The recovery code, shown this once: to be written down or printed (U2)."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame

from app.domain.problems import Refused
from app.gui.kit.desk import Desk
from app.gui.kit.paper import make_pdf
from app.gui.kit.theme import GRID, SECTION, serial_font
from app.gui.kit.widgets import Paragraph, button, column, label, row
from app.printing import recovery_sheet
from app.text import _, sentence


class RecoveryCard(QFrame):
    """The code in large letters, Print, and Done: after that nobody sees it again."""

    done = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._code = ""
        self.code = label("")
        self.code.setFont(serial_font(SECTION, bold=True))
        self.code.setAccessibleName(_("Recovery code"))
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.problem = Paragraph("muted")
        self.print_button = button(_("Print…"), "Ctrl+P")
        self.done_button = button(_("It is written down"), "F9", "primary")
        says = Paragraph("muted")
        says.setText(" ".join(_said()))
        self.setLayout(
            column(
                label(_("Recovery code"), "section"),
                says,
                self.code,
                self.problem,
                None,
                row(self.print_button, None, self.done_button),
                gap=GRID * 2,
            )
        )
        self.problem.hide()
        self.setFocusProxy(self.done_button)
        self.print_button.clicked.connect(self.print_code)
        self.done_button.clicked.connect(self._leave)

    def show_code(self, code: str) -> None:
        """Show a code that was made just now."""
        self._code = code
        self.code.setText(code)
        self.problem.hide()
        self.done_button.setFocus()

    def print_code(self) -> None:
        """Make a page of it, where the person at the counter says."""
        shop = self._desk.settings.shop_name
        title = _("Recovery code of {shop}").format(shop=shop)
        write = partial(recovery_sheet.write, title=title, code=self._code, says=_said())
        try:
            make_pdf(self, _("Print recovery code"), _("Recovery code"), write)
        except Refused as refusal:
            self.problem.setText(sentence(refusal.problems[0]))
            self.problem.show()

    def _leave(self) -> None:
        self._code = ""
        self.code.clear()
        self.done.emit()


def _said() -> list[str]:
    """What it is for, line by line."""
    return [
        _("With it an owner who forgot the PIN gives it anew, at the sign-in."),
        _("It is shown this once; a new one makes it worthless, and so does using it."),
        _("Keep it where the money is kept, not at the counter."),
    ]
