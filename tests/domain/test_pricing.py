"""Discounts and tax of a document (M3, M4)."""

from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.domain.pricing import (
    PERCENT,
    WHOLE,
    Discount,
    LineTax,
    PaidTax,
    PricedLine,
    TaxGroup,
    TaxMode,
    judge_discount,
    judge_presets,
    read_discount,
    read_presets,
    read_rate,
    to_pay,
    work_out,
)
from app.domain.problems import Code, Problem
from app.domain.quantities import MOST_MONEY


def taxed(gross, percent, discount=0):
    return PricedLine(gross, discount, LineTax(percent, f"{percent} %", percent * PERCENT))


VECTORS = {
    "four lines": (
        [taxed(4 * 1_48, 21), taxed(1_52, 21), taxed(1_54, 21), taxed(39, 21)],
        TaxMode.ADDED,
        (9_37, 1_97, 11_34),
    ),
    "less 4 %": (
        [taxed(16 * 348_35, 22, Discount(rate=4 * PERCENT).of(16 * 348_35))],
        TaxMode.ADDED,
        (5_350_66, 1_177_15, 6_527_81),
    ),
    "20 % included": ([taxed(8_01, 20)], TaxMode.INCLUDED, (6_67, 1_34, 8_01)),
    "two rates included": (
        [taxed(28_90, 22), taxed(1_25, 10)],
        TaxMode.INCLUDED,
        (24_83, 5_32, 30_15),
    ),
    "the picture": (
        [taxed(3_399_00, 13), taxed(1_299_00, 13, 64_95), taxed(118_00, 13)],
        TaxMode.INCLUDED,
        (4_751_05 - 546_58, 546_58, 4_751_05),
    ),
}


@pytest.mark.rule("M4")
@pytest.mark.parametrize("name", VECTORS)
def test_lines_are_rounded_first_and_tax_once_a_rate(name):
    lines, mode, expected = VECTORS[name]
    found = work_out(lines, Discount(), mode).totals
    net, tax = (sum(part[at] for part in found.taxes) for at in (2, 3))
    assert (net, tax, found.total) == expected


@pytest.mark.rule("M3")
def test_the_discount_of_a_document_is_spread_over_its_lines():
    lines = [PricedLine(33_33), PricedLine(33_33), PricedLine(33_34)]
    found = work_out(lines, Discount(10_00), TaxMode.NONE)
    assert found.shares == (3_33, 3_33, 3_34)
    assert found.totals.total == 90_00


@pytest.mark.rule("M3")
@pytest.mark.rule("M4")
def test_the_totals_card_of_the_counter():
    lines = [taxed(3_399_00, 13), taxed(1_299_00, 13, 64_95), taxed(118_00, 13)]
    found = work_out(lines, Discount(50_00), TaxMode.INCLUDED).totals
    assert (found.lines, found.line_discounts, found.discount) == (4_816_00, 64_95, 50_00)
    assert [(one.rate, one.tax) for one in found.taxes] == [(13 * PERCENT, 540_83)]
    assert found.total == 4_701_05


LINES = st.lists(
    st.tuples(st.integers(0, MOST_MONEY), st.sampled_from([None, 0, 6, 13, 21])),
    min_size=1,
    max_size=12,
).map(
    lambda made: [
        PricedLine(gross) if percent is None else taxed(gross, percent) for gross, percent in made
    ]
)


@pytest.mark.rule("M3")
@pytest.mark.rule("M4")
@given(LINES, st.integers(0, WHOLE), st.sampled_from(TaxMode))
def test_whatever_is_sold_the_figures_fit_each_other(lines, rate, mode):
    found = work_out(lines, Discount(rate=rate), mode)
    totals = found.totals
    assert sum(found.shares) == totals.discount <= totals.lines
    taxes = sum(one.tax for one in totals.taxes)
    assert totals.total == totals.lines - totals.discount + (taxes if mode == TaxMode.ADDED else 0)
    if mode is TaxMode.NONE:
        assert not totals.taxes
    for one in totals.taxes:
        base = one.net if mode is TaxMode.ADDED else one.net + one.tax
        parts = WHOLE if mode is TaxMode.ADDED else WHOLE + one.rate
        assert 2 * abs(one.tax * parts - base * one.rate) <= parts
        assert 0 <= one.tax <= base


@pytest.mark.rule("M4")
@given(LINES, st.integers(0, WHOLE), st.sampled_from(TaxMode), st.integers(0, 3))
def test_what_its_lines_come_to_with_tax_is_together_what_is_to_be_paid(lines, rate, mode, known):
    came = [line._replace(came_by=f"SI-{n % 2}") for n, line in enumerate(lines)]
    groups = [TaxGroup(line.tax.id, line.tax.rate, line.came_by) for line in came if line.tax]
    paid = {group: PaidTax(10_00, 1_33, 0, 0) for group in groups[:known]}
    found = work_out(came, Discount(rate=rate), mode, paid)
    assert sum(to_pay(came, found)) == found.totals.total


