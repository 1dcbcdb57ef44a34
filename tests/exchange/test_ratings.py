"""What publishers' words for ratings mean, and that nothing denied, mixed or unknown means any."""

from __future__ import annotations

import os
import tomllib
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.exchange import Review, read
from bot.exchange.ratings import folded, rate, words
from bot.models import Rating
from bot.replies.labels import label
from bot.replies.voice import voice

LISTS = tomllib.loads(files("bot.exchange").joinpath("ratings.toml").read_text("utf-8"))
PHRASES = sorted(
    {phrase for rating in Rating for said in LISTS[rating.value].values() for phrase in said}
)
NEGATORS = sorted({one for said in LISTS["negators"].values() for one in said})


@pytest.mark.parametrize(
    ("text", "rating"),
    [
        ("False", Rating.FALSE),
        ("FALSE", Rating.FALSE),
        ("false\r", Rating.FALSE),
        ("#FAKE", Rating.FALSE),
        ("❌ Falso.", Rating.FALSE),
        ("É FALSO", Rating.FALSE),
        ("C’est faux", Rating.FALSE),
        ("Pants on Fire!", Rating.FALSE),
        ("pants-fire", Rating.FALSE),
        ("Four Pinocchios", Rating.FALSE),
        ("This claim is false.", Rating.FALSE),
        ("False claim", Rating.FALSE),
        ("Verdict: False", Rating.FALSE),
        ("FALSE: the photo was taken in 2015", Rating.FALSE),
        ("FALSE — the video does not show the flood", Rating.FALSE),
        ("Falso: la foto es de 2015", Rating.FALSE),
        ("False/Falso", Rating.FALSE),
        ("Not true", Rating.FALSE),
        ("Неправда", Rating.FALSE),
        ("Це неправда", Rating.FALSE),
        ("ФЕЙК!", Rating.FALSE),
        ("Фальш", Rating.FALSE),
        ("Ложь", Rating.FALSE),
        ("Враньё", Rating.FALSE),
        ("Невистина", Rating.FALSE),
        ("Fałsz", Rating.FALSE),
        ("Neistina", Rating.FALSE),
        ("Lažno", Rating.FALSE),
        ("Lažna vijest", Rating.FALSE),
        ("Невярно", Rating.FALSE),
        ("Falsch", Rating.FALSE),
        ("YANLIŞ", Rating.FALSE),
        ("फ़र्ज़ी", Rating.FALSE),
        ("ভুয়া", Rating.FALSE),
        ("Hoaks", Rating.FALSE),
        ("زائف", Rating.FALSE),
        ("Ψευδές", Rating.FALSE),
        ("ΨΕΥΔΕΣ", Rating.FALSE),
        ("Nepravda", Rating.FALSE),
        ("Hamis", Rating.FALSE),
        ("Onwaar", Rating.FALSE),
        ("Bufala", Rating.FALSE),
        ("Fals", Rating.FALSE),
        ("Mostly False", Rating.MOSTLY_FALSE),
        ("mostly-false", Rating.MOSTLY_FALSE),
        ("MostlyFalse", Rating.MOSTLY_FALSE),
        ("Większość?", None),
        ("Größtenteils falsch", Rating.MOSTLY_FALSE),
        ("Half True", Rating.HALF_TRUE),
        ("Half-True", Rating.HALF_TRUE),
        ("Напівправда", Rating.HALF_TRUE),
        ("Mixture", Rating.HALF_TRUE),
        ("Mostly True", Rating.MOSTLY_TRUE),
        ("Verdadero", Rating.TRUE),
        ("Вистина", Rating.TRUE),
        ("Prawda", Rating.TRUE),
        ("Misleading", Rating.MISLEADING),
        ("Missing context", Rating.MISLEADING),
        ("Out of Context", Rating.MISLEADING),
        ("Altered photo", Rating.MISLEADING),
        ("Engañoso", Rating.MISLEADING),
        ("Enganoso", Rating.MISLEADING),
        ("não_é_bem_assim", Rating.MISLEADING),
        ("Não é bem assim", Rating.MISLEADING),
        ("Маніпуляція", Rating.MISLEADING),
        ("Манипуляция", Rating.MISLEADING),
        ("Манипулација", Rating.MISLEADING),
        ("Manipulacja", Rating.MISLEADING),
        ("Trompeur", Rating.MISLEADING),
        ("مضلّل", Rating.MISLEADING),
        ("भ्रामक", Rating.MISLEADING),
        ("Unproven", Rating.UNPROVEN),
        ("No evidence", Rating.UNPROVEN),
        ("證據不足", Rating.UNPROVEN),
        ("Без доказів", Rating.UNPROVEN),
        ("Satire", Rating.SATIRE),
        ("Сатира", Rating.SATIRE),
    ],
)
def test_words_of_publishers(text: str, rating: Rating | None) -> None:
    assert rate(text) is rating


