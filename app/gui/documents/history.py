"""What happened to a document, newest first, and what it is tied to: two lists at its side."""

from collections.abc import Sequence

from app.domain.kinds import KINDS
from app.domain.payments import TenderKind, TenderName
from app.domain.printing import OF_DOCUMENTS, Purpose
from app.gui.documents.told_text import told_text
from app.gui.kit.desk import Desk
from app.gui.kit.timeline import TimelineStep
from app.services.audit import values_in
from app.text import _, called, ngettext, side_by_side, tender_name
from db.queries.documents import DRAFT, VOIDED
from db.queries.history import Event, Happened, Tie, Tied

_SHORT_SEAL = 8
"""So many hexadecimal digits of a seal are shown; the exported chain has it whole."""


def event_rows(desk: Desk, events: Sequence[Event]) -> list[TimelineStep]:
    """The rows of a history."""
    return [_event_row(desk, event) for event in events]


def _event_row(desk: Desk, event: Event) -> TimelineStep:
    by, at = called(event.person) or "–", called(event.counter)
    who = [desk.formats.moment(event.at) or "–", by, at]
    approval = values_in(event.approval)
    if approval:
        approved = called(str(approval.get("approved_by", "")))
        who.append(_("approved by {person}").format(person=approved))
    reason = event.reason or approval.get("reason")
    if reason and event.happened in (Happened.TOLD, Happened.PRINTED, Happened.POSTED):
        who.append(f"“{reason}”")
    if event.seal:
        said = _("seal {start}").format(start=event.seal.hex()[:_SHORT_SEAL])
        who.append(said.replace(" ", "\N{NO-BREAK SPACE}"))
    return TimelineStep(
        _event_text(desk, event),
        " · ".join(part for part in who if part),
        event.document_id,
        filled=event.happened in (Happened.POSTED, Happened.VOIDED),
        wrong=event.happened is Happened.VOIDED,
    )


def _event_text(desk: Desk, event: Event) -> str:
    match event.happened:
        case Happened.BEGUN if event.number:
            return _("Made from {number}").format(number=event.number)
        case Happened.BEGUN:
            return _("Draft begun")
        case Happened.POSTED:
            return _("Posted, sealed") if event.seal else _("Posted")
        case Happened.VOIDED:
            return _("Void: {reason}").format(reason=event.reason)
        case Happened.CORRECTED:
            text = _("Serial number {before} corrected to {after}")
            return text.format(before=event.before, after=event.after)
        case Happened.TOLD:
            return told_text(desk.formats, event)
        case Happened.PRINTED:
            return _printed(event)
        case Happened.PAID:
            return _paid(desk, event)
        case Happened.SETTLED:
            return _settled(desk, event)
    kind = KINDS[event.kind or ""]
    text = f"{_(kind.name)} {event.number}"
    return f"{text} {_('(void)')}" if event.state == VOIDED else text


def _paid(desk: Desk, event: Event) -> str:
    """A payment with the document, or what was given back, and by which tender."""
    amount = event.amount or 0
    text = _("Paid {amount}, {tender}") if amount > 0 else _("Given back {amount}, {tender}")
    tender = tender_name(event.before or TenderName[TenderKind(event.position or 0).name])
    return text.format(amount=desk.formats.price(abs(amount)), tender=tender)


def _settled(desk: Desk, event: Event) -> str:
    """What was settled on account by another document, or is open again."""
    text = _("{amount} of it is open again, {number}")
    if event.action is None:
        text = _("{amount} settled by {number}")
    return text.format(amount=desk.formats.price(event.amount or 0), number=event.number)


def _printed(event: Event) -> str:
    """What was printed of a document, and by which template; from the second on which copy."""
    purpose = Purpose.__members__.get(event.action or "")
    if purpose not in OF_DOCUMENTS:
        done = ngettext("{count} label printed", "{count} labels printed", int(event.after or 1))
    elif event.position is not None and event.position > 1:
        done = _("Printed COPY {number}").format(number=event.position)
    else:
        done = _("Printed")
    return side_by_side(done, event.before) if event.before else done


_TIES = {
    Tie.ORIGIN: lambda: _("Made from"),
    Tie.MADE: lambda: _("Made of it"),
    Tie.RETURNS: lambda: _("Brings back what came by"),
    Tie.RETURNED: lambda: _("Brought back some of it"),
}


def tie_rows(desk: Desk, ties: Sequence[Tied]) -> list[TimelineStep]:
    """The rows of what a document is tied to, each a link."""
    return [_tie_row(desk, tied) for tied in ties]


def _tie_row(desk: Desk, tied: Tied) -> TimelineStep:
    name = f"{_(KINDS[tied.kind].name)} {tied.number or ''}".strip()
    if tied.state in (DRAFT, VOIDED):
        name += f" ({_('Draft') if tied.state == DRAFT else _('Void')})"
    below = [_TIES[tied.tie](), desk.formats.date(tied.date), tied.party or ""]
    text = " · ".join(part for part in below if part)
    return TimelineStep(name, text, tied.id, wrong=tied.state == VOIDED)
