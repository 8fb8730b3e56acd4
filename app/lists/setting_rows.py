"""The settings as data: where each stands, what it is called, what follows from it, its control.

Their page shows them, Ctrl+K finds them, and the audit log tells them so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, unique

from app.domain.marks import N_
from app.domain.payments import CASH_STEPS
from app.domain.pricing import TaxMode
from app.domain.quantities import money_text
from app.formats import percent
from app.services.settings import CURRENCIES, Trade
from app.text import LANGUAGES, _, ngettext


@unique
class SettingSection(Enum):
    """A section of the page: its title, its icon, the settings whose values sum it up, or words."""

    SHOP = (N_("Shop"), "mdi6.storefront-outline", ("currency",), N_("name, address"))
    STOCK = (
        N_("Serial numbers and stock"),
        "mdi6.barcode-scan",
        (),
        N_("tracking, below zero, dates"),
    )
    TAXES = (N_("Prices and taxes"), "mdi6.percent-outline", ("taxes",), "")
    MONEY = (N_("Money"), "mdi6.cash-multiple", (), N_("payments, cash rounding"))
    DRAWER = (N_("Drawer"), "mdi6.cash-register", (), N_("shifts, counting"))
    PEOPLE = (N_("Signing in"), "mdi6.account-lock-outline", (), N_("lock, badges"))
    SOUNDS = (N_("Sounds"), "mdi6.volume-high", ("sound_set",), "")
    LOOK = (N_("Language and look"), "mdi6.translate", ("language", "theme"), "")

    @property
    def title(self) -> str:
        """What it is called, in the language in use."""
        return _(self.value[0])

    @property
    def icon(self) -> str:
        """The icon's name."""
        return str(self.value[1])

    @property
    def said_by(self) -> tuple[str, ...]:
        """The settings whose values sum the section up."""
        return tuple(self.value[2])

    @property
    def words(self) -> str:
        """What sums it up besides, in the language in use."""
        return _(self.value[3]) if self.value[3] else ""


@unique
class Control(Enum):
    """How a setting is changed."""

    SWITCH = "on or off"
    LINE = "a line of text"
    LINES = "a few lines of text"
    SEGMENTS = "one of a few, side by side"
    CHOICE = "one of many"
    SLIDER = "more or less"
    PICTURE = "a picture"
    PERCENTAGES = "a few percentages"


@dataclass(frozen=True, slots=True)
class ShopSetting:
    """One setting; ``key`` is its field in ``services.settings``, texts are to be translated.

    ``asks`` is asked before it is carried out: it cannot simply be taken back. Of a switch only
    where it goes off. ``redraws``: what is on the screen already shows it, and is built anew.
    """

    key: str
    section: SettingSection
    title: str
    consequence: str
    control: Control
    asks: str = ""
    redraws: bool = False


_SHOP, _STOCK, _TAXES, _MONEY, _DRAWER, _PEOPLE, _SOUNDS, _LOOK = SettingSection

