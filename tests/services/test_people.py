"""Who works here, and how they prove it (U1, U2)."""

import json
import logging
from contextlib import suppress
from datetime import timedelta
from itertools import islice

import pytest

from app.domain.permissions import ROLES, Permission, Role
from app.domain.problems import Code, Refused
from app.domain.verdicts import Level
from app.services import clock, people, proving, secrets, settings
from app.services import session as sessions
from app.services.documents import draft_head, draft_lines, drafts, parking, posting
from app.services.entry import scan_log, scanning
from app.services.keeping import seals
from app.services.people import PersonForm
from db import sql
from db.engine.trouble import StoreTrouble, Trouble
from db.queries import documents
from db.queries import people as reads
from db.queries.documents import DISCARDED
from tests.shop import codes, open_store, refusal

pytestmark = pytest.mark.rule("U2")

OWNER_PIN, CLERK_PIN, MANAGER_PIN = "9153", "27043", "80613"
BADGE = "BADGE-0099-CANARY"


@pytest.fixture
def staffed(shop):
    """A shop with its owner, a manager and a clerk, each with a PIN; the clerk has a badge."""
    owner = shop.session.person.id
    people.save(shop.session, PersonForm("Wren", Role.OWNER, pin=OWNER_PIN), owner)
    shop.orla = people.save(shop.session, PersonForm("Orla", Role.MANAGER, pin=MANAGER_PIN))
    shop.ida = people.save(shop.session, PersonForm("Ida", Role.CLERK, pin=CLERK_PIN, badge=BADGE))
    return shop


def sign_in(shop, person, pin="", badge="", now=clock.now):
    return proving.sign_in(shop.database, shop.session.counter, person, pin, badge, now)


@pytest.fixture
def steady(monkeypatch):
    """The steady clock, which runs when a test says so."""
    seconds = [1000.0]
    monkeypatch.setattr(clock, "steady", lambda: seconds[0])
    return seconds


def miss(shop, person, times):
    """Wrong PINs, one after the other; the code of the last refusal."""
    for _ in range(times):
        (problem,) = refusal(sign_in, shop, person, "4826")
    return problem


# Who works here


def test_a_shop_with_one_person_and_no_pin_never_asks_who_is_there(shop):
    assert not reads.signs_in(shop.database)
    people.save(shop.session, PersonForm("Wren", Role.OWNER, pin=OWNER_PIN), 1)
    assert reads.signs_in(shop.database)
    people.save(shop.session, PersonForm("Wren", Role.OWNER, pin=""), 1)
    assert not reads.signs_in(shop.database)


def test_somebody_new_signs_in_with_the_pin_they_were_given(staffed):
    session = sign_in(staffed, staffed.ida, CLERK_PIN)
    assert (session.person.name, session.person.role) == ("Ida", Role.CLERK)
    assert staffed.rows("SELECT user_id FROM audit WHERE action = 'sign_in'") == [(staffed.ida,)]


