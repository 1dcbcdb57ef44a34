"""Which days and periods a text names, and what it leaves unsaid."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.text.dates import DateMention, date_spans, dates, in_year
from tests.timing import LINEAR, growth

POSTED = date(2025, 1, 14)  # a Tuesday

# No deadline: a busy machine is no failure.
FAST = settings(max_examples=60, deadline=None)


def period(text: str, posted_at: date | None = POSTED) -> list[tuple[str, str]]:
    return [(str(each.start), str(each.end)) for each in dates(text, posted_at=posted_at)]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("on 9 January 2025", "2025-01-09", "2025-01-09"),
        ("January 9th, 2025", "2025-01-09", "2025-01-09"),
        ("the 9th of January 2025", "2025-01-09", "2025-01-09"),
        ("Oct. 31, 2024", "2024-10-31", "2024-10-31"),
        ("9 січня 2025 року", "2025-01-09", "2025-01-09"),
        ("9-го січня 2025", "2025-01-09", "2025-01-09"),
        ("9 января 2025 г.", "2025-01-09", "2025-01-09"),
        ("9 јануари 2025 година", "2025-01-09", "2025-01-09"),
        ("9 stycznia 2025 r.", "2025-01-09", "2025-01-09"),
        ("09.01.2025", "2025-01-09", "2025-01-09"),
        ("9.1.25", "2025-01-09", "2025-01-09"),
        ("2025-01-09", "2025-01-09", "2025-01-09"),
        ("31/10/2024", "2024-10-31", "2024-10-31"),
        ("10-12 January 2025", "2025-01-10", "2025-01-12"),
        ("January 9 and 10, 2025", "2025-01-09", "2025-01-10"),
        ("October 2024", "2024-10-01", "2024-10-31"),
        ("у жовтні 2024", "2024-10-01", "2024-10-31"),
        ("в октябре 2024 года", "2024-10-01", "2024-10-31"),
        ("во октомври 2024", "2024-10-01", "2024-10-31"),
        ("w październiku 2024", "2024-10-01", "2024-10-31"),
        ("late October 2024", "2024-10-21", "2024-10-31"),
        ("end of December 2024", "2024-12-21", "2024-12-31"),
        ("the last week of December 2024", "2024-12-25", "2024-12-31"),
        ("останній тиждень грудня 2024", "2024-12-25", "2024-12-31"),
        ("в последнюю неделю декабря 2024", "2024-12-25", "2024-12-31"),
        ("последната недела од декември 2024", "2024-12-25", "2024-12-31"),
        ("w ostatnim tygodniu grudnia 2024", "2024-12-25", "2024-12-31"),
        ("mid-January 2025", "2025-01-11", "2025-01-20"),
        ("наприкінці грудня 2024", "2024-12-21", "2024-12-31"),
        ("в начале февраля 2024", "2024-02-01", "2024-02-10"),
        ("late February 2024", "2024-02-21", "2024-02-29"),
        ("крајот на декември 2024", "2024-12-21", "2024-12-31"),
        ("pod koniec grudnia 2024", "2024-12-21", "2024-12-31"),
        ("in 2024", "2024-01-01", "2024-12-31"),
        ("у 2024 році", "2024-01-01", "2024-12-31"),
        ("в 2024 году", "2024-01-01", "2024-12-31"),
        ("во 2024 година", "2024-01-01", "2024-12-31"),
        ("w 2024 roku", "2024-01-01", "2024-12-31"),
    ],
)
def test_a_stated_date_needs_no_post_date(text: str, start: str, end: str) -> None:
    assert period(text, None) == [(start, end)]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("9 січня", "2025-01-09", "2025-01-09"),
        ("October 23", "2024-10-23", "2024-10-23"),
        ("1 February", "2025-02-01", "2025-02-01"),
        ("29 February", "2024-02-29", "2024-02-29"),
        ("last week of December", "2024-12-25", "2024-12-31"),
        ("in December", "2024-12-01", "2024-12-31"),
        ("on Saturday", "2025-01-11", "2025-01-11"),
        ("у суботу", "2025-01-11", "2025-01-11"),
        ("в субботу", "2025-01-11", "2025-01-11"),
        ("во сабота", "2025-01-11", "2025-01-11"),
        ("w sobotę", "2025-01-11", "2025-01-11"),
        ("on Tuesday", "2025-01-14", "2025-01-14"),
        ("yesterday", "2025-01-13", "2025-01-13"),
        ("вчора", "2025-01-13", "2025-01-13"),
        ("denec? денес", "2025-01-14", "2025-01-14"),
        ("last week", "2025-01-06", "2025-01-12"),
        ("минулого місяця", "2024-12-01", "2024-12-31"),
        ("last year", "2024-01-01", "2024-12-31"),
    ],
)
def test_the_posts_date_resolves_what_is_left_unsaid(text: str, start: str, end: str) -> None:
    assert period(text) == [(start, end)]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("as of 5 January 2025", "2025-01-05", "2025-01-05"),
        ("станом на 5 січня", "2025-01-05", "2025-01-05"),
        ("по состоянию на 5 января", "2025-01-05", "2025-01-05"),
        ("stan na 5 stycznia", "2025-01-05", "2025-01-05"),
        ("so far", "2025-01-14", "2025-01-14"),
        ("зараз", "2025-01-14", "2025-01-14"),
        ("сейчас", "2025-01-14", "2025-01-14"),
        ("досега", "2025-01-14", "2025-01-14"),
        ("obecnie", "2025-01-14", "2025-01-14"),
        ("since 2021", "2021-01-01", "2025-01-14"),
        ("з жовтня 2024 року", "2024-10-01", "2025-01-14"),
        ("с 2014 года", "2014-01-01", "2025-01-14"),
    ],
)
def test_an_open_end_is_marked(text: str, start: str, end: str) -> None:
    found = [(str(m.start), str(m.end), m.open_ended) for m in dates(text, posted_at=POSTED)]

    assert found == [(start, end, True)]


@pytest.mark.parametrize(
    ("text", "month", "day", "last_day", "part"),
    [
        ("9 January", 1, 9, None, None),
        ("January 9", 1, 9, None, None),
        ("9 січня", 1, 9, None, None),
        ("9 января", 1, 9, None, None),
        ("9 јануари", 1, 9, None, None),
        ("9 stycznia", 1, 9, None, None),
        ("10-12 січня", 1, 10, 12, None),
        ("late October", 10, None, None, "late"),
        ("last week of December", 12, None, None, "last_week"),
        ("in May", 5, None, None, None),
        ("с 9 января", 1, 9, None, None),
    ],
)
def test_a_date_without_a_year_gives_what_it_states(
    text: str, month: int, day: int | None, last_day: int | None, part: str | None
) -> None:
    (found,) = dates(text)

    assert (found.year, found.month, found.day, found.last_day, found.part) == (
        None, month, day, last_day, part
    )  # fmt: skip
    assert (found.start, found.end) == (None, None)


@pytest.mark.parametrize(
    "text",
    ["he may 5", "10 may be wounded", "they march 10 km", "лютого ворога", "до 2000 солдатів",
     "of 2000 soldiers", "31.02.2025", "11,000 troops", "1.2.3.4", "the 84th Group", "12:30",
     "2024", "3.5 million", "13.13.2025", "", "Saturday Night Live"],
)  # fmt: skip
def test_what_is_no_date_is_left_out(text: str) -> None:
    assert dates(text, posted_at=POSTED) == []


def test_since_a_day_to_come_has_no_end() -> None:
    assert period("since 9 January 2026") == [("2026-01-09", "None")]


def test_letters_that_only_fold_to_a_name_are_read() -> None:
    assert period("9 auguſt 2024", None) == [("2024-08-09", "2024-08-09")]
    assert period("9 APRİL 2024", None) == [("2024-04-09", "2024-04-09")]


def test_an_english_date_of_two_meanings_is_left_out() -> None:
    assert dates("04/05/2024", "en") == []
    assert period("04/05/2024", None) == [("2024-05-04", "2024-05-04")]


def test_a_month_before_a_count_is_only_a_month() -> None:
    (found,) = dates("In January 10,000 soldiers")

    assert (found.text, found.day) == ("January", None)


def test_several_dates_stand_in_order() -> None:
    text = "On October 4 and on October 22; the report is of 31.10.2024."

    assert [each.text for each in dates(text)] == ["October 4", "October 22", "31.10.2024"]


def test_in_year_gives_a_part_of_the_month_its_days() -> None:
    (mention,) = dates("last week of February")

    assert in_year(mention, 2024).start == date(2024, 2, 23)
    assert in_year(mention, 2025).start == date(2025, 2, 22)


@pytest.mark.parametrize("piece", ["1 січня ", "January ", "1."])
def test_time_grows_with_the_length_only(piece: str) -> None:
    assert growth(dates, piece, 300) < LINEAR


STYLES: dict[str, Callable[[date], str]] = {
    "iso": lambda d: d.isoformat(),
    "dotted": lambda d: f"{d.day:02}.{d.month:02}.{d.year}",
    "en": lambda d: f"{d:%B} {d.day}, {d.year}",
    "en day first": lambda d: f"{d.day} {d:%B} {d.year}",
}


@FAST
@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from(sorted(STYLES)))
def test_a_date_is_read_back_in_every_style(day: date, style: str) -> None:
    assert period(f"On {STYLES[style](day)} it began", None) == [(str(day), str(day))]


@FAST
@given(st.dates(date(2000, 1, 1), date(2050, 12, 31)), st.integers(0, 6))
def test_a_weekday_is_the_last_one_before_the_post(posted_at: date, weekday: int) -> None:
    name = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[weekday]

    (found,) = dates(f"on {name}", posted_at=posted_at)

    assert found.start is not None
    assert found.start.weekday() == weekday
    assert timedelta(0) <= posted_at - found.start < timedelta(days=7)


@FAST
@given(st.text(max_size=200) | st.lists(
    st.sampled_from(["9", "січня", "2024", "року", "late", "of", "May", "as of", "31.12.24", "-",
                     "зараз", "on Friday", "10–12", "з", "по", "week", "last", ",", "\n"]),
    max_size=20).map(" ".join))  # fmt: skip
def test_spans_point_at_the_text(text: str) -> None:
    found: list[DateMention] = dates(text, posted_at=POSTED)

    assert [text[each.begins : each.ends] for each in found] == [each.text for each in found]
    assert all(one.ends <= two.begins for one, two in pairwise(found))


@FAST
@given(st.text(alphabet="абвгжклмњќzxqvjkłśż ,.!?\n", max_size=200))
def test_without_digits_or_names_there_is_nothing(text: str) -> None:
    assert date_spans(text) == []
