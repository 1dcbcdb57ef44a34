"""The order in which claims come, and what it rests on."""

from __future__ import annotations

from time import process_time

import numpy as np
import pytest

from bot.encoder import Encoder
from bot.matching.ranking import (
    CANDIDATES,
    NAMES,
    WORDS,
    Catalogue,
    Ranking,
    parameters,
)
from tests.encoders import WordHashes
from tests.matching.stores import CLAIMS, catalogue, material

POSTS = [
    "",
    "🙂🙂🙂",
    "?",
    "bridge",
    "a" * 100_000,
    "🙂" * 100_000,
    "bridge closed may " * 6_000,
    "a.b " * 25_000,
    "Kурськ bridge мост مرحبا 世界 ",
    "\u200b\u202e\ufeff",
]
ENCODERS = [None, WordHashes()]


@pytest.fixture
def meaning_fits() -> Encoder:
    """Return an encoder under the name of the one that the parameters were fitted to."""
    return WordHashes(str(parameters()["provenance"]["encoder"]))


def order(ranking: Ranking) -> list[int]:
    return [one.verdict_id for one in ranking.candidates]


@pytest.mark.parametrize("encoder", ENCODERS)
@pytest.mark.parametrize("at", range(len(CLAIMS)))
def test_a_repeated_claim_comes_first(encoder: Encoder | None, at: int) -> None:
    assert order(catalogue(encoder=encoder).rank(CLAIMS[at].upper(), 10))[0] == at


@pytest.mark.parametrize("encoder", ENCODERS)
def test_the_best_are_given_as_many_as_wanted_best_first(encoder: Encoder | None) -> None:
    ranking = catalogue(encoder=encoder).rank("The mayor closed the bridge", 3)

    scores = [one.score for one in ranking.candidates]
    assert len(set(order(ranking))) == 3
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("encoder", ENCODERS)
def test_an_empty_store_ranks_nothing(encoder: Encoder | None) -> None:
    assert catalogue((), encoder).rank("The bridge", 10) == Ranking((), 0.0)


@pytest.mark.parametrize("encoder", ENCODERS)
@pytest.mark.parametrize("post", POSTS)
@pytest.mark.parametrize("claims", [CLAIMS[:1], ("?!",), CLAIMS])
def test_any_post_is_ranked_in_any_store(
    encoder: Encoder | None, post: str, claims: tuple[str, ...]
) -> None:
    ranking = catalogue(claims, encoder).rank(post, 10)

    assert sorted(order(ranking)) == list(range(len(claims)))
    assert np.isfinite([one.score for one in ranking.candidates]).all()
    assert 0 <= ranking.confidence <= 1


def test_a_very_long_post_is_not_read_to_its_end() -> None:
    claims = catalogue()
    claims.rank("warm", 1)
    start = process_time()

    claims.rank("a." * 50_000, 1)  # 17 s where all of it is read

    assert process_time() - start < 9


@pytest.mark.parametrize("encoder", ENCODERS)
def test_the_same_post_is_ranked_the_same_every_time(encoder: Encoder | None) -> None:
    post = "They say that the mayor has left by the bridge"

    first = catalogue(encoder=encoder).rank(post, 10)

    claims = catalogue(encoder=encoder)
    assert claims.rank(post, 10) == first
    assert claims.rank(post, 10) == first


def test_claims_of_one_text_come_in_the_order_of_the_store() -> None:
    assert order(catalogue((CLAIMS[1], CLAIMS[0], CLAIMS[0])).rank(CLAIMS[0], 10)) == [1, 2, 0]


def test_a_claim_is_found_by_its_title() -> None:
    titled = material(titles=[(2, "Journey abroad of a politician", "en")])

    ranking = Catalogue(titled, None).rank("What a journey that politician made!", 10)

    assert order(ranking)[0] == 2


def test_several_wordings_of_a_claim_are_one_candidate() -> None:
    claims = material(titles=[(0, "River bridge closed", "en"), (0, "No way over", "en")])

    ranking = Catalogue(claims, WordHashes()).rank("river bridge closed", 10)

    assert sorted(order(ranking)) == list(range(len(CLAIMS)))


def test_a_store_without_an_encoder_goes_by_words_alone() -> None:
    claims = catalogue()

    places, features = claims.features("The bridge")

    assert claims.kind == "words"
    assert features.shape == (len(places), WORDS)


def test_an_encoder_without_vectors_goes_by_words_alone() -> None:
    encoder = WordHashes()

    claims = Catalogue(material(), encoder)

    assert claims.kind == "words"
    assert claims.rank(CLAIMS[0], 10) == catalogue().rank(CLAIMS[0], 10)


