"""May serials be switched on for a product? P2, P5, P6."""

from dataclasses import replace

import pytest

from app.domain.problems import Code
from app.domain.tracking import Trackable, problems_of

PLAIN = Trackable(
    is_bundle=False,
    has_batches=False,
    has_shelf_life=False,
    unit_decimals=0,
    stock=[("Main", 5000)],
)


@pytest.mark.rule("P2")
def test_a_plain_product_with_whole_stock_may_be_tracked():
    assert problems_of(PLAIN) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        pytest.param({"is_bundle": True}, Code.TRACK_BUNDLE, marks=pytest.mark.rule("P2", "P6")),
        pytest.param({"has_batches": True}, Code.TRACK_BATCH, marks=pytest.mark.rule("P2", "P5")),
        pytest.param(
            {"has_shelf_life": True}, Code.TRACK_BATCH, marks=pytest.mark.rule("P2", "P5")
        ),
        pytest.param({"unit_decimals": 2}, Code.TRACK_DECIMALS, marks=pytest.mark.rule("P2")),
        pytest.param(
            {"stock": [("Main", -1000)]}, Code.TRACK_NEGATIVE, marks=pytest.mark.rule("P2")
        ),
        pytest.param(
            {"stock": [("Main", 1500)]}, Code.TRACK_FRACTION, marks=pytest.mark.rule("P2")
        ),
    ],
)
def test_each_reason_against_tracking_is_named(change, code):
    assert [problem.code for problem in problems_of(replace(PLAIN, **change))] == [code]


@pytest.mark.rule("P2")
def test_all_reasons_are_given_at_once_and_each_warehouse_is_named():
    stock = [("Main", -2500), ("Branch", 500), ("Depot", 1000)]
    problems = problems_of(Trackable(True, True, True, 1, stock))
    assert [problem.code.name for problem in problems] == [
        "TRACK_BUNDLE",
        "TRACK_BATCH",
        "TRACK_DECIMALS",
        "TRACK_NEGATIVE",
        "TRACK_FRACTION",
    ]
    assert problems[3].values == {"warehouse": "Main", "quantity": "−2.5"}
    assert problems[4].values == {"warehouse": "Branch", "quantity": "0.5"}
