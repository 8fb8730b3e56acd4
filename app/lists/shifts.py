"""The shifts of the drawers, each with the number of its Z report (M9)."""

from app.domain.marks import N_
from app.domain.permissions import Permission
from app.domain.verdicts import Level
from app.lists.listing import Column, Listing, Type
from app.services.money.shifts import number_of
from app.text import called
from db.queries.lists import shifts as shift_pages
from db.queries.lists.shifts import ShiftsAsked
from db.queries.shifts import Shift

_SEEN = Permission.SEE_DRAWER


def difference(shift: Shift) -> int | None:
    """By how much more was counted than should have been there; None while it is open."""
    if shift.counted is None or shift.expected is None:
        return None
    return shift.counted - shift.expected


def _by(shift: Shift) -> str:
    """Who closed it, or who opened it while it is open."""
    return called(shift.closed_by or shift.opened_by)


def _level(shift: Shift) -> Level | None:
    return Level.WARNING if difference(shift) else None


SHIFTS: Listing[ShiftsAsked, Shift] = Listing(
    "shifts",
    (
        Column("number", N_("Z report"), Type.TEXT, number_of, 144, nothing=N_("Shift is open")),
        Column("closed", N_("Closed"), Type.MOMENT, lambda s: s.closed_at, 152, nothing="–"),
        Column("counter", N_("Counter"), Type.TEXT, lambda s: called(s.counter), 104, gives_way=1),
        Column("opened", N_("Opened"), Type.MOMENT, lambda s: s.opened_at, 152, gives_way=3),
        Column("by", N_("By"), Type.TEXT, _by, 120, gives_way=2),
        Column("expected", N_("Expected"), Type.MONEY, lambda s: s.expected, 104, needs=_SEEN),
        Column("counted", N_("Cash counted"), Type.MONEY, lambda s: s.counted, 104, needs=_SEEN),
        Column(
            "difference",
            N_("Cash difference"),
            Type.MONEY,
            difference,
            96,
            level=_level,
            needs=_SEEN,
        ),
        Column("stays", N_("Stays inside"), Type.MONEY, lambda s: s.stays, 104, gives_way=4),
        Column("reason", N_("Reason"), Type.TEXT, lambda s: s.reason, stretch=True),
    ),
    shift_pages.page,
    shift_pages.count,
    read=shift_pages.read,
)
"""All shifts, the newest first."""
