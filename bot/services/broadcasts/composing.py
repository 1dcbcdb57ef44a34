"""Composing a broadcast: what goes out, to whom, and when. Only its author does, who is an admin.

Each step raises its version; its card shows how it stands. All of it is in the store.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.models import Audience, Broadcast, BroadcastState, Question
from bot.services import asking
from bot.services.asking import Asked
from bot.services.broadcasts import cards, content, times
from bot.services.broadcasts.results import (
    NoBroadcast,
    OfAnother,
    Overtaken,
    Shown,
    TimeAsked,
    Unfit,
)
from bot.services.broadcasts.times import BadTime
from bot.services.broadcasts.values import Place, View, When
from bot.services.clock import slots
from bot.services.members.roles import may_administer
from bot.services.people import LANGUAGES
from bot.services.values import NotAllowed
from bot.services.verdicts.values import NoVerdict
from bot.store import broadcasts, composed, notices, recipients, verdicts

MORNING: Final = 9  # the hour
QUESTIONS: Final = frozenset({Question.BROADCAST_TEXT, Question.BROADCAST_TIME})
Refused = NotAllowed | NoBroadcast | OfAnother | Overtaken


def own(session: Session, broadcast_id: int, place: Place) -> Broadcast | Refused:
    """Lock a broadcast that somebody composes; where it went on, its card shows how it stands."""
    if not may_administer(session, place.person_id):
        return NotAllowed()
    broadcast = broadcasts.locked(session, broadcast_id)
    if broadcast is None:
        return NoBroadcast()
    if broadcast.state is not BroadcastState.COMPOSING:
        cards.show(session, broadcast_id, place)
        return Overtaken()
    return broadcast if broadcast.author_id == place.person_id else OfAnother()


def begin(
    session: Session, place: Place, verdict_id: int, now: datetime
) -> Shown | NoVerdict | Unfit | NotAllowed:
    """Begin to compose a broadcast of a verdict."""
    if not may_administer(session, place.person_id):
        return NotAllowed()
    if notices.by_key(session, place.key):  # handled again
        return Shown()
    if verdict_id not in verdicts.by_id(session, [verdict_id]):
        return NoVerdict()
    broadcast = Broadcast(verdict_id=verdict_id, author_id=place.person_id, created_at=now)
    if flaw := content.unfit(session, broadcast):
        return Unfit(flaw)
    settle(session, place.person_id)
    cards.show(session, composed.add(session, broadcast).id or 0, place)
    return Shown()


def aim(
    session: Session,
    broadcast_id: int,
    place: Place,
    audience: Audience,
    *,
    topic_of: int | None = None,
    language: str | None = None,
) -> Shown | Refused:
    """Say whom a broadcast is for; *topic_of* is the first verdict of the topic."""
    broadcast = own(session, broadcast_id, place)
    if not isinstance(broadcast, Broadcast):
        return broadcast
    topics = {number: name for name, number in recipients.topics(session)}
    topic = topics.get(topic_of or 0)
    view = View.MAIN
    match audience:
        case Audience.TOPIC if topic is None:
            view = View.TOPICS
        case Audience.LANGUAGE if language not in LANGUAGES:
            view = View.LANGUAGES
        case Audience.ASKED if broadcast.verdict_id is None:
            return Overtaken()
        case _:
            content.aim(broadcast, audience, topic=topic, language=language)
    settle(session, place.person_id)
    cards.show(session, broadcast_id, place, view)
    return Shown()


def start_at(
    session: Session, broadcast_id: int, place: Place, when: When, now: datetime, zone: ZoneInfo
) -> Shown | TimeAsked | Refused:
    """Say when a broadcast begins."""
    broadcast = own(session, broadcast_id, place)
    if not isinstance(broadcast, Broadcast):
        return broadcast
    match when:
        case When.OWN:
            asked = Asked(Question.BROADCAST_TIME, broadcast_id)
            asking.ask(session, place.person_id, asked, now)
            return TimeAsked()
        case When.NOW:
            broadcast.due_at = None
        case When.HOUR:
            broadcast.due_at = times.in_an_hour(now)
        case When.MORNING:
            day = slots.local_day(now, zone) + timedelta(days=1)
            broadcast.due_at = slots.slot(day, MORNING, zone).moment
    changed(session, broadcast, place)
    return Shown()


def write_time(
    session: Session, broadcast_id: int, place: Place, words: str, now: datetime, zone: ZoneInfo
) -> Shown | BadTime | Refused:
    """Take words as the time at which a broadcast begins."""
    broadcast = own(session, broadcast_id, place)
    if not isinstance(broadcast, Broadcast):
        settle(session, place.person_id)
        return broadcast
    moment = times.read(words, now, zone)
    if isinstance(moment, BadTime):
        return moment
    broadcast.due_at = moment
    changed(session, broadcast, place)
    return Shown()


def look(
    session: Session, broadcast_id: int, place: Place, view: View = View.MAIN
) -> Shown | NoBroadcast | NotAllowed:
    """Show an admin a broadcast; what they were asked about one is asked no more."""
    return _look(session, broadcast_id, place, view)


def preview(
    session: Session, broadcast_id: int, place: Place, language: str
) -> Shown | NoBroadcast | NotAllowed:
    """Show an admin what readers of a language will see, as a message of its own."""
    shown = _look(session, broadcast_id, place, View.LANGUAGE, language)
    if isinstance(shown, Shown) and language in LANGUAGES:
        cards.show_sample(session, broadcast_id, place, language)
    return shown


def _look(
    session: Session, broadcast_id: int, place: Place, view: View, language: str = ""
) -> Shown | NoBroadcast | NotAllowed:
    if not may_administer(session, place.person_id):
        return NotAllowed()
    if broadcasts.get(session, broadcast_id) is None:
        return NoBroadcast()
    settle(session, place.person_id)
    cards.show(session, broadcast_id, place, view, language)
    return Shown()


def look_at_all(session: Session, place: Place) -> Shown | NotAllowed:
    """Show an admin the last broadcasts; what they were asked about one is asked no more."""
    if not may_administer(session, place.person_id):
        return NotAllowed()
    settle(session, place.person_id)
    cards.show_list(session, place)
    return Shown()


def changed(session: Session, broadcast: Broadcast, place: Place) -> None:
    """Raise a broadcast's version, and show it anew; what was asked of it is answered."""
    broadcast.version += 1
    settle(session, place.person_id)
    session.flush()
    cards.show(session, broadcast.id or 0, place)


def settle(session: Session, person_id: int) -> None:
    """Ask somebody nothing about a broadcast any more."""
    asked = asking.asked(session, person_id)
    if asked and asked.question in QUESTIONS:
        asking.settle(session, person_id)
