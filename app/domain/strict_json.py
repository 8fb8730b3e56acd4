"""Files of data that others may have made: read strictly, or refused in one sentence (Q7).

Nothing is guessed: a key that is not known, one that is missing or stands twice, a number that is a
text. A reader of such a file asks for each value by its key and says what it must be, or names the
dataclass whose fields stand there.
"""

import json
import re
from collections.abc import Callable, Mapping
from enum import Enum
from math import isfinite
from typing import Any, NoReturn, TypeVar, get_args, get_origin, get_type_hints

from app.domain.problems import Code, refuse

MOST_BYTES = 20_000_000
_NO_TEXT = re.compile("[\x00-\x09\x0b-\x1f\ud800-\udfff]")
"""Control characters but line ends, and halves of characters."""
E = TypeVar("E", bound=Enum)
T = TypeVar("T")


def damaged(reason: str) -> NoReturn:
    """Refuse the file; ``reason`` is what a programmer finds it by, such as the key."""
    raise refuse(Code.TEMPLATE_DAMAGED, reason=reason)


def read_object(data: bytes, most: int | None = None) -> "JsonObject":
    """The object that a file of so many bytes at most holds. Raises Refused for anything else."""
    most = most or MOST_BYTES
    if len(data) > most:
        damaged(f"> {most // 1_000:,} KB")
    try:
        found = json.loads(
            data.decode("utf-8-sig"), object_pairs_hook=_whole, parse_constant=_no_number
        )
    except (ValueError, RecursionError) as error:  # no UTF-8, no JSON, or nested without end
        raise refuse(Code.TEMPLATE_DAMAGED, reason="JSON") from error
    return JsonObject(found, "")


def _whole(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ValueError("a key stands twice")
    return made


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


class JsonObject:
    """An object of which every value is asked for once; ``done`` refuses what nobody asked for."""

    def __init__(self, found: object, place: str) -> None:
        self._place = place
        if not isinstance(found, dict):
            damaged(place or "JSON")
        self._values: Mapping[str, Any] = found
        self._asked: set[str] = set()

    def _value(self, key: str) -> Any:
        self._asked.add(key)
        if key not in self._values:
            self._refuse(key)
        return self._values[key]

    def _refuse(self, key: str) -> NoReturn:
        damaged(f"{self._place}.{key}".lstrip("."))

    def text(self, key: str, longest: int) -> str:
        """A text of so many characters at most, without control characters but line ends."""
        found = self._value(key)
        if not isinstance(found, str) or len(found) > longest:
            self._refuse(key)
        if _NO_TEXT.search(found):
            self._refuse(key)
        return str(found)

    def number(self, key: str, least: float, most: float) -> float:
        """A number between two."""
        found = self._value(key)
        if isinstance(found, bool) or not isinstance(found, int | float):
            self._refuse(key)
        if not (least <= found <= most and isfinite(found)):
            self._refuse(key)
        return float(found)

    def count(self, key: str, least: int, most: int) -> int:
        """A whole number between two."""
        found = self._value(key)
        if type(found) is not int or not least <= found <= most:
            self._refuse(key)
        return int(found)

    def flag(self, key: str) -> bool:
        """Yes or no."""
        found = self._value(key)
        if not isinstance(found, bool):
            self._refuse(key)
        return found is True

    def choice(self, key: str, kind: type[E]) -> E:
        """A member of an enum, written as its name in small letters."""
        found = self._value(key)
        if not isinstance(found, str) or found != found.lower():
            self._refuse(key)
        if found.upper() not in kind.__members__:
            self._refuse(key)
        return kind[found.upper()]

    def object(self, key: str) -> "JsonObject":
        """An object within."""
        return JsonObject(self._value(key), f"{self._place}.{key}".lstrip("."))

    def objects(self, key: str, most: int, read: Callable[["JsonObject"], T]) -> list[T]:
        """A list of objects, so many at most, each read to its end."""
        found = self._value(key)
        if not isinstance(found, list) or len(found) > most:
            self._refuse(key)
        return [
            JsonObject(one, f"{self._place}.{key}[{at}]".lstrip(".")).whole(read)
            for at, one in enumerate(found)
        ]

    def texts(self, key: str, most: int, longest: int) -> list[str]:
        """A list of texts."""
        found = self._value(key)
        if not isinstance(found, list) or len(found) > most:
            self._refuse(key)
        return [JsonObject({"": one}, f"{self._place}.{key}").text("", longest) for one in found]

    def record(self, key: str, kind: type[T]) -> T:
        """A dataclass of an object with its fields; what has a default may be left out.

        Enums stand there by their names, texts in one row.
        """
        made: T = _typed(kind, self._value(key), f"{self._place}.{key}".lstrip("."))
        return made

    def whole(self, read: Callable[["JsonObject"], T]) -> T:
        """What ``read`` makes of it, which must have asked for all that is there."""
        made = read(self)
        extra = sorted(set(self._values) - self._asked)
        if extra:
            self._refuse(extra[0][:40])
        return made


def _typed(hint: Any, value: Any, place: str) -> Any:
    """A value as its type says, and nothing else."""
    from dataclasses import is_dataclass  # no start reads one

    if is_dataclass(hint):
        return _record(hint, value, place)
    if get_origin(hint) is tuple:
        if not isinstance(value, list):
            damaged(place)
        each, _any_number = get_args(hint)
        return tuple(_typed(each, one, f"{place}[{at}]") for at, one in enumerate(value, 1))
    if isinstance(hint, type) and issubclass(hint, Enum):
        if not isinstance(value, str) or value not in hint.__members__:
            damaged(place)
        return hint[value]
    if hint is float and type(value) is int:
        value = _as_float(value, place)
    if type(value) is not hint or (hint is float and not isfinite(value)):
        damaged(place)
    if hint is str and not value.isprintable():
        damaged(place)
    return value


def _as_float(value: int, place: str) -> float:
    try:
        return float(value)
    except OverflowError:
        damaged(place)


def _record(kind: Any, value: Any, place: str) -> Any:
    from dataclasses import MISSING, fields  # no start reads one

    if not isinstance(value, dict):
        damaged(place)
    hints = get_type_hints(kind)
    unknown = [name for name in value if name not in hints]
    if unknown:
        damaged(f"{place}.{unknown[0][:40]}")
    needed = [field.name for field in fields(kind) if field.default is MISSING]
    missing = [name for name in needed if name not in value]
    if missing:
        damaged(f"{place}.{missing[0]}")
    read = {name: _typed(hints[name], said, f"{place}.{name}") for name, said in value.items()}
    return kind(**read)
