"""What one may not do, another approves: that one action on that one record, once (U3)."""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.permissions import Permission, Role
from app.domain.pricing import WHOLE, Discount
from app.domain.problems import Code, Reason, Refused
from app.services import approving, clock, people, proving, secrets
from app.services import settings as choices
from app.services.approving import Approvable
from app.services.documents import (
    copying,
    discounts,
    draft_head,
    draft_lines,
    drafts,
    exchanging,
    posting,
    pricing,
    returning,
    undoing,
    voiding,
)
from app.services.entry import entering
from app.services.grants import Grant
from app.services.money import payments, shifts, unit_prices
from app.services.people import PersonForm
from app.services.session import Session
from app.services.stock import correcting, edit_inventory, items
from app.services.stock.edit_inventory import Adjustment
from app.text import sentence
from db import sql
from db.queries import document_lines, documents, draft_serials
from tests.shop import Shop, refusal

pytestmark = pytest.mark.rule("U3")

PIN = "7391"
OTHER_PIN = "8264"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """PINs are worked out at once: how slowly is test_secrets' matter."""
    monkeypatch.setattr(secrets, "N", 2)


@dataclass
class Staff:
    """A shop with an owner, a manager and a clerk, each with a PIN but the clerk's is nobody's."""

    shop: Shop
    manager: int
    clerk: Session

    def asks(self, act: Callable[[Session], object]) -> Approvable:
        """What the clerk is refused, as it may be approved."""
        with pytest.raises(Refused) as caught:
            act(self.clerk)
        asking = approving.asked_by(caught.value)
        assert asking is not None, caught.value.problems
        return asking

    def approved(self, asking: Approvable, reason: str = "display piece") -> Grant:
        """The manager approves it."""
        return approving.approve(self.clerk, asking, self.manager, PIN, reason)


def staffed(shop: Shop) -> Staff:
    owner = shop.session.person
    people.save(shop.session, PersonForm(owner.name, Role.OWNER, pin=OTHER_PIN), owner.id)
    manager = people.save(shop.session, PersonForm("Orla Brandt", Role.MANAGER, pin=PIN))
    clerk = people.save(shop.session, PersonForm("Ida Fenmoor", Role.CLERK, pin="5028"))
    session = proving.sign_in(shop.database, shop.session.counter, clerk, "5028")
    return Staff(shop, manager, session)


@pytest.fixture
def staff(shop: Shop) -> Staff:
    return staffed(shop)


def told(shop: Shop) -> list[tuple[Any, ...]]:
    """What the log tells of approvals: who stood there, the reason, what was approved by whom."""
    rows = shop.rows(
        "SELECT p.name, a.detail, a.after FROM audit a JOIN person p ON p.id = a.user_id"
        " WHERE a.action = 'approval' ORDER BY a.id"
    )
    found = [(who, why, json.loads(after)) for who, why, after in rows]
    return [(who, why, after["permission"], after["approved_by"]) for who, why, after in found]


def cables(shop: Shop, units: int = 2) -> tuple[int, int]:
    """A sale's draft with a line of cables at 19.90, of which there are enough."""
    shop.opening(product=shop.has.cable, units=50)
    draft = shop.draft("sale")
    return draft, shop.line(draft, product=shop.has.cable, units=units)


def price_of(shop: Shop, draft: int) -> int:
    return document_lines.lines(shop.database, draft)[0].price


Act = Callable[[Session], object]


def lower_price(shop: Shop) -> Act:
    draft, line = cables(shop)
    return lambda session: draft_lines.set_price(session, draft, line, 1)


def line_discount(shop: Shop) -> Act:
    draft, line = cables(shop)
    return lambda session: discounts.set_of_line(session, draft, line, Discount(rate=11_000))


def whole_discount(shop: Shop) -> Act:
    draft, _line = cables(shop)
    return lambda session: discounts.set_of_document(session, draft, Discount(5_00))


def a_void(shop: Shop) -> Act:
    sold = shop.opening("A1") and shop.sell("A1")
    return lambda session: voiding.void(session, sold, "typed wrongly")


def an_adjustment(shop: Shop) -> Act:
    shop.opening("A1")
    change = Adjustment(shop.has.phone, shop.has.main, ["B1"])
    return lambda session: edit_inventory.edit(session, change)