@pytest.mark.parametrize(
    ("form", "code"),
    [
        (PersonForm(" "), Code.NAME_MISSING),
        (PersonForm("IDA"), Code.NAME_TAKEN),
        (PersonForm("Li", pin="123"), Code.PIN_BAD),
        (PersonForm("Li", pin="123456789"), Code.PIN_BAD),
        (PersonForm("Li", pin="12a4"), Code.PIN_BAD),
        (PersonForm("Li", pin="١٢٣٤"), Code.PIN_BAD),
        (PersonForm("Li", pin="1234"), Code.PIN_EASY),
        (PersonForm("Li", pin=CLERK_PIN), Code.PIN_TAKEN),
        (PersonForm("Li", badge="12345"), Code.BADGE_BAD),
        (PersonForm("Li", badge=f" {BADGE}\n"), Code.BADGE_TAKEN),
        (PersonForm("Li", badge="6901234567892"), Code.BADGE_IS_CODE),
        (PersonForm("Li", Role.MANAGER), Code.PIN_NEEDED),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(staffed, form, code):
    before = staffed.everything("person", "person_setting", "audit")
    kept = staffed.rows("SELECT kept FROM secret ORDER BY id")
    assert codes(refusal(people.save, staffed.session, form)) == [code]
    assert staffed.everything("person", "person_setting", "audit") == before
    assert staffed.rows("SELECT kept FROM secret ORDER BY id") == kept


def test_all_that_stands_against_it_is_said_at_once(staffed):
    problems = refusal(people.save, staffed.session, PersonForm("", pin="1", badge="1"))
    assert codes(problems) == [Code.NAME_MISSING, Code.PIN_BAD, Code.BADGE_BAD]


def test_two_people_cannot_have_one_pin_and_whose_it_is_is_not_told(staffed):
    """The refusal names nobody, and finding PINs by it ends as finding one by signing in does."""
    (problem,) = refusal(people.save, staffed.session, PersonForm("Li", pin=CLERK_PIN))
    assert (problem.code, problem.values) == (Code.PIN_TAKEN, {})
    for _ in range(4):
        refusal(people.save, staffed.session, PersonForm("Li", pin=CLERK_PIN))
    (problem,) = refusal(people.save, staffed.session, PersonForm("Li", pin="70218"))
    assert problem.code is Code.PIN_WAIT


@pytest.mark.parametrize("role", Role)
def test_everybody_changes_their_own_pin_by_the_old_one(staffed, role):
    who = people.save(staffed.session, PersonForm("Li", role, pin="61924"))
    session = sign_in(staffed, who, "61924")
    proving.change_own_pin(session, "61924", "70218")
    assert codes(refusal(sign_in, staffed, who, "61924")) == [Code.PIN_WRONG]
    sign_in(staffed, who, "70218")
    told = staffed.rows(
        "SELECT user_id, subject_id, before, after FROM audit WHERE action = 'person'"
        " ORDER BY id DESC LIMIT 1"
    )
    assert told == [(who, who, '{"pin": "there"}', '{"pin": "new"}')]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("4826", "70218", Code.PIN_WRONG),
        ("", "70218", Code.PIN_WRONG),
        (CLERK_PIN, "", Code.PIN_BAD),
        (CLERK_PIN, "123", Code.PIN_BAD),
        (CLERK_PIN, "1234", Code.PIN_EASY),
        (CLERK_PIN, OWNER_PIN, Code.PIN_TAKEN),
    ],
)
def test_ones_own_pin_stays_where_something_is_wrong(staffed, old, new, code):
    session = sign_in(staffed, staffed.ida, CLERK_PIN)
    kept = staffed.rows("SELECT kept FROM secret ORDER BY id")
    assert codes(refusal(proving.change_own_pin, session, old, new)) == [code]
    assert staffed.rows("SELECT kept FROM secret ORDER BY id") == kept


@pytest.mark.parametrize("old", ["4826", CLERK_PIN])
def test_neither_ones_own_pin_nor_others_are_found_by_changing(staffed, steady, old):
    """A wrong old one, or the right one and a new one that is another's: five, then a wait."""
    session = sign_in(staffed, staffed.ida, CLERK_PIN)
    for _ in range(5):
        refusal(proving.change_own_pin, session, old, OWNER_PIN)
    assert codes(refusal(proving.change_own_pin, session, CLERK_PIN, "70218")) == [Code.PIN_WAIT]
    steady[0] += 30
    proving.change_own_pin(session, CLERK_PIN, "70218")


def test_who_has_no_pin_yet_gives_themselves_one(staffed):
    li = people.save(staffed.session, PersonForm("Li", badge="BADGE-0100"))
    proving.change_own_pin(sign_in(staffed, li, badge="BADGE-0100"), "", "70218")
    sign_in(staffed, li, "70218")


def test_who_does_not_work_here_any_more_keeps_the_pin_from_others(staffed):
    people.save(staffed.session, PersonForm("Ida", active=False), staffed.ida)
    (problem,) = refusal(people.save, staffed.session, PersonForm("Li", pin=CLERK_PIN))
    assert problem.code is Code.PIN_TAKEN
    assert not proving.by_badge(staffed.database, BADGE).person.active
    (problem,) = refusal(sign_in, staffed, staffed.ida, CLERK_PIN)
    assert problem.code is Code.NOBODY_SUCH


