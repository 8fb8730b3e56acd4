"""Every refusal is a sentence (D7); tests/services/test_text.py fills and translates each."""

import string
from copy import deepcopy

import pytest

from app.domain.problems import CODES, CONFIRMABLE, Code, Problem


@pytest.mark.rule("D7")
@pytest.mark.parametrize("code", CODES.values(), ids=lambda code: code.name)
def test_a_refusal_is_a_sentence_with_plain_names_to_fill(code):
    pieces = list(string.Formatter().parse(code.value))
    names = {name for _, name, _, _ in pieces if name is not None}
    assert all(name.isidentifier() for name in names)
    filled = code.value.format(**dict.fromkeys(names, "X"))
    assert "{" not in filled
    assert filled.lstrip("“")[0].isupper()
    assert filled.endswith("?" if code in CONFIRMABLE else ".")


def test_no_two_codes_say_the_same():
    sentences = [code.value for code in CODES.values()]
    assert sorted(set(sentences)) == sorted(sentences)


@pytest.mark.parametrize("name", CODES)
def test_a_code_is_known_by_its_name_and_is_one(name):
    """What is told to another thread is copied, and compared with the code itself."""
    code = CODES[name]
    assert (code.name, getattr(Code, name)) == (name, code)
    assert deepcopy(Problem(code)) == Problem(code)
