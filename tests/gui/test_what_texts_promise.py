"""A text names no page, button or thing that is not there."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from PySide6.QtWidgets import QAbstractButton

from app.gui.kit.desk import Desk
from app.gui.shell.menu import entries
from app.text import LANGUAGES
from tests.everywhere import Everywhere, furnish
from tests.shop import Shop
from tests.texts import program_texts, translate_tool

PATHS = tuple(
    path for text in program_texts() for path in re.findall(r"\w+(?: › [A-Z][\w ]+)+", text)
)
QUOTED = {quoted for text in program_texts() for quoted in re.findall(r"“([^”{}]+)”", text)}
OF_SCANNERS = {"case conversion", "Enter suffix"}
"""What the manuals of scanners call their settings."""
EXAMPLES = {"SN101 +9"}
NOT_THERE = ("by the link", "website", "log in")
"""Words for what the program does not have, or does not always show."""


@pytest.fixture
def captions(qtbot, desk: Desk, shop: Shop, tmp_path: Path, monkeypatch) -> set[str]:
    """What all buttons of the program say, without their shortcuts."""
    monkeypatch.setattr("app.gui.kit.dialogs._Asks.exec", lambda dialog: 0)
    furnish(shop)
    with Everywhere(shop, desk, tmp_path) as everywhere:
        return {
            (button.accessibleName() or button.text()).removesuffix("…")
            for _name, place in everywhere.places()
            for button in place.findChildren(QAbstractButton)
        }


def test_texts_name_paths_and_quote_words() -> None:
    assert "Settings › System Settings" in PATHS and "Inventory › Cartons" in PATHS
    assert QUOTED


def test_every_path_in_a_text_leads_somewhere(captions: set[str]) -> None:
    pages = {(entry.group.title, entry.title) for entry in entries(True, True, True)}
    groups = {group for group, _title in pages}
    for path in PATHS:
        group, *rest = path.split(" › ")
        assert group in groups, path
        if any(rest[0].startswith(title) for of, title in pages if of == group):
            continue
        for step in rest:  # buttons, one after the other; the sentence goes on behind the last
            assert any(step.startswith(said) for said in captions if said), path


def test_what_a_text_quotes_is_on_a_button_or_comes_from_elsewhere(captions: set[str]) -> None:
    assert set(QUOTED) <= captions | OF_SCANNERS | EXAMPLES


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
