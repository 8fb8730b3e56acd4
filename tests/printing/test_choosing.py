"""By which template a document is printed: the asked one, the default, the built-in one (Q7)."""

import json
from dataclasses import replace

import pytest

from app.domain.problems import Code
from app.printing.documents import choosing
from app.printing.documents.built_in import built_in
from app.printing.documents.template import DocumentTemplate
from app.printing.media.papers import PAPERS
from app.services import settings
from app.services.paper import pictures, templates
from app.text import BOTH
from db import sql
from tests.shop import Shop, codes, refusal

pytestmark = pytest.mark.rule("Q7")

USE = choosing.use_of("sale", "a4")


def own(name: str = "Ours", kind: str = "sale", paper: str = "a4") -> DocumentTemplate:
    return replace(built_in(kind, paper), name=name, footer=name)


def chosen(shop: Shop, key: str = "", paper: str = "a4") -> choosing.ChosenTemplate:
    return choosing.chosen(shop.database, "sale", paper, "en", key)


def test_without_a_choice_it_is_the_built_in_one(shop):
    found = chosen(shop)
    assert (found.template, found.name, found.instead) == (
        built_in("sale", "a4"),
        "A4, English",
        None,
    )


def test_the_default_of_its_kind_and_paper_is_used(shop):
    key = str(choosing.keep(shop.session, own()))
    templates.make_default(shop.session, USE, key)
    assert chosen(shop).template.footer == "Ours"
    assert chosen(shop, paper="a5").template == built_in("sale", "a5")
    templates.make_default(shop.session, USE, choosing.key_of(BOTH))
    assert chosen(shop).template.language == BOTH
    assert chosen(shop, key).template.footer == "Ours"


def test_another_use_has_a_default_of_its_own(shop):
    first, second = (choosing.keep(shop.session, own(name)) for name in "AB")
    templates.make_default(shop.session, USE, str(first))
    templates.make_default(shop.session, choosing.use_of("sale", "a5"), str(second))
    assert (chosen(shop).name, chosen(shop, paper="a5").name) == ("A", "A5, English")
    assert chosen(shop, paper="a5").instead.values == {"name": "B"}  # it is for A4


def damaged(shop: Shop, id: int, content: str) -> None:
    sql.execute(shop.database, "UPDATE print_template SET content = ? WHERE id = ?", content, id)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"format": "other"}', "newer"])
def test_what_cannot_be_read_is_said_and_the_built_in_one_used(shop, content):
    id = choosing.keep(shop.session, own())
    templates.make_default(shop.session, USE, str(id))
    if content == "newer":
        told = json.loads(choosing.to_json(own()))
        content = json.dumps(told | {"version": 99})
    damaged(shop, id, content)
    found = chosen(shop)
    assert (found.template, found.name) == (built_in("sale", "a4"), "A4, English")
    assert (found.instead.code, found.instead.values) == (Code.TEMPLATE_NOT_USED, {"name": "Ours"})
    (listed,) = choosing.own_templates(shop.database)
    assert (listed.name, listed.own, listed.template) == ("Ours", id, None)
    assert listed.content == content
    assert listed.problems


@pytest.mark.parametrize("key", ["999", "x", "built_in tlh", "built_in", "-1", "9" * 40, "①"])
def test_a_key_of_nothing_is_said(shop, key):
    found = chosen(shop, key)
    assert found.template == built_in("sale", "a4")
    assert found.instead.code is Code.TEMPLATE_NOT_USED


def test_one_of_another_kind_is_not_used(shop):
    id = choosing.keep(shop.session, own(kind="purchase"))
    assert chosen(shop, str(id)).instead.values == {"name": "Ours"}


def test_what_was_asked_for_in_vain_leaves_the_default(shop):
    templates.make_default(shop.session, USE, str(choosing.keep(shop.session, own())))
    found = chosen(shop, "999")
    assert (found.name, found.instead.values["name"]) == ("Ours", "999")


def test_one_that_is_removed_is_the_default_no_more(shop):
    id = choosing.keep(shop.session, own())
    templates.make_default(shop.session, USE, str(id))
    templates.remove(shop.session, id)
    assert templates.default(shop.database, USE) == ""
    assert chosen(shop).instead is None


def test_one_that_changes_its_paper_is_the_default_no_more(shop):
    id = choosing.keep(shop.session, own())
    templates.make_default(shop.session, USE, str(id))
    choosing.keep(shop.session, replace(own(), notes="Thank you"), id)
    assert chosen(shop).template.notes == "Thank you"
    choosing.keep(shop.session, replace(own(), paper=PAPERS["a5"]), id)
    assert (chosen(shop).template, chosen(shop).instead) == (built_in("sale", "a4"), None)


def test_they_are_listed_with_the_default_of_each_paper(shop):
    def defaults() -> list[str]:
        return [one.name for one in choosing.listed(shop.database, "sale", "en") if one.is_default]

    assert defaults() == [
        "A4, English",
        "A5, English",
        "Receipt 80 mm, English",
        "Receipt 58 mm, English",
        "Form 241 × 139.7, English",
    ]
    id = choosing.keep(shop.session, own())
    templates.make_default(shop.session, USE, str(id))
    templates.make_default(shop.session, choosing.use_of("sale", "form_140"), "built_in zh_CN")
    assert defaults() == [
        "A5, English",
        "Receipt 80 mm, English",
        "Receipt 58 mm, English",
        "Form 241 × 139.7, 简体中文",
        "Ours",
    ]
    assert all(one.own is None for one in choosing.listed(shop.database, "count", "en"))


def test_a_name_that_is_taken_gets_a_number(shop):
    names = []
    for _turn in range(3):
        names.append(choosing.free_name(shop.database, "Ours"))
        choosing.keep(shop.session, own(names[-1]))
    assert names == ["Ours", "Ours 2", "Ours 3"]
    assert codes(refusal(choosing.keep, shop.session, own("OURS"))) == [Code.TEMPLATE_NAME_TAKEN]


@pytest.mark.parametrize("paper", PAPERS)
def test_built_in_ones_bear_the_shop_s_logo_and_own_ones_their_own(shop, paper):
    """The pins of a multi-part form draw no picture."""
    own_one = str(choosing.keep(shop.session, own(paper=paper)))
    settings.save(shop.session, logo=pictures.keep(shop.session, b"the shop's"))
    expected = b"" if PAPERS[paper].is_form else b"the shop's"
    assert chosen(shop, paper=paper).template.logo == expected
    assert chosen(shop, choosing.key_of(BOTH), paper).template.logo == expected
    assert chosen(shop, own_one, paper).template.logo == b""
    for found in choosing.listed(shop.database, "sale", "en"):
        if found.own is None and found.template.paper.key == paper:
            assert found.template.logo == expected
