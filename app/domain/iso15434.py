"""Labels by ISO/IEC 15434, as makers of electronics print them: ``[)>`` RS ``06`` GS ``S123`` …

Format 06 has data identifiers of ANSI MH10.8.2, of which we read the serial number (S, 25S), the
maker's part number (1P), the buyer's (P) and the batch (1T, T); format 05 has GS1 elements.
"""

import re

from app.domain.gs1 import GS, Elements, element_string

_START = re.compile(r"\[\)>|(?=06\x1d)")
"""What every label of this kind begins with; some scanners send it without its first sign."""

_RS, _EOT = "\x1e", "\x04"
_SPELT = {
    GS: re.compile(r"\^\]|[{<\[(]GS[}>\])]|␝|↔", re.IGNORECASE),
    _RS: re.compile(r"\^\^|[{<\[(]RS[}>\])]|␞|▲", re.IGNORECASE),
    _EOT: re.compile(r"\^D$|[{<\[(]EOT[}>\])]|␄|♦", re.IGNORECASE),
}
"""How scanners and displays write the separators: as keys, by name, as pictures."""

_FORMAT = re.compile(rf"{_RS}?(\d\d){GS}?(.*)", re.DOTALL)
_FIELD = re.compile(r"(\d{0,3}[A-Z])(.+)", re.DOTALL)
_SERIAL, _PART, _BATCH = ("S", "25S"), ("1P", "P"), ("1T", "T")


def is_label(text: str) -> bool:
    """It begins as a label by ISO/IEC 15434 does."""
    return bool(_START.match(text))


def read(text: str) -> Elements | None:
    """Read a label; None where it names no unit, or cannot be read."""
    body = _START.sub("", text, count=1)
    for mark, spelt in _SPELT.items():
        body = spelt.sub(mark, body)
    found = _FORMAT.match(body.removesuffix(_EOT).rstrip(_RS))
    if found is None:
        return None
    if found[1] == "05":
        return element_string(found[2])
    if found[1] != "06" or _RS in found[2]:
        return None
    return _fields(found[2].split(GS))


def _fields(fields: list[str]) -> Elements | None:
    said: dict[str, str] = {}
    for field in filter(None, fields):
        parts = _FIELD.fullmatch(field)
        if parts is None or said.setdefault(parts[1], parts[2]) != parts[2]:
            return None
    serial, part, batch = (
        next((said[name] for name in names if name in said), "")
        for names in (_SERIAL, _PART, _BATCH)
    )
    return Elements(serial=serial, part=part, batch=batch) if serial else None
