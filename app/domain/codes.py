"""What a scanned code can be (C1, C7, C8, C9): GS1, a label, a list of serials, or a plain code.

Nothing is guessed. Signs of GS1 are a symbology identifier that the scanner sends (``]C1`` ``]e0``
``]d2`` ``]Q3`` ``]J1``, ISO/IEC 15424), the separator GS (FNC1), an application identifier in
brackets, and a link that has a GS1 key. A code with a sign is read whole, or it has a problem. One
without may say that *if* the shop knows its GTIN or SSCC it is GS1: ``CodeReading.if_known``; a
plain serial such as ``21ABC123`` or ``0101234567890128`` would pass as well.
"""

import re
from typing import NamedTuple

from app.domain import gs1, iso15434
from app.domain.gs1 import GS, Elements
from app.domain.gtin import GTIN_LENGTHS, gtin_keys, is_gtin, is_imei, sscc_key
from app.domain.problems import Code, Problem
from app.domain.scanner import GS1_IDENTIFIERS
from app.domain.serials import check, fold, split


class CodeReading(NamedTuple):
    """One scanned code, folded (F2) and without what the scanner put around it.

    ``elements`` is what it certainly says; ``if_known`` what it says if its GTIN is a product's
    barcode here, or its SSCC a carton's, and ``problem_if_known`` why it cannot be read then.
    ``numbers`` are the entries of a code that lists serials. ``problem``: it carries a sign but
    cannot be read, and is no serial. ``doubt``: only a person can say that it is a serial; of a
    list, that its entries are of one unit. A plain code has none of these.
    """

    code: str
    elements: Elements | None = None
    if_known: Elements | None = None
    numbers: tuple[str, ...] = ()
    problem: Problem | None = None
    problem_if_known: Problem | None = None
    doubt: Problem | None = None


_IDENTIFIER = re.compile(r"\][A-Za-z][0-9A-Za-z]")
_2D_IDENTIFIERS = ("]Q", "]d", "]L", "]z", "]X")  # QR, Data Matrix, PDF417, Aztec, others
_AROUND = " \t\r\n\0\ufeff"
"""What is no part of a code at its ends: white space, padding, the mark of an encoding."""

_PLAIN = re.compile(r"[A-Za-z0-9_.+-]*")
"""Codes of these carry no sign and list nothing."""

_SHORTEST_GS1 = 16
"""Characters of a GTIN with its identifier: without a sign, nothing shorter is taken for GS1."""


def read(raw: str) -> CodeReading:
    """Say what a scanned code can be (C1). A serial the shop knows by this very code goes first."""
    folded = fold(raw).strip(_AROUND)
    if says_only_itself(folded):
        return CodeReading(folded)
    if _PLAIN.fullmatch(folded):
        return _without_sign(folded)
    identifier = folded[:3] if _IDENTIFIER.match(folded) else ""
    code = folded[len(identifier) :].strip(_AROUND)
    if iso15434.is_label(code):
        return _labelled(code)
    spelt = _SPELT.search(code)
    if spelt:
        return CodeReading(code, problem=_separator(code, spelt[0]))
    if identifier in GS1_IDENTIFIERS or GS in code:
        return _signed(code.replace(GS, ""), gs1.element_string(code))
    if gs1.is_bracketed(code):
        return _signed(code, gs1.in_brackets(code))
    for mark in _BETWEEN_ELEMENTS:
        if mark in code and _names(gs1.element_string(code.replace(mark, GS))):
            return CodeReading(code, problem=_separator(code, mark))
    plain = _without_sign(code)
    if plain.if_known:
        return plain
    return _address(code) or _several(code, identifier) or plain


def says_only_itself(code: str) -> bool:
    """It has no sign, lists nothing, and has the length of nothing that could stand for GS1."""
    if not _PLAIN.fullmatch(code):
        return False
    return not code[:1].isdigit() or (len(code) < _SHORTEST_GS1 and len(code) not in GTIN_LENGTHS)


def _names(said: Elements | None) -> bool:
    return said is not None and said.names_something


