"""Figures, money and dates as the shop's language writes them, and money as people type it.

The screen, paper and files say them alike.
"""

from datetime import datetime
from typing import NamedTuple

from app.domain.marks import N_
from app.domain.pricing import Discount, TaxTotal, read_discount
from app.domain.problems import Problem
from app.domain.quantities import MINUS, money_text, quantity_text, read_amount, read_price
from app.services import clock
from app.services.settings import CURRENCIES
from app.text import Wording, date_text, wording

_SYMBOLS = {
    "CNY": "¥",
    "JPY": "¥",
    "EUR": "€",
    "USD": "$",
    "GBP": "£",
    "HKD": "HK$",
    "TWD": "NT$",
    "SGD": "S$",
    "INR": "₹",
    "KRW": "₩",
    "VND": "₫",
}


def percent(rate: int) -> str:
    """A rate, in thousandths of a percent, which all languages write alike: 5 %, 7.7 %."""
    return f"{quantity_text(rate)}\N{NO-BREAK SPACE}%"


class Formats(NamedTuple):
    """How this shop writes figures. Money is whole minor units, quantities are thousandths."""

    language: str
    currency: str

    @property
    def says(self) -> Wording:
        """The words of the same language."""
        return wording(self.language)

    @property
    def decimals(self) -> int:
        """Decimals of the currency."""
        return CURRENCIES[self.currency]

    def price(self, minor: int) -> str:
        """Money without its sign, for columns: 1,299.00."""
        return money_text(minor, self.decimals)

    def whole_price(self, minor: int) -> str:
        """Money without its sign, and without decimals where there are none: 1,750, 9.50."""
        return self.price(minor).removesuffix(f".{'0' * self.decimals}")

    def money(self, minor: int) -> str:
        """Money with the currency's sign."""
        sign = _SYMBOLS.get(self.currency, f"{self.currency} ")
        return f"{MINUS if minor < 0 else ''}{sign}{self.price(abs(minor))}"

    def read_price(self, text: str) -> int | Problem:
        """Typed money as minor units, or why it cannot be taken (D13)."""
        return read_price(text, self.decimals)

    def read_amount(self, text: str, below_zero: bool = False) -> int | Problem:
        """Typed money that is paid, counted or owed, or why it cannot be taken (D13)."""
        return read_amount(text, self.decimals, below_zero)

    def percent(self, rate: int) -> str:
        """A rate, in thousandths of a percent: 5 %, 7.7 %."""
        return percent(rate)

    def discount(self, discount: Discount) -> str:
        """What is off, as it stands in a column: −5 %, −64.95; nothing where nothing is."""
        if not discount:
            return ""
        return (
            self.price(-discount.amount) if discount.rate is None else self.percent(-discount.rate)
        )

    def discount_typed(self, discount: Discount) -> str:
        """A discount as people type it: 5%, 64.95; nothing for none."""
        if not discount:
            return ""
        if discount.rate is None:
            return self.price(discount.amount)
        return f"{quantity_text(discount.rate)}%"

    def read_discount(self, text: str) -> Discount | Problem:
        """A typed discount, or why it cannot be taken (M3)."""
        return read_discount(text, self.decimals)

    def tax(self, tax: TaxTotal, included: bool) -> str:
        """The name of a sum of tax; ``included``: it is in the prices."""
        says = N_("{tax} {rate}, included") if included else N_("{tax} {rate}")
        return self.says.text(says).format(tax=tax.name, rate=self.percent(tax.rate))

    def quantity(self, thousandths: int) -> str:
        """A quantity without needless zeros."""
        return quantity_text(thousandths)

    def large_quantity(self, thousandths: int) -> str:
        """The same with its thousands apart, where nobody types it."""
        whole, point, rest = quantity_text(abs(thousandths)).partition(".")
        return f"{MINUS if thousandths < 0 else ''}{int(whole):,}{point}{rest}"

    def signed(self, thousandths: int) -> str:
        """A difference with its sign; none is 0."""
        sign = "+" if thousandths > 0 else MINUS if thousandths < 0 else ""
        return sign + self.quantity(abs(thousandths))

    def units(self, thousandths: int) -> str:
        """A quantity with its word: 1 unit, 2.5 units."""
        shown = self.large_quantity(thousandths)
        return self.says.ngettext("{count} unit", "{count} units", 1 if shown == "1" else 2, shown)

    def date(self, iso: str | None) -> str:
        """An ISO date as the language writes it."""
        return date_text(iso, self.language) if iso else ""

    def moment(self, stamp: str | None) -> str:
        """A stamp of the store (ISO, UTC) as local date and time."""
        if not stamp:
            return ""
        local = datetime.fromisoformat(stamp).astimezone()
        return f"{self.date(local.date().isoformat())} {local:%H:%M}"

    def short_moment(self, moment: datetime) -> str:
        """A moment of today as its time, any other as its date and time."""
        local = moment.astimezone()
        if local.date() == clock.today():
            return f"{local:%H:%M}"
        return f"{self.date(local.date().isoformat())} {local:%H:%M}"

    def size(self, bytes_: int) -> str:
        """How large a file is, in the units of the trade (1 MB is 1,000,000 bytes)."""
        for unit, one in _SIZES:
            if bytes_ >= one:
                amount = bytes_ / one
                return f"{amount:,.0f} {unit}" if amount >= 100 else f"{amount:,.1f} {unit}"
        return f"{bytes_} B"


_SIZES = (("TB", 10**12), ("GB", 10**9), ("MB", 10**6), ("KB", 10**3))


def rate_text(rate: int) -> str:
    """A rate in thousandths of a percent, to one decimal: ``24.9 %``."""
    tenths = (abs(rate) + 50) // 100
    sign = MINUS if rate < 0 and tenths else ""
    return f"{sign}{tenths // 10:,}.{tenths % 10} %"
