"""What admins ask to see: the statistics of some days as a picture, or as a file."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.models import Notice, NoticeKind
from bot.services.members.roles import may_administer
from bot.services.members.values import Owed
from bot.services.owing import owe
from bot.services.statistics import periods
from bot.services.statistics.counting import statistics
from bot.services.statistics.values import StatisticsCard, StatisticsWanted, UnknownPeriod
from bot.services.values import NotAllowed

FIRST = datetime(2020, 1, 1, tzinfo=UTC)  # nothing was sent before


def owe_statistics(
    session: Session,
    chat_id: int,
    person_id: int,
    key: str,
    days: int,
    until: datetime,
    zone: ZoneInfo,
    *,
    file: bool = False,
) -> Owed | UnknownPeriod | NotAllowed:
    """Owe an admin the statistics of the days up to a moment, once per *key*."""
    if not may_administer(session, person_id):
        return NotAllowed()
    if days not in periods.LENGTHS or until < FIRST:
        return UnknownPeriod()
    owe(
        session,
        key=key,
        kind=NoticeKind.STATISTICS,
        chat_id=chat_id,
        person_id=person_id,
        params={"days": days, "until": until.isoformat(), "zone": zone.key, "file": file},
    )
    return Owed()


def moment(seconds: int, now: datetime) -> datetime:
    """Return the moment that a button carries as seconds since 1970; one to come is refused.

    What a stranger wrote there may be no moment at all: that is one before anything was sent.
    """
    return datetime.fromtimestamp(seconds, UTC) if 0 < seconds <= now.timestamp() else _NEVER


_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def parcelled(session: Session, notice: Notice) -> StatisticsWanted | None:
    """Return what a notice asks for; nothing for somebody who is no admin any more."""
    if not may_administer(session, notice.person_id or 0):
        return None
    days, until = notice.params["days"], datetime.fromisoformat(notice.params["until"])
    zone = ZoneInfo(notice.params["zone"])
    return StatisticsWanted(
        periods.begin(until, days, zone), until, days, zone.key, notice.params["file"]
    )


def counted(session: Session, wanted: StatisticsWanted, locale: str) -> StatisticsCard:
    """Count what is asked for; with very many posts that takes seconds."""
    found = statistics(session, wanted.since, wanted.until, ZoneInfo(wanted.zone), locale)
    return StatisticsCard(found, wanted.length, wanted.zone, wanted.file)
