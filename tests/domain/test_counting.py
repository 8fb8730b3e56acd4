"""What a count found, against the books (D2, D4, L, L2)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.counting import (
    DECISIONS,
    CountGroup,
    Decisions,
    ProductCount,
    difference_without_serial,
    finding_of,
    group_of,
    undecided,
)
from app.domain.lifecycle import TRANSITIONS, Move, Status
from app.domain.verdicts import Finding

HERE, THERE = 1, 2
MANY = st.integers(0, 50)


@pytest.mark.rule("L1", "D4")
@pytest.mark.parametrize(
    ("status", "warehouse", "group"),
    [
        (Status.IN_STOCK, HERE, CountGroup.FOUND),
        (Status.IN_STOCK, THERE, CountGroup.ELSEWHERE),
        (Status.IN_TRANSIT, HERE, CountGroup.ELSEWHERE),
        (Status.SOLD, None, CountGroup.SOLD_HERE),
        (Status.RETURNED, None, CountGroup.COMES_BACK),
        (Status.REMOVED, None, CountGroup.COMES_BACK),
        (Status.UNKNOWN, None, CountGroup.NEW),
    ],
)
def test_the_group_of_a_counted_serial(status, warehouse, group):
    assert group_of(status, warehouse, HERE) is group
    moved = group_of(status, warehouse, HERE, moved_since=True)
    assert moved is (CountGroup.FOUND if group is CountGroup.FOUND else CountGroup.MOVED)


@pytest.mark.rule("L1")
@pytest.mark.parametrize("status", Status)
def test_what_a_count_takes_in_is_what_the_table_of_moves_lets_in(status):
    taken = group_of(status, None, HERE) in (
        CountGroup.NEW,
        CountGroup.COMES_BACK,
        CountGroup.SOLD_HERE,
    )
    assert taken == (status in TRANSITIONS[Move.COUNT_FOUND].sources)


@pytest.mark.rule("L1")
def test_what_needs_a_confirmation_is_a_group_of_its_own_that_is_asked_about():
    assert TRANSITIONS[Move.COUNT_FOUND].ask == {Status.SOLD}
    assert CountGroup.SOLD_HERE in DECISIONS


@pytest.mark.rule("D4")
def test_every_serial_is_taken_down_whatever_it_is():
    for status in Status:
        assert isinstance(finding_of(status, HERE, HERE), Finding)


@pytest.mark.rule("D2")
def test_what_nobody_counted_differs_by_nothing():
    assert difference_without_serial(ProductCount(None, 0, 5000, 3)) == 0


@pytest.mark.rule("D2", "L2")
def test_counted_by_quantity_alone_the_serials_are_taken_to_be_there():
    assert difference_without_serial(ProductCount(5000, 0, 7000, 3)) == -2000
    assert difference_without_serial(ProductCount(1250, 0, 1000)) == 250


@pytest.mark.rule("D2", "L2")
def test_counted_by_serials_what_is_beyond_them_has_none():
    assert difference_without_serial(ProductCount(5000, 3, 5000, 3)) == 0
    assert difference_without_serial(ProductCount(4000, 3, 5000, 3)) == -1000
    assert difference_without_serial(ProductCount(3000, 3, 3000, 0)) == -3000


@pytest.mark.rule("D2", "L3")
def test_units_counted_by_their_serial_and_sold_meanwhile_without_it_are_in_the_books_already():
    """Two units without a serial were scanned; the sale of one of them took it off the books."""
    assert difference_without_serial(ProductCount(2000, 2, 2000, 0, sold_without_serial=1)) == -1000


@pytest.mark.rule("D2", "L2")
@given(known=MANY, without_serial=MANY, missing=MANY, new=MANY)
def test_a_whole_count_of_what_is_there_leads_to_it(known, without_serial, missing, new):
    """However many have a number, have none, are missing or new: then the books say what is."""
    missing = min(missing, known)
    scanned = known - missing + new
    item = ProductCount(
        (scanned + without_serial) * 1000, scanned, (known + 2 + without_serial) * 1000, known
    )  # two more ones without a serial on the books than there are
    if scanned:
        after = known + 2 + without_serial - missing + new + difference_without_serial(item) // 1000
        assert after == scanned + without_serial


@pytest.mark.rule("D4")
def test_only_groups_that_hold_something_and_change_the_books_are_asked_about():
    assert undecided(CountGroup, {}) == list(DECISIONS)
    assert undecided([CountGroup.FOUND, CountGroup.ELSEWHERE, CountGroup.MOVED], {}) == []
    assert undecided([CountGroup.NEW, CountGroup.MISSING], {CountGroup.NEW: False}) == [
        CountGroup.MISSING
    ]


@pytest.mark.rule("D2")
@given(
    st.dictionaries(st.sampled_from(list(DECISIONS)), st.booleans()),
    st.dictionaries(st.tuples(st.sampled_from(list(DECISIONS)), st.integers(1, 3)), st.booleans()),
    st.sampled_from(list(DECISIONS)),
    st.integers(1, 3),
)
def test_an_items_own_decision_is_before_its_groups_and_unsaid_is_no(
    of_group, of_product, group, product
):
    taken = Decisions(of_group, of_product).taken(group, product)
    if (group, product) in of_product:
        assert taken is of_product[group, product]
    elif group in of_group:
        assert taken is of_group[group]
    else:
        assert taken is False
