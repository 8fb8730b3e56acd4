"""What every page is given: who works where in which store, the choices, the look, the bus."""

from dataclasses import dataclass

from app.formats import Formats
from app.gui.kit.bus import Bus
from app.gui.kit.sounds import Sounds
from app.gui.kit.theme import Theme
from app.services.session import Session
from app.services.settings import CounterSettings, PersonSettings, Settings
from db.sql import Database


@dataclass(frozen=True)
class Desk:
    """One open shop in one look; made anew when a choice changes."""

    session: Session
    settings: Settings
    own: PersonSettings
    counter: CounterSettings
    formats: Formats
    theme: Theme
    sounds: Sounds
    bus: Bus

    @property
    def database(self) -> Database:
        """The open store, for what only reads."""
        return self.session.database