@pytest.mark.rule("U1")
@pytest.mark.parametrize(
    "form", [PersonForm("Wren", Role.OWNER, active=False), PersonForm("Wren", Role.MANAGER)]
)
def test_the_last_owner_stays(staffed, form):
    (problem,) = refusal(people.save, staffed.session, form, 1)
    assert (problem.code, problem.values["person"]) == (Code.LAST_OWNER, "Wren")
    people.save(staffed.session, PersonForm("Zoe", Role.OWNER, pin="61940"))
    people.save(staffed.session, form, 1)
    assert people.load(staffed.database, 1) == form._replace(language="en")


@pytest.mark.rule("U1")
def test_who_edits_people_has_a_pin_where_others_work(shop):
    (problem,) = refusal(people.save, shop.session, PersonForm("Ida"))
    assert (problem.code, problem.values) == (Code.PIN_NEEDED, {"person": "Owner"})
    people.save(shop.session, PersonForm("Wren", Role.OWNER, pin=OWNER_PIN), 1)
    people.save(shop.session, PersonForm("Ida"))
    (problem,) = refusal(people.save, shop.session, PersonForm("Wren", Role.OWNER, pin=""), 1)
    assert problem.code is Code.PIN_NEEDED


@pytest.mark.rule("U1")
def test_nobody_raises_anybody_above_themselves(staffed):
    """Nor touches who stands above: a new PIN of the owner would be one's own."""
    orla = sign_in(staffed, staffed.orla, MANAGER_PIN)
    people.save(orla, PersonForm("Piers", Role.STOCK_KEEPER))
    for form, id in (
        (PersonForm("Ida", Role.OWNER), staffed.ida),
        (PersonForm("Orla", Role.OWNER), staffed.orla),
        (PersonForm("Li", Role.OWNER, pin="70218"), None),
        (PersonForm("Wren", Role.CLERK), 1),
        (PersonForm("Wren", Role.OWNER, pin="70218"), 1),
    ):
        problems = refusal(people.save, orla, form, id)
        assert {problem.code for problem in problems} == {Code.ABOVE_ONESELF}
    ida = sign_in(staffed, staffed.ida, CLERK_PIN)
    (problem,) = refusal(people.save, ida, PersonForm("Ida", Role.MANAGER), staffed.ida)
    assert problem.code is Code.NOT_ALLOWED


@pytest.mark.rule("U4")
def test_what_was_changed_is_told_without_pin_or_badge(staffed):
    people.save(staffed.session, PersonForm("Ida F", Role.MANAGER, pin="61940"), staffed.ida)
    people.save(staffed.session, PersonForm("Ida F", Role.MANAGER, badge=""), staffed.ida)
    told = staffed.rows(
        "SELECT before, after FROM audit WHERE action = 'person' AND subject_id = ? ORDER BY id",
        staffed.ida,
    )
    assert [(json.loads(b or "null"), json.loads(a)) for b, a in told] == [
        (None, {"name": "Ida", "role": "clerk", "active": True, "pin": "new", "badge": "new"}),
        (
            {"name": "Ida", "role": "clerk", "pin": "there"},
            {"name": "Ida F", "role": "manager", "pin": "new"},
        ),
        ({"badge": "there"}, {"badge": "none"}),
    ]


# Proving it


def test_a_badge_says_who_and_the_pin_proves_it(staffed):
    """It signs in by itself where there is no PIN, or where the shop says that it is enough."""
    assert proving.by_badge(staffed.database, f"{BADGE}\r").id == staffed.ida
    assert proving.by_badge(staffed.database, BADGE + "0") is None
    (problem,) = refusal(sign_in, staffed, staffed.ida, "", BADGE)
    assert problem.code is Code.PIN_WRONG
    settings.save(staffed.session, badge_is_enough=True)
    assert sign_in(staffed, staffed.ida, "", BADGE).person.id == staffed.ida
    settings.save(staffed.session, badge_is_enough=False)
    people.save(staffed.session, PersonForm("Ida", pin=""), staffed.ida)
    assert sign_in(staffed, staffed.ida, "", BADGE).person.id == staffed.ida
    (problem,) = refusal(sign_in, staffed, staffed.ida)
    assert problem.code is Code.BADGE_MISSING
    (problem,) = refusal(sign_in, staffed, staffed.ida, "", "another badge")
    assert problem.code is Code.BADGE_MISSING


