"""All that is kept of one person, for that person: /mydata."""

from __future__ import annotations

from sqlmodel import Session

from bot.models import Member, Person, Received, Submission
from bot.services import decisions
from bot.services.own_data_values import (
    OwnData,
    OwnFeedback,
    OwnFollow,
    OwnMembership,
    OwnMessage,
    OwnPost,
    OwnSubscription,
    OwnUnread,
    SentMessage,
)
from bot.store import (
    cases,
    members,
    notices,
    pairs,
    people,
    submissions,
    subscriptions,
    updates,
    verdicts,
)


def own_data(session: Session, person_id: int) -> OwnData:
    """Return all that is kept of a person; of somebody unknown there is nothing but the id."""
    person = people.get(session, person_id)
    posts = submissions.of_person(session, person_id)
    return OwnData(
        telegram_id=person_id,
        language=person.language if person else None,
        language_chosen=person is not None and person.language_chosen,
        known_since=person.created_at if person else None,
        blocked_the_bot=person.blocked_at if person else None,
        posts=tuple(_post(session, post) for post in posts),
        unread=tuple(
            OwnUnread(one.received_at, _words(one)) for one in updates.unread(session, person_id)
        ),
        feedback=tuple(
            OwnFeedback(one.submission_id, one.verdict_id, one.same_claim, one.wrong, one.at)
            for one in pairs.flags_of(session, person_id)
        ),
        follows=_follows(session, person_id),
        subscription=_subscription(session, person_id),
        membership=_membership(session, person),
        messages=tuple(
            SentMessage(str(one.kind), str(one.state), one.created_at, one.sent_at)
            for one in notices.to_person(session, person_id)
        ),
    )


def _words(update: Received) -> str:
    """Return what an update's sender wrote; what others wrote, to which it replies, is theirs."""
    message = update.raw.get("message") or update.raw.get("edited_message") or {}
    return str(message.get("text") or message.get("caption") or "")


def _post(session: Session, post: Submission) -> OwnPost:
    decision = decisions.load(post.decision) if post.decision else None
    matches = getattr(decision, "matches", ())
    told = [one.verdict_id for one in matches] + ([post.verdict_id] if post.verdict_id else [])
    return OwnPost(
        number=post.id or 0,
        received=post.created_at,
        text=post.text,
        language=post.language,
        forwarded_from=post.origin_name or (post.origin_kind and str(post.origin_kind)),
        posted=post.posted_at,
        outcome=str(post.outcome) if post.outcome else None,
        answered_with=tuple(dict.fromkeys(told)),
        case=post.case_id,
        kept_from_reviewers=post.held_back,
        text_erased=post.purged_at,
        messages=tuple(
            OwnMessage(one.text, tuple(one.urls), one.media and str(one.media), one.file_id)
            for one in submissions.parts(session, post.id or 0)
        ),
    )


def _follows(session: Session, person_id: int) -> tuple[OwnFollow, ...]:
    rows = people.followed(session, person_id)
    known = verdicts.by_id(session, [one.verdict_id for one in rows])
    return tuple(OwnFollow(one.verdict_id, known[one.verdict_id].claim, one.at) for one in rows)


def _subscription(session: Session, person_id: int) -> OwnSubscription | None:
    if (one := subscriptions.get(session, person_id)) is None:
        return None
    return OwnSubscription(
        tuple(one.topics), tuple(one.languages), str(one.frequency), one.since, one.ended_at
    )


def _membership(session: Session, person: Person | None) -> OwnMembership | None:
    member: Member | None = members.get(session, person.id) if person else None
    if person is None or member is None:
        return None
    return OwnMembership(
        role=str(person.role),
        languages=tuple(member.languages),
        since=member.since,
        suspended=member.suspended_at,
        without_reminders=member.muted,
        decisions=cases.decided_by(session, person.id),
    )
