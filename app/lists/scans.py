"""The scan log (C4): every scan of 30 days with its verdict, the newest first."""

from app.domain.kinds import KINDS
from app.domain.marks import N_
from app.domain.verdicts import Level
from app.lists import said
from app.lists.listing import Column, Listing, Type
from app.services import kept_problems
from app.services.entry import scan_log
from app.text import _, called, sentence
from db.queries.lists import scans as scan_pages
from db.queries.lists.scans import ScanRow, ScansAsked


def _verdict(scan: ScanRow) -> str:
    if scan.problem:
        problem = kept_problems.read(scan.problem)
        unknown = _("Refused, for a reason that this version does not know.")
        return sentence(problem) if problem else unknown
    finding = scan_log.finding_of(scan.finding)
    word = _(finding.value) if finding else scan.finding
    return " · ".join(part for part in (word, scan.product) if part)


def _level(scan: ScanRow) -> Level:
    """What another version calls by a name that is not known here looks like a refusal."""
    return Level.__members__.get(scan.level, Level.REFUSED)


def _document(scan: ScanRow) -> str | None:
    if scan.kind is None:
        return None
    kind = _(KINDS[scan.kind].name) if scan.kind in KINDS else scan.kind
    return f"{kind} {scan.number}" if scan.number else _("{kind}, draft").format(kind=kind)


def _who(scan: ScanRow) -> str | None:
    return called(scan.person) if scan.person is not None else None


SCANS: Listing[ScansAsked, ScanRow] = Listing(
    "scans",
    (
        Column("at", N_("Time"), Type.MOMENT, lambda s: s.at, 160),
        Column("code", N_("Code"), Type.SERIAL, lambda s: s.code, 240),
        Column("verdict", N_("Result"), Type.TEXT, _verdict, stretch=True, level=_level),
        Column("document", N_("Document"), Type.TEXT, _document, 224, nothing="–"),
        Column("person", N_("By"), Type.TEXT, _who, 128, nothing="–", gives_way=1),
    ),
    scan_pages.page,
    scan_pages.count,
    says=said.of_scans,
)
