"""Quantities are whole thousandths of the base unit, money is whole minor units: no floats."""

import re

from app.domain.money import rounded
from app.domain.problems import Code, Problem
from app.domain.serials import fold

ONE_UNIT = 1000
"""One base unit, in the thousandths in which every quantity is kept."""

MOST_QUANTITY = 1_000_000 * ONE_UNIT
"""Thousandths on one line at most (D13)."""

MOST_MONEY = 10**12
"""Minor units of a price, of a line's amount and of a document's total at most (D13)."""

MINUS = "−"
"""The sign of figures below zero, as it is printed (U+2212): a hyphen is shorter than a figure."""

_NUMBER = re.compile(r"([+-]?)(\d*)(?:\.(\d*))?")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?")
_SPACES = re.compile("[ \u00a0\u2009\u202f]")
"""A space, and those that keep a figure together: no-break, thin, narrow no-break."""
_COULD_BE_TWO = {True: re.compile(r"[+-]?\d{1,3},\d{3}"), False: re.compile(r"[+-]?\d{1,3}\.000")}
"""What is one figure to some people and a thousand times that to others: by whether there can be
three decimals.
"""


def parse(text: str, scale: int, decimals: int) -> int | None:
    """Read a typed number as whole ``1/scale`` parts, or None where it is not one.

    ``decimals`` is how many decimal places the writer may use. Thousands may be set apart by
    spaces or commas in their places; more decimals than allowed is None, never rounded silently.
    ``-`` and ``−`` both stand for minus. Full-width figures are folded (F2); digits of other
    scripts, ``1e5`` and ``NaN`` are None. So is what could be two figures, as marks are used the
    other way round elsewhere: ``1,250`` where there are three decimals, ``1.000`` where not.
    ``scale`` is a power of ten of ``decimals`` digits or more. However long, it is read exactly.
    """
    compact = _SPACES.sub("", fold(text).strip()).replace(MINUS, "-")
    if _COULD_BE_TWO[decimals == 3].fullmatch(compact):
        return None
    if _THOUSANDS.fullmatch(compact):
        compact = compact.replace(",", "")
    number = _NUMBER.fullmatch(compact) if compact.isascii() else None
    if number is None or not (number[2] or number[3]):
        return None
    sign, whole, part = number[1], number[2].lstrip("0"), (number[3] or "").rstrip("0")
    if len(part) > decimals:
        return None
    if len(whole) > _DIGITS:
        whole = "9" * _DIGITS  # beyond every limit, and no int of a million digits is made of it
    value: int = int(whole or "0") * scale + int(part or "0") * scale // 10 ** len(part)
    return -value if sign == "-" else value


_DIGITS = 40


def parse_quantity(text: str, decimals: int = 0) -> int | None:
    """Read a typed quantity as thousandths; ``decimals`` (0 to 3) is what its unit allows."""
    return parse(text, ONE_UNIT, decimals)


def read_quantity(text: str, decimals: int = 0) -> int | Problem:
    """A typed quantity in thousandths, never below zero, or why it cannot be taken (D13)."""
    quantity = parse_quantity(text, decimals)
    if quantity is None or quantity < 0:
        return Problem(Code.BAD_QUANTITY, {"text": text})
    return judge_quantity(quantity) or quantity


def read_price(text: str, decimals: int) -> int | Problem:
    """A typed price in minor units of ``decimals`` places, or why it cannot be taken (D13)."""
    price = parse(text, 10**decimals, decimals)
    if price is None or price < 0:
        return Problem(Code.BAD_PRICE, {"text": text})
    if price > MOST_MONEY:
        return Problem(Code.PRICE_TOO_BIG, {"most": most_money(decimals)})
    return price


def read_amount(text: str, decimals: int, below_zero: bool = False) -> int | Problem:
    """Typed money that is paid, counted or owed, in minor units, or why it cannot be taken (D13).

    ``below_zero``: what is typed with a minus is read, and judged by what it is for.
    """
    amount = parse(text, 10**decimals, decimals)
    if amount is None or (amount < 0 and not below_zero):
        return Problem(Code.BAD_AMOUNT, {"text": text})
    if abs(amount) > MOST_MONEY:
        return Problem(Code.MONEY_TOO_MUCH, {"most": most_money(decimals)})
    return amount


def judge_quantity(quantity: int) -> Problem | None:
    """What is wrong with the size of a quantity, in thousandths (D13)."""
    if abs(quantity) <= MOST_QUANTITY:
        return None
    return Problem(Code.QUANTITY_TOO_BIG, {"most": f"{MOST_QUANTITY // ONE_UNIT:,}"})


def most_money(decimals: int) -> str:
    """The largest amount in words of a currency with so many decimals (D13)."""
    return f"{MOST_MONEY // 10**decimals:,}"


def money_text(amount: int, decimals: int) -> str:
    """Write minor units of a currency with so many decimals: 129900 is ``1,299.00``."""
    whole, rest = divmod(abs(amount), 10**decimals)
    tail = f".{rest:0{decimals}}" if decimals else ""
    return f"{MINUS if amount < 0 else ''}{whole:,}{tail}"


def quantity_text(quantity: int) -> str:
    """Write thousandths without needless zeros: 2000 is ``2``, -1250 is ``−1.25``."""
    whole, rest = divmod(abs(quantity), ONE_UNIT)
    tail = f".{rest:03}".rstrip("0") if rest else ""
    return f"{MINUS if quantity < 0 else ''}{whole}{tail}"


def amount(quantity: int, price: int, unit_size: int = ONE_UNIT) -> int:
    """Minor units for ``quantity`` thousandths at ``price`` minor units for ``unit_size`` of them.

    Half a minor unit is rounded away from zero, as tills do.
    """
    return rounded(quantity * price, unit_size)
