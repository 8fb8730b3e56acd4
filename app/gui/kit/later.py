"""The one door for what is imported when it is first used: pages that a start does not show."""

from importlib import import_module
from typing import Any


def class_named(name: str) -> Any:
    """The class, or function, of a name such as ``items.list_page.ItemsPage``, in ``app.gui``.

    Its module is imported now, where it was not before. A test holds that all such names exist.
    """
    module, _, own = name.rpartition(".")
    return getattr(import_module(f"app.gui.{module}"), own)
