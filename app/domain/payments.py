"""Payments: what is due after them, cash rounding, change, and what is given back (M5 to M7).

Amounts are whole minor units of the shop's currency and above zero, whichever way the money goes:
the kind of the document says that.
"""

from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, IntEnum, unique
from typing import NamedTuple

from app.domain import money
from app.domain.marks import N_
from app.domain.problems import Code, Problem
from app.domain.quantities import MOST_MONEY, money_text, most_money


@unique
class TenderKind(IntEnum):
    """What a way of paying is; the value is the number that the store keeps."""

    CASH = 0
    CARD = 1
    WALLET = 2
    TRANSFER = 3
    OWN = 4
    EXCHANGE = 5


@unique
class TenderName(Enum):
    """What a way of paying is called where the shop has given it no name of its own."""

    CASH = N_("Cash")
    CARD = N_("Card")
    WALLET = N_("Mobile wallet")
    TRANSFER = N_("Bank transfer")
    OWN = N_("Another way")
    EXCHANGE = N_("Exchange")


class Tender(NamedTuple):
    """A way of paying; ``own_name`` is the shop's, empty where it goes by the name of its kind.

    ``asks_reference``: with a payment goes what its terminal or its bank calls it, if it is typed.
    """

    id: int
    kind: TenderKind
    own_name: str = ""
    opens_drawer: bool = False
    active: bool = True
    asks_reference: bool = False

    @property
    def name(self) -> str | TenderName:
        """What it is called: a name of the shop, or a word to be translated."""
        return self.own_name or TenderName[self.kind.name]

    @property
    def is_cash(self) -> bool:
        """It is rounded (M6), and change is given from it (M5)."""
        return self.kind is TenderKind.CASH

    @property
    def is_offered(self) -> bool:
        """It can be chosen for a new payment."""
        return self.active and self.kind is not TenderKind.EXCHANGE


class Part(NamedTuple):
    """A payment typed on a draft: ``amount`` of its total by a tender.

    ``given`` is the cash that was handed over, None: exactly what it takes. ``refunds`` is the
    payment that it gives back (M7), ``reference`` what the terminal said, or why it is given back
    another way.
    """

    tender: Tender
    amount: int
    given: int | None = None
    reference: str = ""
    refunds: int | None = None
    id: int | None = None


class Paid(NamedTuple):
    """What a part comes to: it settles ``amount``, by ``rounding`` more cash moves than that."""

    part: Part
    amount: int
    rounding: int = 0

    @property
    def moved(self) -> int:
        """What goes from hand to hand, the change off."""
        return self.amount + self.rounding

    @property
    def change(self) -> int:
        """What is handed back of the cash that was given."""
        return 0 if self.part.given is None else self.part.given - self.moved


class Settlement(NamedTuple):
    """What the parts of a document come to; ``due`` is left, ``in_cash`` is that in cash (M6)."""

    total: int
    paid: tuple[Paid, ...]
    due: int
    in_cash: int

    @property
    def by_hand(self) -> list[Paid]:
        """What was typed on the draft: what an exchange settles by goods has no id."""
        return [one for one in self.paid if one.part.id is not None]

    @property
    def rounding(self) -> int:
        """By how much more cash moves than is settled by it."""
        return sum(one.rounding for one in self.paid)

    @property
    def change(self) -> int:
        """What is handed back in all."""
        return sum(one.change for one in self.paid)


CASH_STEPS = (0, 5, 10, 50, 100, 500, 1000)
"""What cash can be rounded to, in minor units of any currency; 0: it is not (M6)."""


def same_coin(step: int, decimals: int, other: int) -> int:
    """A step of a currency with some ``decimals`` as one with ``other`` writes that coin.

    0 where cash is not rounded to it there: 0.05 is no coin of a currency without decimals.
    """
    scaled, rest = divmod(step * 10**other, 10**decimals)
    return scaled if rest == 0 and scaled in CASH_STEPS else 0


def in_coins(amount: int, step: int) -> int:
    """An amount in the coins of the shop: the nearest multiple of ``step``, half away from zero.

    A step of none or one minor unit leaves it as it is (M6).
    """
    return money.rounded(amount, step) * step if step > 1 else amount


