"""One normal form for all the disguises of a text."""

import pytest

from bot.text.normalise import (
    canonical_url,
    normalise,
    text_hash,
    urls,
    without_personal_data,
    words,
)
from tests.timing import LINEAR, growth


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("Kурськ", "курськ"),  # a Latin K in a Cyrillic word
        ("Ѕoldiers", "soldiers"),  # a Cyrillic Ѕ in a Latin word
        ("s0ld1ers of N0rth K0rea", "soldiers of north korea"),
        ("сол\u200bдат\u00adи", "солдати"),
        ("ＦＵＬＬ ｗｉｄｔｈ", "full width"),
        ("Żołnierze są tu", "zolnierze sa tu"),
        ("п’ять п`ять", "п'ять п'ять"),
        ("#NorthKorea #ПівнічнаКорея #ЗСУ", "north korea північна корея зсу"),
        ("🚨 Look: https://example.org/a?b @somebody you@example.org!", "look"),
        ("&quot;Quoted&quot; &amp; said", "quoted said"),
        ("F-16 and COVID-19 in 84th", "f-16 and covid-19 in 84th"),
        ("北韓士兵", "北韓士兵"),
        ("हिन्दी में", "हिन्दी में"),  # vowel signs stay
    ],
)
def test_disguises_fall_away(text: str, normal: str) -> None:
    assert normalise(text) == normal


def test_a_repost_with_other_case_signs_and_letters_has_the_same_hash() -> None:
    assert text_hash("СОЛДАТИ, КНДР!!!") == text_hash("cолдати кндр 🚨")
    assert text_hash("солдати кндр") != text_hash("солдати кнр")


def test_a_text_without_words_has_no_hash() -> None:
    assert text_hash("😀 !!! https://example.org") == ""


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("https://www.Example.org/a/?utm_source=x&b=2&a=1#top", "example.org/a?a=1&b=2"),
        ("example.org/a", "example.org/a"),
        ("http://m.example.org", "example.org"),
        ("https://t.me/channel/12?si=abc", "t.me/channel/12"),
        ("javascript:alert(1)", None),
        ("ftp://example.org/a", None),
        ("https://[broken", None),
        ("localhost", None),
        ("", None),
    ],
)
def test_links_have_one_form(url: str, canonical: str | None) -> None:
    assert canonical_url(url) == canonical


def test_links_are_found_without_the_signs_after_them() -> None:
    assert urls("See (https://example.org/a), or t.me/x.") == ["https://example.org/a", "t.me/x"]


def test_personal_data_is_masked() -> None:
    text = "Call +389 70 123 456 or me@example.org, ask @somebody about 11,000"
    assert without_personal_data(text) == "Call ☎… or ✉…, ask @… about 11,000"


def test_odd_texts_do_no_harm() -> None:
    for text in ("", "\x00", "\u202e" * 50, "a" * 100_000, "\ud83d", "0" * 5000, "'-'-'"):
        assert isinstance(words(text), list)


@pytest.mark.parametrize("piece", ["a.", "1.", "a@", "+a", "@x ", "www.a "])
def test_time_grows_with_the_length_only(piece: str) -> None:
    assert growth(words, piece, 1_000) < LINEAR
