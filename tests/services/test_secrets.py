"""What is kept of a secret: enough to know it again, too little to read it (U2)."""

import hashlib
import time

import pytest

from app.services import secrets

pytestmark = pytest.mark.rule("U2")


def test_a_secret_is_known_again_and_no_other_is() -> None:
    kept = secrets.kept_as("4826")
    assert secrets.fits("4826", kept)
    assert not any(secrets.fits(other, kept) for other in ("4827", "04826", "", "４８２６"))


@pytest.mark.reliability(25)
@pytest.mark.usefixtures("full_cost")
def test_it_is_kept_with_its_salt_and_cost_by_the_published_recipe() -> None:
    name, n, r, p, salt, hash = secrets.kept_as("4826").split("$")
    assert (name, n, r, p, len(bytes.fromhex(salt))) == ("scrypt", "16384", "8", "1", 16)
    assert (
        hash
        == hashlib.scrypt(
            b"4826", salt=bytes.fromhex(salt), n=int(n), r=int(r), p=int(p), dklen=32
        ).hex()
    )


def test_one_kept_at_another_cost_fits_still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(secrets, "N", 2**12)
    kept = secrets.kept_as("4826")
    monkeypatch.undo()
    assert secrets.whose("4826", {3: secrets.kept_as("5137"), 7: kept}) == 7


@pytest.mark.parametrize(
    "damaged",
    ["", "x", "scrypt$16384$8$1$zz$00", "scrypt$3$8$1$00$00", f"scrypt${2**40}$8$1$00$00"],
)
def test_one_that_is_damaged_is_nobodys_and_stands_in_nobodys_way(damaged: str) -> None:
    kept = {3: damaged, 7: secrets.kept_as("4826")}
    assert secrets.whose("4826", kept) == 7
    assert secrets.whose("5137", kept) is None
    assert not secrets.fits("4826", damaged)
    assert secrets.fits("5137", secrets.kept_as("5137", kept.values()))


def test_whose_it_is_costs_one_hash_however_many_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: dict[int, str] = {}
    for place in range(5):
        kept[place] = secrets.kept_as(f"482{place}", kept.values())
    worked_out = []
    hash = secrets._hash
    monkeypatch.setattr(secrets, "_hash", lambda *way: (worked_out.append(way), hash(*way))[1])
    assert secrets.whose("4823", kept) == 3
    assert len(worked_out) == 1


def test_two_shops_keep_one_secret_otherwise() -> None:
    assert secrets.kept_as("4826") != secrets.kept_as("4826")


@pytest.mark.usefixtures("full_cost")
def test_the_screen_is_not_held_by_working_one_out() -> None:
    kept, best = secrets.kept_as("4826"), 1.0
    for _ in range(5):
        began = time.thread_time()
        secrets.fits("4826", kept)
        best = min(best, time.thread_time() - began)
    assert best < 0.05


def test_a_recovery_code_is_read_as_it_is_written_down() -> None:
    code = secrets.new_recovery_code()
    assert [len(part) for part in code.split("-")] == [5, 5, 5, 5]
    assert len({secrets.new_recovery_code() for _ in range(100)}) == 100
    typed = f" {code.lower().replace('-', ' ')} "
    assert secrets.recovery_code(typed) == secrets.recovery_code(code) == code.replace("-", "")
    assert secrets.recovery_code("oO0-iIlL1-uUvV") == "00011111VVVV"


def test_a_mark_is_one_byte_of_the_badge() -> None:
    marks = {secrets.mark_of(f"BADGE-{number}") for number in range(2000)}
    assert marks == set(range(256))
