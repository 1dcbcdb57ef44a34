"""What may be recorded as a figure, and what is said of what may not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from bot.models import ConceptKind
from bot.services.figures.entry import FigureEntry, loose_ends, read_entry, untimely

CONCEPTS = {
    "bees": ConceptKind.UNIT,
    "beetles": ConceptKind.UNIT,
    "ruritania": ConceptKind.ACTOR,
    "strelsau": ConceptKind.PLACE,
    "stung": ConceptKind.EVENT,
}
GOOD: dict[str, Any] = {
    "key": "bees-in-strelsau",
    "low": 300,
    "high": 300,
    "qualifier": "about",
    "unit": "bees",
    "place": "strelsau",
    "as_of": date(2025, 1, 15),
    "sources": ["hive"],
    "label": {"en": "bees in Strelsau"},
    "attribution": {"en": "the keepers"},
}


def entry(**changed: object) -> FigureEntry:
    read = read_entry(GOOD | changed)
    assert isinstance(read, FigureEntry)
    return read


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"low": -5}, "low: -5 is negative: write 0 or more"),
        ({"high": "NaN"}, "high: is not a number: write digits, such as 11000"),
        ({"high": float("inf")}, "high: is not a number: write digits, such as 11000"),
        (
            {"high": 10**30},
            "high: more than 1,000,000,000,000,000,000, the limit: check its zeros",
        ),
        ({"low": "0.1234567"}, "low: at most 6 digits after the point: round it"),
        (
            {"low": 400},
            "high (300) is less than low (400): exchange them, or give one value",
        ),
        (
            {"as_of_end": date(2025, 1, 1)},
            "as_of_end (2025-01-01) is before as_of (2025-01-15): exchange them",
        ),
        (
            {"as_of": None, "as_of_end": date(2025, 1, 1)},
            "as_of_end needs an as_of: give the period's first day",
        ),
        (
            {"as_of": None, "as_of_inferred": True},
            "as_of_inferred needs an as_of: give the day, ",
        ),
        (
            {"attribution": {"uk": "пасічники"}},
            "label and attribution differ in their languages (en, uk): give both in each",
        ),
        ({"sources": []}, "sources: "),
        ({"key": "Bees!"}, "key: "),
        ({"key": "b" * 101}, "key: "),
        ({"label": {"en": "b" * 301}}, "label.en: "),
        ({"qualifier": "roughly"}, "qualifier: Input should be 'exactly', 'about'"),
    ],
)
def test_what_breaks_a_rule_is_said_with_the_next_step(
    changed: dict[str, object], expected: str
) -> None:
    found = read_entry(GOOD | changed)

    assert isinstance(found, tuple)
    assert [str(problem)[: len(expected)] for problem in found] == [expected]


def test_what_is_missing_is_named_all_at_once() -> None:
    found = read_entry({})

    assert isinstance(found, tuple)
    assert {str(one) for one in found} == {
        f"{field}: is needed, and not given"
        for field in ("key", "low", "high", "qualifier", "unit", "sources", "label", "attribution")
    }


@pytest.mark.parametrize("number", ["0", "0.5", "1e18", 2**53 + 1])
def test_a_count_or_measure_is_kept_to_the_last_digit(number: object) -> None:
    assert entry(low=number, high=number).low == Decimal(str(number))


def test_what_a_figure_refers_to_is_looked_for_and_what_is_near_is_offered() -> None:
    wrong = entry(unit="bee", actor="stung", place="moon", event="stang", sources=["hives"])

    found = [str(one) for one in loose_ends(wrong, CONCEPTS, {"hive", "press"})]

    assert found == [
        "sources.0: there is no source 'hives': did you mean 'hive'?",
        "unit: there is no unit 'bee': did you mean 'bees' or 'beetles'?",
        "actor: 'stung' is listed as event, not as actor or person: name another",
        "place: there is no actor or place 'moon': choose one that there is"
        " (ruritania, strelsau), or list it in lexicon.toml",
        "event: there is no event 'stang': did you mean 'stung'?",
    ]


def test_a_day_that_has_not_come_is_a_slip() -> None:
    later = entry(as_of=date(2052, 1, 15))

    assert [str(one) for one in untimely(later, date(2025, 2, 1))] == [
        "as_of: 2052-01-15 has not come yet: check the year"
    ]
