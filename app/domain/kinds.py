"""Every document kind, side by side, as data (D): the one place to add one.

Menu, document page, numbering, posting, printing and the tests iterate over ``KINDS``.
"""

from app.domain.document_kind import (
    Direction,
    DocumentKind,
    Effect,
    Menu,
    Party,
    Price,
    SerialPolicy,
    Settling,
    WayIn,
)
from app.domain.lifecycle import Move
from app.domain.marks import N_
from app.domain.permissions import Permission

_BY_HAND = (WayIn.SCAN, WayIn.MANUAL)
_FROM_STOCK = (*_BY_HAND, WayIn.IN_STOCK)
_NEW_GOODS = (*_BY_HAND, WayIn.GENERATE)

QUOTATION = DocumentKind(
    key="quotation",
    prefix="QT",
    name=N_("Quotation"),
    plural=N_("Quotations"),
    menu=Menu.SALES,
    permission=Permission.SELL,
    party=Party.CUSTOMER,
    policy=SerialPolicy.NONE,
    price=Price.SALE,
    base_unit_only=True,
    takes_inactive=False,
    becomes=("sales_order", "sale"),
)

SALES_ORDER = DocumentKind(
    key="sales_order",
    prefix="SO",
    name=N_("Sales order"),
    plural=N_("Sales orders"),
    menu=Menu.SALES,
    permission=Permission.SELL,
    party=Party.CUSTOMER,
    policy=SerialPolicy.NONE,
    price=Price.SALE,
    party_required=True,
    base_unit_only=True,
    takes_inactive=False,
    becomes=("sale",),
    made_says=N_("Ordered by {numbers}"),
)

SALE = DocumentKind(
    key="sale",
    prefix="SI",
    name=N_("Sales invoice"),
    plural=N_("Sales invoices"),
    menu=Menu.SALES,
    permission=Permission.SELL,
    party=Party.CUSTOMER,
    direction=Direction.OUT,
    move=Move.SALE,
    policy=SerialPolicy.REQUIRED,
    ways_in=(*_FROM_STOCK, WayIn.GENERATE),
    price=Price.SALE,
    base_unit_only=True,
    takes_inactive=False,
    made_says=N_("Invoiced by {numbers}"),
    settling=Settling.AT_ONCE,
    money_sign=1,
)

SALES_RETURN = DocumentKind(
    key="sales_return",
    prefix="SR",
    name=N_("Sales return"),
    plural=N_("Sales returns"),
    menu=Menu.SALES,
    permission=Permission.TAKE_BACK,
    party=Party.CUSTOMER,
    direction=Direction.IN,
    move=Move.SALES_RETURN,
    policy=SerialPolicy.REQUIRED,
    ways_in=_BY_HAND,
    price=Price.SALE,
    base_unit_only=True,
    origin="sale",
    settling=Settling.AT_ONCE,
    money_sign=-1,
)

PURCHASE_ORDER = DocumentKind(
    key="purchase_order",
    prefix="PO",
    name=N_("Purchase order"),
    plural=N_("Purchase orders"),
    menu=Menu.PURCHASE,
    permission=Permission.BUY,
    party=Party.SUPPLIER,
    policy=SerialPolicy.NONE,
    price=Price.PURCHASE,
    party_required=True,
    takes_inactive=False,
    becomes=("purchase",),
)

PURCHASE = DocumentKind(
    key="purchase",
    prefix="PI",
    name=N_("Purchase invoice"),
    plural=N_("Purchase invoices"),
    menu=Menu.PURCHASE,
    permission=Permission.BUY,
    party=Party.SUPPLIER,
    direction=Direction.IN,
    move=Move.PURCHASE,
    ways_in=_NEW_GOODS,
    price=Price.PURCHASE,
    party_required=True,
    takes_inactive=False,
    made_says=N_("Invoiced by {numbers}"),
    settling=Settling.ON_ACCOUNT,
    money_sign=-1,
)

PURCHASE_RETURN = DocumentKind(
    key="purchase_return",
    prefix="PR",
    name=N_("Purchase return"),
    plural=N_("Purchase returns"),
    menu=Menu.PURCHASE,
    permission=Permission.RETURN_GOODS,
    party=Party.SUPPLIER,
    direction=Direction.OUT,
    move=Move.PURCHASE_RETURN,
    ways_in=_FROM_STOCK,
    price=Price.PURCHASE,
    party_required=True,
    origin="purchase",
    settling=Settling.ON_ACCOUNT,
    money_sign=1,
)

OPENING = DocumentKind(
    key="opening",
    prefix="OS",
    name=N_("Opening stock"),
    plural=N_("Opening stock"),
    menu=Menu.INVENTORY,
    permission=Permission.OPEN_STOCK,
    direction=Direction.IN,
    move=Move.OPENING,
    ways_in=_NEW_GOODS,
    price=Price.PURCHASE,
)

COUNT = DocumentKind(
    key="count",
    prefix="IC",
    name=N_("Inventory count"),
    plural=N_("Inventory counts"),
    menu=Menu.INVENTORY,
    permission=Permission.COUNT,
    effect=Effect.COUNTS,
    ways_in=_BY_HAND,
)