@pytest.mark.parametrize(
    "text",
    [
        "",
        "???",
        "Not false",
        "Is it true?",
        "True?",
        "False? No: it happened",
        "Neither true nor false",
        "True/False",
        "True and false",
        "True, but misleading",
        "True: but the photo is old",
        "True - missing context",
        "Not completely true",
        "Not entirely false",
        "Probably false",
        "Hardly true",
        "False (satire)",
        "True: no",
        "False. Not",
        "✅ False",
        "❌ True",
        "Non è falso",
        "Не фейк",
        "Nie jest to fałsz",
        "Four of five",
        "Experts say that the photo is false and was made for an election campaign",
        "Het is niet vals",
        "Old photo",
        "Scam",
        "Flip-flop",
        "Explainer",
    ],
)
def test_what_is_denied_mixed_or_unknown_is_no_rating(text: str) -> None:
    assert rate(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Truth: the photo is from 2013",
        "The truth - the video shows another country",
        "Correct: the photo is from 2013",
        "Правда: на фото зовсім інша людина",
        "Правда – видео снято в 2015 году",
        "Вистина: видеото е од 2015 година",
        "Prawda: zdjęcie pochodzi z 2015 roku",
        "Istina: snimak je nastao 2015. godine",
        "Fato: a foto foi tirada em 2015",
        "Fakta: foto tersebut hasil suntingan",
        "सच: यह वीडियो पुराना है",
        "Verdad: la foto es de otro país",
        "Richtig: Das Bild stammt aus 2015",
        "사실: 사진은 2015년 촬영",
        "الحقيقة: الصورة قديمة",
    ],
)
def test_what_heads_the_truth_about_a_claim_does_not_rate_it_true(text: str) -> None:
    assert rate(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "True. The photo is real but was taken in 2015.",
        "True. He said so, however in another context",
        "Vrai. La photo existe mais date de 2015.",
        "True (in 2015)",
        "Correct. Old video",
        "True; outdated",
        "Mostly true: old numbers",
    ],
)
def test_true_with_a_reservation_is_not_true(text: str) -> None:
    assert rate(text) is None


@pytest.mark.parametrize("text", ["✗ True", "× true", "🔴 True", "❎ Правда", "¬true", "✓ False"])
def test_a_sign_that_says_another_thing_than_the_words_leaves_no_rating(text: str) -> None:
    assert rate(text) is None


def test_what_is_false_in_one_language_and_inexact_in_others_is_no_rating() -> None:
    assert rate("Неточно") is None


def test_true_is_true_with_a_comment_that_bears_it_out() -> None:
    assert rate("True: the minister said so on Tuesday") is Rating.TRUE
    assert rate("Правда. Міністр сказав це у вівторок") is Rating.TRUE


def test_each_phrase_means_one_thing_in_all_languages() -> None:
    meant: dict[str, set[str]] = {}
    for rating in Rating:
        for phrases in LISTS[rating.value].values():
            for phrase in phrases:
                meant.setdefault(folded(phrase), set()).add(rating.value)

    assert not {phrase: found for phrase, found in meant.items() if len(found) > 1}


@pytest.mark.parametrize("rating", ["true", "misleading", "false", "unproven", "satire"])
def test_the_languages_of_the_field_are_listed(rating: str) -> None:
    languages = "en uk ru mk pl sr bg de fr es pt it tr ro hi bn id ar el cs hu nl"

    assert set(languages.split()) <= set(LISTS[rating])


