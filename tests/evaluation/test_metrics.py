"""Each measure on a case small enough to work out by hand."""

from __future__ import annotations

import pytest

from bot.evaluation.metrics import (
    Bin,
    Interval,
    Rated,
    Threshold,
    average_precision,
    calibration_error,
    quantile,
    recall_at_precision,
    reciprocal_rank,
    reliability,
    success,
    thresholds,
    wilson,
)

RIGHT = True
WRONG = False


@pytest.mark.parametrize(
    ("ranking", "right", "depth", "expected"),
    [
        ("abc", "a", 5, 1.0),
        ("abc", "b", 5, 1 / 2),
        ("abc", "b", 1, 0.0),
        ("abc", "ac", 5, (1 / 1 + 2 / 3) / 2),
        ("abc", "ac", 1, 1 / 2),
        ("abc", "ax", 5, 1 / 2),
        ("abcdef", "f", 5, 0.0),
        ("", "a", 5, 0.0),
    ],
)
def test_average_precision_is_over_all_right_claims(
    ranking: str, right: str, depth: int, expected: float
) -> None:
    assert average_precision(ranking, right, depth) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("ranking", "right", "expected"),
    [("abc", "a", 1.0), ("abc", "cb", 0.5), ("abc", "x", 0.0), ("", "a", 0.0)],
)
def test_reciprocal_rank_is_that_of_the_first_right_claim(
    ranking: str, right: str, expected: float
) -> None:
    assert reciprocal_rank(ranking, right) == expected


@pytest.mark.parametrize(("depth", "expected"), [(1, False), (2, False), (3, True)])
def test_success_looks_no_deeper_than_asked(depth: int, expected: bool) -> None:
    assert success("abc", "c", depth) is expected


def test_posts_of_equal_confidence_are_answered_together() -> None:
    rated = [Rated(0.5, WRONG), Rated(0.9, RIGHT), Rated(0.5, RIGHT), Rated(0.1, WRONG)]

    assert thresholds(rated) == (
        Threshold(0.9, answered=1, right=1),
        Threshold(0.5, answered=3, right=2),
        Threshold(0.1, answered=4, right=2),
    )


@pytest.mark.parametrize(
    ("least", "expected"), [(1.0, 1 / 5), (0.8, 4 / 5), (0.75, 4 / 5), (0.6, 4 / 5), (0.1, 4 / 5)]
)
def test_recall_at_precision_finds_the_farthest_threshold_that_is_precise_enough(
    least: float, expected: float
) -> None:
    """Right, wrong, right, right, right, wrong: precise 1, 1/2, 2/3, 3/4, 4/5, 4/6."""
    turns = [RIGHT, WRONG, RIGHT, RIGHT, RIGHT, WRONG]
    rated = [Rated(1 - place / 10, right) for place, right in enumerate(turns)]

    assert recall_at_precision(rated, findable=5, least=least) == expected


def test_a_wrong_post_that_ties_with_right_ones_cannot_be_left_out() -> None:
    rated = [Rated(0.9, RIGHT), Rated(0.9, RIGHT), Rated(0.9, WRONG)]

    assert recall_at_precision(rated, findable=2, least=0.9) == 0.0
    assert recall_at_precision(rated, findable=2, least=0.6) == 1.0


def test_recall_at_precision_is_unknown_where_nothing_can_be_found() -> None:
    assert recall_at_precision([Rated(0.9, WRONG)], findable=0, least=0.9) is None


def test_bins_differ_by_one_post_at_most() -> None:
    rated = [Rated(place / 23, RIGHT) for place in range(23)]

    assert [one.posts for one in reliability(rated)] == [3] * 3 + [2] * 7


def test_fewer_posts_than_bins_stand_alone() -> None:
    assert reliability([Rated(0.8, RIGHT), Rated(0.2, WRONG)]) == (Bin(1, 0.2, 0), Bin(1, 0.8, 1))


def test_the_order_of_equally_sure_posts_does_not_matter() -> None:
    rated = [Rated(0.5, RIGHT), Rated(0.5, WRONG), Rated(0.5, WRONG), Rated(0.5, RIGHT)]

    expected = (Bin(2, 0.5, 1), Bin(2, 0.5, 1))
    assert reliability(rated, bins=2) == expected
    assert reliability(rated[::-1], bins=2) == expected


def test_calibration_error_weighs_each_gap_by_its_posts() -> None:
    """(2 * |.2 - 1/2| + 3 * |.9 - 2/3|) / 5 = (.6 + .7) / 5."""
    bins = (Bin(2, 0.2, 1), Bin(3, 0.9, 2))

    assert calibration_error(bins) == pytest.approx(0.26)


def test_calibration_error_is_nought_where_confidence_is_the_share_right() -> None:
    rated = [Rated(0.75, right) for right in (RIGHT, RIGHT, RIGHT, WRONG)]

    assert calibration_error(reliability(rated)) == 0.0


def test_calibration_error_is_unknown_without_posts() -> None:
    assert calibration_error(reliability([])) is None


@pytest.mark.parametrize(("share", "expected"), [(0.5, 2.0), (0.51, 3.0), (0.99, 4.0), (0.0, 1.0)])
def test_a_quantile_is_a_value_that_was_measured(share: float, expected: float) -> None:
    assert quantile([3.0, 1.0, 4.0, 2.0], share) == expected


@pytest.mark.parametrize(
    ("right", "total", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),  # Newcombe 1998, table I, method 3
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (20, 20, 0.8389, 1.0),
    ],
)
def test_wilson_gives_the_published_intervals(
    right: int, total: int, low: float, high: float
) -> None:
    found = wilson(right, total)

    assert found is not None
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_a_wider_level_is_a_wider_interval() -> None:
    narrow, wide = wilson(8, 10, level=0.5), wilson(8, 10, level=0.99)

    assert isinstance(narrow, Interval)
    assert isinstance(wide, Interval)
    assert wide.low < narrow.low < 0.8 < narrow.high < wide.high


def test_nothing_has_no_interval() -> None:
    assert wilson(0, 0) is None
