"""Every text is translated, fills in the same values, and is compiled as it was written."""

import ast
import re
import string
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

import app
from app.text import LANGUAGES, side_by_side, titled, use_language
from tests.texts import translate_tool

_SOURCE = "en"

every_language = pytest.mark.parametrize("language", sorted(LANGUAGES.keys() - {_SOURCE}))


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    return translate_tool()


@pytest.fixture(scope="module")
def template(tool: ModuleType) -> Catalog:
    """Every text of the program, as it is in the source now."""
    return tool.texts()


def _written(tool: ModuleType, language: str) -> Catalog:
    with tool.catalogue(language).open("rb") as file:
        return read_po(file, locale=language)


def _compiled(tool: ModuleType, language: str) -> Catalog:
    with tool.catalogue(language).with_suffix(".mo").open("rb") as file:
        return read_mo(file)


def _texts(catalogue: Catalog) -> list[Message]:
    """All but the header."""
    return [message for message in catalogue if message.id]


def _forms(text: str | Sequence[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def _fields(text: str) -> set[str]:
    """The names in braces; ValueError where a brace is open."""
    return {name for _before, name, _how, _turn in string.Formatter().parse(text) if name}


def _strings(catalogue: Catalog) -> dict[tuple[str, ...], tuple[str, ...]]:
    return {_forms(message.id): _forms(message.string) for message in _texts(catalogue)}


def test_a_folder_for_every_language(tool):
    assert {folder.name for folder in tool.FOLDER.iterdir()} == LANGUAGES.keys() - {_SOURCE}


def _said() -> Iterator[str]:
    """Every text that the sources say to be translated."""
    for file in Path(app.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Name(id="_" | "N_" | "Reason"), args=[ast.Constant(value=str(text))]
                ):
                    yield text


def test_every_text_of_the_sources_is_extracted(template):
    """The one that stands inside an f-string is overlooked: it stays English in every language."""
    known = {form for message in _texts(template) for form in _forms(message.id)}
    assert set(_said()) - known == set()


@every_language
def test_every_text_is_in_the_catalogue_and_no_other(tool, template, language):
    wanted = {_forms(message.id) for message in _texts(template)}
    written = _written(tool, language)
    assert wanted - _strings(written).keys() == set(), "run packaging/translate.py"
    assert _strings(written).keys() - wanted == set(), "run packaging/translate.py"
    assert not written.obsolete


@every_language
def test_every_text_is_translated(tool, language):
    written = _written(tool, language)
    number = written.num_plurals
    missing = [
        message.id
        for message in _texts(written)
        if message.fuzzy
        or not all(_forms(message.string))
        or len(_forms(message.string)) != (number if message.pluralizable else 1)
    ]
    assert missing == []


@every_language
def test_a_translation_fills_in_the_same_values(tool, language):
    wrong = [
        (message.id, form)
        for message in _texts(_written(tool, language))
        for form in _forms(message.string)
        if _fields(form) != _fields(_forms(message.id)[-1])
    ]
    assert wrong == []


@every_language
def test_a_mnemonic_stays_a_mnemonic(tool, language):
    wrong = [
        (message.id, form)
        for message in _texts(_written(tool, language))
        for form in _forms(message.string)
        if form.count("&") != _forms(message.id)[-1].count("&")
    ]
    assert wrong == []


@every_language
def test_what_is_compiled_is_what_was_written(tool, language):
    compiled = _strings(_compiled(tool, language))
    assert compiled == _strings(_written(tool, language)), "run packaging/translate.py"


def test_a_text_in_the_midst_of_another_is_found_too() -> None:
    source = "said = f\"{name} {_('(void)')}, {escape(_('overdue'))}\"\nother = _('plain')"
    assert list(translate_tool().within_texts(source)) == [(1, "(void)"), (1, "overdue")]


_HAN = "[\u4e00-\u9fff]"
_ASCII_BESIDE_HAN = re.compile(f"{_HAN}[,;:?!]|[,;?!]{_HAN}|{_HAN}\\((?!&?[A-Z0-9{{])|\\){_HAN}")


def test_chinese_is_punctuated_as_chinese(tool: ModuleType) -> None:
    """An ASCII comma or bracket between Chinese characters looks like a mistake of typing."""
    found = [
        said
        for message in _texts(_written(tool, "zh_CN"))
        for said in _forms(message.string)
        if _ASCII_BESIDE_HAN.search(said)
    ]
    assert not found


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", ("A: B", "27 Nov, today")), ("zh_CN", ("A：B", "27 Nov，today"))],
)
def test_what_stands_beside_another_text_has_the_mark_of_the_language(
    language: str, said: tuple[str, str]
) -> None:
    use_language(language)
    assert (titled("A", "B"), side_by_side("27 Nov", "today")) == said
