"""Templates, sizes and printers as JSON: there and back, or refused in one sentence (Q3)."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.problems import Code, Reason, Refused
from app.printing.labels.printers import Calibration, LabelPrinter
from app.printing.labels.stored import LARGEST, from_json, to_json
from app.printing.labels.template import (
    BUILT_IN,
    MOST_SYMBOLS,
    Alignment,
    LabelField,
    LabelFieldKey,
    LabelSymbol,
    LabelTemplate,
    Side,
    SymbolContent,
)
from app.printing.media.label_rolls import LABEL_ROLLS
from app.printing.media.label_sheets import LABEL_SHEETS
from app.printing.media.media import LabelMedia
from app.printing.symbols.symbol import SymbolKind
from app.text import sentence

TEMPLATE = BUILT_IN["data_matrix"]
KEPT = [*BUILT_IN.values(), *LABEL_SHEETS[:3], *LABEL_ROLLS[-12:], LabelPrinter()]


def read(content: bytes | str, kept: type = LabelTemplate) -> object:
    given = content.encode() if isinstance(content, str) else content
    return from_json(kept, given)


def refused(content: bytes | str, kept: type = LabelTemplate) -> Reason:
    with pytest.raises(Refused) as caught:
        read(content, kept)
    for problem in caught.value.problems:
        assert "{" not in sentence(problem)
    return caught.value.problems[0].code


@pytest.mark.rule("Q3")
@pytest.mark.parametrize("kept", KEPT, ids=lambda kept: getattr(kept, "name", "printer"))
def test_what_is_kept_comes_back_as_it_was(kept):
    assert read(to_json(kept), type(kept)) == kept
    assert read(b"\xef\xbb\xbf" + to_json(kept).encode(), type(kept)) == kept


LINES = st.text(st.characters(exclude_categories=("C", "Z")), max_size=20)
FIELDS = st.builds(
    LabelField,
    key=st.sampled_from(LabelFieldKey),
    on=st.booleans(),
    size=st.floats(4, 72),
    bold=st.booleans(),
    alignment=st.sampled_from(Alignment),
    before=LINES,
    text=LINES,
)
SYMBOLS = st.builds(
    LabelSymbol,
    kind=st.sampled_from(SymbolKind),
    content=st.sampled_from(SymbolContent),
    side=st.sampled_from(Side),
    module=st.floats(0.1, 2.0),
)
TEMPLATES = st.builds(
    LabelTemplate,
    name=LINES.filter(bool),
    symbols=st.lists(SYMBOLS, max_size=MOST_SYMBOLS).map(tuple),
    grows=st.booleans(),
    fields=st.lists(FIELDS, max_size=8).map(tuple),
)


@pytest.mark.rule("Q3")
@given(TEMPLATES)
def test_every_template_comes_back_as_it_was(kept):
    assert read(to_json(kept)) == kept


def changed(**changes: object) -> str:
    return json.dumps(json.loads(to_json(TEMPLATE)) | changes)


def with_content(**changes: object) -> str:
    return changed(content=json.loads(to_json(TEMPLATE))["content"] | changes)


FIELD = {"key": "SERIAL"}
SYMBOL = {"kind": "QR"}
DEEP = "[" * 30_000 + "]" * 30_000


@pytest.mark.rule("Q3")
@pytest.mark.parametrize(
    "content",
    [
        *("", "{", "null", "[]", "1", '"x"', "\0", "{}", DEEP, '{"a":' * 9000),
        b"\xff\xfe",
        b"\x89PNG\r\n\x1a\n",
        " " * (LARGEST + 1),
        to_json(TEMPLATE)[:-20],
        to_json(TEMPLATE).replace('"version": 1', '"version": 1, "version": 1'),
        changed(serialdesk="MEDIA"),
        *(changed(version=version) for version in (0, -1, 1.0, "1", None, True, [])),
        *(changed(content=content) for content in (None, [], "x", 1, {})),
        with_content(script="import os"),
        *(with_content(name=name) for name in (None, 1, ["x"], {}, "a\nb", "a\0b", "\ud800")),
        *(with_content(fields=found) for found in (None, {}, "SERIAL", [None], ["SERIAL"], [{}])),
        *(
            with_content(fields=[FIELD | wrong])
            for wrong in (
                *({"key": key} for key in ("serial", "__class__", None, 1, "")),
                *({"on": on} for on in (1, 0, None, "true")),
                *({"size": size} for size in ("7", None, True, [7], 10**400)),
                {"before": None},
                {"font": "x"},
            )
        ),
        with_content(fields=[FIELD | {"size": 1e300}]).replace("1e+300", "1e999"),
        with_content(fields=[FIELD | {"size": 1}]).replace(": 1}", ": NaN}"),
        *(with_content(symbols=[SYMBOL | wrong]) for wrong in ({"kind": "PDF_417"}, {"side": 1})),
    ],
)
def test_a_damaged_or_hostile_file_is_refused_in_one_sentence(content):
    assert refused(content) is Code.TEMPLATE_DAMAGED


@pytest.mark.rule("Q3")
@pytest.mark.parametrize("version", [2, 10**30])
def test_a_newer_file_says_so_whatever_it_holds(version):
    newer = {"version": version, "content": {"unheard": "of"}}
    assert refused(changed(**newer)) is Code.TEMPLATE_NEWER


@pytest.mark.rule("Q3")
@pytest.mark.parametrize(
    ("content", "code"),
    [
        (with_content(name="  "), Code.NAME_MISSING),
        (with_content(fields=[FIELD | {"size": 0}]), Code.FIGURE_BETWEEN),
        (with_content(fields=[FIELD | {"size": 1e9}]), Code.FIGURE_BETWEEN),
        (with_content(fields=[FIELD | {"text": "x" * 201}]), Code.FIGURE_BETWEEN),
        (with_content(fields=[FIELD] * 31), Code.FIGURE_BETWEEN),
        (with_content(symbols=[SYMBOL] * 4), Code.LABEL_SYMBOLS_TOO_MANY),
        (with_content(symbols=[SYMBOL | {"module": -1}]), Code.FIGURE_BETWEEN),
    ],
)
def test_what_is_readable_and_cannot_be_is_said_as_where_it_is_entered(content, code):
    assert refused(content) is code


@pytest.mark.rule("Q3")
def test_sizes_and_printers_are_judged_as_where_they_are_entered():
    sheet = replace(LABEL_SHEETS[0], width=0.0)
    assert refused(to_json(sheet), LabelMedia) is Code.MEDIA_SIZE
    assert refused(to_json(LABEL_SHEETS[0]), LabelPrinter) is Code.TEMPLATE_DAMAGED
    off = LabelPrinter(300, Calibration(right=100.0))
    assert refused(to_json(off), LabelPrinter) is Code.PRINTER_FIGURE


@pytest.mark.rule("Q3")
def test_what_is_left_out_is_as_usual():
    said = with_content(symbols=[{}], fields=[FIELD])
    assert read(said) == LabelTemplate(
        TEMPLATE.name, (LabelSymbol(),), (LabelField(LabelFieldKey.SERIAL),), grows=True
    )
