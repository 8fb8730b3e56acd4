"""Price lists: made, named, put away, and the prices of items in them, step by step (M2)."""

from collections.abc import Iterable, Mapping, Sequence

from app.domain.permissions import Permission
from app.domain.prices import PriceStep
from app.domain.problems import Code, Problem, Refused
from app.domain.quantities import judge_quantity, quantity_text
from app.services import audit
from app.services.audit import Action, Change, Subject
from app.services.documents import figures
from app.services.permitting import permitted
from app.services.session import Session
from db import sql
from db.queries import items, prices
from db.queries.prices import StepRow
from db.sql import Database
from db.writes import prices as price_writes

ItemSteps = Mapping[int, Sequence[PriceStep]]
"""The prices of one item, by the id of the list."""


@permitted(Permission.EDIT_PRICES)
def save(session: Session, name: str, id: int | None = None, active: bool = True) -> int:
    """Add a price list, rename the one with ``id``, or put it away; returns its id.

    One that is not ``active`` prices nothing: its contacts pay what everybody pays. Raises Refused
    where it has no name, or another list has it.
    """
    name, database = name.strip(), session.database
    with sql.transaction(database, of=sql.SHOP):
        others = [one for one in prices.lists(database) if one.id != id]
        if not name:
            raise Refused([Problem(Code.NAME_MISSING)])
        if any(one.name.casefold() == name.casefold() for one in others):
            raise Refused([Problem(Code.PRICE_LIST_TAKEN, {"name": name})])
        if id is not None:
            old_name, was_active = prices.price_list(database, id)
            before = {"name": old_name, "active": was_active}
            change = Change(Subject.PRICE_LIST, id, before, {"name": name, "active": active})
            audit.note(session, Action.PRICE_LIST, [change])
        return price_writes.save_list(database, name, active, id)


@permitted(Permission.EDIT_PRICES)
def set_steps(session: Session, product: int, steps: ItemSteps) -> None:
    """Give an item these prices in the lists that are named; of others nothing changes.

    No steps: the list says nothing of the item. Raises Refused with all problems.
    """
    database = session.database
    with sql.transaction(database, of=sql.SHOP):
        item = items.item(database, product)
        problems = problems_of(database, item.name, item.unit_decimals, steps)
        if problems:
            raise Refused(problems)
        before = standing(database, product)
        for price_list, of_list in steps.items():
            rows = [StepRow(product, price_list, *step) for step in of_list]
            price_writes.write_steps(database, price_list, [product], rows)
        change = Change(Subject.ITEM, product, before, standing(database, product))
        audit.note(session, Action.PRICES, [change])


def steps_of(database: Database, product: int) -> dict[int, list[PriceStep]]:
    """The prices of one item, by the id of the list, step by step."""
    found: dict[int, list[PriceStep]] = {}
    for row in prices.steps(database, [product]):
        found.setdefault(row.price_list_id, []).append(PriceStep(row.from_quantity, row.price))
    return found


def listed(database: Database, product: int, lists: Iterable[int]) -> ItemSteps:
    """An item's prices in some lists; those that say nothing of it have no steps."""
    found = steps_of(database, product)
    return {price_list: found.get(price_list, []) for price_list in lists}


def problems_of(
    database: Database, product: str, unit_decimals: int, steps: ItemSteps
) -> list[Problem]:
    """Why a ``product`` cannot have these prices: a step said twice, a quantity it cannot have."""
    step = 10 ** (3 - unit_decimals)
    found: list[Problem] = []
    for of_list in steps.values():
        quantities = [one.from_quantity for one in of_list]
        for quantity in quantities:
            if quantity <= 0 or quantity % step:
                found.append(Problem(Code.BAD_QUANTITY, {"text": quantity_text(quantity)}))
            elif problem := judge_quantity(quantity):
                found.append(problem)
            elif quantities.count(quantity) > 1:
                values = {"quantity": quantity_text(quantity), "product": product}
                found.append(Problem(Code.STEP_TWICE, values))
        found += figures.problems_of_prices(database, [one.price for one in of_list])
    return [problem for place, problem in enumerate(found) if problem not in found[:place]]


def standing(database: Database, product: int) -> dict[str, object]:
    """An item's prices as the audit log tells them: list by list, from which quantity and what."""
    names = {one.id: one.name for one in prices.lists(database)}
    told = {
        names[price_list]: [[step.from_quantity, step.price] for step in steps]
        for price_list, steps in steps_of(database, product).items()
    }
    return {"list_prices": told}
