"""Templates of the shop's own: by name, told in the audit log."""

import pytest

from app.domain.printing import Purpose
from app.domain.problems import Code
from app.services.paper import templates
from db.queries import print_templates
from tests.shop import refusal

pytestmark = pytest.mark.rule("Q7")


def names(shop):
    return [(t.purpose, t.name) for t in print_templates.every(shop.database)]


def test_a_name_is_one_templates_of_its_purpose(shop):
    first = templates.add(shop.session, Purpose.DOCUMENT, " Ours ", "{}")
    templates.add(shop.session, Purpose.SERIAL_LABEL, "ours", "{}")
    for call in (
        lambda: templates.add(shop.session, Purpose.DOCUMENT, "OURS", "{}"),
        lambda: templates.change(
            shop.session, templates.add(shop.session, Purpose.DOCUMENT, "B", "{}"), "ours", "{}"
        ),
    ):
        assert [p.code for p in refusal(call)] == [Code.TEMPLATE_NAME_TAKEN]
    templates.change(shop.session, first, "OURS", '{"a": 1}')
    assert print_templates.template(shop.database, first).content == '{"a": 1}'
    assert names(shop) == [("DOCUMENT", "B"), ("DOCUMENT", "OURS"), ("SERIAL_LABEL", "ours")]


def test_a_template_without_a_name_is_refused(shop):
    (problem,) = refusal(templates.add, shop.session, Purpose.DOCUMENT, "  ", "{}")
    assert problem.code is Code.NAME_MISSING


def test_what_was_removed_meanwhile_is_told(shop):
    made = templates.add(shop.session, Purpose.DOCUMENT, "Ours", "{}")
    templates.remove(shop.session, made)
    for call in (
        lambda: templates.change(shop.session, made, "Ours", "{}"),
        lambda: templates.remove(shop.session, made),
    ):
        assert [p.code for p in refusal(call)] == [Code.TEMPLATE_GONE]
    assert names(shop) == []
