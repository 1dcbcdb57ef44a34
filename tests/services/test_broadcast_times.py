"""A time is read in the desk's time zone in one way only, or refused with its reason."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.services.broadcasts.times import BadTime, Why, in_an_hour, read

NOW = datetime(2026, 11, 28, 10, 30, 20, tzinfo=UTC)  # 11:30 in Skopje, 12:30 in Kyiv
SKOPJE, KYIV = ZoneInfo("Europe/Skopje"), ZoneInfo("Europe/Kyiv")


def at(day: int, month: int, hour: int, minute: int, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "zone", "expected"),
    [
        ("18:30", SKOPJE, at(28, 11, 17, 30)),
        ("18:30", KYIV, at(28, 11, 16, 30)),
        ("28.11. 18:30", SKOPJE, at(28, 11, 17, 30)),
        ("28.11 18:30", KYIV, at(28, 11, 16, 30)),
        ("  1.12.,  8:05 ", KYIV, at(1, 12, 6, 5)),
        ("1/12 08:05", KYIV, at(1, 12, 6, 5)),
        ("1.12.2026 08:05", KYIV, at(1, 12, 6, 5)),
        ("2026-12-01 08:05", KYIV, at(1, 12, 6, 5)),
        ("2.1. 9:00", SKOPJE, at(2, 1, 8, 0, 2027)),
        ("1.7.2027 9:00", SKOPJE, at(1, 7, 7, 0, 2027)),
    ],
)
def test_a_time_is_read_in_the_time_zone(words: str, zone: ZoneInfo, expected: datetime) -> None:
    assert read(words, NOW, zone) == expected


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("soon", Why.UNREADABLE),
        ("", Why.UNREADABLE),
        ("25:00", Why.UNREADABLE),
        ("12:60", Why.UNREADABLE),
        ("31.11. 12:00", Why.UNREADABLE),
        ("29.2.2027 12:00", Why.UNREADABLE),
        ("18.30", Why.UNREADABLE),
        ("١٨:٣٠", Why.UNREADABLE),
        ("11:30", Why.PAST),
        ("28.11. 11:29", Why.PAST),
        ("27.11. 18:30", Why.PAST),
        ("1.8. 9:00", Why.PAST),
        ("28.11.2025 18:30", Why.PAST),
        ("28.12.2027 18:30", Why.FAR),
        ("28.3.2027 02:30", Why.SKIPPED),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_reason(words: str, why: Why) -> None:
    assert read(words, NOW, SKOPJE) == BadTime(why)


@pytest.mark.parametrize(
    ("zone", "skipped", "before"),
    [(SKOPJE, "02:30", at(28, 3, 0, 59, 2027)), (KYIV, "03:30", at(28, 3, 0, 59, 2027))],
)
def test_an_hour_that_the_clock_skips_is_no_time(
    zone: ZoneInfo, skipped: str, before: datetime
) -> None:
    hour = int(skipped[:2])

    assert read(f"28.3.2027 {skipped}", NOW, zone) == BadTime(Why.SKIPPED)
    assert read(f"28.3.2027 {hour - 1:02}:59", NOW, zone) == before
    assert read(f"28.3.2027 {hour + 1:02}:00", NOW, zone) == before + timedelta(minutes=1)


@pytest.mark.parametrize(("zone", "twice"), [(SKOPJE, "02:30"), (KYIV, "03:30")])
def test_of_an_hour_that_comes_twice_it_is_the_first_that_is_still_to_come(
    zone: ZoneInfo, twice: str
) -> None:
    first, second = at(25, 10, 0, 30), at(25, 10, 1, 30)

    assert read(f"25.10. {twice}", first - timedelta(days=2), zone) == first
    assert read(twice, first + timedelta(minutes=1), zone) == second
    assert read(twice, second + timedelta(minutes=1), zone) == BadTime(Why.PAST)


def test_in_an_hour_is_a_full_minute() -> None:
    assert in_an_hour(NOW) == at(28, 11, 11, 30)
