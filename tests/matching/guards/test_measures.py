"""Lengths of time and sums of money, told in other units."""

from __future__ import annotations

import pytest

from bot.matching.guards import judge
from bot.matching.lexicon import Lexicon
from bot.matching.values import Check


def differ(post: str, claim: str, language: str) -> bool:
    found = judge(post, language, claim, language, Lexicon(()))
    return Check.NUMBERS in {one.check for one in found.evidence if not one.passed}


SAME = [
    ("en", "The bridge was closed for three weeks.", "The bridge was closed for 21 days."),
    ("uk", "Міст закрили на два тижні.", "Міст закрили на 14 днів."),
    ("ru", "Мост закрыли на двое суток.", "Мост закрыли на 48 часов."),
    ("mk", "Мостот е затворен три недели.", "Мостот е затворен 21 ден."),
    ("pl", "Most zamknięto na dwa tygodnie.", "Most zamknięto na 14 dni."),
    ("en", "A 26-year-old man fell.", "A man aged 26 years fell."),
    ("uk", "Проїзд коштує 8,50 гривні.", "Проїзд коштує 8 грн 50 коп."),
    ("ru", "Проезд стоит 8,50 рубля.", "Проезд стоит 8 рублей 50 копеек."),
    ("pl", "Bilet kosztuje 8,50 zł.", "Bilet kosztuje 8 zł 50 groszy."),
]
OTHER = [
    ("en", "The bridge was closed for three weeks.", "The bridge was closed for three days."),
    ("uk", "Міст закрили на два тижні.", "Міст закрили на 12 днів."),
    ("ru", "Мост закрыли на три месяца.", "Мост закрыли на три недели."),
    ("mk", "Мостот е затворен три недели.", "Мостот е затворен три месеци."),
    ("pl", "Most zamknięto na dwa tygodnie.", "Most zamknięto na dwa lata."),
    ("uk", "Проїзд коштує 8,50 гривні.", "Проїзд коштує 9 грн 50 коп."),
]


@pytest.mark.parametrize(("language", "claim", "post"), SAME)
def test_the_same_in_other_units_agrees(language: str, claim: str, post: str) -> None:
    assert not differ(post, claim, language)
    assert not differ(claim, post, language)


@pytest.mark.parametrize(("language", "claim", "post"), OTHER)
def test_another_length_or_sum_differs(language: str, claim: str, post: str) -> None:
    assert differ(post, claim, language)
