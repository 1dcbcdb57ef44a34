"""Our own JSON Lines: nothing is lost, nothing is guessed."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.exchange import Cited, Rejected, Review, Said, Worded
from bot.exchange.jsonl_writing import lines as written
from bot.models import Polarity, Rating
from tests.exchange.files import CLAIM, found, lines, rejected, review, reviews

WHOLE = Review(
    claim="The moon &\nthe <sun>",
    language="en",
    rating=Rating.MOSTLY_FALSE,
    rated_as="Mostly false &amp; more",
    rating_value="2.0",
    rating_best="5",
    rating_worst="1",
    summary="One line.\n\nAnother  one, " + "long " * 500,
    url="https://gazette.example/a?b=c#d",
    title="T" * 500,
    publisher="Gazette",
    publisher_url="https://gazette.example",
    reviewed_on=date(2025, 12, 31),
    claimant="A poet",
    claimed_on=date(1850, 1, 1),
    appearances=("https://post.example/", "post.example/2"),
    topic="moon",
    valid_from=date(2024, 1, 1),
    valid_until=date(2026, 1, 1),
    texts=(Said("uk", "Місяць", "Ні."), Said("pl", "Księżyc", "")),
    wordings=(
        Worded("en", "moon = cheese", Polarity.ASSERTS),
        Worded("en", "no cheese", Polarity.DENIES),
    ),
    sources=(Cited("T", "O", "A", "https://nasa.example/", date(1970, 5, 1)), Cited(title="Book")),
    key="moon",
)
_DAYS = st.none() | st.dates()
_TEXT = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=40
)
_OPTIONAL = st.none() | _TEXT
_LINKS = st.sampled_from(["https://a.example/b", "http://a.example", "a.example/c?d=e"])


def test_what_is_written_is_read_again() -> None:
    assert reviews("".join(written([WHOLE, WHOLE]))) == [WHOLE, WHOLE]


@given(
    st.builds(
        Review,
        claim=_TEXT.map(lambda text: f"a{text}"),
        language=st.sampled_from(["en", "uk", "fil", "sr"]),
        rating=st.none() | st.sampled_from(Rating),
        rated_as=_OPTIONAL,
        rating_value=_OPTIONAL,
        summary=st.just("") | _TEXT,
        url=st.none() | _LINKS,
        title=_OPTIONAL,
        publisher=_OPTIONAL,
        reviewed_on=_DAYS,
        claimed_on=_DAYS,
        valid_until=_DAYS,
        appearances=st.lists(_LINKS, max_size=2).map(tuple),
        texts=st.lists(st.builds(Said, st.just("uk"), _TEXT, _TEXT), max_size=2).map(tuple),
        wordings=st.lists(
            st.builds(Worded, st.just("uk"), _TEXT, st.sampled_from(Polarity)), max_size=2
        ).map(tuple),
        sources=st.lists(
            st.builds(Cited, _TEXT, _OPTIONAL, _OPTIONAL, st.none() | _LINKS, _DAYS), max_size=2
        ).map(tuple),
        key=_OPTIONAL,
    )
)
@settings(max_examples=100, deadline=None)
def test_any_review_is_read_as_it_was_written(one: Review) -> None:
    (again,) = reviews("".join(written([one])))

    if one.rating is None:  # words that nobody could read once may be read later
        assert again.rating is None or one.rated_as
        assert again.rated_as == one.rated_as
    else:
        assert again == one


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"claim": ""}, "no claim"),
        ({"claim": None}, "no claim"),
        ({"claim": 5}, "“claim” is no text"),
        ({"claim": ["a"]}, "“claim” is no text"),
        ({"claim": "x" * 2001}, "more than 2,000 characters"),
        ({"reviewed_on": "31.12.2025"}, "“reviewed_on” is no day"),
        ({"valid_until": "2025-02-30"}, "“valid_until” is no day"),
        ({"url": "javascript:alert(1)"}, "“url” is no address"),
        ({"appearances": "https://a.example/"}, "“appearances” is no list"),
        ({"appearances": [7]}, "“appearances” has something"),
        ({"language": "klingonese"}, "“language” is no code"),
        ({"title": {"a": 1}}, "“title” is no text"),
        ({"texts": [{"language": "uk"}]}, "no “claim”"),
        ({"texts": [{"claim": "a"}]}, "“language” is no code"),
        ({"texts": [5]}, "“texts” has something"),
        ({"wordings": [{"language": "uk", "text": "a", "polarity": "maybe"}]}, "“polarity”"),
        ({"sources": [{"isbn": "1"}]}, "“sources” has something"),
        ({"sources": {"url": "x"}}, "“sources” is no list"),
    ],
)
def test_a_record_with_a_mistake_is_rejected_with_its_field(
    fields: dict[str, object], reason: str
) -> None:
    text = lines([{"claim": CLAIM}, {"claim": CLAIM} | fields])

    (one,) = rejected(text)

    assert one.place == "line 2"
    assert reason in one.reason


def test_claims_of_data_sets_are_unrated() -> None:
    one = review(
        {
            "id": "7",
            "claim": "The moon is made of <i>green</i> cheese.",
            "title": "Cheese?",
            "url": "gazette.example/a",
            "lang": "en",
            "lead": "A poet says so.",
            "date": "31 December 2025",
            "year": 2025,
        }
    )

    assert one == Review(
        claim=CLAIM,
        language="en",
        summary="A poet says so.",
        url="https://gazette.example/a",
        title="Cheese?",
        reviewed_on=date(2025, 12, 31),
    )


def test_ratings_in_other_words_are_kept_with_them() -> None:
    assert review({"claim": CLAIM, "rating": "Fałsz"}).rating is Rating.FALSE
    assert review({"claim": CLAIM, "rating": "Fałsz"}).rated_as == "Fałsz"
    assert review({"id": 1, "claim": CLAIM, "rating": "hm"}).rating is None
    assert review({"claim": CLAIM, "rated_as": "Fałsz"}).rating is Rating.FALSE


def test_a_line_without_a_claim_is_rejected() -> None:
    records = found(lines([{"id": 1, "claim": CLAIM}, {"id": 2, "url": "https://a.example/"}]))

    assert [type(one) for one in records] == [Review, Rejected]


def test_a_list_of_records_is_read_too() -> None:
    assert len(reviews(json.dumps([{"claim": CLAIM}, {"claim": CLAIM, "id": 1}]))) == 2
