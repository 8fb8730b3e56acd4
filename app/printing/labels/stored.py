"""Templates, sizes and printers as JSON, as they are kept and handed on; read strictly (Q7).

A file of others may be damaged, hostile or of a newer version: it is refused whole, with the place
where it goes wrong, and nothing in it is guessed.
"""

import json
import math
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum, unique
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from app.domain.marks import N_
from app.domain.problems import Code, Problem, Refused, refuse
from app.printing.labels import printers, template
from app.printing.labels.printers import LabelPrinter
from app.printing.labels.template import LabelTemplate
from app.printing.media import judging
from app.printing.media.media import LabelMedia

VERSION = 1
LARGEST = 64 * 1024
"""Bytes of a file at most: a template has some thousand."""


@unique
class StoredKind(Enum):
    """What is kept so; a value is its name on the screen."""

    TEMPLATE = N_("label template")
    MEDIA = N_("label size")
    PRINTER = N_("printer")


Stored = TypeVar("Stored", LabelTemplate, LabelMedia, LabelPrinter)

_KINDS: dict[type, tuple[StoredKind, Callable[[Any], list[Problem]]]] = {
    LabelTemplate: (StoredKind.TEMPLATE, template.problems_of),
    LabelMedia: (StoredKind.MEDIA, judging.problems_of),
    LabelPrinter: (StoredKind.PRINTER, printers.problems_of),
}
"""How each is named in its file, and who judges what was read."""


class _Wrong(Exception):
    """A part of a file is not what it should be; the text says which."""


def to_json(kept: LabelTemplate | LabelMedia | LabelPrinter) -> str:
    """A template, a size or a printer as the text of a file."""
    kind, _judge = _KINDS[type(kept)]
    said = {"serialdesk": kind.name, "version": VERSION, "content": _plain(kept)}
    return json.dumps(said, ensure_ascii=False, indent=1)


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value


def from_json(kept: type[Stored], content: bytes, name: str) -> Stored:
    """What a file holds; ``name`` is the file's, for what is said of it.

    Raises Refused where it is not readable, from a newer version, or holds what cannot be used.
    """
    kind, judge = _KINDS[kept]
    try:
        said = _parsed(content)
        version = said.get("version")
        if said.get("serialdesk") != kind.name or type(version) is not int or version < 1:
            raise _Wrong("serialdesk")
        if version > VERSION:
            raise refuse(Code.LABEL_FILE_NEWER, name=name)
        made: Stored = _read(kept, said.get("content"), "content")
    except _Wrong as wrong:
        values = {"name": name, "what": kind, "part": str(wrong)}
        raise Refused([Problem(Code.LABEL_FILE_UNREADABLE, values)]) from wrong
    problems = judge(made)
    if problems:
        raise Refused(problems)
    return made


def _parsed(content: bytes) -> dict[str, Any]:
    """The outermost object of a file, with no name in it twice."""
    if len(content) > LARGEST:
        raise _Wrong(f"> {LARGEST // 1024} KB")
    try:
        said = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise _Wrong("JSON") from error
    if not isinstance(said, dict):
        raise _Wrong("JSON")
    return said


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    named = dict(pairs)
    if len(named) != len(pairs):
        raise _Wrong("JSON")
    return named


def _read(hint: Any, value: Any, part: str) -> Any:
    """A value as its type says, and nothing else."""
    if is_dataclass(hint):
        return _read_fields(hint, value, part)
    if get_origin(hint) is tuple:
        if not isinstance(value, list):
            raise _Wrong(part)
        each, _any_number = get_args(hint)
        return tuple(_read(each, one, f"{part}[{at}]") for at, one in enumerate(value, 1))
    if isinstance(hint, type) and issubclass(hint, Enum):
        if not isinstance(value, str) or value not in hint.__members__:
            raise _Wrong(part)
        return hint[value]
    if hint is float and type(value) is int:
        value = _as_float(value, part)
    if type(value) is not hint or (hint is float and not math.isfinite(value)):
        raise _Wrong(part)
    if hint is str and not value.isprintable():
        raise _Wrong(part)
    return value


def _as_float(value: int, part: str) -> float:
    try:
        return float(value)
    except OverflowError as error:
        raise _Wrong(part) from error


def _read_fields(kept: Any, value: Any, part: str) -> Any:
    """A dataclass of an object with its fields; what has a default may be left out."""
    if not isinstance(value, dict):
        raise _Wrong(part)
    hints = get_type_hints(kept)
    unknown = [name for name in value if name not in hints]
    if unknown:
        raise _Wrong(f"{part}.{unknown[0][:40]}")
    needed = [field.name for field in fields(kept) if field.default is MISSING]
    missing = [name for name in needed if name not in value]
    if missing:
        raise _Wrong(f"{part}.{missing[0]}")
    return kept(
        **{name: _read(hints[name], said, f"{part}.{name}") for name, said in value.items()}
    )
