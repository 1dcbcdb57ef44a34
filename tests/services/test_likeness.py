"""Which posts say the same, and by which hashes that is found."""

from __future__ import annotations

import pytest

from bot.services.likeness import fingerprint, near_duplicates
from bot.services.sources import read_source
from bot.services.values import BadSource

LONG = "Two soldiers from the north were captured near the river on Saturday morning"


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        (LONG, f"{LONG}!!!", "en"),
        (LONG, LONG.upper(), "en"),
        (LONG, LONG.replace("soldiers", "soldieers"), "en"),
        (LONG, LONG.replace("captured", "captures"), "en"),
        ("Bees pay", "bees PAY", "en"),
        (
            "Бджоли платять податки у столиці з минулої осені",
            "Бджоли платять податки у столицях з минулої осені",
            "uk",
        ),
    ],
)
def test_spelling_and_endings_make_no_other_claim(one: str, other: str, language: str) -> None:
    assert near_duplicates(one, other, language)
    assert set(fingerprint(one, language)) & set(fingerprint(other, language))


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        (LONG, LONG.replace("Two", "Three"), "en"),
        (LONG, LONG.replace("were", "were not"), "en"),
        (LONG, LONG.replace("north", "south"), "en"),
        (LONG, LONG.replace("Saturday", "Sunday"), "en"),
        (LONG, LONG + " by Ruritanians", "en"),
        (LONG, LONG + " in 2024", "en"),
        (LONG, LONG.replace("Two", "Thirteen"), "en"),
        (LONG.replace("Two", "Thirteen"), LONG.replace("Two", "Thirty"), "en"),
        (LONG.replace("north", "Iran"), LONG.replace("north", "Iraq"), "en"),
        ("Австрія полонила двох біля річки", "Австралія полонила двох біля річки", "uk"),
        ("Bees pay", "Bees pay not", "en"),
        ("Bees pay", "Bees pay taxes", "en"),
        ("дванадцять бджіл платять податки вранці", "двадцять бджіл платять податки вранці", "uk"),
        ("Бджоли платять податки у столиці", "Бджоли не платять податки у столиці", "uk"),
        ("Pszczoły płacą podatki w stolicy", "Pszczoły nie płacą podatków w stolicy", "pl"),
    ],
)
def test_what_turns_the_claim_keeps_posts_apart(one: str, other: str, language: str) -> None:
    assert not near_duplicates(one, other, language)
    assert not near_duplicates(other, one, language)


def test_a_text_without_words_has_no_fingerprint() -> None:
    assert fingerprint("🐝🐝", "en") == ()
    assert fingerprint("", None) == ()


def test_a_fingerprint_fits_the_database_and_never_changes() -> None:
    prints = fingerprint(LONG, "en")

    assert len(prints) == 8
    assert all(-(2**63) <= one < 2**63 for one in prints)
    assert prints == fingerprint(LONG, "en")
    assert not set(prints) & set(fingerprint(LONG, "uk"))


def test_a_source_line_is_read_without_a_store() -> None:
    assert read_source("www.hive.example | On bees") == BadSource("bad_link")
