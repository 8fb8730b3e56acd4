"""The window itself: its pages, the rail, Ctrl+K, F1, the first run and an upgrade."""

from pathlib import Path

from app.gui.shell.first_run import FirstRunPage
from app.gui.shell.keys_panel import KeysPanel
from app.gui.shell.menu import MenuGroup, entries
from app.gui.shell.upgrade_window import UpgradeWindow
from app.text import _
from tests.screens.scenes.shared import newest
from tests.screens.studio import Studio


def every_page(studio: Studio) -> None:
    for entry in entries(serials_enabled=True):
        studio.window.show_page(entry.key)
        studio.shoot(entry.key)


def keys_of_the_page(studio: Studio) -> None:
    studio.window.show_page("counter")
    panel = KeysPanel(studio.window, _("Counter"))
    studio.shoot("keys")
    panel.leave()


def first_run(studio: Studio) -> None:
    page = FirstRunPage()
    page.language.setCurrentIndex(page.language.findData(studio.desk.formats.language))
    studio.shoot("first-run", page)


def upgrade_window(studio: Studio) -> None:
    """What is seen while a shop of an earlier version is brought up to date."""
    window = UpgradeWindow(Path("shop.sdk"))
    window.show_step(3, 7)
    studio.shoot("upgrade", window)


def rail_and_go_to(studio: Studio) -> None:
    window = studio.window
    window.show_page("search")
    studio.shoot("rail-with-pins")
    if window.rail.is_narrow:
        window.rail._fly(MenuGroup.INVENTORY)
        studio.shoot("rail-group-beside")
        window.rail.close_flyout()
    else:
        window.rail._toggle(MenuGroup.SALES)
        studio.shoot("rail-two-groups")
        window.rail._toggle(MenuGroup.SALES)
    window.go_to.open()
    studio.shoot("go-to")
    window.go_to.box.setText("se" if studio.desk.formats.language == "en" else "序列")
    window.go_to._find_more()
    studio.shoot("go-to-found")
    window.go_to.box.setText("nothing-like-this")
    window.go_to._find_more()
    studio.shoot("go-to-nothing")
    window.go_to.leave()
    window.open_document(newest(studio, "purchase", 0))
    window.open_list("purchase")
    studio.shoot("list-go-on")
    window.band.show()
    window.show_page("counter")
    studio.shoot("demo-band")
    window.band.hide()
