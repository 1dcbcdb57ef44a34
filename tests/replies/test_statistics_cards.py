"""Statistics as a picture, in words and as a file, in each language."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from itertools import combinations

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from bot.models import DecisionKind, Outcome, Rating, Role
from bot.replies import LOCALES, draw
from bot.replies.callbacks import ShowStatistics, StatisticsFile, unpack
from bot.replies.chart_text import _letters
from bot.replies.markup import CAPTION, units
from bot.replies.statistics_picture import composed
from bot.replies.voice import voice
from bot.services.statistics.rows import as_csv
from bot.services.statistics.values import (
    AskedCase,
    AskedVerdict,
    Channel,
    Day,
    Feedback,
    Pace,
    Queue,
    Reach,
    Reviewer,
    Statistics,
    StatisticsCard,
)
from tests.replies.samples import seen, worded

UNTIL = datetime(2026, 11, 28, 9, 30, tzinfo=UTC)
TODAY = date(2026, 11, 28)
LONG = "Водопровідна вода в Новограді з березня непридатна для пиття, каже мерія міста. " * 3


def made(length: int, *, times: int = 1) -> Statistics:
    """Statistics of so many days in which there is something of everything."""
    days = tuple(
        Day(
            TODAY - timedelta(days=length - 1 - at),
            {one: times * (3 + (at * (7 + number)) % 11) for number, one in enumerate(Outcome)},
        )
        for at in range(length)
    )
    return Statistics(
        since=UNTIL - timedelta(days=length),
        until=UNTIL,
        days=days,
        people=431 * times,
        new_people=57 * times,
        pace=Pace(12, timedelta(hours=5), timedelta(hours=31)),
        queue=Queue(14, 3, timedelta(days=4)),
        reviewers=(
            Reviewer(60, Role.REVIEWER, {DecisionKind.SUBMITTED: 9}),
            Reviewer(None, Role.ADMIN, {DecisionKind.APPROVED: 2}),
        ),
        verdicts=(
            AskedVerdict(1, LONG, Rating.MOSTLY_FALSE, 60 * times, 44 * times),
            AskedVerdict(2, "The bridge is open.", Rating.TRUE, 20, 9),
            AskedVerdict(3, "The moon is cheese.", None, 7, 5),
        ),
        cases=(AskedCase(7, "", 8, 8), AskedCase(8, "漢字 😀", 1, 1)),
        channels=(Channel("City News 24", 60 * times, 41), Channel("W" * 90, 2, 2)),
        languages=(("uk", 60), (None, 5), ("en", 4), ("de", 1)),
        feedback=Feedback(3, 2, 1),
        reach=Reach(2, 812 * times, 90, 5),
    )


def nothing(length: int) -> Statistics:
    """Statistics of an empty store."""
    days = tuple(Day(TODAY - timedelta(days=length - 1 - at), {}) for at in range(length))
    return Statistics(
        since=UNTIL - timedelta(days=length),
        until=UNTIL,
        days=days,
        people=0,
        new_people=0,
        pace=Pace(0),
        queue=Queue(0, 0, None),
        reviewers=(),
        verdicts=(),
        cases=(),
        channels=(),
        languages=(),
        feedback=Feedback(0, 0, 0),
        reach=Reach(0, 0, 0, 0),
    )


GIANT = replace(
    made(30),
    days=(*made(30).days[:-1], Day(TODAY, {Outcome.NONE: 1_234_567, Outcome.ANSWERED: 1})),
)
SHOWN = {
    "1 day": made(1),
    "7 days": made(7),
    "30 days": made(30),
    "90 days": made(90),
    "very many": made(7, times=200_000),
    "one giant day": GIANT,
    "one post": replace(nothing(90), days=(*nothing(89).days, Day(TODAY, {Outcome.NONE: 1}))),
    "nothing": nothing(7),
    "nothing today": nothing(1),
}


def card(found: Statistics, *, file: bool = False) -> StatisticsCard:
    return StatisticsCard(found, len(found.days), "Europe/Kyiv", file)


def written(figure: Figure) -> Iterator[tuple[str, Bbox]]:
    """Each text of a picture with the place that it takes, in pixels."""
    assert isinstance(figure.canvas, FigureCanvasAgg)
    renderer = figure.canvas.get_renderer()
    for text in figure.findobj(Text):
        if isinstance(text, Text) and text.get_text():
            yield text.get_text(), text.get_window_extent(renderer)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_text_of_a_picture_is_inside_and_covers_no_other(locale: str) -> None:
    for name, found in SHOWN.items():
        figure = composed(card(found), voice(locale))
        width, height = figure.get_size_inches() * figure.dpi
        texts = list(written(figure))

        assert (round(width), 600 < height < 2200) == (1080, True), (name, height)
        outside = [text for text, box in texts if box.x0 < 30 or box.x1 > 1050 or box.y0 < 20]
        assert outside == [], name
        met = [
            (one, other)
            for (one, box), (other, there) in combinations(texts, 2)
            if Bbox.intersection(box.padded(-3), there.padded(-3))
        ]
        assert met == [], name


@pytest.mark.parametrize("locale", LOCALES)
def test_the_font_has_every_letter_of_a_picture(locale: str) -> None:
    figure = composed(card(SHOWN["30 days"]), voice(locale))

    said = "".join(text for text, _ in written(figure))

    assert {letter for letter in said if ord(letter) not in _letters()} == set()


def test_what_cannot_be_drawn_is_named_by_its_number() -> None:
    found = replace(made(7), verdicts=())

    said = [text for text, _ in written(composed(card(found), voice("en")))]

    assert {"Case 7", "Case 8"} <= set(said)


def test_an_empty_state_says_so() -> None:
    said = [text for text, _ in written(composed(card(nothing(7)), voice("en")))]

    assert "Nobody sent a post in these days." in said
    assert "Nobody asked about any claim in these days." in said
    assert "None that at least two people forwarded." in said
    assert said.count("–") == 2


def test_the_same_statistics_are_drawn_alike_and_in_each_language_otherwise() -> None:
    pictures = [draw(card(made(7)), locale) for locale in ("uk", "uk", "mk")]

    assert pictures[0] == pictures[1] != pictures[2]
    assert pictures[0].startswith(b"\x89PNG\r\n\x1a\n")
    assert int.from_bytes(pictures[0][16:20]) == 1080


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", SHOWN)
def test_what_stands_under_the_picture_fits_there(name: str, locale: str) -> None:
    assert 0 < units(seen(worded(card(SHOWN[name]), locale))) <= CAPTION


def test_the_main_figures_are_said_in_words() -> None:
    reply = worded(card(made(7)))

    assert (
        seen(reply).split("\n7 days")[0]
        == """\
