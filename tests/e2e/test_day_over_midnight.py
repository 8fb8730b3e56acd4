"""A day over midnight in the real window, by real key events, with a set clock (D10)."""

from pathlib import Path

import pytest

from tests.e2e.clerk import Clerk, screen, tools_missing
from tests.shop import Shop, Template

pytestmark = pytest.mark.skipif(
    bool(tools_missing()), reason=f"not on this machine: {', '.join(tools_missing())}"
)
POSTED = "SELECT count(*) FROM document WHERE kind = 'sale' AND state = 1"
ON_DRAFT = "SELECT count(*) FROM draft_serial"
DRAFT_DATE = "SELECT date FROM document WHERE kind = 'sale' AND state = 0 ORDER BY id DESC"
EVENING, MORNING = "2027-03-31", "2027-04-01"


def set_to(file: Path, local: str) -> None:
    """Set the running program's clock: at once, never a half-written time."""
    new = file.with_suffix(".new")
    new.write_text(local)
    new.replace(file)


@pytest.mark.rule("D10", "D8")
def test_the_first_sale_of_the_morning_bears_the_morning(
    template: Template, store: Path, tmp_path: Path
) -> None:
    shop = Shop.opened(template, store)
    shop.purchase("A1 A2 A3")
    shop.close()
    time = tmp_path / "time"
    set_to(time, f"{EVENING}T23:50:00")
    with screen() as environment:
        clerk = Clerk(environment, store, program=("tests.e2e.at_time", str(time)))
        clerk.scan(["A1"])
        clerk.wait_for(ON_DRAFT, 1)
        clerk.press("F9")
        clerk.wait_for(POSTED, 1)
        clerk.wait_for(DRAFT_DATE, EVENING)  # the next customer's, begun in the evening

        set_to(time, f"{MORNING}T08:00:00")
        clerk.scan(["A2"])
        clerk.wait_for(ON_DRAFT, 1)
        clerk.wait_for(DRAFT_DATE, MORNING)
        clerk.press("F9")
        clerk.wait_for(POSTED, 2)

        clerk.press("alt+d")
        clerk.press("ctrl+a")
        clerk.type("30.3.2027\r")
        clerk.wait_for(DRAFT_DATE, "2027-03-30")
        clerk.scan(["A3"])
        clerk.wait_for(ON_DRAFT, 1)
        clerk.press("F9")
        clerk.wait_for(POSTED, 3)
        sales = clerk.read(
            "SELECT number, date FROM document WHERE kind = 'sale' AND state = 1 ORDER BY posting"
        )
        clerk.close()
    assert [date for _number, date in sales] == [EVENING, MORNING, "2027-03-30"]
    assert [number for number, _date in sales] == [f"SI-2027-00000{n}" for n in (1, 2, 3)]
