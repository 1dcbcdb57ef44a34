"""What is found by words, against sums by hand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from bot.matching.rarity import BEFORE
from bot.matching.retrieval import Postings, lowest, terms
from tests.matching.stores import postings as postings_of

THREE = (("bridge", "closed", "may"), ("bridge", "bridge"), ("bread", "costs"))


def scores(postings: Postings, *said: str) -> list[float]:
    return [float(score) for score in postings.scores(postings.known(said))]


def of_which_share(documents: int, sharing: int) -> Postings:
    """Return postings of which some begin with the same term, and each has one of its own."""
    common: Sequence[Sequence[str]] = [
        (*(["shared"] if at < sharing else []), f"own{at}") for at in range(documents)
    ]
    return postings_of(common)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Bridges were closed", "en", ["bridg", "were", "close"]),
        ("#BridgeClosed says @CityCouncil", "en", ["bridg", "close", "say", "citi", "council"]),
        ("", "en", []),
        ("🙂 https://example.org/bridge", "en", []),
        ("स्कूल बंद", "hi", ["स्कूल", "बंद"]),
    ],
)
def test_a_text_is_found_by_the_stems_of_its_words_hashtags_and_names(
    text: str, language: str, expected: list[str]
) -> None:
    assert terms(text, language) == expected


def test_scores_are_those_of_bm25_worked_out_by_hand() -> None:
    postings = postings_of(THREE)

    actual = scores(postings, "bridge", "closed")

    # Among 3 documents and 50 before them, "bridge" (2) weighs ln 21.6 = 3.07269 and "closed" (1)
    # ln 36 = 3.58352; lengths 9/7 and 6/7 of the mean make norms of 1.33714 and 1.13143; gains
    # 2.2 / 2.33714 once and 4.4 / 3.13143 twice.
    assert actual == pytest.approx([6.26564, 4.31743, 0.0], abs=2e-4)


def test_a_term_said_twice_or_by_nobody_adds_nothing() -> None:
    postings = postings_of(THREE)

    assert scores(postings, "bread", "bread", "cheese") == scores(postings, "bread")
    assert scores(postings, "cheese") == [0, 0, 0]


def test_what_can_be_attained_is_the_weight_of_all_telling_terms() -> None:
    postings = postings_of(THREE)

    actual = postings.attainable(postings.known(["bridge", "closed", "cheese"]))

    assert actual == pytest.approx(3.07269 + 3.58352, abs=1e-4)


def test_the_terms_that_nobody_has_are_told() -> None:
    assert postings_of(THREE).unknown(["bread", "cheese", "cheese"]) == {"cheese"}


def test_in_a_large_store_a_term_of_every_third_document_scores_nothing() -> None:
    postings = of_which_share(10 * BEFORE, sharing=10 * BEFORE // 3)

    assert set(scores(postings, "shared")) == {0}
    assert scores(postings, "shared", "own3")[3] > 0


def test_in_a_large_store_a_term_of_every_tenth_document_scores() -> None:
    postings = of_which_share(10 * BEFORE, sharing=BEFORE)

    assert [score > 0 for score in scores(postings, "shared")] == [True] * BEFORE + [
        False
    ] * 9 * BEFORE


def test_in_a_small_store_a_term_that_all_share_scores() -> None:
    assert min(scores(of_which_share(5, sharing=5), "shared")) > 0


def test_grammar_scores_nothing_in_a_store_of_any_size() -> None:
    assert scores(postings_of([("the", "bridge")]), "the") == [0]


@pytest.mark.parametrize("documents", [[], [()], [(), ()]])
def test_documents_without_words_are_never_found(documents: Sequence[Sequence[str]]) -> None:
    postings = postings_of(documents)

    said = postings.known(["bridge"])

    assert postings.scores(said).tolist() == [0] * len(documents)
    assert postings.attainable(said) == 0


@pytest.mark.parametrize("count", [1, 40, 400, 9_999, 10_000, 20_000])
@pytest.mark.parametrize("distinct", [1, 2, 50, 1_000_000])
def test_the_lowest_are_those_of_a_stable_sort(count: int, distinct: int) -> None:
    values = np.random.default_rng(3).integers(0, distinct, size=10_000).astype(np.float32)

    actual = lowest(values, count)

    assert actual.tolist() == sorted(np.argsort(values, kind="stable")[:count].tolist())


def test_the_lowest_are_found_where_a_sample_says_too_little() -> None:
    values = np.zeros(10_000)
    values[::5] = -1  # all that the sample sees

    actual = lowest(values, 3_000)

    assert actual.tolist() == sorted(np.argsort(values, kind="stable")[:3_000].tolist())
