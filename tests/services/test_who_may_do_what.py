"""Every action of every writing service × every role: what is allowed and what is refused (U1).

The services are found by inspection, the table is ``permissions.ROLES``: nothing is listed here.
"""

from contextlib import closing
from inspect import signature

import pytest

from app.domain.kinds import KINDS
from app.domain.permissions import ROLES, Permission, Role
from app.domain.problems import Code, Refused
from db import sql
from tests.services.test_permitting import GUARDED, WRITERS
from tests.shop import Shop

pytestmark = pytest.mark.rule("U1")

OF_A_KIND = ("kind", "document")


class Undone(Exception):
    """Ends a transaction in which somebody was allowed to do something."""


def given(writer, kind, document):
    """Values for what a writer must be given: whether they fit is judged after who asks."""
    values = []
    for name, parameter in list(signature(writer).parameters.items())[1:]:
        if parameter.kind not in (parameter.KEYWORD_ONLY, parameter.VAR_KEYWORD):
            values.append(kind if name == "kind" else document)
    return values


def not_allowed(writer, session, values):
    """What is said to be not allowed, where something is. Nothing that was done stays."""
    try:
        with sql.transaction(session.database, of=sql.SHOP):
            writer(session, *values)
            raise Undone
    except Refused as refusal:
        for problem in refusal.problems:
            if problem.code is Code.NOT_ALLOWED:
                return problem.values["action"]
    except Exception:  # what was given does not fit: it was allowed to try
        return None
    return None


def cells(writer):
    """Of which kind a document is, and what is asked for then."""
    if writer.permission in OF_A_KIND:
        return [(key, kind.permission) for key, kind in KINDS.items()]
    return [("sale", writer.permission)]


def staff(shop):
    """Somebody of each role, and a draft of each kind."""
    return shop, {role: shop.as_a(role) for role in Role}, {key: shop.blank(key) for key in KINDS}


@pytest.fixture
def staffed(shop):
    return staff(shop)


@pytest.fixture(scope="module")
def all_left(template, tmp_path_factory):
    """The same, and none of them works here any more: nobody writes anything."""
    path = template.copy_to(tmp_path_factory.mktemp("all_left") / "shop.sdk")
    with closing(Shop.fresh(template, path)) as shop:
        left = staff(shop)
        sql.execute(shop.database, "UPDATE person SET active = false WHERE id > 1")
        yield left


@pytest.mark.reliability(24)
@pytest.mark.parametrize("name", GUARDED)
def test_a_writer_does_what_the_role_may_and_nothing_else(staffed, name):
    shop, sessions, drafts = staffed
    writer = WRITERS[name]
    for kind, needs in cells(writer):
        values = given(writer, kind, drafts[kind])
        for role, session in sessions.items():
            before = sql.rows_changed(shop.database)
            said = not_allowed(writer, session, values)
            if needs in ROLES[role]:
                assert said is not needs, (kind, role)
            else:
                assert said is needs, (kind, role)
                assert sql.rows_changed(shop.database) == before, (kind, role)


@pytest.mark.parametrize("name", GUARDED)
def test_who_does_not_work_here_any_more_does_nothing(all_left, name):
    """Whatever the role was, the owner's too."""
    shop, sessions, drafts = all_left
    writer = WRITERS[name]
    for kind, _needs in cells(writer):
        values = given(writer, kind, drafts[kind])
        for role, session in sessions.items():
            before = sql.rows_changed(shop.database)
            with pytest.raises(Refused) as refusal:
                writer(session, *values)
            assert [one.code for one in refusal.value.problems] == [Code.NOT_ACTIVE], (kind, role)
            assert sql.rows_changed(shop.database) == before


def test_every_permission_is_asked_for_somewhere():
    """A permission that nothing asks for protects nothing."""
    asked = {needs for writer in WRITERS.values() if (needs := getattr(writer, "permission", None))}
    of_documents = {kind.permission for kind in KINDS.values()}
    elsewhere = {
        Permission.SEE_COST: "columns, pages and the item's purchase price",
        Permission.SEE_DRAWER: "the Drawer's page",
        Permission.EXPORT: "app.exchange.export",
        Permission.SELL_BELOW_COST: "posting asks, where it is one",
        Permission.EXCEED_CREDIT: "posting asks, where it is one",
        Permission.EXCEED_DISCOUNT: "documents.by_hand, of a price or discount",
        Permission.REFUND_OTHERWISE: "payments, of a part that goes back",
        Permission.TRAIN: "a choice of the counter, asked for where it is kept",
    }
    assert set(Permission) - asked - of_documents <= set(elsewhere)
