"""Who may do what: every action that needs a permission, and the roles that have it, as data.

Every service that writes names the permission it asks for (U1, ``services.permitting``); that of a
document is named by its kind. Those of reads (cost, export) are asked for where these are shown.
"""

from enum import Enum, unique
from typing import NamedTuple

from app.domain.marks import N_


@unique
class Permission(Enum):
    """An action not everybody may do; the value says it in words."""

    SELL = N_("Sell")
    TAKE_BACK = N_("Take back what was sold")
    BUY = N_("Buy")
    RETURN_GOODS = N_("Return goods to the supplier")
    OPEN_STOCK = N_("Enter opening stock")
    COUNT = N_("Count the inventory")
    TRANSFER = N_("Transfer between warehouses")
    ADJUST = N_("Adjust the inventory")
    ASSEMBLE = N_("Assemble and disassemble")
    PACK = N_("Pack and unpack cartons")
    GIVE_DISCOUNT = N_("Give discounts")
    VOID = N_("Void documents")
    CORRECT_SERIAL = N_("Correct serial numbers")
    TRACK_SERIALS = N_("Switch serial number management of items")
    EDIT_ITEMS = N_("Edit items")
    EDIT_CONTACTS = N_("Edit customers and suppliers")
    EDIT_WAREHOUSES = N_("Edit warehouses")
    OPEN_DRAWER = N_("Open the drawer")
    MOVE_MONEY = N_("Put money into the drawer or take it out")
    CLOSE_DRAWER = N_("Count and close the drawer")
    SEE_DRAWER = N_("See what should be in the drawer")
    CHANGE_SETTINGS = N_("Change the shop's settings")
    IMPORT = N_("Import files")
    TRAIN = N_("Begin and end training")
    EXPORT = N_("Export files")
    PAY_SUPPLIERS = N_("Pay what is owed on account")
    KEEP_ACCOUNTS = N_("Settle what is on account")
    REFUND_OTHERWISE = N_("Give money back another way than it was paid")
    SEE_COST = N_("See cost and margin")
    EDIT_PRICES = N_("Change the prices of items")
    SELL_BELOW_COST = N_("Sell below cost")
    EXCEED_DISCOUNT = N_("Give more discount than the limit")
    EXCEED_CREDIT = N_("Let a customer owe more than the credit limit")
    OPEN_WITHOUT_SALE = N_("Open the drawer without a sale")
    MAKE_BACKUPS = N_("Make and check backups")
    KEEP_BACKUPS = N_("Choose where backups go, and their password")
    EDIT_PEOPLE = N_("Edit the people who work here")
    RESTORE = N_("Restore backups and move the shop to another computer")


@unique
class Role(Enum):
    """What somebody is here; the store keeps the name in lower case."""

    OWNER = N_("Owner")
    MANAGER = N_("Manager")
    CLERK = N_("Clerk")
    STOCK_KEEPER = N_("Stock keeper")
    VIEWER = N_("Viewer")


OF_READING = frozenset(
    {
        Permission.SEE_COST,
        Permission.SEE_DRAWER,
        Permission.EXPORT,
        Permission.MAKE_BACKUPS,
        Permission.RESTORE,
    }
)
"""What changes nothing in the shop: allowed where it is only looked at."""

_OF_THE_OWNER = frozenset(
    {
        Permission.CHANGE_SETTINGS,
        Permission.EDIT_WAREHOUSES,
        Permission.KEEP_BACKUPS,
        Permission.RESTORE,
    }
)

ROLES: dict[Role, frozenset[Permission]] = {
    Role.OWNER: frozenset(Permission),
    Role.MANAGER: frozenset(Permission) - _OF_THE_OWNER,
    Role.CLERK: frozenset(
        {
            Permission.SELL,
            Permission.TAKE_BACK,
            Permission.GIVE_DISCOUNT,
            Permission.EDIT_CONTACTS,
            Permission.OPEN_DRAWER,
            Permission.MOVE_MONEY,
            Permission.CLOSE_DRAWER,
            Permission.SEE_DRAWER,
        }
    ),
    Role.STOCK_KEEPER: frozenset(
        {
            Permission.BUY,
            Permission.GIVE_DISCOUNT,
            Permission.RETURN_GOODS,
            Permission.OPEN_STOCK,
            Permission.COUNT,
            Permission.TRANSFER,
            Permission.ASSEMBLE,
            Permission.PACK,
            Permission.IMPORT,
        }
    ),
    Role.VIEWER: frozenset(),
}


def roles_with(permission: Permission) -> tuple[Role, ...]:
    """The roles that have a permission."""
    return tuple(role for role, permissions in ROLES.items() if permission in permissions)


class Person(NamedTuple):
    """Somebody who works here; who is not ``active`` does no longer, and may nothing."""

    id: int
    name: str
    role: Role
    active: bool = True

    def may(self, permission: Permission) -> bool:
        """Does this person's role have the permission?"""
        return self.active and permission in ROLES[self.role]