SETTINGS = {
    setting.key: setting
    for setting in (
        ShopSetting(
            "shop_name",
            _SHOP,
            N_("Shop name"),
            N_("Stands in the window's title."),
            Control.LINE,
            redraws=True,
        ),
        ShopSetting("address", _SHOP, N_("Address"), N_("Where the shop is."), Control.LINES),
        ShopSetting("phone", _SHOP, N_("Phone"), N_("The shop's own."), Control.LINE),
        ShopSetting("tax_number", _SHOP, N_("Tax number"), N_("The shop's own."), Control.LINE),
        ShopSetting("bank", _SHOP, N_("Bank"), N_("Bank and account number."), Control.LINE),
        ShopSetting(
            "logo",
            _SHOP,
            N_("Logo"),
            N_("On labels that show it, and on documents printed by a built-in template."),
            Control.PICTURE,
        ),
        ShopSetting("trade", _SHOP, N_("Trade"), N_("What the shop deals in."), Control.CHOICE),
        ShopSetting(
            "currency",
            _SHOP,
            N_("Currency"),
            N_("Stays once a document is posted."),
            Control.CHOICE,
            N_("Prices are not converted: each keeps its figure. Use another currency?"),
            redraws=True,
        ),
        ShopSetting(
            "serials_enabled",
            _STOCK,
            N_("Enable serial number management"),
            N_("Switched off, no serial number is shown anywhere. Nothing is deleted."),
            Control.SWITCH,
            N_(
                "No serial number will be shown or asked for. What leaves meanwhile takes units "
                "without serial number first; then serial numbers are released. Switch it off?"
            ),
            redraws=True,
        ),
        ShopSetting(
            "serials_for_new",
            _STOCK,
            N_("New items start with serial numbers"),
            N_("While serial numbers are managed; each item can be changed."),
            Control.SWITCH,
        ),
        ShopSetting(
            "negative_stock",
            _STOCK,
            N_("Items without serial numbers may go below zero"),
            N_("Otherwise a sale of more than is on hand is refused."),
            Control.SWITCH,
        ),
        ShopSetting(
            "negative_asks",
            _STOCK,
            N_("Ask before an item goes below zero"),
            N_("Where items may: posting names them and asks, each time. Otherwise it goes on."),
            Control.SWITCH,
        ),
        ShopSetting(
            "direct_transfers",
            _STOCK,
            N_("Transfers arrive at once, without a receipt of their own"),
            N_("Otherwise goods are in transit until they are received in the other warehouse."),
            Control.SWITCH,
        ),
        ShopSetting(
            "long_ago",
            _STOCK,
            N_("Dates further back are asked about"),
            N_("Once, when a document with such a date is posted."),
            Control.CHOICE,
        ),
        ShopSetting(
            "taxes",
            _TAXES,
            N_("Taxes"),
            N_("Drafts follow; what is posted stays. Their rates are kept in Settings › Taxes."),
            Control.SEGMENTS,
            redraws=True,
        ),
        ShopSetting(
            "discount_presets",
            _TAXES,
            N_("Discounts offered"),
            N_("By F6 beside a document's discount; Alt+1 takes the first. Like 5, 10, 12.5."),
            Control.PERCENTAGES,
            redraws=True,
        ),
        ShopSetting(
            "payments",
            _MONEY,
            N_("Take payments here"),
            N_("A sale is posted with what pays it. Otherwise what is posted counts as paid."),
            Control.SWITCH,
            N_(
                "What is posted from now on counts as paid, and what was typed on open documents "
                "to pay them is not kept. Switch it off?"
            ),
            redraws=True,
        ),
        ShopSetting(
            "cash_rounding",
            _MONEY,
            N_("Cash is rounded to"),
            N_("The smallest coin of the shop. Cards and the like are never rounded."),
            Control.CHOICE,
        ),
        ShopSetting(
            "shifts",
            _DRAWER,
            N_("Shifts"),
            N_("Each drawer is opened with a float and closed by counting. Otherwise by the day."),
            Control.SWITCH,
            redraws=True,
        ),
        ShopSetting(
            "blind_count",
            _DRAWER,
            N_("Count blind"),
            N_("What should be in the drawer shows after it was counted."),
            Control.SWITCH,
            redraws=True,
        ),
        ShopSetting(
            "training",
            _DRAWER,
            N_("Training at this counter"),
            N_("Sales and returns made here are practice: numbered apart, counted nowhere."),
            Control.SWITCH,
            redraws=True,
        ),
        ShopSetting(
            "lock_after",
            _PEOPLE,
            N_("Lock after minutes without a key"),
            N_("Where several people work, or one has a PIN. What is typed stays."),
            Control.CHOICE,
            redraws=True,
        ),
        ShopSetting(
            "badge_is_enough",
            _PEOPLE,
            N_("A badge is enough"),
            N_("Who scans a badge signs in and approves without a PIN. So can whoever finds it."),
            Control.SWITCH,
            redraws=True,
        ),
        ShopSetting(
            "sounds",
            _SOUNDS,
            N_("Sound each scan's verdict"),
            N_("Accepted, warning and refused sound different."),
            Control.SWITCH,
            redraws=True,
        ),
        ShopSetting(
            "sound_set",
            _SOUNDS,
            N_("Sounds"),
            N_("Which set of sounds is heard."),
            Control.SEGMENTS,
            redraws=True,
        ),
        ShopSetting(
            "volume",
            _SOUNDS,
            N_("Volume"),
            N_("Of the verdicts' sounds."),
            Control.SLIDER,
            redraws=True,
        ),
        ShopSetting(
            "language",
            _LOOK,
            N_("Language"),
            N_("Yours, at every counter. Drafts stay as they are."),
            Control.SEGMENTS,
            redraws=True,
        ),
        ShopSetting(
            "theme",
            _LOOK,
            N_("Theme"),
            N_("Yours, at every counter. System follows the computer's."),
            Control.SEGMENTS,
            redraws=True,
        ),
        ShopSetting(
            "customer_screen",
            _LOOK,
            N_("Show the sale to the customer on a second screen"),
            N_("At this counter, where one is connected: lines, total, change; never cost."),
            Control.SWITCH,
            redraws=True,
        ),
    )
}
"""Every setting by its key, in the order of the page."""

