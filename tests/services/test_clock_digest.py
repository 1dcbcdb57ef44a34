"""The digest: when it is due, over summer time too, what it says, and that it comes once."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from bot.config import Settings
from bot.models import (
    Case,
    CasePurpose,
    CaseState,
    Decided,
    DecisionKind,
    NoticeKind,
    NoticeState,
    Rating,
)
from bot.services.clock import digest, housekeeping, slots
from bot.services.clock.values import Digest, ListedCase, ListedVerdict
from bot.store.database import Store
from tests.services.clock_world import ANN, BOB, SECOND, case, change, draft, office, submitted
from tests.services.world import HOUR, NOW, add_verdict, notices, send

CHAT = -500
UTC_ZONE, SKOPJE, KYIV = (ZoneInfo(name) for name in ("UTC", "Europe/Skopje", "Europe/Kyiv"))
DAY = timedelta(days=1)
HOURS = (9, 18)


def at(hour: int, minute: int = 0, second: int = 0, day: int = 15) -> datetime:
    return datetime(2025, 1, day, hour, minute, second, tzinfo=UTC)


def owe(store: Store, now: datetime, zone: ZoneInfo = UTC_ZONE) -> bool:
    """Do what the clock does in one round."""
    last = store.transact(housekeeping.last_run, digest.JOB)
    if not digest.due(last, now, HOURS, zone):
        return False
    owed = store.transact(digest.owe_digest, CHAT, now, HOURS, zone)
    store.transact(housekeeping.ran, digest.JOB, now)
    return owed


def publish(store: Store, verdict: int, moment: datetime) -> None:
    """Write into the log that a verdict was published."""
    row = Decided(kind=DecisionKind.RATED, verdict_id=verdict, at=moment)
    store.transact(lambda session: session.add(row))


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (at(8, 59, 59), None),
        (at(9), (15, 9)),
        (at(12), (15, 9)),
        (at(12, 0, 1), None),
        (at(17, 59, 59), None),
        (at(18), (15, 18)),
        (at(21), (15, 18)),
        (at(0, 30), None),
    ],
)
def test_an_hour_is_made_up_for_until_three_hours_later(
    now: datetime, expected: tuple[int, int] | None
) -> None:
    slot = slots.latest(now, HOURS, UTC_ZONE)

    assert (slot and (slot.day.day, slot.hour)) == expected


def test_an_hour_before_midnight_is_made_up_for_after_it() -> None:
    slot = slots.latest(at(0, 30), (23,), UTC_ZONE)

    assert slot == slots.Slot(date(2025, 1, 14), 23, at(23, day=14))


@pytest.mark.parametrize(
    ("zone", "day", "hour", "moment"),
    [
        (SKOPJE, date(2026, 3, 29), 1, "2026-03-29T00:00"),
        (SKOPJE, date(2026, 3, 29), 2, "2026-03-29T01:00"),  # does not exist: 3:00 is next
        (SKOPJE, date(2026, 3, 29), 3, "2026-03-29T01:00"),
        (SKOPJE, date(2026, 3, 29), 9, "2026-03-29T07:00"),
        (SKOPJE, date(2026, 10, 25), 2, "2026-10-25T00:00"),  # comes twice: the first counts
        (SKOPJE, date(2026, 10, 25), 3, "2026-10-25T02:00"),
        (SKOPJE, date(2026, 10, 25), 9, "2026-10-25T08:00"),
        (KYIV, date(2026, 3, 29), 3, "2026-03-29T01:00"),  # does not exist: 4:00 is next
        (KYIV, date(2026, 3, 29), 4, "2026-03-29T01:00"),
        (KYIV, date(2026, 3, 29), 9, "2026-03-29T06:00"),
        (KYIV, date(2026, 10, 25), 3, "2026-10-25T00:00"),  # comes twice: the first counts
        (KYIV, date(2026, 10, 25), 4, "2026-10-25T02:00"),
        (KYIV, date(2026, 10, 25), 18, "2026-10-25T16:00"),
    ],
)
def test_an_hour_over_the_change_of_the_clocks(
    zone: ZoneInfo, day: date, hour: int, moment: str
) -> None:
    assert slots.slot(day, hour, zone).moment == datetime.fromisoformat(f"{moment}+00:00")


@pytest.mark.parametrize("zone", [SKOPJE, KYIV])
@pytest.mark.parametrize("start", [date(2026, 3, 28), date(2026, 10, 24)])
def test_each_hour_of_the_night_of_the_change_has_its_digest_once(
    zone: ZoneInfo, start: date
) -> None:
    """Every minute of a night, for a desk that wants a digest at each hour between 0 and 5."""
    last = noon = datetime.combine(start, time(12), UTC)
    sent = []

    for minute in range(24 * 60):
        now = noon + timedelta(minutes=minute)
        if digest.due(last, now, range(6), zone) and (slot := slots.latest(now, range(6), zone)):
            sent.append(slot.hour)
            last = now

    left_out = {SKOPJE: 3, KYIV: 4} if start.month == 3 else {}  # it comes with the one before
    assert sent == [hour for hour in range(6) if hour != left_out.get(zone)]


def test_a_digest_is_owed_once_however_often_the_clock_looks(store: Store) -> None:
    case(store)

    done = [owe(store, moment) for moment in (at(8, 59, 59), at(9), at(9, 1), at(12), at(18))]
    again = store.transact(digest.owe_digest, CHAT, at(18, 1), HOURS, UTC_ZONE)

    assert (done, again) == ([False, True, False, False, True], False)
    assert [one.key for one in notices(store, NoticeKind.DIGEST)] == [
        f"digest:{CHAT}:2025-01-15:9",
        f"digest:{CHAT}:2025-01-15:18",
    ]


def test_after_a_long_stop_one_digest_comes(store: Store) -> None:
    case(store)
    owe(store, at(9, day=1))

    assert [owe(store, at(11, 59, day=20)), owe(store, at(12, day=20))] == [True, False]
    assert len(notices(store, NoticeKind.DIGEST)) == 2


def test_nothing_to_say_is_no_message_until_the_next_hour(store: Store) -> None:
    nothing = owe(store, at(9))
    case(store)

    assert (nothing, owe(store, at(9, 1)), owe(store, at(18))) == (False, False, True)


def test_a_digest_of_what_is_done_meanwhile_is_not_sent(store: Store) -> None:
    number = case(store)
    owe(store, at(9))
    change(store, Case, number, state=CaseState.CLOSED)

    assert send(store, at(9, 5)) == []
    assert [one.state for one in notices(store)] == [NoticeState.FAILED]


def test_it_says_where_the_desk_stands(store: Store) -> None:
    store.transact(office)
    old = case(store, text="Wasps, call +380 44 123 45 67", created_at=NOW - DAY, priority=1.0)
    first = case(store, people=7, priority=5.0, overdue_at=NOW, escalated_at=NOW)
    other = case(store, language="pl", priority=0.5, overdue_at=NOW)
    case(store, state=CaseState.CLOSED, overdue_at=NOW)
    draft(store, other, author=ANN, comment="Which year?")
    waits = submitted(store, author=BOB, at=NOW - HOUR)
    for language in ("pl", "pl", "mk"):
        case(store, purpose=CasePurpose.TRANSLATION, language=language, priority=9.0)
    verdict = store.transact(add_verdict)
    publish(store, verdict, NOW - 2 * HOUR)
    publish(store, verdict, NOW)

    shown = store.transact(digest.stand, NOW - HOUR, NOW, "en")

    assert isinstance(shown, Digest)
    assert shown.oldest is not None
    assert "123" not in shown.oldest.words
    assert [one.case_id for one in shown.first] == [first, old, other]
    assert (shown.oldest.case_id, shown.oldest.since) == (old, NOW - DAY)
    assert (shown.open, shown.languages) == (3, (("uk", 2), ("pl", 1)))
    assert (shown.overdue, shown.escalated, shown.sent_back) == (2, 1, 1)
    assert shown.waiting == (ListedCase(waits, "Bees pay taxes", 1, NOW - HOUR),)
    assert shown.translations == (("pl", 2), ("mk", 1))
    assert shown.published == (ListedVerdict(Rating.FALSE, "Bees pay taxes"),)


def test_what_was_published_is_told_in_one_digest(store: Store) -> None:
    verdict = store.transact(add_verdict)
    case(store)

    owe(store, at(9))
    publish(store, verdict, at(9) + SECOND)
    owe(store, at(18))
    owe(store, at(9, day=16))

    sent = [parcel.message for parcel in send(store, at(9, day=16))]
    assert [one.published_count for one in sent if isinstance(one, Digest)] == [0, 1, 0]


@pytest.mark.parametrize("hours", ["24", "9,-1", "nine"])
def test_an_hour_that_no_day_has_is_refused_at_start(
    hours: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIPLINE_DIGEST_HOURS", hours)

    with pytest.raises(ValidationError, match="digest_hours"):
        Settings(_env_file=None)
