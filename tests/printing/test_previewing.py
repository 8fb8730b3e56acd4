"""A label that cannot be printed so says which would do: symbols, and sizes (Q8)."""

from dataclasses import replace

import pytest

from app.domain.problems import Code
from app.printing.labels.advice import with_kind
from app.printing.labels.previewing import lacking_in, preview
from app.printing.labels.template import LabelFieldKey
from app.printing.symbols.symbol import SymbolKind
from app.services.paper.label_contents import LabelContent
from app.text import sentence
from tests.printing.label_jobs import WATCH, fields, job, only, side_of
from tests.shop import refusal


@pytest.mark.rule("Q8")
def test_a_symbol_that_would_be_too_small_names_the_symbols_and_sizes_that_would_do():
    """What is named does: with the symbol, or on the size, the label is drawn."""
    wanted = job(only(SymbolKind.CODE_128), "L7651", 203)
    content = LabelContent("SERIAL-OF-THIRTY-CHARACTERS-01")
    (problem,) = refusal(preview, wanted, content)
    assert problem.code is Code.LABEL_SYMBOL_NO_ROOM and problem.serial == content.serial
    assert problem.values["symbols"] == (SymbolKind.QR, SymbolKind.DATA_MATRIX)
    assert problem.values["media"]
    for kind in problem.values["symbols"]:
        template = with_kind(wanted.template, kind, side_of(kind))
        assert preview(replace(wanted, template=template), content)
    for media in problem.values["media"]:
        assert media.page_width == wanted.media.page_width
        assert preview(replace(wanted, media=media), content)
        assert media.name in sentence(problem)
    assert "QR, Data Matrix" in sentence(problem)


@pytest.mark.rule("Q8")
def test_a_roll_is_advised_rolls():
    (problem,) = refusal(preview, job(only(SymbolKind.QR), "DYMO 99017", 203), _LONG)
    assert problem.values["media"] and all(each.is_roll for each in problem.values["media"])


@pytest.mark.rule("Q8")
def test_text_that_does_not_fit_names_its_fields_and_the_sizes_that_would_do():
    wanted = job("data_matrix", "L4731", 300)
    (problem,) = refusal(preview, wanted, WATCH)
    assert problem.code is Code.LABEL_TEXT_NO_ROOM
    assert problem.values["fields"][:2] == (LabelFieldKey.SERIAL, LabelFieldKey.PRODUCT)
    assert all(preview(replace(wanted, media=each), WATCH) for each in problem.values["media"])


@pytest.mark.rule("Q8")
def test_where_nothing_known_would_do_that_is_said():
    huge = job(fields(LabelFieldKey.PRODUCT, size=70.0), "L7651", 203)
    (problem,) = refusal(preview, huge, replace(WATCH, product="A long name " * 20))
    assert problem.code is Code.LABEL_TEXT_TOO_LONG
    (problem,) = refusal(preview, job(only(SymbolKind.GS1_128), "round 12", 203), _GS1_LONG)
    assert problem.code is Code.LABEL_SYMBOL_NO_ROOM
    assert problem.values["symbols"] == (SymbolKind.GS1_DATA_MATRIX,)


@pytest.mark.rule("Q3")
def test_characters_that_no_font_has_are_named():
    named = preview(job("qr", "L7159"), replace(WATCH, product="表 😀 a 😀 \U0001f4f1"))
    assert lacking_in(named) == "😀\U0001f4f1"
    assert lacking_in(preview(job("qr", "L7159"), WATCH)) == ""


_LONG = LabelContent("S" * 100)
_GS1_LONG = replace(WATCH, serial="S" * 20, batch="B" * 20, made="2026-01-01", expires="2027-01-01")
