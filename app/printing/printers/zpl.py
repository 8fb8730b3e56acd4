"""Labels for printers that speak ZPL: the label's own dots (``^GF``), so that any script prints.

Commands of Zebra's ZPL II programming guide; rows are shortened as it says of ``^GFA``: a letter
says how often the next digit stands, ``,`` fills a row with white, ``:`` repeats the last one.
"""

from itertools import groupby

from app.domain.printing import Printer
from app.printing.printers.raster import Raster, rasters


def labels(pdf: bytes, printer: Printer, copies: int = 1) -> bytes:
    """Each page of a PDF as a label; the printer makes the copies."""
    return b"".join(_label(raster, copies) for raster in rasters(pdf, printer.dpi))


def _label(raster: Raster, copies: int) -> bytes:
    size, row = raster.row_bytes * len(raster.rows), raster.row_bytes
    return (
        f"^XA^PW{raster.width}^LL{len(raster.rows)}^LH0,0^FO0,0"
        f"^GFA,{size},{size},{row},{_shortened(raster)}^FS^PQ{copies}^XZ\n"
    ).encode("ascii")


def _shortened(raster: Raster) -> str:
    said, last = [], None
    for row in raster.rows:
        said.append(":" if row == last else _row(row.hex().upper()))
        last = row
    return "".join(said)


def _row(digits: str) -> str:
    whole = digits.rstrip("0")
    white = "," if len(whole) < len(digits) else ""
    return "".join(_times(len(list(run))) + digit for digit, run in groupby(whole)) + white


def _times(count: int) -> str:
    """How often the next digit stands, by letters that add up: G to Y are 1 to 19, g to z 20s."""
    if count == 1:
        return ""
    most, rest = divmod(count, 400)
    twenties, ones = divmod(rest, 20)
    said = "z" * most
    if twenties:
        said += chr(ord("g") + twenties - 1)
    return said + chr(ord("G") + ones - 1) if ones else said
