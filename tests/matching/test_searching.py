"""A few words find the claims that mean them."""

from __future__ import annotations

from time import process_time

import pytest

from bot.encoder import Encoder
from bot.matching import Material, Phrase
from bot.matching.ranking import Catalogue
from bot.models import Polarity
from tests.encoders import WordHashes

CLAIMS = {
    1: {
        "en": "Ukraine captured two North Korean soldiers.",
        "uk": "Україна взяла в полон двох військових КНДР, полонені у Києві.",
        "ru": "Украина взяла в плен двух корейцев, пленные в Киеве.",
        "mk": "Украина зароби двајца војници, еден Кореец е ранет.",
        "pl": "Ukraina schwytała dwóch Koreańczyków z Północy.",
    },
    2: {"en": "A bridge in Kursk was captured on film.", "uk": "Міст у Курську зняли на відео."},
    3: {"en": "Bread costs 12 crowns."},
}


def catalogue(encoder: Encoder | None = None) -> Catalogue:
    phrases = tuple(
        Phrase(verdict, text, language, Polarity.ASSERTS)
        for verdict, texts in CLAIMS.items()
        for language, text in texts.items()
    )
    texts = [phrase.text for phrase in phrases]
    rows = encoder.passages(texts) if encoder else ()
    vectors = dict(zip(texts, rows, strict=True)) if encoder else {}
    return Catalogue(Material(version=1, phrases=phrases, vectors=vectors), encoder)


@pytest.mark.parametrize("encoder", [None, WordHashes()])
@pytest.mark.parametrize(
    "words",
    ["captured koreans", "кндр полонені", "пленный кореец", "заробени корејци", "koreańczyk"],
)
def test_words_find_their_claim_in_each_language(encoder: Encoder | None, words: str) -> None:
    assert catalogue(encoder).search(words, 5)[0] == 1


def test_what_says_all_the_words_comes_first_and_much_less_is_left_out() -> None:
    assert set(catalogue().search("captured", 5)) == {1, 2}
    assert catalogue().search("captured on film", 5) == (2,)
    assert len(catalogue().search("captured", 1)) == 1


def test_a_number_is_the_whole_number() -> None:
    assert (catalogue().search("12", 5), catalogue().search("1", 5)) == ((3,), ())


@pytest.mark.parametrize("words", ["", "🙂", "xylophone", "?" * 5_000, "% _", "12" * 9_000])
def test_what_nothing_says_finds_nothing(words: str) -> None:
    assert catalogue().search(words, 5) == ()


def test_an_empty_store_finds_nothing() -> None:
    assert Catalogue(Material(version=1, phrases=()), None).search("bread", 5) == ()


def test_fifty_thousand_claims_are_searched_at_once() -> None:
    phrases = tuple(
        Phrase(
            at, f"Town {at} closed bridge {at % 997} over river {at % 89}", "en", Polarity.ASSERTS
        )
        for at in range(54_000)
    )
    large = Catalogue(Material(version=1, phrases=phrases), None)
    large.search("bridges", 5)

    start = process_time()
    found = large.search("closed bridge 12 river", 5)

    assert process_time() - start < 0.3
    assert len(found) == 5
