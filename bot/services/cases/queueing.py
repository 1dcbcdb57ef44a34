"""What a reviewer sees of the queue: what comes first for them, a case, their own cases."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlmodel import Session

from bot.models import Case, CaseState, Draft, DraftState, Lease, NoticeKind
from bot.services.cases.values import (
    CaseLine,
    CasePosts,
    InHand,
    MyCases,
    NoCase,
    PostView,
    QueueEmpty,
    Shown,
)
from bot.services.members.roles import may_review
from bot.services.owing import owe
from bot.services.people import language
from bot.services.values import NotAllowed
from bot.store import cases, members, notices, people, queue, submissions
from bot.text.normalise import without_personal_data

SKIPPED: Final = timedelta(days=1)  # how long a skipped case stays away
PAGE: Final = 8  # cases of a list: as many as a phone shows
POSTS: Final = 4  # posts of a page, so that each has room


def next_case(session: Session, person_id: int, now: datetime) -> Case | None:
    """Return what comes first for a reviewer, in the languages that they review in.

    What others submitted and they may approve comes before open cases. What somebody holds,
    they themselves included, or what they skipped within a day is left out.
    """
    member = members.get(session, person_id)
    spoken = [*member.languages, None] if member and member.languages else []
    since = now - SKIPPED
    return queue.to_approve(session, person_id, spoken, since) or queue.first(
        session, person_id, spoken, now, since
    )


def owe_next(
    session: Session,
    chat_id: int,
    person_id: int,
    key: str,
    now: datetime,
    *,
    edits: int | None = None,
) -> Shown | QueueEmpty | NotAllowed:
    """Owe a reviewer what comes first for them; that nothing waits, in place of a card before."""
    if not may_review(session, person_id):
        return NotAllowed()
    case = next_case(session, person_id, now)
    if case is None and edits is None:
        return QueueEmpty()
    submitted = case is not None and case.state is CaseState.SUBMITTED
    owe(
        session,
        key=key,
        kind=_kind(case, submitted),
        chat_id=chat_id,
        person_id=person_id,
        case_id=case.id if case else None,
        edits=edits,
        params={} if case else {"name": "queue_empty", "values": {}},
    )
    return Shown() if case else QueueEmpty()


def _kind(case: Case | None, submitted: bool) -> NoticeKind:
    if case is None:
        return NoticeKind.TEXT
    return NoticeKind.DRAFT if submitted else NoticeKind.CASE


def owe_case(
    session: Session,
    chat_id: int,
    person_id: int,
    key: str,
    case_id: int,
    *,
    edits: int | None = None,
) -> Shown | NoCase | NotAllowed:
    """Owe a case to a reviewer's own chat, or to a group in which they asked for it."""
    if not may_review(session, person_id):
        return NotAllowed()
    if cases.get(session, case_id) is None:
        return NoCase()
    own = chat_id == person_id
    owe(
        session,
        key=key,
        kind=NoticeKind.CASE,
        chat_id=chat_id,
        person_id=person_id if own else None,
        case_id=case_id,
        edits=edits,
        params={} if own else {"locale": language(session, person_id)},
    )
    return Shown()


def owe_posts(
    session: Session,
    person_id: int,
    key: str,
    case_id: int,
    *,
    page: int = 1,
    edits: int | None = None,
) -> Shown | NoCase | NotAllowed:
    """Owe a page of a case's posts to a reviewer's own chat."""
    if not may_review(session, person_id):
        return NotAllowed()
    if cases.get(session, case_id) is None:
        return NoCase()
    owe(
        session,
        key=key,
        kind=NoticeKind.POSTS,
        chat_id=person_id,
        person_id=person_id,
        case_id=case_id,
        edits=edits,
        params={"page": page},
    )
    return Shown()


def owe_mine(
    session: Session, person_id: int, key: str, *, page: int = 1, edits: int | None = None
) -> Shown | NotAllowed:
    """Owe a reviewer the list of what they have in hand."""
    if not may_review(session, person_id):
        return NotAllowed()
    owe(
        session,
        key=key,
        kind=NoticeKind.CASES,
        chat_id=person_id,
        person_id=person_id,
        edits=edits,
        params={"page": page},
    )
    return Shown()


def mine(session: Session, person_id: int, page: int) -> MyCases | None:
    """Return a page of what a reviewer has in hand, or the nearest one; None for others."""
    if not may_review(session, person_id):
        return None
    lines = [_line(*row, person_id) for row in queue.in_hand(session, person_id)]
    order = list(InHand)
    found = sorted((line for line in lines if line), key=lambda line: order.index(line.hand))
    pages = max(1, -(-len(found) // PAGE))
    page = min(max(1, page), pages)
    return MyCases(tuple(found[(page - 1) * PAGE : page * PAGE]), page, pages)


def _line(case: Case, lease: Lease | None, draft: Draft | None, person_id: int) -> CaseLine | None:
    """Return a case as it stands for its holder or writer; None where another has taken it."""
    if (hand := _hand(lease, draft, person_id)) is None:
        return None
    text = draft.claim if draft and draft.claim else without_personal_data(case.text)
    until = lease.until if lease and lease.person_id == person_id else None
    return CaseLine(case.id or 0, text, case.purpose, hand, until)


def _hand(lease: Lease | None, draft: Draft | None, person_id: int) -> InHand | None:
    wrote = draft is not None and draft.author_id == person_id
    if draft and wrote and draft.state is DraftState.SUBMITTED:
        return InHand.WAITS
    if lease and lease.person_id != person_id:
        return None
    if draft and wrote and draft.comment:
        return InHand.SENT_BACK
    if lease:
        return InHand.HELD
    return InHand.BEGUN if wrote else None


def posts(session: Session, case_id: int, page: int) -> CasePosts | None:
    """Return a page of a case's posts, or the nearest one; None where there is no such case."""
    if (case := cases.get(session, case_id)) is None:
        return None
    total, _ = submissions.page_of_case(session, case_id, 0, 0)
    pages = max(1, -(-total // POSTS))
    page = min(max(1, page), pages)
    _, found = submissions.page_of_case(session, case_id, (page - 1) * POSTS, POSTS)
    views = []
    for post in found:
        parts = submissions.parts(session, post.id or 0)
        views.append(
            PostView(
                submission_id=post.id or 0,
                text=without_personal_data(post.text),
                language=post.language,
                origin=post.origin_name,
                sent_at=post.created_at,
                media=next((part.media for part in parts if part.media), None),
            )
        )
    detachable = case.state is CaseState.OPEN and total > 1
    return CasePosts(case_id, tuple(views), page, pages, detachable)


def may_write(session: Session, person_id: int) -> bool:
    """Say whether the bot can write to somebody's own chat: it has, and is not blocked there."""
    person = people.get(session, person_id)
    blocked = person is not None and person.blocked_at is not None
    return not blocked and notices.reached(session, person_id)
