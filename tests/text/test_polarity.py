"""How a sentence speaks: denying, disputing, asking, supposing, reporting, or plainly."""

import pytest

from bot.text.normalise import words
from bot.text.polarity import Turn, is_dispute, is_greeting, is_heading, manner


@pytest.mark.parametrize(
    ("language", "text", "turn"),
    [
        ("en", "There are soldiers in the town", Turn.PLAIN),
        ("en", "There were never any soldiers", Turn.DENIED),
        ("en", "It is a lie that there are soldiers", Turn.DISPUTED),
        ("en", "It is not true that there are no soldiers", Turn.DOUBLE),
        ("en", "No soldiers there, a lie", Turn.UNCLEAR),
        ("en", "No doubt there are soldiers", Turn.PLAIN),
        ("en", "There were not only soldiers", Turn.PLAIN),
        ("en", "There are no soldiers, all of it is made up", Turn.DENIED),
        ("uk", "Там ніколи не було жодних солдатів", Turn.DENIED),
        ("uk", "Неправда, що там є солдати", Turn.DISPUTED),
        ("uk", "Брехня, ніби солдати там не воювали", Turn.DOUBLE),
        ("uk", "Солдатів немає, все це вигадки", Turn.DENIED),
        ("ru", "Никаких солдат там не было", Turn.DENIED),
        ("ru", "Это фейк, что там солдаты", Turn.DISPUTED),
        ("ru", "Ложь, будто солдат там нет", Turn.DOUBLE),
        ("mk", "Таму никогаш немало војници", Turn.DENIED),
        ("mk", "Не е вистина дека таму има војници", Turn.DISPUTED),
        ("mk", "Лага е дека таму нема војници", Turn.DOUBLE),
        ("pl", "Nigdy nie było tam żołnierzy", Turn.DENIED),
        ("pl", "To nieprawda, że są tam żołnierze", Turn.DISPUTED),
        ("pl", "Kłamstwem jest, że nie ma tam żołnierzy", Turn.DOUBLE),
    ],
)
def test_negation_and_dispute_turn_a_statement(language: str, text: str, turn: Turn) -> None:
    assert manner(words(text), language).turn is turn


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "They will come soon"),
        ("uk", "Вони можуть прибути"),
        ("ru", "Они планируют прийти"),
        ("mk", "Тие ќе дојдат"),
        ("pl", "Oni mogą przyjść"),
    ],
)
def test_what_may_be_is_not_said_to_be(language: str, text: str) -> None:
    assert manner(words(text), language).supposes


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Is it true that they came"),
        ("uk", "Чи правда що вони прийшли"),
        ("ru", "Правда ли что они пришли"),
        ("mk", "Дали е вистина дека дојдоа"),
        ("pl", "Czy to prawda że przyszli"),
    ],
)
def test_a_question_needs_no_question_mark(language: str, text: str) -> None:
    assert manner(words(text), language).questions


def test_a_label_and_a_verdict_on_the_neighbour_are_told() -> None:
    assert is_heading(words("ФЕЙК"), "uk")
    assert not is_heading(words("soldiers are fake people of the town"), "en")
    assert is_dispute(words("This is a lie!"), "en")
    assert not is_dispute(words("This is no lie"), "en")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "hi there"),
        ("ru", "Доброе утро всем"),
        ("uk", "Дякую!"),
        ("mk", "здраво"),
        ("pl", "cześć"),
    ],
)
def test_a_greeting_says_nothing(language: str, text: str) -> None:
    assert is_greeting(words(text), language)


@pytest.mark.parametrize("text", ["hello soldiers of Korea", "is it true", ""])
def test_other_texts_are_no_greetings(text: str) -> None:
    assert not is_greeting(words(text), "en")
