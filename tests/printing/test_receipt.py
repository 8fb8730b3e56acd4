"""Receipts in rows: no row is too long, amounts stand at the right, whole (Q5)."""

from dataclasses import replace

import pytest

from app.domain.wrapping import cells
from app.printing.documents import receipt
from app.printing.documents.built_in import built_in
from app.printing.documents.receipt import ReceiptLook, ReceiptRow
from app.printing.documents.serials import numbers_of
from app.printing.documents.setting import DocumentSetting
from app.printing.documents.template import DocumentTemplate, SerialStyle
from app.printing.media.papers import PAPERS
from app.services import settings
from app.services.stock import items
from app.services.stock.items import ItemForm
from tests.printing.made import said
from tests.shop import Shop

ROLLS = [key for key, paper in PAPERS.items() if paper.columns]


def rows(shop: Shop, document: int, template: DocumentTemplate) -> list[ReceiptRow]:
    content = said(shop, document, template.language)
    setting = DocumentSetting(content, template)
    return list(
        receipt.rows(setting, lambda: numbers_of(shop.database, content.lines, content.gone))
    )


def texts(made: list[ReceiptRow]) -> list[str]:
    return [row.text for row in made]


@pytest.fixture
def sale(shop: Shop) -> int:
    """Two phones and a thing with a long name at a long price."""
    settings.save(shop.session, shop_name="海港手机表行", address="4 Quay Street")
    shop.purchase("A1 A2 A3")
    form = ItemForm("LONG", "高级防水手机保护壳 with a long name" * 2, sale_price=12_345_678_90)
    thing = items.save(shop.session, form, [])
    draft = shop.draft("sale")
    shop.line(draft, "A1 A2")
    shop.line(draft, "", thing, 40)
    return draft


@pytest.mark.rule("Q5")
@pytest.mark.parametrize("language", ["en", "zh_CN", "both"])
@pytest.mark.parametrize("style", SerialStyle)
@pytest.mark.parametrize("paper", ROLLS)
def test_no_row_is_longer_than_the_paper_is_wide(
    shop: Shop, sale: int, paper: str, style: SerialStyle, language: str
) -> None:
    template = replace(
        built_in("sale", paper, language),
        serials=style,
        header="Open every day",
        footer="谢谢惠顾，欢迎再次光临" * 3,
        signatures=("Received by",),
    )
    columns = PAPERS[paper].columns
    made = rows(shop, sale, template)
    for row in made:
        assert cells(row.text) <= (columns // 2 if row.look is ReceiptLook.LARGE else columns)
    assert sum(row.text.endswith(" 5,998.00") for row in made) == 1
    assert sum(row.text.endswith(" 493,827,156.00") for row in made) == 1
    for number in ("A1", "A2"):
        assert sum(number in text for text in texts(made)) == 1


@pytest.mark.rule("Q5")
def test_a_receipt_reads_as_a_till_prints_it(shop: Shop) -> None:
    shop.purchase("A1 A2 A3 A4")
    draft = shop.draft("sale")
    shop.line(draft, "A1 A2 A3 A4")
    made = texts(rows(shop, draft, built_in("sale", "roll_58")))
    at = made.index("Phone")
    assert made[at:] == [
        "Phone",
        "  4 x 2,999.00         11,996.00",
        "  A1-4 (4)",
        "--------------------------------",
        "1 line                   4 units",
        "Total ¥11,996.00",
    ]


@pytest.mark.rule("Q5")
def test_of_a_count_each_figure_has_its_name(shop: Shop) -> None:
    shop.purchase("A1 A2")
    count = shop.count("A1")
    made = texts(rows(shop, count, built_in("count", "roll_58")))
    assert "  Counted                      1" in made
    assert "  On the books                 2" in made
    assert "  Difference                  -1" in made


@pytest.mark.rule("Q7")
def test_what_is_switched_off_is_not_on_a_receipt(shop: Shop, sale: int) -> None:
    template = built_in("sale", "roll_80")
    off = {"price", "serials"}
    columns = [replace(one, on=one.on and one.key not in off) for one in template.columns]
    head = [replace(one, on=one.key != "address") for one in template.head]
    made = texts(rows(shop, sale, replace(template, columns=columns, head=head)))
    assert not [text for text in made if "A1" in text or "2,999" in text or "Quay" in text]
    assert "  Quantity" + "2".rjust(38) in made


def test_a_serial_in_bars_is_a_row_that_a_printer_can_draw_itself(shop: Shop, sale: int) -> None:
    template = replace(built_in("sale", "roll_80"), serials=SerialStyle.BARCODES)
    made = rows(shop, sale, template)
    assert [row.bars for row in made if row.bars] == ["A1", "A2"]
