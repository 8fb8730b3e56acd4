"""The taxes, by name, with the rate of today (M4)."""

from app.domain.marks import N_
from app.formats import percent
from app.lists import said
from app.lists.listing import Column, Listing, Type, name_of
from app.text import day_text
from db.queries.lists import taxes as tax_pages
from db.queries.lists.taxes import TaxesAsked, TaxListRow
from db.queries.lists.walking import BY_NAME

TAXES: Listing[TaxesAsked, TaxListRow] = Listing(
    "taxes",
    (
        Column(
            "name",
            N_("Name"),
            Type.TEXT,
            lambda t: name_of(t.name, t.active),
            stretch=True,
            faded=lambda t: not t.active,
            sorts=True,
        ),
        Column(
            "rate",
            N_("Rate today"),
            Type.TEXT,
            lambda t: "–" if t.rate is None else percent(t.rate),
            128,
        ),
        Column(
            "valid_until",
            N_("Until"),
            Type.TEXT,
            lambda t: day_text(t.valid_until) if t.valid_until else "",
            160,
        ),
    ),
    tax_pages.page,
    tax_pages.count,
    BY_NAME,
    says=said.of_taxes,
)
