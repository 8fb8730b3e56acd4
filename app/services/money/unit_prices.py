"""A unit's own price, such as that of used goods: it comes before every list (M2)."""

from app.domain.permissions import Permission
from app.domain.problems import Code, Refused, refuse
from app.services import audit
from app.services.audit import Action, Change, Subject
from app.services.documents import figures
from app.services.permitting import permitted
from app.services.session import Session
from db import sql
from db.queries import prices, serials
from db.writes import prices as price_writes


@permitted(Permission.EDIT_PRICES)
def set_price(session: Session, number: str, price: int | None) -> None:
    """Give the unit with this serial number a price of its own, in minor units, or none.

    What is on drafts already stays as it is. Raises Refused where nobody knows the number, or the
    price is too big or below zero.
    """
    database = session.database
    with sql.transaction(database, of=sql.SHOP):
        known = serials.known(database, [number]).get(number.upper())
        if known is None:
            raise refuse(Code.IS_UNKNOWN, serial=number)
        if price is not None and price < 0:
            raise refuse(Code.BAD_PRICE, text=str(price))
        if problems := figures.problems_of_prices(database, [price or 0]):
            raise Refused(problems)
        before = prices.own_price(database, known.id)
        price_writes.write_own_price(database, known.id, price)
        change = Change(Subject.SERIAL, known.id, {"own_price": before}, {"own_price": price})
        audit.note(session, Action.PRICES, [change])
