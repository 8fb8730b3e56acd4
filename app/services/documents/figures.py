"""How large quantities, prices and amounts may be (D13), said in the shop's currency.

No price is below zero: what goes off a sale is a discount, what comes back is a return.
"""

from collections.abc import Iterable, Iterator, Sequence

from app.domain.problems import Code, Problem, Reason
from app.domain.quantities import MOST_MONEY, amount, judge_quantity, money_text, most_money
from app.services import settings
from app.services.settings import CURRENCIES
from db.queries import document_lines
from db.queries.document_lines import DocumentLine
from db.sql import Database


def problems_of(database: Database, lines: Sequence[DocumentLine], total: int) -> Iterator[Problem]:
    """Every figure of a document that cannot be, its total too: drafts of before may hold some."""
    for position, line in enumerate(lines, 1):
        figures = (
            judge_quantity(line.quantity),
            _judge_price(database, line.price),
            _judge_money(database, Code.AMOUNT_TOO_BIG, line.amount + line.discount, line.product),
        )
        yield from (problem._replace(line=position) for problem in figures if problem)
    too_much = _judge_money(database, Code.TOTAL_TOO_BIG, total)
    if too_much:
        yield too_much


def problems_of_figures(
    database: Database, draft: int, old: DocumentLine, quantity: int, price: int
) -> list[Problem]:
    """Why a line cannot have these figures; what was too big before may become less."""
    cost = amount(quantity, price, old.unit_size)
    found: list[Problem | None] = []
    if quantity > old.quantity:
        found.append(judge_quantity(quantity))
    if price > old.price or price < 0:
        found.append(_judge_price(database, price))
    before = old.amount + old.discount
    if cost > before:
        found.append(_judge_money(database, Code.AMOUNT_TOO_BIG, cost, old.product))
    problems = [problem._replace(line=old.position) for problem in found if problem]
    if problems or cost <= before:
        return problems
    total = cost + sum(
        line.amount for line in document_lines.lines(database, draft) if line.id != old.id
    )
    too_much = _judge_money(database, Code.TOTAL_TOO_BIG, total)
    return [too_much] if too_much else []


def problems_of_prices(database: Database, prices: Iterable[int]) -> list[Problem]:
    """Why an item cannot have these prices, in minor units."""
    judged = (_judge_price(database, price) for price in prices)
    return [problem for problem in judged if problem]


def _judge_price(database: Database, price: int) -> Problem | None:
    if price < 0:
        decimals = CURRENCIES[settings.load(database).currency]
        return Problem(Code.BAD_PRICE, {"text": money_text(price, decimals)})
    return _judge_money(database, Code.PRICE_TOO_BIG, price)


def _judge_money(database: Database, code: Reason, money: int, product: str = "") -> Problem | None:
    if abs(money) <= MOST_MONEY:
        return None
    decimals = CURRENCIES[settings.load(database).currency]
    return Problem(code, {"product": product, "most": most_money(decimals)})