@pytest.mark.reliability(25)
def test_five_tries_then_it_waits_each_time_twice_as_long(staffed, steady):
    lefts = [miss(staffed, staffed.ida, 1).values["left"] for _ in range(4)]
    assert lefts == [4, 3, 2, 1]
    for seconds in (30, 60, 120, 240, 480, 900, 900):
        problem = miss(staffed, staffed.ida, 1)
        assert (problem.code, problem.values["seconds"]) == (Code.PIN_WAIT, seconds)
        (problem,) = refusal(sign_in, staffed, staffed.ida, CLERK_PIN)  # the right one waits too
        assert problem.code is Code.PIN_WAIT
        steady[0] += seconds
    assert sign_in(staffed, staffed.ida, CLERK_PIN)
    assert miss(staffed, staffed.ida, 1).values["left"] == 4
    assert staffed.rows("SELECT count(*) FROM audit WHERE action = 'locked_out'") == [(1,)]


def guesses(count, like=BADGE):
    """Codes that are no badge, and have the mark of one."""
    mark = secrets.mark_of(like)
    codes = (f"GUESS-{number:06}" for number in range(100_000))
    return list(islice((code for code in codes if secrets.mark_of(code) == mark), count))


def shown(shop, code):
    return proving.badge_shown(shop.session, code)


def test_five_guesses_at_a_badge_then_it_waits_each_time_twice_as_long(staffed, steady):
    for guess in guesses(4):
        assert shown(staffed, guess) is None
    for seconds, guess in zip((30, 60, 120), guesses(7)[4:], strict=True):
        assert shown(staffed, guess) is None
        for code in (guess, BADGE):  # the right one waits too
            (problem,) = refusal(shown, staffed, code)
            assert (problem.code, problem.values["seconds"]) == (Code.PIN_WAIT, seconds)
        steady[0] += seconds
    assert sign_in(staffed, staffed.ida, CLERK_PIN)  # the PIN does not wait
    assert shown(staffed, BADGE).id == staffed.ida
    assert shown(staffed, guesses(1)[0]) is None  # counted anew


def test_goods_that_are_scanned_by_mistake_are_no_guesses(staffed):
    codes = (f"SN{number:06}" for number in range(1000))
    goods = [code for code in codes if secrets.mark_of(code) != secrets.mark_of(BADGE)]
    for code in goods[:500]:
        assert shown(staffed, code) is None
    assert staffed.rows("SELECT sum(tries) FROM secret") == [(0,)]


def test_a_badge_is_no_guess_at_another_with_its_mark(staffed):
    (other,) = guesses(1)
    people.save(staffed.session, PersonForm("Li", badge=other))
    for _ in range(6):
        assert shown(staffed, other) is not None
    assert shown(staffed, BADGE).id == staffed.ida


def test_each_waits_for_themselves(staffed):
    miss(staffed, staffed.ida, 5)
    assert sign_in(staffed, 1, OWNER_PIN)


@pytest.mark.reliability(25)
@pytest.mark.parametrize("hours", [-48, -1, 1, 48])
def test_setting_the_clock_neither_ends_a_wait_nor_makes_it_longer(staffed, steady, hours):
    miss(staffed, staffed.ida, 5)
    other = lambda: clock.now() + timedelta(hours=hours)  # noqa: E731
    (problem,) = refusal(sign_in, staffed, staffed.ida, CLERK_PIN, now=other)
    assert problem.values["seconds"] == 30
    steady[0] += 30
    assert sign_in(staffed, staffed.ida, CLERK_PIN, now=other)


CLOCKS = ["2026-11-26 10:00:10", "2026-11-27 10:00:00", "2020-01-01 00:00:00"]
"""Hardly later, set forward and set back, after a wait that begins at 10:00:00 on 2026-11-26."""


@pytest.mark.parametrize("wall", CLOCKS)
def test_a_program_that_is_started_again_waits_for_the_rest(staffed, steady, set_clock, wall):
    set_clock("2026-11-26 10:00:00")
    miss(staffed, staffed.ida, 5)
    staffed.database.close()
    database = open_store(staffed.path)
    counter = staffed.session.counter
    set_clock(wall)
    steady[0] += 29
    (problem,) = refusal(proving.sign_in, database, counter, staffed.ida, CLERK_PIN)
    assert problem.values["seconds"] == 1
    steady[0] += 1
    assert proving.sign_in(database, counter, staffed.ida, CLERK_PIN)
    database.close()


