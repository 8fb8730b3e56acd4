"""GTIN, SSCC and IMEI: numbers with a check digit, and the one key a GTIN has in all its forms.

GTIN and SSCC are those of the GS1 General Specifications (chapters 3 and 7.9), UPC-E is their
5.2.2.4; the check digit of an IMEI is that of ISO/IEC 7812-1, annex B (3GPP TS 23.003, 6.2).
"""

_SHORTEST, _LENGTH = 8, 14
GTIN_LENGTHS = (8, 12, 13, 14)


def is_gtin(code: str) -> bool:
    """It has 8, 12, 13 or 14 digits, the last of which is the check digit."""
    return len(code) in GTIN_LENGTHS and has_check_digit(code)


def gtin_key(code: str) -> str | None:
    """The 14 digits of a GTIN, one key for all its forms (C7); None for what is no GTIN.

    Leading zeros may stand there or not. What has no check digit of its own but that of the UPC-A
    it stands for is a UPC-E.
    """
    if not (_SHORTEST <= len(code) <= _LENGTH and _are_digits(code)):
        return None
    return code.zfill(_LENGTH) if has_check_digit(code) else _of_upc_e(code)


def gtin_keys(code: str) -> tuple[str, ...]:
    """The keys by which a scanned GTIN can be known, the likelier one first; none for others.

    Eight digits can be a GTIN-8 and a UPC-E by chance, and were entered as one or the other.
    """
    key = gtin_key(code) if code.isdigit() else None
    if key is None:
        return ()
    other = _of_upc_e(code) if len(code) == _SHORTEST else _of_short(key)
    return (key, other) if other and other != key else (key,)


def _of_upc_e(code: str) -> str | None:
    """The key of the UPC-A that eight digits stand for as UPC-E."""
    if len(code) != _SHORTEST or code[0] not in "01":
        return None
    body, last = code[1:6], code[6]
    if last in "012":
        middle = body[:2] + last + "0000" + body[2:]
    elif last == "3":
        middle = body[:3] + "00000" + body[3:]
    elif last == "4":
        middle = body[:4] + "00000" + body[4:]
    else:
        middle = body + "0000" + last
    upc = code[0] + middle + code[7]
    return upc.zfill(_LENGTH) if has_check_digit(upc) else None


def _of_short(key: str) -> str | None:
    """The key under which a UPC-A's UPC-E is known where that passes for a GTIN-8."""
    upc = key[2:]
    body = upc[1:11]
    shorts = (
        body[:2] + body[7:] + body[2],
        body[:3] + body[8:] + "3",
        body[:4] + body[9:] + "4",
        body[:5] + body[9:],
    )
    for short in (upc[0] + some + upc[11] for some in shorts):
        if _of_upc_e(short) == key and has_check_digit(short):
            return short.zfill(_LENGTH)
    return None


def sscc_key(code: str) -> str | None:
    """An SSCC: 18 digits, the last of which is the check digit; None for others."""
    return code if len(code) == 18 and has_check_digit(code) else None


def is_imei(code: str) -> bool:
    """It has the 15 digits of an IMEI, the last of which is its check digit."""
    if len(code) != 15 or not _are_digits(code) or not code.strip("0"):
        return False
    doubled = (int(digit) * (2 if at % 2 else 1) for at, digit in enumerate(code))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def has_check_digit(code: str) -> bool:
    """All digits, the last of which is GS1's check digit."""
    if not _are_digits(code):
        return False
    # From the right the weights are 1 for the check digit itself, then 3, 1, 3 and so on.
    weighted = sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(reversed(code)))
    return weighted % 10 == 0


def _are_digits(code: str) -> bool:
    return code.isascii() and code.isdigit()
