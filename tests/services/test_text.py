"""Every text can be said: a refusal in a sentence, with who holds the serial (F7)."""

import re
from pathlib import Path

import pytest

from app import text
from app.domain.kinds import KINDS
from app.domain.lifecycle import Status
from app.domain.permissions import Permission
from app.domain.problems import CODES, Code, Holder, Problem, reasons
from app.formats import Formats
from app.text import BOTH, LANGUAGES, called, holder_sentence, sentence, wording
from tests.texts import program_texts

SOLD = Holder("Phone", "PHONE-1", Status.SOLD, None, 9, "sale", "SI-2026-000009", "2026-01-31")


def test_every_code_is_marked_for_the_translators():
    """And stands in the table of one subject only."""
    sources = [path.read_text(encoding="utf-8") for path in Path(*reasons.__path__).glob("*.py")]
    marked = re.findall(r"^    ([A-Z0-9_]+) = Reason\(", "\n".join(sources), re.MULTILINE)
    assert sorted(marked) == sorted(CODES)
    assert {code.value for code in CODES.values()} <= set(program_texts())


@pytest.mark.parametrize("code", CODES.values(), ids=lambda code: code.name)
def test_every_code_goes_through_the_translation(monkeypatch, code):
    class Catalogue:
        def gettext(self, message):
            return f"<{message}>"

    monkeypatch.setattr(text, "_current", text.Wording(Catalogue()))
    values = dict.fromkeys(re.findall(r"{(\w+)}", code.value), "…")
    assert sentence(Problem(code, values)) == "<" + re.sub(r"{\w+}", "…", code.value) + ">"


@pytest.mark.rule("F7")
def test_who_holds_a_serial_is_said_whole():
    assert holder_sentence(SOLD) == "Phone · Sold · Sales invoice SI-2026-000009 of 31 Jan 2026"
    here = Holder(
        "Phone", "P", Status.IN_STOCK, "Main", 1, "opening", "OS-2026-000001", "2026-01-02"
    )
    assert holder_sentence(here) == (
        "Phone · In stock in Main · Opening stock OS-2026-000001 of 2 Jan 2026"
    )


@pytest.mark.parametrize(
    ("name", "language", "said"),
    [
        ("Owner", "en", "Owner"),
        ("Owner", "zh_CN", "店主"),
        ("店主", "en", "Owner"),
        ("收银台 1", "en", "Counter 1"),
        ("Counter 1", "zh_CN", "收银台 1"),
        ("Counter 1", BOTH, "Counter 1 收银台 1"),
        ("Counter 2", "zh_CN", "Counter 2"),
        ("Li Wei", "zh_CN", "Li Wei"),
        (None, "zh_CN", ""),
    ],
)
def test_what_nobody_named_is_called_as_the_language_does(name, language, said):
    assert called(name, wording(language).text) == said


def test_a_refusal_calls_who_may_not_as_the_language_does(monkeypatch):
    monkeypatch.setattr(text, "_current", wording("zh_CN"))
    values = {"person": "Owner", "action": Permission.VOID, "roles": ()}
    assert sentence(Problem(Code.NOT_ALLOWED, values)).startswith("店主")


DATED = [code for code in CODES.values() if "{date}" in code.value]


@pytest.mark.rule("F7")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_says_a_date_in_the_form_that_the_columns_beside_it_have(monkeypatch, language):
    monkeypatch.setattr(text, "_current", text._current)
    monkeypatch.setattr(text, "_language", language)
    shown = Formats(language, "CNY").date("2026-01-31")
    assert shown == {"en": "31 Jan 2026", "zh_CN": "2026-01-31"}[language]
    assert holder_sentence(SOLD).endswith(f" {shown}")
    assert len(DATED) > 8
    for code in DATED:
        values = dict.fromkeys(re.findall(r"{(\w+)}", code.value), "…") | {"date": "2026-01-31"}
        assert shown in sentence(Problem(code, values)), code


def test_a_date_that_another_version_wrote_otherwise_is_said_as_it_is():
    said = sentence(Problem(Code.DATE_AHEAD, {"date": "soon"}))
    assert said == "The date soon lies in the future. Is it right?"


@pytest.mark.rule("F7")
def test_a_refusal_ends_with_who_holds_the_serial():
    problem = Problem(Code.IS_SOLD, {"serial": "A1"}, serial="A1", holder=SOLD)
    assert sentence(problem) == f"“A1” is sold already. {holder_sentence(SOLD)}"
    assert sentence(Problem(Code.IS_UNKNOWN, {"serial": "A1"})).startswith("“A1” is not known")


@pytest.mark.rule("F7")
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("status", Status, ids=lambda status: status.name)
def test_every_status_and_kind_can_be_said(kind, status):
    said = holder_sentence(Holder("Phone", "P", status, "Main", 1, kind, "N-1", "2026-01-31"))
    assert KINDS[kind].name in said


def test_a_serial_cannot_smuggle_a_name_into_the_sentence():
    assert "{serial}" in sentence(Problem(Code.IS_SOLD, {"serial": "{serial}"}))


def test_a_language_without_a_catalogue_is_english(monkeypatch):
    monkeypatch.setattr(text, "_current", text._current)
    monkeypatch.setattr(text, "_language", text._language)
    text.use_language("en")
    assert text._("Sold") == "Sold"
    assert text._("") == ""
    assert text.ngettext("{count} serial", "{count} serials", 3) == "3 serials"


@pytest.mark.rule("Q7")
def test_a_language_is_said_whatever_the_screen_says_and_both_beside_each_other() -> None:
    assert text.wording("en").text("Quantity") == "Quantity"
    assert text.wording("zh_CN").text("Quantity") == "数量"
    both = text.wording(text.BOTH)
    assert both.text("Quantity") == "Quantity 数量"
    assert both.text("SKU 1") == "SKU 1"
    assert both.text("") == ""
    assert both.ngettext("{count} unit", "{count} units", 2) == "2 units 2 件"
    assert text.date_text("2026-01-31", text.BOTH) == "2026-01-31"


@pytest.mark.parametrize("length", [200, 201, 1_000_000])
def test_a_long_value_is_said_by_its_beginning(length):
    """All of it stands where it was typed; a sentence of a million letters holds the window."""
    said = sentence(Problem(Code.BAD_DATE, {"text": "x" * length}))
    assert ("x" * 200 in said) and ("x" * 201 not in said)
    assert ("x…" in said) is (length > 200)


@pytest.mark.parametrize(
    ("thousandths", "said"),
    [
        (1000, "1 unit"),
        (2500, "2.5 units"),
        (1_719_000, "1,719 units"),
        (-1_234_567_500, "−1,234,567.5 units"),
        (-500, "−0.5 units"),
    ],
)
def test_units_are_counted_with_their_thousands_apart(thousandths: int, said: str) -> None:
    assert Formats("en", "CNY").units(thousandths) == said