@pytest.mark.rule("M3")
@pytest.mark.rule("M4")
@given(
    st.integers(1, MOST_MONEY),
    st.integers(0, WHOLE),
    st.sampled_from([TaxMode.ADDED, TaxMode.INCLUDED]),
    st.lists(st.integers(1, MOST_MONEY), max_size=6),
)
def test_tax_of_part_returns_adds_up_to_what_was_paid(base, rate, mode, cuts):
    tax = LineTax(1, "VAT", rate)
    paid = work_out([PricedLine(base, 0, tax)], Discount(), mode).totals.taxes[0].tax
    points = sorted({0, base, *(cut % base for cut in cuts)})
    back = given_back = 0
    group = TaxGroup(1, rate, "SI-1")
    for low, high in pairwise(points):
        line = PricedLine(high - low, 0, tax, came_by="SI-1")
        known = {group: PaidTax(base, paid, back, given_back)}
        (part,) = work_out([line], Discount(), mode, known).taxes
        back, given_back = back + high - low, given_back + part.tax
    assert given_back == paid


@pytest.mark.rule("M4")
def test_what_one_document_says_of_a_rate_is_said_once_wherever_it_came_by():
    tax = LineTax(1, "VAT", 20 * PERCENT)
    lines = [PricedLine(1_00, 0, tax, came) for came in ("SI-1", "SI-2", None)]
    known = {TaxGroup(1, tax.rate, came): PaidTax(3_00, 61, 0, 0) for came in ("SI-1", "SI-2")}
    found = work_out(lines, Discount(), TaxMode.ADDED, known)
    assert [part.tax for part in found.taxes] == [20, 20, 20]
    assert found.totals.taxes == (("VAT", tax.rate, 3_00, 60),)


@pytest.mark.rule("M3")
@pytest.mark.parametrize(
    "text, decimals, found",
    [
        ("", 2, Discount()),
        ("0", 2, Discount()),
        ("0%", 2, Discount()),
        ("5%", 2, Discount(rate=5 * PERCENT)),
        ("12.5 %", 2, Discount(rate=12_500)),
        ("100%", 2, Discount(rate=WHOLE)),
        ("５％", 2, Discount(rate=5 * PERCENT)),
        ("5", 2, Discount(5_00)),
        ("5", 0, Discount(5)),
        ("5.125", 3, Discount(5_125)),
        ("1,000.00", 2, Discount(1000_00)),
    ],
)
def test_a_discount_is_typed_as_percent_or_as_an_amount(text, decimals, found):
    assert read_discount(text, decimals) == found


@pytest.mark.rule("M3")
@pytest.mark.parametrize(
    "text, code",
    [
        ("five", Code.BAD_DISCOUNT),
        ("-5", Code.BAD_DISCOUNT),
        ("−5%", Code.BAD_DISCOUNT),
        ("%", Code.BAD_DISCOUNT),
        ("5%%", Code.BAD_DISCOUNT),
        ("1.2345%", Code.BAD_DISCOUNT),
        ("5.005", Code.BAD_DISCOUNT),
        ("1e5", Code.BAD_DISCOUNT),
        ("100.001%", Code.DISCOUNT_ABOVE_WHOLE),
        ("9" * 400 + "%", Code.DISCOUNT_ABOVE_WHOLE),
        ("6901234567892000", Code.MONEY_TOO_MUCH),
    ],
)
def test_what_is_no_discount_is_refused(text, code):
    found = read_discount(text, 2)
    assert isinstance(found, Problem) and found.code is code


@pytest.mark.rule("M3")
@given(st.integers(-(10**13), 10**13), st.integers(0, 10**13))
def test_a_discount_is_neither_below_zero_nor_above_what_it_is_off(amount, money):
    found = judge_discount(Discount(amount), money)
    assert (found is None) == (0 <= amount <= money)


@pytest.mark.rule("M3")
@given(st.integers(-WHOLE, 3 * WHOLE), st.integers(0, 10**13))
def test_a_percentage_is_between_none_and_the_whole(rate, money):
    assume(rate != 0)
    found = judge_discount(Discount(rate=rate), money, "Phone")
    assert (found is None) == (0 <= rate <= WHOLE)
    if found is None:
        assert 0 <= Discount(rate=rate).of(money) <= money


@pytest.mark.rule("M4")
@pytest.mark.parametrize("text, rate", [("13", 13_000), ("7.7%", 7_700), ("0", 0), ("100", WHOLE)])
def test_a_rate_is_typed_in_percent(text, rate):
    assert read_rate(text) == rate


@pytest.mark.rule("M4")
@pytest.mark.parametrize("text", ["", "-1", "100.001", "0.0001", "VAT"])
def test_what_is_no_rate_is_refused(text):
    found = read_rate(text)
    assert isinstance(found, Problem) and found.code is Code.BAD_RATE


@pytest.mark.rule("M3")
@pytest.mark.parametrize(
    ("text", "rates"),
    [
        ("5, 10, 12.5", [5_000, 10_000, 12_500]),
        ("５％、１０ %；5%", [5_000, 10_000]),
        ("  7 ", [7_000]),
        ("", []),
    ],
)
def test_discounts_to_be_offered_are_read_as_people_write_them(text, rates):
    assert read_presets(text) == rates
    assert judge_presets(rates) is None


@pytest.mark.rule("M3")
@pytest.mark.parametrize("text", ["x", "5 x", "0", "100.001", "-1", "1 2 3 4 5 6"])
def test_what_is_no_discount_is_not_offered(text):
    problem = judge_presets(read_presets(text))
    assert problem is not None and problem.code is Code.BAD_PRESETS
