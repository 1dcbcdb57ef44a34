"""Known words and phrases in a list of words."""

from bot.text.phrases import Occurrence, Phrasebook


def test_the_longest_phrase_wins() -> None:
    book = Phrasebook([("korea", "korea*"), ("north", "north korea*"), ("one", "o*")])
    assert book.find(["in", "north", "korean", "towns", "of", "korea"]) == [
        Occurrence(1, 3, "north"),
        Occurrence(4, 5, "one"),
        Occurrence(5, 6, "korea"),
    ]


def test_a_star_stands_for_any_ending_and_only_for_an_ending() -> None:
    book = Phrasebook([("soldiers", "солдат*"), ("town", "town")])
    assert [found.id for found in book.find(["солдатами", "towns", "солда", "town"])] == [
        "soldiers",
        "town",
    ]


def test_marks_of_latin_letters_do_not_matter() -> None:
    assert Phrasebook([("soldiers", "żołnierz*")]).find(["zolnierze"]) == [
        Occurrence(0, 1, "soldiers")
    ]
