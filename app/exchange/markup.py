"""XML of others, read as a stream with Expat: nothing is expanded, nothing grows without end."""

from collections.abc import Callable, Mapping
from xml.parsers import expat

MOST_DEPTH = 100
"""Elements within elements; workbooks have about ten."""

MOST_TOKEN = 2**20
"""Bytes of one tag with its attributes, or of one comment."""

Attributes = Mapping[str, str]


class BadMarkup(Exception):
    """No XML that a workbook can have: not well-formed, with a DTD, too deep, a tag too long."""


class Markup:
    """Feeds a stream of bytes to three handlers; names come without their prefix.

    Prefixes are dropped, not looked up: strict and transitional workbooks (ECMA-376 parts 1 and 4)
    differ in nothing else that is read here.
    """

    def __init__(
        self,
        start: Callable[[str, Attributes], None],
        end: Callable[[str], None] | None = None,
        text: Callable[[str], None] | None = None,
    ) -> None:
        self._start, self._end, self._text = start, end, text
        self._depth = 0
        self._fed = 0
        self._local: dict[str, str] = {}
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._open
        self._parser.EndElementHandler = self._close
        if text is not None:
            self._parser.CharacterDataHandler = text
        # Entities can be declared in a DTD only; no workbook has one.
        self._parser.StartDoctypeDeclHandler = self._refuse

    def feed(self, piece: bytes, last: bool = False) -> None:
        """Parse the next bytes. Raises BadMarkup."""
        self._fed += len(piece)
        try:
            self._parser.Parse(piece, last)
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise BadMarkup from error
        # An unfinished tag is read again from its start with each piece.
        if self._fed - max(self._parser.CurrentByteIndex, 0) > MOST_TOKEN and not last:
            raise BadMarkup

    def _refuse(self, *_doctype: object) -> None:
        raise BadMarkup

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise BadMarkup
        self._start(self._local.get(name) or self._named(name), attributes)

    def _close(self, name: str) -> None:
        self._depth -= 1
        if self._end is not None:
            self._end(self._local.get(name) or self._named(name))

    def _named(self, name: str) -> str:
        local = name.rpartition(":")[2]
        if len(self._local) < _NAMES_KEPT:
            self._local[name] = local
        return local


_NAMES_KEPT = 500


def attribute(attributes: Attributes, name: str) -> str:
    """The attribute of this name, whatever its prefix; empty where there is none."""
    ends = f":{name}"
    found = (value for key, value in attributes.items() if key.endswith(ends))
    return attributes.get(name) or next(found, "")
