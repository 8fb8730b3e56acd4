"""A template as a file: written whole, read strictly (Q7)."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from app.domain.kinds import KINDS
from app.domain.problems import Code, Refused, refuse
from app.domain.strict_json import JsonObject, damaged, read_object
from app.printing.documents import logo
from app.printing.documents import template as templates
from app.printing.documents.template import (
    LONGEST_TEXT,
    MOST_SIGNATURES,
    DocumentTemplate,
    SerialStyle,
    TemplateField,
)
from app.printing.media.papers import Paper
from app.printing.page import TextAlign

FORMAT = "serialdesk document template"
VERSION = 5
"""2: the foot can say discounts and tax. In what is older they stand before the total.

3: it can say what was paid. In what is older that stands below the total.

4: the head can say the supplier's number and the due date. In what is older they follow the date.

5: it can say why goods came back, and how they were. In what is older that follows the date.
"""
_WITHOUT_PAYMENTS = 2
_WITHOUT_THEIRS = 3
_WITHOUT_RETURNED = 4
_MOST_FIELDS = 50
_MOST_FIGURE = 100_000.0
_LONGEST_KEY = 40


def to_json(template: DocumentTemplate) -> bytes:
    """A template as the bytes of its file."""
    told: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "kind": template.kind,
        "name": template.name,
        "language": template.language,
        "paper": asdict(template.paper),
        "head": [_told(field) for field in template.head],
        "facts": [_told(field) for field in template.facts],
        "columns": [_told(field) for field in template.columns],
        "foot": [_told(field) for field in template.foot],
        "serials": template.serials.name.lower(),
        "annex_above": template.annex_above,
        "logo": base64.b64encode(template.logo).decode("ascii"),
        "header": template.header,
        "footer": template.footer,
        "notes": template.notes,
        "signatures": list(template.signatures),
        "page_numbers": template.page_numbers,
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def _told(field: TemplateField) -> dict[str, Any]:
    return {
        "key": field.key,
        "on": field.on,
        "title": field.title,
        "size": field.size,
        "bold": field.bold,
        "width": field.width,
        "align": field.align.name.lower(),
    }


def from_json(data: bytes, of_shop: bool = False) -> DocumentTemplate:
    """The template of a file. Raises Refused where it is none, newer, or cannot be used.

    ``of_shop``: the shop itself keeps it so, and its logo, which was made when it was taken in, is
    not decoded once more.
    """
    found = read_object(data)
    if found.text("format", 100) != FORMAT:
        damaged("format")
    version = found.count("version", 1, 10**9)
    if version > VERSION:
        raise refuse(Code.TEMPLATE_NEWER)
    made = found.whole(_template)
    if version == 1:
        made = replace(made, foot=_with_sums(made.foot))
    if version <= _WITHOUT_PAYMENTS:
        made = replace(made, foot=_with_payments(made.foot))
    if version <= _WITHOUT_THEIRS:
        made = replace(made, facts=_with_facts(made, templates.THEIRS))
    if version <= _WITHOUT_RETURNED:
        made = replace(made, facts=_with_facts(made, templates.RETURNED))
    if made.logo and not of_shop:
        made = replace(made, logo=logo.made(made.logo))
    problems = templates.problems_of(made)
    if problems:
        raise Refused(problems)
    return made


def _template(found: JsonObject) -> DocumentTemplate:
    kind = found.text("kind", _LONGEST_KEY)
    if kind not in KINDS:
        damaged("kind")
    return DocumentTemplate(
        kind=kind,
        name=found.text("name", LONGEST_TEXT),
        language=found.text("language", _LONGEST_KEY),
        paper=found.object("paper").whole(read_paper),
        head=found.objects("head", _MOST_FIELDS, _field),
        facts=found.objects("facts", _MOST_FIELDS, _field),
        columns=found.objects("columns", _MOST_FIELDS, _field),
        foot=found.objects("foot", _MOST_FIELDS, _field),
        serials=found.choice("serials", SerialStyle),
        annex_above=found.count("annex_above", 0, templates.MOST_ANNEXED),
        logo=_logo(found),
        header=found.text("header", LONGEST_TEXT),
        footer=found.text("footer", LONGEST_TEXT),
        notes=found.text("notes", LONGEST_TEXT),
        signatures=found.texts("signatures", MOST_SIGNATURES, LONGEST_TEXT),
        page_numbers=found.flag("page_numbers"),
    )


def _with_sums(foot: Sequence[TemplateField]) -> list[TemplateField]:
    """The foot with the sums that lead to the total, printed like the count of the lines."""
    at = next((n for n, field in enumerate(foot) if field.key == "total"), len(foot))
    like = next((field for field in foot if field.key == "lines"), TemplateField("lines"))
    there = {field.key for field in foot}
    missing = [key for key in templates.SUMS if key not in there]
    sums = [replace(like, key=key, on=True, title="") for key in missing]
    return [*foot[:at], *sums, *foot[at:]]


def _with_facts(made: DocumentTemplate, keys: Sequence[str]) -> Sequence[TemplateField]:
    """The facts with those of ``keys`` that the kind has, below the date, like that."""
    facts = list(made.facts)
    there = {field.key for field in facts}
    new = [key for key in keys if key in templates.facts_of(KINDS[made.kind])]
    at = next((n for n, field in enumerate(facts, 1) if field.key == "date"), len(facts))
    like = facts[at - 1] if facts else TemplateField("")
    facts[at:at] = [replace(like, key=key, on=True, title="") for key in new if key not in there]
    return facts


def _with_payments(foot: Sequence[TemplateField]) -> list[TemplateField]:
    """The foot with what was paid, below the total, printed like the count of the lines."""
    if any(field.key == "payments" for field in foot):
        return list(foot)
    at = next((n for n, field in enumerate(foot, 1) if field.key == "total"), len(foot))
    like = next((field for field in foot if field.key == "lines"), TemplateField("lines"))
    return [*foot[:at], replace(like, key="payments", on=True, title=""), *foot[at:]]


def read_paper(found: JsonObject) -> Paper:
    """A paper as ``asdict`` tells it. Raises Refused where it is none."""
    return Paper(
        key=found.text("key", _LONGEST_KEY),
        name=found.text("name", LONGEST_TEXT),
        width=found.number("width", 0, _MOST_FIGURE),
        height=found.number("height", 0, _MOST_FIGURE),
        side=found.number("side", 0, _MOST_FIGURE),
        top=found.number("top", 0, _MOST_FIGURE),
        columns=found.count("columns", 0, 1_000),
        rows=found.count("rows", 0, 1_000),
    )


def _field(found: JsonObject) -> TemplateField:
    return TemplateField(
        key=found.text("key", _LONGEST_KEY),
        on=found.flag("on"),
        title=found.text("title", LONGEST_TEXT),
        size=found.number("size", templates.SMALLEST, templates.LARGEST),
        bold=found.flag("bold"),
        width=found.number("width", 0, templates.WIDEST),
        align=found.choice("align", TextAlign),
    )


def _logo(found: JsonObject) -> bytes:
    """As it is there; of a file it is made anew: no decoder stumbles over it before a sale."""
    try:
        return base64.b64decode(found.text("logo", logo.MOST_BYTES * 4 // 3 + 4), validate=True)
    except (binascii.Error, ValueError) as error:
        raise refuse(Code.TEMPLATE_DAMAGED, reason="logo") from error
