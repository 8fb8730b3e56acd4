"""Which templates there are for a kind of document, and by which one it is printed (Q7).

A template has a key: of the shop's own one its id, of a built-in one ``built_in`` and its language.
What the shop has made the default of a kind on a paper is used where no other is asked for; what
cannot be used is said, and the built-in one takes its place.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.document_kind import Party, Price
from app.domain.kinds import KINDS
from app.domain.marks import N_
from app.domain.printing import Purpose
from app.domain.problems import Code, Problem, Refused
from app.printing.documents import paper_choices
from app.printing.documents.built_in import built_in, built_in_on
from app.printing.documents.template import DocumentTemplate
from app.printing.documents.template_file import from_json, to_json
from app.printing.media.papers import PAPERS
from app.services import settings
from app.services.paper import pictures, templates
from app.services.session import Session
from app.text import BOTH, LANGUAGES, wording
from db.queries import print_templates
from db.queries.print_templates import KeptTemplate
from db.sql import Database

PURPOSE = Purpose.DOCUMENT
"""What the shop's own templates of documents are kept for, whatever their paper is."""
_BUILT_IN = "built_in"
_ENGLISH_AND_CHINESE = N_("English and Chinese")


@dataclass(frozen=True, slots=True)
class ListedTemplate:
    """A template as it is listed; ``template`` is None where it cannot be read: ``problems`` say.

    ``own`` is the id of one of the shop's own; None: it is built in. ``content`` is what is kept
    of one that cannot be read.
    """

    key: str
    name: str
    template: DocumentTemplate | None
    own: int | None = None
    is_default: bool = False
    problems: Sequence[Problem] = ()
    content: str = ""

    @property
    def place(self) -> str:
        """What it is known by among those of its kind: built-in ones are alike on each paper."""
        paper = self.template.paper.key if self.template and self.own is None else ""
        return f"{paper} {self.key}".strip()


@dataclass(frozen=True, slots=True)
class ChosenTemplate:
    """The template that something is printed by; ``instead`` says which one it stands in for."""

    template: DocumentTemplate
    name: str
    instead: Problem | None = None


def use_of(kind: str, paper: str) -> str:
    """What a template of a kind on a paper is for, as the shop's defaults call it."""
    return f"{kind} {paper}"


def key_of(language: str) -> str:
    """The key of a built-in template of a language."""
    return f"{_BUILT_IN} {language}"


def name_of(template: DocumentTemplate, language: str) -> str:
    """What a built-in template is called in a language: ``A4, English``."""
    says = wording(language)
    spoken = {**LANGUAGES, BOTH: says.text(_ENGLISH_AND_CHINESE)}
    return f"{says.text(template.paper.name)}, {spoken.get(template.language, '')}"


def papers_of(kind: str) -> Sequence[str]:
    """The papers whose built-in templates are listed for a kind; the others can be chosen too."""
    made = KINDS[kind]
    sold = made.price is not Price.NONE and made.party is Party.CUSTOMER
    return ("a4", "a5", "roll_80", "roll_58", "form_140") if sold else ("a4", "form_140")


def listed(
    database: Database, kind: str, language: str, own: Sequence[ListedTemplate] | None = None
) -> list[ListedTemplate]:
    """The templates of a kind: the built-in ones, then the shop's own by their names.

    ``own`` are those of all kinds, where they are read already.
    """
    defaults = settings.load(database).default_templates
    found = []
    logo = pictures.logo(database)
    for paper in papers_of(kind):
        shop_default = defaults.get(use_of(kind, paper), "")
        spoken = [language, *([BOTH] if paper == "a4" else [])]
        chosen = shop_default.removeprefix(f"{_BUILT_IN} ")
        if chosen in {*LANGUAGES, BOTH} - set(spoken):
            spoken.insert(1, chosen)
        first = shop_default or key_of(language)
        for one in spoken:
            made = _with_logo(built_in(kind, paper, one), logo)
            key = key_of(one)
            found.append(ListedTemplate(key, name_of(made, language), made, None, key == first))
    for read in own_templates(database) if own is None else own:
        if read.template is not None and read.template.kind == kind:
            use = use_of(kind, read.template.paper.key)
            found.append(replace(read, is_default=defaults.get(use) == read.key))
    return found