# GS1 by its sign (C8)

_SPELT = re.compile(r"\^\]|[{<]GS[}>]|[{<\[]FNC1[}>\]]|\\x1d|\\u001d|␝|↔", re.IGNORECASE)
"""How scanners and displays write GS: as keys, by name, escaped, as a picture."""

_BETWEEN_ELEMENTS = ("|", "^")
"""So do these, but they stand in serials as well: only where all of the code reads as GS1."""

_FOREIGN = re.compile(r"[|^~#@$]|\[GS\]|\(GS\)", re.IGNORECASE)
"""What no element of GS1 can hold: where it stands, it stands for the separator."""


def _signed(code: str, said: Elements | None) -> CodeReading:
    """A code with a sign: what it says, or why it cannot be read."""
    if said is None:
        return CodeReading(code, problem=_unreadable(code))
    if not said.names_something:
        return CodeReading(code, problem=Problem(Code.ELEMENTS_NAME_NOTHING, {"code": code}))
    return CodeReading(code, said)


def _unreadable(code: str) -> Problem:
    foreign = _FOREIGN.search(code)
    if foreign:
        return _separator(code, foreign[0])
    return Problem(Code.ELEMENTS_UNREADABLE, {"code": code})


def _separator(code: str, mark: str) -> Problem:
    return Problem(Code.SEPARATOR_SPELT, {"code": code, "mark": mark})


def _labelled(code: str) -> CodeReading:
    """A maker's label by ISO/IEC 15434, shown without its control characters."""
    shown = "".join(char for char in code if char >= " ")
    said = iso15434.read(code)
    if not _names(said):
        return CodeReading(shown, problem=Problem(Code.LABEL_UNREADABLE, {"code": shown}))
    return CodeReading(shown, said)


_ADDRESS = re.compile(
    r"[a-z][a-z0-9+.-]*://|www\.|(?:urn|mailto|tel|smsto|sms|geo|data|wifi|begin|mecard|matmsg):",
    re.IGNORECASE,
)
"""How a web address begins, and what else 2D codes hold for telephones."""


def _address(code: str) -> CodeReading | None:
    """A link with a GS1 key is read; any other address is asked about."""
    is_address = bool(_ADDRESS.match(code))
    if gs1.is_link(code):
        said = gs1.in_link(code)
        if is_address or _names(said):
            return _signed(code, said)
    if not is_address:
        return None
    return CodeReading(code, doubt=Problem(Code.LOOKS_LIKE_LINK, {"code": code}))


# Lists

_ALIKE = 4
_SHORTEST = 3


def _several(code: str, identifier: str) -> CodeReading | None:
    """A code that lists identifiers of one unit, or serials of several."""
    of_one = identifiers(code)
    if of_one:
        values = {"code": code, "first": of_one[0], "second": of_one[1]}
        return CodeReading(code, numbers=of_one, doubt=Problem(Code.TWO_IDENTIFIERS, values))
    numbers = _listed(code, identifier.startswith(_2D_IDENTIFIERS))
    return CodeReading(code, numbers=numbers) if numbers else None


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
    if any(_ADDRESS.match(number) or gs1.is_bracketed(number) for number in numbers):
        return ()
    lengths = set(map(len, numbers))
    alike = len(lengths) == 1 and min(lengths) >= _ALIKE
    separated = any(mark in text for mark in (",", "、", "\n", "\r"))
    return tuple(numbers) if is_2d or alike or (separated and min(lengths) >= _SHORTEST) else ()


# Identifiers of one unit (C9)

_BETWEEN = re.compile(r"[\s,;:=|/、]+")
_TITLE = re.compile(r"(?:IMEI|MEID|ESN|EID|SN|S|N|SERIAL|NUMBER|NO)\.?\d?|\d", re.IGNORECASE)
_MEID = re.compile(r"\d{14}|[A-F][0-9A-F]{13}", re.IGNORECASE)
_MOST_OF_ONE = 4


