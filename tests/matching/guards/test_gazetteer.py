"""Countries, their peoples and towns in five languages and in all their forms."""

from __future__ import annotations

import pytest

from bot.matching.guards import gazetteer
from bot.text.normalise import fold, tokens


def found(text: str, language: str) -> list[str]:
    written = tokens(text)
    return [one.id for one in gazetteer.find([fold(word) for word in written], written, language)]


@pytest.mark.parametrize(
    ("text", "language", "places"),
    [
        ("The British sent a letter to the United States", "en", ["GB", "US"]),
        ("The Dutch and the Norwegians met in Warsaw", "en", ["NL", "NO", "PL/seat"]),
        (
            "Downing Street spoke of Chad and of Sydney",
            "en",
            ["GB/seat", "TD", "AU/Australia/Sydney"],
        ),
        ("українські та польські моряки у Великій Британії", "uk", ["UA", "PL", "GB"]),
        ("Угорщиною їхали мадяри з Праги до Перу", "uk", ["HU", "HU", "CZ/seat", "PE"]),
        ("из Соединённых Штатов и Белоруссии в Токио", "ru", ["US", "BY", "JP/seat"]),
        ("грузинское вино в Казахстане", "ru", ["GE", "KZ"]),
        ("германските возови за Шпанија и за Скопје", "mk", ["DE", "ES", "MK/seat"]),
        ("włoski rząd i Szwedzi w Londynie", "pl", ["IT", "SE", "GB/seat"]),
        ("niemieckiego pociągu w Stanach Zjednoczonych", "pl", ["DE", "US"]),
        ("a turkey and some china in a jordan", "en", ["TR", "CN"]),
        ("nothing of the kind", "en", []),
        ("", "en", []),
    ],
)
def test_places_are_found_in_any_form(text: str, language: str, places: list[str]) -> None:
    assert found(text, language) == places


def test_an_unknown_language_is_read_as_english() -> None:
    assert found("Germany", "xx") == ["DE"]
