"""A broadcast as its admins see it: one card in each of their chats, edited in place."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, Final

from sqlmodel import Session

from bot.models import (
    Broadcast,
    BroadcastState,
    Notice,
    NoticeKind,
    NoticeState,
    utcnow,
)
from bot.services.broadcasts import audience, content, progress
from bot.services.broadcasts.messages import said
from bot.services.broadcasts.running_values import Progress, UnsureList
from bot.services.broadcasts.values import (
    BroadcastCard,
    BroadcastLine,
    BroadcastList,
    BroadcastMessage,
    Count,
    Place,
    Topic,
    View,
)
from bot.services.members.roles import may_administer
from bot.services.owing import owe
from bot.services.views import verdict_view, verdict_views
from bot.store import broadcasts, composed, members, notices, recipients

LISTED: Final = 10  # broadcasts in a list
TOPICS: Final = 30  # to choose from
BEFORE: Final = (BroadcastState.COMPOSING, BroadcastState.WAITING, BroadcastState.SCHEDULED)
CHOOSING: Final = frozenset({View.AUDIENCE, View.TOPICS, View.LANGUAGES, View.TIME, View.SEND})


def show(
    session: Session, broadcast_id: int, place: Place, view: View = View.MAIN, language: str = ""
) -> bool:
    """Owe an admin the card of a broadcast; what it says is read when it is sent."""
    params = {
        "broadcast": broadcast_id,
        "view": view,
        "language": language,
        "over": place.over,
    }
    return _owe(session, place.person_id, place.key, params, place.edits)


def show_list(session: Session, place: Place) -> bool:
    """Owe an admin the last broadcasts."""
    return _owe(session, place.person_id, place.key, {}, place.edits)


def show_sample(session: Session, broadcast_id: int, place: Place, language: str) -> bool:
    """Owe an admin what readers of a language will see, as a message of its own."""
    return owe(
        session,
        key=f"{place.key}:sample",
        kind=NoticeKind.BROADCAST_CARD,  # so that no pause holds it
        chat_id=place.person_id,
        person_id=place.person_id,
        params={"sample": broadcast_id, "as_reader": language},
    )


def _owe(
    session: Session, person_id: int, key: str, params: dict[str, Any], edits: int | None
) -> bool:
    return owe(
        session,
        key=key,
        kind=NoticeKind.BROADCAST_CARD,
        chat_id=person_id,
        person_id=person_id,
        params=params,
        edits=edits,
    )


def redraw(session: Session, broadcast: Broadcast, *, but: int | None = None) -> None:
    """Owe each admin's last card of a broadcast anew, in place; *but* for one admin."""
    number = broadcast.id or 0
    everybody = {*members.admins(session), broadcast.author_id, broadcast.confirmed_by_id}
    for person_id in sorted(everybody - {but, None}, key=lambda one: one or 0):
        card = _last(session, person_id or 0, number)
        if card is None or card.state is NoticeState.DUE:  # it will show how it is then
            continue
        key = f"broadcast:{number}:redraw:{card.id}"
        params = {**card.params, "view": View.MAIN}
        _owe(session, card.chat_id, key, params, card.message_id or card.edits)


def _last(session: Session, person_id: int, broadcast_id: int) -> Notice | None:
    """Return the last card of a broadcast in somebody's chat, if it is still one."""
    kind = NoticeKind.BROADCAST_CARD
    for card in notices.of_kind(session, person_id, kind):
        if card.params.get("broadcast") != broadcast_id or card.state is NoticeState.FAILED:
            continue
        shown = notices.on_message(session, person_id, card.message_id or card.edits or 0)
        newest = shown[-1] if shown else card
        same = newest.params.get("broadcast") == broadcast_id and newest.kind is kind
        return newest if same else None
    return None


Card = BroadcastCard | BroadcastList | BroadcastMessage | Progress | UnsureList


def card(session: Session, notice: Notice, locale: str) -> Card | None:
    """Return what an admin sees of a broadcast, or of the last ones; nothing for anybody else.

    With *sample* it is what readers of *locale* will see.
    """
    person_id = notice.person_id or 0
    if not may_administer(session, person_id):
        return None
    if "sample" in notice.params:
        shown = broadcasts.get(session, notice.params["sample"])
        return said(session, shown, locale, sample=True) if shown else None
    if "broadcast" not in notice.params:
        return latest(session, locale)
    broadcast = broadcasts.get(session, notice.params["broadcast"])
    if broadcast is None:
        return None
    if has_begun(broadcast):
        return progress.message(session, notice)
    return _card(session, broadcast, notice, locale)


def has_begun(broadcast: Broadcast) -> bool:
    """Say whether somebody has been listed as a recipient, or may have been."""
    stopped = broadcast.state is BroadcastState.STOPPED
    if stopped and broadcast.started_at is None and not broadcast.listed_to:
        return False
    return broadcast.state not in BEFORE


def _card(session: Session, broadcast: Broadcast, notice: Notice, locale: str) -> BroadcastCard:
    params, person_id, state = notice.params, notice.person_id or 0, broadcast.state
    own, admins = broadcast.author_id == person_id, members.admins(session)
    view = View(params.get("view", View.MAIN))
    if view in CHOOSING and not (own and state is BroadcastState.COMPOSING):
        view = View.MAIN
    count = audience.count(session, broadcast) if state in BEFORE else Count(broadcast.people, 0)
    over, now = params.get("over", 0), utcnow()
    asks = view is View.SEND
    return BroadcastCard(
        broadcast_id=broadcast.id or 0,
        version=broadcast.version,
        state=state,
        view=view,
        count=count,
        verdict=verdict_view(session, broadcast.verdict_id, locale, withdrawn=True),
        text=broadcast.texts.get(locale) or broadcast.texts.get(broadcast.language, ""),
        photo=broadcast.photo is not None,
        language=content.original(session, broadcast),
        languages=content.languages(session, broadcast),
        audience=broadcast.audience,
        topic=broadcast.topic,
        segment_language=broadcast.segment_language,
        due_at=broadcast.due_at,
        over=over,
        own=own,
        orphan=broadcast.author_id not in admins,
        flaw=content.flaw(session, broadcast, count, over, now) if state in BEFORE else None,
        shown=params.get("language", ""),
        topics=_topics(session) if view is View.TOPICS else (),
        repeated=content.repeated(session, broadcast) if asks else None,
    )


def _topics(session: Session) -> tuple[Topic, ...]:
    return tuple(Topic(*one) for one in recipients.topics(session)[:TOPICS])


def latest(session: Session, locale: str) -> BroadcastList:
    """Return the last broadcasts, the newest first."""
    found = composed.latest(session, LISTED)
    ids = [one.verdict_id for one in found if one.verdict_id is not None]
    views = verdict_views(session, ids, locale, withdrawn=True)
    return BroadcastList(
        tuple(
            BroadcastLine(
                one.id or 0,
                one.state,
                one.started_at or one.due_at or one.created_at,
                views.get(one.verdict_id or 0),
                one.texts.get(locale) or one.texts.get(one.language, ""),
                one.people,
            )
            for one in found
        )
    )


def ask_others(
    session: Session, broadcast: Broadcast, over: int, asked: Collection[int], now: datetime
) -> None:
    """Owe other admins what a broadcast says, and its card with the question to confirm it."""
    number = broadcast.id or 0
    for person_id in sorted(asked):
        key = f"broadcast:{number}:{broadcast.version}:{person_id}"
        place = Place(person_id, key, over)
        language = content.language_of(session, person_id)
        show_sample(session, number, place, language)
        show(session, number, place)