def identifiers(code: str) -> tuple[str, ...]:
    """The identifiers of a telephone that a code lists, with their titles or without.

    Two where one at least is an IMEI or MEID; three or four where they have titles or are of
    different kinds, such as two IMEIs and a serial number.
    """
    parts = [part for part in _BETWEEN.split(code) if part]
    found = tuple(dict.fromkeys(part for part in parts if not _TITLE.fullmatch(part)))
    of_telephones = sum(is_imei(part) or bool(_MEID.fullmatch(part)) for part in found)
    if not of_telephones or not 2 <= len(found) <= _MOST_OF_ONE or any(map(check, found)):
        return ()
    titled = len(parts) > len(found)
    return found if len(found) == 2 or titled or of_telephones < len(found) else ()


def entries_in(text: str) -> list[str]:
    """Cut a typed or pasted list into its entries (F6); a line that names one unit twice is one."""
    lines = (line.strip() for line in re.split(r"[\r\n]+", fold(text)))
    return [entry for line in lines for entry in ([line] if identifiers(line) else split(line))]


# Codes without a sign


def _without_sign(code: str) -> CodeReading:
    """A plain code, and what it says where its GTIN or its SSCC is known here."""
    if not code[:1].isdigit():
        return CodeReading(code)
    if len(code) >= _SHORTEST_GS1 and code.startswith("01") and is_gtin(code[2:16]):
        return _with_gtin(code)
    sscc = sscc_key(code) or (code.startswith("00") and sscc_key(code[2:20]))
    if sscc and (len(code) <= 20 or gs1.element_string(code)):
        doubt = Problem(Code.LOOKS_LIKE_CARTON, {"code": code})
        return CodeReading(code, if_known=Elements(sscc=sscc), doubt=doubt)
    if is_gtin(code):
        return CodeReading(code, doubt=Problem(Code.LOOKS_LIKE_BARCODE, {"code": code}))
    return CodeReading(code)


def _with_gtin(code: str) -> CodeReading:
    """``01`` and a GTIN with its check digit, and whatever follows."""
    gtin = code[2:16]
    said = gs1.element_string(code) if len(code) > 16 else Elements(gtin=gtin)
    problem = None
    if said is None:
        problem = _unreadable(code)
    elif gs1.ran_together(said):
        problem = Problem(Code.ELEMENTS_RAN_TOGETHER, {"code": code})
    doubt = Problem(Code.LOOKS_LIKE_GS1, {"code": code, "gtin": gtin.lstrip("0")})
    return CodeReading(
        code,
        if_known=said or Elements(gtin=gtin),
        problem_if_known=problem,
        doubt=doubt if said else None,
    )


# Where only one kind of code is wanted


def carton_code(raw: str) -> str:
    """The code by which a carton is kept, however its label was scanned.

    Of an SSCC it is the 18 digits, of a GTIN with a serial the text with parentheses; any other
    code stands as it is, folded. Only for what is scanned as a carton's code.
    """
    reading = read(raw)
    said = reading.elements or reading.if_known
    if said and said.sscc:
        return said.sscc
    if said and said.gtin and said.serial and not reading.problem_if_known:
        return f"(01){said.gtin}(21){said.serial}"
    return reading.code


def serial_in(raw: str) -> str:
    """What to look for among serial numbers: the one that a label names, else the code itself."""
    reading = read(raw)
    said = reading.elements or reading.if_known
    if said and said.serial:
        return said.serial
    return reading.numbers[0] if reading.doubt and reading.numbers else reading.code


def gtins_in(raw: str) -> tuple[str, ...]:
    """The keys by which a code's GTIN can be known (C7): of what a label names, or of itself."""
    reading = read(raw)
    said = reading.elements or reading.if_known
    return gtin_keys(said.gtin if said and said.gtin else reading.code)


def barcode_in(raw: str) -> str:
    """The barcode of an item that a scan brings: the GTIN that a label names, else the code."""
    reading = read(raw)
    if reading.elements and reading.elements.gtin:
        return reading.elements.gtin.removeprefix("0")
    return reading.code
