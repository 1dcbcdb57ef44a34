"""ClaimReview as it goes out: valid by schema.org's types, whole for tools, safe in a page."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings

from bot.exchange.claimreview_writing import Addresses, feed, mark
from bot.exchange.values import Review
from bot.models import Rating
from bot.replies.labels import label
from bot.replies.voice import voice
from tests.exchange.reviews import ALL, BARE, HOSTILE, OTHERS, OWN
from tests.exchange.schema import missing, problems
from tests.exchange.strategies import reviews

PLACES = {"en": "https://daily.example/en/1.html", "uk": "https://daily.example/uk/1.html"}


def named(rating: Rating, language: str | None) -> str:
    return label(voice(language), rating).plain


def fed(pairs: Iterable[tuple[Review, Addresses]]) -> dict[str, Any]:
    pieces = feed(pairs, named, name="The Daily Example", made_on=date(2025, 1, 15))
    found: dict[str, Any] = json.loads("".join(pieces))
    return found


def items(review: Review, places: Addresses = PLACES) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = fed([(review, places)])["dataFeedElement"][0]["item"]
    return found


@given(reviews())
@settings(max_examples=60, deadline=None)
def test_whatever_is_written_has_only_schema_orgs_properties_and_types(review: Review) -> None:
    assert list(problems(fed([(review, PLACES)]))) == []


def test_a_feed_of_none_is_a_feed() -> None:
    assert fed([])["dataFeedElement"] == []


def test_a_feed_holds_an_item_for_each_review() -> None:
    found = fed((one, PLACES) for one in ALL)

    assert list(problems(found)) == []
    assert (found["@context"], found["@type"]) == ("https://schema.org", "DataFeed")
    first = [item["item"][0]["claimReviewed"] for item in found["dataFeedElement"]]
    assert first == [one.claim for one in ALL]


@pytest.mark.parametrize("review", [OWN, OTHERS], ids=["own", "others"])
def test_a_whole_review_says_all_that_tools_ask_for(review: Review) -> None:
    assert [missing(one) for one in items(review)] == [set() for _ in (review, *review.texts)]


def test_our_own_rating_stands_on_a_scale_of_five_in_the_words_of_its_language() -> None:
    english, ukrainian = items(OWN)

    scale = {"@type": "Rating", "ratingValue": 1, "bestRating": 5, "worstRating": 1}
    assert english["reviewRating"] == {**scale, "alternateName": "False"}
    assert ukrainian["reviewRating"] == {**scale, "alternateName": "Неправда"}


@pytest.mark.parametrize("rating", [Rating.UNPROVEN, Rating.SATIRE])
def test_what_is_neither_true_nor_false_has_no_number(rating: Rating) -> None:
    (found,) = items(replace(OWN, rating=rating, texts=()))

    assert found["reviewRating"].keys() == {"@type", "alternateName"}


def test_other_publishers_keep_their_name_their_words_and_their_scale() -> None:
    (found,) = items(OTHERS)

    assert found["author"]["name"] == "Checks"
    assert found["url"] == "https://checks.example/lua"
    assert found["reviewRating"] == {
        "@type": "Rating",
        "alternateName": "Não é bem assim",
        "ratingValue": "2",
        "bestRating": "6",
        "worstRating": "1",
    }


def test_a_translation_is_a_review_of_its_own_that_names_its_original() -> None:
    english, ukrainian = items(OWN)

    assert (english["inLanguage"], ukrainian["inLanguage"]) == ("en", "uk")
    assert (english["url"], ukrainian["url"]) == (PLACES["en"], PLACES["uk"])
    assert ukrainian["claimReviewed"] == "Бджоли платять податки."
    assert ukrainian["translationOfWork"] == {
        "@type": "ClaimReview",
        "@id": english["@id"],
        "url": english["url"],
        "identifier": "bees-pay-taxes",
    }


def test_what_else_we_know_has_its_place() -> None:
    english, ukrainian = items(OWN)

    assert english["reviewBody"] == OWN.summary
    assert english["keywords"] == "nature"
    assert english["temporalCoverage"] == "2024-01-01/2025-12-31"
    assert english["citation"][0]["publisher"] == {"@type": "Organization", "name": "The Hive"}
    claim = english["itemReviewed"]
    assert claim["alternateName"] == [
        "Taxes for bees!",
        {"@value": "Податки для бджіл!", "@language": "uk"},
    ]
    assert [one["url"] for one in claim["appearance"]] == list(OWN.appearances)
    assert ukrainian["itemReviewed"]["alternateName"] == ["Податки для бджіл!"]


def test_what_is_not_known_is_not_said() -> None:
    (found,) = items(BARE, {})

    assert found == {
        "@type": "ClaimReview",
        "claimReviewed": BARE.claim,
        "itemReviewed": {"@type": "Claim", "text": BARE.claim},
    }


class Scripts(HTMLParser):
    """The scripts of a page, as a browser takes them apart."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_in_a_page_no_text_ends_the_script() -> None:
    written = mark(HOSTILE, PLACES, named, "en")

    parser = Scripts()
    parser.feed(f'<script type="application/ld+json">{written}</script>')

    assert parser.tags == ["script"]
    assert json.loads("".join(parser.texts))["claimReviewed"] == HOSTILE.claim


def test_the_mark_of_a_page_is_in_the_pages_language() -> None:
    written = json.loads(mark(OWN, PLACES, named, "uk"))

    assert (written["@context"], written["inLanguage"]) == ("https://schema.org", "uk")
    assert list(problems(written)) == []
