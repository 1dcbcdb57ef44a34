"""Which claims a text resembles, and which of their wordings stand for them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from bot.encoder.protocol import Floats
from bot.matching.likeness import NEAREST, VERDICTS, Likeness, Resemblance
from bot.matching.vectors import Vectors
from tests.encoders import WordHashes


def resemblance(wordings: Sequence[tuple[int, str, str]]) -> Resemblance:
    """Return the resemblance of a store of (verdict id, text, language)."""
    encoder = WordHashes()
    rows: Floats = encoder.passages([text for _, text, _ in wordings])
    return Resemblance(
        encoder,
        Vectors(rows, range(len(wordings))),
        verdicts=[verdict_id for verdict_id, _, _ in wordings],
        languages=[language for _, _, language in wordings],
    )


TOWN = resemblance(
    [
        (7, "the bridge is closed", "en"),
        (7, "bridge closed since may", "en"),
        (8, "bread costs twice as much", "en"),
        (9, "the mayor has left", "en"),
    ]
)


def test_claims_come_nearest_first_each_with_the_cosine_of_its_nearest_wording() -> None:
    likeness = TOWN.of("bridge closed since may", "en")

    cosines = list(likeness.cosines.values())
    assert set(likeness.cosines) == {7, 8, 9}
    assert next(iter(likeness.cosines)) == 7
    assert likeness.cosines[7] == pytest.approx(1)
    assert cosines == sorted(cosines, reverse=True)


def test_only_the_nearest_claims_are_held_against_the_text() -> None:
    likeness = TOWN.of("bridge closed since may", "en")

    assert list(likeness.places) == list(likeness.cosines)[:VERDICTS]
    assert likeness.places[7] == (1, 0)


def test_wordings_in_the_language_of_the_text_come_first() -> None:
    town = resemblance(
        [(1, "bridge closed", "en"), (1, "міст закрито", "uk"), (1, "bridge shut", "en")]
    )

    assert town.of("bridge closed", "uk").places == {1: (1, 0, 2)}
    assert town.of("bridge closed", "en").places == {1: (0, 2, 1)}


def test_so_many_wordings_stand_for_a_claim_and_no_more() -> None:
    town = resemblance([(1, f"bridge closed {at}", "en") for at in range(NEAREST + 5)])

    places = town.of("bridge closed 3", "en").places[1]

    assert places[0] == 3
    assert len(set(places)) == len(places) == NEAREST


@pytest.mark.parametrize(("verdict_id", "expected"), [(1, 0.2), (2, -0.2), (3, -0.4), (4, -1.9)])
def test_a_margin_is_the_lead_over_the_nearest_other_claim(
    verdict_id: int, expected: float
) -> None:
    likeness = Likeness({1: 0.9, 2: 0.7, 3: 0.5}, {})

    assert likeness.margin(verdict_id) == pytest.approx(expected)


def test_a_claim_alone_leads_over_the_farthest_there_could_be() -> None:
    assert Likeness({1: 0.9}, {}).margin(1) == pytest.approx(1.9)


@pytest.mark.parametrize("text", ["", "🙂", "a" * 100_000, "Kурськ مرحبا 世界"])
def test_any_text_resembles_something(text: str) -> None:
    likeness = TOWN.of(text, "und")

    assert set(likeness.cosines) == {7, 8, 9}
    assert np.isfinite(list(likeness.cosines.values())).all()


def test_the_same_text_resembles_the_same_every_time() -> None:
    assert TOWN.of("who closed the bridge", "en") == TOWN.of("who closed the bridge", "en")
