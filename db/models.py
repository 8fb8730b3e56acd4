"""Peewee models of the tables that people edit: for ordinary reads and writes.

The schema itself (constraints, indexes, triggers) is the migrations'; a test holds both together.
Models are bound to no database: every query is executed with the store it is for.
"""

from peewee import AutoField, BooleanField, IntegerField, Model, TextField


class StoreTable(Model):
    """What all our models share: tables named in plain lower case, ids as ``id``."""

    class Meta:
        legacy_table_names = False


class Numbered(StoreTable):
    """What the tables share whose rows have an ``id``."""

    id = AutoField()


class Setting(StoreTable):
    """One choice of the shop; ``value`` is JSON."""

    key = TextField(primary_key=True)
    value = TextField()


class Worker(Numbered):
    """Somebody who works here; for now one built-in owner."""

    class Meta:
        table_name = "person"

    name = TextField()
    role = TextField()
    active = BooleanField(default=True)


class Warehouse(Numbered):
    """A place where stock is kept."""

    name = TextField()
    address = TextField(default="")
    active = BooleanField(default=True)


class Contact(Numbered):
    """A customer, a supplier, or both."""

    name = TextField()
    is_customer = BooleanField()
    is_supplier = BooleanField()
    phone = TextField(default="")
    email = TextField(default="")
    address = TextField(default="")
    note = TextField(default="")
    active = BooleanField(default=True)
    price_list_id = IntegerField(null=True)
    credit_limit = IntegerField(null=True)
    payment_days = IntegerField(null=True)


class Product(Numbered):
    """What is sold: prices in minor units of the shop's currency, per base unit."""

    sku = TextField()
    name = TextField()
    unit = TextField()
    unit_decimals = IntegerField(default=0)
    purchase_price = IntegerField(default=0)
    sale_price = IntegerField(default=0)
    track_serials = BooleanField(default=False)
    track_batches = BooleanField(default=False)
    track_shelf_life = BooleanField(default=False)
    is_bundle = BooleanField(default=False)
    note = TextField(default="")
    active = BooleanField(default=True)
    tax_id = IntegerField(null=True)
    warranty_months = IntegerField(default=0)


class ProductBarcode(StoreTable):
    """One barcode of a product (GTIN, EAN or the shop's own)."""

    barcode = TextField(primary_key=True)
    product_id = IntegerField()


MODELS = (Setting, Worker, Warehouse, Contact, Product, ProductBarcode)
