"""The figures of a run, worked out by hand, and their means."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.evaluation import Judged, read
from bot.evaluation.running import run
from bot.evaluation.summary import figures, mean, pooled, spread, tally
from bot.evaluation.values import Benchmark, Case
from tests.evaluation.folders import build, judged, write


@pytest.fixture
def benchmark(tmp_path: Path) -> Benchmark:
    return read(write(tmp_path / "town"), "dev")


def test_the_figures_of_a_folder_worked_out_by_hand(benchmark: Benchmark) -> None:
    """Right claims are first; second; first and third. The surest is right, the next is not."""
    found = figures(run(benchmark, build).cases)

    assert found.map_1 == pytest.approx((1 + 0 + 1 / 2) / 3)
    assert found.map_5 == pytest.approx((1 + 1 / 2 + (1 + 2 / 3) / 2) / 3)
    assert found.mrr == pytest.approx((1 + 1 / 2 + 1) / 3)
    assert (found.s_1, found.s_5, found.s_10) == pytest.approx((2 / 3, 1, 1))
    assert (found.precision, found.coverage, found.recall) == (1 / 2, 2 / 4, 1 / 3)
    assert (found.recall_at_p90, found.recall_at_p95, found.recall_at_p98) == (1 / 3, 1 / 3, 1 / 3)
    assert found.calibration_error == pytest.approx((0.1 + 0.6 + 0.6) / 3)


def test_each_precision_has_its_own_recall() -> None:
    """49 right of 50 are .98; 57 of 60 are .95; 60 of 66 are .91."""
    turns = [True] * 49 + [False] * 2 + [True] * 8 + [False] * 4 + [True] * 3
    cases = [
        Case(str(place), frozenset("a" if right else ""), ranked, cpu_ms=1)
        for place, right in enumerate(turns)
        for ranked in [judged("a", confidence=1 - place / 100)]
    ]

    found = figures(cases)

    assert (found.recall_at_p98, found.recall_at_p95, found.recall_at_p90) == (
        49 / 60,
        57 / 60,
        60 / 60,
    )


def test_success_and_time_have_their_own_depths_and_quantiles() -> None:
    cases = [
        Case(str(place), frozenset({right}), judged(*"abcdefghij"), cpu_ms=place)
        for place, right in enumerate("acfx", 1)
    ]

    found = figures(cases)

    assert (found.s_1, found.s_5, found.s_10) == (1 / 4, 2 / 4, 3 / 4)
    assert (found.ms_p50, found.ms_p99) == (2, 4)


def test_a_claim_that_was_only_shown_as_related_is_no_answer() -> None:
    shown = judged("a", answered=["a"], outcome="related")

    counts = tally([Case("p", frozenset({"a"}), shown, cpu_ms=1)])

    assert (counts.answered, counts.right) == (0, 0)


def test_posts_are_counted_by_what_became_of_them(benchmark: Benchmark) -> None:
    counts = tally(run(benchmark, build).cases)

    assert (counts.posts, counts.findable, counts.answered, counts.right) == (4, 3, 2, 1)


def test_one_right_claim_among_several_answers_is_a_right_answer() -> None:
    case = Case("p", frozenset({"b"}), judged("a", "b", answered=["a", "b"]), cpu_ms=1)

    assert tally([case]).right == 1


def test_an_answer_to_a_post_without_a_right_claim_is_wrong(tmp_path: Path) -> None:
    benchmark = read(write(tmp_path, qrels=[]), "dev")

    found = figures(run(benchmark, build).cases)

    assert (found.precision, found.coverage) == (0.0, 0.5)
    assert (found.map_5, found.s_1, found.recall, found.recall_at_p90) == (None,) * 4


def test_where_nothing_is_answered_precision_is_unknown() -> None:
    found = figures([Case("p", frozenset({"a"}), judged("a", confidence=0.2), cpu_ms=1)])

    assert (found.precision, found.coverage, found.recall) == (None, 0.0, 0.0)


def test_means_are_over_the_runs_that_have_the_figure() -> None:
    silent = [Case("p", frozenset({"a"}), judged("a", confidence=1), cpu_ms=2)]
    right = [Case("p", frozenset({"a"}), judged("a", answered=["a"], confidence=1), cpu_ms=4)]
    wrong = [Case("p", frozenset({"b"}), judged("a", answered=["a"], confidence=1), cpu_ms=9)]

    runs = [figures(cases) for cases in (silent, right, wrong)]

    assert mean(runs).precision == 0.5
    assert mean(runs).coverage == pytest.approx(2 / 3)
    assert mean(runs).ms_p50 == 5
    found = spread(runs, "ms_p50")
    assert found is not None
    assert (found.low, found.high) == (2, 9)
    assert spread(runs[:1], "precision") is None


def test_counts_of_several_maskings_add_up(benchmark: Benchmark) -> None:
    one = tally(run(benchmark, build).cases)

    both = pooled([one, one])

    assert (both.posts, both.findable, both.answered, both.right) == (8, 6, 4, 2)


@pytest.mark.parametrize(
    ("ranking", "outcome", "confidence"),
    [
        ((("a", 1.0), ("a", 0.5)), "related", 0.5),
        (tuple((f"c{place}", 1.0) for place in range(11)), "related", 0.5),
        ((("a", 0.5), ("b", 1.0)), "related", 0.5),
        ((("a", float("nan")), ("b", 1.0)), "related", 0.5),
        ((("a", 1.0),), "related", 1.1),
        ((("a", 1.0),), "related", float("nan")),
        ((("a", 1.0),), "perhaps", 0.5),
    ],
)
def test_a_judgement_that_contradicts_itself_is_refused(
    ranking: tuple[tuple[str, float], ...], outcome: str, confidence: float
) -> None:
    with pytest.raises(ValueError, match=r"ranking|confidence|Outcome"):
        Judged(ranking, outcome, (), confidence, ())
