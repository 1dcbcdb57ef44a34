"""Sentences and clauses are exact parts of the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.sentences import LONGEST, clauses, sentences
from tests.timing import LINEAR, growth


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("First line\nsecond line", ["First line", "second line"]),
        ("Gen. Smith came. He left.", ["Gen. Smith came.", "He left."]),
        ("11 тис. солдатів у Курську. Це все.", ["11 тис. солдатів у Курську.", "Це все."]),
        ("Правда?! Так… Ні", ["Правда?!", "Так…", "Ні"]),
        ("value 1.5 stays", ["value 1.5 stays"]),
        ("Look 🙂🙂🙂 They came", ["Look 🙂🙂🙂", "They came"]),
        ("Look 🙂🙂🙂 and laugh", ["Look 🙂🙂🙂 and laugh"]),
        ("He said “no...” Then he left", ["He said “no...”", "Then he left"]),
        ("Well...Then he left", ["Well...", "Then he left"]),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, parts: list[str]) -> None:
    assert [span.text for span in sentences(text)] == parts


def test_clauses_lie_between_commas_dashes_and_signs() -> None:
    (sentence,) = sentences("Look, they came — two of them 🚨 alive")
    assert [part.text for part in clauses(sentence)] == [
        "Look",
        "they came",
        "two of them",
        "alive",
    ]


def test_a_number_is_not_cut_at_its_comma() -> None:
    (sentence,) = sentences("Look, 11,000 came at 10:30")
    assert [part.text for part in clauses(sentence)] == ["Look", "11,000 came at 10:30"]


@given(st.text(max_size=300))
def test_spans_point_at_the_text(text: str) -> None:
    for span in sentences(text):
        assert text[span.start : span.end] == span.text
        for part in clauses(span):
            assert text[part.start : part.end] == part.text


def test_a_text_without_any_end_is_cut() -> None:
    spans = sentences("word " * 1000)
    assert max(len(span.text) for span in spans) <= LONGEST


@pytest.mark.parametrize("piece", ["🙂", "🙂 ", "\n", "\n🙂", ".", "!?", "a.", "…", '."', "( "])
def test_time_grows_with_the_length_only(piece: str) -> None:
    assert growth(sentences, piece, 1000) < LINEAR