def a_correction(shop: Shop) -> Act:
    shop.opening("A1")
    return lambda session: correcting.correct(session, "A1", "A9")


def no_sale(_shop: Shop) -> Act:
    return lambda session: shifts.open_without_sale(session, "change for a note")


def an_item_price(shop: Shop) -> Act:
    shop.opening("A1")
    return lambda session: unit_prices.set_price(session, "A1", 5)


def an_item(shop: Shop) -> Act:
    form, codes = items.load(shop.database, shop.has.phone)
    changed = replace(form, name="Phone 2")
    return lambda session: items.save(session, changed, codes, shop.has.phone)


def a_setting(_shop: Shop) -> Act:
    return lambda session: choices.save(session, negative_stock=True)


def above_credit(shop: Shop) -> Act:
    choices.save(shop.session, payments=True)
    draft, _line = cables(shop)
    draft_head.set_party(shop.session, draft, shop.has.customer)
    limit = "UPDATE contact SET credit_limit = 1 WHERE id = ?"
    sql.execute(shop.database, limit, shop.has.customer)
    return lambda session: posting.post(session, draft, on_account=True)


def below_cost(shop: Shop) -> Act:
    """The item's own price: the goods cost more now."""
    shop.opening("A1")
    form, codes = items.load(shop.database, shop.has.phone)
    items.save(shop.session, replace(form, sale_price=1), codes, shop.has.phone)
    draft = shop.written("sale", "A1")
    return lambda session: posting.post(session, draft)


GATED = {
    Permission.EXCEED_DISCOUNT: (lower_price, line_discount, whole_discount),
    Permission.VOID: (a_void,),
    Permission.ADJUST: (an_adjustment,),
    Permission.CORRECT_SERIAL: (a_correction,),
    Permission.OPEN_WITHOUT_SALE: (no_sale,),
    Permission.EDIT_PRICES: (an_item_price,),
    Permission.EDIT_ITEMS: (an_item,),
    Permission.CHANGE_SETTINGS: (a_setting,),
    Permission.EXCEED_CREDIT: (above_credit,),
    Permission.SELL_BELOW_COST: (below_cost,),
}
CASES = [(permission, make) for permission, makes in GATED.items() for make in makes]


def approver_of(staff: Staff, asking: Approvable) -> tuple[int, str]:
    """The first who may approve it, and the PIN."""
    found = approving.approvers(staff.shop.database, asking)[0]
    return found.id, PIN if found.id == staff.manager else OTHER_PIN


@pytest.mark.parametrize(
    ("permission", "make"), CASES, ids=[f"{p.name}-{m.__name__}" for p, m in CASES]
)
def test_what_is_asked_is_done_once_by_an_approval(
    staff: Staff, permission: Permission, make: Callable[[Shop], Act]
) -> None:
    """The clerk stays who it is; both stand in the log with the reason."""
    act = make(staff.shop)
    asking = staff.asks(act)
    assert permission in asking.permissions
    person, pin = approver_of(staff, asking)
    grant = approving.approve(staff.clerk, asking, person, pin, " a  reason ")
    act(staff.clerk.approving(grant))
    who, why, _named, by = told(staff.shop)[-1]
    assert (who, why) == ("Ida Fenmoor", "a reason") and by in ("Orla Brandt", "Owner")
    assert staff.clerk.person.name == "Ida Fenmoor"
    assert len(told(staff.shop)) == 1
    with suppress(Refused):  # what is so already may be said again
        act(staff.clerk.approving(grant))
    assert len(told(staff.shop)) == 1


@pytest.mark.parametrize("role", [Role.OWNER, Role.MANAGER])
@pytest.mark.parametrize(
    ("permission", "make"), CASES, ids=[f"{p.name}-{m.__name__}" for p, m in CASES]
)
def test_who_may_is_not_asked(
    staff: Staff, role: Role, permission: Permission, make: Callable[[Shop], Act]
) -> None:
    act, person = make(staff.shop), staff.shop.session
    if role is Role.MANAGER:
        person = proving.sign_in(staff.shop.database, person.counter, staff.manager, PIN)
    try:
        act(person)
    except Refused as refusal:
        asked = approving.asked_by(refusal)
        if permission is Permission.CHANGE_SETTINGS:
            assert role is Role.MANAGER and asked is not None
        else:
            assert asked is None and refusal.asks  # a question is their own to answer
    assert told(staff.shop) == []


