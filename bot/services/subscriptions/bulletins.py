"""Bulletins: what was broadcast for somebody since the last one, at their hour of the day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.models import (
    Broadcast,
    BroadcastState,
    Frequency,
    Notice,
    NoticeKind,
    Subscription,
)
from bot.services.broadcasts.messages import said
from bot.services.clock import slots
from bot.services.clock.slots import Slot
from bot.services.order import bans
from bot.services.owing import owe
from bot.services.subscriptions.values import Bulletin
from bot.store import subscriptions

PORTION: Final = 100  # people in one transaction: others wait for it
MONDAY: Final = 0
PAUSE: Final = timedelta(hours=1)  # until it is looked again for what came late


def due(last: datetime | None, now: datetime, hour: int, zone: ZoneInfo) -> bool:
    """Say whether the hour came since it was looked last for what waits, or some time passed."""
    return last is None or last < slots.last(now, hour, zone).moment or now - last >= PAUSE


def collect(session: Session, now: datetime, hour: int, zone: ZoneInfo, *, after: int = 0) -> int:
    """Owe the next people their bulletins whose hour came; return the last of them.

    Call until it is 0. An hour that was missed is made up, once. What waits for somebody who
    blocked the bot or wants nothing is dropped; for who wants it at once by now, it is owed now.
    """
    come = _come(now, hour, zone)
    moments = {frequency: slot.moment for frequency, slot in come.items()}
    ids = subscriptions.due(session, moments, now, after, PORTION)
    rows = {row.person_id: row for row in subscriptions.locked_of(session, ids)}
    waiting = subscriptions.collected_of(session, ids)
    persons = {one.id: one for one in subscriptions.people(session, ids)}  # kept: read once
    served, dealt_with = list[Subscription](), list[tuple[int, int]]()
    for person_id, broadcasts in waiting.items():
        row = rows.get(person_id)
        if row is not None and row.ended_at is None and not persons[person_id].blocked_at:
            slot = come[row.frequency]
            if row.bulletin_at is not None and slot.moment <= row.bulletin_at <= now:
                continue  # somebody else was quicker
            served.append(row)
            if not _owe(session, person_id, row.frequency, slot, broadcasts, now):
                continue
        dealt_with += [(person_id, one) for one in broadcasts]
    for row in served:  # at last, so that they are written at once
        row.bulletin_at = now
    subscriptions.drop(session, dealt_with)
    return ids[-1] if ids else 0


def _come(now: datetime, hour: int, zone: ZoneInfo) -> dict[Frequency, Slot]:
    """Return the hour that came last, by how often people want to be written to."""
    return {
        Frequency.DAILY: slots.last(now, hour, zone),
        Frequency.WEEKLY: slots.last(now, hour, zone, weekday=MONDAY),
        Frequency.AT_ONCE: Slot(slots.local_day(now, zone), hour, now),
    }


def _owe(
    session: Session,
    person_id: int,
    frequency: Frequency,
    slot: Slot,
    broadcasts: Sequence[int],
    now: datetime,
) -> bool:
    """Owe somebody a bulletin, at most one a day; what is at once by now has its own moment."""
    which = slot.moment.isoformat() if frequency is Frequency.AT_ONCE else slot.day
    return owe(
        session,
        key=f"bulletin:{person_id}:{which}",
        kind=NoticeKind.BULLETIN,
        chat_id=person_id,
        person_id=person_id,
        direct=False,
        due_at=now,
        params={"broadcasts": list(broadcasts)},
    )


def parcelled(session: Session, notice: Notice, locale: str) -> Bulletin | None:
    """Return what a bulletin says as it is sent, the latest first; None where nothing is left.

    None too for who wants it no more, or whose posts are not taken since. Verdicts that were
    withdrawn are left out, and broadcasts that were stopped; a verdict that was broadcast twice
    comes once. What was paused since waits for the next bulletin.
    """
    person_id = notice.person_id or 0
    row = subscriptions.get(session, person_id)
    if row is None or row.ended_at is not None or bans.is_blocked(session, person_id):
        return None
    seen: set[int] = set()
    entries = []
    for broadcast in reversed(_leaving(session, notice, person_id)):
        if broadcast.state is BroadcastState.STOPPED:
            continue
        if broadcast.verdict_id is not None and broadcast.verdict_id in seen:
            continue
        seen |= {broadcast.verdict_id or 0}
        if entry := said(session, broadcast, locale):
            entries.append(entry)
    return Bulletin(tuple(entries)) if entries else None


def _leaving(session: Session, notice: Notice, person_id: int) -> list[Broadcast]:
    """Return the broadcasts of a bulletin but for those that are paused, which are put back."""
    numbers: list[int] = notice.params["broadcasts"]
    found = [one for number in numbers if (one := session.get(Broadcast, number))]
    held = {one.id or 0 for one in found if one.state is BroadcastState.PAUSED}
    for number in held:
        subscriptions.put_back(session, person_id, number, notice.due_at)
    if held:
        rest = [number for number in numbers if number not in held]
        notice.params = {**notice.params, "broadcasts": rest}
    return [one for one in found if one.id not in held]
