"""What comes back gives back exactly what was paid, tax too, in whichever parts (M3, M4)."""

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from app.domain.pricing import PERCENT, Discount
from app.domain.problems import Code
from app.services import settings
from app.services.documents import copying, discounts, draft_lines
from app.services.money import taxes
from app.services.money.taxes import TaxForm
from db.queries import document_lines, documents
from db.queries.taxes import TaxPeriod
from tests.shop import Shop, refusal

pytestmark = [pytest.mark.rule("M3"), pytest.mark.rule("M4")]


def taxed(shop: Shop, mode: str, rate: int) -> None:
    if mode != "none":
        id = taxes.save(shop.session, TaxForm("VAT", [TaxPeriod("2000-01-01", None, rate)]))
        settings.save(shop.session, taxes=mode, default_tax=id)


def sold(shop: Shop, price: int, off: Discount, of_document: Discount, *serials: str) -> int:
    """A posted sale of lines of phones with discounts."""
    for numbers in serials:
        shop.purchase(numbers)
    draft = shop.draft("sale")
    for numbers in serials:
        line = shop.line(draft, numbers)
        draft_lines.set_price(shop.session, draft, line, price)
        discounts.set_of_line(shop.session, draft, line, off)
    discounts.set_of_document(shop.session, draft, of_document)
    shop.post(draft)
    return draft


def returned(shop: Shop, *numbers: str) -> int:
    draft = shop.blank("sales_return")
    for number in numbers:
        shop.scan(draft, number)
    shop.post(draft)
    return draft


def total(shop: Shop, document: int) -> int:
    return documents.document(shop.database, document).total


def tax_of(shop: Shop, document: int) -> int:
    return sum(
        row[0] for row in shop.rows("SELECT tax FROM document_tax WHERE document_id = ?", document)
    )


@pytest.mark.parametrize("mode", ["none", "included", "added"])
def test_five_parts_of_an_odd_price_add_up(shop, mode):
    taxed(shop, mode, 13 * PERCENT)
    sale = sold(shop, 33_33, Discount(), Discount(10_02), "A1 A2 A3 A4 A5")
    backs = [returned(shop, number) for number in ("A2", "A3", "A1", "A5", "A4")]
    assert sum(total(shop, back) for back in backs) == total(shop, sale)
    assert sum(tax_of(shop, back) for back in backs) == tax_of(shop, sale)


def test_the_return_shows_the_price_and_what_was_off_it(shop):
    sold(shop, 100_00, Discount(rate=10 * PERCENT), Discount(9_00), "A1")
    draft = shop.blank("sales_return")
    shop.scan(draft, "A1")
    (line,) = document_lines.lines(shop.database, draft)
    assert (line.price, line.discount, line.amount) == (100_00, 19_00, 81_00)
    assert total(shop, draft) == 81_00


def test_a_purchase_goes_back_for_what_it_cost(shop):
    taxed(shop, "added", 13 * PERCENT)
    draft = shop.draft("purchase")
    line = shop.line(draft, "A1 A2 A3")
    draft_lines.set_price(shop.session, draft, line, 33_33)
    discounts.set_of_document(shop.session, draft, Discount(rate=7 * PERCENT))
    shop.post(draft)
    backs = []
    for number in ("A1", "A3", "A2"):
        back = shop.draft("purchase_return")
        shop.scan(back, number)
        shop.post(back)
        backs.append(back)
    assert sum(total(shop, back) for back in backs) == total(shop, draft)
    assert sum(tax_of(shop, back) for back in backs) == tax_of(shop, draft)


def test_units_bought_by_the_carton_go_back_for_what_they_cost(shop):
    draft = shop.draft("purchase")
    line = shop.line(draft, "A1 A2 A3")
    shop.database.execute_sql(
        "UPDATE document_line SET unit = 'box', unit_size = 3000 WHERE id = ?", (line,)
    )
    draft_lines.set_price(shop.session, draft, line, 100_00)
    shop.post(draft)
    backs = []
    for number in ("A1", "A2", "A3"):
        back = shop.draft("purchase_return")
        shop.scan(back, number)
        shop.post(back)
        backs.append(total(shop, back))
    assert backs == [33_33, 33_34, 33_33]


def test_a_price_typed_by_hand_is_what_is_given_back(shop):
    sold(shop, 100_00, Discount(), Discount(10_00), "A1 A2")
    draft = shop.blank("sales_return")
    shop.scan(draft, "A1")
    (line,) = document_lines.lines(shop.database, draft)
    draft_lines.set_price(shop.session, draft, line.id, 50_00)
    assert total(shop, draft) == 50_00
    shop.post(draft)
    assert total(shop, returned(shop, "A2")) == 95_00


