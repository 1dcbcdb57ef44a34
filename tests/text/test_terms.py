"""Words as searches compare them."""

from __future__ import annotations

import pytest

from bot.text.terms import beginnings, terms


def test_a_text_is_its_stems_each_once_and_parted_by_spaces() -> None:
    assert terms("Captured soldiers, captured again: #FreeThem", "en") == (
        " captur soldier again free them "
    )


@pytest.mark.parametrize("text", ["", "😀 !!!", "https://example.org"])
def test_a_text_without_words_has_none(text: str) -> None:
    assert (terms(text), beginnings(text)) == ("", [])


@pytest.mark.parametrize(
    ("asked", "text", "language"),
    [
        ("captured koreans", "A North Korean was captured", "en"),
        ("полонені", "У полоні двоє полонених із КНДР", "uk"),
        ("кндр", "У полоні двоє полонених із КНДР", "uk"),
        ("пленные корейцы", "Взяли в плен корейца, пленный молчит", "ru"),
        ("корејци", "Заробен е еден Кореец", "mk"),
        ("koreańczycy", "Schwytano Koreańczyka", "pl"),
    ],
)
def test_other_endings_of_a_word_begin_alike(asked: str, text: str, language: str) -> None:
    kept = terms(text, language)

    met = [any(start in kept for start in one) for one in beginnings(asked)]

    assert met == [True] * len(asked.split())


@pytest.mark.parametrize(
    ("asked", "text"),
    [("bee", "beet"), ("12", "120"), ("captured", "caption"), ("кндр", "днр")],
)
def test_other_words_do_not(asked: str, text: str) -> None:
    assert not any(start in terms(text, "en") for start in beginnings(asked)[0])
