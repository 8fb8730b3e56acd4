"""What is imported when it is first used is there, wherever it is named."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import app.gui
from app.gui.kit.later import class_named


def named() -> Iterator[str]:
    """Every constant of the screen that names a class or a function by its module."""
    for file in sorted(Path(app.gui.__path__[0]).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                *modules, name = node.value.split(".")
                is_name = all(part.isidentifier() for part in (*modules, name))
                if len(modules) > 1 and is_name and "_".join(modules).islower():
                    yield node.value


NAMED = sorted(set(named()))


def test_there_are_some() -> None:
    assert "people.sign_in.SignInPage" in NAMED


@pytest.mark.parametrize("place", NAMED)
def test_it_is_there(place: str) -> None:
    assert callable(class_named(place))
