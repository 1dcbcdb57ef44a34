"""Telling people of verdicts: what they asked about, what has changed, what holds no longer.

Whoever is told gets one message a version, whatever ways lead to them, as a reply to their own
latest post where there is one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.models import Case, DecisionKind, Notice, NoticeKind, Rating, Submission, Verdict
from bot.services import decisions
from bot.services.owing import owe
from bot.services.parts import first_message
from bot.store import broadcasts, cases, people, told, verdicts


def tell(session: Session, verdict_id: int, posts: Sequence[Submission], now: datetime) -> int:
    """Owe a verdict to everybody who sent one of the posts, once each; return to how many.

    It answers the person's own latest post among them. A withdrawn verdict is told to nobody.
    """
    verdict = verdicts.held(session, verdict_id)
    if verdict is None or verdict.withdrawn_at is not None:
        return 0
    for post in posts:
        post.verdict_id = verdict_id
    session.flush()
    kept = [post for post in posts if post.purged_at is None]
    for post in kept:
        stance = decisions.stance(post.decision, verdict_id)
        told.note(session, post.id or 0, verdict_id, verdict.version, now, stance)
    return _owe(session, verdict, latest(kept), {}, now)


def tell_change(session: Session, verdict: Verdict, was: Rating | None, now: datetime) -> int:
    """Owe a verdict's new version to everybody who got an older one, and to who follows it.

    Where what they were to get is not sent yet, that will say the new version already.
    """
    unsent = told.unsent(session, verdict.id or 0)
    waiting = {one.person_id for one in unsent if one.params.get("changed")}
    who = {
        person_id: post
        for person_id, post in _reached(session, verdict, unsent).items()
        if person_id not in waiting
    }
    params = {"changed": True, "was": str(was) if was else None}
    count = _owe(session, verdict, who, params, now)
    count += _owe_recipients(session, verdict, params, now)
    posts = [post.id or 0 for post in told.posts(session, verdict.id or 0)]
    told.raise_to(session, posts, verdict.id or 0, verdict.version, now)
    return count


def tell_withdrawal(session: Session, verdict: Verdict, now: datetime) -> int:
    """Owe everybody who got a verdict, or follows it, that it holds no longer."""
    unsent, params = told.unsent(session, verdict.id or 0), {"withdrawn": True}
    count = _owe(session, verdict, _reached(session, verdict, unsent), params, now)
    return count + _owe_recipients(session, verdict, params, now)


def to_be_told(session: Session, verdict: Verdict) -> int:
    """Count the people who hear of a change of a verdict."""
    number = verdict.id or 0
    asked = {post.person_id for post in told.posts(session, number)}
    sent = broadcasts.recipients(session, number)
    return len(asked | sent | {*people.followers(session, number)})


def _reached(
    session: Session, verdict: Verdict, unsent: Iterable[Notice]
) -> dict[int, Submission | None]:
    """Return those who know a verdict, each with their latest post that was told it."""
    verdict_id = verdict.id or 0
    first = {one.submission_id for one in unsent if not one.params.get("changed")}
    posts = [post for post in told.posts(session, verdict_id) if post.id not in first]
    followers: dict[int, Submission | None] = dict.fromkeys(people.followers(session, verdict_id))
    return followers | latest(posts)


def _owe_recipients(
    session: Session, verdict: Verdict, params: Mapping[str, Any], now: datetime
) -> int:
    """Owe a version to who was sent the verdict in a broadcast, if nothing else tells them."""
    number = verdict.id or 0
    who = broadcasts.recipients(session, number)
    return told.owe_news(session, who, number, verdict.version, params, now)


def tell_text(
    session: Session, posts: Iterable[Submission], name: str, key: str, now: datetime
) -> None:
    """Owe a text of the catalogue to everybody who sent one of the posts, once each per *key*.

    It answers the person's own latest post among them.
    """
    for person_id, post in latest(one for one in posts if one.purged_at is None).items():
        owe(
            session,
            key=f"{key}:{person_id}",
            kind=NoticeKind.TEXT,
            chat_id=post.chat_id,
            person_id=person_id,
            direct=False,
            due_at=now,
            submission_id=post.id,
            params={"name": name},
            reply_to=first_message(session, post),
        )


def tell_dismissal(
    session: Session, case: Case, posts: Iterable[Submission], now: datetime
) -> None:
    """Owe those who sent what was found to hold no claim a word on it; of spam nobody is told."""
    if cases.dismissed(session, case.id or 0) is DecisionKind.NOT_A_CLAIM:
        tell_text(session, posts, "nothing_to_check", f"dismissed:{case.id}", now)


def latest(posts: Iterable[Submission]) -> dict[int, Submission]:
    """Return each person's latest post among *posts*, which are in their order."""
    return {post.person_id: post for post in posts if post.person_id is not None}


def _owe(
    session: Session,
    verdict: Verdict,
    who: Mapping[int, Submission | None],
    params: Mapping[str, Any],
    now: datetime,
) -> int:
    """Owe a verdict to people, once each in its version; return to how many."""
    return sum(
        owe(
            session,
            key=_key(session, verdict, person_id, post),
            kind=NoticeKind.VERDICT,
            chat_id=post.chat_id if post else person_id,
            person_id=person_id,
            direct=False,
            due_at=now,
            submission_id=post.id if post else None,
            verdict_id=verdict.id,
            params=params,
            reply_to=first_message(session, post) if post else None,
        )
        for person_id, post in who.items()
    )


def _key(session: Session, verdict: Verdict, person_id: int, post: Submission | None) -> str:
    """Return the key under which somebody is told a version once; who asks again is told again."""
    key = f"verdict:{verdict.id}:{verdict.version}:{person_id}"
    last = told.last(session, verdict.id or 0, person_id)
    if last is None or not last.key.startswith(key):
        return key
    again = post and last.sent_at and post.created_at > last.sent_at
    return f"{key}:{post.id}" if post and again else last.key
