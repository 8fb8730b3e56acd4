"""Blocks on pages: heads come again, what stays together does, a roll is one page."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.printing.flow import FlowSection, Frame, pages
from app.printing.media.papers import Paper
from app.printing.page import Block, PageText, PaperPage

PAPER = Paper("test", "Test", 100.0, 100.0, side=10.0, top=10.0)
ROLL = Paper("roll", "Roll", 58.0, side=5.0, top=4.0, columns=32)


def block(name: str, height: float = 10.0, stays: bool = False) -> Block:
    return Block(height, [PageText(0, 0, name)], stays)


def frame(paper: Paper = PAPER) -> Frame:
    """Heads of 10 mm, a foot of 5 that says the page."""
    return Frame(
        paper, [block("first")], [block("again")], lambda page, of: block(f"{page}/{of}", 5.0)
    )


def laid(sections: Sequence[FlowSection], paper: Paper = PAPER) -> list[list[str]]:
    """What stands on each page, from top to bottom; nothing over another."""
    made = list(pages(frame(paper), lambda: sections))
    for page in made:
        below = paper.top
        for top, one in page.placed:
            assert top >= below - 1e-6
            below = top + one.height
        assert below <= page.height - paper.top + 1e-6
    return [_names(page) for page in made]


def _names(page: PaperPage) -> list[str]:
    parts = [part for _top, one in page.placed for part in one.parts]
    return [part.text for part in parts if isinstance(part, PageText)]


def test_heads_and_titles_come_again_and_each_page_knows_how_many_there_are() -> None:
    rows = [block(str(n)) for n in range(9)]
    assert laid([FlowSection(rows, titles=[block("titles", 5.0)])]) == [
        ["first", "titles", "0", "1", "2", "3", "4", "5", "1/2"],
        ["again", "titles", "6", "7", "8", "2/2"],
    ]


def test_a_block_that_stays_is_not_the_last_of_its_page() -> None:
    rows = [block(str(n), stays=n == 5) for n in range(7)]
    (first, second) = laid([FlowSection(rows)])
    assert first[1:-1] == ["0", "1", "2", "3", "4"]
    assert second[1:-1] == ["5", "6"]


def test_what_is_whole_is_not_torn_unless_it_is_longer_than_a_page() -> None:
    rows = [block(str(n)) for n in range(5)]
    ends = [block("sum"), block("signed")]
    assert laid([FlowSection(rows), FlowSection(ends, whole=True)])[1] == [
        "again",
        "sum",
        "signed",
        "2/2",
    ]
    longer = [block(str(n)) for n in range(8)]
    assert [len(page) for page in laid([FlowSection(longer, whole=True)])] == [8, 4]


def test_a_form_is_filled_as_far_as_room_is_left_for_what_comes() -> None:
    rows = FlowSection([block("0")], filler=block("-"), rows=4)
    assert laid([rows])[0] == ["first", "0", "-", "-", "-", "1/1"]
    kept = FlowSection([block("0")], filler=block("-"), rows=9, kept_free=30.0)
    ends = FlowSection([block("sum", 30.0)], whole=True)
    assert laid([kept, ends])[0] == ["first", "0", "-", "-", "sum", "1/1"]


def test_each_page_of_a_grid_is_closed() -> None:
    rows = [block(str(n)) for n in range(8)]
    (first, second) = laid([FlowSection(rows, torn=block("closed", 0.0))])
    assert first[-2:] == ["closed", "1/2"]
    assert "closed" not in second


def test_an_annex_begins_a_page() -> None:
    annex = FlowSection([block("A1")], titles=[block("Annex")], begins_page=True)
    assert laid([FlowSection([block("0")]), annex])[1] == ["again", "Annex", "A1", "2/2"]


def test_a_roll_is_one_page_and_a_very_long_one_is_cut() -> None:
    assert len(laid([FlowSection([block(str(n)) for n in range(100)])], ROLL)) == 1
    assert len(laid([FlowSection([block(str(n), 100.0) for n in range(100)])], ROLL)) == 3


@given(
    st.lists(st.tuples(st.floats(1, 65), st.booleans()), max_size=40),
    st.lists(st.floats(1, 65), max_size=6),
)
def test_every_block_stands_once_in_its_order(
    rows: list[tuple[float, bool]], ends: list[float]
) -> None:
    made = laid(
        [
            FlowSection([block(f"r{n}", high) for n, (high, _stays) in enumerate(rows)]),
            FlowSection([block(f"e{n}", high) for n, high in enumerate(ends)], whole=True),
        ]
    )
    names = [name for page in made for name in page if name[0] in "re"]
    assert names == [f"r{n}" for n in range(len(rows))] + [f"e{n}" for n in range(len(ends))]
    assert [page[-1] for page in made] == [f"{n}/{len(made)}" for n in range(1, len(made) + 1)]


@pytest.mark.parametrize("high", [75.0, 500.0])
def test_what_is_longer_than_a_page_has_a_page_of_its_own_and_never_loops(high: float) -> None:
    rows = [block("0"), Block(high, [PageText(0, 0, "long")]), block("1")]
    names = [name for page in pages(frame(), lambda: [FlowSection(rows)]) for name in _names(page)]
    assert [name for name in names if name in ("0", "long", "1")] == ["0", "long", "1"]
