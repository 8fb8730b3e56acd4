"""What every page is given: the open store, who works, the shop's choices, the bus."""

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from app.domain.permissions import User
from app.formats import Formats
from app.gui.kit.bus import Bus
from app.gui.kit.sounds import Sounds
from app.gui.kit.theme import Theme
from app.services.settings import Settings
from db.sql import Database


@dataclass(frozen=True)
class Desk:
    """One open shop in one look; made anew when a choice changes."""

    database: Database
    user: User
    settings: Settings
    formats: Formats
    theme: Theme
    sounds: Sounds
    bus: Bus


@runtime_checkable
class OpensList(Protocol):
    """A page that has a list, and records that are opened from it."""

    def open_list(self) -> object:
        """Show the list; the record that was open is offered there."""


@runtime_checkable
class ShowsSetting(Protocol):
    """A page on which a setting can be pointed at."""

    def show_setting(self, name: str) -> object:
        """Bring a setting into view, with the focus in it."""
