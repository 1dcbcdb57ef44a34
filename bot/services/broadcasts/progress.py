"""How far a broadcast is, and the one message in which its senders watch it."""

from __future__ import annotations

from dataclasses import astuple
from datetime import datetime, timedelta
from typing import Final

from sqlmodel import Session

from bot.models import Broadcast, BroadcastState, Notice, NoticeKind, NoticeState
from bot.services.broadcasts import unsure
from bot.services.broadcasts.running_values import Progress, UnsureList
from bot.services.members.roles import may_administer
from bot.services.owing import owe
from bot.store import broadcasts, notices, tallies

EVERY: Final = timedelta(seconds=3)  # between two edits
ASKING: Final = timedelta(seconds=30)  # for which a question is left standing
UNSENT: Final = (
    NoticeState.HELD,
    NoticeState.DUE,
    NoticeState.SENDING,
    NoticeState.BLOCKED,
)


def progress(session: Session, broadcast: Broadcast, *, asked: bool = False) -> Progress:
    """Count what became of a broadcast's notices so far."""
    number = broadcast.id or 0
    counts = tallies.counts(session, broadcast)

    def said(state: NoticeState, error: str) -> int:
        return tallies.said(session, broadcast, state, error) if counts[state] else 0

    left_out = said(NoticeState.FAILED, broadcasts.NOTHING)
    again = said(NoticeState.UNSURE, broadcasts.AGAIN)
    doubtful = counts[NoticeState.UNSURE] - again
    waiting = sum(counts[state] for state in broadcasts.OPEN)
    running = broadcast.state is BroadcastState.RUNNING
    held = broadcast.state not in broadcasts.ENDED and broadcasts.all_paused(session)
    speed = broadcasts.speed(session, number) if running and not held else None
    return Progress(
        broadcast_id=number,
        state=broadcast.state,
        people=counts.total() - again,
        sent=counts[NoticeState.SENT],
        waiting=waiting,
        blocked=counts[NoticeState.BLOCKED],
        failed=counts[NoticeState.FAILED] - left_out,
        unsure=doubtful,
        in_bulletins=broadcast.collected,
        dropped=counts[NoticeState.DROPPED],
        left_out=left_out,
        per_second=speed,
        seconds_left=round(waiting / speed) if speed and waiting else None,
        all_paused=held,
        verdict_id=broadcast.verdict_id,
        reason=broadcast.reason,
        to_decide=doubtful - said(NoticeState.UNSURE, broadcasts.LEFT),
        asked=asked and broadcast.state not in broadcasts.ENDED,
    )


def message(session: Session, notice: Notice) -> Progress | UnsureList | None:
    """Return what an admin is shown of a broadcast that has begun; nothing to others."""
    if not may_administer(session, notice.person_id or 0):
        return None
    match notice.params:
        case {"broadcast": int(number), "unsure": int(page)}:
            return unsure.page(session, number, page)
        case {"broadcast": int(number)} if broadcast := broadcasts.get(session, number):
            return progress(session, broadcast, asked=bool(notice.params.get("asked")))
    return None


def show(session: Session, now: datetime) -> bool:
    """Owe the edits of the messages that show broadcasts; say whether any of them goes on.

    Each is edited anew once the edit before has gone out and EVERY has passed, and only where
    something changed; at the end once more.
    """
    alive = broadcasts.in_state(session, *broadcasts.ALIVE)
    for broadcast in (*alive, *broadcasts.just_ended(session)):
        last, ended = broadcast.told_at, broadcast.state in broadcasts.ENDED
        if last is not None and timedelta(0) <= now - last < EVERY and not ended:
            continue
        shown = progress(session, broadcast)
        owed = [_show(session, broadcast, one, shown, now) for one in _viewers(broadcast)]
        if all(owed):
            broadcast.told_at = now
    return any(one.state is not BroadcastState.PAUSED for one in alive)


def _viewers(broadcast: Broadcast) -> tuple[int, ...]:
    both = (broadcast.author_id, broadcast.confirmed_by_id)
    return tuple(dict.fromkeys(one for one in both if one is not None))


def _show(
    session: Session, broadcast: Broadcast, person_id: int, shown: Progress, now: datetime
) -> bool:
    """Owe the edit of somebody's card; False where the one before is on its way with old words."""
    key = f"broadcast-progress:{broadcast.id}:{person_id}"
    row, card = notices.by_key(session, key), _card(session, broadcast, person_id)
    if card and card.params.get("asked") and now - card.due_at < ASKING:
        return False
    state = _state(shown)
    params = {"broadcast": broadcast.id, "shown": state}
    if row is None:
        return owe(
            session,
            key=key,
            kind=NoticeKind.BROADCAST_CARD,
            chat_id=person_id,
            person_id=person_id,
            due_at=now,
            params=params,
            edits=card.message_id if card else None,
        )
    if row.state in UNSENT:
        return row.state is not NoticeState.SENDING
    if row.params.get("shown") == state or row.state is NoticeState.FAILED:
        return True
    row.edits = max(row.message_id or 0, (card and card.message_id) or 0) or None
    row.params, row.state, row.due_at, row.tries = params, NoticeState.DUE, now, 0
    return True


def _state(shown: Progress) -> list[str]:
    """Return what an edit would show, in a form in which it is kept."""
    return [str(value) for value in astuple(shown)]


def _card(session: Session, broadcast: Broadcast, person_id: int) -> Notice | None:
    """Find the latest message in which somebody was shown a broadcast."""
    for notice in notices.of_kind(session, person_id, NoticeKind.BROADCAST_CARD):
        if notice.params.get("broadcast") == broadcast.id and notice.message_id:
            return notice
    return None
