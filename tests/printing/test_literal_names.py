"""500 names that look like markup, formulas or templates are printed as they are (row 23)."""

from random import Random

import pytest

from app.services.stock import items
from app.services.stock.items import ItemForm
from tests.printing.made import printed
from tests.printing.pdf_text import read
from tests.shop import Shop

NAMES = 500
LINES = 50
PIECES = (
    *("<", ">", "</b>", "<b>", "<i", "/>", "&", "&amp;", "&lt;", "&#65;", "<!--", "-->", "]]>"),
    *("<img src='/etc/passwd'/>", "<a href=file:///>", "<para>", "<br/>", "<font size=99>"),
    *("{0}", "{name}", "{{", "}}", "%s", "%(x)s", "$x", "${x}", "\\n", "\\", "`", "'", '"'),
    *("=1+1", "@", "#", "|", "~", "^", "..", "../", "://", "a", "Z", "9", "数"),
)


def names() -> list[str]:
    """Each is another, and of several pieces."""
    dice = Random(23)
    return [f"{n}{''.join(dice.choices(PIECES, k=4))}" for n in range(NAMES)]


@pytest.mark.reliability(23)
@pytest.mark.rule("Q5")
@pytest.mark.parametrize("paper", ["a4", "roll_80"])
def test_500_names_that_look_like_markup_are_printed_as_they_are(shop: Shop, paper: str) -> None:
    every = names()
    for first in range(0, NAMES, LINES):
        some = every[first : first + LINES]
        draft = shop.draft("sale")
        for place, name in enumerate(some, first):
            item = items.save(shop.session, ItemForm(f"NASTY-{place}", name, sale_price=1), [])
            shop.line(draft, "", item, 1)
        text = "".join(read(printed(shop, draft, paper).pdf).words())
        missing = [name for name in some if "".join(name.split()) not in text]
        assert missing == []