def test_the_copy_of_a_void_return_gives_back_what_is_left(shop):
    sale = sold(shop, 33_33, Discount(), Discount(10_00), "A1 A2 A3")
    first, second = returned(shop, "A1"), returned(shop, "A2")
    made = copying.void_and_copy(shop.session, first, "typed wrongly")
    shop.post(made)
    third = returned(shop, "A3")
    assert sum(total(shop, back) for back in (made, second, third)) == total(shop, sale)


def test_what_was_paid_stays_so_whatever_the_shop_s_taxes_are_now(shop):
    taxed(shop, "included", 13 * PERCENT)
    sale = sold(shop, 113_00, Discount(), Discount(), "A1 A2")
    first = returned(shop, "A1")
    settings.save(shop.session, taxes="none")
    second = returned(shop, "A2")
    assert total(shop, first) + total(shop, second) == total(shop, sale) == 226_00
    assert tax_of(shop, first) + tax_of(shop, second) == tax_of(shop, sale)


@pytest.mark.parametrize("mode", ["included", "added"])
def test_what_was_sold_before_there_were_taxes_comes_back_without(shop, mode):
    sale = sold(shop, 100_00, Discount(), Discount(), "A1")
    taxed(shop, mode, 13 * PERCENT)
    back = returned(shop, "A1")
    assert total(shop, back) == total(shop, sale) == 100_00
    assert tax_of(shop, back) == 0


def test_goods_sold_with_tax_included_and_with_tax_added_are_returned_apart(shop):
    taxed(shop, "included", 13 * PERCENT)
    sold(shop, 113_00, Discount(), Discount(), "A1")
    settings.save(shop.session, taxes="added")
    sold(shop, 100_00, Discount(), Discount(), "A2")
    draft = shop.blank("sales_return")
    shop.scan(draft, "A1")
    shop.scan(draft, "A2")
    (problem,) = refusal(shop.post, draft)
    assert (problem.code, problem.line) == (Code.TAX_MODES_DIFFER, 2)
    draft_lines.delete_line(shop.session, draft, document_lines.lines(shop.database, draft)[1].id)
    shop.post(draft)
    assert total(shop, draft) == 113_00
    assert total(shop, returned(shop, "A2")) == 113_00


def test_one_return_of_several_sales_gives_each_its_own_back(shop):
    taxed(shop, "added", 13 * PERCENT)
    sales = [
        sold(shop, 33_33, Discount(), Discount(1_00), "A1 A2"),
        sold(shop, 7_77, Discount(), Discount(), "B1 B2"),
    ]
    backs = [returned(shop, "A1", "B2"), returned(shop, "B1", "A2")]
    assert sum(total(shop, one) for one in backs) == sum(total(shop, one) for one in sales)
    assert sum(tax_of(shop, one) for one in backs) == sum(tax_of(shop, one) for one in sales)


@pytest.fixture
def make_shop(template, tmp_path_factory):
    """A shop on its first day, made anew each time."""

    def make() -> Shop:
        path = tmp_path_factory.mktemp("shop") / "shop.sdk"
        return Shop.fresh(template, template.copy_to(path))

    return make


SERIALS = ("A1", "A2", "A3", "A4", "A5", "B1", "B2")
FEW = st.lists(st.sampled_from(SERIALS), min_size=1, max_size=2, unique=True)


@hypothesis_settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    mode=st.sampled_from(["none", "included", "added"]),
    rate=st.integers(0, 30 * PERCENT),
    price=st.integers(1, 100_00),
    off=st.integers(0, 30 * PERCENT),
    of_document=st.integers(0, 30 * PERCENT),
    steps=st.lists(st.tuples(st.booleans(), FEW), max_size=6),
)
def test_any_sequence_of_returns_and_voids_adds_up(
    make_shop, mode, rate, price, off, of_document, steps
):
    """A step returns what is out, or voids a return in force; then all comes back, one by one."""
    shop = make_shop()
    taxed(shop, mode, rate)
    discount = Discount(rate=of_document or None)
    sale = sold(shop, price, Discount(rate=off or None), discount, "A1 A2 A3 A4 A5", "B1 B2")
    in_force: list[tuple[int, set[str]]] = []
    for voids, serials in [*steps, *((False, [serial]) for serial in SERIALS)]:
        out = set(SERIALS).difference(*(numbers for _id, numbers in in_force))
        if voids and in_force:
            document, _numbers = in_force.pop(len(serials) % len(in_force))
            shop.void(document)
        elif numbers := out & set(serials):
            in_force.append((returned(shop, *sorted(numbers)), numbers))
    assert sum(total(shop, one) for one, _numbers in in_force) == total(shop, sale)
    assert sum(tax_of(shop, one) for one, _numbers in in_force) == tax_of(shop, sale)
    shop.close()
