"""Settings › System Settings: what the shop chooses, saved together."""

from dataclasses import asdict
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QSlider

from app.domain.verdicts import Level
from app.gui.kit.desk import Desk
from app.gui.kit.forms import ChoiceField, Form, explained
from app.gui.kit.guard import guarded
from app.gui.kit.sounds import SETS, Sounds
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import button, card, column, label, row
from app.gui.settings.titles import title_of
from app.services import settings
from app.services.settings import Trade
from app.text import LANGUAGES, _

_WIDTH = 1120


class SettingsPage(Form):
    """One form; after Save the window is built anew in the new language and look."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._currency = ChoiceField()
        self._currency_hint = label("", "muted")
        self._currency_hint.setWordWrap(True)
        self._saved = label("", "muted")
        self.save_button.clicked.connect(self._save_and_tell)
        foot = row(self._saved, None, self.save_button)
        self._tried: Sounds | None = None
        halves = row(gap=GRID * 2)
        halves.addLayout(column(self._serials(), self._sounds(), None, gap=GRID * 2), 1)
        halves.addLayout(column(self._shop(), self._look(), None, gap=GRID * 2), 1)
        middle = QFrame()
        middle.setMaximumWidth(_WIDTH)
        middle.setLayout(column(halves, self.problems, foot, None, gap=GRID * 2))
        across = row(middle, None)
        across.setStretch(0, 1000)
        title = label(_("System Settings"), "title")
        self.setLayout(column(title, across, margin=GRID * 2, gap=GRID * 2))
        self._offer_currencies()
        self.reload()

    # Building ---------------------------------------------------------------------------------

    def _serials(self) -> QFrame:
        return _card(
            _("Serial numbers and stock"),
            explained(
                self.add_check("serials_enabled", title_of("serials_enabled")),
                _("Switched off, no serial number is shown anywhere. Nothing is deleted."),
            ),
            self.add_check("negative_stock", title_of("negative_stock")),
            explained(
                self.add_check("direct_transfers", title_of("direct_transfers")),
                _("Otherwise goods are in transit until they are received in the other warehouse."),
            ),
        )

    def _shop(self) -> QFrame:
        name = QLineEdit()
        name.setMaxLength(100)
        trade = ChoiceField([(item.name, _(item.value)) for item in Trade])
        side = row(gap=GRID * 2)
        side.addLayout(self.add("trade", title_of("trade"), trade), 2)
        side.addLayout(self.add("currency", title_of("currency"), self._currency), 1)
        return _card(
            _("Shop"),
            self.add("shop_name", title_of("shop_name"), name),
            side,
            self._currency_hint,
        )

    def _look(self) -> QFrame:
        themes = [("system", _("System")), ("light", _("Light")), ("dark", _("Dark"))]
        side = row(gap=GRID * 2)
        side.addLayout(
            self.add("language", title_of("language"), ChoiceField(list(LANGUAGES.items()))), 1
        )
        side.addLayout(self.add("theme", title_of("theme"), ChoiceField(themes)), 1)
        return _card(
            _("Language and look"),
            side,
        )

    def _sounds(self) -> QFrame:
        names = {
            "clear": _("Crisp"),
            "soft": _("Soft"),
            "bright": _("Bright"),
            "wood": _("Wood"),
        }
        self._volume = QSlider(Qt.Orientation.Horizontal)
        self._volume.setRange(10, 100)
        self._volume.setPageStep(10)
        self._volume.setMinimumHeight(30)  # as high as the box beside it
        self._sound_set = ChoiceField([(name, names[name]) for name in SETS])
        side = row(gap=GRID * 2)
        side.addLayout(self.add("sound_set", title_of("sound_set"), self._sound_set), 1)
        side.addLayout(self.add("volume", title_of("volume"), self._volume), 1)
        tries = row(label(_("Hear them:"), "muted"))
        for level, text in (
            (Level.ACCEPTED, _("Accepted")),
            (Level.WARNING, _("Warning")),
            (Level.REFUSED, _("Refused")),
        ):
            tried = button(text)
            tried.clicked.connect(partial(self._try, level))
            tries.addWidget(tried)
        tries.addStretch(1)
        muted = self.add_check("sounds", title_of("sounds"))
        return _card(_("Sounds"), muted, side, tries)

    def _try(self, level: Level) -> None:
        """Play a sound as it is chosen now, saved or not."""
        if self._tried is not None:
            self._tried.close()
        self._tried = Sounds(True, self._sound_set.currentData(), self._volume.value())
        self._tried.play_when_open(level)

    # What is chosen ---------------------------------------------------------------------------

    @guarded()
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._offer_currencies()  # meanwhile a document may have been posted
        if not self.is_changed():
            self.reload()

    def reload(self) -> None:
        """Show the choices as they stand."""
        session = self.desk.session
        shop = settings.load(session.database)
        own = settings.load_person(session.database, session.person.id)
        self.show_values(asdict(shop) | asdict(own))

    def _offer_currencies(self) -> None:
        """Offer what can still be chosen; a choice that cannot be any more goes back."""
        box = self._currency
        offered, chosen = settings.currencies(self.desk.database), box.currentData()
        box.offer((code, code) for code in offered)
        own = self.desk.settings.currency
        box.setCurrentText(chosen if chosen in offered else own)
        box.setEnabled(len(offered) > 1)
        self._currency_hint.setText(_currency_hint(len(offered)))
        self._currency_hint.setVisible(len(offered) < len(settings.CURRENCIES))

    def show_setting(self, name: str) -> None:
        """Bring a setting into view, with the focus in it; one without that name is the first."""
        field = self.fields.get(name) or next(iter(self.fields.values()))
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def heading(self) -> str:
        return _("System Settings")

    def note_change(self) -> None:
        changed = self.is_changed()
        self.save_button.setEnabled(changed)
        self._saved.setText("" if changed else _("Everything is saved."))

    def store(self, values: dict[str, Any]) -> None:
        settings.change(self.desk.session, **self.changes(values))

    def _save_and_tell(self) -> None:
        if self.save():
            self.desk.bus.settings_changed.emit()


def _currency_hint(offered: int) -> str:
    if offered == 1:
        return _("The currency stays: documents are posted in it.")
    return _("Prices are entered already: only currencies with as many decimals can be chosen.")


def _card(title: str, *parts: object) -> QFrame:
    heading = label(title, "heading")
    return card(column(heading, *parts, margin=GRID * 2, gap=GRID * 3 // 2))
