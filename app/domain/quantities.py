"""Quantities are whole thousandths of the base unit, money is whole minor units: no floats."""

import re
from decimal import ROUND_HALF_UP, Decimal

ONE_UNIT = 1000
"""One base unit, in the thousandths in which every quantity is kept."""

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
_LARGEST = 10**15


def parse(text: str, scale: int, decimals: int) -> int | None:
    """Read a typed number as whole ``1/scale`` parts, or None where it is not one.

    ``decimals`` is how many decimal places the writer may use. Thousands may be set apart by
    spaces or commas in their places; more decimals than allowed is None, never rounded silently.
    """
    compact = text.strip().replace(" ", "")
    if re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?", compact):
        compact = compact.replace(",", "")
    if not compact.isascii() or not _NUMBER.fullmatch(compact):
        return None
    value = Decimal(compact)
    if value != round(value, decimals):
        return None
    parts = value * scale
    return int(parts) if abs(parts) <= _LARGEST else None


def parse_quantity(text: str, decimals: int = 0) -> int | None:
    """Read a typed quantity as thousandths; ``decimals`` (0 to 3) is what its unit allows."""
    return parse(text, ONE_UNIT, decimals)


def quantity_text(quantity: int) -> str:
    """Write thousandths without needless zeros: 2000 is ``2``, 1250 is ``1.25``."""
    whole, rest = divmod(abs(quantity), ONE_UNIT)
    tail = f".{rest:03}".rstrip("0") if rest else ""
    return f"{'-' if quantity < 0 else ''}{whole}{tail}"


def amount(quantity: int, price: int, unit_size: int = ONE_UNIT) -> int:
    """Minor units for ``quantity`` thousandths at ``price`` minor units for ``unit_size`` of them.

    Half a minor unit is rounded away from zero, as tills do.
    """
    exact = Decimal(quantity) * price / unit_size
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))
