"""Documents on paper as they were looked at: every text in its place, in each language."""

import pytest

from tests.reference.documents import REFERENCES, text_of


@pytest.mark.rule("Q5", "Q7")
@pytest.mark.parametrize("language", REFERENCES)
def test_a_sale_is_printed_as_it_was_looked_at(language: str) -> None:
    """``python -m tests.reference`` makes the reference anew, once the change is wanted."""
    kept = REFERENCES[language].read_text(encoding="utf-8").splitlines()
    assert text_of(language).splitlines() == kept
