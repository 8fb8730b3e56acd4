"""Templates as files: what is written is read again, what is damaged or hostile is refused (Q7)."""

import json
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from app.domain import strict_json
from app.domain.kinds import KINDS
from app.domain.problems import Code, Reason, Refused
from app.printing.documents import logo
from app.printing.documents.built_in import built_in
from app.printing.documents.template import RETURNED, SUMS, DocumentTemplate, SerialStyle
from app.printing.documents.template_file import VERSION, from_json, to_json
from app.printing.media.papers import PAPERS, Paper
from app.text import BOTH
from tests.shop import codes, refusal


def own() -> DocumentTemplate:
    """A template in which nothing is as it came."""
    picture = BytesIO()
    Image.new("RGB", (40, 20), (200, 30, 30)).save(picture, "PNG")
    return replace(
        built_in("sale", "a4", BOTH),
        name="Ours “quoted” 我们的",
        paper=Paper("own", "Our paper", 200.0, 150.5, side=12.5, top=9.0),
        serials=SerialStyle.BARCODES,
        annex_above=24,
        logo=logo.made(picture.getvalue()),
        header="a<b\nsecond row",
        footer="&amp;",
        notes="12 months",
        signatures=("Seller", "Buyer"),
        page_numbers=False,
    )


@pytest.mark.rule("Q7")
@pytest.mark.parametrize("kind", KINDS)
def test_every_built_in_template_comes_back_as_it_went(kind: str) -> None:
    for paper in PAPERS:
        for language in ("en", "zh_CN", BOTH):
            template = built_in(kind, paper, language)
            assert _plain(from_json(to_json(template))) == _plain(template)


def _plain(template: DocumentTemplate) -> DocumentTemplate:
    """With tuples and lists alike."""
    names = ("head", "facts", "columns", "foot", "signatures")
    return replace(template, **{name: list(getattr(template, name)) for name in names})


@pytest.mark.rule("Q7")
def test_a_template_of_the_shop_comes_back_with_all_that_is_its_own() -> None:
    assert _plain(from_json(to_json(own()))) == _plain(own())


@pytest.mark.rule("Q7")
@pytest.mark.rule("M3")
def test_a_template_from_before_says_discounts_and_tax_above_its_total() -> None:
    """Its paper would come to a total that nobody could follow."""

    def older(told: dict[str, Any]) -> None:
        told["version"] = 1
        later = (*SUMS, "payments")
        told["foot"] = [field for field in told["foot"] if field["key"] not in later]

    keys = [field.key for field in from_json(changed(older)).foot]
    assert keys == [field.key for field in own().foot]
    assert keys[: keys.index("total") + 2] == ["lines", *SUMS, "total", "payments"]


@pytest.mark.rule("Q7", "M5")
@pytest.mark.parametrize("with_total", [True, False])
def test_a_template_without_payments_says_them_below_its_total(with_total: bool) -> None:
    def older(told: dict[str, Any]) -> None:
        told["version"] = 2
        gone = {"payments"} if with_total else {"payments", "total"}
        told["foot"] = [field for field in told["foot"] if field["key"] not in gone]

    keys = [field.key for field in from_json(changed(older)).foot]
    assert keys.index("payments") == (keys.index("total") + 1 if with_total else len(keys) - 1)


@pytest.mark.rule("Q7", "M8")
@pytest.mark.parametrize("kind", ["purchase", "purchase_return", "sale"])
@pytest.mark.parametrize("with_date", [True, False])
def test_a_template_from_before_says_the_suppliers_number_below_its_date(
    kind: str, with_date: bool
) -> None:
    told = json.loads(to_json(built_in(kind, "a4")))
    told["version"] = 3
    gone = {"their_number", "due_date"} if with_date else {"their_number", "due_date", "date"}
    told["facts"] = [field for field in told["facts"] if field["key"] not in gone]
    keys = [field.key for field in from_json(json.dumps(told).encode()).facts]
    theirs = [] if kind == "sale" else ["their_number", "due_date"]
    if with_date:
        assert keys == [field.key for field in built_in(kind, "a4").facts]
    else:
        assert keys[len(told["facts"]) :] == theirs


@pytest.mark.rule("Q7", "M7")
def test_a_return_s_template_from_before_says_why_it_came_back_below_its_date() -> None:
    told = json.loads(to_json(built_in("sales_return", "a4")))
    told["version"] = 4
    told["facts"] = [one for one in told["facts"] if one["key"] not in RETURNED]
    keys = [field.key for field in from_json(json.dumps(told).encode()).facts]
    assert keys == [field.key for field in built_in("sales_return", "a4").facts]