def test_an_approval_is_for_that_price_and_no_other(staff: Staff) -> None:
    draft, line = cables(staff.shop)
    grant = staff.approved(staff.asks(lambda s: draft_lines.set_price(s, draft, line, 15_00)))
    session = staff.clerk.approving(grant)
    (problem,) = refusal(draft_lines.set_price, session, draft, line, 14_99)
    assert problem.code is Code.ABOVE_DISCOUNT_LIMIT and not grant.used
    draft_lines.set_price(session, draft, line, 15_00)
    assert price_of(staff.shop, draft) == 15_00
    (problem,) = refusal(draft_lines.set_price, session, draft, line, 14_99)
    assert problem.code is Code.ABOVE_DISCOUNT_LIMIT


def test_an_approval_is_not_for_a_draft_that_changed_since(staff: Staff) -> None:
    draft, line = cables(staff.shop)
    grant = staff.approved(staff.asks(lambda s: draft_lines.set_price(s, draft, line, 15_00)))
    draft_lines.set_quantity(staff.clerk, draft, line, 40_000)
    session = staff.clerk.approving(grant)
    (problem,) = refusal(draft_lines.set_price, session, draft, line, 15_00)
    assert problem.code is Code.ABOVE_DISCOUNT_LIMIT


@pytest.mark.parametrize("hours", [-24, 0, 24])
def test_an_approval_lapses_after_two_minutes_whatever_the_clock_is_set_to(
    staff: Staff, monkeypatch: pytest.MonkeyPatch, hours: int
) -> None:
    draft, line = cables(staff.shop)
    act = lambda s: draft_lines.set_price(s, draft, line, 15_00)  # noqa: E731
    grant = staff.approved(staff.asks(act))
    set_to = staff.clerk.at(staff.clerk.now() + timedelta(hours=hours))
    begun = clock.steady()
    monkeypatch.setattr(clock, "steady", lambda: begun + approving.GOOD_FOR + 1)
    with pytest.raises(Refused):
        act(set_to.approving(grant))
    monkeypatch.setattr(clock, "steady", lambda: begun + approving.GOOD_FOR - 10)
    act(set_to.approving(grant))


def test_an_approval_stays_good_while_a_question_is_answered(staff: Staff) -> None:
    """A price below cost is approved; the odd date is the clerk's own to say."""
    act = below_cost(staff.shop)
    draft = max(id for (id,) in staff.shop.rows("SELECT id FROM document"))
    draft_head.set_date(staff.shop.session, draft, "2031-01-01")
    asking = staff.asks(act)
    assert [problem.code for problem in asking.questions] == [Code.DATE_AHEAD]
    session = staff.clerk.approving(staff.approved(asking))
    with pytest.raises(Refused) as caught:
        act(session)
    assert caught.value.asks and told(staff.shop) == []
    posting.post(session, draft, sure=caught.value.problems)
    assert len(told(staff.shop)) == 1


def test_a_price_below_cost_that_was_approved_as_it_was_typed_is_posted(staff: Staff) -> None:
    """And the cost is not told: not in what is refused, and not in what is asked."""
    choices.save(staff.shop.session, clerk_discount=WHOLE)
    shop = staff.shop
    shop.purchase("A1")
    draft = shop.written("sale", "A1")
    line = document_lines.lines(shop.database, draft)[0].id
    asking = staff.asks(lambda s: draft_lines.set_price(s, draft, line, 1999_00))
    assert asking.permissions == {Permission.SELL_BELOW_COST}
    assert "2000" not in str(asking)
    draft_lines.set_price(staff.clerk.approving(staff.approved(asking)), draft, line, 1999_00)
    assert posting.post(staff.clerk, draft).startswith("SI-")
    assert len(told(shop)) == 1


