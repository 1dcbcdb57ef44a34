"""Who gets a broadcast: subscribers whose choice it meets, or who asked about its verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sqlmodel import Session

from bot.models import Audience, Broadcast, Frequency, utcnow
from bot.services import marks
from bot.services.broadcasts.values import Count, Recipient
from bot.store import recipients as store
from bot.store import verdicts
from bot.store.recipients import Taste

PORTION: Final = 2_000  # subscribers who are looked through at once, where few are meant


@dataclass(frozen=True, slots=True)
class Segment:
    """Which subscribers a broadcast is for."""

    topics: frozenset[str | None] = frozenset()  # all of these; None: who takes every topic
    languages: frozenset[str] = frozenset()  # of what is sent: one of these is enough
    speaks: str | None = None  # who reads this language

    def fits(self, taste: Taste) -> bool:
        """Say whether a subscriber is in the segment."""
        if taste.topics and not self.topics <= taste.topics:
            return False
        if taste.languages and self.languages and not self.languages & taste.languages:
            return False
        return self.speaks is None or self.speaks in (taste.languages or {taste.speaks})


def count(session: Session, broadcast: Broadcast) -> Count:
    """Count the people who get a broadcast if it begins now."""
    found = Counter[Frequency]()
    if broadcast.audience is Audience.ASKED:
        for frequency, many in store.count_asked(session, broadcast.verdict_id or 0).items():
            found[frequency or Frequency.AT_ONCE] += many
    else:
        segment = segment_of(session, broadcast)
        for taste, many in store.tastes(session):
            found[taste.frequency] += many if segment.fits(taste) else 0
    found.subtract(_banned_among(session, broadcast))
    at_once = found.pop(Frequency.AT_ONCE, 0)
    return Count(at_once, found.total())


def _banned_among(session: Session, broadcast: Broadcast) -> Iterator[Frequency]:
    """Give how often those want to be written to who would get it, were they not banned."""
    if not store.bans(session):
        return
    banned = _banned(session)
    for person_id in filter(banned, store.known(session)):
        _, found = _next(session, broadcast, person_id - 1, 1)
        yield from (one.frequency for one in found if one.person_id == person_id)


def recipients(
    session: Session, broadcast: Broadcast, after: int, limit: int
) -> Sequence[Recipient]:
    """Return the next recipients by id, from after one on; none where there are no more."""
    banned, found = _banned(session), list[Recipient]()
    portion = limit
    while len(found) < limit:
        last, some = _next(session, broadcast, after, portion)
        found += [one for one in some if not banned(one.person_id)]
        if last is None:
            break
        after, portion = last, max(limit, PORTION)
    return found[:limit]


def _next(
    session: Session, broadcast: Broadcast, after: int, limit: int
) -> tuple[int | None, list[Recipient]]:
    """Return some of the next recipients, and the last id looked at; None at the list's end."""
    find = _asked if broadcast.audience is Audience.ASKED else _subscribers
    return find(session, broadcast, after, limit)


def _asked(
    session: Session, broadcast: Broadcast, after: int, limit: int
) -> tuple[int | None, list[Recipient]]:
    rows = store.asked(session, broadcast.verdict_id or 0, after, limit)
    found = [Recipient(one, frequency or Frequency.AT_ONCE) for one, frequency in rows]
    return rows[-1][0] if len(rows) == limit else None, found


def _subscribers(
    session: Session, broadcast: Broadcast, after: int, limit: int
) -> tuple[int | None, list[Recipient]]:
    segment = segment_of(session, broadcast)
    rows = store.subscribers(session, after, limit)
    found = [Recipient(one, taste.frequency) for one, taste in rows if segment.fits(taste)]
    return rows[-1][0] if len(rows) == limit else None, found


def _banned(session: Session) -> Callable[[int], bool]:
    """Return what says whether somebody's posts are not taken; they are sent nothing either."""
    bans = store.bans(session)
    if not bans:
        return lambda person_id: False
    secret = marks.secret(session, utcnow())
    return lambda person_id: marks.made_with(secret, person_id) in bans


def segment_of(session: Session, broadcast: Broadcast) -> Segment:
    """Say which subscribers a broadcast is for; a text has no topic or language of its own."""
    topics = {broadcast.topic} if broadcast.audience is Audience.TOPIC else set[str | None]()
    speaks = broadcast.segment_language if broadcast.audience is Audience.LANGUAGE else None
    verdict_id = broadcast.verdict_id
    if verdict_id is None:
        return Segment(frozenset(topics), speaks=speaks)
    verdict = verdicts.by_id(session, [verdict_id])[verdict_id]
    languages = {verdict.language, *verdicts.texts(session, [verdict_id]).get(verdict_id, {})}
    return Segment(frozenset({*topics, verdict.topic}), frozenset(languages), speaks)
