"""What is said once for all that comes back has room for its words, at any width (M7)."""

import pytest
from PySide6.QtWidgets import QApplication

from app.gui.documents.return_fields import ReturnFields
from app.gui.kit import theme
from app.text import LANGUAGES, use_language
from db.queries import documents
from db.queries.records import Named
from tests.gui import looks
from tests.shop import Shop

pytestmark = pytest.mark.rule("M7")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [480, 560, 620, 700, 900])
def test_nothing_of_it_is_cut_off(
    qtbot, qapp: QApplication, shop: Shop, language: str, width: int
) -> None:
    theme.apply(qapp, theme.LIGHT)
    use_language(language)
    try:
        fields = ReturnFields()
        qtbot.addWidget(fields)
        theme.dress(fields)
        back = documents.document(shop.database, shop.draft("sales_return"))
        fields.show_return(back, [Named(shop.has.main, "Shop floor"), Named(99, "Back room")])
        fields.resize(width, 48)
        fields.show()
        looks.settle(fields)
        shown = looks.shown_within(fields)
        assert list(looks.cut_off(shown)) == []
        assert list(looks.over_each_other(shown)) == []
    finally:
        use_language("en")
        qapp.setProperty(theme.SHEET, "")