def test_a_price_that_was_approved_is_not_lowered_again_by_a_discount(staff: Staff) -> None:
    choices.save(staff.shop.session, clerk_discount=WHOLE)
    shop = staff.shop
    shop.purchase("A1")
    draft = shop.written("sale", "A1")
    line = document_lines.lines(shop.database, draft)[0].id
    asking = staff.asks(lambda s: draft_lines.set_price(s, draft, line, 1999_00))
    draft_lines.set_price(staff.clerk.approving(staff.approved(asking)), draft, line, 1999_00)
    (problem,) = refusal(discounts.set_of_document, staff.clerk, draft, Discount(100))
    assert problem.code is Code.BELOW_COST_REFUSED
    discounts.set_of_document(manager_of(staff), draft, Discount(100))
    (problem,) = refusal(posting.post, staff.clerk, draft)
    assert problem.code is Code.BELOW_COST_REFUSED


@pytest.fixture
def sale(staff: Staff) -> tuple[int, int]:
    """Two of three phones, each bought for 2,000.00 and sold for 2,999.00."""
    staff.shop.purchase("A1 A2 A3")
    draft = staff.shop.written("sale", "A1 A2")
    return draft, document_lines.lines(staff.shop.database, draft)[0].id


def manager_of(staff: Staff) -> Session:
    counter = staff.shop.session.counter
    return proving.sign_in(staff.shop.database, counter, staff.manager, PIN)


@pytest.fixture
def manager(staff: Staff) -> Session:
    return manager_of(staff)


