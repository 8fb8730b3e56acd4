"""Every refusal is a sentence (D7); tests/services/test_text.py fills and translates each."""

import string

import pytest

from app.domain.problems import CONFIRMABLE, Code


@pytest.mark.rule("D7")
@pytest.mark.parametrize("code", Code, ids=lambda code: code.name)
def test_a_refusal_is_a_sentence_with_plain_names_to_fill(code):
    pieces = list(string.Formatter().parse(code.value))
    names = {name for _, name, _, _ in pieces if name is not None}
    assert all(name.isidentifier() for name in names)
    filled = code.value.format(**dict.fromkeys(names, "X"))
    assert "{" not in filled
    assert filled.lstrip("“")[0].isupper()
    assert filled.endswith("?" if code in CONFIRMABLE else ".")
