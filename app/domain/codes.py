"""What a scanned code can be (C1): GS1, a list of serials, or a plain code; nothing is guessed.

GS1 element strings, SSCC, GTIN and symbology identifiers are those of the GS1 General
Specifications (chapters 3, 5 and 7); Digital Link URIs those of the GS1 Digital Link standard.
The elements themselves are read by the library biip, but only where the code carries a sign that
it is GS1: a plain serial such as ``21ABC123`` or ``0101234567890128`` would pass as well.

Signs are a symbology identifier that the scanner sends (``]C1`` ``]e0`` ``]d2`` ``]Q3`` ``]J1``),
the separator GS (FNC1), parentheses around every application identifier, and a Digital Link. A
code without one may say that *if* the shop knows its GTIN or SSCC it is GS1: ``Reading.if_known``.
"""

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from app.domain.problems import Code, Problem
from app.domain.serials import check, fold, split

GS = "\x1d"
"""What a scanner sends for FNC1 between two elements: the ASCII group separator."""


@dataclass(frozen=True, slots=True)
class Elements:
    """What a GS1 code says; empty where it does not say it.

    ``gtin`` is element (01) in 14 digits, ``sscc`` (00) in 18, ``serial`` (21), ``batch`` (10) and
    ``expiry`` (17) as an ISO date.
    """

    gtin: str = ""
    serial: str = ""
    sscc: str = ""
    batch: str = ""
    expiry: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """One scanned code, folded (F2) and without what the scanner put before it.

    ``elements`` is what it certainly says as GS1; ``if_known`` what it says if its GTIN is a
    product's barcode here, or its SSCC a carton's. ``numbers`` are the entries of a code that
    lists serials. ``problem``: it carries a sign of GS1 but cannot be read. A plain code has none
    of these, and is looked up as it is.
    """

    code: str
    elements: Elements | None = None
    if_known: Elements | None = None
    numbers: tuple[str, ...] = ()
    problem: Problem | None = None


_IDENTIFIER = re.compile(r"\][A-Za-z][0-9A-Za-z]")
_GS1_IDENTIFIERS = ("]C1", "]e0", "]d2", "]Q3", "]J1")
_2D_IDENTIFIERS = ("]Q", "]d", "]L", "]z", "]X")  # QR, Data Matrix, PDF417, Aztec, others


def read(raw: str) -> Reading:
    """Say what a scanned code can be (C1). A serial the shop knows by this very code goes first."""
    folded = fold(raw).strip(" \t\r\n")
    identifier = folded[:3] if _IDENTIFIER.match(folded) else ""
    code = folded[len(identifier) :]
    if identifier in _GS1_IDENTIFIERS or GS in code:
        elements = _element_string(code.strip(GS))
        plain = code.replace(GS, "")
        if elements:
            return Reading(plain, elements)
        return Reading(plain, problem=Problem(Code.ELEMENTS_UNREADABLE, {"code": plain}))
    if code.startswith("("):
        return Reading(code, _in_parentheses(code))
    if code.lower().startswith(("http://", "https://")):
        return Reading(code, _digital_link(code))
    numbers = _listed(code, identifier.startswith(_2D_IDENTIFIERS))
    return Reading(code, if_known=_without_sign(code), numbers=numbers)


# Lists

_ALIKE = 4
_SHORTEST = 3


def _listed(code: str, is_2d: bool) -> tuple[str, ...]:
    """The serials a code lists, or none where it may be anything else.

    No serial has a comma or a line end in it (F1), so these separate. Spaces separate entries that
    are all alike in length, for ``S/N 12345`` is no list. A semicolon may belong to a serial: it
    separates only where the scanner says that the code is a two-dimensional one. Elsewhere entries
    of a few characters are no serials: a broken label is no list.
    """
    text = code.replace(";", "\n") if is_2d else code
    numbers = split(text)
    if len(numbers) < 2 or any(map(check, numbers)):
        return ()
    lengths = set(map(len, numbers))
    alike = len(lengths) == 1 and min(lengths) >= _ALIKE
    separated = any(mark in text for mark in (",", "、", "\n", "\r"))
    return tuple(numbers) if is_2d or alike or (separated and min(lengths) >= _SHORTEST) else ()


# GS1

_EXPIRY = "17"
_FIELDS = {"01": "gtin", "21": "serial", "00": "sscc", "10": "batch", _EXPIRY: "expiry"}


