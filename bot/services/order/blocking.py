"""Blocking people who abuse the bot, and taking that back. Who sent a post stays unseen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from bot.models import (
    Ban,
    CaseState,
    DecisionKind,
    NoticeKind,
    Outcome,
    Person,
    Role,
    Submission,
)
from bot.services import audit, marks
from bot.services.cases import queueing
from bot.services.cases.cards import redraw
from bot.services.cases.membership import close_if_empty, leave_case, reword
from bot.services.members.roles import may_administer
from bot.services.order.values import (
    Blocked,
    BlockedBefore,
    ByPerson,
    ByPost,
    HasRole,
    NoSender,
    NotBlocked,
    SeveralSenders,
    Shown,
    Target,
    Unblocked,
)
from bot.services.owing import owe, owe_text
from bot.services.values import NotAllowed
from bot.store import bans, cases, notices, people, submissions

UNANSWERED = (Outcome.NONE, Outcome.RELATED)
Unfit = BlockedBefore | HasRole | NoSender | NotAllowed
# Whom Telegram names in a group instead of whoever writes there as a channel or the group itself.
STAND_INS = frozenset({136_817_688, 777_000, 1_087_968_824})


def ask(
    session: Session, chat_id: int, admin_id: int, key: str, target: Target, now: datetime
) -> Shown | Unfit:
    """Owe an admin the question whether somebody is to be blocked, with what that means."""
    person_id = _who(session, admin_id, target)
    if not isinstance(person_id, int):
        return person_id
    if bans.get(session, marks.mark(session, person_id, now)):
        return BlockedBefore()
    owe(
        session,
        key=key,
        kind=NoticeKind.TEXT,
        chat_id=chat_id,
        person_id=admin_id,
        params={
            "name": "block_question",
            "values": {
                "post": target.number if isinstance(target, ByPost) else 0,
                "person": target.number if isinstance(target, ByPerson) else 0,
                "waiting": len(_waiting(session, person_id)),
            },
        },
    )
    return Shown()


def block(session: Session, target: Target, admin_id: int, now: datetime) -> Blocked | Unfit:
    """Block somebody, take their posts out of the open cases, and tell them once."""
    person_id = _who(session, admin_id, target)
    if not isinstance(person_id, int):
        return person_id
    # Who is about to keep a post of theirs waits here, and sees the ban then.
    person = session.get(Person, person_id, with_for_update=True, populate_existing=True)
    if person is not None and person.role is not Role.PUBLIC:
        return HasRole()
    digest = marks.mark(session, person_id, now)
    told = person is not None
    ban = Ban(digest=digest, at=now, by_person_id=admin_id, told_at=now if told else None)
    if not bans.add(session, ban):
        return BlockedBefore()
    held = _hold_back(session, person_id, now)
    if told:
        owe_text(session, f"blocked:{digest}:{now.timestamp()}", person_id, "blocked", now)
    _note(session, DecisionKind.BANNED, target, admin_id, now, posts=held)
    return Blocked(held)


def unblock(
    session: Session, target: Target, admin_id: int, now: datetime
) -> Unblocked | NotBlocked | NoSender | NotAllowed:
    """Take somebody's posts again, from now on."""
    person_id = _whose(session, admin_id, target)
    if not isinstance(person_id, int):
        return person_id
    digest = marks.mark(session, person_id, now)
    if not bans.drop(session, digest):
        return NotBlocked()
    if people.get(session, person_id):
        owe_text(session, f"unblocked:{digest}:{now.timestamp()}", person_id, "unblocked", now)
    _note(session, DecisionKind.UNBANNED, target, admin_id, now)
    return Unblocked()


def shown(
    session: Session, admin_id: int, chat_id: int, message_id: int
) -> ByPost | SeveralSenders | NoSender | NotAllowed:
    """Return the one sender of the posts that a card or list shows, by one of their posts."""
    if not may_administer(session, admin_id):
        return NotAllowed()
    about = [one for one in notices.on_message(session, chat_id, message_id) if one.case_id]
    if not about:
        return NoSender()
    case_id = about[-1].case_id or 0
    found: Sequence[Submission] = submissions.in_case(session, case_id)
    if about[-1].kind is NoticeKind.POSTS:
        listed = queueing.posts(session, case_id, about[-1].params["page"])
        numbers = {one.submission_id for one in listed.posts} if listed else set()
        found = [one for one in found if one.id in numbers]
    senders = {one.person_id: one.id or 0 for one in found if one.person_id is not None}
    if len(senders) > 1:
        return SeveralSenders()
    return ByPost(next(iter(senders.values()))) if senders else NoSender()


def _who(session: Session, admin_id: int, target: Target) -> int | Unfit:
    """Return whom an admin means, if they may be blocked; nobody knows who hides as a group."""
    person_id = _whose(session, admin_id, target)
    if person_id in STAND_INS:
        return NoSender()
    if isinstance(person_id, int):
        person = people.get(session, person_id)
        if person is not None and person.role is not Role.PUBLIC:
            return HasRole()
    return person_id


def _whose(session: Session, admin_id: int, target: Target) -> int | NoSender | NotAllowed:
    """Return whom an admin means."""
    if not may_administer(session, admin_id):
        return NotAllowed()
    match target:
        case ByPerson(number):
            return number
        case ByPost(number):
            post = submissions.get(session, number)
            return post.person_id if post and post.person_id is not None else NoSender()


def _waiting(session: Session, person_id: int) -> list[Submission]:
    """Return somebody's posts that wait for reviewers, in a case or for one."""
    return [
        post
        for post in submissions.of_person(session, person_id)
        if post.outcome in UNANSWERED and post.verdict_id is None and not post.held_back
        if post.case_id is None or _is_open(session, post.case_id)
    ]


def _is_open(session: Session, case_id: int) -> bool:
    case = cases.get(session, case_id)
    return case is not None and case.state is not CaseState.CLOSED


def _hold_back(session: Session, person_id: int, now: datetime) -> int:
    """Take somebody's posts from the reviewers; what others sent stays where it is."""
    posts = _waiting(session, person_id)
    touched = sorted({post.case_id for post in posts if post.case_id is not None})
    for case_id in touched:
        cases.locked(session, case_id)
    for post in posts:
        post.held_back = True
        leave_case(session, post)
    session.flush()
    for case_id in touched:
        _mend(session, case_id, now)
    return len(posts)


def _mend(session: Session, case_id: int, now: datetime) -> None:
    """Close a case that is left empty; another one says what somebody else sent."""
    case = cases.get(session, case_id)
    if case is None:
        return
    others = [one for one in submissions.in_case(session, case_id) if one.purged_at is None]
    if not others:
        close_if_empty(session, case, now)
    elif case.text_hash and case.text_hash not in {one.text_hash for one in others}:
        reword(session, case, others[0])
    redraw(session, case)


def _note(
    session: Session,
    kind: DecisionKind,
    target: Target,
    admin_id: int,
    now: datetime,
    **counts: int,
) -> None:
    """Log it by the post, never by whose it was."""
    about = {"post": target.number} if isinstance(target, ByPost) else {}
    audit.note(session, kind, now, person_id=admin_id, changes=about | counts)
