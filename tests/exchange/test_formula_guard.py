"""No text of a file runs as a formula, and each comes back as it was (Q4)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exchange.export.formula_guard import guarded_text, unguarded_text

SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
PIECES = st.sampled_from([*SIGNS, "'", " ", "\u3000", "1", "A", "“", "国"])


@pytest.mark.reliability(21)
@pytest.mark.rule("Q4")
@pytest.mark.parametrize("before", ["", " ", "\u3000 ", "'", "''"])
@pytest.mark.parametrize("sign", SIGNS)
def test_what_would_run_begins_with_an_apostrophe(sign: str, before: str) -> None:
    text = f"{before}{sign}1+1"
    assert guarded_text(text) == f"'{text}"
    assert unguarded_text(guarded_text(text)) == text


@pytest.mark.parametrize("text", ["", "000123", "A-1", "a=b", "'quoted'", "49 151", "国=货"])
def test_what_would_not_run_stays_as_it_is(text: str) -> None:
    assert guarded_text(text) == text == unguarded_text(text)


@pytest.mark.reliability(21)
@pytest.mark.rule("Q4")
@given(st.one_of(st.text(), st.lists(PIECES).map("".join)))
def test_every_text_comes_back(text: str) -> None:
    made = guarded_text(text)
    assert unguarded_text(made) == text
    assert not made.lstrip().startswith(SIGNS)
