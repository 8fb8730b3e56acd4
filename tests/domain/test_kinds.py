"""Every document kind is complete."""

import ast
import re
from pathlib import Path

import pytest

import db
from app.domain.document_kind import Direction, Effect, Party, SerialPolicy, WayIn
from app.domain.kinds import KINDS, number_of
from app.domain.lifecycle import TRANSITIONS, Status

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
    assert kind.carries_serials == (kind.policy in {SerialPolicy.OPTIONAL, SerialPolicy.REQUIRED})
    assert (kind.effect is Effect.MOVES and kind.carries_serials) == (kind.move is not None)
    assert all(other in KINDS for other in (kind.origin, kind.listed_with, *kind.becomes) if other)
    assert not (kind.party_required and kind.party is Party.NONE)


@pytest.mark.rule("D1")
def test_serials_are_carried_by_the_six_documents_of_the_guide_and_by_the_items_page():
    six = {"sale", "sales_return", "purchase", "purchase_return", "count", "transfer"}
    item_page = {"opening", "adjustment", "release"}
    of_a_transfer = {key for key, kind in KINDS.items() if kind.origin == "transfer"}
    carrying = {key for key, kind in KINDS.items() if kind.carries_serials}
    assert carrying == six | item_page | of_a_transfer


@pytest.mark.rule("L2")
@pytest.mark.parametrize("kind", [kind for kind in KINDS.values() if kind.move])
def test_what_its_move_does_to_a_serial_is_what_its_quantity_does_to_the_stock(kind):
    into_stock = TRANSITIONS[kind.move].target is Status.IN_STOCK
    out_of_stock = TRANSITIONS[kind.move].sources <= {Status.IN_STOCK, Status.UNKNOWN}
    assert into_stock == (kind.direction is Direction.IN)
    if kind.key != "release":  # the units stay where they are, only their serials go
        assert out_of_stock == (kind.direction is Direction.OUT)


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


@pytest.mark.rule("D4")
def test_a_kind_says_which_way_goods_go_between_warehouses():
    assert {key for key, kind in KINDS.items() if kind.sends} == {"transfer"}
    taking = {key for key, kind in KINDS.items() if kind.takes_sent}
    assert taking == {"transfer_receipt", "transfer_back", "transfer_loss"}
    assert all(KINDS[KINDS[key].origin].sends for key in taking)
    assert {key for key, kind in KINDS.items() if kind.arrives} == {"transfer_receipt"}


@pytest.mark.rule("L3")
def test_only_a_sale_names_units_that_had_no_number():
    assert {key for key, kind in KINDS.items() if kind.names_units} == {"sale"}


@pytest.mark.rule("D4")
@pytest.mark.parametrize("path", sorted(Path(db.__file__).parent.rglob("*.py")), ids=str)
def test_no_sql_names_a_kind_it_is_told_which(path):
    if path.parent.name != "schema":  # what has landed stays as it was written
        assert not re.findall(rf"'({'|'.join(KINDS)})'", path.read_text(encoding="utf-8"))


@pytest.mark.rule("U4")
def test_which_kinds_are_told_in_the_audit_log() -> None:
    assert {key for key, kind in KINDS.items() if kind.is_decided} == {
        "adjustment",
        "transfer_loss",
    }
    assert {key for key, kind in KINDS.items() if kind.rings_up} == {"sale"}


# Kinds say what they mean -------------------------------------------------------------------------


def asked_by_name(source: str) -> list[int]:
    """The lines that compare something with one kind, instead of asking what the kind says."""
    names, keys = {key.upper() for key in KINDS}, set(KINDS)

    def is_kind(part: ast.expr) -> bool:
        match part:
            case ast.Attribute(value=ast.Name(id=name), attr="key") | ast.Name(id=name):
                return name in names
            case ast.Constant(value=str(text)):
                return text in keys - ORDINARY_WORDS
            case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Set(elts=parts):
                return any(map(is_kind, parts))
        return False

    compared = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Compare))
    return [node.lineno for node in compared if any(map(is_kind, [node.left, *node.comparators]))]


ORDINARY_WORDS = {"count", "release"}
"""Keys of kinds that are words of other things too."""


def test_no_code_asks_for_one_kind_by_its_name() -> None:
    """What a kind does differently is a fact that it says (``rings_up``), so that another can."""
    house = Path(__file__).parents[2]
    found = {
        file.relative_to(house).as_posix(): asked_by_name(file.read_text(encoding="utf-8"))
        for file in sorted((house / "app").rglob("*.py"))
    }
    assert {file: lines for file, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('kind == "sale"', True),
        ("head.kind != SALE.key", True),
        ("kind is TRANSFER", True),
        ('kind in ("sale", "sales_return")', True),
        ("KINDS[head.kind].rings_up", False),
        ('text == "something"', False),
    ],
)
def test_a_question_for_one_kind_is_told(source: str, found: bool) -> None:
    assert bool(asked_by_name(source)) is found
