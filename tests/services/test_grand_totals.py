"""What was sold since the shop began: on every Z report, never set back, equal to what stands."""

import random
from datetime import date

import pytest

from app.domain.shifts import Counted
from app.services import settings
from app.services.money import grand_totals, shifts
from db import sql
from db.engine.trouble import ConstraintBroken
from db.schema.version_28 import GRAND_TOTALS
from tests.drawer import Paid, refund, sell

pytestmark = pytest.mark.rule("M9")


@pytest.fixture
def drawer(shop):
    shop.opening(product=shop.has.rope, units=10_000)
    settings.save(shop.session, shifts=True)
    return shop


def z_report(shop):
    """Close the drawer with what should be in it, and open it again; what the report carries."""
    shift = shifts.open_shift(shop.database, shop.session.counter.id)
    if shift is None:
        shift = shifts.open_drawer(shop.session, shifts.last_left(shop.database, 1) or 0)
    expected = shifts.report(shop.database, shift).expected
    shifts.close(shop.session, Counted(total=expected, stays=expected))
    shifts.open_drawer(shop.session, expected)
    return shifts.report(shop.database, shift).grand


def standing(shop):
    """What stands of all sales and returns, added up from the documents."""
    ((net,),) = shop.rows(
        "SELECT coalesce(sum(CASE kind WHEN 'sale' THEN total ELSE -total END), 0)"
        " FROM document WHERE state = 1 AND kind IN ('sale', 'sales_return')"
    )
    return net


def test_each_z_report_carries_all_since_the_shop_began(drawer):
    shifts.open_drawer(drawer.session, 0)
    sell(drawer, Paid(100_00))
    first = z_report(drawer)
    sell(drawer, Paid(30_00))
    refund(drawer, Paid(-5_00))
    second = z_report(drawer)
    drawer.void(sell(drawer, Paid(7_00)), "wrong")
    third = z_report(drawer)
    assert [(one.sold, one.returned, one.voided, one.net) for one in (first, second, third)] == [
        (100_00, 0, 0, 100_00),
        (130_00, 5_00, 0, 125_00),
        (137_00, 5_00, 7_00, 125_00),
    ]


def test_what_is_voided_after_its_z_report_is_in_the_next(drawer):
    shifts.open_drawer(drawer.session, 0)
    sale = sell(drawer, Paid(100_00))
    back = refund(drawer, Paid(-5_00))
    z_report(drawer)
    drawer.void(sale, "wrong")
    drawer.void(back, "wrong")
    after = z_report(drawer)
    assert (after.sold, after.returned, after.voided) == (100_00, 5_00, 95_00)
    assert after.net == standing(drawer) == 0


def test_whatever_is_done_it_is_what_stands(drawer):
    """A hundred sales, returns and voids between Z reports, by chance."""
    chance = random.Random(14)
    shifts.open_drawer(drawer.session, 500_00)
    done, before = [], 0
    for _step in range(100):
        match chance.randrange(5):
            case 0 | 1:
                done.append(sell(drawer, Paid(chance.randrange(1, 50) * 3_00)))
            case 2:
                done.append(refund(drawer, Paid(-chance.randrange(1, 5) * 3_00)))
            case 3 if done:
                drawer.void(done.pop(chance.randrange(len(done))), "by chance")
            case _:
                grand = z_report(drawer)
                assert grand.net == standing(drawer)
                assert grand.sold >= before
                before = grand.sold
    assert z_report(drawer).net == standing(drawer)


def test_months_and_years_are_what_their_z_reports_come_to(drawer, set_clock):
    set_clock("2026-01-05 09:00")
    shifts.open_drawer(drawer.session, 0)
    for moment, amount in (
        ("2026-01-31 21:00", 10_00),
        ("2026-02-01 20:00", 20_00),
        ("2026-02-28 20:00", 40_00),
        ("2027-01-02 20:00", 80_00),
    ):
        set_clock(moment)
        sell(drawer, Paid(amount))
        z_report(drawer)
    database = drawer.database
    february = grand_totals.of_month(database, date(2026, 2, 14))
    assert (february.first, february.last, february.reports, february.net) == (2, 3, 2, 60_00)
    assert grand_totals.of_year(database, date(2026, 7, 1)).net == 70_00
    assert grand_totals.of_year(database, date(2027, 7, 1)).net == 80_00
    nothing = grand_totals.of_month(database, date(2026, 12, 1))
    assert (nothing.reports, nothing.net) == (0, 0)
    assert grand_totals.kept(database).net == 150_00


@pytest.mark.reliability(15)
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE grand_total SET sold = 0",
        "DELETE FROM grand_total",
        "DELETE FROM grand_total WHERE id = 1",
        "INSERT INTO grand_total VALUES (9, NULL, 0, 0, 0, 0, 0)",
        "INSERT INTO grand_total VALUES (3, 2, 0, 0, 0, 99, 9999)",
        "INSERT INTO grand_total VALUES (3, 2, 999999, 0, 0, 0, 9999)",
        "INSERT INTO grand_total VALUES (3, 1, 999999, 0, 0, 99, 9999)",
    ],
)
def test_it_is_never_set_back(drawer, change):
    shifts.open_drawer(drawer.session, 0)
    sell(drawer, Paid(100_00))
    z_report(drawer)
    before = drawer.everything("grand_total")
    with pytest.raises(ConstraintBroken):
        sql.execute(drawer.database, change)
    assert drawer.everything("grand_total") == before


def test_a_shop_from_before_begins_with_what_it_had(drawer):
    """The table of the new schema, made over a shop that has sold already."""
    shifts.open_drawer(drawer.session, 0)
    drawer.void(sell(drawer, Paid(7_00)), "wrong")
    sell(drawer, Paid(100_00))
    refund(drawer, Paid(-5_00))
    sql.execute(drawer.database, "DROP TABLE grand_total")
    statement = GRAND_TOTALS[: GRAND_TOTALS.index("CREATE TRIGGER")]
    for part in statement.split(";")[:2]:
        sql.execute(drawer.database, part)
    ((sold, returned, voided),) = drawer.rows("SELECT sold, returned, voided FROM grand_total")
    assert (sold, returned, voided) == (107_00, 5_00, 7_00)
    assert sold - returned - voided == standing(drawer)
    assert grand_totals.kept(drawer.database) is None
