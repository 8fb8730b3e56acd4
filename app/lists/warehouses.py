"""The warehouses, by name, with what they hold."""

from app.domain.marks import N_
from app.lists import said
from app.lists.listing import Column, Listing, Type, name_of
from db.queries.lists import warehouses as warehouse_pages
from db.queries.lists.walking import BY_NAME
from db.queries.lists.warehouses import WarehouseRow, WarehousesAsked

WAREHOUSES: Listing[WarehousesAsked, WarehouseRow] = Listing(
    "warehouses",
    (
        Column(
            "name",
            N_("Name"),
            Type.TEXT,
            lambda w: name_of(w.name, w.active),
            stretch=True,
            faded=lambda w: not w.active,
            sorts=True,
        ),
        Column("address", N_("Address"), Type.TEXT, lambda w: " ".join(w.address.split()), 320),
        Column("items", N_("Items in stock"), Type.COUNT, lambda w: w.items, 128),
        Column("on_hand", N_("Units on hand"), Type.QUANTITY, lambda w: w.on_hand, 128),
    ),
    warehouse_pages.page,
    warehouse_pages.count,
    BY_NAME,
    says=said.of_warehouses,
)
