"""The labelled snippets: nearly all are read rightly, and what states nothing gives nothing."""

import pytest

from bot.text.quantities import quantities
from tests.samples.numbers import read_rightly, snippets, stated

LANGUAGES = ("en", "uk", "ru", "mk", "pl")
RIGHT = 0.97
FALSE = 0.01


def test_there_are_snippets_with_and_without_quantities_in_every_language() -> None:
    for language in LANGUAGES:
        own = [one for one in snippets() if one.language == language]
        assert len(own) > 80
        assert 0.2 < sum(not one.labels for one in own) / len(own) < 0.3


@pytest.mark.parametrize("language", LANGUAGES)
def test_snippets_are_read_rightly(language: str) -> None:
    own = [one for one in snippets() if one.language == language]

    wrong = [one.text for one in own if not read_rightly(one)]

    assert len(wrong) <= (1 - RIGHT) * len(own), wrong


def test_what_only_looks_like_a_quantity_hardly_ever_is_read_as_one() -> None:
    none = [one for one in snippets() if not one.labels]

    false = [one.text for one in none if stated(one)]

    assert len(false) <= FALSE * len(none), false


@pytest.mark.parametrize("language", LANGUAGES)
def test_spans_point_at_the_snippet(language: str) -> None:
    for one in snippets():
        for found in quantities(one.text, language):
            assert one.text[found.start : found.end] == found.text
