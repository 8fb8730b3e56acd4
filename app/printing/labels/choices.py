"""What labels are printed by here: templates, sizes, and how far off each printer prints.

Built-in templates are named by their key, the shop's own by the number they are kept under. What
was kept otherwise by another version is as if it were not there.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from app.domain.printing import Printer, Purpose
from app.domain.problems import Code, Refused, refuse
from app.printing.labels.advice import beside, with_kind
from app.printing.labels.printers import Calibration, LabelPrinter
from app.printing.labels.printers import problems_of as printer_problems
from app.printing.labels.stored import from_json, to_json
from app.printing.labels.template import BUILT_IN, LabelTemplate, built_in
from app.printing.media import judging
from app.printing.media.label_rolls import LABEL_ROLLS
from app.printing.media.label_sheets import LABEL_SHEETS
from app.printing.media.media import LabelMedia
from app.printing.symbols.symbol import SymbolKind
from app.services import settings
from app.services.session import Session
from db.queries import print_templates
from db.sql import Database

FIRST_TEMPLATE = {
    Purpose.SERIAL_LABEL: "data_matrix",
    Purpose.SHELF_LABEL: "shelf",
    Purpose.CARTON_LABEL: "carton",
}
"""The template of who has chosen none."""


@dataclass(frozen=True, slots=True)
class LabelChoice:
    """What labels of a purpose were printed on last at a counter: names, and which fields are on.

    ``fields`` are names of ``LabelFieldKey``; None: as the template has them. ``symbol`` is a name
    of ``SymbolKind`` that is printed instead of the template's; empty: its own.
    """

    template: str
    media: str
    fields: tuple[str, ...] | None = None
    symbol: str = ""


# Templates ------------------------------------------------------------------------------------


def templates(database: Database, purpose: Purpose) -> dict[str, LabelTemplate]:
    """The templates of a purpose by key: those that come with the program, then the shop's own."""
    known = {key: built_in(key) for key in BUILT_IN if is_of(key, purpose)}
    return known | own_templates(database, purpose)


def own_templates(database: Database, purpose: Purpose) -> dict[str, LabelTemplate]:
    """The shop's own templates of a purpose, by key."""
    found = {}
    for kept in print_templates.of_purpose(database, purpose.name):
        try:
            made = from_json(LabelTemplate, kept.content.encode())
        except Refused:
            continue
        found[str(kept.id)] = replace(made, name=kept.name)
    return found


def is_of(key: str, purpose: Purpose) -> bool:
    """A built-in template is offered for a purpose."""
    special = {name: of for of, name in FIRST_TEMPLATE.items() if of is not Purpose.SERIAL_LABEL}
    return special.get(key, Purpose.SERIAL_LABEL) is purpose


def template(database: Database, purpose: Purpose, chosen: LabelChoice) -> LabelTemplate:
    """The template that was chosen, with its fields and symbol. Raises Refused where it is gone."""
    found = templates(database, purpose).get(chosen.template)
    if found is None:
        raise refuse(Code.TEMPLATE_GONE)
    return as_chosen(found, chosen)


def as_chosen(made: LabelTemplate, chosen: LabelChoice) -> LabelTemplate:
    """A template with the fields and the symbol that were chosen."""
    if chosen.fields is not None:
        made = with_fields(made, chosen.fields)
    if chosen.symbol in SymbolKind.__members__:
        kind = SymbolKind[chosen.symbol]
        turns = any(each.kind.is_linear != kind.is_linear for each in made.symbols)
        made = with_kind(made, kind, beside(kind) if turns else None)
    return made


def with_fields(made: LabelTemplate, on: tuple[str, ...]) -> LabelTemplate:
    """A template with only these fields on."""
    return replace(
        made, fields=tuple(replace(field, on=field.key.name in on) for field in made.fields)
    )


# Sizes ----------------------------------------------------------------------------------------