def lowered(act: str, session: Session, draft: int, line: int, rate: int = 50_000) -> None:
    """By a half neither a clerk's limit nor the cost lets it pass; by a fifth the cost does."""
    if act == "price":
        draft_lines.set_price(session, draft, line, 2999_00 * (WHOLE - rate) // WHOLE)
    elif act == "discount":
        discounts.set_of_line(session, draft, line, Discount(rate=rate))
    else:
        discounts.set_of_document(session, draft, Discount(rate=rate))


LOWERED = ["price", "discount", "document"]


@pytest.mark.rule("M2")
@pytest.mark.parametrize("how", LOWERED)
def test_what_a_manager_typed_a_clerk_posts(
    staff: Staff, manager: Session, sale: tuple[int, int], how: str
) -> None:
    """Who typed it answers for it, and stands in the audit log; the limit is not asked again."""
    lowered(how, manager, *sale, rate=20_000)
    assert posting.post(staff.clerk, sale[0]).startswith("SI-")
    assert told(staff.shop) == []


@pytest.mark.rule("M2")
@pytest.mark.parametrize("how", LOWERED)
def test_below_cost_is_asked_of_who_posts_whoever_typed_it(
    staff: Staff, manager: Session, sale: tuple[int, int], how: str
) -> None:
    """Nobody was asked as it was typed: it may be a slip."""
    lowered(how, manager, *sale)
    asking = staff.asks(lambda session: posting.post(session, sale[0]))
    assert asking.permissions == {Permission.SELL_BELOW_COST}


@pytest.mark.rule("M2")
@pytest.mark.parametrize("how", LOWERED)
def test_what_was_approved_as_it_was_typed_is_posted(
    staff: Staff, sale: tuple[int, int], how: str
) -> None:
    """Beyond the limit and below cost at once, by one approval."""
    asking = staff.asks(lambda session: lowered(how, session, *sale))
    lowered(how, staff.clerk.approving(staff.approved(asking)), *sale)
    assert asking.permissions == {Permission.SELL_BELOW_COST, Permission.EXCEED_DISCOUNT}
    assert posting.post(staff.clerk, sale[0]).startswith("SI-")
    assert len(told(staff.shop)) == 1


def as_amount(session: Session, draft: int, _line: int) -> None:
    discounts.set_of_document(session, draft, Discount(2999_00))


def priced_and_off_all(session: Session, draft: int, line: int) -> None:
    """Half the price with a tenth off the document: the line bears a share of that."""
    draft_lines.set_price(session, draft, line, 1499_50)


def by(how: str) -> Callable[[Session, int, int], None]:
    return lambda session, draft, line: lowered(how, session, draft, line)


ASKED = {how: by(how) for how in LOWERED} | {
    "amount off all": as_amount,
    "price where something is off all": priced_and_off_all,
}
"""All ways in which a sale gets beyond the limit of a clerk and below cost at once."""


@pytest.fixture(params=[1, 3], ids=["one line", "three lines"])
def approved_sale(
    request: pytest.FixtureRequest, staff: Staff, manager: Session
) -> Callable[[str], tuple[int, int]]:
    """A sale that a manager approved as it was typed, with one line or with others beside it."""
    shop = staff.shop
    shop.purchase("A1 A2 A3")
    shop.opening(product=shop.has.cable, units=50)
    shop.opening(product=shop.has.rope, units=50)
    draft = shop.written("sale", "A1 A2")
    for product in (shop.has.cable, shop.has.rope)[: request.param - 1]:
        shop.line(draft, product=product, units=4)
    line = document_lines.lines(shop.database, draft)[0].id

    def approved(how: str) -> tuple[int, int]:
        if ASKED[how] is priced_and_off_all:
            discounts.set_of_document(manager, draft, Discount(rate=10_000))
        asking = staff.asks(lambda session: ASKED[how](session, draft, line))
        assert asking.permissions == {Permission.SELL_BELOW_COST, Permission.EXCEED_DISCOUNT}
        ASKED[how](staff.clerk.approving(staff.approved(asking)), draft, line)
        return draft, line

    return approved


@pytest.mark.rule("M2")
@pytest.mark.parametrize("how", ASKED)
def test_what_was_approved_is_asked_once_while_nothing_changed(
    staff: Staff, approved_sale: Callable[[str], tuple[int, int]], how: str
) -> None:
    """Both limits, of every line that they are about, however much is on the sale."""
    draft, _line = approved_sale(how)
    assert posting.post(staff.clerk, draft).startswith("SI-")
    assert len(told(staff.shop)) == 1


@pytest.mark.rule("M2")
@pytest.mark.parametrize("how", ASKED)
def test_a_cent_in_the_customer_s_favour_is_asked_about_again(
    staff: Staff, approved_sale: Callable[[str], tuple[int, int]], how: str
) -> None:
    draft, line = approved_sale(how)
    price = document_lines.lines(staff.shop.database, draft)[0].price
    asking = staff.asks(lambda session: draft_lines.set_price(session, draft, line, price - 1))
    assert Permission.SELL_BELOW_COST in asking.permissions
    grant = staff.approved(asking)
    draft_lines.set_price(staff.clerk.approving(grant), draft, line, price - 1)
    assert posting.post(staff.clerk, draft).startswith("SI-")
    assert len(told(staff.shop)) == 2


@pytest.mark.rule("M2")
@pytest.mark.parametrize("how", ASKED)
def test_at_the_posting_too_where_it_came_about_without_being_typed(
    staff: Staff, approved_sale: Callable[[str], tuple[int, int]], how: str
) -> None:
    draft, line = approved_sale(how)
    changed = "UPDATE document_line SET amount = amount - 1, discount = discount + 1 WHERE id = ?"
    sql.execute(staff.shop.database, changed, line)
    pricing.touch(staff.shop.database, draft, staff.clerk.stamp())
    asking = staff.asks(lambda session: posting.post(session, draft))
    assert Permission.SELL_BELOW_COST in asking.permissions


@pytest.mark.rule("M2")
@pytest.mark.parametrize("how", ASKED)
def test_other_units_in_the_place_of_those_that_were_judged_are_asked_about(
    staff: Staff, approved_sale: Callable[[str], tuple[int, int]], how: str
) -> None:
    """They may have cost more."""
    draft, line = approved_sale(how)
    shop = staff.shop
    (row,) = shop.rows("SELECT id FROM draft_serial WHERE number = 'A2'")[0]
    draft_lines.remove_serials(manager_of(staff), draft, [row])
    shop.enter(draft, "A3", line)
    asking = staff.asks(lambda session: posting.post(session, draft))
    assert Permission.SELL_BELOW_COST in asking.permissions


@pytest.mark.rule("M2")
@pytest.mark.parametrize("how", LOWERED[:2])
def test_more_units_than_were_approved_are_asked_about(
    staff: Staff, sale: tuple[int, int], how: str
) -> None:
    draft, line = sale
    asking = staff.asks(lambda session: lowered(how, session, draft, line))
    lowered(how, staff.clerk.approving(staff.approved(asking)), draft, line)
    staff.shop.enter(draft, "A3", line)
    asking = staff.asks(lambda session: posting.post(session, draft))
    assert asking.permissions == {Permission.SELL_BELOW_COST, Permission.EXCEED_DISCOUNT}
    grant = staff.approved(asking)
    assert posting.post(staff.clerk.approving(grant), draft).startswith("SI-")


@pytest.mark.rule("M2", "D6")
@pytest.mark.parametrize("how", LOWERED)
def test_a_copy_is_asked_about_again(
    staff: Staff, manager: Session, sale: tuple[int, int], how: str
) -> None:
    """What a manager gave one customer is nobody's to give to the next."""
    lowered(how, manager, *sale)
    posting.post(manager, sale[0], sure=posting.questions_of(staff.shop.database, sale[0]))
    copied = copying.copy(staff.clerk, sale[0])
    line = document_lines.lines(staff.shop.database, copied)[0]
    draft_lines.set_quantity(staff.clerk, copied, line.id, 1000)
    staff.shop.enter(copied, "A3", line.id)
    asking = staff.asks(lambda session: posting.post(session, copied))
    assert Permission.EXCEED_DISCOUNT in asking.permissions


@pytest.mark.rule("M7")
@pytest.mark.parametrize("taken", [{"active": False}, {"role": Role.CLERK}])
def test_an_approval_lapses_with_what_its_approver_may(staff: Staff, taken: dict[str, Any]) -> None:
    draft, line = cables(staff.shop)
    grant = staff.approved(
        staff.asks(lambda session: draft_lines.set_price(session, draft, line, 1))
    )
    orla = people.load(staff.shop.database, staff.manager)
    people.save(staff.shop.session, orla._replace(**taken), staff.manager)
    refusal(draft_lines.set_price, staff.clerk.approving(grant), draft, line, 1)
    assert not grant.used and price_of(staff.shop, draft) == 19_90


def test_what_comes_back_for_more_than_was_paid_is_asked_for_too(staff: Staff) -> None:
    """In an exchange it would pay for other goods, and no money would be given back for it."""
    shop, clerk = staff.shop, staff.clerk
    shop.take_payments()
    shop.opening("A1")
    shop.opening("C1", product=shop.has.camera)
    sold = shop.written("sale", "A1")
    discounts.set_of_document(shop.session, sold, Discount(rate=50_000))
    shop.pay(sold, "card")
    shop.post(sold)
    sale = drafts.new(clerk, "sale")
    back = exchanging.begin(clerk, sale)
    entering.enter(clerk, sale, None, ["C1"])
    entering.enter(clerk, back, None, ["A1"])
    (line,) = document_lines.lines(shop.database, back)
    assert line.amount == 1499_50
    asking = staff.asks(lambda session: draft_lines.set_price(session, back, line.id, 2999_00))
    assert asking.permissions == {Permission.EXCEED_DISCOUNT}
    assert "100 % more than was paid" in sentence(asking.problems[0])
    draft_lines.set_price(clerk, back, line.id, 1600_00)  # a tenth more is what a clerk may give
    refusal(draft_lines.set_price, clerk, back, line.id, 1650_00)
    draft_lines.set_price(shop.session, back, line.id, 2999_00)
    draft_lines.set_price(clerk, back, line.id, 2000_00)  # less than it was is allowed


def test_what_nobody_bought_here_comes_back_for_what_it_sells_for(staff: Staff) -> None:
    shop, clerk = staff.shop, staff.clerk
    back = drafts.new(clerk, "sales_return")
    line = draft_lines.add_line(clerk, back, shop.has.cable, 2_000)
    assert price_of(shop, back) == 19_90
    refusal(draft_lines.set_price, clerk, back, line, 900_00)
    draft_lines.set_price(clerk, back, line, 21_00)
    draft_lines.set_quantity(clerk, back, line, 5_000)
    draft_lines.set_price(shop.session, back, line, 900_00)


def test_a_refund_another_way_is_approved_once_as_it_is_typed(staff: Staff) -> None:
    shop = staff.shop
    choices.save(shop.session, payments=True)
    shop.opening("A1")
    sale = shop.written("sale", "A1")
    shop.pay(sale, "card")
    shop.post(sale)
    back = returning.begin(shop.session, sale, "sales_return")
    shop.enter(back, "A1")
    cash = 1
    add = lambda s: payments.add_part(s, back, cash, reference="card is lost")  # noqa: E731
    asking = staff.asks(add)
    assert asking.permissions == {Permission.REFUND_OTHERWISE}
    add(staff.clerk.approving(staff.approved(asking)))
    posting.post(staff.clerk, back)
    assert [row[2] for row in told(shop)] == ["REFUND_OTHERWISE"]


# Who may approve ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "pin", "code"),
    [
        ("clerk", "5028", Code.NOT_ALLOWED),
        ("manager", "0000", Code.PIN_WRONG),
        ("manager", "", Code.PIN_WRONG),
        ("gone", "6173", Code.NOBODY_SUCH),
    ],
)
def test_nobody_approves_who_may_not_or_does_not_prove_it(
    staff: Staff, who: str, pin: str, code: Reason
) -> None:
    shop = staff.shop
    gone = people.save(shop.session, PersonForm("Wren", Role.MANAGER, pin="6173"))
    people.save(shop.session, PersonForm("Wren", Role.MANAGER, active=False), gone)
    asking = staff.asks(lower_price(shop))
    person = {"clerk": staff.clerk.person.id, "manager": staff.manager, "gone": gone}[who]
    (problem,) = refusal(approving.approve, staff.clerk, asking, person, pin, "reason")
    assert problem.code is code
    assert [one.id for one in approving.approvers(shop.database, asking)] == [staff.manager, 1]