def changed(change: Callable[[dict[str, Any]], object]) -> bytes:
    told = json.loads(to_json(own()))
    change(told)
    return json.dumps(told).encode()


def _set(*path: Any) -> Callable[[dict[str, Any]], object]:
    *places, key, value = path

    def change(told: Any) -> None:
        for place in places:
            told = told[place]
        told[key] = value

    return change


DAMAGED: dict[str, bytes] = {
    "empty": b"",
    "no JSON": b"PK\x03\x04",
    "a list": b"[]",
    "half of it": to_json(own())[:-40],
    "UTF-16": to_json(own()).decode().encode("utf-16"),
    "deep": b'{"a":' * 100_000,
    "a long number": b'{"version": ' + b"9" * 10_000 + b"}",
    "not a number": changed(_set("paper", "width", 1.0)).replace(b"1.0", b"NaN"),
    "infinite": changed(_set("paper", "width", 1.0)).replace(b": 1.0", b": 1e999"),
    "twice": to_json(own()).replace(b'"kind"', b'"name": "x", "kind"', 1),
    "another format": changed(_set("format", "a receipt")),
    "no version": changed(lambda told: told.pop("version")),
    "a key more": changed(_set("script", "rm")),
    "a key within": changed(_set("columns", 0, "onclick", "x")),
    "a key less": changed(lambda told: told["columns"][0].pop("align")),
    "yes as text": changed(_set("columns", 0, "on", "yes")),
    "a flag as number": changed(_set("annex_above", True)),
    "half a serial": changed(_set("annex_above", 1.5)),
    "no list": changed(_set("columns", {"0": 1})),
    "too many fields": changed(lambda told: told["columns"].extend(told["columns"] * 20)),
    "no kind": changed(_set("kind", "contract")),
    "no style": changed(_set("serials", "spiral")),
    "a style in capitals": changed(_set("serials", "FOLDED")),
    "a size": changed(_set("head", 0, "size", 1e6)),
    "a control character": changed(_set("header", "a\x1bb")),
    "half a pair": changed(_set("header", "\ud800")),
    "a text of a novel": changed(_set("notes", "x" * 100_000)),
    "no base64": changed(_set("logo", "not base64!")),
}


@pytest.mark.rule("Q7")
@pytest.mark.parametrize("data", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_or_hostile_file_is_refused_in_one_sentence(data: bytes) -> None:
    assert codes(refusal(from_json, data)) == [Code.TEMPLATE_DAMAGED]


@pytest.mark.rule("Q7")
@pytest.mark.parametrize(
    ("data", "code"),
    [
        (changed(_set("version", VERSION + 1)), Code.TEMPLATE_NEWER),
        (changed(lambda told: told.update(version=9, later="x")), Code.TEMPLATE_NEWER),
        (changed(_set("columns", 0, "key", "discount")), Code.TEMPLATE_FIELD),
        (changed(_set("columns", 0, "key", "amount")), Code.TEMPLATE_FIELD),
        (changed(_set("language", "tlh")), Code.TEMPLATE_FIELD),
        (changed(_set("paper", "width", 0)), Code.PAPER_SIZE),
        (changed(_set("paper", "height", 10_000)), Code.PAPER_SIZE),
        (changed(_set("paper", "side", 99)), Code.PAPER_MARGINS),
        (changed(_set("paper", "columns", 500)), Code.PAPER_COLUMNS),
        (changed(_set("logo", "R0lGODlh")), Code.LOGO_UNREADABLE),
    ],
)
def test_what_cannot_be_used_says_why(data: bytes, code: Reason) -> None:
    assert codes(refusal(from_json, data)) == [code]


def test_a_file_beyond_all_measure_is_not_even_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strict_json, "MOST_BYTES", 100)
    assert codes(refusal(from_json, to_json(own()))) == [Code.TEMPLATE_DAMAGED]


@pytest.mark.rule("Q7")
@given(st.data())
def test_whatever_is_changed_in_a_file_it_is_read_or_refused(data: st.DataObject) -> None:
    whole = bytearray(to_json(own()))
    for _change in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        made = from_json(bytes(whole))
    except Refused as refused:
        assert refused.problems
    else:
        assert _plain(from_json(to_json(made))) == _plain(made)
