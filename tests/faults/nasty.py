"""Nasty texts: what attacks, scanners, spreadsheets and cats put into a field."""

import random
from collections.abc import Iterator

_DIGITS_29 = "69012345678926901234567892690"

CORPUS = (
    "",
    " ",
    "\t",
    "\u3000\u00a0\u2003",  # spaces that are none of ASCII's
    "\n",
    "A\nB\r\nC",
    "\x00",
    "A\x00B",
    "\x01\x02\x1b[31m\x7f",
    "\ud800",
    "A\udfffB",
    "\ufeffSN-1",
    "SN-1\ufeff",
    "\u202eSN-1\u202c",  # written from right to left
    "\u200bSN\u200d1",
    "📱📷",
    "👩‍👩‍👧‍👦",
    "ＳＮ１２３，ＳＮ４５６",
    "e\u0301\u0302\u0303" * 40,
    "ß İ ı ﬁ Ǆ",
    "型号_A123",
    "库存%",
    "%",
    "_",
    "_%_",
    "*[a]?",
    "%s {0} {x} <b> & \\ ' \" ; --",
    "{",
    "}",
    "{}",
    "{0!r:{1}}",
    "%(x)s %d %",
    "<img src=x><script>alert(1)</script>",
    "&lt;&amp;&",
    "'; DROP TABLE serial; --",
    "\"' OR 1=1",
    "\\",
    "\\n\\x00",
    "(",
    ")",
    "[",
    "]",
    "(01",
    "()",
    "[)>",
    "[)>\x1e06\x1dS123\x1d1PABC\x1e\x04",
    "(01)06901234567892(21)SN-1",
    "(01)06901234567893(21)SN-1",
    "0106901234567892121SN\x1d10LOT",
    "]C1010690123456789221SN",
    "]d2",
    "]C1",
    "(00)106141412345678908",
    "00106141412345678908",
    "995201234567891233",
    "http://[promo",
    "http://",
    "https://id.gs1.org/01/06901234567892/21/SN1",
    "https://a/00/faux/00/006141411234567890",
    "urn:epc:id:sgtin:0614141.112345.400",
    "6901234567892",
    "06901234567892",
    "PHONE-1",
    "phone-1",
    "CABLE-C",
    "S11",
    "s1",
    "S11,S10;S9 S8",
    "RIGHT",
    "SI-2026-000001",
    "CTN",
    _DIGITS_29,
    "75678164125",
    "999999999999",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775809",
    "99999999999999999999999999999.99",
    "2147483648",
    "1000001",
    "0",
    "-0",
    "-1",
    "+1",
    "1e5",
    "1e400",
    "nan",
    "-nan",
    "inf",
    "-Infinity",
    "0x10",
    "1_000",
    "1,5",
    "1.5.5",
    "１２３",
    "²",
    "٣٤",
    "½",
    "Ⅷ",
    "2025-12-31",
    "31.12.2025",
    "2025-02-30",
    "0000-00-00",
    "9999-12-31",
    "4+",
    "SN001-SN050",
    "SN001 +9",
    "SN001 +999999999999",
    "SN-01::10",
    "001 +-1",
    "SN9~SN1",
    "{YYYY}{MM}{DD}-{SKU}-{N:5}",
    "{N}",
    "{N:99999}",
    "{N:-1}",
    "{N:5}{N:5}",
    "{SKU",
    "A" * 100,
    "A" * 101,
    "字" * 101,
    ",".join(f"N{n}" for n in range(1001)),
    "x" * 10_000,
)
"""Each is the shortest of its kind."""

HUGE = "x" * 1_000_000

_POOLS = (
    "0123456789",
    "0123456789.,-+eE ",
    "ABCabc123-/.",
    "()[]{}<>%_*?\\'\"&;:|~^`",
    "\x00\x01\x04\x1b\x1d\x1e\x1f\x7f\t\r\n",
    "\u200b\u200e\u200f\u202a\u202e\u2066\ufeff\ufffe\uffff",
    "ＡＢ０１２（）－，；　",
    "序列号型号仓库",
    "éßñçİıǅ",
    "😀🏳️‍🌈🇨🇳",
    "\ud800\udbff\udc00\udfff",
)


def texts(seed: int) -> Iterator[str]:
    """The corpus in some order, then pieces of it together and random ones, for ever."""
    chance = random.Random(seed)
    yield from chance.sample(CORPUS, len(CORPUS))
    yield HUGE
    while True:
        kind = chance.random()
        if kind < 0.3:
            yield chance.choice(CORPUS)
        elif kind < 0.6:
            yield "".join(chance.sample(CORPUS, chance.randint(2, 3)))[:20_000]
        else:
            pools = "".join(chance.sample(_POOLS, chance.randint(1, 3)))
            yield "".join(chance.choices(pools, k=chance.choice((1, 2, 3, 8, 20, 120))))
