"""The texts of the program that people see, and the tool that keeps the translations up."""

import importlib.util
from functools import cache
from pathlib import Path
from types import ModuleType

from babel.messages.mofile import read_mo

_TOOL = Path(__file__).parents[1] / "packaging" / "translate.py"


@cache
def translate_tool() -> ModuleType:
    """``packaging/translate.py``, by its path: packaging is no package."""
    spec = importlib.util.spec_from_file_location("translate_tool", _TOOL)
    assert spec is not None and spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


@cache
def program_texts() -> tuple[str, ...]:
    """Every text as it is written in the program; of those that depend on a count, both.

    They are read from a translation, at once: ``tests/gui/test_translations.py`` holds that every
    text of the sources is there, and no other.
    """
    with translate_tool().catalogue("zh_CN").with_suffix(".mo").open("rb") as file:
        ids = [message.id for message in read_mo(file) if message.id]
    return tuple(text for id in ids for text in ((id,) if isinstance(id, str) else tuple(id)))
