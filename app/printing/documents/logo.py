"""A shop's logo: judged by its first bytes before it is decoded, copied in smaller, as PNG."""

import struct
import warnings
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from app.domain.problems import Code, Problem, Refused, refuse

MOST_BYTES = 10_000_000
MOST_PIXELS = 6_000
"""Pixels across or down that a picture may have before it is decoded."""
_KEPT = 1_000
"""Pixels across or down that are kept: 85 mm at 300 dots per inch."""
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""The markers of a JPEG that say its size (ISO/IEC 10918-1, table B.1)."""


class PictureSize(NamedTuple):
    """Pixels across and down."""

    width: int
    height: int


def taken(path: Path) -> bytes:
    """The picture of a file as it is kept. Raises Refused, with what to do."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise refuse(Code.LOGO_GONE) from error
    return made(data)


def made(data: bytes) -> bytes:
    """A picture as it is kept: decoded once, small enough, nothing else with it. Raises Refused."""
    problem = problem_of(data)
    if problem:
        raise Refused([problem])
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as picture:
                picture.thumbnail((_KEPT, _KEPT))
                plain = picture.convert("RGBA" if "A" in picture.getbands() else "RGB")
    except Exception as error:  # whatever a damaged picture makes a decoder do
        raise refuse(Code.LOGO_UNREADABLE) from error
    kept = BytesIO()
    plain.save(kept, "PNG", optimize=True)
    return kept.getvalue()


def problem_of(data: bytes) -> Problem | None:
    """Why a picture cannot be a logo; nothing of it is decoded."""
    if len(data) > MOST_BYTES:
        return Problem(Code.LOGO_TOO_BIG, {"most": f"{MOST_BYTES // 1_000_000} MB"})
    size = size_of(data)
    if size is None or min(size) < 1:
        return Problem(Code.LOGO_UNREADABLE)
    if max(size) > MOST_PIXELS:
        return Problem(Code.LOGO_TOO_BIG, {"most": f"{MOST_PIXELS:,} × {MOST_PIXELS:,}"})
    return None


def size_of(data: bytes) -> PictureSize | None:
    """The size that a PNG or JPEG says it has; None where it is neither."""
    if data.startswith(_PNG) and data[12:16] == b"IHDR" and len(data) >= 24:
        return PictureSize(*struct.unpack(">II", data[16:24]))
    return _jpeg_size(data) if data.startswith(_JPEG) else None


def _jpeg_size(data: bytes) -> PictureSize | None:
    """From marker to marker, up to the one of the frame."""
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker in _FRAMES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return PictureSize(width, height)
        (length,) = struct.unpack(">H", data[at + 2 : at + 4])
        at += 2 + max(length, 2)
    return None