@pytest.mark.rule("U2")
def test_after_five_wrong_tries_the_right_pin_waits_too(staff: Staff) -> None:
    asking = staff.asks(lower_price(staff.shop))
    ask = (approving.approve, staff.clerk, asking, staff.manager)
    codes = [refusal(*ask, "0007", "reason")[0].code for _ in range(5)]
    assert codes == [Code.PIN_WRONG] * 4 + [Code.PIN_WAIT]
    (problem,) = refusal(*ask, PIN, "reason")
    assert problem.code is Code.PIN_WAIT


def test_a_reason_is_needed(staff: Staff) -> None:
    asking = staff.asks(lower_price(staff.shop))
    (problem,) = refusal(approving.approve, staff.clerk, asking, staff.manager, PIN, "  ")
    assert problem.code is Code.NOT_WITHOUT_REASON


def test_a_badge_proves_it_where_that_is_enough(staff: Staff) -> None:
    shop = staff.shop
    choices.save(shop.session, badge_is_enough=True)
    form = PersonForm("Orla Brandt", Role.MANAGER, badge="BADGE-ORLA-1")
    people.save(shop.session, form, staff.manager)
    asking = staff.asks(lower_price(shop))
    made = approving.approve(staff.clerk, asking, staff.manager, "", "reason", "BADGE-ORLA-1")
    assert made.approver.name == "Orla Brandt"


