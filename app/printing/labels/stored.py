"""Templates, sizes and printers as JSON, as they are kept and handed on; read strictly (Q7)."""

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any, TypeVar

from app.domain.problems import Code, Problem, Refused, refuse
from app.domain.strict_json import damaged, read_object
from app.printing.labels import printers, template
from app.printing.labels.printers import LabelPrinter
from app.printing.labels.template import LabelTemplate
from app.printing.media import judging
from app.printing.media.media import LabelMedia

VERSION = 1
LARGEST = 64 * 1024
"""Bytes of a file at most: a template has some thousand."""
_LONGEST_NAME = 20
_LATEST = 10**40
"""What can be a version at all."""

Stored = TypeVar("Stored", LabelTemplate, LabelMedia, LabelPrinter)

_KINDS: dict[type, tuple[str, Callable[[Any], list[Problem]]]] = {
    LabelTemplate: ("TEMPLATE", template.problems_of),
    LabelMedia: ("MEDIA", judging.problems_of),
    LabelPrinter: ("PRINTER", printers.problems_of),
}
"""How each is named in its file, and who judges what was read."""


def to_json(kept: LabelTemplate | LabelMedia | LabelPrinter) -> str:
    """A template, a size or a printer as the text of a file."""
    kind, _judge = _KINDS[type(kept)]
    said = {"serialdesk": kind, "version": VERSION, "content": _plain(kept)}
    return json.dumps(said, ensure_ascii=False, indent=1)


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value


def from_json(kept: type[Stored], content: bytes) -> Stored:
    """What a file holds.

    Raises Refused where it is not readable, from a newer version, or holds what cannot be used.
    """
    kind, judge = _KINDS[kept]
    found = read_object(content, LARGEST)
    if found.text("serialdesk", _LONGEST_NAME) != kind:
        damaged("serialdesk")
    if found.count("version", 1, _LATEST) > VERSION:
        raise refuse(Code.TEMPLATE_NEWER)
    made: Stored = found.whole(lambda said: said.record("content", kept))
    problems = judge(made)
    if problems:
        raise Refused(problems)
    return made
