"""What reviewers do: take a case, rate it, name a source, or say that there is no claim in it."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session

from bot.models import Case, CaseState, Decided, DecisionKind, Lease, NoticeKind, Rating, Source
from bot.services import people
from bot.services.cards import card as card
from bot.services.cards import redraw
from bot.services.gathering import gather as gather
from bot.services.membership import close
from bot.services.owing import owe
from bot.services.publishing import publish
from bot.services.sources import read_source
from bot.services.values import (
    BadSource,
    Chosen,
    ClaimMissing,
    Closed,
    Dismissed,
    HeldByOther,
    NoRating,
    NotAllowed,
    Published,
    Rated,
    Sourced,
    Waived,
)
from bot.services.views import verdict_view
from bot.store import cases, notices

HELD_FOR = timedelta(hours=2)


def offer(session: Session, chat_id: int, now: datetime, limit: int) -> int:
    """Owe the reviewers' chat the cases it has not seen, most people first; return how many."""
    wanted = cases.most_wanted(session, limit)
    for case in wanted:
        case.offered_at = now
        owe(
            session,
            key=f"case:{case.id}",
            kind=NoticeKind.CASE,
            chat_id=chat_id,
            direct=False,
            due_at=now,
            case_id=case.id,
        )
    return len(wanted)


def case_under(session: Session, chat_id: int, message_id: int) -> int | None:
    """Return the case that a message of the reviewers' chat shows."""
    shown = notices.sent_as(session, chat_id, message_id)
    return shown.case_id if shown else None


def case_held(session: Session, person_id: int, now: datetime) -> int | None:
    """Return the case that a reviewer took last and still holds."""
    held = [lease for lease in cases.leases_of(session, person_id) if lease.until > now]
    return held[0].case_id if held else None


def choose_rating(
    session: Session, case_id: int, person_id: int, rating: Rating, now: datetime
) -> Rated:
    """Take a case with a rating for two hours; of two reviewers at once one gets it."""
    case = _workable(session, case_id, person_id, now)
    if not isinstance(case, Case):
        return case
    until = now + HELD_FOR
    if (lease := cases.lease(session, case_id)) is None:
        lease = Lease(case_id=case_id, person_id=person_id, until=until)
        session.add(lease)
    lease.person_id, lease.rating, lease.until = person_id, rating, until
    session.flush()
    redraw(session, case)
    return Chosen(rating, until)


def source_line(
    session: Session, case_id: int, person_id: int, line: str, now: datetime
) -> Sourced:
    """Publish the chosen rating with a source: "title | outlet | https://link".

    Lines before it are the claim in the reviewer's words; without them the post's words stand,
    and where the post has none (a picture) the claim is asked for.
    """
    case = _workable(session, case_id, person_id, now)
    if not isinstance(case, Case):
        return case
    lease = cases.lease(session, case_id)
    if lease is None or lease.person_id != person_id or lease.rating is None:
        return NoRating()
    *claim_lines, last = line.strip().splitlines() or [""]
    source = read_source(last)
    if isinstance(source, BadSource):
        return source
    claim = " ".join(" ".join(claim_lines).split())
    if not claim and not case.text.strip():
        return ClaimMissing()
    return _publish(session, case, lease, claim or None, source, now)


def _publish(
    session: Session, case: Case, lease: Lease, claim: str | None, source: Source, now: datetime
) -> Published:
    rating = lease.rating or Rating.UNPROVEN
    decided = _decided(session, case, lease.person_id, DecisionKind.RATED, now)
    published = publish(session, case, claim=claim, rating=rating, source=source, now=now)
    decided.verdict_id = published.verdict_id
    session.add(decided)
    redraw(session, case)
    return published


def not_a_claim(session: Session, case_id: int, person_id: int, now: datetime) -> Waived:
    """Close a case that holds nothing to check; a repeat of its text is not offered again."""
    case = _workable(session, case_id, person_id, now)
    if not isinstance(case, Case):
        return case
    session.add(_decided(session, case, person_id, DecisionKind.NOT_A_CLAIM, now))
    close(session, case, now)
    redraw(session, case)
    return Dismissed()


def release_leases(session: Session, now: datetime) -> int:
    """Give back the cases that were held too long; return how many."""
    expired = cases.expired(session, now)
    for lease in expired:
        case = cases.locked(session, lease.case_id)
        session.delete(lease)
        session.flush()
        if case:
            redraw(session, case)
    return len(expired)


def _workable(
    session: Session, case_id: int, person_id: int, now: datetime
) -> Case | NotAllowed | Closed | HeldByOther:
    """Lock a case for a reviewer, or say why they cannot work on it."""
    if not people.may_review(session, person_id):
        return NotAllowed()
    case = cases.locked(session, case_id)
    if case is None or case.state is CaseState.CLOSED:
        verdict_id = case.verdict_id if case else None
        return Closed(verdict_view(session, verdict_id, people.language(session, person_id)))
    lease = cases.lease(session, case_id)
    if lease and lease.person_id != person_id and lease.until > now:
        return HeldByOther(lease.until)
    return case


def _decided(
    session: Session, case: Case, person_id: int, kind: DecisionKind, now: datetime
) -> Decided:
    return Decided(
        case_id=case.id or 0,
        person_id=person_id,
        role=people.role(session, person_id),
        kind=kind,
        at=now,
    )
