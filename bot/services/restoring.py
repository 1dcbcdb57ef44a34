"""What a store has to unlearn when it comes out of a backup: time has gone on meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.models import Activity, Ban, BroadcastState, DecisionKind, Pause, Role
from bot.services import audit, marks
from bot.services.marks import FORGOTTEN
from bot.services.privacy import forget
from bot.services.subscriptions import bulletins
from bot.store import bans, broadcasts, notices, pauses, people, remembered, revision

REASON = "the store was restored from a backup of {moment:%Y-%m-%d %H:%M} UTC"
UNKNOWN = "the store was restored from a backup"


@dataclass(frozen=True, slots=True)
class Since:
    """What a store knew that is replaced by a backup, and that has to hold all the same."""

    secret: str | None = None  # with which its marks were made
    forgotten: Mapping[str, datetime] = field(default_factory=dict)  # by mark, when
    banned: frozenset[str] = frozenset()  # marks
    paused: Mapping[Activity, Role | None] = field(default_factory=dict)  # and whose hand it was


@dataclass(frozen=True, slots=True)
class Restored:
    """What was done to a store that came out of a backup."""

    forgotten: int  # people who were forgotten after it was made
    unsure: int  # messages that may have been sent after it was made
    broadcasts: int  # paused, or stopped if they had not begun


def remember(session: Session) -> Since:
    """Return what is lost with a store that is replaced, and must not be."""
    return Since(
        remembered.get(session, marks.SECRET),
        _forgotten(session),
        bans.digests(session),
        {one.activity: one.role for one in pauses.every(session)},
    )


def settle(
    session: Session,
    since: Since,
    now: datetime,
    *,
    made_at: datetime | None,
    bulletin_hour: int,
    zone: ZoneInfo,
    by_name: str | None = None,
) -> Restored:
    """Bring a store that was a backup up to what must not be undone, or done twice.

    People who were forgotten since are forgotten again; who is blocked, and what is paused, stays
    as it was just now. What was owed to others than those who
    wait for an answer may have been sent since: it becomes unsure, as do bulletins whose hour has
    come. Broadcasts that were under way are paused, and those of which not all recipients were
    listed, or whose time has come, are stopped: an admin decides.
    """
    reason = REASON.format(moment=made_at) if made_at else UNKNOWN
    forgotten, after = _forget_again(session, since, now), 0
    _keep_order(session, since, now)
    while after := bulletins.collect(session, now, bulletin_hour, zone, after=after):
        continue
    done = Restored(
        forgotten=forgotten,
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


def _keep_order(session: Session, since: Since, now: datetime) -> None:
    """Let the bans and pauses of just now hold; bans made with another secret mean nothing."""
    for activity, role in since.paused.items():
        pauses.add(session, Pause(activity=activity, role=role, at=now))
    if since.secret is None or remembered.get(session, marks.SECRET) != since.secret:
        return
    known = bans.digests(session)
    for digest in since.banned - known:
        bans.add(session, Ban(digest=digest, at=now))
    for digest in known - since.banned:
        bans.drop(session, digest)


def _forgotten(session: Session) -> dict[str, datetime]:
    """Return the marks of those who were forgotten, and when the last time was."""
    names = remembered.beginning(session, FORGOTTEN)
    return {name.removeprefix(FORGOTTEN): at for name, at in names.items()}


def _hold_broadcasts(session: Session, reason: str, now: datetime) -> int:
    found = [
        *broadcasts.in_state(session, *broadcasts.ALIVE),
        *broadcasts.in_state(session, BroadcastState.SCHEDULED),
    ]
    held = 0
    for one in found:
        if one.state is BroadcastState.SCHEDULED and one.due_at is not None and one.due_at > now:
            continue
        if one.started_at is None:
            one.state, one.finished_at = BroadcastState.STOPPED, now
            one.collected -= broadcasts.forget_collected(session, one.id or 0)
        else:
            one.state = BroadcastState.PAUSED
        one.reason, held = reason, held + 1
    session.flush()
    return held