@pytest.mark.parametrize("locale", ["en", "uk", "ru", "mk", "pl"])
@pytest.mark.parametrize("rating", Rating)
def test_our_own_labels_are_read_as_what_they_mean(locale: str, rating: Rating) -> None:
    assert rate(label(voice(locale), rating).markup) is rating


@given(
    phrase=st.sampled_from(PHRASES),
    other=st.sampled_from(PHRASES),
    negator=st.sampled_from(NEGATORS),
    form=st.sampled_from(
        [
            "{n} {p}",
            "{p} {n}",
            "{p}, {n}",
            "{p}: {n}",
            "{p}. {n}!",
            "{n}: {p}",
            "{n}, {p}",
            "{p} – {n} {p}",
            "{p} ({n} {q})",
            "{n} {p} {n} {q}",
            "neither {p} nor {q}",
            "This claim is {n} {p}",
            "Verdict: {n} {p}",
            "{n} {p} claim",
            "{p}? {n}",
        ]
    ),
)
@settings(max_examples=400, deadline=None)
def test_a_denied_rating_is_never_the_plain_one(
    phrase: str, other: str, negator: str, form: str
) -> None:
    text = form.format(p=phrase, q=other, n=negator)

    assert rate(text) is not rate(phrase) or folded(text) in words().ratings
    assert rate(text.upper()) is not rate(phrase) or folded(text) in words().ratings


@given(
    one=st.sampled_from(PHRASES),
    other=st.sampled_from(PHRASES),
    form=st.sampled_from(["{} {}", "{}/{}", "{}, {}", "{}: {}", "{} ({})", "{} and {}"]),
)
@settings(max_examples=300, deadline=None)
def test_two_ratings_that_differ_are_none(one: str, other: str, form: str) -> None:
    text = form.format(one, other)
    if rate(one) is rate(other) or folded(text) in words().ratings:
        return

    assert rate(text) is None


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_text_gives_a_rating_or_none(text: str) -> None:
    assert rate(text) is None or isinstance(rate(text), Rating)


@pytest.mark.parametrize(
    ("text", "value", "best", "worst", "rating"),
    [
        ("", "1", "5", "1", Rating.FALSE),
        ("", "2", "5", "1", Rating.MOSTLY_FALSE),
        ("", "5", "5", "1", Rating.TRUE),
        ("", "5.0", "5", "1", Rating.TRUE),
        ("1", "1", "5", "1", Rating.FALSE),
        ("1/5", "1", "5", "1", Rating.FALSE),
        ("", "1.5", "5", "1", None),
        ("", "1", "6", "1", None),
        ("", "1", "5", "0", None),
        ("", "1", "2", "1", None),
        ("", "1", None, None, None),
        ("", "-1", "-1", "-1", None),
        ("", "6", "5", "1", None),
        ("", "1", "1", "5", None),
        ("", None, "5", "1", None),
        ("Falso", "4", "6", None, Rating.FALSE),
        ("Falso", "5", "5", "1", Rating.FALSE),
        ("Nobody knows this word", "1", "5", "1", None),
    ],
)
def test_numbers_decide_only_on_the_plain_scale_and_without_words(
    text: str, value: str | None, best: str | None, worst: str | None, rating: Rating | None
) -> None:
    assert rate(text, value=value, best=best, worst=worst) is rating


def test_ratings_of_real_documents() -> None:
    path = (
        Path(os.environ.get("TIPLINE_TEST_DATA", "")) / "claimreview-documents" / "documents.jsonl"
    )
    if not path.is_file():
        pytest.skip("TIPLINE_TEST_DATA names no folder with claimreview-documents")
    with path.open("rb") as stream:
        records = [one for one in read(stream) if isinstance(one, Review)]

    assert Counter(one.rating for one in records) == {
        Rating.FALSE: 22,
        Rating.MISLEADING: 7,
        Rating.HALF_TRUE: 1,
        Rating.UNPROVEN: 1,
        None: 2,  # two whose words are a sentence about the photo, or of a press office
    }
