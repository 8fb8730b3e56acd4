"""What proves who somebody is, kept so that nobody reads it back: PIN, badge, recovery code (U2).

A secret is kept as ``scrypt$n$r$p$salt$hash`` (RFC 7914; salt and hash in hex), so that its cost
can be raised later and those of before still fit. The cost is what the screen can wait for: some
30 ms and 16 MiB, worked out where it is asked for. More would not protect four digits, of which
there are 10,000: that is what the wait after five tries is for.

Secrets of one kind share their salt within a shop: no two of them are alike, so that it shows
nothing, and whose a secret is comes of one hash instead of one for each person.
"""

import hashlib
import hmac
import secrets as random
from collections.abc import Iterable, Mapping
from typing import NamedTuple

N, R, P = 2**14, 8, 1
_SALT = 16
_LENGTH = 32
_MEMORY = 2**27
"""Bytes that working one out may take at most: costs up to eight times ours."""

_SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans("OILU", "011V")
_PARTS, _LONG = 4, 5


class _Kept(NamedTuple):
    """A kept text in its parts."""

    n: int
    r: int
    p: int
    salt: bytes
    hash: bytes

    @property
    def way(self) -> tuple[int, int, int, bytes]:
        """How it is worked out: secrets of one way are compared by one hash."""
        return self.n, self.r, self.p, self.salt


def kept_as(secret: str, beside: Iterable[str] = ()) -> str:
    """How a secret is kept, by the salt of those it is kept ``beside``."""
    read = [kept for text in beside if (kept := _read(text)) is not None]
    salts = [kept.salt for kept in read if (kept.n, kept.r, kept.p) == (N, R, P)]
    salt = salts[0] if salts else random.token_bytes(_SALT)
    return f"scrypt${N}${R}${P}${salt.hex()}${_hash(secret, N, R, P, salt).hex()}"


def fits(secret: str, kept: str) -> bool:
    """The secret is the one that is kept."""
    return whose(secret, {0: kept}) is not None


def whose(secret: str, kept: Mapping[int, str]) -> int | None:
    """Whose of those that are kept by ids the secret is; None: nobody's.

    All are compared, each in a time that tells nothing. A kept one that is damaged is nobody's:
    its person comes back by what else proves it, and the others as ever.
    """
    worked_out: dict[tuple[int, int, int, bytes], bytes | None] = {}
    found = None
    for id, text in kept.items():
        one = _read(text)
        if one is None:
            continue
        if one.way not in worked_out:
            worked_out[one.way] = _hash_if_it_can_be(secret, one)
        hash = worked_out[one.way]
        if hash is not None and hmac.compare_digest(hash, one.hash):
            found = id
    return found


def mark_of(badge: str) -> int:
    """One byte of a badge's code, too little to find the code by."""
    return hashlib.sha256(_bytes(badge)).digest()[0]


def _bytes(text: str) -> bytes:
    """A text as it is hashed; half a character, which a scanner may send, is one too."""
    return text.encode("utf-8", "surrogatepass")


def new_recovery_code() -> str:
    """A code of 100 random bits, in groups of letters and digits that are not mistaken."""
    code = "".join(random.choice(_SYMBOLS) for _ in range(_PARTS * _LONG))
    return "-".join(code[place : place + _LONG] for place in range(0, len(code), _LONG))


def recovery_code(typed: str) -> str:
    """A recovery code as it is kept, however it was typed from paper."""
    letters = typed.upper().translate(_MISREAD)
    return "".join(letter for letter in letters if letter in _SYMBOLS)


def _read(text: str) -> _Kept | None:
    try:
        _, n, r, p, salt, hash = text.split("$")
        return _Kept(int(n), int(r), int(p), bytes.fromhex(salt), bytes.fromhex(hash))
    except ValueError:
        return None


def _hash_if_it_can_be(secret: str, kept: _Kept) -> bytes | None:
    """None: it is kept at a cost that nobody ever kept one at."""
    try:
        return _hash(secret, *kept.way)
    except (ValueError, OverflowError):
        return None


def _hash(secret: str, n: int, r: int, p: int, salt: bytes) -> bytes:
    return hashlib.scrypt(_bytes(secret), salt=salt, n=n, r=r, p=p, maxmem=_MEMORY, dklen=_LENGTH)
