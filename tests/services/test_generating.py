"""Batch generation against the store: all or nothing, the next free number, what is remembered."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.generation import Plan, Run, read_pattern, read_ranges
from app.domain.problems import Code
from app.services.documents import draft_lines
from app.services.entry import generating
from app.services.stock import correcting
from db import sql
from db.queries import generation
from db.queries.generation import Remembered, WantedRun
from tests.shop import codes, refusal, said


@pytest.fixture
def line(shop):
    """A purchase with one line of phones: (draft, line)."""
    draft = shop.draft("purchase")
    return draft, shop.line(draft)


def clash(shop, line, plan):
    """The one problem of a plan that clashes, and the start that is offered instead."""
    judged = generating.judge_plan(shop.database, *line, plan)
    (problem,) = judged.problems
    assert not judged.good
    return problem, judged.next_free and judged.next_free.start


def sn(start, count, width=3):
    return Plan((Run("SN", start, width, count=count),))


@pytest.mark.rule("G1", "D3")
def test_what_is_generated_stands_on_the_line_and_sets_its_quantity(shop, line):
    verdicts = generating.generate(shop.session, *line, sn(9, 3))
    assert said(verdicts) == ["NEW", "NEW", "NEW"]
    assert shop.serials_on(line[0]) == ["SN009", "SN010", "SN011"]
    assert shop.quantities(line[0]) == [3]


@pytest.mark.rule("F5", "G1")
def test_a_thousand_are_generated_in_one_go_and_posted(shop, line):
    generating.generate(shop.session, *line, sn(1, 1000, 4))
    shop.post(line[0])
    assert shop.stock() == (1000, 1000)


@pytest.mark.rule("G2", "F7")
def test_the_first_that_exists_is_shown_with_who_holds_it_and_none_is_made(shop, line):
    shop.purchase("sn005 SN007")
    before = shop.everything()
    problem, free = clash(shop, line, sn(1, 10))
    assert (problem.code, problem.serial) == (Code.IS_IN_STOCK, "SN005")
    assert (problem.holder.product, problem.holder.warehouse) == ("Phone", "Main")
    assert free == 8
    assert codes(refusal(generating.generate, shop.session, *line, sn(1, 10))) == [Code.IS_IN_STOCK]
    assert shop.everything() == before


@pytest.mark.rule("G2")
def test_a_number_that_was_sold_could_come_back_but_is_not_generated_again(shop, line):
    shop.purchase("SN002")
    shop.sell("SN002")
    problem, free = clash(shop, line, sn(1, 5))
    assert (problem.code, problem.serial, free) == (Code.GENERATE_CLASH, "SN002", 3)
    assert problem.holder.number.startswith("SI-")


@pytest.mark.rule("G2")
def test_a_number_whose_only_movement_was_voided_is_free(shop, line):
    shop.void(shop.purchase("SN002"))
    assert generating.judge_plan(shop.database, *line, sn(1, 5)).good


@pytest.mark.rule("G2", "D5")
def test_what_stands_on_the_document_is_taken_too(shop, line):
    generating.generate(shop.session, *line, sn(1, 5))
    problem, free = clash(shop, line, sn(4, 3))
    assert (problem.code, problem.serial, free) == (Code.ON_DOCUMENT, "SN004", 6)


@pytest.mark.rule("G2", "F3")
def test_codes_of_items_and_earlier_numbers_are_taken_too(shop, line):
    shop.purchase("SN004")
    correcting.correct(shop.session, "SN004", "OTHER")
    drafted = shop.draft("purchase")
    product = shop.line(drafted, product=shop.has.camera)
    sql.execute(shop.database, "UPDATE product SET sku = 'sn002' WHERE id = ?", shop.has.cable)
    assert clash(shop, line, sn(1, 5))[0].code is Code.IS_PRODUCT_CODE
    assert clash(shop, (drafted, product), sn(3, 2)) == (
        clash(shop, (drafted, product), sn(4, 1))[0],
        5,
    )


@pytest.mark.rule("G2", "F5")
def test_a_line_that_fills_up_takes_none_of_them(shop, line):
    generating.generate(shop.session, *line, sn(1, 995, 4))
    assert clash(shop, line, sn(2000, 6, 4))[0].code is Code.TOO_MANY
    generating.generate(shop.session, *line, sn(2000, 5, 4))


@pytest.mark.rule("G2")
def test_where_the_width_has_no_room_left_nothing_is_offered(shop, line):
    shop.purchase("SN98")
    assert clash(shop, line, sn(95, 5, 2)) == (clash(shop, line, sn(98, 1, 2))[0], None)


@pytest.mark.rule("G2")
def test_several_ranges_are_judged_together_and_not_moved(shop, line):
    shop.purchase("B02")
    problem, free = clash(shop, line, read_ranges("A01-A09, B01-B03"))
    assert (problem.serial, free) == ("B02", None)


@pytest.mark.rule("G2")
def test_what_is_wrong_with_a_plan_by_itself_is_said_without_the_store(shop, line):
    judged = generating.judge_plan(shop.database, *line, sn(990, 20))
    assert codes(judged.problems) == [Code.GENERATE_OVERFLOW]


@pytest.mark.rule("G2", "D4")
def test_on_a_sale_the_numbers_are_those_in_stock(shop):
    shop.purchase("SN001 SN002 SN003")
    draft = shop.draft("sale")
    line = draft, shop.line(draft)
    assert generating.judge_plan(shop.database, *line, sn(1, 3)).good
    problem, free = clash(shop, line, sn(1, 4))
    assert (problem.serial, free) == ("SN004", None)
    assert said(generating.generate(shop.session, *line, sn(1, 3))) == ["IN_STOCK"] * 3


# The next free number


def held_by_drafts(shop, numbers):
    """A draft with these serials, which are all that is held."""
    draft = shop.draft("purchase")
    line = draft_lines.add_line(shop.session, draft, shop.has.phone)
    sql.execute_many(
        shop.database,
        "INSERT INTO draft_serial (document_id, line_id, number) VALUES (?, ?, ?)",
        [(draft, line, number) for number in numbers],
    )
    return draft


@pytest.mark.rule("G2")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(
    held=st.sets(st.integers(0, 130), max_size=40),
    width=st.sampled_from([0, 3, 4]),
    suffix=st.sampled_from(["", "X", "-7"]),
    start=st.integers(0, 120),
    step=st.integers(1, 4),
    count=st.integers(1, 15),
)
def test_the_next_free_start_is_the_first_that_nobody_holds(
    shop, held, width, suffix, start, step, count
):
    wanted = WantedRun("SN", start, width, suffix, step, count)
    with shop.database.atomic() as undo:
        numbers = [f"sn{number:0{width}}{suffix}" for number in held]
        others = {f"SN{n:05}{suffix}" for n in held} | {f"SN{n:0{width}}Y" for n in held}
        draft = held_by_drafts(shop, [*numbers, *others])
        found = generation.next_free(shop.database, wanted, draft)
        undo.rollback()
    expected = start
    while clashes := [expected + n * step for n in range(count) if expected + n * step in held]:
        expected = clashes[-1] + step
    assert found == expected


@pytest.mark.rule("G2")
def test_where_gaps_are_too_many_to_look_at_it_is_behind_the_highest(shop, monkeypatch):
    monkeypatch.setattr(generation, "_MOST_JUMPS", 5)
    draft = held_by_drafts(shop, [f"SN{n:03}" for n in range(0, 60, 2)])
    assert generation.next_free(shop.database, WantedRun("SN", 0, 3, "", 1, 2), draft) == 59
    assert generation.next_free(shop.database, WantedRun("SN", 0, 2, "", 1, 2), draft) == 0
    draft = held_by_drafts(shop, [f"SN{n:02}" for n in range(0, 100, 2)])
    assert generation.next_free(shop.database, WantedRun("SN", 0, 2, "", 1, 2), draft) is None


# What a product remembers


@pytest.mark.rule("G3")
def test_a_product_remembers_its_pattern_and_the_next_number(shop, line):
    assert generating.remembered(shop.database, shop.has.phone) is None
    pattern = read_pattern("{YYYY}-{SKU}-{N:4}", date(2026, 3, 9), "PHONE-1")
    generating.generate(shop.session, *line, pattern.plan(1, 3, step=2))
    assert shop.serials_on(line[0])[-1] == "2026-PHONE-1-0005"
    remembered = generating.remembered(shop.database, shop.has.phone)
    assert remembered == Remembered("{YYYY}-{SKU}-{N:4}", 2, 7)
    assert generating.remembered(shop.database, shop.has.camera) is None


@pytest.mark.rule("G3")
def test_the_latest_generation_is_what_is_remembered(shop, line):
    generating.generate(shop.session, *line, sn(1, 5))
    generating.generate(shop.session, *line, read_ranges("X{1~X{3, T007X +2"))
    assert generating.remembered(shop.database, shop.has.phone) == Remembered("T{N:3}X", 1, 10)


@pytest.mark.rule("G3")
def test_nothing_is_remembered_of_what_was_refused(shop, line):
    shop.purchase("SN002")
    refusal(generating.generate, shop.session, *line, sn(1, 5))
    assert generating.remembered(shop.database, shop.has.phone) is None
