"""Texts in comma-separated files that a spreadsheet would run as a formula (Q4).

Excel, LibreOffice and their kin take a cell that begins with one of these signs for a formula,
whether it is quoted or not. Written as the trade does it (OWASP, *CSV Injection*): an apostrophe
before it. Read back, that apostrophe is left out again, and no other: every text comes back whole.
"""

import re

_RUNS = re.compile(r"'*\s*[=+\-@＝＋－＠\t\r\n\0]")
"""The full-width signs are the same to a spreadsheet in Chinese or Japanese.

Spaces may stand before; and behind apostrophes of its own a text is guarded too, so that it is told
from one that was.
"""


def guarded_text(text: str) -> str:
    """The text as it stands in a file: with an apostrophe before it, where it would run."""
    return f"'{text}" if _RUNS.match(text) else text


def unguarded_text(text: str) -> str:
    """The text that ``guarded_text`` made this of."""
    return text[1:] if text.startswith("'") and _RUNS.match(text) else text
