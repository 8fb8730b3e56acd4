"""Whole minor units: how a part of one is rounded, and how a sum is spread (M1, M3). No floats."""

from collections.abc import Sequence


def rounded(amount: int, parts: int) -> int:
    """``amount / parts`` (``parts`` above zero) to whole units, half of one away from zero (M1)."""
    whole = (2 * abs(amount) + parts) // (2 * parts)
    return whole if amount >= 0 else -whole


def spread(amount: int, weights: Sequence[int]) -> list[int]:
    """Share an amount out in proportion to weights, by largest remainder (M3).

    The shares add up to the amount. Of equal remainders the first gets the unit; a weight below
    zero bears nothing, and where none is above zero the first bears all.
    """
    if amount < 0:
        return [-share for share in spread(-amount, weights)]
    weights = [max(weight, 0) for weight in weights]
    total = sum(weights)
    if total == 0:
        return [amount, *([0] * (len(weights) - 1))] if weights else []
    parts = [divmod(amount * weight, total) for weight in weights]
    shares = [whole for whole, _rest in parts]
    by_remainder = sorted(range(len(parts)), key=lambda at: -parts[at][1])
    for at in by_remainder[: amount - sum(shares)]:
        shares[at] += 1
    return shares


def part_of(whole: int, size: int, before: int, given: int, now: int) -> int:
    """What of ``whole``, which was for ``size``, goes back with ``now`` more of it (M3).

    ``given`` went back for the ``before`` that is back already. When all is back, all was given,
    whatever the parts and whichever of them was taken back meanwhile: no rest is left over.
    """
    if size == 0:
        return 0
    back = before + now
    due = rounded(whole * back, size) - given
    if back > size:
        return max(due, 0)
    return min(max(due, 0), max(whole - given, 0))
