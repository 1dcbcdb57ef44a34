"""Figures as reviewers read them: the list, the card under the chart, and the chart itself."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from bot.models import ChangedBy, Qualifier
from bot.replies import LOCALES, draw
from bot.replies.callbacks import ShowFigure, TurnPage, unpack
from bot.replies.markup import CAPTION, units
from bot.services.figures.values import ChangeView, Difference, FigureCard, FigureList, SubjectLine
from bot.services.values import RecordedView
from tests.replies.samples import HARBOUR, REPORT, labels, recorded, seen, worded

AT = datetime(2026, 2, 20, 12, tzinfo=UTC)
FIRST = ChangeView(
    "ferries", 1, AT, ChangedBy.SEED, None, None, Decimal(11000), Decimal(11000), Qualifier.ABOUT
)
EDITED = replace(
    FIRST,
    version=2,
    at=datetime(2026, 2, 25, 12, tzinfo=UTC),
    by=ChangedBy.OPERATOR,
    name="ann <a>",
    low=Decimal(12000),
    high=Decimal(12000),
    differences=(
        Difference("low", "11000", "12000"),
        Difference("high", "11000", "12000"),
        Difference("as_of", "2026-01-09", "2026-01-10"),
        Difference("attribution.en", "a", "b"),
        Difference("attribution.uk", "a", "b"),
        Difference("sources", "x", "y"),
    ),
)
ENTERED = replace(FIRST, key="later", by=ChangedBy.REVIEWER, person_id=501)
NEWER = replace(
    recorded(low="12500", as_of=date(2026, 2, 1), qualifier=Qualifier.AT_LEAST), key="later"
)
CARD = FigureCard(
    figure_id=3,
    shown=recorded(sources=(HARBOUR, REPORT)),
    series=(recorded(sources=(HARBOUR, REPORT)),),
    newest=recorded(sources=(HARBOUR, REPORT)),
    changes=(EDITED, FIRST),
    seen=2,
)


def varied() -> tuple[RecordedView, ...]:
    """Each qualifier, a range, a period, a day that is inferred, and one that is not given."""
    views = [
        recorded(low=str(1000 * number), qualifier=qualifier, as_of=date(2025, number, 1))
        for number, qualifier in enumerate(Qualifier, start=1)
    ]
    return (
        *views,
        recorded(low="2000", high="3000", qualifier=Qualifier.EXACTLY, as_of=date(2025, 6, 1)),
        recorded(low="2500", as_of=date(2025, 5, 1), as_of_end=date(2025, 5, 31)),
        recorded(low="2600", as_of=date(2025, 6, 1), as_of_inferred=True, attribution="other"),
        recorded(low="2700", as_of=None, attribution=""),
    )


def test_the_card_says_all_that_is_known_of_a_figure() -> None:
    assert (
        seen(worded(CARD))
        == """\
📊 ferries in the strait
about 11,000
as of 9 January 2026 · according to: Coast guard

Sources:
1. Harbour log, Port Herald, A. Ivanova
2. Coast Monitor, 31 October 2025

Changes:
• 25 Feb 2026, the command line (ann <a>): about 11,000 → about 12,000, date 9 Jan 2026 → \
10 Jan 2026, who says so, sources
• 20 Feb 2026, the files: about 11,000 recorded

