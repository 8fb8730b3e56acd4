"""Items: add and edit with all problems at once, their codes, and serial tracking on and off."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from itertools import chain
from typing import Any

from app.domain import serials, warranty
from app.domain.gtin import gtin_keys
from app.domain.permissions import Permission
from app.domain.problems import Code, Problem, Refused, unanswered
from app.domain.quantities import ONE_UNIT, judge_quantity, quantity_text
from app.domain.tracking import Trackable
from app.domain.tracking import problems_of as problems_with
from app.services import audit, settings
from app.services.audit import Action, Change, Subject
from app.services.documents import figures, pricing
from app.services.money import price_lists
from app.services.money.price_lists import ItemSteps
from app.services.permitting import permitted
from app.services.session import Session
from app.services.stock import finding, tracking
from app.services.stock.forms import form_of
from db import sql
from db.queries import cartons, items, transfers
from db.queries.items import Pack, ProductRow
from db.queries.serials import known
from db.queries.stock import StockRow, stock_of
from db.sql import Database
from db.writes import items as item_writes


@dataclass(frozen=True, slots=True)
class ItemForm:
    """What the item page holds; prices in minor units per base unit. No tax: the shop's default."""

    sku: str
    name: str
    unit: str = "pcs"
    unit_decimals: int = 0
    purchase_price: int = 0
    sale_price: int = 0
    track_serials: bool = False
    track_batches: bool = False
    track_shelf_life: bool = False
    is_bundle: bool = False
    note: str = ""
    active: bool = True
    warranty_months: int = 0
    """From the day of the sale; 0: none."""
    tax_id: int | None = None


def load(database: Database, id: int) -> tuple[ItemForm, list[str]]:
    """The item as its page shows it, and its barcodes."""
    form = form_of(ItemForm, items.record(database, id))
    return form, items.barcodes_of(database, id)


@permitted(Permission.EDIT_ITEMS)
def save(
    session: Session,
    form: ItemForm,
    barcodes: Collection[str],
    id: int | None = None,
    packs: Sequence[Pack] | None = None,
    sure: Sequence[Problem] = (),
    list_prices: ItemSteps | None = None,
) -> int:
    """Add an item, or change the one with ``id``; returns its id. Raises Refused (P2, F4, D9).

    Making one inactive that has stock is asked about (D12): ``sure`` are the questions, of those it
    was refused for before, that a person answered with yes.

    Serials in stock are released where its serial number management is switched off (P4).
    ``packs`` None leaves its pack units as they are, ``list_prices`` None its prices in lists.
    """
    database = session.database
    values, codes = _cleaned(form, barcodes)
    with sql.transaction(database, of=sql.SHOP):
        problems = unanswered(problems_of(database, form, barcodes, id, packs), sure)
        problems += price_lists.problems_of(
            database, form.name, form.unit_decimals, list_prices or {}
        )
        if problems:
            raise Refused(problems)
        before = None if id is None else _standing(database, id)
        if id is not None and before is not None and before["track_serials"] != form.track_serials:
            session.demand(Permission.TRACK_SERIALS)
            if not form.track_serials:
                tracking.release(session, id)
        id = item_writes.save(database, values, id)
        _write_barcodes(database, id, codes)
        if packs is not None:
            cleaned = [Pack(pack.name.strip(), pack.size) for pack in packs]
            item_writes.write_packs(database, id, cleaned)
        if list_prices is not None and list_prices != price_lists.listed(database, id, list_prices):
            price_lists.set_steps(session, id, list_prices)
        if before is not None:
            change = Change(Subject.ITEM, id, before, _standing(database, id))
            audit.note(session, Action.ITEM, [change])
            choice = settings.load(database).tax_choice
            if choice.mode and before["tax_id"] != form.tax_id:
                pricing.refresh_all(database, choice)
        finding.note_products(database, [id])
        return id


def _standing(database: Database, id: int) -> dict[str, object]:
    """The item as it stands, with its codes and packs."""
    form, barcodes = load(database, id)
    packs = [[pack.name, pack.size] for pack in items.packs(database, id)]
    return asdict(form) | {"barcodes": sorted(barcodes), "packs": packs}


def _write_barcodes(database: Database, id: int, codes: Sequence[str]) -> None:
    """Write what is new and take out what is gone: what stays is not judged again (C7)."""
    there, wanted = set(items.barcodes_of(database, id)), set(codes)
    item_writes.remove_barcodes(database, there - wanted)
    item_writes.add_barcodes(database, id, [code for code in codes if code not in there])


def problems_of(
    database: Database,
    form: ItemForm,
    barcodes: Collection[str],
    id: int | None = None,
    packs: Sequence[Pack] | None = None,
) -> list[Problem]:
    """Every reason why the item cannot be saved like this (P2, F4, D9); none means it can."""
    values, codes = _cleaned(form, barcodes)
    if packs is None:
        packs = items.packs(database, id) if id is not None else ()
    return [
        *_form_problems(values),
        *warranty.problems_of(form.warranty_months),
        *figures.problems_of_prices(database, (form.purchase_price, form.sale_price)),
        *_code_problems(database, [values["sku"], *codes], id),
        *_tracking_problems(database, form, id),
        *_pack_problems(form, packs),
        *_stock_questions(database, form, id),
    ]


