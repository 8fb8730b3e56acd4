"""What can be chosen to get labels: read beside the screen, some at a time."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from app.domain.printing import Purpose
from app.lists.listing import Listing
from app.lists.selection import Selection, rows_of
from app.services.paper import jobs, label_contents
from app.text import _
from db.queries import label_contents as label_reads
from db.queries import print_jobs
from db.sql import Database

MOST_LABELS = 10_000
"""Labels of one print."""


@dataclass(frozen=True, slots=True)
class LabelSource:
    """``read`` gives keys of what gets a label: serial numbers, ids of items, codes of cartons."""

    title: str
    read: Callable[[Database], Iterator[Sequence[Any]]]


@dataclass(frozen=True, slots=True)
class LabelKeys:
    """What was read of a source: ``more`` of it than are printed at once, some printed before."""

    keys: tuple[Any, ...] = ()
    more: bool = False
    again: bool = False


@dataclass(frozen=True, slots=True)
class LabelTask:
    """What a window of labels is opened for: sources, of which one is chosen at first.

    ``document`` is the draft or document that the serial numbers are on.
    """

    sources: list[LabelSource] = field(default_factory=list)
    at_first: int = 0
    purpose: Purpose = Purpose.SERIAL_LABEL
    document: int | None = None


def of_document(document: int, title: str, is_draft: bool, not_printed: bool = False) -> LabelTask:
    """The labels of all serials of a document; at first those that have none yet."""
    every = LabelSource(title, partial(_of_document, document=document, is_draft=is_draft))
    return LabelTask([_not_printed(every), every], 0 if not_printed else 1, document=document)


def of_item(product: int, name: str) -> LabelTask:
    """The labels of all units of an item that are in stock."""
    title = _("All of {item} in stock").format(item=name)
    every = LabelSource(title, partial(_of_ids, ids=partial(_in_stock, product=product)))
    return LabelTask([_not_printed(every), every], 1)


def of_carton_units(carton: int, code: str) -> LabelTask:
    """The labels of the units in a carton that are known here."""
    title = _("All units in {code}").format(code=code)
    every = LabelSource(title, partial(_of_ids, ids=partial(_in_carton, carton=carton)))
    return LabelTask([_not_printed(every), every], 1)


def of_carton(code: str) -> LabelTask:
    """The label of a carton itself."""
    source = LabelSource(_("Carton {code}").format(code=code), lambda _database: iter([[code]]))
    return LabelTask([source], purpose=Purpose.CARTON_LABEL)


def of_items(ids: Sequence[int]) -> LabelTask:
    """The shelf labels of some items."""
    chosen = tuple(ids)
    source = LabelSource(_("The chosen"), lambda _database: iter([chosen]))
    return LabelTask([source], purpose=Purpose.SHELF_LABEL)


def of_search(
    listing: Listing[Any, Any],
    chosen: Selection[Any] | None,
    whole: Selection[Any],
    not_printed: bool = False,
) -> LabelTask:
    """The labels of rows of the search: those that are chosen, or all that it finds."""

    def found(database: Database, selection: Selection[Any]) -> Iterator[Sequence[str]]:
        for rows in rows_of(listing, database, selection):
            yield [row.number for row in rows]

    every = LabelSource(_("All that the search finds"), partial(found, selection=whole))
    sources = [_not_printed(every), every]
    if chosen is not None:
        sources.insert(1, LabelSource(_("The chosen"), partial(found, selection=chosen)))
    return LabelTask(sources, 0 if not_printed else 1)


def read_keys(database: Database, purpose: Purpose, source: LabelSource) -> LabelKeys:
    """What a source gives, up to ``MOST_LABELS``."""
    keys: list[Any] = []
    for some in source.read(database):
        keys += some
        if len(keys) > MOST_LABELS:
            break
    kept = tuple(keys[:MOST_LABELS])
    again = purpose is Purpose.SERIAL_LABEL and jobs.is_copy(database, purpose, None, kept)
    return LabelKeys(kept, len(keys) > MOST_LABELS, again)


def unprinted(database: Database, document: int) -> int:
    """How many serial numbers of a posted document have no label yet."""
    return print_jobs.unprinted(database, document, Purpose.SERIAL_LABEL.name)


def _not_printed(of: LabelSource) -> LabelSource:
    def read(database: Database) -> Iterator[Sequence[str]]:
        for numbers in of.read(database):
            yield jobs.not_printed(database, numbers)

    return LabelSource(_("Not printed yet"), read)


def _of_document(database: Database, document: int, is_draft: bool) -> Iterator[Sequence[str]]:
    if is_draft:
        ids = label_reads.entries_of_draft(database, document)
        rows_at = label_reads.of_entries
    else:
        ids = label_reads.serials_of_document(database, document)
        rows_at = label_reads.of_serials
    for at in range(0, len(ids), label_contents.AT_ONCE):
        some = ids[at : at + label_contents.AT_ONCE]
        yield [row.number for row in rows_at(database, some)]


def _of_ids(database: Database, ids: Callable[[Database], list[int]]) -> Iterator[Sequence[str]]:
    found = ids(database)
    for at in range(0, len(found), label_contents.AT_ONCE):
        some = found[at : at + label_contents.AT_ONCE]
        yield [row.number for row in label_reads.of_serials(database, some)]


def _in_stock(database: Database, product: int) -> list[int]:
    return label_reads.serials_of_product(database, product)


def _in_carton(database: Database, carton: int) -> list[int]:
    return label_reads.serials_of_carton(database, carton)
