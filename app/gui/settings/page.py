"""Settings › System Settings: each choice is saved at once, and can be taken back."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QWidget

from app.domain.problems import Refused
from app.domain.verdicts import Level
from app.gui.kit.desk import Desk
from app.gui.kit.forms import ChoiceField, Form
from app.gui.kit.guard import guarded
from app.gui.kit.questions import give_up
from app.gui.kit.section_list import SectionList
from app.gui.kit.sounds import Sounds
from app.gui.kit.theme import CARD_GAP, GRID, PAGE_SIDE, PAGE_TOP
from app.gui.kit.widgets import button, card, column, label, name_label, row
from app.gui.settings.controls import SettingRow, control_of
from app.gui.settings.picture_field import PictureField
from app.lists.setting_rows import (
    SETTINGS,
    Control,
    SettingSection,
    choices_of,
    title_of,
    value_text,
)
from app.services import settings
from app.text import _, sentence

_SECTIONS_WIDTH = 248
_NARROW = 200
_SETTLES = 400
_TYPED = (Control.LINE, Control.LINES, Control.PERCENTAGES)


@dataclass(frozen=True, slots=True)
class Saved:
    """A setting that was changed: what it was, and is now."""

    key: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class _LeftOff:
    """Where the page is, for the page of the window that is built anew."""

    section: int
    focus: str
    saved: list[Saved]
    said: bool


class SettingsPage(Form):
    """Sections at the left, the settings of one at the right; the foot names what was saved."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._saved: list[Saved] = []
        self._filling = False
        self._tried: Sounds | None = None
        self._settle = QTimer(self, singleShot=True, interval=_SETTLES)
        self._settle.timeout.connect(self.settle)
        self.search = QLineEdit(clearButtonEnabled=True)
        self.search.setPlaceholderText(_("Find a setting"))
        self.search.setAccessibleName(_("Find a setting"))
        self.search.setFixedWidth(_SECTIONS_WIDTH)
        self.search.textChanged.connect(self._show_rows)
        self.sections = SectionList(_("Sections"), desk.theme, two_lines=True)
        for section in SettingSection:
            self.sections.add(section.title, section.icon)
        self.rows = {key: self._row(key) for key in SETTINGS}
        self._nothing = label(
            _("No setting fits. Type fewer characters, or clear the box."), "muted"
        )
        self._nothing.setMargin(GRID * 2)
        self._build()
        self.sections.currentRowChanged.connect(self._choose_section)
        self.sections.setCurrentRow(0)
        self.reload()
        self._say("", "", False)

    # Building ---------------------------------------------------------------------------------

    def _row(self, key: str) -> SettingRow:
        setting = SETTINGS[key]
        field = control_of(setting, self.desk)
        self._register(key, _(setting.title), field)
        if setting.control in _TYPED:
            field.ended.connect(self.settle)  # type: ignore[attr-defined]
        if isinstance(field, PictureField):
            field.refused.connect(self.problems.show_problems)
        return SettingRow(setting, field)

    def _build(self) -> None:
        self._headings = {section: _heading(section) for section in SettingSection}
        inner = column(gap=0)
        for section, heading in self._headings.items():
            inner.addWidget(heading)
            for made in self.rows.values():
                if made.setting.section is section:
                    inner.addWidget(made)
            if section is SettingSection.SOUNDS:
                inner.addWidget(self._tries())
        inner.addWidget(self._nothing)
        inner.addStretch(1)
        body = QWidget()
        body.setLayout(inner)
        self._body = QScrollArea()
        self._body.setWidget(body)
        self._body.setWidgetResizable(True)
        self._body.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        right = card(column(self._body, self.problems, self._foot(), margin=1, gap=0))
        left = card(column(self.sections, margin=1))
        left.setMinimumWidth(max(_NARROW, self.sections.widest() + GRID))
        left.setMaximumWidth(_SECTIONS_WIDTH)
        both = row(left, right, gap=CARD_GAP)
        both.setStretch(0, 1)
        both.setStretch(1, 4)
        head = row(label(_("System Settings"), "title"), None, self.search, label("Ctrl+F", "hint"))
        page = column(head, both, gap=CARD_GAP)
        page.setContentsMargins(PAGE_SIDE, PAGE_TOP, PAGE_SIDE, PAGE_TOP)
        self.setLayout(page)
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self._find)
        escape = QShortcut(QKeySequence("Esc"), self.search)
        escape.setContext(Qt.ShortcutContext.WidgetShortcut)
        escape.activated.connect(self._leave_find)

    def _foot(self) -> QFrame:
        self._tick = label("✓")
        self._tick.setStyleSheet(f"color: {self.desk.theme.level(Level.ACCEPTED)[1]};")
        self._what = name_label("", "heading")
        self._values = name_label("", "muted")
        self.undo_button = button(_("Undo"), "Ctrl+Z", "link")
        self.undo_button.clicked.connect(self.undo)
        foot = QFrame()
        foot.setProperty("role", "bar")
        line = row(self._tick, self._what, self._values, None, self.undo_button)
        line.setContentsMargins(GRID * 2, GRID // 2, GRID * 2, GRID // 2)
        foot.setLayout(line)
        foot.setMinimumHeight(44)
        return foot

    def _tries(self) -> QFrame:
        line = row(label(_("Hear them:"), "muted"))
        for level, text in (
            (Level.ACCEPTED, _("Accepted")),
            (Level.WARNING, _("Warning")),
            (Level.REFUSED, _("Refused")),
        ):
            tried = button(text)
            tried.clicked.connect(partial(self._try, level))
            line.addWidget(tried)
        line.addStretch(1)
        line.setContentsMargins(GRID * 2, GRID, GRID * 2, GRID)
        self._hear = QFrame()
        self._hear.setLayout(line)
        return self._hear

    def _try(self, level: Level) -> None:
        """Play a sound as it is chosen now."""
        if self._tried is not None:
            self._tried.close()
        values = self.values()
        self._tried = Sounds(True, values["sound_set"], values["volume"])
        self._tried.play_when_open(level)

    # What is shown ----------------------------------------------------------------------------

    @guarded()
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self.is_changed():
            self.reload()
        self._offer_currencies()  # meanwhile a document may have been posted

    @guarded()
    def hideEvent(self, event: QHideEvent) -> None:
        """What was typed is saved by leaving; what cannot be saved stays, and is said."""
        super().hideEvent(event)
        self.settle()

    def reload(self) -> None:
        """Show the choices as they stand."""
        session = self.desk.session
        shop = settings.load(session.database)
        own = settings.load_person(session.database, session.person.id)
        here = settings.load_counter(session.database, session.counter.id)
        self._offer_currencies()
        self._fill(shop._asdict() | own._asdict() | here._asdict())

    def _fill(self, values: dict[str, Any]) -> None:
        self._filling = True
        try:
            self.show_values(values)
        finally:
            self._filling = False
        for place, section in enumerate(SettingSection):
            texts = [value_text(key, values[key]) for key in section.said_by]
            self.sections.say(place, _(", ").join(filter(None, [section.words, *texts])))
        for key, setting in SETTINGS.items():
            if setting.only_with:
                self.fields[key].setEnabled(values[setting.only_with])

    def _offer_currencies(self) -> None:
        """Offer what can still be chosen, and say why no other can."""
        box = self.fields["currency"]
        assert isinstance(box, ChoiceField)
        offered = settings.currencies(self.desk.database)
        own = settings.load(self.desk.database).currency
        self._filling = True
        box.offer((code, name) for code, name in choices_of("currency") if code in offered)
        box.setCurrentText(own)
        self._filling = False
        box.setEnabled(len(offered) > 1)
        said = _currency_hint(len(offered), settings.has_amounts(self.desk.database))
        plainly = SETTINGS["currency"].consequence
        self.rows["currency"].consequence.setText(said or _(plainly))
        self._offer_coins()

    def _offer_coins(self) -> None:
        """What cash is rounded to is money, and so written in the shop's currency."""
        box = self.fields["cash_rounding"]
        assert isinstance(box, ChoiceField)
        chosen = box.currentIndex()
        self._filling = True
        box.offer(choices_of("cash_rounding", self.desk.formats.decimals))
        box.setCurrentIndex(chosen)
        self._filling = False

    def _choose_section(self) -> None:
        self.search.clear()
        self._show_rows()
        self._body.verticalScrollBar().setValue(0)

    def _show_rows(self) -> None:
        """The settings of the section; while something is looked for, all that fit."""
        words = self.search.text().casefold().split()
        chosen = list(SettingSection)[max(self.sections.currentRow(), 0)]
        fitting = dict.fromkeys(SettingSection, 0)
        for made in self.rows.values():
            said = f"{made.setting.section.title} {_(made.setting.title)} "
            text = (said + made.consequence.text()).casefold()
            fits = all(word in text for word in words) if words else True
            shown = fits if words else made.setting.section is chosen
            made.setVisible(shown)
            fitting[made.setting.section] += shown
        for section, heading in self._headings.items():
            heading.setVisible(fitting[section] > 0)
        self._hear.setVisible(fitting[SettingSection.SOUNDS] > 0)
        self._nothing.setVisible(not any(fitting.values()))

    def _find(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _leave_find(self) -> None:
        self.search.clear()
        self.sections.setFocus()

    def show_setting(self, name: str) -> None:
        """Bring a setting into view, with the focus in it; one without that name is the first."""
        key = name if name in SETTINGS else next(iter(SETTINGS))
        self.search.clear()
        self.sections.setCurrentRow(list(SettingSection).index(SETTINGS[key].section))
        self.fields[key].setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._body.ensureWidgetVisible(self.rows[key])

    def heading(self) -> str:
        return _("System Settings")

    # Saving -----------------------------------------------------------------------------------

    def note_change(self) -> None:
        """What is chosen is saved at once; what is typed when it is left or ended by Enter."""
        if self._filling:
            return
        changed = {SETTINGS[key].control for key in self.changes(self.values())}
        if changed & {Control.SWITCH, Control.SEGMENTS, Control.CHOICE, Control.PICTURE}:
            self.settle()
        elif Control.SLIDER in changed:
            self._settle.start()

    def settle(self) -> None:
        """Save what is not saved yet."""
        self._settle.stop()
        if self._filling or not self.is_changed():
            return
        changes = self.changes(self.values())
        before = {key: self._kept[key] for key in changes}
        if not all(self._may_change(key, value) for key, value in changes.items()):
            self._fill(self.values() | before)
            return
        if self.save():
            self._saved += [Saved(key, before[key], value) for key, value in changes.items()]
            self._tell(self._saved[-1], _("Saved: {setting}"))
            self._redraw(changes)

    def may_leave(self) -> bool:
        """What is typed is saved; what is refused is asked about, and shown where it stands."""
        self.settle()
        if super().may_leave():
            return True
        self.show_setting(next(iter(self.changes(self.values()))))
        return False

    def _may_change(self, key: str, value: object) -> bool:
        """What cannot simply be taken back is asked about before."""
        asks = SETTINGS[key].asks
        if not asks or value is True:
            return True
        return give_up(self, title_of(key), _(asks), _("Leave it"), _("Change it"))

    def store(self, values: dict[str, Any]) -> None:
        settings.change(self.desk.session, **self.changes(values))

    def save_again(self) -> None:
        self.settle()

    def save(self) -> bool:
        done = super().save()
        if done:
            self._fill(self.values())
        return done

    def undo(self) -> None:
        """Take the last change back."""
        self.settle()
        if not self._saved:
            return
        last = self._saved[-1]
        self._offer_currencies()
        if not self.fields[last.key].isEnabled():  # meanwhile it can be changed no more
            self._saved.pop()
            self._say(title_of(last.key), self.rows[last.key].consequence.text(), bool(self._saved))
            return
        if not self._may_change(last.key, last.before):
            return
        try:
            settings.change(self.desk.session, **{last.key: last.before})
        except Refused as refusal:  # such as a currency in which prices would mean something else
            self._saved.pop()
            said = " ".join(sentence(problem) for problem in refusal.problems)
            self._say(title_of(last.key), said, bool(self._saved))
            return
        self._fill(self.values() | {last.key: last.before})
        self._saved.pop()
        self._tell(Saved(last.key, last.after, last.before), _("Taken back: {setting}"))
        self._redraw([last.key])

    def _redraw(self, keys: Any) -> None:
        if any(SETTINGS[key].redraws for key in keys):
            self.desk.bus.settings_changed.emit()

    def _tell(self, change: Saved, text: str) -> None:
        decimals = self.desk.formats.decimals
        both = (change.before, change.after)
        before, after = (value_text(change.key, value, decimals) for value in both)
        if SETTINGS[change.key].control in _TYPED:
            values = after
        else:
            values = _("{before} to {after}").format(before=before, after=after)
        self._say(text.format(setting=title_of(change.key)), values, bool(self._saved))

    def _say(self, what: str, values: str, undoable: bool) -> None:
        self._tick.setVisible(bool(what))
        self._what.setVisible(bool(what))
        self._what.setText(what)
        self._values.setText(values or ("" if what else _("Each change is saved at once.")))
        self.undo_button.setVisible(undoable)

    # The window is built anew -----------------------------------------------------------------

    def left_off(self) -> _LeftOff:
        focus = next((key for key, field in self.fields.items() if field.hasFocus()), "")
        said = self._what.text() != ""
        return _LeftOff(self.sections.currentRow(), focus, self._saved, said)

    def go_on_from(self, place: _LeftOff) -> None:
        self._saved = place.saved
        self.sections.setCurrentRow(place.section)
        if place.focus:
            self.fields[place.focus].setFocus()
        if place.said and place.saved:
            self._tell(place.saved[-1], _("Saved: {setting}"))


def _heading(section: SettingSection) -> QFrame:
    """The title of a section, parted from its settings."""
    made = QFrame()
    made.setProperty("role", "setting")
    line = row(label(section.title, "section"), None)
    line.setContentsMargins(GRID * 2, GRID * 7 // 4, GRID * 2, GRID * 7 // 4)
    made.setLayout(line)
    return made


def _currency_hint(offered: int, stays: bool) -> str:
    """Why not every currency can be chosen; empty where every one can."""
    if stays:
        return _("The currency stays: documents are posted in it.")
    if offered < len(settings.CURRENCIES):
        return _("Prices are entered already: only currencies with as many decimals can be chosen.")
    return ""
