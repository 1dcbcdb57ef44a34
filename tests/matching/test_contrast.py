"""The frozen contrast set: a changed meaning is not the claim, a kept one is answered."""

import pytest

from bot.encoder import Encoder
from bot.evaluation.engine import Matching, Vectors
from bot.models import Stance
from tests.benchmarks.contrast import LANGUAGES, Outcome, by_engine, matching_of, pairs

MOST_CHANGED = 0.05  # of changed meanings, answered as the claim
LEAST_KEPT = 0.70  # of kept meanings, answered


@pytest.fixture(scope="module")
def matching(encoder: Encoder) -> Matching:
    """The claims of all languages in one store."""
    return matching_of(LANGUAGES, Vectors(encoder))


@pytest.mark.parametrize("language", LANGUAGES)
def test_changed_meanings_are_not_answered_as_the_claim_and_kept_ones_are(
    matching: Matching, language: str
) -> None:
    outcomes = [by_engine(matching)(pair) for pair in pairs(language, "both")]
    changed = [one for one in outcomes if not one.pair.same]
    kept = [one for one in outcomes if one.pair.same]

    taken = [one.pair.text for one in changed if one.stance is Stance.ASSERTS]
    missed = [one.pair.text for one in kept if not _answered(one)]

    assert len(taken) <= MOST_CHANGED * len(changed), "\n".join(taken)
    assert len(missed) <= (1 - LEAST_KEPT) * len(kept), "\n".join(missed)


def _answered(one: Outcome) -> bool:
    """Say whether a post is told of its claim, and its stance, if told at all, is right."""
    return one.mentioned or one.right
