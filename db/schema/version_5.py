"""The key of a GTIN: one code in all its forms (C7), whichever of them was entered.

``gtin`` is the 14 digits of a barcode or SKU of 8 to 14 digits whose last is its check digit, or
of the UPC-A that a UPC-E stands for (GS1 General Specifications, 7.9 and 5.2.2.4), else NULL. The
store works it out itself, for every row it ever had. Two items that had forms of one GTIN before
keep them, and are asked about when that is scanned; no second item gets another form from now on.
"""


def _digits(code: str) -> str:
    return f"(length({code}) BETWEEN 8 AND 14 AND {code} NOT GLOB '*[^0-9]*')"


def _padded(code: str) -> str:
    return f"substr('00000000000000' || {code}, -14)"


def _checked(code: str) -> str:
    """The 14 digits of a code if the last is right, weighted 3 and 1 in turn, else NULL."""
    odd, even = (
        " + ".join(f"CAST(substr({_padded(code)}, {at}, 1) AS INTEGER)" for at in places)
        for places in (range(1, 15, 2), range(2, 15, 2))
    )
    return f"CASE WHEN (3 * ({odd}) + {even}) % 10 = 0 THEN {_padded(code)} END"


def _expanded(code: str) -> str:
    """The UPC-A of a UPC-E, by its seventh digit."""
    return (
        f"(substr({code}, 1, 1) || CASE"
        f" WHEN substr({code}, 7, 1) IN ('0', '1', '2') THEN substr({code}, 2, 2)"
        f" || substr({code}, 7, 1) || '0000' || substr({code}, 4, 3)"
        f" WHEN substr({code}, 7, 1) = '3' THEN substr({code}, 2, 3) || '00000'"
        f" || substr({code}, 5, 2)"
        f" WHEN substr({code}, 7, 1) = '4' THEN substr({code}, 2, 4) || '00000'"
        f" || substr({code}, 6, 1)"
        f" ELSE substr({code}, 2, 5) || '0000' || substr({code}, 7, 1) END"
        f" || substr({code}, 8, 1))"
    )


def _key(code: str) -> str:
    return (
        f"CASE WHEN {_digits(code)} THEN coalesce({_checked(code)},"
        f" CASE WHEN length({code}) = 8 AND substr({code}, 1, 1) IN ('0', '1')"
        f" THEN {_checked(_expanded(code))} END) END"
    )


KEYS = f"""
ALTER TABLE product ADD COLUMN gtin TEXT GENERATED ALWAYS AS ({_key("sku")}) VIRTUAL;
CREATE INDEX product_gtin ON product (gtin) WHERE gtin IS NOT NULL;

ALTER TABLE product_barcode ADD COLUMN gtin TEXT GENERATED ALWAYS AS ({_key("barcode")}) VIRTUAL;
CREATE INDEX product_barcode_gtin ON product_barcode (gtin) WHERE gtin IS NOT NULL;
"""

_TAKEN = "SELECT RAISE(ABORT, 'product: another item has this GTIN in another form')"


def _one_item(table: str, event: str, product: str) -> str:
    """A trigger: a code that was written is no other item's in another form."""
    return f"""
CREATE TRIGGER {table}_gtin_{event.split()[0].lower()} AFTER {event} ON {table}
WHEN EXISTS (SELECT 1 FROM product WHERE gtin = NEW.gtin AND id <> NEW.{product})
  OR EXISTS (SELECT 1 FROM product_barcode WHERE gtin = NEW.gtin AND product_id <> NEW.{product})
BEGIN
  {_TAKEN};
END;
"""


SCRIPT = (
    KEYS
    + _one_item("product", "INSERT", "id")
    + _one_item("product", "UPDATE OF sku", "id")
    + _one_item("product_barcode", "INSERT", "product_id")
    + _one_item("product_barcode", "UPDATE OF barcode, product_id", "product_id")
)
