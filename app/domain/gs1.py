"""What a GS1 code says, in each form in which it arrives: element string, parentheses, link.

Element strings are those of the GS1 General Specifications (chapters 3 and 7.8), links those of
the GS1 Digital Link standard; its words for keys (``/gtin/``) are of version 1.1. The elements
are read by the library biip, only where a code is GS1 by its sign or by its GTIN.
"""

import re
from typing import NamedTuple
from urllib.parse import unquote

from app.domain.gtin import gtin_key, has_check_digit

GS = "\x1d"
"""What a scanner sends for FNC1 between two elements: the ASCII group separator."""


class Elements(NamedTuple):
    """What a label says; empty where it does not say it.

    ``gtin`` is element (01) in 14 digits, ``sscc`` (00) in 18, ``serial`` (21), ``batch`` (10) and
    ``expiry`` (17) as an ISO date. ``part`` is the maker's part number, which labels by ISO 15434
    have instead of a GTIN.
    """

    gtin: str = ""
    serial: str = ""
    sscc: str = ""
    batch: str = ""
    expiry: str = ""
    part: str = ""

    @property
    def names_something(self) -> bool:
        """It names an item, a unit or a carton."""
        return bool(self.gtin or self.serial or self.sscc)


_EXPIRY = "17"
_FIELDS = {"01": "gtin", "21": "serial", "00": "sscc", "10": "batch", _EXPIRY: "expiry"}
_CHECKED = {"00", "01", "02", "03", *(f"41{last}" for last in range(8))}
"""Elements that are nothing but a number with a check digit."""


def element_string(text: str) -> Elements | None:
    """Read element strings as scanners send them, all of the text; None where that is no such.

    One whose length is not fixed ends with GS or with the text: where another number of its
    digits would do as well, nothing after it is taken for the next element.
    """
    rest = text.strip(GS)
    if not rest[:2].isdigit() or not rest.isascii():
        return None  # the library takes digits of any script
    # Its tables take a tenth of a second to load, which only shops that scan GS1 codes wait for.
    from biip import ParseError
    from biip.gs1_element_strings import GS1ElementString

    pairs = []
    while rest:
        try:
            element = GS1ElementString.extract(rest)
        except ParseError:
            return None
        identifier, value = element.ai.ai, element.value
        rest = rest[len(element) :]
        if element.ai.separator_required and rest and not rest.startswith(GS):
            return None
        if identifier in _CHECKED and not has_check_digit(value):
            return None
        day = element.date if identifier == _EXPIRY else None
        pairs.append((identifier, day.isoformat() if day else value))
        rest = rest.lstrip(GS)
    return _elements(pairs) if pairs else None


def _elements(pairs: list[tuple[str, str]]) -> Elements | None:
    """The elements we use; None where one is there twice and says something else."""
    found: dict[str, str] = {}
    for identifier, value in pairs:
        field = _FIELDS.get(identifier)
        if field and found.setdefault(field, value) != value:
            return None
    return Elements(**found)


_DATE = r"1[1-7]\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])"
_RAN_TOGETHER = re.compile(rf".+(?:{_DATE}(?:(?:10|21).+)?|{_DATE}{_DATE})", re.DOTALL)


def ran_together(said: Elements) -> bool:
    """Without a separator, one of the elements may have swallowed the next.

    A batch has a serial behind it, or a serial has a date behind it; of a code in which nothing
    came after them neither is often true.
    """
    hidden = not said.serial and "21" in said.batch[1:-1]
    return hidden or bool(_RAN_TOGETHER.fullmatch(said.serial))


# Parentheses

_OPENED = re.compile(r"[(\[]\s*\d{2,4}\s*[)\]]")
_ELEMENT = re.compile(r"\((\d{2,4})\)(.+?)(?=\(\d{2,4}\)|$)", re.DOTALL)
_SQUARE = re.compile(r"\[(\d{2,4})\]")


def is_bracketed(text: str) -> bool:
    """It begins with an application identifier in brackets, as printed under a code."""
    return bool(_OPENED.match(text))


def in_brackets(text: str) -> Elements | None:
    """Read ``(01)06901234567892(21)ABC`` as printed under a code; parentheses may be in a value."""
    text = _SQUARE.sub(r"(\1)", text) if text.startswith("[") else text
    parts = _ELEMENT.findall(text)
    if "".join(f"({identifier}){value}" for identifier, value in parts) != text:
        return None
    return element_string(GS.join(identifier + value.strip() for identifier, value in parts))


# Links

_LINK = re.compile(
    r"(?:https?://[^/?#]*|[a-z0-9-]+(?:\.[a-z0-9-]+)+(?=/))([^?#]*)(?:\?([^#]*))?", re.IGNORECASE
)
_KEYS = {"00", "01", "253", "255", "401", "402", "414", "417", "8003", "8004", "8006", "8010"}
_KEYS |= {"8013", "8017", "8018"}
_WORDS = {"gtin": "01", "sscc": "00", "gdti": "253", "gcn": "255", "ginc": "401", "gsin": "402"}
_WORDS |= {"gln": "414", "party": "417", "grai": "8003", "giai": "8004", "itip": "8006"}
_WORDS |= {"cpid": "8010", "gmn": "8013", "gsrnp": "8017", "gsrn": "8018"}
_WORDS |= {"cpv": "22", "lot": "10", "ser": "21"}


def is_link(text: str) -> bool:
    """It is a web address that has a GS1 key in its path."""
    return _pairs(text) is not None


def in_link(text: str) -> Elements | None:
    """Read a Digital Link in full, by its rightmost key: ``…/01/06901234567892/21/ABC``."""
    pairs = _pairs(text)
    if not pairs or any(GS in value for _, value in pairs):
        return None
    if pairs[0][0] == "01":
        pairs[0] = ("01", gtin_key(pairs[0][1]) or "")
    return element_string(GS.join(identifier + value for identifier, value in pairs))


def _pairs(text: str) -> list[tuple[str, str]] | None:
    """The elements of a link from its key on; empty where they are no pairs, None without a key."""
    link = _LINK.match(text)
    if link is None:
        return None
    path = [unquote(part) for part in link[1].rstrip("/").split("/")]
    names = [_WORDS.get(part.lower(), part) for part in path]
    # A GS1 key begins with digits: /2024/01/news has none.
    keys = [at for at in range(len(path) - 1) if names[at] in _KEYS and path[at + 1][:1].isdigit()]
    whole = [at for at in keys if (len(path) - at) % 2 == 0]
    if not whole:
        return [] if keys else None
    pairs = list(zip(names[whole[-1] :: 2], path[whole[-1] + 1 :: 2], strict=True))
    for part in (link[2] or "").split("&"):
        name, equals, value = part.partition("=")
        name = _WORDS.get(name.lower(), name)
        if equals and name in _FIELDS:
            pairs.append((name, unquote(value)))
    return pairs
