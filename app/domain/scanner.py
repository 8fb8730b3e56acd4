"""A scanner that types like a keyboard, and how it does that."""

import re
from collections.abc import Mapping
from enum import Enum, unique
from typing import NamedTuple

from app.domain.marks import N_

ENDINGS = "\r\n\t"
"""What Enter, Ctrl+J (the line feed of a scanner that sends control keys) and Tab type."""


class Press(NamedTuple):
    """A key going down: when, by the event's own clock in milliseconds; what it types; which key.

    ``text`` is empty for a key that types nothing. ``repeat`` is the system's claim that the key
    is held down; it also makes it of very fast doubled characters.
    """

    time: int
    text: str
    key: int = 0
    repeat: bool = False


@unique
class Ending(Enum):
    """What a scanner sends after a code."""

    ENTER = N_("Enter")
    TAB = N_("Tab")
    ENTER_TWICE = N_("Enter and line feed")
    NOTHING = N_("nothing")

    @property
    def keys(self) -> str:
        """What the keys of this ending type."""
        return {Ending.TAB: "\t", Ending.NOTHING: ""}.get(self, "\r\n")


GS1_IDENTIFIERS = ("]C1", "]e0", "]e1", "]e2", "]d2", "]d5", "]Q3", "]Q4", "]J1")
"""Symbology identifiers by which a scanner says that a code is GS1."""

SYMBOLOGY = re.compile(r"\][A-Za-z][0-9A-Za-z]")
"""Says before a code which sort of barcode it was."""


class Profile(NamedTuple):
    """How the shop's scanner types; the defaults fit most wired ones.

    ``gap``: the longest pause in milliseconds after which two keys may still be a scan's.
    ``pace``: what the median of a scan's pauses does not exceed. ``prefix``: what the scanner puts
    before every code. ``symbology``: it also puts the sort of barcode there, such as ``]C0``.
    """

    gap: int = 40
    pace: int = 20
    ending: Ending = Ending.ENTER
    prefix: str = ""
    symbology: bool = False

    def code_in(self, typed: str) -> str:
        """The code in what was typed. A sign of GS1 stays: it says how the code is to be read."""
        code = typed.removeprefix(self.prefix)
        if self.symbology and SYMBOLOGY.match(code) and not code.startswith(GS1_IDENTIFIERS):
            return code[3:]
        return code

    def values(self) -> dict[str, object]:
        """Plain values, as the shop's settings keep them."""
        return self._asdict() | {"ending": self.ending.name}


def profile_of(values: Mapping[str, object]) -> Profile:
    """The profile that settings keep; what is missing or makes no sense there is as usual."""
    usual = Profile()
    kept = {
        name: values[name]
        for name, value in usual._asdict().items()
        if isinstance(values.get(name), type(value))
    }
    ending = Ending.__members__.get(str(values.get("ending")), usual.ending)
    return Profile(**(kept | {"ending": ending}))  # type: ignore[arg-type]
