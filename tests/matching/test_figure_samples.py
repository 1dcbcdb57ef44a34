"""The labelled posts about figures: no number gets a wrong answer, most get one."""

import pytest

from tests.samples.numbers import figure_posts, score_lines
from tests.samples.table import Desk

SURE = 0.85  # share of the lines that are due


@pytest.mark.parametrize("language", ["en", "uk", "ru", "mk", "pl"])
def test_the_numbers_of_posts_are_answered_rightly(desk: Desk, language: str) -> None:
    own = [one for one in figure_posts() if one.language == language]

    score = score_lines(own, desk.index)

    assert score.wrong == ()
    assert score.right >= SURE * score.due, score.unsure
