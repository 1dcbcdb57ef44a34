"""A catalogue made after another one: what is read, and that it ranks as one made anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.encoder import Encoder
from bot.matching import Material, documents
from bot.matching.ranking import Catalogue
from bot.matching.retrieval import terms
from tests.encoders import WordHashes
from tests.matching.stores import CLAIMS, material

POSTS = (*CLAIMS, "the tram is late", "the mayor closed the bridge", "water", "")
TITLES = ((1, "Dear bread", "en"), (3, "Lead", "en"), (3, "Is the water safe?", "en"))


def given(claims: tuple[str, ...], encoder: Encoder | None) -> Material:
    return material(claims, encoder, titles=TITLES)


def without_the_first(given: Material) -> Material:
    return replace(given, phrases=given.phrases[1:])


def backwards(given: Material) -> Material:
    return replace(given, phrases=given.phrases[::-1])


def changed(at: int, claim: str) -> tuple[str, ...]:
    return (*CLAIMS[:at], claim, *CLAIMS[at + 1 :])


@pytest.fixture
def terms_read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the texts whose terms are read from here on."""
    texts: list[str] = []

    def noted(text: str, language: str) -> list[str]:
        texts.append(text)
        return terms(text, language)

    monkeypatch.setattr(documents, "terms", noted)
    return texts


@pytest.mark.parametrize("encoder", [None, WordHashes()])
@pytest.mark.parametrize("at", [0, 2, 4])
def test_after_a_change_claims_are_ranked_as_if_all_were_read_anew(
    encoder: Encoder | None, at: int
) -> None:
    now = given(changed(at, "The tram stops at the bridge, and bread is dear."), encoder)

    after = Catalogue(now, encoder, Catalogue(given(CLAIMS, encoder), encoder))

    anew = Catalogue(now, encoder)
    assert after.verdicts == anew.verdicts
    assert [after.rank(post, 9) for post in POSTS] == [anew.rank(post, 9) for post in POSTS]


@pytest.mark.parametrize("encoder", [None, WordHashes()])
@pytest.mark.parametrize("change", [without_the_first, backwards])
def test_claims_that_go_or_move_are_ranked_as_if_all_were_read_anew(
    encoder: Encoder | None, change: Callable[[Material], Material]
) -> None:
    before, now = given(CLAIMS, encoder), change(given(CLAIMS, encoder))

    after = Catalogue(now, encoder, Catalogue(before, encoder))

    anew = Catalogue(now, encoder)
    assert after.verdicts == anew.verdicts
    assert [after.rank(post, 9) for post in POSTS] == [anew.rank(post, 9) for post in POSTS]


def test_a_chain_of_changes_leaves_nothing_of_what_was() -> None:
    catalogue = Catalogue(given(CLAIMS, None), None)

    for claim in ("Trams are late.", "Trees were felled.", CLAIMS[2]):
        catalogue = Catalogue(given(changed(2, claim), None), None, catalogue)

    anew = Catalogue(given(CLAIMS, None), None)
    assert [catalogue.rank(post, 9) for post in POSTS] == [anew.rank(post, 9) for post in POSTS]


def test_only_what_changed_is_read_again(terms_read: list[str]) -> None:
    before = Catalogue(given(CLAIMS, None), None)
    terms_read.clear()

    Catalogue(given(changed(3, "Trams are late."), None), None, before)

    assert terms_read == ["Trams are late.", "Lead", "Is the water safe?"]


def test_vectors_may_come_after_the_texts(terms_read: list[str]) -> None:
    encoder = WordHashes()
    before = Catalogue(given(CLAIMS, None), encoder)
    terms_read.clear()

    after = Catalogue(given(CLAIMS, encoder), encoder, before)

    assert (before.kind, after.kind) == ("words", "meaning")
    assert terms_read == []


@pytest.mark.parametrize("encoder", [None, WordHashes()])
def test_some_of_the_claims_are_a_store_of_their_own(encoder: Encoder | None) -> None:
    whole = Catalogue(material(CLAIMS, encoder), encoder)

    some = whole.among(whole.find("", None).places[[3, 1]])

    own = Catalogue(material((CLAIMS[3], CLAIMS[1]), encoder), encoder)
    assert some.verdicts == (3, 1)
    for post in POSTS:
        pair = some.rank(post, 9), own.rank(post, 9)
        assert pair[0].confidence == pair[1].confidence
        assert [one.score for one in pair[0].candidates] == [
            one.score for one in pair[1].candidates
        ]
