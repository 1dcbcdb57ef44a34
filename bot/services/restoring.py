"""What a store has to unlearn when it comes out of a backup: time has gone on meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session

from bot.models import BroadcastState, DecisionKind
from bot.services import audit, marks
from bot.services.marks import FORGOTTEN
from bot.services.privacy import forget
from bot.store import broadcasts, notices, people, remembered, revision

REASON = "the store was restored from a backup of {moment:%Y-%m-%d %H:%M} UTC"
UNKNOWN = "the store was restored from a backup"


@dataclass(frozen=True, slots=True)
class Since:
    """What a store knew that is replaced by a backup: who was forgotten, and its secret."""

    secret: str | None = None
    forgotten: Mapping[str, datetime] = field(default_factory=dict)  # by mark, when


@dataclass(frozen=True, slots=True)
class Restored:
    """What was done to a store that came out of a backup."""

    forgotten: int  # people who were forgotten after it was made
    unsure: int  # messages that may have been sent after it was made
    broadcasts: int  # paused, or stopped if they had not begun


def remember(session: Session) -> Since:
    """Return what is lost with a store that is replaced, and must not be."""
    return Since(remembered.get(session, marks.SECRET), _forgotten(session))


def settle(
    session: Session,
    since: Since,
    now: datetime,
    *,
    made_at: datetime | None,
    by_name: str | None = None,
) -> Restored:
    """Bring a store that was a backup up to what must not be undone, or done twice.

    People who were forgotten since are forgotten again. What was owed to others than those who
    wait for an answer may have been sent since: it becomes unsure. Broadcasts that were under way
    are paused, and those whose time has come are stopped: an admin decides.
    """
    reason = REASON.format(moment=made_at) if made_at else UNKNOWN
    done = Restored(
        forgotten=_forget_again(session, since, now),
        unsure=notices.doubt(session, reason),
        broadcasts=_hold_broadcasts(session, reason, now),
    )
    revision.bump(session)
    changes: Mapping[str, object] = {
        "made_at": made_at.isoformat() if made_at else None,
        "forgotten": done.forgotten,
        "unsure": done.unsure,
        "broadcasts": done.broadcasts,
    }
    audit.note(session, DecisionKind.RESTORED, now, by_name=by_name, changes=changes)
    return done


def _forget_again(session: Session, since: Since, now: datetime) -> int:
    """Forget those who were forgotten after the backup was made; who came back since too.

    That may be the second time: then the backup has their mark, but an older one. A backup with
    a secret of its own keeps it, since its bans were made with it.
    """
    if since.secret is None:
        return 0
    known = _forgotten(session)
    gone = {mark for mark, at in since.forgotten.items() if mark not in known or known[mark] < at}
    ids = [one for one in people.ids(session) if marks.made_with(since.secret, one) in gone]
    if remembered.first(session, marks.SECRET, since.secret, now) == since.secret:
        for mark in gone:
            remembered.put(session, FORGOTTEN + mark, "", now)
    for one in ids:
        forget(session, one, now)
    return len(ids)


def _forgotten(session: Session) -> dict[str, datetime]:
    """Return the marks of those who were forgotten, and when the last time was."""
    names = remembered.beginning(session, FORGOTTEN)
    return {name.removeprefix(FORGOTTEN): at for name, at in names.items()}


def _hold_broadcasts(session: Session, reason: str, now: datetime) -> int:
    under_way = broadcasts.in_state(session, BroadcastState.LISTING, BroadcastState.RUNNING)
    missed = [
        one
        for one in broadcasts.in_state(session, BroadcastState.SCHEDULED)
        if one.due_at is None or one.due_at <= now
    ]
    for one in under_way:
        one.state, one.reason = BroadcastState.PAUSED, reason
    for one in missed:
        one.state, one.reason, one.finished_at = BroadcastState.STOPPED, reason, now
    session.flush()
    return len(under_way) + len(missed)