Newer value? Reply to this message with one line:
value | as of when | who says so | https://link
ferries"""
    )


def test_the_newest_value_is_named_where_another_one_is_shown() -> None:
    shown = seen(worded(replace(CARD, newest=NEWER, series=(*CARD.series, NEWER))))

    assert "The newest on record: at least 12,500 · as of 1 February 2026" in shown


def test_another_value_of_the_same_day_is_not_called_newer() -> None:
    same_day = replace(NEWER, as_of=CARD.shown.as_of, as_of_end=CARD.shown.as_of_end)

    shown = seen(worded(replace(CARD, newest=same_day, series=(*CARD.series, same_day))))

    assert "The newest on record" not in shown


def test_a_reviewer_is_named_by_a_link_and_nobody_who_is_forgotten() -> None:
    known = worded(replace(CARD, changes=(ENTERED,))).html
    forgotten = worded(replace(CARD, changes=(replace(ENTERED, person_id=None),))).html

    assert '<a href="tg://user?id=501">a reviewer</a>' in known
    assert "tg://" not in forgotten


def test_what_others_wrote_is_escaped() -> None:
    odd = recorded(label="<b>boats</b> & more", attribution="</code><script>")

    html = worded(replace(CARD, shown=odd)).html

    assert "<b>📊 &lt;b&gt;boats&lt;/b&gt; &amp; more</b>" in html
    assert "<script>" not in html
    assert "ann &lt;a&gt;" in html


@pytest.mark.parametrize("locale", LOCALES)
def test_a_card_fits_under_a_photo_however_long_its_texts_are(locale: str) -> None:
    long = replace(HARBOUR, title="title " * 200, outlet="outlet " * 100, url=None)
    sources = tuple(replace(long, author=f"{number} " * 300) for number in range(30))
    odd = recorded(label="😀 " * 400, attribution="who " * 400, sources=sources)
    card = replace(CARD, shown=odd, newest=NEWER, changes=(EDITED, FIRST, ENTERED) * 20)

    shown = seen(worded(card, locale))

    assert units(shown) <= CAPTION
    assert "ferries" in shown


@pytest.mark.parametrize("locale", LOCALES)
def test_the_list_offers_each_subject_with_its_value_first(locale: str) -> None:
    lines = (SubjectLine(3, recorded(low="2"), 1), SubjectLine(4, NEWER, 2))

    reply = worded(FigureList(lines, 2, 3), locale)

    assert [[unpack(one.data) for one in row] for row in reply.buttons] == [
        [ShowFigure(3)],
        [ShowFigure(4)],
        [TurnPage(1), TurnPage(3)],
    ]
    assert all(len(one.label) <= 64 for row in reply.buttons for one in row)


def test_a_button_says_the_value_and_what_is_counted() -> None:
    reply = worded(FigureList((SubjectLine(3, recorded(), 1),), 1, 1), "uk")

    assert labels(reply) == [["близько 11\u00a0000: ferries in the strait"]]


def test_without_figures_the_list_says_so() -> None:
    reply = worded(FigureList((), 1, 1))

    assert (seen(reply), reply.buttons) == ("No figures are on record yet.", ())


@pytest.mark.parametrize("locale", LOCALES)
def test_a_chart_is_a_picture_that_a_phone_shows_without_enlarging(locale: str) -> None:
    card = replace(CARD, series=varied(), shown=varied()[0])

    picture = draw(card, locale)

    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    assert int.from_bytes(picture[16:20]) == 1080
    assert 1000 < int.from_bytes(picture[20:24]) < 2000


@pytest.mark.parametrize(
    "series",
    [
        (recorded(low="0"),),
        (recorded(as_of=None),),
        (recorded(low=str(10**18)), recorded(low="1", as_of=date(1, 1, 1))),
        (recorded(low="0.000001", as_of=date(9999, 12, 31)),),
        (recorded(label="$x_{ <b> 🚢 \u0000 漢字", attribution="$\\frac{" * 90),),
        tuple(recorded(low=str(n), attribution=f"who {n}") for n in range(1, 200)),
        tuple(recorded(low=str(n), as_of=date(2000 + n, 1, 1)) for n in range(1, 200)),
    ],
    ids=["zero", "undated", "far apart", "tiny", "odd letters", "one day", "many days"],
)
def test_a_chart_of_anything_is_a_picture(series: tuple[RecordedView, ...]) -> None:
    card = replace(CARD, series=series, shown=series[0])

    assert draw(card, "mk").startswith(b"\x89PNG")


def test_the_same_values_are_drawn_alike_and_others_are_not() -> None:
    card = replace(CARD, series=varied(), shown=varied()[0])

    assert draw(card, "en") == draw(card, "en")
    assert draw(card, "en") != draw(card, "uk")


def test_nothing_but_a_chart_loads_what_draws_it() -> None:
    code = "import sys, bot.app, bot.__main__; print('matplotlib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "False\n"
