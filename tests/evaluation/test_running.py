"""Judging a folder: what is built, what an open set takes away, what is clocked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from time import process_time, sleep

import pytest

from bot.evaluation import ClaimRow, EvaluationError, Judged, evaluate, read, seeds
from bot.evaluation.running import golds, masked, peak_bytes, run
from bot.evaluation.values import Benchmark
from tests.evaluation.folders import LEARNT, Parrot, build, write


@pytest.fixture
def benchmark(tmp_path: Path) -> Benchmark:
    return read(write(tmp_path / "town"), "dev")


def many(count: int) -> frozenset[str]:
    return frozenset(f"c{number}" for number in range(count))


def test_golds_are_the_right_claims_that_the_store_has(tmp_path: Path) -> None:
    benchmark = read(write(tmp_path, qrels=["p1\tc1", "p2\tc2", "p3\tgone"]), "dev")

    assert golds(benchmark) == {"c1", "c2"}


@pytest.mark.parametrize(("count", "expected"), [(0, 0), (1, 0), (2, 1), (7, 3), (150, 75)])
def test_half_of_the_golds_are_masked(count: int, expected: int) -> None:
    chosen = masked(many(count), seed=1)

    assert len(chosen) == expected
    assert chosen <= many(count)


def test_a_seed_masks_the_same_golds_in_whatever_order_they_come() -> None:
    forwards, backwards = sorted(many(40)), sorted(many(40), reverse=True)

    assert masked(forwards, seed=3) == masked(backwards, seed=3)
    assert masked(many(6), seed=1) == {"c0", "c1", "c3"}  # by the digests of "1 c0" …


def test_seeds_mask_different_golds_and_each_gold_about_as_often() -> None:
    chosen = [masked(many(40), seed) for seed in range(200)]

    assert len(set(chosen)) == 200
    times = [sum(gold in one for one in chosen) for gold in many(40)]
    assert min(times) > 60
    assert max(times) < 140


def test_an_open_set_takes_golds_from_the_store_before_anything_is_built(
    benchmark: Benchmark,
) -> None:
    given: list[Sequence[ClaimRow]] = []

    def noting(claims: Sequence[ClaimRow]) -> Parrot:
        given.append(claims)
        return build(claims)

    made = run(benchmark, noting, seed=1)

    gone = masked(golds(benchmark), seed=1)
    assert len(gone) == 2
    assert given == [tuple(claim for claim in benchmark.claims if claim.id not in gone)]
    assert (made.claims, made.removed) == (2, 2)


def test_an_open_set_keeps_all_posts_and_forgets_the_right_claims_that_went(
    benchmark: Benchmark,
) -> None:
    gone = masked(golds(benchmark), seed=1)

    cases = run(benchmark, build, seed=1).cases

    assert [case.post for case in cases] == ["p1", "p2", "p3", "p4"]
    assert [case.right for case in cases] == [post.right - gone for post in benchmark.posts]


def test_claims_that_are_no_golds_are_never_masked(tmp_path: Path) -> None:
    benchmark = read(write(tmp_path, qrels=["p1\tc1", "p2\tc2"]), "dev")
    kept: list[set[str]] = []

    def noting(claims: Sequence[ClaimRow]) -> Parrot:
        kept.append({claim.id for claim in claims})
        return build(claims)

    for seed in range(10):
        run(benchmark, noting, seed)

    assert all({"c3", "c4"} < held for held in kept)
    assert set().union(*kept) == {"c1", "c2", "c3", "c4"}


def test_several_maskings_are_judged_one_after_the_other(benchmark: Benchmark) -> None:
    told: list[str] = []

    made = evaluate(benchmark, build, seeds(open_set=True, maskings=3, seed=5), tell=told.append)

    assert [one.seed for one in made.runs] == [5, 6, 7]
    assert told[0] == "Masking 1 of 3, seed 5"
    assert len(told) == 3


def test_without_an_open_set_there_is_one_run_of_the_whole_store(benchmark: Benchmark) -> None:
    made = evaluate(benchmark, build, seeds(open_set=False, maskings=1, seed=5))

    assert [(one.seed, one.claims, one.removed) for one in made.runs] == [(None, 4, 0)]


@pytest.mark.parametrize(("open_set", "maskings"), [(False, 2), (True, 0)])
def test_maskings_that_mean_nothing_are_refused(open_set: bool, maskings: int) -> None:
    with pytest.raises(EvaluationError, match="--open-set"):
        seeds(open_set=open_set, maskings=maskings, seed=1)


def test_time_is_that_of_the_processor(benchmark: Benchmark) -> None:
    class Slow(Parrot):
        def judge(self, text: str) -> Judged:
            if text == "Good morning":
                sleep(0.6)
            if text == "Свинець у воді":
                until = process_time() + 0.02
                while process_time() < until:
                    pass
            return super().judge(text)

    cases = run(benchmark, lambda claims: Slow(claims, LEARNT)).cases

    assert cases[1].cpu_ms >= 20
    assert cases[3].cpu_ms < 500


def test_peak_memory_never_falls() -> None:
    before = peak_bytes()
    assert before is not None

    held = bytearray(before + 50_000_000)  # more than ever, and touched when it is made
    held[::4096] = b"x" * len(held[::4096])
    size = len(held)
    del held

    after = peak_bytes()
    assert after is not None
    assert after > size
