"""Handing a broadcast in, and a second admin's yes to it; then it waits for its time."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlmodel import Session

from bot.models import Broadcast, BroadcastState, DecisionKind
from bot.services.broadcasts import (
    audience,
    beginning,
    cards,
    composing,
    content,
    noting,
)
from bot.services.broadcasts.results import (
    CalledOff,
    ConfirmedNow,
    NoBroadcast,
    OfAnother,
    Overtaken,
    OwnBroadcast,
    Returned,
    Sent,
    Shown,
    Unfit,
    WaitsForAnother,
)
from bot.services.broadcasts.values import Place, View
from bot.services.members.roles import may_administer
from bot.services.values import NotAllowed
from bot.store import broadcasts, members

CALLED_OFF: Final = "called_off"  # the reason of what was stopped before it began
S = BroadcastState


def send(
    session: Session,
    broadcast_id: int,
    version: int,
    place: Place,
    now: datetime,
    *,
    again: bool = False,
) -> Sent | WaitsForAnother | Unfit | Shown | composing.Refused:
    """Hand a broadcast in as its author saw it: it begins at its time, or waits for another's yes.

    What repeats another one is asked about first, unless it is sent *again*.
    """
    broadcast = composing.own(session, broadcast_id, place)
    if not isinstance(broadcast, Broadcast):
        return broadcast
    if broadcast.version != version:
        cards.show(session, broadcast_id, place)
        return Overtaken()
    count = audience.count(session, broadcast)
    if flaw := content.flaw(session, broadcast, count, place.over, now):
        cards.show(session, broadcast_id, place)
        return Unfit(flaw)
    if not again and content.repeated(session, broadcast):
        cards.show(session, broadcast_id, place, View.SEND)
        return Shown()
    broadcast.content_hash = content.content_hash(session, broadcast)
    broadcast.people, broadcast.confirmed_by_id = count.people, None
    waits = count.people > place.over
    if waits:
        beginning.wait(session, broadcast, place.over, place.person_id, now)
    else:
        _schedule(broadcast, now)
        noting.note(
            session, broadcast, DecisionKind.BROADCAST_SCHEDULED, place.person_id, count, now
        )
    cards.show(session, broadcast_id, place)
    return WaitsForAnother() if waits else Sent(at_once=_is_due(broadcast, now))


def _schedule(broadcast: Broadcast, now: datetime) -> None:
    broadcast.state, broadcast.due_at = S.SCHEDULED, broadcast.due_at or now


def _is_due(broadcast: Broadcast, now: datetime) -> bool:
    return broadcast.due_at is None or broadcast.due_at <= now


def confirm(
    session: Session, broadcast_id: int, version: int, place: Place, now: datetime
) -> ConfirmedNow | OwnBroadcast | Unfit | Overtaken | NoBroadcast | NotAllowed:
    """Say yes to a broadcast of another admin, as it was seen."""
    broadcast = _open(session, broadcast_id, place, S.WAITING)
    if not isinstance(broadcast, Broadcast):
        return broadcast
    if broadcast.author_id == place.person_id:
        return OwnBroadcast()
    if broadcast.version != version:
        cards.show(session, broadcast_id, place)
        return Overtaken()
    count = audience.count(session, broadcast)
    if flaw := content.flaw(session, broadcast, count, place.over, now):
        cards.show(session, broadcast_id, place)
        return Unfit(flaw)
    broadcast.people, broadcast.confirmed_by_id = count.people, place.person_id
    _schedule(broadcast, now)
    noting.note(session, broadcast, DecisionKind.BROADCAST_CONFIRMED, place.person_id, count, now)
    noting.tell_author(session, broadcast, "broadcast_confirmed", place.person_id, now)
    _redraw(session, broadcast, place)
    return ConfirmedNow()


def send_back(
    session: Session, broadcast_id: int, version: int, place: Place, now: datetime
) -> Returned | OwnBroadcast | Overtaken | NoBroadcast | NotAllowed:
    """Give a broadcast back to its author, to be changed."""
    broadcast = _open(session, broadcast_id, place, S.WAITING)
    if not isinstance(broadcast, Broadcast):
        return broadcast
    if broadcast.author_id == place.person_id:
        return OwnBroadcast()
    if broadcast.version != version:
        cards.show(session, broadcast_id, place)
        return Overtaken()
    noting.note(session, broadcast, DecisionKind.BROADCAST_SENT_BACK, place.person_id, None, now)
    noting.tell_author(session, broadcast, "broadcast_sent_back", place.person_id, now)
    _compose_again(broadcast)
    _redraw(session, broadcast, place)
    return Returned()


def recompose(
    session: Session, broadcast_id: int, place: Place, now: datetime
) -> Returned | OfAnother | Overtaken | NoBroadcast | NotAllowed:
    """Let its author change a broadcast that was handed in and has not begun."""
    broadcast = _open(session, broadcast_id, place, S.WAITING, S.SCHEDULED)
    if not isinstance(broadcast, Broadcast):
        return broadcast
    if broadcast.author_id != place.person_id:
        return OfAnother()
    noting.note(session, broadcast, DecisionKind.BROADCAST_SENT_BACK, place.person_id, None, now)
    if _is_due(broadcast, now):
        broadcast.due_at = None
    _compose_again(broadcast)
    _redraw(session, broadcast, place)
    return Returned()


def _compose_again(broadcast: Broadcast) -> None:
    broadcast.state, broadcast.confirmed_by_id = S.COMPOSING, None
    broadcast.version += 1


def call_off(
    session: Session, broadcast_id: int, place: Place, now: datetime
) -> CalledOff | OfAnother | Overtaken | NoBroadcast | NotAllowed:
    """End a broadcast before it begins; what another admin composes is theirs to end."""
    broadcast = _open(session, broadcast_id, place, *cards.BEFORE)
    if not isinstance(broadcast, Broadcast):
        return broadcast
    theirs = broadcast.author_id in set(members.admins(session)) - {place.person_id}
    if broadcast.state is S.COMPOSING and theirs:
        return OfAnother()
    handed_in = broadcast.state is not S.COMPOSING
    beginning.end(session, broadcast, CALLED_OFF, now)
    if handed_in:
        noting.note(session, broadcast, DecisionKind.BROADCAST_STOPPED, place.person_id, None, now)
        noting.tell_author(session, broadcast, "broadcast_called_off", place.person_id, now)
    _redraw(session, broadcast, place)
    return CalledOff()


def _open(
    session: Session, broadcast_id: int, place: Place, *states: BroadcastState
) -> Broadcast | Overtaken | NoBroadcast | NotAllowed:
    """Lock a broadcast in one of some states; where it went on, its card shows how it stands."""
    if not may_administer(session, place.person_id):
        return NotAllowed()
    broadcast = broadcasts.locked(session, broadcast_id)
    if broadcast is None:
        return NoBroadcast()
    if broadcast.state not in states:
        cards.show(session, broadcast_id, place)
        return Overtaken()
    return broadcast


def _redraw(session: Session, broadcast: Broadcast, place: Place) -> None:
    session.flush()
    cards.show(session, broadcast.id or 0, place)
    cards.redraw(session, broadcast, but=place.person_id)
