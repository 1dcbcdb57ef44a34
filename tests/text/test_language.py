"""Which language a text is in."""

import pytest

from bot.text.language import UNKNOWN, detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Troops in Kursk", "en"),
        ("Двоє полонених", "uk"),
        ("Солдати з КНДР в Курську", "uk"),
        ("В Курске нет солдат", "ru"),
        ("Двајца заробени", "mk"),
        ("Овие војници никогаш не биле таму", "mk"),
        ("Żołnierze z Korei", "pl"),
        ("zolnierze z Korei sa w Kursku i nie ma ich tam", "pl"),
        ("Soldaten aus Nordkorea kämpfen in der Region Kursk", "de"),
    ],
)
def test_short_texts_are_told_apart(text: str, language: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize("text", ["", "😀", "11,000", "https://example.org", "!!!"])
def test_a_text_without_words_is_of_no_language(text: str) -> None:
    assert detect(text) == UNKNOWN
