"""What every page is given: who works where in which store, the choices, the look, the bus."""

from typing import Any, NamedTuple, Protocol, runtime_checkable

from app.formats import Formats
from app.gui.kit.bus import Bus
from app.gui.kit.sounds import Sounds
from app.gui.kit.theme import Theme
from app.services import settings
from app.services.session import Session
from app.services.settings import CounterSettings, PersonSettings, Settings
from db.sql import Database


class Desk(NamedTuple):
    """One open shop in one look; made anew when a choice changes."""

    session: Session
    settings: Settings
    person_settings: PersonSettings
    counter_settings: CounterSettings
    formats: Formats
    theme: Theme
    sounds: Sounds
    bus: Bus

    @classmethod
    def of(cls, session: Session, look: Theme, sounds: Sounds) -> "Desk":
        """A desk with the choices as they stand, and a bus of its own."""
        database = session.database
        shop = settings.load(database)
        own = settings.load_person(database, session.person.id)
        counter = settings.load_counter(database, session.counter.id)
        formats = Formats(own.language, shop.currency)
        return cls(session, shop, own, counter, formats, look, sounds, Bus())

    @property
    def database(self) -> Database:
        """The open store, for what only reads."""
        return self.session.database


@runtime_checkable
class OpensList(Protocol):
    """A page that has a list, and records that are opened from it."""

    def open_list(self) -> object:
        """Show the list; the record that was open is offered there."""


@runtime_checkable
class OpensRecord(Protocol):
    """A page that shows a record by its id."""

    def open(self, id: int) -> object:
        """Show the record."""


@runtime_checkable
class ShowsSetting(Protocol):
    """A page on which a setting can be pointed at."""

    def show_setting(self, name: str) -> object:
        """Bring a setting into view, with the focus in it."""


@runtime_checkable
class Continues(Protocol):
    """A page that goes on where it was when the window is built anew."""

    def left_off(self) -> object:
        """Where it is: what the new page is given."""

    def go_on_from(self, place: Any) -> object:
        """Go on where the old page left off."""
