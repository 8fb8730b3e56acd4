"""Every text shown to people goes through here: gettext, no Qt."""

import gettext
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import Enum
from functools import cache

from app.domain.dates import is_date
from app.domain.document_kind import Party
from app.domain.kinds import KINDS
from app.domain.lifecycle import STATUS_NAMES
from app.domain.marks import N_
from app.domain.problems import Holder, Problem
from resources import FOLDER

__all__ = [
    "BOTH",
    "LANGUAGES",
    "N_",
    "Wording",
    "_",
    "called",
    "date_text",
    "day_text",
    "holder_place",
    "holder_sentence",
    "language_in_use",
    "ngettext",
    "party_name",
    "sentence",
    "side_by_side",
    "titled",
    "use_language",
    "wording",
]

LANGUAGES: Mapping[str, str] = {"en": "English", "zh_CN": "简体中文"}
BOTH = "both"
"""English and Chinese beside each other, as paper can say them."""
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


class Wording:
    """Texts in one language whatever the language in use is, or in several beside each other."""

    def __init__(self, *catalogues: gettext.NullTranslations) -> None:
        self._catalogues = catalogues

    def text(self, text: str) -> str:
        """Translate a text; what is alike in two languages is said once."""
        return _beside(said.gettext(text) if text else "" for said in self._catalogues)

    def ngettext(self, one: str, many: str, count: int, shown: str | None = None) -> str:
        """Translate a text that depends on a count, and fill its ``{count}``, as ``shown``."""
        texts = (said.ngettext(one, many, count) for said in self._catalogues)
        return _beside(texts).format(count=count if shown is None else shown)


def _beside(texts: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(texts))


def _catalogue(language: str) -> gettext.NullTranslations:
    catalogue = FOLDER / f"translations/{language}/LC_MESSAGES/serialdesk.mo"
    if not catalogue.is_file():
        return gettext.NullTranslations()
    with catalogue.open("rb") as file:
        return gettext.GNUTranslations(file)


@cache
def wording(language: str) -> Wording:
    """How a language (a key of ``LANGUAGES``) says texts, or ``BOTH`` say them."""
    return Wording(*map(_catalogue, LANGUAGES if language == BOTH else [language]))


_current = Wording(gettext.NullTranslations())
_language = "en"


def side_by_side(one: str, other: str) -> str:
    """A text and what belongs to it, in the language in use: ``27 Nov 2026, today``."""
    return _("{one}, {other}").format(one=one, other=other)


def titled(title: str, value: object) -> str:
    """What something is called, and what it is, in the language in use: ``Status: In stock``."""
    return _("{title}: {value}").format(title=title, value=value)


def use_language(language: str) -> None:
    """Show texts in ``language`` (a key of ``LANGUAGES``) from now on; what is shown is redrawn."""
    global _current, _language
    _current, _language = wording(language), language


def language_in_use() -> str:
    """The language that texts are said in."""
    return _language


def _(text: str) -> str:
    """Translate ``text`` to the language in use."""
    return _current.text(text)


def ngettext(one: str, many: str, count: int, shown: str | None = None) -> str:
    """Translate a text that depends on a count, and fill its ``{count}``, as ``shown``."""
    return _current.ngettext(one, many, count, shown)


def sentence(problem: Problem) -> str:
    """Say a problem in one or two sentences: what is wrong, what to do, who holds it (F7)."""
    values = {name: _word(name, value) for name, value in problem.values.items()}
    said = _(problem.code.value).format(**values)
    return f"{said} {holder_sentence(problem.holder)}" if problem.holder else said


def _word(name: str, value: object) -> object:
    """What fills a sentence: names as they are, our own words and dates in the language in use."""
    if isinstance(value, tuple):
        return _(", ").join(str(_word(name, one)) for one in value)
    if name == "date":
        return day_text(str(value))
    if name == "person":
        return called(str(value))
    if isinstance(value, str) and len(value) > _MOST_SAID:
        return f"{value[:_MOST_SAID]}…"  # all of it stands where it was typed
    return _(value.value) if isinstance(value, Enum) else value


_MOST_SAID = 200
"""Characters of a value in a sentence: one of a million held the window for a quarter second."""


def day_text(iso: str) -> str:
    """A day in the language in use; what another version wrote in another form stays as it is."""
    return date_text(iso, _language) if is_date(iso) else iso


def date_text(iso: str, language: str) -> str:
    """A date or a moment of the store (ISO) as a day in a language: 31 Jan 2026, 2026-01-31.

    The latter is read in both.
    """
    day = date.fromisoformat(iso[:10])
    if language != "en":
        return day.isoformat()
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year:04}"


def tender_name(name: str | Enum, says: Callable[[str], str] = lambda text: _(text)) -> str:
    """A way of paying as it is called: the shop's own name for it, or that of its kind."""
    return says(name.value) if isinstance(name, Enum) else name


def holder_sentence(holder: Holder) -> str:
    """Say who holds a serial: product, status, warehouse, last document with number and date."""
    return f"{holder.product} · {holder_place(holder)}"


def holder_place(holder: Holder) -> str:
    """Say where a serial is, and which document put it there."""
    place = _(STATUS_NAMES[holder.status])
    if holder.warehouse:
        place = _("{status} in {warehouse}").format(status=place, warehouse=holder.warehouse)
    if not holder.number or not holder.kind:
        return place
    document = _("{kind} {number} of {date}").format(
        kind=_(KINDS[holder.kind].name),
        number=holder.number,
        date=day_text(holder.date or ""),
    )
    return f"{place} · {document}"


_GIVEN = (N_("Owner"), N_("Counter 1"))
"""What the first run calls who works here, and where: in the language that it was done in."""


@cache
def _given() -> Mapping[str, str]:
    """Each of these names in each language, and which one it is."""
    return {wording(language).text(name): name for language in LANGUAGES for name in _GIVEN}


def called(name: str | None, says: Callable[[str], str] = lambda text: _(text)) -> str:
    """A person or a counter: what nobody named otherwise is called as the language in use does.

    Only English calls them in ASCII: for another such name no other language is read.
    """
    if not name:
        return ""
    given = name if name in _GIVEN else None if name.isascii() else _given().get(name)
    return says(given) if given else name


def party_name(
    kind: str | None, party: str | None, says: Callable[[str], str] = lambda text: _(text)
) -> str:
    """Who a document of ``kind`` was with; a customer who gave no name is a walk-in one."""
    if party:
        return party
    walks_in = kind is not None and KINDS[kind].party is Party.CUSTOMER
    return says(N_("Walk-in customer")) if walks_in else "–"
