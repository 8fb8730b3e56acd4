"""Every document kind is complete, and every sentence can be said."""

import string

import pytest

from app.domain.kinds import KINDS, Direction, Party, SerialPolicy, WayIn, number_of
from app.domain.lifecycle import TRANSITIONS, Status
from app.domain.problems import Code

every_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)


@pytest.mark.rule("D8")
def test_keys_and_number_prefixes_are_unique():
    assert all(key == kind.key for key, kind in KINDS.items())
    assert len({kind.prefix for kind in KINDS.values()}) == len(KINDS)
    assert len({kind.name for kind in KINDS.values()}) == len(KINDS)


@every_kind
def test_a_kind_is_complete(kind):
    assert kind.name
    assert kind.plural
    assert kind.prefix.isalpha()
    assert kind.prefix.isupper()
    assert kind.move in TRANSITIONS
    assert kind.ways_in
    assert not (kind.party_required and kind.party is Party.NONE)


@pytest.mark.rule("L2")
@every_kind
def test_what_its_move_does_to_a_serial_is_what_its_quantity_does_to_the_stock(kind):
    into_stock = TRANSITIONS[kind.move].target is Status.IN_STOCK
    assert into_stock == (kind.direction is Direction.IN)


@pytest.mark.rule("D2", "D4")
def test_purchase_and_sale_are_as_the_guide_has_them():
    purchase, sale = KINDS["purchase"], KINDS["sale"]
    assert purchase.policy is SerialPolicy.OPTIONAL
    assert sale.policy is SerialPolicy.REQUIRED
    assert sale.base_unit_only
    assert not purchase.base_unit_only
    assert {WayIn.SCAN, WayIn.MANUAL} <= set(purchase.ways_in) & set(sale.ways_in)


@pytest.mark.rule("D8")
def test_a_number_has_the_prefix_the_year_and_six_digits():
    assert number_of(KINDS["sale"], 2026, 123) == "SI-2026-000123"
    assert number_of(KINDS["purchase"], 2027, 1234567) == "PI-2027-1234567"


@pytest.mark.rule("D7")
@pytest.mark.parametrize("code", Code, ids=lambda code: code.name)
def test_a_refusal_is_a_sentence_with_plain_names_to_fill(code):
    pieces = list(string.Formatter().parse(code.value))
    names = {name for _, name, _, _ in pieces if name is not None}
    assert all(name.isidentifier() for name in names)
    filled = code.value.format(**dict.fromkeys(names, "x"))
    assert "{" not in filled
    assert filled[0].isupper() or filled[0] in "“x"
    assert filled.endswith(".")