def settle(total: int, parts: Sequence[Part], step: int = 0) -> Settlement:
    """What the parts settle of a total, and what is due after them.

    Cash takes what the others leave. All of it together moves in coins, and the part with which
    that changes bears the rounding (M6); what was handed over and is not all is as it is. What is
    more than is left settles only that: ``problems_of`` refuses it.
    """
    left, taken, cash, moved = total, dict[int, Paid](), 0, 0
    for place, part in _cash_last(parts):
        needed = in_coins(cash + left, step) - moved
        if part.tender.is_cash and left > 0 and _pays_rest(part, left, needed):
            amount, rounding = left, needed - left
        else:
            amount = max(min(part.amount if part.given is None else part.given, left), 0)
            in_hand = part.tender.is_cash and part.given is None
            rounding = in_coins(cash + amount, step) - moved - amount if in_hand else 0
        taken[place] = Paid(part, amount, rounding)
        left -= amount
        if part.tender.is_cash:
            cash, moved = cash + amount, moved + amount + rounding
    paid = tuple(taken[place] for place in range(len(parts)))
    return Settlement(total, paid, left, in_coins(cash + left, step) - moved if left else 0)


def _cash_last(parts: Sequence[Part]) -> Iterator[tuple[int, Part]]:
    """The parts with their places, those in cash after the others."""
    for cash in (False, True):
        yield from ((n, part) for n, part in enumerate(parts) if part.tender.is_cash is cash)


def _pays_rest(part: Part, left: int, needed: int) -> bool:
    """Is this cash enough for all that is ``left``, which takes so much more in coins?"""
    return part.amount >= left if part.given is None else part.given >= needed


def part_problems(
    part: Part, due: int, decimals: int, incoming: bool = True, step: int = 0
) -> list[Problem]:
    """What stands against one part where ``due`` is left of its document.

    Cash may be more than that where it is ``incoming``: the change is given back (M5). What is
    handed over is in the coins of the shop, whose smallest is the ``step`` (M6).
    """
    named = {"tender": part.tender.name}
    amounts = [part.amount] if part.given is None else [part.amount, part.given]
    bad = [problem for amount in amounts if (problem := judge_amount(amount, decimals))]
    if bad:
        return bad[:1]
    if part.given is not None and not (part.tender.is_cash and incoming):
        return [Problem(Code.CHANGE_FROM_CASH_ONLY, named)]
    if due <= 0:
        return [Problem(Code.NOTHING_DUE, named)]
    if part.given is not None and part.given != in_coins(part.given, step):
        coins = {"amount": part.given, "step": step, "due": in_coins(due, step)}
        said = {name: money_text(figure, decimals) for name, figure in coins.items()}
        return [Problem(Code.NOT_IN_COINS, said)]
    if part.given is None and part.amount > due:
        figures = {"amount": money_text(part.amount, decimals), "due": money_text(due, decimals)}
        return [Problem(Code.MORE_THAN_DUE, {**named, **figures})]
    return []


def judge_tender(tender: Tender) -> Problem | None:
    """A way of paying that is not in use any more, or that nobody is offered, takes no payment."""
    return None if tender.is_offered else Problem(Code.TENDER_NOT_OFFERED, {"tender": tender.name})


def judge_amount(amount: int, decimals: int) -> Problem | None:
    """What is wrong with an amount that was typed: none, below zero, or too much (D13)."""
    if amount == 0:
        return Problem(Code.AMOUNT_MISSING)
    if amount < 0:
        return Problem(Code.PAYMENT_BELOW_ZERO)
    if amount > MOST_MONEY:
        return Problem(Code.MONEY_TOO_MUCH, {"most": most_money(decimals)})
    return None


def problems_of(
    total: int, parts: Sequence[Part], step: int, decimals: int, incoming: bool = True
) -> Iterator[Problem]:
    """What stands against the parts of a document, each for itself and all together.

    An exact amount in cash follows the total: less is due, less is taken.
    """
    left = total
    settled = settle(total, parts, step).paid
    for place, part in _cash_last(parts):
        gone = judge_tender(part.tender)
        if gone and part.tender.kind is not TenderKind.EXCHANGE:  # which nobody typed
            yield gone
        if part.tender.is_cash and part.given is None:
            part = part._replace(amount=min(part.amount, max(left, 1)))
        yield from part_problems(part, left, decimals, incoming, step)
        left -= settled[place].amount


def judge_due(due: int, on_account: bool, named: bool, decimals: int) -> Problem | None:
    """What is left open stays on account of somebody who is named, or the document is not posted.

    That is said for what the parts leave ``due`` (M5).
    """
    if due <= 0 or (on_account and named):
        return None
    code = Code.ACCOUNT_OF_NOBODY if on_account else Code.NOT_PAID
    return Problem(code, {"due": money_text(due, decimals)})


