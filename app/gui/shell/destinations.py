"""What Ctrl+K can go to: pages by their whole path, settings, actions; and what else is found.

All of it is data. What stands in the store is asked of a function (``Everything``).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, unique

from app.domain.kinds import KINDS
from app.gui.shell.menu import MenuEntry
from app.lists.setting_rows import SETTINGS
from app.text import N_, _


@unique
class Kind(Enum):
    """What a destination is: under which heading it stands, and its icon where it has no own."""

    PAGE = (N_("Go to"), "mdi6.arrow-right")
    ACTION = (N_("Do"), "mdi6.plus")
    SETTING = (N_("Settings"), "mdi6.cog-outline")
    DOCUMENT = (N_("Documents"), "mdi6.file-document-outline")
    UNIT = (N_("Serial numbers"), "mdi6.barcode")
    ITEM = (N_("Items"), "mdi6.package-variant-closed")
    CONTACT = (N_("Contacts"), "mdi6.account-outline")

    @property
    def heading(self) -> str:
        """The heading, to be translated."""
        return self.value[0]

    @property
    def icon(self) -> str:
        """The icon's name."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class Destination:
    """Something that can be gone to: ``text`` names it, ``note`` says more, both as they are shown.

    ``key`` is the page; ``part`` what of it: a setting's name, an action's, an id, a serial number.
    ``marked`` says what of the text was found, where that is not simply what was typed.
    """

    kind: Kind
    text: str
    key: str
    part: str = ""
    note: str = ""
    icon: str = ""
    marked: tuple[tuple[int, int], ...] | None = None


Everything = Callable[[str], Iterable[Destination]]
"""Documents, units, items and contacts in which a text is found, the best of each kind first.

It is asked while somebody types: it must answer at once, and with few.
"""


def of_menu(entries: Sequence[MenuEntry]) -> Iterator[Destination]:
    """Pages, what can be begun on them, and settings, in the language in use."""
    keys = {entry.key for entry in entries}
    for entry in entries:
        yield Destination(Kind.PAGE, entry.path(), entry.key, icon=entry.group.icon)
    for kind in KINDS.values():
        if kind.key in keys and not kind.begun_elsewhere:
            text = _("New {kind}").format(kind=_(kind.name).lower())
            yield Destination(Kind.ACTION, text, kind.key, "new")
    for key, text in _NEW_RECORDS.items():
        if key in keys:
            yield Destination(Kind.ACTION, _(text), key, "new")
    for entry in entries:
        for setting in SETTINGS.values() if entry.key == "settings" else ():
            text = f"{entry.path()} › {_(setting.title)}"
            yield Destination(Kind.SETTING, text, entry.key, setting.key)


_NEW_RECORDS = {
    "items": N_("New item"),
    "contacts": N_("New contact"),
    "warehouses": N_("New warehouse"),
    "tenders": N_("New tender"),
    "people": N_("New person"),
}


def found_in(text: str, among: Iterable[Destination]) -> list[Destination]:
    """Those in which every word of ``text`` is, the nearest first; none for none."""
    words = text.casefold().split()
    if not words:
        return []
    fitting = [one for one in among if all(word in one.text.casefold() for word in words)]
    return sorted(fitting, key=lambda one: _lateness(one.text.casefold(), words))


def _lateness(text: str, words: Sequence[str]) -> tuple[int, int]:
    """How little a text is what was meant: words that do not stand in its last step, or begin none
    of its words.
    """
    step = text.rpartition(_STEP)[2]
    elsewhere = [word for word in words if word not in step]
    begun = [word for word in words if text.startswith(word) or f" {word}" in text]
    return len(elsewhere), len(words) - len(begun)


_STEP = " › "


def marks(text: str, typed: str) -> list[tuple[int, int]]:
    """Where the words that were typed stand in a text: begin and end of each, in order, apart."""
    low = text.casefold()
    if len(low) != len(text):  # a letter that folds into two: its places are not the text's
        return []
    found: list[tuple[int, int]] = []
    for word in typed.casefold().split():
        at = low.find(word)
        if at >= 0:
            found.append((at, at + len(word)))
    apart: list[tuple[int, int]] = []
    for begin, end in sorted(found):
        if apart and begin <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((begin, end))
    return apart
