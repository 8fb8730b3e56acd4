"""Backups that are encrypted (S5): a container which only the password, or the shop itself, opens.

The *key* of a shop's backups is random, and kept in its store, so that a backup at closing asks for
nothing. Each container carries it *wrapped*: encrypted with what scrypt makes of the password. So
the password alone opens a container, on any computer; it is kept nowhere.

A container is the magic bytes, the length of the head (4 bytes), the head (JSON: cost and salt of
scrypt, the wrapped key, a random salt of this file), then parts of 1 MiB, each encrypted with
AES-256-GCM under a key of this file alone. A part's nonce is its number and whether it is the last,
and the whole head is authenticated with it: parts that are missing, swapped, doubled, added or of
another container are refused (the STREAM construction, Hoang, Reyhanitabar, Rogaway and Vizár,
2015). scrypt is RFC 7914, AES-GCM NIST SP 800-38D.
"""

import hashlib
import hmac
import json
import secrets
import unicodedata
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from typing import IO, TYPE_CHECKING, NamedTuple

from app.domain.problems import Code, Reason, Refused, refuse
from app.domain.strict_json import JsonObject, read_object

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC = b"SDKSAFE\x01"
"""What a container begins with; its last byte is the version of the format."""
PART = 1 << 20
"""Bytes of the store in a part; the last one has fewer, or as many."""
_TAG = 16
COST = 1 << 17
"""Of scrypt, for the password of a new key: half a second, and 128 MiB."""
_MOST_COST = 1 << 18
"""Above it a head is no head: opening it would take all memory."""
_MOST_HEAD = 4096
_KEY = 32


class BackupKey(NamedTuple):
    """The key of a shop's backups, and what lets the password find it again.

    ``wrapped`` is the key encrypted for the password, ``salt`` and ``cost`` are scrypt's.
    """

    key: bytes
    wrapped: bytes
    salt: bytes
    cost: int

    def to_json(self) -> dict[str, object]:
        """As the shop's store keeps it."""
        return {"key": _text(self.key), **_head_of(self)}


def key_from_json(values: Mapping[str, object]) -> BackupKey | None:
    """The key that a store keeps; None where it keeps none that can be read."""
    try:
        found = JsonObject(dict(values), "key")
        return BackupKey(
            key=_bytes(found, "key", _KEY),
            wrapped=_bytes(found, "wrapped", _KEY + _TAG),
            salt=_bytes(found, "salt", 16),
            cost=found.count("cost", 2, _MOST_COST),
        )
    except Refused:
        return None


def new_key(password: str) -> BackupKey:
    """A new key for backups, to be opened by a password. It takes a second of one processor."""
    key, salt = secrets.token_bytes(_KEY), secrets.token_bytes(16)
    wrapped = _cipher(_derived(password, salt, COST)).encrypt(_ONCE, key, salt)
    return BackupKey(key, wrapped, salt, COST)


def is_password(known: BackupKey, password: str) -> bool:
    """Is this the password of a key?"""
    return _unwrapped(password, known.wrapped, known.salt, known.cost) == known.key


_ONCE = bytes(12)
"""The nonce of what is encrypted once with a key that is never used again."""


def _derived(password: str, salt: bytes, cost: int) -> bytes:
    """What scrypt makes of a password, however a keyboard composes it: block size 8, one lane."""
    typed = unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
    memory = 256 * 8 * cost
    return hashlib.scrypt(typed, salt=salt, n=cost, r=8, p=1, maxmem=memory, dklen=_KEY)


def _unwrapped(password: str, wrapped: bytes, salt: bytes, cost: int) -> bytes | None:
    from cryptography.exceptions import InvalidTag

    try:
        return _cipher(_derived(password, salt, cost)).decrypt(_ONCE, wrapped, salt)
    except InvalidTag:
        return None


def _cipher(key: bytes) -> "AESGCM":
    # Imported when it is needed: the start of the program does not pay for it.
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(key)


def is_container(start: bytes) -> bool:
    """Do the first bytes of a file say that it is a container, of whatever version?"""
    return start[: len(MAGIC) - 1] == MAGIC[:-1]


def encrypted(plain: IO[bytes], known: BackupKey) -> Iterator[bytes]:
    """The container of what a file holds, piece by piece."""
    own = secrets.token_bytes(_KEY)
    head = json.dumps({**_head_of(known), "file": _text(own)}, sort_keys=True).encode()
    start = MAGIC + len(head).to_bytes(4, "big") + head
    yield start
    cipher, bound = _cipher(_of_file(known.key, own)), hashlib.sha256(start).digest()
    part, number = plain.read(PART), 0
    while True:
        after = plain.read(PART) if len(part) == PART else b""
        yield cipher.encrypt(_nonce(number, last=not after), part, bound)
        if not after:
            return
        part, number = after, number + 1


