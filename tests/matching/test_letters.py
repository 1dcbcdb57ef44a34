"""Which texts are spelt alike."""

from __future__ import annotations

import numpy as np
import pytest

from bot.matching.letters import READ, Spellings, spelt
from bot.matching.ragged import Ragged

TEXTS = ("The bridge was closed", "Мости закрито", "Bread is dear", "", "🙂")


def compared(text: str, *others: str) -> list[float]:
    spellings = Spellings(Ragged.of([spelt(other) for other in others], np.uint8))
    return cosines(spellings, spelt(text), list(range(len(others))))


def cosines(spellings: Spellings, spelling: bytes, places: list[int]) -> list[float]:
    shared, whole = spellings.compare(spelling, np.array(places, dtype=np.int64))
    return [float(one) for one in shared / np.sqrt(whole)]


def test_the_same_text_is_spelt_the_same_whatever_its_case() -> None:
    assert compared("THE bridge was CLOSED!", *TEXTS)[0] == pytest.approx(1)


@pytest.mark.parametrize(
    ("text", "near", "far"),
    [
        ("bridges closed", "the bridge was closed", "the weather was fine"),
        ("закрили мости", "закрито міст", "дорогий хліб"),
        ("закрыли мосты", "закрили мости", "дорогий хліб"),
        ("Zelensky", "Зеленський", "Порошенко"),
    ],
)
def test_inflected_and_transliterated_words_are_nearer_than_others(
    text: str, near: str, far: str
) -> None:
    nearer, farther = compared(text, near, far)

    assert nearer > 2 * farther


def test_texts_without_letters_are_like_nothing() -> None:
    assert compared("", *TEXTS) == [0] * len(TEXTS)
    assert compared("🙂", *TEXTS) == [0] * len(TEXTS)
    assert compared("The bridge", *TEXTS)[3:] == [0, 0]


def test_every_document_is_compared_alone() -> None:
    """The end of one document and the beginning of the next are not read together."""
    spellings = Spellings(Ragged.of([b" ab", b"cd ", b" abcd "], np.uint8))

    actual = cosines(spellings, b"abcd", [0, 1, 2])

    assert actual[:2] == [0, 0]
    assert actual[2] > 0


def test_chosen_documents_are_compared_in_their_order() -> None:
    spellings = Spellings(Ragged.of([spelt(text) for text in TEXTS], np.uint8))

    every = cosines(spellings, spelt("a bridge"), [0, 1, 2, 3, 4])

    assert cosines(spellings, spelt("a bridge"), [2, 0]) == [every[2], every[0]]
    assert cosines(spellings, spelt("a bridge"), []) == []


def test_no_more_letters_are_kept_than_are_read() -> None:
    assert len(spelt("bridge " * 1_000)) == READ


def test_a_store_without_documents_compares_none() -> None:
    assert cosines(Spellings(Ragged.of([], np.uint8)), b"bridge", []) == []
