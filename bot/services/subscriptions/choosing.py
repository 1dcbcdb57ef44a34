"""Choosing what one wants to be sent. Each choice subscribes, and can be made twice."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session

from bot.models import Frequency, Person, Subscription
from bot.services.people import LANGUAGES
from bot.services.subscriptions.cards import mark, offered, owe_card
from bot.services.subscriptions.values import NoSuchChoice, Place
from bot.store import people, subscriptions


def subscribe(session: Session, person_id: int, now: datetime, place: Place) -> None:
    """Subscribe to what the card says."""
    _begun(session, person_id, now)
    owe_card(session, person_id, place, now)


def want_topic(
    session: Session, person_id: int, now: datetime, place: Place, topic: int, *, wanted: bool
) -> NoSuchChoice | None:
    """Choose a topic by its mark, or take it back; without any they get all."""
    row = subscriptions.get(session, person_id)
    named = next((one for one in offered(session, row) if mark(one) == topic), None)
    if named is None:
        owe_card(session, person_id, place, now)
        return NoSuchChoice()
    row = _begun(session, person_id, now)
    row.topics = _with(row.topics, named, wanted=wanted)
    owe_card(session, person_id, place, now)
    return None


def want_every_topic(session: Session, person_id: int, now: datetime, place: Place) -> None:
    """Choose all topics, those to come too."""
    _begun(session, person_id, now).topics = []
    owe_card(session, person_id, place, now)


def want_language(
    session: Session, person_id: int, now: datetime, place: Place, code: str, *, wanted: bool
) -> NoSuchChoice | None:
    """Choose verdicts in a language, or take it back; without any they get all."""
    if code not in LANGUAGES:
        owe_card(session, person_id, place, now)
        return NoSuchChoice()
    row = _begun(session, person_id, now)
    row.languages = _with(row.languages, code, wanted=wanted)
    owe_card(session, person_id, place, now)
    return None


def want_every_language(session: Session, person_id: int, now: datetime, place: Place) -> None:
    """Choose verdicts in all languages."""
    _begun(session, person_id, now).languages = []
    owe_card(session, person_id, place, now)


def want_often(
    session: Session, person_id: int, now: datetime, place: Place, frequency: Frequency
) -> None:
    """Choose how often one is written to."""
    _begun(session, person_id, now).frequency = frequency
    owe_card(session, person_id, place, now)


def _begun(session: Session, person_id: int, now: datetime) -> Subscription:
    """Return somebody's subscription, which begins now unless it has, and lock it."""
    people.ensure(session, Person(id=person_id, created_at=now))
    subscriptions.add(session, Subscription(person_id=person_id, since=now))
    row = subscriptions.locked(session, person_id)
    if row is None:
        raise RuntimeError("a subscription vanished while it began")
    if row.ended_at is not None:
        row.ended_at, row.since = None, now
    return row


def _with(chosen: Iterable[str], one: str, *, wanted: bool) -> list[str]:
    """Add a choice to others, or take it out; sorted, so that the same is kept alike."""
    return sorted({*chosen, one} if wanted else {*chosen} - {one})