@pytest.mark.parametrize("wall", CLOCKS)
@pytest.mark.parametrize("begun", [20.0, 1_000_000.0])
def test_a_new_start_of_the_computer_does_not_end_a_wait(staffed, steady, set_clock, begun, wall):
    """Whatever its clock is set to; nor does anybody wait longer than the wait itself."""
    set_clock("2026-11-26 10:00:00")
    steady[0] = begun
    miss(staffed, staffed.ida, 5)
    staffed.database.close()
    database = open_store(staffed.path)
    counter = staffed.session.counter
    set_clock(wall)
    steady[0] = 5.0
    assert proving.seconds_to_wait(database, staffed.ida) == 25
    steady[0] = 29.0  # later than it began, by a clock that began anew
    (problem,) = refusal(proving.sign_in, database, counter, staffed.ida, CLERK_PIN)
    assert problem.values["seconds"] == 1
    steady[0] = 30.0
    assert proving.sign_in(database, counter, staffed.ida, CLERK_PIN)
    database.close()


def test_a_wait_after_a_new_start_of_the_computer_on_a_disk_that_takes_nothing(
    staffed, steady, monkeypatch
):
    miss(staffed, staffed.ida, 5)
    steady[0] = 5.0

    def full(*_values):
        raise StoreTrouble(Trouble.FULL, staffed.path)

    monkeypatch.setattr("db.writes.people.wait", full)
    assert proving.seconds_to_wait(staffed.database, staffed.ida) == 25


def pin_of_ida(shop, number):
    sign_in(shop, shop.ida, "4826")


def pin_of_an_approver(shop, number):
    proving.prove(shop.session, shop.ida, "4826", Permission.SELL)


def own_pin_again(shop, number):
    proving.prove_again(shop.ida_here, "4826")


def old_pin(shop, number):
    proving.change_own_pin(shop.ida_here, "4826", "70218")


def new_pin_of_another(shop, number):
    proving.change_own_pin(shop.ida_here, CLERK_PIN, OWNER_PIN)


def pin_of_another_for_somebody_new(shop, number):
    people.save(shop.session, PersonForm("Li", pin=CLERK_PIN))


def badge_of_ida(shop, number):
    shown(shop, guesses(number + 1)[number])


def code_of_the_shop(shop, number):
    proving.recover(shop.database, shop.session.counter, 1, "WRONG", "70218")


WAYS = {
    pin_of_ida: ("pin", "ida"),
    pin_of_an_approver: ("pin", "ida"),
    own_pin_again: ("pin", "ida"),
    old_pin: ("pin", "ida"),
    new_pin_of_another: ("pin", "ida"),
    pin_of_another_for_somebody_new: ("pin", "owner"),
    badge_of_ida: ("badge", "ida"),
    code_of_the_shop: ("recovery code", None),
}
"""Each way to a wait: what is tried, and whose it is."""


@pytest.mark.rule("U2", "U4")
@pytest.mark.parametrize("way", WAYS)
def test_whatever_is_tried_five_times_the_log_tells_once_that_it_waits(staffed, steady, way):
    proving.make_recovery_code(staffed.session)
    staffed.ida_here = sign_in(staffed, staffed.ida, CLERK_PIN)
    by, whose = WAYS[way]
    who = {"ida": staffed.ida, "owner": 1, None: None}[whose]
    expected = ("setting" if who is None else "person", who, {"by": by})
    for number in range(7):
        with suppress(Refused):
            way(staffed, number)
        told = staffed.rows(
            "SELECT subject, subject_id, after FROM audit WHERE action = 'locked_out' ORDER BY id"
        )
        is_told = [expected] if number >= 4 else []
        assert [(subject, id, json.loads(after)) for subject, id, after in told] == is_told
        steady[0] += 900


