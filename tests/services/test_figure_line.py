"""A reviewer's line on a newer value, as people write it in five languages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from bot.models import Qualifier
from bot.services.figures.line import Line, Value, read_days, read_line, read_value
from bot.services.figures.values import BadPart
from bot.services.values import BadSource

TODAY = date(2025, 2, 10)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("12000", "en", (12000, 12000, "exactly")),
        ("12,000", "en", (12000, 12000, "exactly")),
        ("12 000", "uk", (12000, 12000, "exactly")),
        ("12.000", "mk", (12000, 12000, "exactly")),
        ("7,5", "pl", ("7.5", "7.5", "exactly")),
        ("about 12,000", "en", (12000, 12000, "about")),
        ("≈ 12000", "en", (12000, 12000, "about")),
        (">12000", "en", (12000, 12000, "more_than")),
        ("≥ 12000", "en", (12000, 12000, "at_least")),
        ("<= 12000", "en", (12000, 12000, "up_to")),
        ("up to 12000", "en", (12000, 12000, "up_to")),
        ("8–11 thousand", "en", (8000, 11000, "exactly")),
        ("понад 10 тис.", "uk", (10000, 10000, "more_than")),
        ("около 12 000", "ru", (12000, 12000, "about")),
        ("повеќе од 10.000", "mk", (10000, 10000, "more_than")),
        ("ponad 10 tys.", "pl", (10000, 10000, "more_than")),
        ("300 soldiers", "en", (300, 300, "exactly")),
        # A year, a sign and a falling range are something else in a post; here they are values.
        ("2025", "en", (2025, 2025, "exactly")),
        ("-5", "en", (-5, -5, "exactly")),
        ("500-300", "en", (500, 300, "exactly")),
        (f"1{'0' * 30}", "en", (10**30, 10**30, "exactly")),
        ("some", "en", None),
        ("", "en", None),
        ("thousands", "en", None),
    ],
)
def test_a_value_is_read(
    text: str, language: str, expected: tuple[object, object, str] | None
) -> None:
    wanted = None
    if expected:
        low, high, qualifier = expected
        wanted = Value(Decimal(str(low)), Decimal(str(high)), Qualifier(qualifier))

    assert read_value(text, language) == wanted


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("2025-02-01", "en", ("2025-02-01", None)),
        ("1 February 2025", "en", ("2025-02-01", None)),
        ("01.02.2025", "ru", ("2025-02-01", None)),
        ("1 лютого 2025", "uk", ("2025-02-01", None)),
        ("15 јануари 2025", "mk", ("2025-01-15", None)),
        ("3 lutego 2025", "pl", ("2025-02-03", None)),
        ("today", "en", ("2025-02-10", None)),
        ("1–15 січня 2025", "uk", ("2025-01-01", "2025-01-15")),
        ("2025-01-01 – 2025-01-15", "en", ("2025-01-01", "2025-01-15")),
        ("January 2025", "en", ("2025-01-01", "2025-01-31")),
        ("2025-02-31", "en", None),
        ("soon", "en", None),
        ("", "en", None),
    ],
)
def test_a_day_or_period_is_read(
    text: str, language: str, expected: tuple[str, str | None] | None
) -> None:
    wanted = None
    if expected:
        first, last = expected
        wanted = date.fromisoformat(first), date.fromisoformat(last) if last else None

    assert read_days(text, language, TODAY) == wanted


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("12000", BadPart("parts")),
        ("12000 | 2025-02-01 | keepers", BadPart("parts")),
        ("many | 2025-02-01 | keepers | https://a.example/1", BadPart("value")),
        ("12000 | soon | keepers | https://a.example/1", BadPart("day")),
        ("12000 | 2025-02-01 | | https://a.example/1", BadPart("who")),
        ("12000 | 2025-02-01 | keepers | https://nowhere", BadSource("bad_link")),
        ("12000 | 2025-02-01 | keepers | ", BadSource("empty")),
        (f"12000 | 2025-02-01 | {'k' * 1600} | https://a.example/1", BadPart("parts")),
    ],
)
def test_what_cannot_be_read_is_named(line: str, expected: object) -> None:
    assert read_line(line, "en", TODAY) == expected


def test_a_whole_line_is_read_with_its_source() -> None:
    read = read_line(
        " about 12,000 | 1  February 2025 | the  keepers | On bees | The Hive | https://a.example/1",
        "en",
        TODAY,
    )

    assert isinstance(read, Line)
    assert (read.as_of, read.as_of_end, read.who) == (date(2025, 2, 1), None, "the keepers")
    assert read.counted == ""
    source = read.source
    assert (source.title, source.outlet, source.url) == (
        "On bees", "The Hive", "https://a.example/1",
    )  # fmt: skip


def test_lines_before_it_are_what_is_counted() -> None:
    read = read_line("Bees in\n Strelsau\n5 | today | keepers | https://a.example/1", "en", TODAY)

    assert isinstance(read, Line)
    assert (read.counted, int(read.value.low)) == ("Bees in Strelsau", 5)
