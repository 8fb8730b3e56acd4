"""Who blocks a void, and the order of a chain: V1, V2."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.problems import Code
from app.domain.voiding import Blocker, blocked, chain


def blocker(document, posted, *serials):
    number = f"SI-2026-{document:06}"
    return Blocker(document, "sale", number, "2026-01-31", posted, len(serials), serials)


@pytest.mark.rule("V1")
def test_without_a_later_document_nothing_blocks():
    assert blocked([]) == []


@pytest.mark.rule("V1")
def test_blockers_are_listed_newest_first_with_their_serials():
    problems = blocked([blocker(7, 3, "A1"), blocker(5, 9, "A2", "A3"), blocker(6, 4, "A1")])
    assert {problem.code for problem in problems} == {Code.BLOCKED}
    assert [problem.values["document"] for problem in problems] == [5, 6, 7]
    assert problems[0].values["serials"] == ("A2", "A3")
    assert problems[0].values["number"] == "SI-2026-000005"
    assert (problems[0].values["date"], problems[0].values["count"]) == ("2026-01-31", 2)


def chain_among(target, blockers_of):
    """The chain where a document's id is its place in history."""

    def blocking(documents):
        return {later: later for document in documents for later in blockers_of.get(document, ())}

    return chain(target, blocking)


@pytest.mark.rule("V2")
def test_a_chain_holds_blockers_of_blockers_newest_first_and_the_target_last():
    assert chain_among(10, {10: [30, 20], 20: [40], 30: [40], 50: [60]}) == [40, 30, 20, 10]


@pytest.mark.rule("V2")
def test_a_document_nothing_blocks_is_its_own_chain():
    assert chain_among(10, {}) == [10]


@pytest.mark.rule("V2")
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=30))
def test_in_a_chain_each_document_comes_after_all_that_block_it(pairs):
    blockers_of: dict[int, list[int]] = {}
    for one, other in pairs:
        if one != other:  # later documents block earlier ones
            blockers_of.setdefault(min(one, other), []).append(max(one, other))
    order = chain_among(0, blockers_of)
    assert order[-1] == 0
    assert len(set(order)) == len(order)
    for place, document in enumerate(order):
        assert set(blockers_of.get(document, ())) <= set(order[:place])