TRANSFER = DocumentKind(
    key="transfer",
    prefix="TR",
    name=N_("Transfer"),
    plural=N_("Transfers"),
    menu=Menu.INVENTORY,
    permission=Permission.TRANSFER,
    direction=Direction.OUT,
    move=Move.DISPATCH,
    ways_in=_FROM_STOCK,
)

TRANSFER_RECEIPT = DocumentKind(
    key="transfer_receipt",
    prefix="TI",
    name=N_("Transfer receipt"),
    plural=N_("Transfer receipts"),
    menu=Menu.INVENTORY,
    permission=Permission.TRANSFER,
    direction=Direction.IN,
    move=Move.RECEIPT,
    ways_in=_BY_HAND,
    origin="transfer",
    begun_elsewhere=True,
    listed_with="transfer",
    part_lines=True,
)

TRANSFER_BACK = DocumentKind(
    key="transfer_back",
    prefix="TB",
    name=N_("Transfer sent back"),
    plural=N_("Transfers sent back"),
    menu=Menu.INVENTORY,
    permission=Permission.TRANSFER,
    direction=Direction.IN,
    move=Move.SEND_BACK,
    ways_in=_BY_HAND,
    origin="transfer",
    begun_elsewhere=True,
    listed_with="transfer",
    part_lines=True,
)

TRANSFER_LOSS = DocumentKind(
    key="transfer_loss",
    prefix="TL",
    name=N_("Transfer written off"),
    plural=N_("Transfers written off"),
    menu=Menu.INVENTORY,
    permission=Permission.TRANSFER,
    move=Move.WRITE_OFF,
    ways_in=_BY_HAND,
    origin="transfer",
    begun_elsewhere=True,
    listed_with="transfer",
    part_lines=True,
)

ADJUSTMENT = DocumentKind(
    key="adjustment",
    prefix="IA",
    name=N_("Inventory adjustment"),
    plural=N_("Inventory adjustments"),
    menu=Menu.INVENTORY,
    permission=Permission.ADJUST,
    effect=Effect.ADJUSTS,
    ways_in=_BY_HAND,
    begun_elsewhere=True,
)

RELEASE = DocumentKind(
    key="release",
    prefix="RL",
    name=N_("Serial numbers released"),
    plural=N_("Serial numbers released"),
    menu=Menu.INVENTORY,
    permission=Permission.TRACK_SERIALS,
    move=Move.RELEASE,
    ways_in=_BY_HAND,
    begun_elsewhere=True,
    listed_with="adjustment",
)

ASSEMBLY = DocumentKind(
    key="assembly",
    prefix="AS",
    name=N_("Assembly"),
    plural=N_("Assemblies"),
    menu=Menu.INVENTORY,
    permission=Permission.ASSEMBLE,
    direction=Direction.IN,
    effect=Effect.ASSEMBLES,
    policy=SerialPolicy.REFUSED,
)

DISASSEMBLY = DocumentKind(
    key="disassembly",
    prefix="DA",
    name=N_("Disassembly"),
    plural=N_("Disassemblies"),
    menu=Menu.INVENTORY,
    permission=Permission.ASSEMBLE,
    direction=Direction.OUT,
    effect=Effect.ASSEMBLES,
    policy=SerialPolicy.REFUSED,
)

MONEY_RECEIPT = DocumentKind(
    key="money_receipt",
    prefix="RC",
    name=N_("Receipt"),
    plural=N_("Receipts"),
    menu=Menu.MONEY,
    permission=Permission.SELL,
    party=Party.CUSTOMER,
    effect=Effect.SETTLES,
    policy=SerialPolicy.REFUSED,
    party_required=True,
    settling=Settling.PAYS,
    money_sign=1,
)

MONEY_PAYMENT = DocumentKind(
    key="money_payment",
    prefix="PY",
    name=N_("Payment"),
    plural=N_("Payments"),
    menu=Menu.MONEY,
    permission=Permission.PAY_SUPPLIERS,
    party=Party.SUPPLIER,
    effect=Effect.SETTLES,
    policy=SerialPolicy.REFUSED,
    party_required=True,
    settling=Settling.PAYS,
    money_sign=-1,
)

KINDS: dict[str, DocumentKind] = {
    kind.key: kind
    for kind in (
        SALE,
        SALES_RETURN,
        SALES_ORDER,
        QUOTATION,
        PURCHASE,
        PURCHASE_RETURN,
        PURCHASE_ORDER,
        OPENING,
        COUNT,
        TRANSFER,
        TRANSFER_RECEIPT,
        TRANSFER_BACK,
        TRANSFER_LOSS,
        ADJUSTMENT,
        RELEASE,
        ASSEMBLY,
        DISASSEMBLY,
        MONEY_RECEIPT,
        MONEY_PAYMENT,
    )
}


def number_beginning(kind: DocumentKind) -> str:
    """What every number of a kind begins with (D8)."""
    return f"{kind.prefix}-"


def number_of(kind: DocumentKind, year: int, sequence: int) -> str:
    """The document's number (D8): ``SI-2026-000123``; the sequence never starts again."""
    return f"{number_beginning(kind)}{year:04}-{sequence:06}"
