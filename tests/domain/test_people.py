"""Which PINs are too easy, how long is waited, who may raise whom (U2)."""

import pytest

from app.domain.people import is_easy, is_pin, may_act_on, wait_after
from app.domain.permissions import Role

pytestmark = pytest.mark.rule("U2")


@pytest.mark.parametrize("pin", ["4826", "00917", "61940273"])
def test_a_pin_is_four_to_eight_digits(pin: str) -> None:
    assert is_pin(pin)
    assert not is_easy(pin)


@pytest.mark.parametrize(
    "text", ["", "482", "482610937", "48 26", "４８２６", "-482", "4e26", "²³⁴⁵"]
)
def test_nothing_else_is_a_pin(text: str) -> None:
    assert not is_pin(text)


@pytest.mark.parametrize(
    "pin",
    [
        "0000",
        "1234",
        "4321",
        "7890",
        "0987",
        "1212",
        "123123",
        "20002000",
        "99999999",
        "12345678",
        "2580",
        "1122",
    ],
)
def test_what_is_tried_first_is_too_easy(pin: str) -> None:
    assert is_easy(pin)


def test_the_wait_doubles_up_to_a_quarter_of_an_hour() -> None:
    assert [wait_after(tries) for tries in range(12)] == [
        *(0, 0, 0, 0, 0),
        *(30, 60, 120, 240, 480, 900, 900),
    ]
    assert wait_after(10**9) == 900


@pytest.mark.rule("U1")
def test_the_owner_acts_on_all_and_nobody_on_who_may_more() -> None:
    assert all(may_act_on(Role.OWNER, role) for role in Role)
    assert [role for role in Role if may_act_on(Role.MANAGER, role)] == [
        *(Role.MANAGER, Role.CLERK, Role.STOCK_KEEPER, Role.VIEWER)
    ]
    assert not may_act_on(Role.CLERK, Role.STOCK_KEEPER)
