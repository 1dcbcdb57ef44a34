"""Where ClaimReviews are found, and that nothing of a document is dropped silently."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from bot.exchange import Rejected, Review, Said, read
from tests.exchange.files import CLAIM, claim_review, found, lines, rejected, review, reviews

NODE = claim_review(url="https://gazette.example/cheese")
OTHER = claim_review(claimReviewed="The sun is a lamp.", url="https://gazette.example/sun")
PAGE = '<html><head><script type="application/ld+json">{}</script></head><body>x</body></html>'


@pytest.mark.parametrize(
    "container",
    [
        [NODE, OTHER],
        {"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, NODE, OTHER]},
        {"dataFeedElement": [{"@type": "DataFeedItem", "item": [NODE, OTHER]}]},
        {"@type": "DataFeed", "dataFeedElement": [{"item": NODE}, {"item": [OTHER]}]},
        {"@type": "NewsArticle", "headline": "x", "review": [NODE, OTHER]},
        [{"@type": "NewsArticle", "mainEntity": {"@type": "WebPage", "review": NODE}}, OTHER],
        {"claimReview": [NODE, OTHER], "source": "a file"},
    ],
)  # fmt: skip
def test_reviews_are_found_wherever_they_lie(container: object) -> None:
    assert [one.claim for one in reviews(container)] == [CLAIM, "The sun is a lamp."]


@pytest.mark.parametrize(
    "kind",
    [
        "ClaimReview",
        ["Review", "ClaimReview"],
        "http://schema.org/ClaimReview",
        "https://schema.org/ClaimReview",
        "schema:ClaimReview",
        None,
    ],
)
def test_the_type_may_be_spelt_in_many_ways(kind: object) -> None:
    assert review(claim_review(**{"@type": kind})).claim == CLAIM


def test_names_may_have_prefixes() -> None:
    link = "https://gazette.example/a"
    node = {
        "@type": "schema:ClaimReview",
        "schema:claimReviewed": CLAIM,
        "http://schema.org/url": link,
    }

    assert review(node).url == "https://gazette.example/a"


def test_lines_may_be_documents_or_hold_them() -> None:
    text = lines([NODE, {"source": "x", "claimReview": OTHER}, {"@graph": [NODE]}])

    assert len(reviews(text)) == 3


def test_each_element_of_a_list_of_records_is_accounted_for() -> None:
    feed = {"dataFeedElement": [{"item": [NODE]}, {"item": []}, {"item": {"@type": "Review"}}, 5]}

    assert [one.place for one in rejected(feed)] == [
        "dataFeedElement[1]",
        "dataFeedElement[2]",
        "dataFeedElement[3]",
    ]
    assert [one.place for one in rejected([NODE, {"@type": "Person"}])] == ["[1]"]
    assert [one.place for one in rejected(lines([NODE, {"id": 1}, NODE]))] == ["line 2"]


def test_pages_may_have_several_blocks_wrapped_in_comments() -> None:
    node = json.dumps(NODE)
    blocks = [
        node,
        f"<!-- {node} -->",
        f"//<![CDATA[\n{node}\n//]]>",
        f"/*<![CDATA[*/{node}/*]]>*/;",
    ]
    page = "<p>".join(PAGE.replace("{}", block) for block in blocks)

    assert len(reviews(page)) == 4


def test_a_broken_block_is_told_and_the_others_are_read() -> None:
    page = PAGE.replace("{}", '{"@type": "ClaimReview",') + PAGE.replace(
        "{}", '[{"@type": "Organization"}, {"claimReviewed": "The sun is a lamp."}]'
    )

    records = found(page)

    assert [type(one) for one in records] == [Rejected, Review]


def test_translations_in_a_feed_are_texts_of_their_original() -> None:
    node = claim_review(
        **{"@id": "https://gazette.example/a#x"}, inLanguage="en", reviewBody="No."
    )
    of = {"@type": "ClaimReview", "@id": "https://gazette.example/a#x"}
    other = claim_review(
        claimReviewed="Księżyc jest z sera.",
        inLanguage="pl",
        reviewBody="Nie.",
        translationOfWork=of,
    )

    one = review({"dataFeedElement": [{"item": [node, other]}]})

    assert one.claim == CLAIM
    assert one.texts == (Said("pl", "Księżyc jest z sera.", "Nie."),)


def test_real_documents_are_all_read() -> None:
    path = (
        Path(os.environ.get("TIPLINE_TEST_DATA", "")) / "claimreview-documents" / "documents.jsonl"
    )
    if not path.is_file():
        pytest.skip("TIPLINE_TEST_DATA names no folder with claimreview-documents")
    with path.open("rb") as stream:
        records = list(read(stream, path.name))

    assert len(records) == 33
    assert all(isinstance(one, Review) for one in records)