def test_a_store_with_vectors_goes_by_meaning_too() -> None:
    claims = catalogue(encoder=WordHashes())

    places, features = claims.features("The bridge")

    assert claims.kind == "meaning"
    assert features.shape == (len(places), len(NAMES))


def test_a_claim_without_a_vector_is_ranked_among_others_that_have_one() -> None:
    encoder = WordHashes()
    claims = Catalogue(material(encoder=encoder, without=CLAIMS[3:4]), encoder)

    places, features = claims.features(CLAIMS[3])

    others = np.delete(features[:, NAMES.index("meaning_lead")], places.tolist().index(3))
    row = dict(zip(NAMES, features[places.tolist().index(3)].tolist(), strict=True))
    assert row["said"] == pytest.approx(1)
    assert row["meaning_lead"] == pytest.approx(np.median(others))
    assert order(claims.rank(CLAIMS[3], 10))[0] == 3


def test_a_claim_without_a_vector_is_told_by_words(meaning_fits: Encoder) -> None:
    own = material(CLAIMS[:2], meaning_fits, without=CLAIMS[1:2])
    claims = Catalogue(own, meaning_fits)

    ranking = claims.rank(CLAIMS[1], 1)

    assert claims.rank(CLAIMS[0], 1).kind == "meaning"
    assert ranking.kind == "words"
    assert ranking.confidence == catalogue(CLAIMS[:2]).rank(CLAIMS[1], 1).confidence


def test_vectors_that_nothing_was_fitted_to_order_claims_but_make_nothing_sure() -> None:
    by_both, by_words = catalogue(encoder=WordHashes()), catalogue()

    both, words = by_both.rank(CLAIMS[0], 5), by_words.rank(CLAIMS[0], 5)

    assert (by_both.kind, both.kind) == ("meaning", "words")
    assert [one.score for one in both.candidates] != [one.score for one in words.candidates]
    assert both.confidence == words.confidence


def test_a_vector_that_the_caller_has_is_not_made_again(meaning_fits: Encoder) -> None:
    claims = catalogue(encoder=meaning_fits)
    vector = meaning_fits.queries([CLAIMS[0]])[0]

    assert claims.rank(CLAIMS[0], 3, vector) == claims.rank(CLAIMS[0], 3)
    assert claims.rank(CLAIMS[0], 3, -vector) != claims.rank(CLAIMS[0], 3)


def test_confidence_is_less_in_a_language_that_nobody_measured() -> None:
    ukrainian, english = "Мер залишив країну", "Good day"
    claims = catalogue((ukrainian, english))

    assert claims.rank(english, 1).confidence > claims.rank(ukrainian, 1).confidence


def test_features_by_words_are_relative_to_the_best_claim() -> None:
    claims = ("bridge closed", "bridge open", "bread")

    _, features = catalogue(claims).features("bridge closed")

    rows = [dict(zip(NAMES[:WORDS], row, strict=True)) for row in features.tolist()]
    assert [row["score_lead"] for row in rows] == pytest.approx([1, rows[1]["score_lead"], 0])
    assert rows[0]["letters_lead"] == pytest.approx(1)
    assert 1 > rows[1]["letters_lead"] > rows[2]["letters_lead"]
    assert 0 < rows[1]["score_lead"] < 1
    assert [row["said"] for row in rows] == pytest.approx([1, rows[1]["said"], 0])


def test_of_a_large_store_the_best_by_words_and_by_meaning_are_candidates() -> None:
    claims = [f"number{at} speaks of thing{at}" for at in range(3 * CANDIDATES)]
    encoder = WordHashes()

    by_words, _ = catalogue(claims).features("thing100 and number7")
    by_both, _ = catalogue(claims, encoder).features("thing100 and number7")

    assert {100, 7} <= set(by_words.tolist())
    assert len(by_words) == CANDIDATES
    assert set(by_words.tolist()) < set(by_both.tolist())
    assert len(by_both) <= 2 * CANDIDATES
    assert by_both.tolist() == sorted(by_both.tolist())


def test_a_repeated_claim_is_surer_than_a_post_about_something_else() -> None:
    claims = catalogue()

    assert claims.rank(CLAIMS[0], 1).confidence > 0.9
    assert claims.rank("Good morning, what lovely weather", 1).confidence < 0.1


def test_the_confidence_is_that_of_the_first_however_few_are_wanted() -> None:
    claims = catalogue(encoder=WordHashes())

    assert claims.rank("A bridge", 1).confidence == claims.rank("A bridge", 5).confidence
