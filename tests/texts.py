"""The texts of the program that people see, by the tool that brings the translations up to them."""

import importlib.util
from functools import cache
from pathlib import Path
from types import ModuleType

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
    """Every text as it is written in the program; of those that depend on a count, both."""
    ids = [message.id for message in translate_tool().texts() if message.id]
    return tuple(text for id in ids for text in ((id,) if isinstance(id, str) else tuple(id)))
