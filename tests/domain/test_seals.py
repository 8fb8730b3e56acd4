"""What a seal hashes, and where what it covers differs (S3)."""

import json
from hashlib import sha256

import pytest

from app.domain.seals import (
    NOTHING,
    AboutSeal,
    SealDifference,
    SealedPart,
    SealEvent,
    difference,
    hash_of,
    marks_of,
)

LINE = [1, 1, 7, 1000, "pcs", 1000, 500, 0, None, 500, *[None] * 12]
CONTENT = {
    "head": {"number": "SI-2026-000001", "note": "", "total": 500},
    "names": {"party": ["Mrs Chen", "", ""], "warehouse": ["Main"]},
    "lines": [[LINE, ["Phone", "PHONE-1"]]],
    "serials": [[1, "A1", 1, 1, 2, None], [1, "A2", 1, 1, 2, None]],
    "stock": [[1, 7, 1, -2000]],
    "payments": [[[1, 4], None]],
}


def text(**changed):
    return json.dumps(CONTENT | changed, ensure_ascii=False, separators=(",", ":"))


@pytest.mark.rule("S3")
def test_a_seal_is_three_lines_hashed():
    about = AboutSeal(1, SealEvent.POSTED, "2026-01-31T09:00:00.000+00:00", b"\x01", 5)
    head = (
        '{"seal":1,"event":"posted","at":"2026-01-31T09:00:00.000+00:00","document":5,"marks":"01"}'
    )
    whole = f"{'0' * 64}\n{head}\n{{}}".encode()
    assert hash_of(NOTHING, about, "{}") == sha256(whole).digest()
    assert hash_of(NOTHING, about._replace(seal=2), "{}") != sha256(whole).digest()


@pytest.mark.rule("S3")
@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, None),
        ({"head": CONTENT["head"] | {"note": "x"}}, SealDifference(SealedPart.NOTE)),
        (
            {"names": CONTENT["names"] | {"party": ["Ms Chen", "", ""]}},
            SealDifference(SealedPart.PARTY),
        ),
        ({"lines": [[LINE, ["Phone", "X"]]]}, SealDifference(SealedPart.ITEM, 1)),
        (
            {"lines": [[[*LINE[:6], 501, *LINE[7:]], ["Phone", "PHONE-1"]]]},
            SealDifference(SealedPart.LINE, 1),
        ),
        (
            {"serials": [CONTENT["serials"][0], [1, "A3", 1, 1, 2, None]]},
            SealDifference(SealedPart.SERIAL, serial="A3"),
        ),
        ({"serials": CONTENT["serials"][:1]}, SealDifference(SealedPart.ROWS)),
        ({"stock": [[1, 7, 2, -2000]]}, SealDifference(SealedPart.STOCK)),
        ({"payments": [[[1, 5], None]]}, SealDifference(SealedPart.MONEY)),
        ({"payments": [[[1], None], [[2], None]]}, SealDifference(SealedPart.ROWS)),
        ({"lines": [[[], None]]}, SealDifference(SealedPart.ROWS)),
    ],
)
def test_the_first_part_that_differs_is_named(changed, expected):
    assert difference(marks_of(text()), text(**changed)) == expected