def _element_string(text: str) -> Elements | None:
    """Read element strings with separators, as scanners send them."""
    # Its tables take a tenth of a second to load, which only shops that scan GS1 codes wait for.
    from biip import ParseError
    from biip.gs1_messages import GS1Message

    try:
        message = GS1Message.parse(text)
    except ParseError:
        return None
    pairs = []
    for element in message.element_strings:
        if element.gtin_error or element.sscc_error:
            return None
        day = element.date if element.ai.ai == _EXPIRY else None
        pairs.append((element.ai.ai, day.isoformat() if day else element.value))
    return _elements(pairs)


def _elements(pairs: list[tuple[str, str]]) -> Elements | None:
    """The elements we use; None where none identifies anything, or one is there twice."""
    found: dict[str, str] = {}
    for identifier, value in pairs:
        field = _FIELDS.get(identifier)
        if field and found.setdefault(field, value) != value:
            return None
    return Elements(**found) if found.keys() & {"gtin", "serial", "sscc"} else None


_ELEMENT = re.compile(r"\((\d{2,4})\)(.+?)(?=\(\d{2,4}\)|$)", re.DOTALL)


def _in_parentheses(text: str) -> Elements | None:
    """Read ``(01)06901234567892(21)ABC`` as printed under a code; parentheses may be in a value."""
    parts = _ELEMENT.findall(text)
    if "".join(f"({identifier}){value}" for identifier, value in parts) != text:
        return None
    return _element_string(GS.join(identifier + value.rstrip() for identifier, value in parts))


def _digital_link(text: str) -> Elements | None:
    """Read a Digital Link that names a GTIN or an SSCC in full: ``…/01/06901234567892/21/ABC``."""
    link = urlsplit(text)
    path = [unquote(part) for part in link.path.split("/")]
    at = next((place for place, part in enumerate(path) if part in ("01", "00")), len(path))
    pairs = list(zip(path[at::2], path[at + 1 :: 2], strict=False))
    pairs += [
        (name, unquote(value))
        for name, equals, value in (part.partition("=") for part in link.query.split("&"))
        if equals and name in _FIELDS
    ]
    if not pairs or len(path[at:]) % 2 or any(GS in value for _, value in pairs):
        return None
    if pairs[0][0] == "01":
        pairs[0] = ("01", gtin_key(pairs[0][1]) or "")
    return _element_string(GS.join(identifier + value for identifier, value in pairs))


def _without_sign(code: str) -> Elements | None:
    """What a code without a sign would say: ``01`` GTIN ``21`` serial, ``00`` SSCC, or an SSCC."""
    digits = code.isascii() and code.isdigit()
    if digits and len(code) == 20 and code.startswith("00") and sscc_key(code[2:]):
        return Elements(sscc=code[2:])
    if digits and len(code) == 18 and sscc_key(code):
        return Elements(sscc=code)
    gtin = gtin_key(code[2:16]) if code.startswith("01") and len(code) > 18 else None
    if gtin and code[16:18] in ("21", "10", "17"):
        found = _element_string(code)
        return found if found and found.serial else None
    return None


# GTIN and SSCC

_GTIN_LENGTHS = (8, 12, 13, 14)


def gtin_key(code: str) -> str | None:
    """A GTIN of 8, 12, 13 or 14 digits as 14 digits, one key for all its forms; None for others.

    The last digit must be the check digit (GS1 General Specifications, 7.9).
    """
    return code.zfill(14) if len(code) in _GTIN_LENGTHS and _checks(code) else None


def gtin_forms(code: str) -> tuple[str, ...]:
    """Every form in which a shop may have entered this GTIN as a barcode; none for others."""
    key = gtin_key(code)
    if key is None:
        return ()
    return tuple(key[-length:] for length in _GTIN_LENGTHS if key[:-length].strip("0") == "")


def sscc_key(code: str) -> str | None:
    """An SSCC: 18 digits, the last of which is the check digit; None for others."""
    return code if len(code) == 18 and _checks(code) else None


def carton_code(raw: str) -> str:
    """The code by which a carton is kept, however its label was scanned.

    Of an SSCC it is the 18 digits, of a GTIN with a serial the text with parentheses; any other
    code stands as it is, folded. Only for what is scanned as a carton's code.
    """
    reading = read(raw)
    said = reading.elements or reading.if_known
    if said and said.sscc:
        return said.sscc
    if reading.elements and reading.elements.gtin and reading.elements.serial:
        return f"(01){reading.elements.gtin}(21){reading.elements.serial}"
    return reading.code


def _checks(code: str) -> bool:
    if not (code.isascii() and code.isdigit()):
        return False
    # From the right the weights are 1 for the check digit itself, then 3, 1, 3 and so on.
    weighted = sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(reversed(code)))
    return weighted % 10 == 0
