"""A logo: judged before it is decoded, copied in small, refused in one sentence."""

import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from app.domain.problems import Code, Reason
from app.printing.documents import logo
from tests.printing.made import printed
from tests.shop import Shop, codes, refusal


def picture(kind: str, mode: str = "RGB", size: tuple[int, int] = (60, 30)) -> bytes:
    made = BytesIO()
    Image.new(mode, size).save(made, kind)
    return made.getvalue()


def png_that_says(width: int, height: int) -> bytes:
    """A PNG of a few bytes that unpacks to a wall."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    return (
        b"\x89PNG\r\n\x1a\n"
        + struct.pack(">I", len(head))
        + chunk
        + struct.pack(">I", zlib.crc32(chunk))
    )


@pytest.mark.rule("Q7")
@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        ("PNG", "RGB"),
        ("PNG", "RGBA"),
        ("PNG", "P"),
        ("PNG", "L"),
        ("PNG", "1"),
        ("JPEG", "RGB"),
        ("JPEG", "CMYK"),
        ("JPEG", "L"),
    ],
)
def test_a_png_or_jpeg_is_kept_as_a_png_of_its_own_shape(
    tmp_path: Path, kind: str, mode: str
) -> None:
    path = tmp_path / "logo"
    path.write_bytes(picture(kind, mode))
    kept = logo.taken(path)
    assert logo.size_of(kept) == (60, 30)
    assert kept.startswith(b"\x89PNG")
    assert logo.made(kept) == kept


def test_a_large_picture_is_kept_smaller() -> None:
    assert logo.size_of(logo.made(picture("JPEG", size=(3000, 1500)))) == (1000, 500)


@pytest.mark.reliability(23)
@pytest.mark.rule("Q7")
@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", Code.LOGO_UNREADABLE),
        (b"GIF89a" + bytes(50), Code.LOGO_UNREADABLE),
        (b"<svg onload='x'/>", Code.LOGO_UNREADABLE),
        (b"\xff\xd8\xff" + bytes(20), Code.LOGO_UNREADABLE),
        (b"\xff\xd8\xff\xe0\xff\xff", Code.LOGO_UNREADABLE),
        (picture("PNG")[:60], Code.LOGO_UNREADABLE),
        (picture("JPEG")[:400], Code.LOGO_UNREADABLE),
        (png_that_says(0, 10), Code.LOGO_UNREADABLE),
        (png_that_says(10, 10), Code.LOGO_UNREADABLE),
        (png_that_says(100_000, 100_000), Code.LOGO_TOO_BIG),
        (bytes(logo.MOST_BYTES + 1), Code.LOGO_TOO_BIG),
    ],
)
def test_what_is_no_logo_is_refused(tmp_path: Path, data: bytes, code: Reason) -> None:
    path = tmp_path / "logo.png"
    path.write_bytes(data)
    assert codes(refusal(logo.taken, path)) == [code]


def test_100_megabytes_are_not_read(tmp_path: Path) -> None:
    path = tmp_path / "logo.png"
    with path.open("wb") as file:
        file.write(picture("PNG"))
        file.truncate(100_000_000)
    assert codes(refusal(logo.taken, path)) == [Code.LOGO_TOO_BIG]


@pytest.mark.parametrize("name", ["", "nothing.png"])
def test_a_file_that_is_not_there_says_so(tmp_path: Path, name: str) -> None:
    assert codes(refusal(logo.taken, tmp_path / name)) == [Code.LOGO_GONE]


@pytest.mark.parametrize("paper", ["a4", "form_93", "roll_58"])
def test_a_logo_stands_once_on_a_page(shop: Shop, paper: str) -> None:
    made = printed(shop, shop.draft("sale"), paper, logo=logo.made(picture("PNG", "RGBA")))
    assert made.pdf.count(b"/Subtype /Image") == 2  # the picture, and where it is see-through
