"""What is on a page of a PDF: the bars of a symbol, read as a scanner does (Q3)."""

import base64
import re
import zlib
from pathlib import Path

import pytest

from app.printing.symbols import read_code128


def read_bars(path: Path, code: str, module: float) -> tuple[float, float]:
    """Where the first bar begins and the last one ends; all figures in points.

    The bars read as ``code``, each in its place of whole modules, one as high as the other.
    """
    drawn = _rectangles(path)
    first, last = drawn[0][0], drawn[-1][0] + drawn[-1][2]
    across = ["0"] * round((last - first) / module)
    for left, _bottom, width, _height in drawn:
        start, length = (left - first) / module, width / module
        assert (start, length) == pytest.approx((round(start), round(length)), abs=0.01)
        across[round(start) : round(start + length)] = "1" * round(length)
    assert read_code128("".join(across)) == code
    assert len({(bottom, height) for _left, bottom, _width, height in drawn}) == 1
    return first, last


def _rectangles(path: Path) -> list[tuple[float, ...]]:
    """Every filled rectangle of the page: left, bottom, width and height."""
    streams = re.compile(rb"/ASCII85Decode /FlateDecode.*?stream\n(.*?)endstream", re.DOTALL)
    (stream,) = streams.findall(path.read_bytes())
    drawn = zlib.decompress(base64.a85decode(stream.strip().removesuffix(b"~>"))).decode()
    found = re.findall(r"([-\d.]+) ([-\d.]+) ([-\d.]+) ([-\d.]+) re f", drawn)
    return [tuple(map(float, numbers)) for numbers in found]