def test_a_try_counts_before_it_is_looked_at(staffed, monkeypatch):
    """A program that is killed while it works the PIN out has counted the try."""

    class Killed(BaseException):
        pass

    def killed(*_):
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(secrets, "fits", killed)
        for _ in range(5):
            with pytest.raises(Killed):
                sign_in(staffed, staffed.ida, "4826")
    (problem,) = refusal(sign_in, staffed, staffed.ida, CLERK_PIN)
    assert problem.code is Code.PIN_WAIT


@pytest.mark.parametrize("place", ["keep_secret", "change"])
def test_a_change_that_is_ended_in_the_middle_has_not_begun(staffed, monkeypatch, place):
    before = staffed.everything()

    def ended(*_):
        raise RuntimeError

    monkeypatch.setattr(f"db.writes.people.{place}", ended)
    with pytest.raises(RuntimeError):
        people.save(
            staffed.session, PersonForm("Ida F", pin="61940", badge="BADGE-77"), staffed.ida
        )
    assert staffed.everything() == before


def test_an_approver_proves_it_and_who_is_at_the_counter_stays(staffed):
    ida = sign_in(staffed, staffed.ida, CLERK_PIN)
    approver = proving.prove(ida, staffed.orla, MANAGER_PIN, Permission.VOID)
    assert (approver.id, ida.person.id) == (staffed.orla, staffed.ida)
    (problem,) = refusal(proving.prove, ida, staffed.ida, CLERK_PIN, Permission.VOID)
    assert problem.code is Code.NOT_ALLOWED
    for left in (4, 3, 2, 1):
        (problem,) = refusal(proving.prove, ida, staffed.orla, "4826", Permission.VOID)
        assert (problem.code, problem.values) == (Code.PIN_WRONG, {"left": left})
    (problem,) = refusal(proving.prove, ida, staffed.orla, "4826", Permission.VOID)
    assert problem.code is Code.PIN_WAIT
    (problem,) = refusal(sign_in, staffed, staffed.orla, MANAGER_PIN)
    assert problem.code is Code.PIN_WAIT


def test_who_can_prove_nothing_approves_nothing(shop, monkeypatch):
    monkeypatch.setitem(ROLES, Role.CLERK, frozenset({Permission.VOID}))
    people.save(shop.session, PersonForm("Wren", Role.OWNER, pin=OWNER_PIN), 1)
    bare = people.save(shop.session, PersonForm("Li"))
    assert [one.person.name for one in people.approvers(shop.database, Permission.VOID)] == ["Wren"]
    (problem,) = refusal(proving.prove, shop.session, bare, "", Permission.VOID)
    assert problem.code is Code.PIN_NEEDED


# What counts at once


@pytest.mark.rule("U1")
def test_a_role_that_is_changed_counts_for_who_is_signed_in(staffed):
    ida = sign_in(staffed, staffed.ida, CLERK_PIN)
    draft = drafts.new(ida, "sale")
    people.save(staffed.session, PersonForm("Ida", Role.VIEWER), staffed.ida)
    (problem,) = refusal(draft_head.set_note, ida, draft, "mine")
    assert (problem.code, problem.values["action"]) == (Code.NOT_ALLOWED, Permission.SELL)
    people.save(staffed.session, PersonForm("Ida", Role.MANAGER, pin="61940"), staffed.ida)
    draft_head.set_note(ida, draft, "mine")


@pytest.mark.rule("U1")
@pytest.mark.parametrize("kind", ["sale", "purchase"])
def test_who_was_deactivated_does_nothing_more(staffed, kind):
    """Owners too, who are not looked up kind by kind."""
    people.save(staffed.session, PersonForm("Zoe", Role.OWNER, pin="61940"))
    draft = staffed.blank(kind)
    zoe = sign_in(staffed, 4, "61940")
    people.save(zoe, PersonForm("Wren", Role.OWNER, active=False), 1)
    for act in (draft_head.set_note, posting.post):
        (problem,) = refusal(
            act, staffed.session, draft, *([""] if act is draft_head.set_note else [])
        )
        assert problem.code is Code.NOT_ACTIVE


