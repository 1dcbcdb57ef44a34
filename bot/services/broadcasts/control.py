"""Steering what was scheduled: pausing, going on, stopping. Doing it twice does no harm.

The broadcast is locked first, then its notices. What is being sent stays as it is: where it
comes back unsent, it waits as its broadcast does by then (store.broadcasts.waiting).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sqlmodel import Session

from bot.models import Broadcast, BroadcastState, DecisionKind, NoticeState
from bot.services import audit
from bot.services.broadcasts.running_values import NoBroadcast, Steered, TooFar
from bot.services.members.roles import may_administer
from bot.services.owing import owe_text
from bot.services.values import NotAllowed
from bot.store import broadcasts, tallies

Result = Steered | TooFar | NoBroadcast | NotAllowed

WITHDRAWN: Final = "withdrawn"  # the reason of what is stopped because its verdict is
BEGUN: Final = broadcasts.ALIVE
PLANNED: Final = (BroadcastState.COMPOSING, BroadcastState.WAITING, BroadcastState.SCHEDULED)


def pause(session: Session, broadcast_id: int, person_id: int, now: datetime) -> Result:
    """Let nothing more of a broadcast leave until it goes on."""
    found = _to_steer(session, broadcast_id, person_id)
    if not isinstance(found, Broadcast):
        return found
    if found.state is BroadcastState.PAUSED:
        return Steered(found.state, new=False)
    if found.state not in BEGUN:
        return TooFar(found.state)
    found.state = BroadcastState.PAUSED
    broadcasts.turn(session, broadcast_id, (NoticeState.DUE,), NoticeState.HELD)
    return _noted(session, found, DecisionKind.BROADCAST_PAUSED, person_id, now)


def resume(session: Session, broadcast_id: int, person_id: int, now: datetime) -> Result:
    """Let a broadcast go on where it was."""
    found = _to_steer(session, broadcast_id, person_id)
    if not isinstance(found, Broadcast):
        return found
    if found.state in (BroadcastState.RUNNING, BroadcastState.LISTING):
        return Steered(found.state, new=False)
    if found.state is not BroadcastState.PAUSED:
        return TooFar(found.state)
    listed = found.started_at is not None
    found.state = BroadcastState.RUNNING if listed else BroadcastState.LISTING
    if listed and not broadcasts.all_paused(session):
        broadcasts.turn(session, broadcast_id, (NoticeState.HELD,), NoticeState.DUE)
    return _noted(session, found, DecisionKind.BROADCAST_RESUMED, person_id, now)


def stop(session: Session, broadcast_id: int, person_id: int, now: datetime) -> Result:
    """End a broadcast: whoever has not got it does not get it."""
    found = _to_steer(session, broadcast_id, person_id)
    if not isinstance(found, Broadcast):
        return found
    if found.state is BroadcastState.STOPPED:
        return Steered(found.state, new=False)
    if found.state is BroadcastState.DONE:
        return TooFar(found.state)
    _stop(session, found, None, now)
    return _noted(session, found, DecisionKind.BROADCAST_STOPPED, person_id, now)


def seen(session: Session, broadcast_id: int, person_id: int) -> NoBroadcast | NotAllowed | None:
    """Say why somebody may not watch a broadcast; None where they may."""
    if not may_administer(session, person_id):
        return NotAllowed()
    return None if broadcasts.get(session, broadcast_id) else NoBroadcast()


def stop_about(session: Session, verdict_id: int, now: datetime) -> int:
    """Stop all that is to tell of a verdict that holds no longer, and tell who sent it.

    Returns how many were stopped.
    """
    stopped = 0
    for broadcast_id in broadcasts.about(session, verdict_id, {*PLANNED, *BEGUN}):
        found = broadcasts.locked(session, broadcast_id)
        if found is None or found.state in broadcasts.ENDED:
            continue
        _stop(session, found, WITHDRAWN, now)
        _noted(session, found, DecisionKind.BROADCAST_STOPPED, None, now)
        _tell_stopped(session, found, now)
        stopped += 1
    return stopped


def pause_all(session: Session, now: datetime) -> int:
    """Hold all that runs; what runs, or begins, stays held until `resume_all`.

    Who calls this keeps the row of Pause meanwhile, written before. Returns how many were
    running.
    """
    return _turn_all(session, NoticeState.DUE, NoticeState.HELD)


def resume_all(session: Session, now: datetime) -> int:
    """Let all go on that ran; what is paused by itself stays so. Returns how many go on.

    Who calls this deletes the row of Pause in the same transaction, before.
    """
    return _turn_all(session, NoticeState.HELD, NoticeState.DUE)


def _turn_all(session: Session, old: NoticeState, new: NoticeState) -> int:
    turned = 0
    for broadcast in broadcasts.in_state(session, BroadcastState.SCHEDULED, *BEGUN):
        found = broadcasts.locked(session, broadcast.id or 0)
        if found is not None and found.state is BroadcastState.RUNNING:
            broadcasts.turn(session, found.id or 0, (old,), new)
            turned += 1
    return turned


def _to_steer(
    session: Session, broadcast_id: int, person_id: int
) -> Broadcast | TooFar | NoBroadcast | NotAllowed:
    """Lock a broadcast that is scheduled or further, for an admin."""
    if not may_administer(session, person_id):
        return NotAllowed()
    found = broadcasts.locked(session, broadcast_id)
    if found is None:
        return NoBroadcast()
    if found.state in (BroadcastState.COMPOSING, BroadcastState.WAITING):
        return TooFar(found.state)
    return found


def _stop(session: Session, broadcast: Broadcast, reason: str | None, now: datetime) -> None:
    broadcast.state = BroadcastState.STOPPED
    broadcast.reason, broadcast.finished_at = reason, now
    waiting = (NoticeState.HELD, NoticeState.DUE)
    broadcasts.turn(session, broadcast.id or 0, waiting, NoticeState.DROPPED)
    broadcast.collected -= broadcasts.forget_collected(session, broadcast.id or 0)


def _noted(
    session: Session,
    broadcast: Broadcast,
    kind: DecisionKind,
    person_id: int | None,
    now: datetime,
) -> Steered:
    changes: Mapping[str, Any] = {"broadcast": broadcast.id, "reason": broadcast.reason}
    audit.note(
        session,
        kind,
        now,
        person_id=person_id,
        verdict_id=broadcast.verdict_id,
        changes={name: value for name, value in changes.items() if value is not None},
    )
    return Steered(broadcast.state)


def _tell_stopped(session: Session, broadcast: Broadcast, now: datetime) -> None:
    """Tell its author, and who confirmed it, that a broadcast ended before its end."""
    counts = tallies.counts(session, broadcast)
    for person_id in _senders(broadcast):
        owe_text(
            session,
            f"broadcast-withdrawn:{broadcast.id}:{person_id}",
            person_id,
            "broadcast_withdrawn",
            now,
            number=str(broadcast.id),
            verdict=str(broadcast.verdict_id),
            sent=counts[NoticeState.SENT],
            dropped=counts[NoticeState.DROPPED],
        )


def _senders(broadcast: Broadcast) -> tuple[int, ...]:
    both = (broadcast.author_id, broadcast.confirmed_by_id)
    return tuple(dict.fromkeys(one for one in both if one is not None))
