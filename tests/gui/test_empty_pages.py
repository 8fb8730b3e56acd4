"""An empty page says in its middle what to do, with the button that does it."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from app.gui.kit import theme
from app.gui.kit.desk import Desk
from app.gui.kit.sounds import Sounds
from app.gui.lists.list_view import ListView
from app.gui.shell.menu import entries
from app.services import session as sessions
from app.services import settings
from app.services.settings import Trade
from tests.shop import open_store

FORMS = {
    "counter",
    "drawer",
    "settings",
    "print_templates",
    "scanner",
    "warehouses",
    "tenders",
    "audit_log",
    "about",
    "printers",
    "migration",
    "backups",
    "people",
}
"""Pages that are no list, or of which there always is one."""
FILTERED = {"search"}
"""A list that nothing is in but what documents brought: it says that no filter fits."""

_ENTRIES = {
    entry.key: entry for entry in entries(serials_enabled=True) if entry.key not in FORMS | FILTERED
}


@pytest.fixture
def desk(qapp, tmp_path) -> Iterator[Desk]:
    """A desk in a shop that was set up a moment ago."""
    database = open_store(tmp_path / "new.sdk")
    session = sessions.begin(database)
    settings.set_up(session, "New", Trade.DIGITAL, "CNY", "en", "Shop floor")
    yield Desk.of(session, theme.LIGHT, Sounds(False))
    database.close()


@pytest.fixture
def made(qtbot, desk: Desk, request):
    """A page whose list is empty."""
    page = _ENTRIES[request.param].make(desk)
    qtbot.addWidget(page)
    page.resize(900, 600)
    page.show()
    QApplication.processEvents()
    return page


def acts(view: ListView) -> list[QPushButton]:
    """The buttons that are shown where the rows would be."""
    return [act for act in view.empty.findChildren(QPushButton) if act.isVisible()]


@pytest.mark.parametrize("made", _ENTRIES, indirect=True)
def test_an_empty_list_says_what_to_do_with_the_button(made) -> None:
    view = next(view for view in made.findChildren(ListView) if view.isVisible())
    assert view.model.rowCount() == 0 and not view.table.isVisible()
    assert view.empty.isVisible() and len(view.empty.text()) > 10
    assert acts(view), f"nothing to do about: {view.empty.text()}"
    assert all(act.text() and act.isEnabled() for act in acts(view))
    assert abs(view.empty.geometry().center().y() - view.rect().center().y()) < 30


LEADS = {
    "stock": "purchase",
    "in_transit": "transfer",
    "scan_log": "counter",
    "adjustment": "items",
    "print_log": "printers",
}


@pytest.mark.parametrize(
    ("made", "led"),
    [(key, led) for key, led in LEADS.items() if key in _ENTRIES],
    indirect=["made"],
)
def test_what_is_filled_elsewhere_leads_there(made, desk: Desk, qtbot, led) -> None:
    view = next(view for view in made.findChildren(ListView) if view.isVisible())
    with qtbot.waitSignal(desk.bus.page_wanted) as wanted:
        acts(view)[0].click()
    assert wanted.args == [led]
    assert led in {entry.key for entry in entries(serials_enabled=True)}


@pytest.mark.parametrize("made", ["items", "contacts", "sale", "stock"], indirect=True)
def test_where_nothing_is_found_the_button_clears_the_search(made) -> None:
    view = next(view for view in made.findChildren(ListView) if view.isVisible())
    listing = getattr(made, "listing", made)
    listing.search.setText("nowhere")
    made.reload()
    assert [act.text() for act in acts(view)] == ["Clear the search"]
    acts(view)[0].click()
    assert listing.search.text() == ""
