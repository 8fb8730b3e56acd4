"""Bars of the symbols we print, each read back before anything is drawn (Q3).

Code 128 is that of ISO/IEC 15417: 106 patterns of six widths, and a stop of seven.
"""

from collections.abc import Iterator
from itertools import groupby

from app.domain.problems import Code, refuse

QUIET = 10
"""Modules that stay white at either side of a Code 128."""


def code128(text: str) -> str:
    """The modules of a text in Code 128, 1 for a bar and 0 for a gap, without quiet zones.

    Raises Refused where it has a character that no Code 128 has, or where what was made does not
    read as the text.
    """
    from barcode import Code128
    from barcode.errors import BarcodeError

    class Whole(Code128):  # type: ignore[misc]
        """The library takes a first pair 99 for a change of the code set, and drops it."""

        def _try_to_optimize(self, encoded: list[int]) -> list[int]:
            pair = text[:2].isdigit() and len(text) > 1
            return encoded if pair else super()._try_to_optimize(encoded)

    try:
        made: str = Whole(text).build()[0] if text else ""
    except (BarcodeError, LookupError, RuntimeError):
        made = ""
    if not made or read_code128(made) != text:
        raise refuse(Code.SYMBOL_UNREADABLE, text=text)
    return made


def bars(modules: str) -> Iterator[tuple[int, int]]:
    """Where each bar begins and how wide it is, in modules."""
    at = 0
    for kind, run in groupby(modules):
        width = len(list(run))
        if kind == "1":
            yield at, width
        at += width


# Reading back

_WIDTHS = """
212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132
122231 113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212
322112 322211 212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 231113 231311
112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 213311 213131 311123 311321
331121 312113 312311 332111 314111 221411 431111 111224 111422 121124 121421 141122 141221 112214
112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212
124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 114311 411113
411311 113141 114131 311141 411131 211412 211214 211232
"""
_VALUES = {widths: value for value, widths in enumerate(_WIDTHS.split())}
_STOP = "2331112"
_STARTS = {103: "A", 104: "B", 105: "C"}
_SHIFT, _TO = 98, {"A": {99: "C", 100: "B"}, "B": {99: "C", 101: "A"}, "C": {100: "B", 101: "A"}}


def read_code128(modules: str) -> str | None:
    """What a reader reads from the modules of a Code 128, or None where it reads nothing.

    Function characters are none of ours.
    """
    widths = "".join(str(len(list(run))) for _, run in groupby(modules))
    if not modules.startswith("1") or not widths.endswith(_STOP) or (len(widths) - 7) % 6:
        return None
    parts = [widths[at : at + 6] for at in range(0, len(widths) - 7, 6)]
    values = [_VALUES.get(part, -1) for part in parts]
    if len(values) < 2 or min(values) < 0 or values[0] not in _STARTS:
        return None
    *data, check = values
    weighted = data[0] + sum(place * value for place, value in enumerate(data))
    return _decoded(data) if weighted % 103 == check else None


def _decoded(values: list[int]) -> str | None:
    """The text of the values between a start and the check."""
    code_set, shifted, text = _STARTS[values[0]], "", ""
    for value in values[1:]:
        now, shifted = shifted or code_set, ""
        if value in _TO[now]:
            code_set = _TO[now][value]
        elif now == "C" and value < 100:
            text += f"{value:02}"
        elif now != "C" and value == _SHIFT:
            shifted = "B" if now == "A" else "A"
        elif now != "C" and value < 96:
            text += chr(value + 32 if now == "B" or value < 64 else value - 64)
        else:
            return None
    return text