SOUND_NAMES = {
    "clear": N_("Crisp"),
    "soft": N_("Soft"),
    "bright": N_("Bright"),
    "wood": N_("Wood"),
}
_TAX_MODES = {
    TaxMode.NONE: N_("None"),
    TaxMode.INCLUDED: N_("In the prices"),
    TaxMode.ADDED: N_("Added to them"),
}
_THEMES = {"system": N_("System"), "light": N_("Light"), "dark": N_("Dark")}
_WAITS = (1, 2, 5, 10, 15, 30, 60)
"""Minutes."""
_DAYS = (7, 14, 31, 62, 92, 183, 366)


def title_of(key: str) -> str:
    """What a setting is called, in the language in use."""
    return _(SETTINGS[key].title)


def choices_of(key: str, decimals: int = 2) -> list[tuple[object, str]]:
    """What a setting can be chosen from: each value with its name.

    Money is written with the ``decimals`` of the shop's currency.
    """
    match key:
        case "cash_rounding":
            coins = [(step, money_text(step, decimals)) for step in CASH_STEPS if step]
            return [(0, _("Not rounded")), *coins]
        case "trade":
            return [(trade.name, _(trade.value)) for trade in Trade]
        case "currency":
            return [(code, code) for code in CURRENCIES]
        case "language":
            return list(LANGUAGES.items())
        case "theme":
            return [(value, _(name)) for value, name in _THEMES.items()]
        case "sound_set":
            return [(key, _(name)) for key, name in SOUND_NAMES.items()]
        case "taxes":
            return [(mode.name.lower(), _(name)) for mode, name in _TAX_MODES.items()]
        case "long_ago":
            return [(days, ngettext("{count} day", "{count} days", days)) for days in _DAYS]
        case "lock_after":
            waits = [(one, ngettext("{count} minute", "{count} minutes", one)) for one in _WAITS]
            return [*waits, (0, _("Never"))]
    return []


def value_text(key: str, value: object, decimals: int = 2) -> str:
    """A value as people read it: its name, on or off, a text's first words."""
    if SETTINGS[key].control is Control.SWITCH:
        return _("Yes") if value else _("No")
    if SETTINGS[key].control is Control.PICTURE:
        return _("a picture") if value else _("none")
    if SETTINGS[key].control is Control.SLIDER:
        return f"{value} %"
    if SETTINGS[key].control is Control.PERCENTAGES:
        rates = value if isinstance(value, Sequence) else ()
        return ", ".join(percent(rate) for rate in rates) or _("none")
    named = dict(choices_of(key, decimals))
    text = named.get(value, " ".join(str(value).split()))
    return text if len(text) <= _MOST else f"{text[: _MOST - 1]}…"


_MOST = 40