@pytest.mark.rule("U1")
def test_what_another_program_changes_counts_at_once_too(staffed):
    ida = sign_in(staffed, staffed.ida, CLERK_PIN)
    draft = drafts.new(ida, "sale")
    other = open_store(staffed.path)
    sql.execute(other, "UPDATE person SET role = 'viewer' WHERE id = ?", staffed.ida)
    other.close()
    (problem,) = refusal(draft_head.set_note, ida, draft, "mine")
    assert problem.code is Code.NOT_ALLOWED


def test_what_is_done_bears_who_was_there_at_that_moment(staffed):
    """A draft is who began it; its posting, its scans and the audit log name who did them."""
    staffed.opening("A1")
    ida, orla = (
        sign_in(staffed, staffed.ida, CLERK_PIN),
        sign_in(staffed, staffed.orla, MANAGER_PIN),
    )
    draft = drafts.new(ida, "sale")
    draft_head.set_party(ida, draft, staffed.has.customer)
    scanning.scan(ida, draft, None, "A1")
    scan_log.note(orla, "A2", Level.NOTED)
    posting.post(orla, draft)
    assert staffed.rows("SELECT created_by, posted_by FROM document WHERE id = ?", draft) == [
        (staffed.ida, staffed.orla)
    ]
    assert staffed.rows("SELECT code, person_id, counter_id FROM scan_log ORDER BY id") == [
        ("A1", staffed.ida, 1),
        ("A2", staffed.orla, 1),
    ]


def test_the_sale_that_each_left_is_known(staffed):
    ida = sign_in(staffed, staffed.ida, CLERK_PIN)
    draft = drafts.new(ida, "sale", at_counter=True)
    draft_lines.add_line(ida, draft, staffed.has.cable, 3000)
    assert people.drafts_left(staffed.database) == {
        staffed.ida: people.LeftDraft(draft, 1, 3 * 19_90)
    }


@pytest.mark.rule("D6", "M10")
@pytest.mark.parametrize(
    "form",
    [PersonForm("Ida", active=False), PersonForm("Ida", Role.VIEWER)],
    ids=["works here no more", "sells no more"],
)
def test_a_sale_of_who_sells_no_more_is_parked_for_the_others(staffed, form):
    """Else nobody would see it any more; that of who only went home stays theirs."""
    ida = sign_in(staffed, staffed.ida, CLERK_PIN)
    draft = drafts.new(ida, "sale", at_counter=True)
    draft_lines.add_line(ida, draft, staffed.has.cable, 3000)
    empty = drafts.new(ida, "sale", at_counter=True)
    people.save(staffed.session, PersonForm("Ida", Role.MANAGER, pin="61924"), staffed.ida)
    assert parking.parked(staffed.database) == []
    people.save(staffed.session, form, staffed.ida)
    (parked,) = parking.parked(staffed.database)
    assert (parked.id, parked.note, parked.lines) == (draft, "Ida", 1)
    assert people.drafts_left(staffed.database) == {}
    assert documents.document(staffed.database, empty).state == DISCARDED
    orla = sign_in(staffed, staffed.orla, MANAGER_PIN)
    parking.call_back(orla, draft)
    assert documents.newest_draft(staffed.database, "sale", True, staffed.orla) == draft
    assert documents.newest_draft(staffed.database, "sale", True, staffed.ida) is None
    assert staffed.rows("SELECT count(*) FROM document_line WHERE document_id = ?", draft) == [(1,)]


# The way back


def test_an_owner_who_forgot_the_pin_comes_back_by_the_recovery_code(staffed):
    code = proving.make_recovery_code(staffed.session)
    counter = staffed.session.counter
    typed = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    session, new = proving.recover(staffed.database, counter, 1, typed, "70218")
    assert session.person.name == "Wren"
    assert sign_in(staffed, 1, "70218")
    assert new != code
    (problem,) = refusal(proving.recover, staffed.database, counter, 1, code, "61940")
    assert problem.code is Code.RECOVERY_WRONG
    proving.recover(staffed.database, counter, 1, new, "61940")
    assert staffed.rows("SELECT count(*) FROM audit WHERE action = 'recovery'") == [(3,)]
    by = staffed.rows("SELECT user_id, after FROM audit WHERE action = 'sign_in' ORDER BY id")
    assert [(who, json.loads(after)["by"]) for who, after in by] == [
        (1, "recovery code"),
        (1, "pin"),
        (1, "recovery code"),
    ]


