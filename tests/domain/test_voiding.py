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


@pytest.mark.rule("V2")
def test_a_chain_holds_blockers_of_blockers_newest_first_and_the_target_last():
    blockers_of = {10: [30, 20], 20: [40], 30: [40], 40: []}
    posted = {10: 1, 20: 2, 30: 3, 40: 4, 50: 5}
    assert chain(10, blockers_of, posted) == [40, 30, 20, 10]


@pytest.mark.rule("V2")
def test_a_document_nothing_blocks_is_its_own_chain():
    assert chain(10, {}, {10: 1}) == [10]


@pytest.mark.rule("V2")
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=30))
def test_in_a_chain_each_document_comes_after_all_that_block_it(pairs):
    # Later documents block earlier ones; a document's id is its place in history here.
    blockers_of: dict[int, list[int]] = {}
    for one, other in pairs:
        if one != other:
            blockers_of.setdefault(min(one, other), []).append(max(one, other))
    order = chain(0, blockers_of, {document: document for document in range(10)})
    assert order[-1] == 0
    assert len(set(order)) == len(order)
    for place, document in enumerate(order):
        assert set(blockers_of.get(document, ())) <= set(order[:place])