def test_nobody_approves_more_than_they_may_give(staff: Staff) -> None:
    shop = staff.shop
    choices.save(shop.session, manager_discount=20_000)
    asking = staff.asks(lower_price(shop))
    assert [one.id for one in approving.approvers(shop.database, asking)] == [1]
    (problem,) = refusal(approving.approve, staff.clerk, asking, staff.manager, PIN, "reason")
    assert problem.code is Code.ABOVE_OWN_LIMIT


# How far a price goes -----------------------------------------------------------------------------


@pytest.mark.rule("M2", "M3")
@pytest.mark.parametrize(
    ("acts", "allowed"),
    [
        ([("price", 17_91)], True),
        ([("price", 17_90)], False),
        ([("line", Discount(rate=10_000))], True),
        ([("line", Discount(rate=10_001))], False),
        ([("line", Discount(3_98))], True),
        ([("line", Discount(3_99))], False),
        ([("whole", Discount(rate=10_000))], True),
        ([("whole", Discount(3_99))], False),
        ([("price", 18_91), ("line", Discount(rate=6_000))], False),
        ([("line", Discount(rate=6_000)), ("whole", Discount(rate=5_000))], False),
        ([("line", Discount(rate=5_000)), ("whole", Discount(rate=5_000))], True),
        ([("price", 40_00), ("line", Discount(rate=55_000))], True),
    ],
)
def test_a_price_by_hand_and_both_discounts_count_against_one_limit(
    staff: Staff, acts: list[tuple[str, Any]], allowed: bool
) -> None:
    draft, line = cables(staff.shop)
    *first, last = acts
    did = {
        "price": lambda value: draft_lines.set_price(staff.clerk, draft, line, value),
        "line": lambda value: discounts.set_of_line(staff.clerk, draft, line, value),
        "whole": lambda value: discounts.set_of_document(staff.clerk, draft, value),
    }
    for name, value in first:
        did[name](value)
    if allowed:
        did[last[0]](last[1])
    else:
        (problem,) = refusal(did[last[0]], last[1])
        assert problem.code is Code.ABOVE_DISCOUNT_LIMIT