def test_a_recovery_code_is_tried_five_times_and_brings_no_other_in(staffed):
    code = proving.make_recovery_code(staffed.session)
    counter = staffed.session.counter
    for person in (staffed.orla, staffed.ida):
        (problem,) = refusal(proving.recover, staffed.database, counter, person, code, "70218")
        assert problem.code is Code.NOBODY_SUCH
    for left in (4, 3, 2, 1):
        (problem,) = refusal(proving.recover, staffed.database, counter, 1, "WRONG", "70218")
        assert (problem.code, problem.values["left"]) == (Code.RECOVERY_WRONG, left)
    refusal(proving.recover, staffed.database, counter, 1, "WRONG", "70218")
    (problem,) = refusal(proving.recover, staffed.database, counter, 1, code, "70218")
    assert problem.code is Code.PIN_WAIT
    assert proving.seconds_to_wait(staffed.database, None) == 30


def test_without_a_code_there_is_no_such_way(staffed):
    (problem,) = refusal(proving.recover, staffed.database, staffed.session.counter, 1, "", "70218")
    assert problem.code is Code.RECOVERY_NONE


@pytest.mark.rule("U1")
def test_only_the_owner_makes_a_recovery_code(staffed):
    """A manager with one could make the owner's PIN."""
    orla = sign_in(staffed, staffed.orla, MANAGER_PIN)
    (problem,) = refusal(proving.make_recovery_code, orla)
    assert problem.code is Code.NOT_ALLOWED


# What is kept


@pytest.mark.reliability(26)
def test_neither_store_nor_log_has_a_pin_a_badge_or_a_recovery_code(staffed, caplog):
    """Seeded canaries, each used rightly and wrongly; looked for in every byte of the files."""
    caplog.set_level(logging.INFO)
    code = proving.make_recovery_code(staffed.session)
    sign_in(staffed, staffed.ida, CLERK_PIN)
    refusal(sign_in, staffed, staffed.ida, "5550917")
    proving.by_badge(staffed.database, BADGE)
    refusal(people.save, staffed.session, PersonForm("Li", pin=MANAGER_PIN, badge="BADGE-77-WRONG"))
    _, new = proving.recover(staffed.database, staffed.session.counter, 1, code, "70218")
    texts = [text for row in staffed.rows("SELECT * FROM audit") for text in row]
    sql.execute(staffed.database, "PRAGMA wal_checkpoint(FULL)")
    files = staffed.path.parent.glob(f"{staffed.path.name}*")
    kept = b"".join(file.read_bytes() for file in files)
    bare = [secrets.recovery_code(one) for one in (code, new)]
    canaries = [CLERK_PIN, MANAGER_PIN, "5550917", BADGE, "BADGE-77-WRONG", code, new, *bare]
    for canary in canaries:
        assert canary.encode() not in kept
        assert canary not in caplog.text
        assert all(canary not in str(text) for text in texts)


def test_people_of_before_work_on(shop):
    """An older store's people have neither PIN nor badge."""
    ann = shop.as_a(Role.CLERK).person
    assert [one.has_pin for one in people.everybody(shop.database)] == [False, False]
    assert reads.signs_in(shop.database)
    assert sign_in(shop, ann.id).person == ann


def test_a_session_begins_as_the_one_who_was_there_or_as_the_owner(staffed):
    assert sessions.begin(staffed.database, staffed.ida).person.name == "Ida"
    people.save(staffed.session, PersonForm("Ida", active=False), staffed.ida)
    assert sessions.begin(staffed.database, staffed.ida).person.name == "Wren"
    assert sessions.begin(staffed.database, 4711).person.name == "Wren"


def test_a_person_who_is_not_there_is_no_person(shop):
    with pytest.raises(KeyError):
        people.load(shop.database, 4711)
    assert reads.person(shop.database, 4711) is None
    with pytest.raises(Refused):
        sign_in(shop, 4711)


@pytest.mark.rule("S3")
def test_what_somebody_posted_fits_its_seal_once_they_have_another_name(shop):
    shop.purchase("A1 A2")
    people.save(shop.session, PersonForm("Wren", Role.OWNER, pin=OWNER_PIN), shop.session.person.id)
    assert seals.check(shop.database) == []
