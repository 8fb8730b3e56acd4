"""Forms: the values of one record as its page holds them."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, TypeVar

Form = TypeVar("Form")


def form_of(kind: type[Form], record: Mapping[str, Any]) -> Form:
    """A form with the record's values of the same names."""
    names = (field.name for field in fields(kind))  # type: ignore[arg-type]
    values: dict[str, Any] = {name: record[name] for name in names}
    return kind(**values)
