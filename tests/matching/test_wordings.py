"""What a text and the wordings of claims share, by words."""

from __future__ import annotations

import numpy as np
import pytest

from bot.matching.documents import read
from bot.matching.features import passages
from bot.matching.letters import spelt
from bot.matching.ragged import Places
from bot.matching.retrieval import Postings
from bot.matching.wordings import Wordings

CLAIMS = (
    ("bridge closed", "no way over"),
    ("bridge open",),
    ("bread costs twice",),
)
ALL: Places = np.arange(3)


def wordings(*claims: tuple[str, ...]) -> tuple[Postings, Wordings]:
    vocabulary: dict[str, int] = {}
    documents = read([tuple((text, "en") for text in claim) for claim in claims], vocabulary)
    postings = Postings(documents.bags, documents.counts, vocabulary)
    return postings, Wordings(postings, documents)


def measured(text: str, *claims: tuple[str, ...]) -> dict[str, list[float]]:
    postings, known = wordings(*claims)
    said, places = passages(text, "en"), np.arange(len(claims))
    scores = postings.scores(postings.known(said[0]))
    columns = known.by_words(said, places, scores)
    names = ("score", "coverage", "said", "passage", "matched")
    return {name: column.tolist() for name, column in zip(names, columns, strict=True)}


def test_coverage_is_that_of_the_two_wordings_that_are_said_most() -> None:
    actual = measured("the bridge is closed", *CLAIMS)["coverage"]

    assert 0.4 < actual[0] < 0.6
    assert 0.4 < actual[1] < 0.6
    assert actual[2] == 0


def test_more_wordings_in_other_words_do_not_dilute_coverage() -> None:
    two = measured("bridge closed", ("bridge closed", "closed bridge"))["coverage"]
    many = measured("bridge closed", ("bridge closed", "closed bridge", "a", "b", "c d"))

    assert two == many["coverage"] == pytest.approx([1.0])


def test_said_is_the_share_of_the_text_and_falls_with_what_is_added() -> None:
    short = measured("bridge closed", *CLAIMS)["said"]
    long = measured("bridge closed, and the elephants escaped into town", *CLAIMS)["said"]

    assert short[0] == pytest.approx(1)
    assert 0 < long[0] < 0.6


def test_the_best_passage_does_not_suffer_from_the_others() -> None:
    alone = measured("Bread costs twice.", *CLAIMS)
    within = measured("Good morning to you all! Bread costs twice. Elephants escaped.", *CLAIMS)

    assert within["said"][2] < alone["said"][2]
    assert within["passage"][2] == pytest.approx(alone["passage"][2]) == pytest.approx(1)


def test_nothing_is_shared_with_a_text_of_other_words() -> None:
    actual = measured("elephants escaped", *CLAIMS)

    assert {value for column in actual.values() for value in column} == {0}


@pytest.mark.parametrize("claims", [(), ((),), (("",),), (("bridge",), (), ("?",))])
def test_claims_without_words_are_measured_as_sharing_nothing(
    claims: tuple[tuple[str, ...], ...],
) -> None:
    actual = measured("a text", *claims)

    assert [column for column in actual.values() if any(column)] == []


def same(*claims: str) -> list[list[bool]]:
    _, known = wordings(*((claim,) for claim in claims))
    twins: list[list[bool]] = known.twins(np.arange(len(claims))).tolist()
    return twins


def test_claims_in_the_same_words_are_twins_whatever_their_grammar() -> None:
    first, second = "The mayor of Riverton sold a bridge", "Mayor of Riverton sold the bridge"

    assert same(first, second) == [[True, True], [True, True]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Walmart offers a free anniversary coupon", "Kroger offers a free anniversary coupon"),
        ("Amazon paid no taxes in 2017", "Amazon paid no taxes in 2018"),
        ("The mayor sold the bridge", "The mayor did not sell the bridge"),
        ("The mayor sold", "The mayor sold the bridge and the school and the park"),
    ],
)
def test_claims_that_differ_in_what_is_said_are_no_twins(one: str, other: str) -> None:
    assert same(one, other) == [[True, False], [False, True]]


def test_claims_without_words_are_not_even_their_own_twins() -> None:
    assert same("?", "bridge") == [[False, False], [False, True]]


def test_letters_are_those_of_the_two_wordings_nearest_by_spelling() -> None:
    _, known = wordings(("bridge closed", "closed bridge", "elephants"), ("elephants",))

    near, far = known.by_letters(spelt("bridges closed"), np.arange(2)).tolist()

    assert near > 0.5 > far
