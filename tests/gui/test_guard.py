"""No exception leaves an override of what Qt calls by itself; no name of Qt's is covered."""

import ast
import inspect
import subprocess
import sys
from functools import cache

from tests.gui.everything import classes, is_of_qt

ASKED_BY_QT = {
    "mouseDoubleClickEvent",
    "mouseMoveEvent",
    "mousePressEvent",
    "mouseReleaseEvent",
    "scrollContentsBy",
    "canFetchMore",
    "closeEditor",
    "closeEvent",
    "columnCount",
    "commitData",
    "createEditor",
    "data",
    "done",
    "dragEnterEvent",
    "dropEvent",
    "edit",
    "enterEvent",
    "event",
    "eventFilter",
    "exec",
    "fetchMore",
    "flags",
    "focusInEvent",
    "focusOutEvent",
    "headerData",
    "hideEvent",
    "inputMethodQuery",
    "keyPressEvent",
    "leaveEvent",
    "minimumSizeHint",
    "paint",
    "paintEvent",
    "pixmap",
    "reject",
    "resizeEvent",
    "rowCount",
    "setData",
    "setEditorData",
    "setModelData",
    "setVisible",
    "showEvent",
    "sizeHint",
    "sort",
    "wheelEvent",
}
"""The virtuals of Qt that are overridden on purpose. One more is guarded, and named here."""

EXTENDED = {
    "initStyleOption",
    "insertFromMimeData",
    "setInformativeText",
    "setPlainText",
    "setText",
    "setWindowTitle",
}
"""What is done to a text before Qt shows it, under Qt's own name, so that no caller can miss it."""

HOOKS = {
    "_columns",
    "_end",
    "_serials",
    "_serials_tone",
    "_show_actions",
    "_show_head_and_lines",
    "_show_outcome",
    "_show_posted",
    "_show_refusal",
    "_step",
    "_title",
}
"""What a class of ours leaves to the classes made of it, though it is named as its own."""


@cache
def sources(module: str) -> dict[str, ast.ClassDef]:
    """The classes that are written in a module, by their qualified names."""
    found: dict[str, ast.ClassDef] = {}

    def look_in(part: ast.AST, prefix: str) -> None:
        for inner in ast.iter_child_nodes(part):
            if isinstance(inner, ast.ClassDef):
                found[prefix + inner.name] = inner
                look_in(inner, f"{prefix}{inner.name}.")
            elif isinstance(inner, ast.FunctionDef):
                look_in(inner, f"{prefix}{inner.name}.<locals>.")

    look_in(ast.parse(inspect.getsource(sys.modules[module])), "")
    return found


@cache
def own_names(made: type) -> dict[str, object]:
    """What a class itself defines, and what it sets on ``self``."""
    tree = sources(made.__module__)[made.__qualname__]
    found: dict[str, object] = {
        node.attr: None
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.ctx, ast.Store)
        and isinstance(node.value, ast.Name)
        and node.value.id == "self"
    }
    found |= vars(made)
    return {name: value for name, value in found.items() if not name.startswith("__")}


def used_as(made: type) -> list[type]:
    """The classes that a mixin is a part of; a class of Qt's is itself."""
    if any(map(is_of_qt, made.__mro__)):
        return [made]
    return [user for user in classes() if made in user.__mro__ and any(map(is_of_qt, user.__mro__))]


@cache
def covered() -> list[tuple[type, str, object]]:
    """Every name of Qt's that a class of ours covers: the class, the name, what stands there."""
    found = []
    for made in classes():
        bases = {base for user in used_as(made) for base in user.__mro__ if is_of_qt(base)}
        for name, value in own_names(made).items():
            if name != "staticMetaObject" and any(name in vars(base) for base in bases):
                found.append((made, name, value))
    return found


def test_nothing_of_qt_is_covered_but_what_it_asks_for() -> None:
    by_chance = [f"{made.__name__}.{name}" for made, name, _value in covered()]
    assert len(by_chance) > 40
    wrong = [
        f"{made.__module__}.{made.__name__}.{name}"
        for made, name, _value in covered()
        if name not in ASKED_BY_QT | EXTENDED
    ]
    assert not wrong, "rename these: Qt has such names of its own"


def test_every_override_is_guarded() -> None:
    wrong = [
        f"{made.__module__}.{made.__name__}.{name}"
        for made, name, value in covered()
        if not getattr(value, "guarded", False)
    ]
    assert not wrong, "decorate these with guarded()"


def test_no_class_covers_what_is_private_to_another() -> None:
    wrong = []
    for made in classes():
        own = own_names(made)
        for base in made.__mro__[1:]:
            if base not in classes():
                continue
            for name in own.keys() & own_names(base).keys():
                hook = name in HOOKS and callable(own[name]) and callable(own_names(base)[name])
                if name.startswith("_") and not hook:
                    wrong.append(f"{made.__name__}.{name}, of {base.__name__}")
    assert not wrong


def test_a_method_of_a_base_stays_a_method() -> None:
    wrong = []
    for made in classes():
        own = own_names(made)
        for base in made.__mro__[1:]:
            theirs = own_names(base) if base in classes() else {}
            wrong += [
                f"{made.__name__}.{name}, of {base.__name__}"
                for name in own.keys() & theirs.keys()
                if callable(own[name]) != callable(theirs[name])
            ]
    assert not wrong


def test_a_fault_in_any_of_them_becomes_a_report_and_not_the_end() -> None:
    """In a process of its own, which an exception that leaves an override would end."""
    names = sorted(ASKED_BY_QT - {"exec"})
    command = [sys.executable, "-m", "tests.gui.faults_in_qt", *names]
    run = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert run.returncode == 0, run.stdout[-300:] + run.stderr
    said = set(run.stdout.splitlines())
    for name in names:
        assert f"reported ZeroDivisionError called by Qt: Failing.{name}" in said
    assert run.stdout.splitlines()[-1] == "the end"


def test_no_signal_carries_a_c_int() -> None:
    """Ids and quantities are 64-bit; a C int raises where it is too small (D13)."""
    for made in classes():
        for name, value in vars(made).items():
            if type(value).__name__ == "Signal":
                assert "(int" not in str(value), f"{made.__name__}.{name}: Signal(object)"
