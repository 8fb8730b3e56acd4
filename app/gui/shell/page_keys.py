"""The keys that work on the page at hand, in their groups: what F1 shows and prints."""

from collections.abc import Iterable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QTabWidget, QWidget

from app.gui.documents.document_sheet import DocumentSheet
from app.gui.kit.date_field import DateField
from app.gui.kit.key_table import KEYS, Key, Where
from app.gui.kit.keys import KeyButton, key_text, spelled
from app.gui.kit.tables import Table
from app.gui.kit.timeline import Timeline
from app.gui.lists.check_table import CheckTable
from app.gui.paper.templates.field_table import FieldTable
from app.gui.people.sign_in import SignInPage
from app.gui.scanning.boxes import DocumentBox, SearchBox
from app.gui.scanning.finder import Finder
from app.gui.scanning.party_box import PartyBox
from app.gui.scanning.verdict_bar import ScanTrail
from app.gui.shell.rail import Rail
from app.printing.key_sheet import KeyGroup, ShownKey
from app.text import _

PARTS: dict[Where, type[QWidget]] = {
    Where.BOX: DocumentBox,
    Where.FINDER: Finder,
    Where.SEARCH: SearchBox,
    Where.LIST: Table,
    Where.CHECKED: CheckTable,
    Where.PAPER: DocumentSheet,
    Where.SIDE: Timeline,
    Where.TRAIL: ScanTrail,
    Where.TABS: QTabWidget,
    Where.DATE: DateField,
    Where.PARTY: PartyBox,
    Where.RAIL: Rail,
    Where.FIELDS: FieldTable,
    Where.SIGN_IN: SignInPage,
}
"""Whose keys they are that work while one part has the cursor."""

ALWAYS = frozenset({"F1", "Tab", "Shift+Tab", "Esc"})
"""Keys that no shortcut stands for everywhere, or that need none."""


def groups(window: QWidget) -> list[KeyGroup]:
    """What works in a window as it is now: by where it works, each key with what it does."""
    shortcuts = dict(_shortcuts(window))
    visible = [part for part in window.findChildren(QWidget) if part.isVisible()]
    shown = []
    for where in Where:
        own = [key for key in KEYS if key.where is where] if _works(where, visible) else []
        rows = [row for key in own if (row := _row(key, shortcuts)) is not None]
        if rows:
            shown.append(KeyGroup(_(where.value), tuple(rows)))
    return shown


def _shortcuts(window: QWidget) -> Iterator[tuple[str, str]]:
    """Each key that a shortcut stands for, and what its button says; "" where none does."""
    for made in window.findChildren(QShortcut):
        owner = made.parent()
        if made.isEnabled() and isinstance(owner, QWidget) and owner.isVisible():
            says = owner.accessibleName() if isinstance(owner, KeyButton) else ""
            yield spelled(made.key()), says


def _works(where: Where, visible: Iterable[QWidget]) -> bool:
    part = PARTS.get(where)
    if part is None:
        return where is not Where.GO_TO  # it shows its keys itself, and takes all of them
    return any(isinstance(found, part) and _takes_keys(found) for found in visible)


def _takes_keys(part: QWidget) -> bool:
    """It may have the focus or, as the finder, is served by what has it."""
    return not (isinstance(part, Table) and part.focusPolicy() == Qt.FocusPolicy.NoFocus)


def _row(key: Key, shortcuts: dict[str, str]) -> ShownKey | None:
    """A line of F1; None where the key does nothing now."""
    if key.where in PARTS:
        return ShownKey(_joined(key.each()), _(key.does))
    there = [one for one in key.each() if spelled(one) in shortcuts or one in ALWAYS]
    if not there:
        return None
    says = shortcuts.get(spelled(there[0]), "") if len(key.each()) == 1 else ""
    return ShownKey(_joined(there), says or _(key.does))


def _joined(keys: list[str]) -> str:
    """``Alt+1…3`` for keys that follow each other, else one beside the other."""
    first, last = key_text(keys[0]), key_text(keys[-1])
    if len(keys) > 1 and first[-1].isdigit() and last[-1].isdigit():
        return f"{first}…{last[-1]}"
    return " ".join(map(key_text, keys))
