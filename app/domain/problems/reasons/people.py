"""What stands against people at work, and against the warehouses they close."""

from app.domain.problems.reasons.reason import Reason


class PeopleReasons:
    """What stands against people at work, and against the warehouses they close."""

    # Items, warehouses, contacts, settings (P)
    WAREHOUSE_IN_USE = Reason(
        "{name} still holds stock (items: {count}). Transfer or sell it before you close the "
        "warehouse."
    )
    LAST_WAREHOUSE = Reason("{name} is the only open warehouse. A shop needs one.")
    NAME_MISSING = Reason("Enter a name.")
    # Who works here (U1, U2)
    PIN_WRONG = Reason("That was not it. Tries before a wait: {left}.")
    PIN_WAIT = Reason("That was not it. Wait {seconds} seconds, then try again.")
    PIN_BAD = Reason("A PIN is {least} to {most} digits. Enter it again.")
    PIN_EASY = Reason(
        "This PIN is one of the first that somebody would try. Choose digits that do not run or "
        "repeat."
    )
    PIN_DIFFERS = Reason("The two PINs are not the same. Enter the PIN twice.")
    PIN_TAKEN = Reason("This PIN cannot be used here. Choose another one.")
    PIN_NEEDED = Reason(
        "{person} needs a PIN: where several people work, anybody could sign in by this name "
        "otherwise. Enter one."
    )
    BADGE_BAD = Reason(
        "This code is too short for a badge: {least} characters at least. Scan another one."
    )
    BADGE_MISSING = Reason("{person} has a badge and no PIN. Scan the badge.")
    BADGE_TAKEN = Reason("This badge is somebody else's. Scan another one.")
    IS_BADGE = Reason(
        "This is the code of somebody's badge, and is not written down. Press F12, then scan it."
    )
    BADGE_IS_CODE = Reason("This code is one of an item, a serial number or a paper. Scan a badge.")
    LAST_OWNER = Reason(
        "{person} is the only owner. A shop needs one: make somebody else an owner first."
    )
    ABOVE_ONESELF = Reason(
        "{role} may do more than you. Only somebody who may do all of that can change this."
    )
    RECOVERY_WRONG = Reason("That is not the recovery code. Tries before a wait: {left}.")
    RECOVERY_NONE = Reason(
        "This shop has no recovery code. Ask another owner or a manager to give you a new PIN."
    )
    NOBODY_SUCH = Reason("This person does not work here any more. Choose somebody else.")
    NAME_TAKEN = Reason("“{name}” exists already. Choose another name.")
    SKU_MISSING = Reason("Enter a SKU: the shop's own short code of the item.")
    CODE_TAKEN = Reason("“{code}” is already a code of {product}. A code belongs to one item only.")
    CODE_IS_SERIAL = Reason("“{code}” is already a serial number of {product}.")
    CODE_BAD = Reason("“{code}” is no scannable code: ASCII letters, digits and punctuation only.")
    UNIT_MISSING = Reason("Enter the unit, such as pcs.")
    WARRANTY_MONTHS = Reason(
        "A warranty is whole months, up to {most}. Leave it empty where there is none."
    )
    PACK_NAME = Reason("Every pack unit needs a name of its own, other than the base unit's.")
    PACK_SIZE = Reason("The pack unit “{name}” must hold a whole number of units, two or more.")
    UNIT_HOLDS_PARTS = Reason(
        "The stock in {warehouse} is {quantity}, which needs more than {decimals} decimals. "
        "Choose more, or adjust the stock first."
    )
    BAD_PRICE = Reason("“{text}” is not a price. Write it like 1299.00.")
    BAD_QUANTITY = Reason("“{text}” is not a quantity. Write it like 3.")
    QUANTITY_OF_NO_ITEM = Reason(
        "“{code}” is no item's code, so no quantity can stand before it. Scan it by itself; a "
        "serial number with * in it goes into Manual entry."
    )
    QUANTITY_TOO_BIG = Reason(
        "This quantity is too large: a line holds {most} units at most. Check that no barcode was "
        "scanned into it."
    )
    PRICE_TOO_BIG = Reason(
        "This price is too large: {most} at most. Check that no barcode was scanned into it."
    )
    AMOUNT_TOO_BIG = Reason(
        "{product}: quantity times price comes to more than {most}. Check both figures."
    )
    TOTAL_TOO_BIG = Reason(
        "The document comes to more than {most}. Check its figures, or split it over several "
        "documents."
    )
