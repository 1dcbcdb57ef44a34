"""What is exported is read again as it was, by the fields that each format carries."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bot.exchange.claimreview_writing import Addresses
from bot.exchange.formulas import guarded, restored
from bot.exchange.reading import read
from bot.exchange.values import Review
from bot.exchange.writing import ENDINGS, Format, write
from bot.models import Polarity, Rating
from bot.replies.labels import label
from bot.replies.voice import voice
from tests.exchange.reviews import ALL, OTHERS, OWN
from tests.exchange.strategies import plain_reviews, reviews

QUICK = [phase for phase in Phase if phase is not Phase.explain]
PLACES = {
    "en": "https://daily.example/en/1.html",
    "uk": "https://daily.example/uk/1.html",
}


def named(rating: Rating, language: str | None) -> str:
    return label(voice(language), rating).plain


def written(given: Sequence[Review], kind: Format, places: Addresses | None = None) -> bytes:
    pairs = [(one, places or {}) for one in given]
    return b"".join(write(pairs, kind, named, name="Daily", made_on=date(2025, 1, 15)))


def returned(
    given: Sequence[Review], kind: Format, places: Addresses | None = None
) -> list[object]:
    content = written(given, kind, places)
    return list(read(io.BytesIO(content), f"facts.{ENDINGS[kind]}"))


@given(st.lists(reviews(), min_size=1, max_size=3))
@settings(max_examples=50, deadline=None, phases=QUICK)
def test_json_lines_lose_nothing(given: list[Review]) -> None:
    assert returned(given, Format.JSONL) == given


def test_json_lines_keep_a_hostile_review_as_it_is() -> None:
    known = [replace(one, language=one.language or "en") for one in ALL]

    assert returned(known, Format.JSONL) == known


def carried_by_tables(review: Review) -> Review:
    return replace(review, texts=(), wordings=())


@given(st.lists(plain_reviews(), min_size=1, max_size=3))
@settings(max_examples=50, deadline=None, phases=QUICK)
def test_a_table_keeps_what_it_has_columns_for(given: list[Review]) -> None:
    assert returned(given, Format.CSV) == [carried_by_tables(one) for one in given]


@pytest.mark.parametrize("claim", ["=1+1 is 2", "-5 degrees", "@hive pays", "+5 bees", "'=x is y"])
def test_no_cell_is_a_formula_and_each_is_read_as_it_was(claim: str) -> None:
    review = replace(OWN, claim=claim, texts=(), wordings=())

    content = written([review], Format.CSV)
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))

    assert content.startswith(b"\xef\xbb\xbf")
    assert [cell for cell in rows[1] if cell[:1] in "=+-@\t\r" and cell] == []
    assert returned([review], Format.CSV) == [review]


@given(st.text())
def test_guarding_a_cell_is_undone(cell: str) -> None:
    assert restored(guarded(cell)) == cell


def carried_by_claimreview(review: Review) -> Review:
    """What comes back of a review of ours, but for what its rating was filled in with."""
    asserted = tuple(one for one in review.wordings if one.polarity is Polarity.ASSERTS)
    return replace(review, wordings=asserted, key=None)


def test_claimreview_keeps_what_others_rated() -> None:
    (found,) = returned([OTHERS], Format.CLAIMREVIEW)

    assert isinstance(found, Review)
    assert found == replace(OTHERS, rating=found.rating)  # which the reader makes of the words


@pytest.mark.parametrize("rating", list(Rating))
@pytest.mark.parametrize("language", ["en", "uk", "ru", "mk", "pl"])
def test_our_ratings_come_back_in_each_language(rating: Rating, language: str) -> None:
    review = replace(OWN, rating=rating, language=language, texts=(), wordings=())

    (found,) = returned([review], Format.CLAIMREVIEW)

    assert isinstance(found, Review)
    assert (found.rating, found.rated_as) == (rating, named(rating, language))


@pytest.mark.parametrize("places", [PLACES, {}], ids=["public", "nowhere"])
@pytest.mark.parametrize("key", ["bees", None])
def test_claimreview_keeps_the_rest_of_our_own_in_all_its_languages(
    places: Addresses, key: str | None
) -> None:
    review = replace(OWN, key=key)

    (found,) = returned([review], Format.CLAIMREVIEW, places)

    assert isinstance(found, Review)
    unfilled = replace(
        found, rated_as=None, rating_value=None, rating_best=None, rating_worst=None, url=None
    )
    assert unfilled == carried_by_claimreview(review)
    assert found.url == places.get("en")


def test_a_table_is_one_that_others_read() -> None:
    content = written(ALL, Format.CSV).decode("utf-8-sig")

    rows = list(csv.DictReader(io.StringIO(content, newline="")))

    assert [row["rating"] for row in rows] == ["", "false", "misleading", "satire"]
    assert rows[1]["sources"].splitlines() == [
        "On bees | The Hive | A. Keeper | 2025-01-03 | https://hive.example/1",
        "A letter of the tax office",
    ]
    assert rows[1]["appearances"].split() == list(OWN.appearances)
