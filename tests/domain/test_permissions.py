"""Who may do what."""

from app.domain.permissions import ROLES, Permission, Person


def test_the_owner_may_do_everything_and_a_clerk_may_not_void() -> None:
    assert ROLES["owner"] == frozenset(Permission)
    assert Person(1, "Owner", "owner").may(Permission.VOID)
    assert not Person(2, "Li", "clerk").may(Permission.VOID)
