"""The rail: the pages in their groups, which fold; what is pinned; who works here.

Below 1,160 pixels it is 72 wide, with words under the icons: a group then opens beside it, as a
part of the window, so that no scan is caught by it.
"""

from collections.abc import Sequence
from contextlib import suppress
from functools import partial

import shiboken6
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFrame,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QWidget,
)

from app.gui.kit.desk import Desk
from app.gui.kit.dialogs import PERSON_KEY
from app.gui.kit.guard import guarded
from app.gui.kit.part_place import PartPlace
from app.gui.kit.theme import GRID, RAIL_FOOT
from app.gui.kit.widgets import column, label, name_label, row, take_place, tip
from app.gui.people.person_tile import initials_sign, role_text
from app.gui.shell.backup_foot import BackupFoot
from app.gui.shell.flyout import Flyout, walk
from app.gui.shell.menu import FIRST_KEY, PIN_KEYS, MenuEntry, MenuGroup
from app.gui.shell.print_sign import PrintSign
from app.gui.shell.rail_rows import NARROW, GroupRow, RailRow, RailTile
from app.services import settings
from app.text import _, called
from db.engine.trouble import StoreTrouble
from db.queries import people

WIDE = 208
NARROW_BELOW = 1160
"""Windows of less pixels have the narrow rail: so no page has less than in one of 1,024."""
FIND_KEY = "Ctrl+K"
MENU_KEY = "F10"


