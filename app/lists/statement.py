"""A contact's statement of account: what was owed and what was paid, by date (M8)."""

from app.domain.kinds import KINDS
from app.domain.marks import N_
from app.lists import said
from app.lists.listing import Column, Listing, Type
from app.text import _
from db.queries.lists import statement as statement_pages
from db.queries.lists.statement import StatementAsked, StatementRow

STATEMENT: Listing[StatementAsked, StatementRow] = Listing(
    "statement",
    (
        Column("date", N_("Date"), Type.DATE, lambda s: s.date, 112),
        Column("kind", N_("Kind"), Type.TEXT, lambda s: _(KINDS[s.kind].name), 144),
        Column("number", N_("Number"), Type.TEXT, lambda s: s.number, 144, stretch=True),
        Column("due_date", N_("Due on"), Type.DATE, lambda s: s.due_date, 112, gives_way=2),
        Column("owed_to_us", N_("They owe"), Type.MONEY, lambda s: max(s.amount, 0) or None, 112),
        Column("owed_by_us", N_("We owe"), Type.MONEY, lambda s: max(-s.amount, 0) or None, 112),
        Column("left", N_("Left open"), Type.MONEY, lambda s: s.left or None, 112, gives_way=1),
        Column("balance", N_("Balance"), Type.MONEY, lambda s: s.balance, 120),
    ),
    statement_pages.page,
    statement_pages.count,
    says=said.of_statement,
)