def sizes(database: Database) -> list[LabelMedia]:
    """The sheets and rolls that labels can be printed on: the shop's own, then those by name."""
    return [*own_sizes(database), *LABEL_SHEETS, *LABEL_ROLLS]


def own_sizes(database: Database) -> list[LabelMedia]:
    """The shop's own sheets and rolls."""
    found = []
    for content in settings.load(database).label_sizes:
        try:
            found.append(from_json(LabelMedia, content.encode()))
        except Refused:
            continue
    return found


def size(database: Database, name: str) -> LabelMedia:
    """A sheet or roll by its name. Raises Refused where it is gone."""
    found = next((each for each in sizes(database) if each.name == name), None)
    if found is None:
        raise refuse(Code.LABEL_SIZE_GONE, name=name)
    return found


def keep_size(session: Session, media: LabelMedia) -> None:
    """Keep a sheet or roll as the shop's own. Raises Refused with all that stands against it."""
    media = replace(media, name=media.name.strip())
    problems = judging.problems_of(media)
    if problems:
        raise Refused(problems)
    known = sizes(session.database)
    if media.name.casefold() in {other.name.casefold() for other in known}:
        raise refuse(Code.LABEL_SIZE_TAKEN, name=media.name)
    kept = [*own_sizes(session.database), media]
    settings.save(session, label_sizes=[to_json(each) for each in kept])


def drop_size(session: Session, name: str) -> None:
    """Forget one of the shop's own sheets or rolls."""
    kept = [each for each in own_sizes(session.database) if each.name != name]
    settings.save(session, label_sizes=[to_json(each) for each in kept])


# Printers -------------------------------------------------------------------------------------


def label_printer(database: Database, counter: int, printer: Printer) -> LabelPrinter:
    """A printer of a counter with its dots and its calibration."""
    kept = settings.load_counter(database, counter).calibrations.get(printer.name, {})
    return LabelPrinter(printer.dpi, _calibration(kept))


def calibrate(session: Session, printer: Printer, calibration: Calibration) -> None:
    """Keep how far off a printer prints. Raises Refused for figures out of their bounds."""
    problems = printer_problems(LabelPrinter(printer.dpi, calibration))
    if problems:
        raise Refused(problems)
    kept = settings.load_counter(session.database, session.counter.id).calibrations
    settings.save_counter(session, calibrations={**kept, printer.name: asdict(calibration)})


def _calibration(kept: Mapping[str, float]) -> Calibration:
    try:
        made = Calibration(**{key: float(value) for key, value in kept.items()})
    except (TypeError, ValueError):
        return Calibration()
    return Calibration() if printer_problems(LabelPrinter(calibration=made)) else made


# What was printed on last ---------------------------------------------------------------------


def choice(database: Database, counter: int, purpose: Purpose) -> LabelChoice:
    """What a counter printed labels of a purpose on last, as far as that is there still."""
    kept = settings.load_counter(database, counter).labels.get(purpose.name, {})
    key, name, fields, symbol = (
        kept.get(part) for part in ("template", "media", "fields", "symbol")
    )
    known = templates(database, purpose)
    named = {each.name for each in sizes(database)}
    first = known.get(str(key))
    on = tuple(map(str, fields)) if isinstance(fields, list) and first else None
    return LabelChoice(
        str(key) if first else FIRST_TEMPLATE[purpose],
        str(name) if name in named else LABEL_SHEETS[0].name,
        on,
        str(symbol or "") if first else "",
    )


def choose(session: Session, purpose: Purpose, chosen: LabelChoice) -> None:
    """Keep what a counter prints labels of a purpose on."""
    database, counter = session.database, session.counter.id
    kept = settings.load_counter(database, counter).labels
    values = {
        "template": chosen.template,
        "media": chosen.media,
        "fields": None if chosen.fields is None else list(chosen.fields),
        "symbol": chosen.symbol,
    }
    if kept.get(purpose.name) != values:
        settings.save_counter(session, labels={**kept, purpose.name: values})