class Rail(QFrame):
    """Shows all entries; says which one is wanted."""

    wanted = Signal(str)
    """A page, by its key: it is to open its list."""
    find_wanted = Signal()
    prints_wanted = Signal()
    """What waits to be printed, or failed."""
    backups_wanted = Signal()
    """The backups, of which the foot says the last."""
    person_wanted = Signal()
    """Another person comes to the counter."""
    own_pin_wanted = Signal()
    """Who is at the counter wants another PIN."""

    def __init__(self, desk: Desk, entries: Sequence[MenuEntry]) -> None:
        super().__init__()
        self._desk = desk
        self.entries = list(entries)
        self.setObjectName("rail")
        self.setAccessibleName(_("Menu"))
        known = {entry.key for entry in self.entries}
        self.pins = [key for key in desk.person_settings.pins if key in known][: len(PIN_KEYS)]
        self._by_hand = set(desk.person_settings.open_groups)
        self._current: MenuEntry | None = None
        self._groups: dict[MenuGroup, GroupRow] = {}
        self._pages: dict[MenuGroup, QWidget] = {}
        self._rows: dict[str, list[RailRow]] = {}
        self._tiles: dict[MenuGroup, RailTile] = {}
        self._feet: dict[bool, RailFoot] = {}
        """By whether the rail is narrow, as it was shown."""
        self._pinned = QWidget()
        self._flyout: Flyout | None = None
        self._back_to: QWidget | None = None
        self.prints = PrintSign(desk, self)
        self.prints.wanted.connect(self._lead_to_prints)
        self.backups = BackupFoot(desk, self)
        self.backups.wanted.connect(self._lead_to_backups)
        self.is_narrow = False
        self.wide, self.narrow = PartPlace(self._wide), PartPlace(self._narrow)
        self.setLayout(column(self.wide.widget, self.narrow.widget, gap=0))
        self.setFixedWidth(WIDE)

    # Building ---------------------------------------------------------------------------------

    def _wide(self) -> QWidget:
        find = RailRow(self._desk, _("Go to or find"), "mdi6.magnify", FIND_KEY)
        find.setProperty("role", "find")
        find.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        find.clicked.connect(self.find_wanted)
        rows = column(gap=0)
        for group in self._shown_groups():
            rows.addWidget(self._group(group))
            if group in self._pages:
                rows.addWidget(self._pages[group])
            if group is MenuGroup.COUNTER:
                rows.addWidget(self._pinned)
        rows.addStretch(1)
        inside = QWidget()
        inside.setLayout(rows)
        scroll = _Scroll()
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made, foot = QWidget(), RailFoot(self, self._desk)
        made.setLayout(
            column(
                column(find, margin=GRID),
                scroll,
                self.prints.line,
                foot,
                self.backups.line,
                GRID // 2,
                gap=0,
            )
        )
        self._feet[False] = foot
        return made

    def _shown_groups(self) -> list[MenuGroup]:
        with_pages = {entry.group for entry in self.entries}
        return [group for group in MenuGroup if group in with_pages]

    def _of(self, group: MenuGroup) -> list[MenuEntry]:
        return [entry for entry in self.entries if entry.group is group]

    def _group(self, group: MenuGroup) -> RailRow:
        own = self._of(group)
        if group.is_page:
            made = RailRow(
                self._desk,
                _(group.title),
                group.icon,
                FIRST_KEY if group is MenuGroup.COUNTER else "",
            )
            self._lead(made, own[0])
            return made
        head = self._groups[group] = GroupRow(self._desk, _(group.title), group.icon)
        head.clicked.connect(partial(self._toggle, group))
        self._pages[group] = QWidget()
        self._open(group, group.key in self._by_hand)
        return head

    def _row(self, entry: MenuEntry, note: str = "") -> RailRow:
        made = RailRow(self._desk, _(entry.title), "", note)
        self._lead(made, entry)
        made.offer_pin(bool(note))
        made.pin_pressed.connect(partial(self.toggle_pin, entry.key))
        return made

    def _lead(self, made: RailRow, entry: MenuEntry) -> None:
        made.clicked.connect(partial(self._choose, entry.key))
        made.setToolTip(tip(entry.path()))
        self._rows.setdefault(entry.key, []).append(made)
        made.mark(self._current is entry)

    def _narrow(self) -> QWidget:
        find = RailTile(self._desk, FIND_KEY, "mdi6.magnify")
        find.setAccessibleName(_("Go to or find"))
        find.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        find.clicked.connect(self.find_wanted)
        parts: list[QWidget | None] = [find]
        for group in self._shown_groups():
            made = self._tiles[group] = RailTile(self._desk, _(group.title), group.icon)
            act = partial(self._choose, self._of(group)[0].key) if group.is_page else None
            made.clicked.connect(act or partial(self._fly, group))
            made.mark(self._current is not None and self._current.group is group)
            parts.append(made)
        made_of, foot = QWidget(), RailFoot(self, self._desk, narrow=True)
        self._feet[True] = foot
        made_of.setLayout(column(*parts, None, self.prints.tile, foot, self.backups.tile, gap=0))
        return made_of

    def set_narrow(self, narrow: bool) -> None:
        """Words under icons, or lines; what most windows never show is not made."""
        shown = self.narrow if narrow else self.wide
        if shown.is_shown:
            return
        self.is_narrow = narrow
        self.close_flyout()
        if shown.made is None:
            shown.make()
            if not narrow:
                self._show_pins()
                if self._current is not None and self._current.group in self._groups:
                    self._open(self._current.group, True)
            self.prints.reload()
            self.backups.reload()
        self.wide.set_visible(not narrow)
        self.narrow.set_visible(narrow)
        self.setFixedWidth(NARROW if narrow else WIDE)

    @property
    def foot(self) -> "RailFoot":
        """Who is at the counter, as it is shown."""
        return self._feet[self.is_narrow]

    # Groups -----------------------------------------------------------------------------------

    def mark(self, key: str) -> None:
        """A page is shown: its group is open, and the ones that were opened by hand stay so."""
        before = self._current
        self._current = next((entry for entry in self.entries if entry.key == key), None)
        for of, rows in self._rows.items():
            for made in rows:
                made.mark(of == key)
        group = self._current.group if self._current else None
        for of_group, tile in self._tiles.items():
            tile.mark(of_group is group)
        if before is not None and before.group is not group and before.group in self._groups:
            self._open(before.group, before.group.key in self._by_hand)
        if group in self._groups and (before is None or before.group is not group):
            self._open(group, True)
        self.close_flyout()

    def is_open(self, group: MenuGroup) -> bool:
        """Its pages are shown."""
        return group in self._groups and self._groups[group].is_open

    def _open(self, group: MenuGroup, is_open: bool) -> None:
        pages = self._pages[group]
        if is_open and pages.layout() is None:  # most groups are never unfolded
            pages.setLayout(column(*(self._row(entry) for entry in self._of(group)), gap=0))
        self._groups[group].set_open(is_open)
        pages.setVisible(is_open)

    def _toggle(self, group: MenuGroup) -> None:
        is_open = not self.is_open(group)
        self._open(group, is_open)
        (self._by_hand.add if is_open else self._by_hand.discard)(group.key)
        self._keep(open_groups=sorted(self._by_hand))

    def _lead_to_prints(self) -> None:
        self.close_flyout()
        self._leave()
        self.prints_wanted.emit()

    def _lead_to_backups(self) -> None:
        self.close_flyout()
        self._leave()
        self.backups_wanted.emit()

    def _choose(self, key: str) -> None:
        self.close_flyout()
        self._leave()  # the page that is shown takes the focus from the one before it
        self.wanted.emit(key)

    # By keys ----------------------------------------------------------------------------------

    def enter(self) -> None:
        """The arrows choose in the rail from now on; where they do already, back to the page."""
        if self._has_focus():
            self._leave()
            return
        self._back_to = QApplication.focusWidget()
        self._focus_line()

    def _leave(self) -> None:
        """Give the focus back where it was, where it is in the rail."""
        back, self._back_to = self._back_to, None
        if self._has_focus() and back is not None and shiboken6.isValid(back):
            back.setFocus()

    def _has_focus(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def _focus_line(self) -> None:
        """The line of the page that is shown, or the first."""
        lines = self._lines()
        for line in [line for line in lines if line.property("active")] or lines[:1]:
            line.setFocus()

    @guarded()
    def focusInEvent(self, event: QFocusEvent) -> None:
        """It has none of its own: the line of the page that is shown has it."""
        super().focusInEvent(event)
        self._focus_line()

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from line to line; nothing is chosen by letters."""
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        elif not walk(self, self._lines(), event):
            super().keyPressEvent(event)

    def _lines(self) -> list[QAbstractButton]:
        kind = RailTile if self.is_narrow else RailRow
        feet = [foot.person for foot in self.findChildren(RailFoot) if foot.person is not None]
        shown = [made for made in (*self.findChildren(kind), *feet) if made.isVisible()]
        return sorted(shown, key=lambda made: made.mapTo(self, QPoint()).y())

    # Pins -------------------------------------------------------------------------------------

    def toggle_pin(self, key: str) -> bool:
        """Pin a page, or take it off; False where five are pinned already."""
        if key in self.pins:
            self.pins.remove(key)
        elif len(self.pins) < len(PIN_KEYS):
            self.pins.append(key)
        else:
            return False
        had_focus = self._has_focus()
        self._show_pins()
        if had_focus and not self._has_focus():  # it was on the line that is gone
            self._focus_line()
        self._keep(pins=list(self.pins))
        return True

    def pinned(self, place: int) -> str | None:
        """The page of the n-th pin, where there is one."""
        return self.pins[place] if place < len(self.pins) else None

    def _show_pins(self) -> None:
        if self.wide.made is None:
            return
        for made in self._pinned.findChildren(RailRow):
            for rows in self._rows.values():
                if made in rows:
                    rows.remove(made)
            made.deleteLater()
        old = self._pinned
        self._pinned = QWidget()
        by_key = {entry.key: entry for entry in self.entries}
        rows = [self._row(by_key[key], PIN_KEYS[place]) for place, key in enumerate(self.pins)]
        head = label(_("Pinned"), "group")
        head.setContentsMargins(14, GRID // 2, 0, GRID // 2)
        self._pinned.setLayout(column(head, *rows, GRID, gap=0))
        take_place(old, self._pinned)
        self._pinned.setVisible(bool(rows))  # in its place: before, it would be a window

    def _keep(self, **changed: object) -> None:
        """Where the disk does not take it now, it is as it was at the next start."""
        with suppress(StoreTrouble):
            settings.change(self._desk.session, **changed)

    # Narrow -----------------------------------------------------------------------------------

    def _fly(self, group: MenuGroup) -> None:
        """Open a group beside the rail, or close it again."""
        was = self._flyout.group if self._flyout is not None else None
        self.close_flyout()
        if was is group:
            return
        tile = self._tiles[group]
        self._flyout = Flyout(self, group, [self._row(entry) for entry in self._of(group)])
        self._flyout.show_at(tile.mapTo(self.window(), QPoint(NARROW, 0)))

    def close_flyout(self) -> None:
        """Close the group that is open beside the rail."""
        shown, self._flyout = self._flyout, None
        if shown is None:
            return
        for made in shown.rows:
            for rows in self._rows.values():
                if made in rows:
                    rows.remove(made)
        shown.leave()

    @property
    def flyout(self) -> Flyout | None:
        """The group that is open beside the rail."""
        return self._flyout


class _Scroll(QScrollArea):
    """Leaves the arrows to the rail, which goes from line to line by them."""

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()


class RailFoot(QFrame):
    """The foot: who is at the counter; a click on the name opens what they can do about it.

    A shop that never asks who is there has the name alone.
    """

    def __init__(self, rail: Rail, desk: Desk, narrow: bool = False) -> None:
        super().__init__()
        session = desk.session
        who = called(session.person.name)
        self.setObjectName("railFoot")
        self.setAccessibleName(who)
        sign = initials_sign(who)
        self.person: QAbstractButton | None = None
        if not people.signs_in(desk.database):
            parts = (None, sign, None) if narrow else (sign, name_label(who), None)
            self.setLayout(row(*parts, margin=GRID * 3 // 2))
            return
        where = called(session.counter.name)
        says = " · ".join(filter(None, (role_text(session.person), where)))
        self.person = made = QPushButton()
        made.setProperty("role", "foot")
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setAccessibleName(who)
        made.setToolTip(tip(f"{who}, {says}\n{_('Another person')} ({PERSON_KEY})"))
        self.menu = QMenu(self)
        another = self.menu.addAction(f"{_('Another person')}\t{PERSON_KEY}")
        another.triggered.connect(rail.person_wanted)
        if not desk.database.frozen:
            self.menu.addAction(_("Change my PIN…")).triggered.connect(rail.own_pin_wanted)
        made.clicked.connect(self._open_menu)
        if narrow:
            across = row(None, sign, None)
        else:
            named = row(name_label(who, ""), label(PERSON_KEY, "hint"))
            named.setStretch(0, 1)
            words = column(named, name_label(says, "secondary"), gap=0)
            across = row(sign, words, gap=GRID * 5 // 4)
        across.setContentsMargins(GRID * 3 // 2, GRID, GRID * 3 // 2, GRID)
        made.setLayout(across)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        made.setFixedHeight(RAIL_FOOT)
        for part in made.findChildren(QLabel):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setLayout(column(made))

    def _open_menu(self) -> None:
        """What who is at the counter can do about themselves, above the name."""
        above = QPoint(0, -self.menu.sizeHint().height())
        self.menu.popup(self.mapToGlobal(above))
