"""One sale on every paper, as text with its places in millimetres: left, top, what is written."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from app.domain.pricing import PERCENT, Discount
from app.printing.media.papers import PAPERS
from app.services import clock, settings
from app.services.documents import discounts, draft_head
from app.services.money import taxes
from app.services.money.taxes import ALWAYS, TaxForm
from app.services.stock import contacts, items
from app.services.stock.contacts import ContactForm
from app.text import BOTH, LANGUAGES
from db.queries.taxes import TaxPeriod
from tests.printing.made import printed
from tests.printing.pdf_text import read
from tests.shop import Shop, make_template

FOLDER = Path(__file__).parent
REFERENCES = {language: FOLDER / f"documents-{language}.txt" for language in (*LANGUAGES, BOTH)}
_MOMENT = datetime(2026, 11, 26, 17, 9).astimezone()


def text_of(language: str) -> str:
    """The reference of a language as the program prints it now."""
    with TemporaryDirectory() as folder, patch.object(clock, "wall", lambda: _MOMENT):
        template = make_template(Path(folder) / "shop.sdk")
        shop = Shop.opened(template, template.path)
        try:
            sale = _sale(shop)
            papers = ["a4", "roll_58"] if language == BOTH else PAPERS
            return "\n".join(row for paper in papers for row in _rows(shop, sale, paper, language))
        finally:
            shop.close()


def _sale(shop: Shop) -> int:
    settings.save(
        shop.session,
        shop_name="Harbour Phones 海港手机",
        address="4 Quay Street",
        phone="555 0142",
        tax_number="91-7700-4412",
        bank="Harbour Bank 0099 4412",
    )
    _keep_taxes(shop)
    form = ContactForm("Pellwood Outfitters", address="12 Lantern Row", phone="555 0177")
    customer = contacts.save(shop.session, form)
    numbers = " ".join(f"0049120271{n:05}" for n in range(6950, 6974))
    shop.purchase(f"{numbers} 0000410022 0000410048")
    shop.purchase("", product=shop.has.cable, units=20)
    shop.purchase("", product=shop.has.rope, units=20)
    sale = shop.blank("sale")
    draft_head.set_party(shop.session, sale, customer)
    shop.line(sale, f"{numbers} 0000410022 0000410048")
    cables = shop.line(sale, "", shop.has.cable, 10)
    shop.line(sale, "", shop.has.rope, 2.5)
    discounts.set_of_line(shop.session, sale, cables, Discount(rate=5 * PERCENT))
    discounts.set_of_document(shop.session, sale, Discount(50_00))
    draft_head.set_note(shop.session, sale, "Deliver the cables in one carton. 请装一箱。")
    shop.take_payments(cash_rounding=10)
    shop.pay(sale, "card", 50_000_00)
    shop.pay(sale, "cash", 30_000_00)
    shop.post(sale)
    return sale


def _keep_taxes(shop: Shop) -> None:
    """Prices include tax, of rope at a rate of its own."""
    for name, rate in (("VAT", 13), ("VAT on rope", 6)):
        period = TaxPeriod(ALWAYS, None, rate * PERCENT)
        form = TaxForm(name, [period], default=rate == 13)
        tax = taxes.save(shop.session, form)
    rope, codes = items.load(shop.database, shop.has.rope)
    items.save(shop.session, replace(rope, tax_id=tax), codes, shop.has.rope)
    settings.save(shop.session, taxes="included")


def _rows(shop: Shop, sale: int, paper: str, language: str) -> Iterator[str]:
    pdf = read(printed(shop, sale, paper, language).pdf)
    for number, (wide, high) in enumerate(pdf.sizes, 1):
        yield f"# {paper}, page {number} of {len(pdf.sizes)}, {wide:g} × {high:g} mm"
        written = [one for one in pdf.written if one.page == number]
        for one in sorted(written, key=lambda one: (round((one.top + one.bottom) / 3), one.left)):
            yield f"{one.left:6.1f} {one.top:6.1f}  {' '.join(one.text.split())}"
        yield ""
