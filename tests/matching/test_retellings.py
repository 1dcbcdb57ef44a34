"""What tells two posts apart that are near by meaning."""

from __future__ import annotations

import pytest

from bot.matching.lexicon import Lexicon
from bot.matching.retellings import is_retelling

NOTHING = Lexicon(())


@pytest.mark.parametrize(
    ("one", "language", "other", "other_language"),
    [
        (
            "Янукович утік до Росії після перевороту в Києві",
            "uk",
            "Yanukovych fled to Russia after the coup in Kyiv",
            "en",
        ),
        (
            "В Харькове ночью погибли 12 человек",
            "ru",
            "У Харкові вночі загинуло 12 людей",
            "uk",
        ),
        (
            "Депутати проголосували: жінок від 20 до 45 років призиватимуть",
            "uk",
            "Жінок від 20 до 45 років призиватимуть, проголосували вчора депутати",
            "uk",
        ),
    ],
)
def test_the_same_claim_in_other_words(
    one: str, language: str, other: str, other_language: str
) -> None:
    assert is_retelling(one, language, other, other_language, NOTHING)
    assert is_retelling(other, other_language, one, language, NOTHING)


@pytest.mark.parametrize(
    ("one", "language", "other", "other_language"),
    [
        # a name, a place, a number, a day, a denial, exchanged parties
        (
            "Янукович утік до Росії після перевороту",
            "uk",
            "Poroshenko fled to Russia after the coup",
            "en",
        ),
        ("В Харькове ночью погибли 12 человек", "ru", "У Полтаві вночі загинуло 12 людей", "uk"),
        ("В Харькове ночью погибли 12 человек", "ru", "У Харкові вночі загинуло 20 людей", "uk"),
        ("В Харькове ночью погибли 12 человек", "ru", "У Харкові вночі загинули люди", "uk"),
        (
            "Выборы в столице пройдут 3 мая этого года",
            "ru",
            "Elections in the capital will take place on May 13 this year",
            "en",
        ),
        (
            "Польские фермеры заблокировали границу",
            "ru",
            "Польські фермери не блокували кордон",
            "uk",
        ),
        (
            "Фанаты «Зенита» напали в Казани на автобус «Спартака»",
            "ru",
            "Фанаты «Спартака» напали в Казани на автобус «Зенита»",
            "ru",
        ),
        (
            "Россия напала на Украину в 2014 году",
            "ru",
            "Ukraine attacked Russia in 2014",
            "en",
        ),
        ("Так и было", "ru", "Так і було", "uk"),  # too few words
    ],
)
def test_another_claim_of_the_same_kind(
    one: str, language: str, other: str, other_language: str
) -> None:
    assert not is_retelling(one, language, other, other_language, NOTHING)
    assert not is_retelling(other, other_language, one, language, NOTHING)
