"""Which row of a file holds the titles, and which field each column fills (Q9).

What this supplier's file meant last time comes first, then what a known program calls its columns,
then the fields' own names in English and Chinese. What is left unclear is left to be chosen.
"""

from collections.abc import Mapping, Sequence

from app.exchange.imports.fields import TargetField, base, plain
from app.exchange.imports.kinds import ImportKind

_LOOKED_AT = 30
"""Rows in which the titles are looked for."""

_EXACT, _WITHIN = 2, 1
_SHORTEST_WITHIN = 4
"""Characters of a name that may stand within a longer title; a Chinese one says more in two."""


def match(
    titles: Sequence[str], kind: ImportKind, known: Mapping[str, str] | None = None
) -> list[str | None]:
    """The field of each column by its title, None for none; no field twice.

    ``known`` says of folded titles which field they mean, empty for none.
    """
    found: list[str | None] = [None] * len(titles)
    offers = sorted(
        (-weight, place, column, field)
        for column, title in enumerate(titles)
        for weight, place, field in _offers(plain(title), kind, known or {})
    )
    taken: set[str] = set()
    for _weight, _place, column, key in offers:
        if found[column] is None and key not in taken:
            found[column] = key
            taken.add(key)
    return found


def _offers(title: str, kind: ImportKind, known: Mapping[str, str]) -> list[tuple[int, int, str]]:
    """What a title could mean: how surely, its place among the field's names, the field."""
    if not title:
        return []
    if title in known:
        keys = {field.key for field in kind.fields}
        return [(_EXACT + 1, 0, known[title])] if base(known[title]) in keys else []
    offers = []
    for field in kind.fields:
        names = (plain(field.title.value), *field.titles)
        if title in names:
            offers.append((_EXACT, names.index(title), field.key))
        elif any(_within(name, title) for name in names):
            offers.append((_WITHIN, 0, field.key))
    return offers


def _within(name: str, title: str) -> bool:
    least = _SHORTEST_WITHIN if name.isascii() else 2
    return len(name) >= least and name in title


def header_row(
    rows: Sequence[tuple[int, Sequence[str]]],
    kind: ImportKind,
    known: Mapping[str, str] | None = None,
) -> int:
    """The number of the row that says most about its columns, the first of equals; 0 for none.

    One word within a sentence above the list is no title yet.
    """

    def told(titles: Sequence[str]) -> int:
        matched = [column for column, key in enumerate(match(titles, kind, known)) if key]
        exact = sum(_is_exact(titles[column], kind.fields, known or {}) for column in matched)
        return 2 * exact + len(matched) if exact or len(matched) > 1 else 0

    best = max(((told(titles), -number) for number, titles in rows[:_LOOKED_AT]), default=(0, 0))
    return -best[1] if best[0] else 0


def _is_exact(title: str, fields: Sequence[TargetField], known: Mapping[str, str]) -> bool:
    folded = plain(title)
    return folded in known or any(
        folded in (plain(field.title.value), *field.titles) for field in fields
    )
