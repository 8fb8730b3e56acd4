"""Bring the translations up to the program's texts: extract, merge, compile.

Run with the development environment's Python after texts have changed, fill in what is empty in
the .po files, and run again. Untranslated and outdated texts are counted.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "resources" / "translations"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "Reason": None}


def texts() -> Catalog:
    """Every text of the program that people see."""
    found = Catalog(project="Serialdesk", charset="utf-8")
    for file, line, message, comments, _context in extract_from_dir(
        ROOT / "app", method_map=[("**.py", "python")], keywords=KEYWORDS
    ):
        found.add(message, locations=[(f"app/{file}", line)], auto_comments=comments)
    for path in sorted((ROOT / "app").rglob("*.py")):
        for line, message in within_texts(path.read_text("utf-8")):
            found.add(message, locations=[(path.relative_to(ROOT).as_posix(), line)])
    return found


def within_texts(source: str) -> Iterator[tuple[int, str]]:
    """Texts that are asked for in the midst of another: ``f"{_('(void)')}"``; Babel sees none."""
    for text in ast.walk(ast.parse(source)):
        if not isinstance(text, ast.JoinedStr):
            continue
        for node in ast.walk(text):
            match node:
                case ast.Call(ast.Name("_" | "N_"), [ast.Constant(str(message)), *_]):
                    yield node.lineno, message


def catalogue(language: str) -> Path:
    """The .po file of a language."""
    return FOLDER / language / "LC_MESSAGES" / "serialdesk.po"


def main() -> None:
    """Update and compile every language that has a folder."""
    template = texts()
    for folder in sorted(FOLDER.iterdir()):
        path = catalogue(folder.name)
        with path.open("rb") as file:
            known = read_po(file, locale=folder.name)
        template.creation_date = known.creation_date  # nothing changed, no difference
        known.update(template, no_fuzzy_matching=True)
        known.obsolete.clear()
        with path.open("wb") as file:
            write_po(file, known, omit_header=False, width=100, no_location=True, sort_output=True)
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, known)
        missing = [message for message in known if message.id and not _whole(message.string)]
        print(f"{folder.name}: {len(known)} texts, {len(missing)} not translated")


def _whole(string: str | tuple[str, ...]) -> bool:
    """Every form of a translation is there."""
    return all(string) if isinstance(string, tuple) else bool(string)


if __name__ == "__main__":
    main()
