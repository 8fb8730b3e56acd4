"""May serials be switched on for this product (P2)?"""

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.problems import Code, Problem
from app.domain.quantities import ONE_UNIT, quantity_text


@dataclass(frozen=True, slots=True)
class Trackable:
    """What decides it: the product's nature and its stock, (warehouse name, thousandths) each."""

    is_bundle: bool
    has_batches: bool
    has_shelf_life: bool
    unit_decimals: int
    stock: Iterable[tuple[str, int]] = ()


def problems_of(product: Trackable) -> list[Problem]:
    """Every reason against switching serials on (P2, P5, P6); an empty list means it may be."""
    found = []
    if product.is_bundle:
        found.append(Problem(Code.TRACK_BUNDLE))
    if product.has_batches or product.has_shelf_life:
        found.append(Problem(Code.TRACK_BATCH))
    if product.unit_decimals:
        found.append(Problem(Code.TRACK_DECIMALS))
    for warehouse, quantity in product.stock:
        values = {"warehouse": warehouse, "quantity": quantity_text(quantity)}
        if quantity < 0:
            found.append(Problem(Code.TRACK_NEGATIVE, values))
        elif quantity % ONE_UNIT:
            found.append(Problem(Code.TRACK_FRACTION, values))
    return found
