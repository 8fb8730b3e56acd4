"""The pinyin of names: all readings, in plain letters, and only where there is Chinese."""

import subprocess
import sys

import pytest

from app.services.stock.pinyin import readings


@pytest.mark.parametrize(
    ("name", "char", "wanted"),
    [
        ("重庆", 0, {"chong", "zhong"}),
        ("长行", 0, {"chang", "zhang"}),
        ("长行", 1, {"hang", "xing"}),
        ("女", 0, {"nv"}),
        ("P10 手机", 4, {"shou"}),
    ],
)
def test_every_reading_is_there(name, char, wanted):
    assert wanted <= set(readings(name)[char])


def test_each_character_has_its_place():
    found = readings("A 手、〇🙂")
    assert len(found) == 6 and [bool(one) for one in found[:4]] == [False, False, True, False]


def test_a_name_without_chinese_has_none():
    assert readings("Watch 44 ü") == ()


@pytest.mark.parametrize("name", ["\u3400", "𠀀", "\ufffd手", "\U0003fffe"])
def test_a_rare_character_is_no_trouble(name):
    assert len(readings(name)) in (0, len(name))


def test_the_library_is_not_read_at_the_start():
    code = "import sys, app.gui.shell.program; print('pypinyin' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"