def test_what_a_customer_s_list_says_is_no_discount_and_raising_is_allowed(staff: Staff) -> None:
    shop = staff.shop
    draft, line = cables(shop)
    draft_lines.set_price(shop.session, draft, line, 5_00)
    draft_lines.set_price(staff.clerk, draft, line, 6_00)
    assert price_of(shop, draft) == 6_00
    problems = refusal(draft_lines.set_price, staff.clerk, draft, line, 5_99)
    assert Code.ABOVE_DISCOUNT_LIMIT in [problem.code for problem in problems]


TAKEN_OFF = {
    "quantity": lambda session, draft, line, _other: draft_lines.set_quantity(
        session, draft, line, 1_000
    ),
    "line": lambda session, draft, line, _other: undoing.delete_line(session, draft, line),
    "unit": lambda session, draft, _line, other: undoing.remove_serials(session, draft, other),
}


@pytest.mark.rule("M3")
@pytest.mark.parametrize("how", TAKEN_OFF)
def test_an_amount_off_a_document_does_not_grow_by_what_is_taken_off_it(
    staff: Staff, how: str
) -> None:
    """9 % of what stood there is much more of what is left."""
    shop = staff.shop
    draft, line = cables(shop, units=40)
    shop.opening("A1 A2")
    shop.enter(draft, "A1 A2")
    whole = documents.document(shop.database, draft).total
    discounts.set_of_document(staff.clerk, draft, Discount(whole * 9 // 100))
    rows = [one.id for one in draft_serials.draft_serials(shop.database, draft)]
    taken = lambda session: TAKEN_OFF[how](session, draft, line, rows)  # noqa: E731
    asking = staff.asks(taken)
    assert asking.permissions == {Permission.EXCEED_DISCOUNT}
    taken(staff.clerk.approving(staff.approved(asking)))
    discounts.set_of_document(staff.clerk, draft, Discount(rate=9_000))


# Never twice, for nothing else --------------------------------------------------------------------

_COMMANDS = st.lists(
    st.tuples(st.sampled_from(["approved", "other line", "other price", "other draft"])),
    min_size=1,
    max_size=12,
)


@given(_COMMANDS)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_tried_a_grant_does_one_thing_once(
    template: Any, tmp_path_factory: pytest.TempPathFactory, commands: list[tuple[str]]
) -> None:
    shop = Shop.opened(template, template.copy_to(tmp_path_factory.mktemp("s") / "shop.sdk"))
    try:
        staff = staffed(shop)
        draft, line = cables(shop)
        other_line = shop.line(draft, product=shop.has.rope, units=1)
        other, its_line = cables(shop)
        grant = staff.approved(staff.asks(lambda s: draft_lines.set_price(s, draft, line, 3_00)))
        session, done = staff.clerk.approving(grant), 0
        for (name,) in commands:
            aimed = {
                "approved": (draft, line, 3_00),
                "other line": (draft, other_line, 1),
                "other price": (draft, line, 2_99),
                "other draft": (other, its_line, 3_00),
            }[name]
            if name == "approved" and grant.used:
                draft_lines.set_price(shop.session, draft, line, 19_90)
            try:
                draft_lines.set_price(session, *aimed)
                done += 1
                assert name == "approved"
            except Refused:
                pass
        assert done == (("approved",) in commands) == len(told(shop))
    finally:
        shop.close()
