"""What is imported when it is first used is there, wherever it is named."""

import ast
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import app.gui
from app.gui.kit.later import class_named


def named() -> Iterator[str]:
    """Every constant of the screen that names a class or a function by its module, or a module of
    another room (``app.…``)."""
    for file in sorted(Path(app.gui.__path__[0]).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                *modules, name = node.value.split(".")
                is_name = all(part.isidentifier() for part in (*modules, name))
                if len(modules) > 1 and is_name and "_".join(modules).islower():
                    yield node.value


def test_it_is_there() -> None:
    places = set(named())
    assert "people.sign_in.SignInPage" in places
    assert [place for place in sorted(places) if not _is_there(place)] == []


def _is_there(place: str) -> bool:
    if place.startswith("app."):
        return find_spec(place) is not None
    return callable(class_named(place))