def _stock_questions(database: Database, form: ItemForm, id: int | None) -> list[Problem]:
    """What is asked before an item that has stock is made inactive (D12)."""
    if id is None or form.active or not items.item(database, id).active:
        return []
    held = [row.on_hand for row in stock_of(database, id)]
    moving = transfers.quantity_on_the_way(database, id)
    if not (any(held) or moving):
        return []
    values = {"product": form.name.strip(), "quantity": quantity_text(sum(held) + moving)}
    return [Problem(Code.INACTIVE_WITH_STOCK, values)]


def _cleaned(form: ItemForm, barcodes: Collection[str]) -> tuple[dict[str, Any], list[str]]:
    """The form's values without stray spaces, and its barcodes, each once."""
    folded = [serials.fold(code.strip()) for code in barcodes if code.strip()]
    codes = list({serials.key(code): code for code in folded}.values())
    values = asdict(form) | {
        "sku": serials.fold(form.sku.strip()),
        "name": form.name.strip(),
        "unit": form.unit.strip(),
    }
    return values, codes


def _form_problems(values: dict[str, object]) -> list[Problem]:
    needed = (
        ("name", Code.NAME_MISSING),
        ("sku", Code.SKU_MISSING),
        ("unit", Code.UNIT_MISSING),
    )
    return [Problem(code) for field, code in needed if not values[field]]


def _code_problems(database: Database, codes: list[str], id: int | None) -> list[Problem]:
    """A code is scannable, belongs to one item only, and is no serial's number and no carton's."""
    found = []
    holders = known(database, codes)
    of_cartons = cartons.codes_among(database, codes)
    own = _own_codes(database, id)
    for code in filter(None, codes):
        other = _other_with(database, code, id, code in own)
        if serials.check(code):
            found.append(Problem(Code.CODE_BAD, {"code": code}))
        elif other:
            found.append(Problem(Code.CODE_TAKEN, {"code": code, "product": other.name}))
        elif code.upper() in holders:
            holder = holders[code.upper()]
            found.append(Problem(Code.CODE_IS_SERIAL, {"code": code, "product": holder.product}))
        elif code.upper() in of_cartons:
            found.append(Problem(Code.CODE_IS_CARTON, {"code": code}))
    return found


def _own_codes(database: Database, id: int | None) -> set[str]:
    """The SKU and the barcodes that an item has already."""
    if id is None:
        return set()
    return {items.item(database, id).sku, *items.barcodes_of(database, id)}


def _other_with(database: Database, code: str, id: int | None, has_it: bool) -> ProductRow | None:
    """Another item that has this code, or another form of its GTIN (C7).

    ``has_it``: the item has had the code itself; another form of it elsewhere was there before.
    """
    exact = items.by_code(database, code)
    found = [exact] if exact else []
    if not has_it:
        found += chain.from_iterable(items.by_gtins(database, gtin_keys(code)).values())
    return next((item for item in found if item.id != id), None)


def _pack_problems(form: ItemForm, packs: Sequence[Pack]) -> list[Problem]:
    """Each pack unit has its own name and holds whole units, more than one (D9)."""
    names = [pack.name.strip().casefold() for pack in packs]
    taken = {form.unit.strip().casefold(), ""}
    found = []
    if len(set(names)) < len(names) or taken & set(names):
        found.append(Problem(Code.PACK_NAME))
    for pack in packs:
        if pack.size <= ONE_UNIT or pack.size % ONE_UNIT:
            found.append(Problem(Code.PACK_SIZE, {"name": pack.name.strip()}))
        elif problem := judge_quantity(pack.size):
            found.append(problem)
    return found


def _tracking_problems(database: Database, form: ItemForm, id: int | None) -> list[Problem]:
    stock = stock_of(database, id) if id is not None else []
    if not form.track_serials:
        in_transit = tracking.problems_of_switching_off(database, id) if id is not None else []
        return _unit_problems(form, stock) + in_transit
    return problems_with(
        Trackable(
            form.is_bundle,
            form.track_batches,
            form.track_shelf_life,
            form.unit_decimals,
            [(row.warehouse, row.on_hand) for row in stock],
        )
    )


def _unit_problems(form: ItemForm, stock: list[StockRow]) -> list[Problem]:
    """What is on hand can be said in the unit's decimals."""
    step = 10 ** (3 - form.unit_decimals)
    return [
        Problem(
            Code.UNIT_HOLDS_PARTS,
            {
                "warehouse": row.warehouse,
                "quantity": quantity_text(row.on_hand),
                "decimals": form.unit_decimals,
            },
        )
        for row in stock
        if row.on_hand % step
    ]
