"""Documents on paper: what their PDFs take, as a ratio to reading what they say."""

from contextlib import closing
from functools import partial

from app.formats import Formats
from app.printing.documents.built_in import built_in
from app.printing.documents.content import DocumentContent, content_of
from app.printing.documents.making import make
from app.printing.documents.serials import numbers_of
from app.services import session as sessions
from app.services import settings
from app.services.documents import drafts
from app.services.entry import entering
from db.engine.opening import open_database
from db.queries import documents
from db.sql import Database
from tests.benchmarks.measuring import HEAD, Times, figures, ratio, repeated, show
from tests.benchmarks.prepared import SERIALS, draft_purchase, scattered
from tests.benchmarks.stores import Stores

FEW = 5
PAPERS = ("a4", "a5", "form_140", "roll_80", "roll_58")


def measure(stores: Stores, rounds: int) -> None:
    """Print what a document of 1,000 serial numbers takes on each paper, and one of a few."""
    with closing(open_database(stores.main)) as database:
        few, many = _sale_of_few(database), draft_purchase(database)
        for count, draft in ((FEW, few), (SERIALS, many)):
            read = repeated(rounds, partial(_read, database, draft))
            rows = [["read and folded", figures(read), ""]]
            for paper in PAPERS:
                times = _printed(database, draft, paper, rounds)
                rows.append([paper, figures(times), ratio(times, read)])
            show(f"A document of {count:,} serials as a PDF", [HEAD, "", "to reading it"], rows)


def _sale_of_few(database: Database) -> int:
    session = sessions.begin(database)
    draft = drafts.new(session, "sale")
    numbers = [number for number, _product in scattered(database, FEW)]
    entering.enter(session, draft, None, numbers)
    return draft


def _content(database: Database, draft: int) -> DocumentContent:
    shop = settings.load(database)
    formats = Formats("en", shop.currency)
    return content_of(database, shop, formats, documents.document(database, draft))


def _read(database: Database, draft: int) -> None:
    content = _content(database, draft)
    for _line, _numbers in numbers_of(database, content.lines, content.gone):
        pass


def _printed(database: Database, draft: int, paper: str, rounds: int) -> Times:
    """From reading the document to the bytes that a printer is sent."""
    template = built_in(documents.kind_of(database, draft), paper)
    return repeated(rounds, lambda: make(database, _content(database, draft), template))