def own_templates(database: Database) -> list[ListedTemplate]:
    """The shop's own templates of documents, by name, also those that this version cannot read."""
    return [_read(kept) for kept in print_templates.every(database) if kept.purpose == PURPOSE.name]


def _read(kept: KeptTemplate) -> ListedTemplate:
    key = str(kept.id)
    try:
        template = from_json(kept.content.encode(), of_shop=True)
    except Refused as refusal:
        return ListedTemplate(
            key, kept.name, None, kept.id, problems=refusal.problems, content=kept.content
        )
    return ListedTemplate(key, kept.name, template, kept.id)


def chosen(
    database: Database, kind: str, paper: str, language: str, key: str = ""
) -> ChosenTemplate:
    """The template that a document of a kind is printed by on a paper.

    ``key`` is the one that was asked for; without it, or where that cannot be used, it is the
    shop's default, then the built-in one in ``language``. One that is gone, damaged, of a newer
    version, or of another kind or paper is said in ``instead``.
    """
    instead = None
    for wanted in (key, templates.default(database, use_of(kind, paper))):
        if not wanted:
            continue
        found, name = _found(database, kind, paper, wanted)
        if found is not None:
            return ChosenTemplate(found, name or name_of(found, language), instead)
        instead = instead or Problem(Code.TEMPLATE_NOT_USED, {"name": name or wanted})
    on = paper_choices.papers(database).get(paper) or PAPERS["a4"]
    made = _with_logo(built_in_on(kind, on, language), pictures.logo(database))
    return ChosenTemplate(made, name_of(made, language), instead)


def _found(
    database: Database, kind: str, paper: str, key: str
) -> tuple[DocumentTemplate | None, str]:
    """The template of a key, where it is for this kind and paper, and what it is called."""
    word, _space, spoken = key.partition(" ")
    on = paper_choices.papers(database).get(paper)
    if word == _BUILT_IN and on and (spoken in LANGUAGES or spoken == BOTH):
        return _with_logo(built_in_on(kind, on, spoken), pictures.logo(database)), ""
    kept = print_templates.template(database, int(key)) if _is_id(key) else None
    if kept is None or kept.purpose != PURPOSE.name:
        return None, ""
    template = _read(kept).template
    fits = template is not None and (template.kind, template.paper.key) == (kind, paper)
    return (template if fits else None), kept.name


def _with_logo(template: DocumentTemplate, logo: bytes) -> DocumentTemplate:
    """A built-in template with the shop's logo; a multi-part form has none, its pins draw none."""
    return template if template.paper.is_form else replace(template, logo=logo)


def paper_of(database: Database, key: str) -> str:
    """The key of the paper that one of the shop's own templates is on; empty where it is none."""
    kept = print_templates.template(database, int(key)) if _is_id(key) else None
    read = _read(kept).template if kept and kept.purpose == PURPOSE.name else None
    return read.paper.key if read else ""


def _is_id(key: str) -> bool:
    return key.isascii() and key.isdecimal() and len(key) < 19


def keep(session: Session, template: DocumentTemplate, own: int | None = None) -> int:
    """Keep a template of the shop's own, a new one or ``own``; returns its id.

    Raises Refused without a name, and with one that another has.
    """
    content = to_json(template).decode()
    if own is None:
        return templates.add(session, PURPOSE, template.name, content)
    use = use_of(template.kind, template.paper.key)
    templates.change(session, own, template.name, content, use)
    return own


def free_name(database: Database, name: str) -> str:
    """A name that no other template has: with a number behind it where this one is taken."""
    tried, number = name, 1
    while print_templates.named(database, PURPOSE.name, tried) is not None:
        number += 1
        tried = f"{name} {number}"
    return tried
