"""Somebody who works here, as a tile: initials, name, role, and the key that chooses them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy

from app.domain.permissions import Person
from app.gui.kit.theme import GRID, PERSON_TILE
from app.gui.kit.widgets import column, label, name_label, row, tip
from app.text import _, called

_SIGN = 32
_SIGN_OF_THE_RAIL = 28


def initials(name: str) -> str:
    """The first letters of the first two words of a name."""
    return "".join(word[0] for word in name.split()[:2]).upper()


def initials_sign(name: str, size: int = _SIGN_OF_THE_RAIL) -> QLabel:
    """A round sign with somebody's initials."""
    sign = label(initials(name), "person")
    sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
    sign.setFixedSize(size, size)
    if size != _SIGN_OF_THE_RAIL:
        sign.setStyleSheet(f"border-radius: {size // 2}px;")
    sign.setToolTip(tip(name))
    return sign


class PersonTile(QPushButton):
    """Chosen by a click or its key."""

    def __init__(self, person: Person, says: str, key: str) -> None:
        """``says`` stands below the name: the role, and what waits; it may be nothing."""
        super().__init__()
        self.person = person
        name = called(person.name)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAutoDefault(False)
        self.setProperty("role", "who")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the PIN keeps it
        self.setAccessibleName(name)
        self.setAccessibleDescription(says)
        self.setFixedHeight(PERSON_TILE)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        below = [name_label(says, "secondary")] if says else []
        words = column(name_label(name, "heading"), *below, gap=0)
        across = row(initials_sign(name, _SIGN), words, label(key, "hint"), gap=GRID * 3 // 2)
        across.setStretch(1, 1)
        across.setContentsMargins(GRID * 2, GRID // 2, GRID * 2, GRID // 2)
        self.setLayout(across)
        for part in self.findChildren(QLabel):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


def role_text(person: Person) -> str:
    """What somebody is here, in the language in use; nothing where the name says it: Owner."""
    role = _(person.role.value)
    return "" if called(person.name).casefold() == role.casefold() else role