📈 What spreads: 22–28 Nov 2026

Posts: 237 · people: 431 · new: 57
Answered: 34% of what can be checked; not checked yet: 56
Languages: Ukrainian 60 · no language 5 · English 4

From the first post to the verdict: 5 hours; nine of ten within 31 hours
Open cases: 14 · overdue: 3 · the oldest: 4 days
Most decisions: 60: 9 · admin: 2

Readers: it misses my post 3 · the rating is wrong 2 · this one 1
Broadcasts: 2, messages: 812 · subscribers: 90, new: 5"""
    )
    assert '<a href="tg://user?id=60">60</a>' in reply.html


def test_other_periods_and_the_file_are_a_press_away() -> None:
    rows = worded(card(made(30))).buttons

    assert [[unpack(one.data) for one in row] for row in rows] == [
        [ShowStatistics(7), ShowStatistics(30), ShowStatistics(90)],
        [StatisticsFile(30, int(UNTIL.timestamp()))],
    ]


def test_the_file_holds_every_value_and_nothing_that_computes() -> None:
    odd = ("=1+1", "+1", "-1", "@x", "＝1", "\t=1", "a,b", 'say "x"', "two\nlines")
    found = replace(made(7), channels=tuple(Channel(name, 3, 2) for name in odd))

    reply = worded(card(found, file=True))

    assert reply.file is not None
    assert reply.file.name == "tipline-2026-11-22-2026-11-28.csv"
    assert reply.file.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(reply.file.content.decode("utf-8-sig"))))
    assert rows[0] == ["section", "name", "day", "value"]
    assert rows[1] == ["posts", "answered", "2026-11-22", "3"]
    names = [name for section, name, _, _ in rows if section == "channel, posts"]
    expected = ["'=1+1", "'+1", "'-1", "'@x", "'＝1", "'=1", "a,b", 'say "x"', "two lines"]
    assert names == expected


def test_the_days_of_the_file_add_up() -> None:
    rows = list(csv.reader(StringIO(as_csv(made(30)).decode("utf-8-sig"))))

    assert sum(int(row[3]) for row in rows if row[0] == "posts") == made(30).posts
