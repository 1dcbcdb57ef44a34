"""What a word weighs, in stores of any size."""

from __future__ import annotations

import numpy as np
import pytest

from bot.matching.rarity import MOST, rarity, unheard


def weight(term: str, users: int, documents: int) -> float:
    return float(rarity([term], np.array([users]), documents)[0])


@pytest.mark.parametrize("documents", [1, 50, 10_000])
@pytest.mark.parametrize("grammar", ["the", "який", "который", "која", "ktory"])
def test_grammar_weighs_less_than_what_is_said_in_a_store_of_any_size(
    grammar: str, documents: int
) -> None:
    assert weight(grammar, 1, documents) < weight("bridge", 1, documents)


def test_a_word_weighs_less_the_more_claims_have_it() -> None:
    weights = [weight("bridge", users, 1_000) for users in (1, 10, 100, 1_000)]

    assert weights == sorted(weights, reverse=True)
    assert weights[-1] > 0


def test_a_large_store_decides_for_itself() -> None:
    assert weight("the", 3, 100_000) == pytest.approx(weight("bridge", 15, 100_000), abs=0.1)


def test_a_number_is_no_word_of_grammar_however_short() -> None:
    assert weight("7", 1, 10) == weight("bridge", 1, 10) > weight("xy", 1, 10)


def test_an_unheard_word_weighs_most_and_unheard_grammar_little() -> None:
    assert unheard("zeppelin") == MOST
    assert unheard("the") < MOST / 4