class Head(NamedTuple):
    """What a container says of itself."""

    wrapped: bytes
    salt: bytes
    cost: int
    own: bytes
    bound: bytes

    def key_by(self, password: str) -> bytes:
        """The key that the password unwraps. Raises Refused where it is another one."""
        found = _unwrapped(password, self.wrapped, self.salt, self.cost)
        if found is None:
            raise refuse(Code.BACKUP_PASSWORD_WRONG)
        return found

    def is_of(self, known: BackupKey) -> bool:
        """Was it made with this key of the shop, so that no password is needed?"""
        return self.wrapped == known.wrapped and self.salt == known.salt


def read_head(container: IO[bytes]) -> Head:
    """Read the head of a container. Raises Refused where it is none, damaged or of a newer kind."""
    start = container.read(len(MAGIC) + 4)
    if not is_container(start):
        raise refuse(Code.BACKUP_DAMAGED)
    if start[: len(MAGIC)] != MAGIC:
        raise refuse(Code.BACKUP_NEWER)
    length = int.from_bytes(start[len(MAGIC) :], "big")
    text = container.read(min(length, _MOST_HEAD))
    if len(start) < len(MAGIC) + 4 or len(text) < length:
        raise refuse(Code.BACKUP_CUT if length <= _MOST_HEAD else Code.BACKUP_DAMAGED)
    try:
        return read_object(text).whole(lambda found: _head(found, start + text))
    except Refused as error:
        raise refuse(Code.BACKUP_DAMAGED) from error


def _head(found: JsonObject, start: bytes) -> Head:
    cost = found.count("cost", 2, _MOST_COST)
    if cost & (cost - 1):
        raise refuse(Code.BACKUP_DAMAGED)
    return Head(
        wrapped=_bytes(found, "wrapped", _KEY + _TAG),
        salt=_bytes(found, "salt", 16),
        cost=cost,
        own=_bytes(found, "file", _KEY),
        bound=hashlib.sha256(start).digest(),
    )


def decrypted(container: IO[bytes], head: Head, key: bytes) -> Iterator[bytes]:
    """What is in a container behind its head, part by part; each is proved before it is given.

    Only once it has come to its end is it known that all of it was there. Raises Refused where a
    part is missing, swapped, doubled, added or changed.
    """
    from cryptography.exceptions import InvalidTag

    cipher, number = _cipher(_of_file(key, head.own)), 0
    part = container.read(PART + _TAG)
    while True:
        after = container.read(PART + _TAG) if len(part) == PART + _TAG else b""
        try:
            yield cipher.decrypt(_nonce(number, last=not after), part, head.bound)
        except InvalidTag as error:
            raise refuse(_what_failed(cipher, number, part, after, head)) from error
        if not after:
            return
        part, number = after, number + 1


def _what_failed(cipher: "AESGCM", number: int, part: bytes, after: bytes, head: Head) -> Reason:
    """A last part that would be right with more behind it says that the rest was cut off."""
    from cryptography.exceptions import InvalidTag

    if after:
        return Code.BACKUP_DAMAGED
    if len(part) < _TAG:
        return Code.BACKUP_CUT
    try:
        cipher.decrypt(_nonce(number, last=False), part, head.bound)
    except InvalidTag:
        return Code.BACKUP_DAMAGED
    return Code.BACKUP_CUT


def sealed(values: Mapping[str, object], known: BackupKey) -> str:
    """A small text that only the shop, or who has the password, reads: facts beside a container."""
    nonce = secrets.token_bytes(12)
    plain = json.dumps(values).encode()
    return _text(nonce + _cipher(_of_file(known.key, _SMALL)).encrypt(nonce, plain, None))


def opened(text: str, known: BackupKey) -> JsonObject | None:
    """What ``sealed`` made, read again; None where it is another key's, or no such text."""
    from cryptography.exceptions import InvalidTag

    try:
        found = b64decode(text, validate=True)
        plain = _cipher(_of_file(known.key, _SMALL)).decrypt(found[:12], found[12:], None)
        return read_object(plain)
    except (ValueError, InvalidTag, Refused):
        return None


_SMALL = b"facts beside a container"


def _of_file(key: bytes, own: bytes) -> bytes:
    """The key of one file: each has its own, so that no nonce is ever used twice with one key."""
    return hmac.new(key, own, hashlib.sha256).digest()


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _head_of(known: BackupKey) -> dict[str, object]:
    return {"wrapped": _text(known.wrapped), "salt": _text(known.salt), "cost": known.cost}


def _text(value: bytes) -> str:
    return b64encode(value).decode()


def _bytes(found: JsonObject, key: str, length: int) -> bytes:
    try:
        value = b64decode(found.text(key, 200), validate=True)
    except ValueError as error:
        raise refuse(Code.BACKUP_DAMAGED) from error
    if len(value) != length:
        raise refuse(Code.BACKUP_DAMAGED)
    return value
