"""The quirks of ClaimReviews, and what each of them means."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from bot.exchange import Cited, Rejected, Review, Worded
from bot.models import Polarity, Rating
from tests.exchange.files import CLAIM, claim_review, found, rejected, review, reviews

GAZETTE = {"@type": "Organization", "name": "Gazette", "url": "https://gazette.example/"}


def item(**fields: object) -> Review:
    """Read a ClaimReview whose itemReviewed has *fields*."""
    return review(claim_review(itemReviewed={"@type": "Claim"} | fields))


def rated(rating: object) -> Review:
    """Read a ClaimReview with a rating."""
    return review(claim_review(reviewRating=rating))


def test_a_whole_document() -> None:
    document = claim_review(
        name="Cheese?",
        url="https://gazette.example/a",
        inLanguage="en",
        datePublished="2025-12-31T22:00:00+05:30",
        author=GAZETTE,
        reviewBody="<p>Rock.</p>",
        reviewRating={
            "@type": "Rating",
            "ratingValue": 1,
            "bestRating": "5",
            "worstRating": 1.0,
            "alternateName": "False",
        },
        itemReviewed={
            "@type": "Claim",
            "author": {"@type": "Person", "name": "A poet"},
            "datePublished": "2024-12-31",
            "appearance": [{"@type": "CreativeWork", "url": "https://post.example/1"}],
            "firstAppearance": {"url": "https://post.example/2"},
        },
        citation=[
            {"name": "Moon rock", "url": "https://nasa.example/", "publisher": {"name": "NASA"}}
        ],
        keywords="moon",
        temporalCoverage="2024-01-01/..",
    )

    assert review(document) == Review(
        claim=CLAIM,
        language="en",
        rating=Rating.FALSE,
        rated_as="False",
        rating_value="1",
        rating_best="5",
        rating_worst="1.0",
        summary="Rock.",
        url="https://gazette.example/a",
        title="Cheese?",
        publisher="Gazette",
        publisher_url="https://gazette.example/",
        reviewed_on=date(2025, 12, 31),
        claimant="A poet",
        claimed_on=date(2024, 12, 31),
        appearances=("https://post.example/1", "https://post.example/2"),
        topic="moon",
        valid_from=date(2024, 1, 1),
        sources=(Cited(title="Moon rock", outlet="NASA", url="https://nasa.example/"),),
    )


@pytest.mark.parametrize(
    "claim",
    [
        CLAIM,
        [CLAIM],
        [CLAIM, CLAIM],
        {"@value": CLAIM, "@language": "en"},
        f"  {CLAIM}\r\n",
        "The moon is made of&nbsp;<b>green</b> cheese.",
        "The moon is\u200b made of green \ud83dcheese.\x00",
    ],
)
def test_claims_are_made_plain(claim: object) -> None:
    assert review(claim_review(claimReviewed=claim)).claim == CLAIM


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        (None, "no claim"),
        ("", "no claim"),
        ([], "no claim"),
        ("<br>", "no claim"),
        ({"name": "x"}, "no claim"),
        ("…", "no word"),
        (["The moon is cheese.", "The sun is a lamp."], "2 claims at once"),
        ("cheese " * 8000, "more than 2,000 characters"),
    ],
)
def test_a_review_without_one_claim_is_rejected(claim: object, reason: str) -> None:
    (one,) = rejected(claim_review(claimReviewed=claim))

    assert one.place == "document"
    assert reason in one.reason
    assert len(one.excerpt) <= 200


@pytest.mark.parametrize(
    ("author", "publisher", "name", "site"),
    [
        (GAZETTE, None, "Gazette", "https://gazette.example/"),
        ([GAZETTE], None, "Gazette", "https://gazette.example/"),
        ("Gazette", None, "Gazette", None),
        (["Gazette", {"name": ["Post"]}], None, "Gazette, Post", None),
        ({"@type": "Person", "name": "A", "url": "https://a.example/me"}, None, "A", None),
        ({"@type": "Person", "name": "A"}, GAZETTE, "Gazette", "https://gazette.example/"),
        ({"@type": "Organization", "name": "A", "url": "gazette.example"}, None, "A", "https://gazette.example/"),
        ({"@id": "#org"}, None, "Gazette", "https://gazette.example/"),
        (None, None, None, None),
        (5, {"name": 5}, "5", None),
    ],
)  # fmt: skip
def test_who_publishes(
    author: object, publisher: object, name: str | None, site: str | None
) -> None:
    graph = [
        claim_review(author=author, publisher=publisher),
        GAZETTE | {"@id": "#org", "@type": "NewsMediaOrganization"},
    ]

    (one,) = reviews({"@graph": graph})

    assert (one.publisher, one.publisher_url) == (name, site)


@pytest.mark.parametrize(
    ("url", "whole"),
    [
        ("https://gazette.example/a", "https://gazette.example/a"),
        ("gazette.example/a/", "https://gazette.example/a/"),
        ("//gazette.example/a", "https://gazette.example/a"),
        ("/a", "https://gazette.example/a"),
        (["/a"], "https://gazette.example/a"),
        ({"@id": "/a"}, "https://gazette.example/a"),
        ("a/b", None),
        ("story.html", None),
        ("javascript:alert(1)", None),
        ("/", None),
        ("", None),
        (7, None),
    ],
)
def test_addresses_are_made_whole_or_left_out(url: object, whole: str | None) -> None:
    assert review(claim_review(url=url, author=GAZETTE)).url == whole


def test_a_path_without_a_site_is_no_address() -> None:
    person = {"@type": "Person", "name": "A", "url": "https://social.example/a"}

    alone = claim_review(url="/a", author=person)
    elsewhere = alone | {"mainEntityOfPage": "https://b.example/a"}

    assert review(alone).url is None
    assert review(elsewhere).url == "https://b.example/a"


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2025-12-31", date(2025, 12, 31)),
        ("2025-12-31 23:35", date(2025, 12, 31)),
        ("2025-12-31T23:35:00Z", date(2025, 12, 31)),
        ("2025-12-31T23:35:06.838+02:00", date(2025, 12, 31)),
        ("2025-1-2", date(2025, 1, 2)),
        ("2025/12/31", date(2025, 12, 31)),
        ("20251231", date(2025, 12, 31)),
        ("31.12.2025", date(2025, 12, 31)),
        ("31/12/2025", date(2025, 12, 31)),
        ("12/31/2025", date(2025, 12, 31)),
        ("05/05/2025", date(2025, 5, 5)),
        ("31 December 2025", date(2025, 12, 31)),
        ("Dec 31, 2025", date(2025, 12, 31)),
        ("Wed, 31 Dec 2025 10:00:00 GMT", date(2025, 12, 31)),
        (["2025-12-31"], date(2025, 12, 31)),
        ("01/02/2025", None),
        ("0000-00-00", None),
        ("0000-12-31T00:00:00Z", None),
        ("9999-12-31", None),
        ("2025-02-30", None),
        ("yesterday", None),
        ("2025", None),
        ("", None),
        (None, None),
        (True, None),
        ({"a": 1}, None),
        ("2025-12-31" * 100_000, None),
    ],
)
def test_days_are_read_only_where_one_can_be_meant(written: object, day: date | None) -> None:
    one = item(datePublished=written)

    assert one.claimed_on == day


def test_the_day_of_a_change_stands_for_that_of_the_review() -> None:
    assert review(claim_review(dateModified="2025-12-31")).reviewed_on == date(2025, 12, 31)


@pytest.mark.parametrize(
    ("rating", "read", "words"),
    [
        ({"alternateName": "False"}, Rating.FALSE, "False"),
        ({"alternateName": ["False"]}, Rating.FALSE, "False"),
        ({"alternateName": "False\r"}, Rating.FALSE, "False"),
        ({"alternateName": {"@value": "False", "@language": "en"}}, Rating.FALSE, "False"),
        ({"alternateName": "fora_de_contexto"}, Rating.MISLEADING, "fora_de_contexto"),
        ({"alternateName": "Falso", "ratingValue": 4, "bestRating": 6}, Rating.FALSE, "Falso"),
        ({"name": "False"}, Rating.FALSE, "False"),
        ([{"alternateName": "False"}], Rating.FALSE, "False"),
        ([{"alternateName": "False"}, {"alternateName": "True"}], None, None),
        ({"ratingValue": "1", "bestRating": "5", "worstRating": "1"}, Rating.FALSE, None),
        ({"ratingValue": -1, "bestRating": -1, "worstRating": -1}, None, None),
        ({"ratingValue": "", "bestRating": ""}, None, None),
        ({"alternateName": 5}, None, None),
        ("False", None, None),
        (None, None, None),
    ],
)  # fmt: skip
def test_ratings_in_their_shapes(rating: object, read: Rating | None, words: str | None) -> None:
    one = rated(rating)

    assert (one.rating, one.rated_as) == (read, words)


def test_a_paragraph_is_no_rating_and_is_cut() -> None:
    one = rated({"alternateName": "The office never said this. " * 50})

    assert one.rating is None
    assert one.rated_as
    assert len(one.rated_as) <= 300


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ({"name": "A poet"}, "A poet"),
        ({"name": ["A poet", "of cheese"]}, "A poet, of cheese"),
        ([{"name": "A"}, {"name": "B"}], "A, B"),
        ("A poet", "A poet"),
        ({"@type": "Person"}, None),
        ({"name": ""}, None),
        ([], None),
    ],
)
def test_claimants(author: object, name: str | None) -> None:
    assert item(author=author).claimant == name


def test_appearances_are_pages_and_never_somebodys_home() -> None:
    one = item(
        url="https://post.example/3",
        appearance=["https://post.example/1", {"url": "https://post.example/1"}, {"@id": "https://post.example/2"}],
        author={"name": "A", "sameAs": "https://en.encyclopedia.example/A"},
        firstAppearance={"url": "https://post.example/"},
    )  # fmt: skip

    assert one.appearances == (
        "https://post.example/1",
        "https://post.example/2",
        "https://post.example/3",
    )


def test_an_item_may_be_a_list_or_a_creative_work() -> None:
    for kind in ("creativeWork", "CreativeWork", "Claim"):
        node = claim_review(itemReviewed=[{"@type": kind, "author": {"name": "A"}}])

        assert review(node).claimant == "A"


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("uk", "uk"),
        ("uk-UA", "uk"),
        ("UK_ua", "uk"),
        ("ukr", "uk"),
        ("Ukrainian", "uk"),
        ({"@type": "Language", "name": "Ukrainian", "alternateName": "uk"}, "uk"),
        (["uk", "en"], "uk"),
        ("und", "en"),
        ("ua", "en"),
        ("xx", "en"),
        ("", "en"),
        (5, "en"),
        (None, "en"),
    ],
)
def test_languages(said: object, language: str) -> None:
    assert review(claim_review(inLanguage=said)).language == language


@pytest.mark.parametrize(
    ("claim", "title", "language"),
    [
        ("Місяць зроблено із зеленого сиру", None, "uk"),
        ("Księżyc jest zrobiony z zielonego sera", None, "pl"),
        ("Місяць із сиру", "Чи правда, що місяць зроблено із сиру?", "uk"),
        ("Місяць із сиру", None, None),
        ("Місяць зроблено із зеленого сиру", "No, the moon is not made of cheese", None),
        ("12 345", None, None),
    ],
)
def test_a_language_is_told_by_words_only_where_they_agree(
    claim: str, title: str | None, language: str | None
) -> None:
    assert review(claim_review(claimReviewed=claim, name=title)).language == language


def test_other_names_of_a_claim_are_wordings() -> None:
    ukrainian = {"@value": "Місяць із сиру", "@language": "uk"}
    one = item(alternateName=["The moon is cheese", ukrainian])

    assert one.wordings == (
        Worded("en", "The moon is cheese", Polarity.ASSERTS),
        Worded("uk", "Місяць із сиру", Polarity.ASSERTS),
    )


def test_a_key_that_stands_twice_rejects_its_review_alone() -> None:
    node = '{"@type": "ClaimReview", "claimReviewed": "The moon is cheese.", "reviewRating": '
    first = node + '{"alternateName": "False", "alternateName": "True"}}'
    second = node + '{"alternateName": "False"}}'

    one, other = found(f"[{first}, {second}]")

    assert isinstance(one, Rejected)
    assert "“alternateName” stands twice" in one.reason
    assert one.place == "[0]"
    assert isinstance(other, Review)


def test_answers_of_googles_tools() -> None:
    answer: dict[str, Any] = {
        "claims": [
            {
                "text": CLAIM,
                "claimant": "A poet",
                "claimDate": "2024-12-31T00:00:00Z",
                "claimReview": [
                    {
                        "publisher": {"name": "Gazette", "site": "gazette.example"},
                        "url": "https://gazette.example/a",
                        "title": "Cheese?",
                        "reviewDate": "2025-12-31T00:00:00Z",
                        "textualRating": "Fałsz",
                        "languageCode": "pl",
                    },
                    {"publisher": {"site": "post.example"}, "textualRating": "So-so"},
                ],
            },
            {"text": CLAIM},
            {"claimReview": [{"textualRating": "False"}]},
        ],
        "nextPageToken": "x",
    }

    one, other, *refused = found(json.dumps(answer))

    assert one == Review(
        claim=CLAIM,
        language="pl",
        rating=Rating.FALSE,
        rated_as="Fałsz",
        url="https://gazette.example/a",
        title="Cheese?",
        publisher="Gazette",
        publisher_url="https://gazette.example/",
        reviewed_on=date(2025, 12, 31),
        claimant="A poet",
        claimed_on=date(2024, 12, 31),
    )
    assert isinstance(other, Review)
    assert (other.publisher, other.rating, other.rated_as) == ("post.example", None, "So-so")
    assert [one.place for one in refused if isinstance(one, Rejected)] == [
        "claims[1]",
        "claims[2].claimReview[0]",
    ]
