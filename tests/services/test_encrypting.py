"""Backups that are encrypted (S5): what is not whole, in order and the password's is refused."""

import io
import json

import pytest

from app.domain.problems import Code, Refused
from app.services.keeping import encrypting
from app.services.keeping.encrypting import MAGIC, PART, key_from_json
from tests.shop import refusal

pytestmark = pytest.mark.rule("S5")

PASSWORD = "鹭岛 harbour 7"
SECRET = b"Mrs Chen 13800138000"
STORED = PART + 16


@pytest.fixture(scope="module")
def key():
    return encrypting.new_key(PASSWORD)


def container(key, plain):
    return b"".join(encrypting.encrypted(io.BytesIO(plain), key))


def plain_in(content, password=PASSWORD, key=None):
    file = io.BytesIO(content)
    head = encrypting.read_head(file)
    opening = key.key if key else head.key_by(password)
    return b"".join(encrypting.decrypted(file, head, opening))


def code_of(action, *values, **named):
    (problem,) = refusal(action, *values, **named)
    return problem.code


@pytest.mark.parametrize("size", [0, 1, PART - 1, PART, PART + 1, 3 * PART, 3 * PART + 7])
def test_what_goes_in_comes_out(key, size):
    plain = (SECRET * (1 + size // len(SECRET)))[:size]
    content = container(key, plain)
    assert plain_in(content, key=key) == plain
    assert SECRET not in content and PASSWORD.encode() not in content and key.key not in content


def test_the_password_alone_opens_it(key):
    assert plain_in(container(key, SECRET)) == SECRET


@pytest.mark.usefixtures("full_cost")
def test_the_password_of_a_new_key_costs_its_128_mib():
    new = encrypting.new_key(PASSWORD)
    assert new.cost * 8 * 128 == 128 << 20
    assert plain_in(container(new, SECRET)) == SECRET


@pytest.mark.parametrize("wrong", ["", PASSWORD.upper(), PASSWORD + " ", "x" * 10_000, "\ud800"])
def test_another_password_is_refused(key, wrong):
    assert code_of(plain_in, container(key, SECRET), wrong) is Code.BACKUP_PASSWORD_WRONG
    assert not encrypting.is_password(key, wrong)


def test_another_shop_s_key_is_refused(key):
    other = key._replace(key=bytes(32))
    assert code_of(plain_in, container(key, SECRET), key=other) is Code.BACKUP_DAMAGED


@pytest.fixture(scope="module")
def whole(key):
    return container(key, bytes(range(256)) * (3 * PART // 256) + SECRET)


def parts(content):
    """The head, and each part."""
    length = len(MAGIC) + 4 + int.from_bytes(content[len(MAGIC) : len(MAGIC) + 4], "big")
    body = content[length:]
    return content[:length], [body[at : at + STORED] for at in range(0, len(body), STORED)]


def test_cut_anywhere_it_is_refused(key, whole):
    head, found = parts(whole)
    ends = {0, 1, len(MAGIC), len(MAGIC) + 3, len(head) - 1, len(head), len(head) + 1}
    ends |= {len(head) + n * STORED + more for n in range(len(found)) for more in (-1, 0, 1, 15)}
    for end in sorted(end for end in ends if 0 <= end < len(whole)):
        assert code_of(plain_in, whole[:end], key=key) in (Code.BACKUP_CUT, Code.BACKUP_DAMAGED)


def test_cut_between_parts_it_says_that_its_end_is_missing(key, whole):
    head, found = parts(whole)
    for end in range(1, len(found)):
        assert code_of(plain_in, head + b"".join(found[:end]), key=key) is Code.BACKUP_CUT


@pytest.mark.parametrize(
    "order",
    [[1, 0, 2, 3], [0, 2, 1, 3], [0, 1, 1, 2, 3], [0, 1, 3], [3], [0, 1, 2, 3, 3], [0, 1, 2, 3, 0]],
    ids=str,
)
def test_swapped_doubled_missing_or_added_parts_are_refused(key, whole, order):
    head, found = parts(whole)
    mixed = head + b"".join(found[n] for n in order)
    assert code_of(plain_in, mixed, key=key) is Code.BACKUP_DAMAGED


def test_a_part_of_another_container_is_refused(key, whole):
    head, found = parts(whole)
    _, others = parts(container(key, bytes(4 * PART)))
    assert code_of(plain_in, head + found[0] + others[1] + b"".join(found[2:]), key=key)


def test_any_byte_that_was_changed_is_noticed(key):
    content = container(key, SECRET)
    for at in range(len(content)):
        changed = bytearray(content)
        changed[at] ^= 1
        with pytest.raises(Refused):
            plain_in(bytes(changed), key=key)


def test_bytes_behind_its_end_are_noticed(key):
    for more in (b"\0", bytes(16), bytes(STORED)):
        assert code_of(plain_in, container(key, SECRET) + more, key=key) is Code.BACKUP_DAMAGED


def test_a_head_that_asks_for_all_memory_is_refused(key):
    head, found = parts(container(key, SECRET))
    said = json.loads(head[len(MAGIC) + 4 :]) | {"cost": 1 << 30}
    text = json.dumps(said).encode()
    content = MAGIC + len(text).to_bytes(4, "big") + text + found[0]
    assert code_of(plain_in, content) is Code.BACKUP_DAMAGED
    endless = MAGIC + b"\xff\xff\xff\xff" + bytes(100)
    assert code_of(plain_in, endless) is Code.BACKUP_DAMAGED


def test_a_container_of_a_newer_kind_says_so(key):
    content = MAGIC[:-1] + b"\x02" + container(key, SECRET)[len(MAGIC) :]
    assert code_of(plain_in, content) is Code.BACKUP_NEWER


def test_no_two_containers_are_alike(key):
    assert container(key, SECRET) != container(key, SECRET)


def test_the_key_comes_back_from_the_store(key):
    assert key_from_json(json.loads(json.dumps(key.to_json()))) == key
    assert encrypting.is_password(key, PASSWORD)


@pytest.mark.parametrize("change", [{"key": "AA=="}, {"key": 1}, {"cost": "2"}, {"salt": "?"}])
def test_a_key_that_cannot_be_read_is_none(key, change):
    assert key_from_json(key.to_json() | change) is None
    assert key_from_json({}) is None


def test_facts_beside_a_container_are_the_shop_s_alone(key):
    text = encrypting.sealed({"documents": 4118}, key)
    assert "4118" not in text
    found = encrypting.opened(text, key)
    assert found is not None and found.count("documents", 0, 10_000) == 4118
    assert encrypting.opened(text, key._replace(key=bytes(32))) is None
    assert encrypting.opened("?", key) is None
