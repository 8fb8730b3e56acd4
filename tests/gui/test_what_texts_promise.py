"""A text names no page, button or thing that is not there."""

import re
from collections.abc import Callable
from contextlib import ExitStack, closing
from functools import cache

import pytest
from babel.messages.pofile import read_po
from PySide6.QtWidgets import QAbstractButton, QApplication

from app.gui.kit import theme
from app.gui.shell.first_run import FirstRunPage
from app.gui.shell.menu import entries
from app.text import LANGUAGES
from tests.conftest import Work
from tests.everywhere import Everywhere, furnish
from tests.gui.conftest import desk_at
from tests.shop import Shop, Template
from tests.texts import program_texts, translate_tool

OF_SCANNERS = {"case conversion", "Enter suffix"}
"""What the manuals of scanners call their settings."""
EXAMPLES = {"SN101 +9"}
NOT_THERE = ("by the link", "website", "log in")
"""Words for what the program does not have, or does not always show."""


@cache
def paths() -> tuple[str, ...]:
    """The ways through the menu that texts name."""
    return tuple(
        path for text in program_texts() for path in re.findall(r"\w+(?: › [A-Z][\w ]+)+", text)
    )


@cache
def quoted() -> set[str]:
    """The words that texts quote."""
    return {words for text in program_texts() for words in re.findall(r"“([^”{}]+)”", text)}


@pytest.fixture(scope="module")
def captions(
    qapp: QApplication,
    template_after: Callable[[Work], Template],
    tmp_path_factory: pytest.TempPathFactory,
) -> set[str]:
    """What all buttons of the program say, without their shortcuts."""
    ready, folder = template_after(furnish), tmp_path_factory.mktemp("captions")
    theme.load_fonts()
    with ExitStack() as left:
        patched = left.enter_context(pytest.MonkeyPatch.context())
        patched.setattr("app.gui.kit.dialogs.Asks.exec", lambda dialog: 0)
        shop = left.enter_context(closing(Shop.fresh(ready, ready.copy_to(folder / "shop.sdk"))))
        first = left.enter_context(closing(FirstRunPage()))
        everywhere = left.enter_context(Everywhere(shop, desk_at(shop), folder))
        return {
            (button.accessibleName() or button.text()).removesuffix("…")
            for _name, place in everywhere.places()
            for button in place.findChildren(QAbstractButton)
        } | {first.bring.text()}


def test_texts_name_paths_and_quote_words() -> None:
    assert "Settings › System Settings" in paths() and "Inventory › Cartons" in paths()
    assert quoted()


def test_every_path_in_a_text_leads_somewhere(captions: set[str]) -> None:
    pages = {(entry.group.title, entry.title) for entry in entries(True, True, True)}
    groups = {group for group, _title in pages}
    for path in paths():
        group, *rest = path.split(" › ")
        assert group in groups, path
        if any(rest[0].startswith(title) for of, title in pages if of == group):
            continue
        for step in rest:  # buttons, one after the other; the sentence goes on behind the last
            assert any(step.startswith(said) for said in captions if said), path


def test_what_a_text_quotes_is_on_a_button_or_comes_from_elsewhere(captions: set[str]) -> None:
    assert quoted() <= captions | OF_SCANNERS | EXAMPLES


@pytest.mark.parametrize("word", NOT_THERE)
def test_no_text_speaks_of_what_is_not_there(word: str) -> None:
    assert not [
        text for text in program_texts() if re.search(rf"\b{word}s?\b", text, re.IGNORECASE)
    ]


def test_a_path_is_translated_by_the_names_the_menu_has_in_that_language() -> None:
    titles = {
        name for entry in entries(True, True, True) for name in (entry.group.title, entry.title)
    }
    checked = 0
    for language in LANGUAGES.keys() - {"en"}:
        with translate_tool().catalogue(language).open("rb") as file:
            known = {message.id: message.string for message in read_po(file) if message.id}
        for text, translated in known.items():
            if isinstance(text, str) and " › " in text and translated:
                steps = re.findall(r"(\w+) › ([A-Z][\w ]+)", text)
                named = {title for step in steps for title in titles if starts(step, title)}
                checked += len(named)
                assert not [name for name in named if known[name] not in translated], text
    assert checked > 4


def starts(steps: tuple[str, str], title: str) -> bool:
    """The path goes over this page or group of the menu."""
    group, page = steps
    return group == title or re.match(rf"{title}\b", page) is not None


NOT_OUR_WORDS = {
    "mend": "correct",
    "nameless": "without serial number",
    "unidentified": "without serial number",
    "identified": "with serial number",
    "guessed": "what was understood, or what to do",
    "halves": "not saved, not even in part",
    "papers": "documents",
    "was so already": "was enabled before",
    "stand here": "what this document has",
}
"""Words of ours, slogans and riddles, and what a clerk is told instead."""


@pytest.mark.parametrize("word", NOT_OUR_WORDS)
def test_a_text_has_the_words_of_the_trade(word: str) -> None:
    found = [text for text in program_texts() if re.search(rf"\b{word}\b", text, re.IGNORECASE)]
    assert found == [], NOT_OUR_WORDS[word]
