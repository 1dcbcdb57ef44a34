"""What a broadcast says, in which languages, and whether it can go out."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime

from sqlmodel import Session

from bot.models import Audience, Broadcast, BroadcastState, Verdict
from bot.services.broadcasts.values import Count, Flaw, Repeated
from bot.store import composed, members, people, verdicts


def verdict_of(session: Session, broadcast: Broadcast) -> Verdict | None:
    """Return the verdict that a broadcast tells of, withdrawn or not; None of a text."""
    number = broadcast.verdict_id
    return verdicts.by_id(session, [number]).get(number) if number is not None else None


def original(session: Session, broadcast: Broadcast) -> str:
    """Return the language in which those read it whose own has no text."""
    verdict = verdict_of(session, broadcast)
    return verdict.language if verdict else broadcast.language


def languages(session: Session, broadcast: Broadcast) -> tuple[str, ...]:
    """Return the languages that have a text of their own, the original first."""
    first = original(session, broadcast)
    if broadcast.verdict_id is None:
        return tuple(sorted(broadcast.texts, key=lambda code: (code != first, code)))
    texts = verdicts.texts(session, [broadcast.verdict_id]).get(broadcast.verdict_id, {})
    return (first, *sorted(texts.keys() - {first}))


def language_of(session: Session, person_id: int) -> str:
    """Return the language in which somebody is spoken to."""
    person = people.get(session, person_id)
    return person.language if person else "en"


def unfit(session: Session, broadcast: Broadcast) -> Flaw | None:
    """Say why nothing can be sent of a broadcast, whoever is to get it."""
    if broadcast.verdict_id is None:
        return None if broadcast.texts.get(broadcast.language) else Flaw.NO_TEXT
    verdict = verdict_of(session, broadcast)
    if verdict is None or verdict.withdrawn_at is not None:
        return Flaw.WITHDRAWN
    return Flaw.UNRATED if verdict.rating is None else None


def flaw(
    session: Session, broadcast: Broadcast, count: Count, over: int, now: datetime
) -> Flaw | None:
    """Say why a broadcast cannot be handed in as it is."""
    if found := unfit(session, broadcast):
        return found
    if not count.people:
        return Flaw.NOBODY
    composing = broadcast.state is BroadcastState.COMPOSING
    if composing and broadcast.due_at is not None and broadcast.due_at <= now:
        return Flaw.PAST
    others = set(members.admins(session)) - {broadcast.author_id}
    if composing and count.people > over and not others:
        return Flaw.ALONE
    return None


def content_hash(session: Session, broadcast: Broadcast) -> str:
    """Return a mark of what goes to whom: a corrected verdict is another one."""
    verdict = verdict_of(session, broadcast)
    said = [broadcast.verdict_id, verdict and verdict.version, broadcast.texts, broadcast.photo]
    whom = [broadcast.audience, broadcast.topic, broadcast.segment_language]
    written = json.dumps([*said, *whom], sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()


def repeated(session: Session, broadcast: Broadcast) -> Repeated | None:
    """Return when the same was sent before, or is to be sent, to the same people."""
    found = composed.same(session, broadcast, content_hash(session, broadcast))
    if found is None:
        return None
    at = found.started_at or found.due_at or found.created_at
    return Repeated(at, found.people, begun=found.started_at is not None)


def aim(
    broadcast: Broadcast,
    audience: Audience,
    *,
    topic: str | None = None,
    language: str | None = None,
) -> None:
    """Say whom a broadcast is for."""
    broadcast.audience = audience
    broadcast.topic, broadcast.segment_language = topic, language
    broadcast.version += 1