def likely_amounts(due: int, pieces: Iterable[int], most: int = 4) -> list[int]:
    """What a customer may hand over for what is due in cash: exactly that, then in whole notes.

    ``pieces`` are the notes and coins of the currency; nobody counts out more than 50 of one. More
    than the largest of them is handed over in bundles, too. Empty where nothing is due.
    """
    if due <= 0:
        return []
    steps = sorted(piece for piece in pieces if piece * _MOST_OF_ONE >= due)
    largest = max(pieces, default=1)
    bundles = [largest * 5 * times for times in (1, 2, 10, 20, 100, 200) if due > largest]
    found = [due]
    for step in (*steps, *bundles):
        amount = -(-due // step) * step
        if step * _MOST_OF_ONE >= due and amount not in found:
            found.append(amount)
    return sorted(found)[:most]


_MOST_OF_ONE = 50


# Giving back (M7) ---------------------------------------------------------------------------------


class Received(NamedTuple):
    """A payment of a sale: how much of it was not given back yet, and by which tender it came."""

    payment: int
    tender: Tender
    left: int


class ComesBack(NamedTuple):
    """What comes back of one sale is worth ``amount``.

    ``owed`` is what is still open on account of that sale. ``keeps_money`` off: it is of before
    payments were kept here, or nobody knows which it was, and counts as paid in cash.
    """

    amount: int
    owed: int = 0
    received: tuple[Received, ...] = ()
    keeps_money: bool = True


class Refund(NamedTuple):
    """An amount to be given back by a tender; None: it stays on account. ``refunds`` as in Part."""

    amount: int
    tender: Tender | None
    refunds: int | None = None


def proposals(sales: Iterable[ComesBack], cash: Tender) -> list[Refund]:
    """How what comes back is given back (M7).

    What is still owed for it is owed no more; then the payments of the sale are given back in
    their order, none above what it received; what was settled on account stays there.
    """
    made: dict[tuple[int | None, int | None], Refund] = {}
    given_back: dict[int, int] = {}

    def add(amount: int, tender: Tender | None, refunds: int | None = None) -> None:
        key = (tender.id if tender else None, refunds)
        before = made[key].amount if key in made else 0
        if amount > 0:
            made[key] = Refund(before + amount, tender, refunds)

    for sale in sales:
        left = sale.amount
        owed = min(left, max(sale.owed, 0))
        add(owed, None)
        left -= owed
        for one in sale.received:
            amount = min(left, one.left - given_back.get(one.payment, 0))
            add(amount, one.tender, one.payment)
            given_back[one.payment] = given_back.get(one.payment, 0) + max(amount, 0)
            left -= max(amount, 0)
        add(left, None if sale.keeps_money else cash)
    return sorted(made.values(), key=lambda refund: refund.tender is None)


def taken_off(proposed: Iterable[Refund], offset: int) -> tuple[list[Refund], list[Refund]]:
    """What of the proposals an exchange gives back in goods, from the first on, and what is left.

    What is more than was proposed gives no payment back.
    """
    used, left = list[Refund](), list[Refund]()
    for refund in proposed:
        amount = min(refund.amount, offset)
        offset -= amount
        if amount:
            used.append(refund._replace(amount=amount))
        if refund.amount > amount:
            left.append(refund._replace(amount=refund.amount - amount))
    if offset:
        used.append(Refund(offset, None))
    return used, left


def otherwise(parts: Iterable[Part], proposed: Iterable[Refund]) -> list[Part]:
    """The parts that give back another way than was proposed: they need a permission (M7)."""
    proposed = list(proposed)
    tender_of = {one.refunds: one.tender for one in proposed if one.refunds is not None}
    free = sum(one.amount for one in proposed if one.tender and one.refunds is None)
    found = []
    for part in parts:
        if part.tender.kind is TenderKind.EXCHANGE:
            continue
        if part.refunds is not None:
            if tender_of.get(part.refunds) not in (None, part.tender):
                found.append(part)
            continue
        free -= part.amount
        if not part.tender.is_cash or free < 0:
            found.append(part)
    return found


def refund_problems(
    parts: Sequence[Part],
    received: Iterable[Received],
    proposed: Iterable[Refund],
    decimals: int,
) -> Iterator[Problem]:
    """What stands against giving back: never more than a payment received, none of another sale.

    Another way than was proposed needs a reason.
    """
    by_payment = {one.payment: one for one in received}
    for payment in dict.fromkeys(part.refunds for part in parts if part.refunds is not None):
        one = by_payment.get(payment)
        if one is None:
            yield Problem(Code.REFUND_OF_ANOTHER)
            continue
        if sum(part.amount for part in parts if part.refunds == payment) > one.left:
            values = {"tender": one.tender.name, "left": money_text(one.left, decimals)}
            yield Problem(Code.REFUND_TOO_MUCH, values)
    for part in otherwise(parts, proposed):
        if not part.reference.strip():
            yield Problem(Code.REFUND_REASON_MISSING, {"tender": part.tender.name})
