"""GS1 element strings as a label of ours says them: item, dates, batch and serial number.

Those of the GS1 General Specifications, chapter 3: (01) GTIN, (11) production date, (17) expiry
date, (10) batch, (21) serial number. A serial number is one only together with its GTIN.
"""

import re

from app.domain.gs1 import GS
from app.domain.gtin import gtin_key
from app.domain.problems import Code, refuse

LONGEST = 20
"""Characters of a batch or a serial number in GS1 at most."""

_ALLOWED = re.compile(r"[!\"%-?A-Z_a-z]+", re.ASCII)
"""GS1's own 82 characters (figure 7.11-1)."""

_ENDED = {"10", "21"}
"""Elements whose length is not fixed: what follows them is parted by FNC1."""

Pairs = tuple[tuple[str, str], ...]
"""Application identifiers with what each says."""


def element_pairs(
    gtin: str, serial: str, batch: str = "", made: str = "", expires: str = ""
) -> Pairs:
    """The elements of a unit, in the order in which they are written; what is empty is left out.

    ``made`` and ``expires`` are ISO dates. Raises Refused for what GS1 does not take.
    """
    key = gtin_key(gtin)
    if key is None:
        raise refuse(Code.GS1_NO_GTIN, serial=serial)
    for text in (serial, batch):
        if len(text) > LONGEST:
            raise refuse(Code.GS1_TOO_LONG, text=text, length=len(text), most=LONGEST)
        bad = next((char for char in text if not _ALLOWED.fullmatch(char)), None)
        if bad is not None:
            raise refuse(Code.GS1_BAD_CHARACTER, text=text, character=bad)
    said = (
        ("01", key),
        ("11", _short_date(made)),
        ("17", _short_date(expires)),
        ("10", batch),
        ("21", serial),
    )
    return tuple((identifier, value) for identifier, value in said if value)


def _short_date(iso: str) -> str:
    """Six digits of an ISO date, as GS1 writes it."""
    return iso[2:10].replace("-", "")


def element_string_of(pairs: Pairs) -> str:
    """The elements as a scanner sends them: GS after each of no fixed length, but the last."""
    text = "".join(
        f"{identifier}{value}{GS if identifier in _ENDED else ''}" for identifier, value in pairs
    )
    return text.removesuffix(GS)
