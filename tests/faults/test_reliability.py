"""Each row of what the program has to bear has a test that says so."""

import ast
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from tests.reliability import ROWS

TESTS = Path(__file__).parents[1]


@cache
def _marked() -> dict[int, list[str]]:
    """The rows that tests say they prove, and where."""
    found = defaultdict(list)
    for path in sorted(TESTS.rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            is_mark = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            if is_mark and node.func.attr == "reliability":
                for given in node.args:
                    found[ast.literal_eval(given)].append(
                        f"{path.relative_to(TESTS)}:{node.lineno}"
                    )
    return found


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row}: {ROWS[row]}")
def test_each_row_has_its_proof(row: int) -> None:
    assert _marked()[row]


def test_no_test_proves_a_row_that_is_not_there() -> None:
    assert _marked().keys() <= ROWS.keys()
