"""What other programs call the columns of their exports, by folded title (Q9).

Only what a public source says stands here:

- Shopify, products: help.shopify.com, *Using CSV files to import and export products*; the titles
  before (``Variant SKU``) and since they were renamed (``SKU``).
- ERPNext, Item: the labels in github.com/frappe/erpnext, erpnext/stock/doctype/item/item.json.
  Its customers and suppliers: selling/doctype/customer/customer.json, buying/doctype/supplier.
- Odoo, products: the labels in github.com/odoo/odoo, addons/product/models/product_template.py.
- WooCommerce, products: github.com/woocommerce/woocommerce/wiki, *Product CSV Importer & Exporter*.
- Loyverse, items: help.loyverse.com, *Exporting and Importing Items*.
- Xero, contacts: help.xero.com, *Import contacts into Xero*, the titles of its template.

Not here: customers of Shopify and Square, whose names stand in two columns; serial numbers of
ERPNext, whose export has those that were delivered too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.exchange.imports.fields import plain


@dataclass(frozen=True, slots=True)
class ImportPreset:
    """A program's export: ``signs`` are titles that together are its own; fields by its titles."""

    program: str
    kind: str
    signs: frozenset[str]
    fields: Mapping[str, str]


def _preset(program: str, kind: str, signs: Sequence[str], **fields: str) -> ImportPreset:
    """``fields`` are titles by the field that they fill, several set apart by ``|``."""
    by_title = {
        plain(title): field for field, titles in fields.items() for title in titles.split("|")
    }
    return ImportPreset(program, kind, frozenset(map(plain, signs)), by_title)


PRESETS = (
    _preset(
        "Shopify",
        "items",
        ("Handle", "Title", "Variant SKU"),
        sku="Variant SKU",
        name="Title",
        barcode="Variant Barcode",
        sale_price="Variant Price",
        purchase_price="Cost per item",
    ),
    _preset(
        "Shopify",
        "items",
        ("URL handle", "Title", "SKU"),
        sku="SKU",
        name="Title",
        barcode="Barcode|Barcodes",
        sale_price="Price",
        purchase_price="Cost per item",
    ),
    _preset(
        "ERPNext",
        "items",
        ("Item Code", "Item Name", "Default Unit of Measure"),
        sku="Item Code",
        name="Item Name",
        unit="Default Unit of Measure",
        sale_price="Standard Selling Rate",
        purchase_price="Valuation Rate",
        track_serials="Has Serial No",
        note="Description",
    ),
    _preset(
        "Odoo",
        "items",
        ("Internal Reference", "Name", "Sales Price"),
        sku="Internal Reference",
        name="Name",
        barcode="Barcode",
        unit="Unit|Unit of Measure",
        sale_price="Sales Price",
        purchase_price="Cost",
    ),
    _preset(
        "WooCommerce",
        "items",
        ("Type", "SKU", "Regular price"),
        sku="SKU",
        name="Name",
        barcode="GTIN, UPC, EAN, or ISBN",
        sale_price="Regular price",
    ),
    _preset(
        "Loyverse",
        "items",
        ("Handle", "SKU", "Sold by weight"),
        sku="SKU",
        name="Name",
        barcode="Barcode",
        sale_price="Price",
        purchase_price="Cost",
    ),
    _preset(
        "ERPNext",
        "contacts",
        ("Customer Name", "Customer Group"),
        name="Customer Name",
        phone="Mobile No",
        email="Email Id",
        address="Primary Address",
        note="Customer Details",
    ),
    _preset(
        "ERPNext",
        "contacts",
        ("Supplier Name", "Supplier Group"),
        name="Supplier Name",
        phone="Mobile No",
        email="Email Id",
        address="Primary Address",
        note="Supplier Details",
    ),
    _preset(
        "Xero",
        "contacts",
        ("*ContactName", "EmailAddress", "POAddressLine1"),
        name="*ContactName",
        phone="PhoneNumber",
        email="EmailAddress",
        address="POAddressLine1",
    ),
)


def programs_of(kind: str) -> list[str]:
    """The programs whose exports of a kind are known."""
    return sorted({preset.program for preset in PRESETS if preset.kind == kind}, key=str.casefold)


def preset_of(kind: str, titles: Sequence[str]) -> ImportPreset | None:
    """The program whose export this is, by its titles; None where they are nobody's."""
    there = set(map(plain, titles))
    found = (preset for preset in PRESETS if preset.kind == kind and preset.signs <= there)
    return next(found, None)
