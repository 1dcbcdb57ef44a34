"""The parts of the matching benchmark that could falsify a figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from bot.encoder.protocol import Floats
from bot.evaluation import Benchmark, ClaimRow, PostRow, read
from tests.benchmarks.matching import growth, report, scoring, stores, vectors
from tests.benchmarks.matching.one import Failed, Measured, alone, measure
from tests.benchmarks.matching.systems import SYSTEMS
from tests.evaluation import folders

CLAIMS = tuple(
    ClaimRow(str(at), f"{what} in {where}", f"About {what}", "en")
    for at, (what, where) in enumerate(
        (what, where)
        for what in ("Bread is dearer", "The bridge is shut", "Lead is in the water", "Snow falls")
        for where in ("Skopje", "Kyiv", "Warsaw", "Oslo", "Rome")
    )
)
POSTS = (
    PostRow("p1", "They say snow falls in rome!", right=frozenset({"19"})),
    PostRow("p2", "Bread is dearer in Oslo", right=frozenset({"3"})),
    PostRow("p3", "the bridge in Kyiv is shut", right=frozenset({"6", "gone"})),
)
BENCHMARK = Benchmark("small", stores.SPLIT, CLAIMS, POSTS)


@dataclass(slots=True)
class Counting:
    """An encoder that counts letters, and what it was asked to encode."""

    name: str = "letters/1"
    dimensions: int = 3
    asked: list[str] = field(default_factory=list)

    def passages(self, texts: Sequence[str]) -> Floats:
        self.asked += texts
        return self.queries(texts)

    def queries(self, texts: Sequence[str]) -> Floats:
        counts = np.array([[1 + text.count(letter) for letter in "aei"] for text in texts])
        return np.asarray(counts / np.linalg.norm(counts, axis=1, keepdims=True), np.float32)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for name, claims in zip(stores.FOLDERS, (CLAIMS[:8], CLAIMS), strict=True):
        posts = (PostRow("p1", "Oslo", right=frozenset({"3"})),)
        stores.write(Benchmark(name, stores.SPLIT, claims, posts), tmp_path / name)
    return tmp_path


@pytest.mark.parametrize(("size", "name", "held"), [(5, 0, 5), (8, 0, 8), (9, 1, 9), (99, 1, 20)])
def test_a_size_is_drawn_from_the_smallest_folder_that_has_it(
    data: Path, size: int, name: int, held: int
) -> None:
    found = stores.of_size(data, size, seed=1)

    assert (found.name, len(found.claims)) == (stores.FOLDERS[name], held)


@pytest.mark.parametrize("seed", range(5))
def test_right_claims_are_in_a_store_of_every_size(data: Path, seed: int) -> None:
    assert "3" in {claim.id for claim in stores.of_size(data, 2, seed).claims}


def test_a_store_is_read_as_it_was_written(tmp_path: Path) -> None:
    stores.write(BENCHMARK, tmp_path / "small")

    found = read(tmp_path / "small", stores.SPLIT)

    assert (found.claims, found.posts) == (BENCHMARK.claims, BENCHMARK.posts)


def test_of_equal_scores_the_first_is_the_highest() -> None:
    scores = np.array([1, 3, 2, 3, 3], dtype=np.float32)

    assert scoring.highest(scores, 2).tolist() == [1, 3]
    assert scoring.highest(scores, 9).tolist() == [1, 3, 4, 2, 0]


def test_a_sum_gives_each_part_the_same_reach() -> None:
    parts = [_fixed(0, 500, 1000), _fixed(0.90, 0.91, 0.90)]

    assert scoring.summed(parts)("post").tolist() == pytest.approx([0, 1.5, 1])


def test_reciprocal_fusion_reads_ranks_only() -> None:
    parts = [_fixed(9, 8, 7), _fixed(0.1, 0.3, 0.2)]

    assert scoring.reciprocal(parts)("post").tolist() == pytest.approx(
        [1 / 61 + 1 / 63, 1 / 62 + 1 / 61, 1 / 63 + 1 / 62]
    )


def test_vectors_are_made_once_for_the_same_texts(tmp_path: Path) -> None:
    encoder = Counting()
    for texts in (["area", "idea"], ["area", "idea"], ["area"]):
        file = vectors.ensure(encoder, texts, tmp_path, lambda done, total: None)
        kept = vectors.load(encoder, texts, file)

    assert encoder.asked == ["area", "idea", "area"]
    assert np.array_equal(kept.passages(["area"]), encoder.queries(["area"]))


def test_a_system_is_judged_by_the_right_claims_that_the_store_has() -> None:
    found = measure("ours-words", BENCHMARK, None)

    assert (found.posts, found.s_1, found.map_5) == (3, 1, 1)


def test_a_system_is_measured_in_a_process_of_its_own(tmp_path: Path) -> None:
    folder = folders.write(tmp_path / "store")

    found = alone("rapidfuzz", folder, 3, None)

    assert isinstance(found, Measured)
    assert (found.claims, found.posts, found.grown) == (4, 3, False)
    assert found.s_1 == pytest.approx(1)


def test_a_system_that_fails_is_said_to(tmp_path: Path) -> None:
    assert alone("rapidfuzz", tmp_path / "nowhere", 3, None) == Failed("rapidfuzz", "nowhere", 1)


def test_a_slow_system_meets_fewer_posts_in_a_large_store() -> None:
    assert SYSTEMS["rapidfuzz"].posts(1_000, 200) == 200
    assert SYSTEMS["rapidfuzz"].posts(60_000, 200) == 100
    assert SYSTEMS["ours"].posts(60_000, 200) == 200


def test_made_up_claims_are_as_long_as_real_ones_and_the_same_each_time() -> None:
    made = growth.claims(CLAIMS, 300, seed=1)

    assert made == growth.claims(CLAIMS, 300, seed=1)
    assert made != growth.claims(CLAIMS, 300, seed=2)
    assert {len(one.claim.split()) for one in made} == {len(one.claim.split()) for one in CLAIMS}
    assert len({one.id for one in made}) == 300


def test_made_up_words_come_as_often_as_real_ones_and_new_ones_as_expected() -> None:
    words = growth.fitted(
        ["the " * 60 + "bread " * 30 + "snow lead wind dust rain fog sun ice hail sleet"]
    )

    drawn = words.draw(20_000, np.random.default_rng(1))

    assert drawn.count("the") / len(drawn) == pytest.approx(0.6 * 0.9, abs=0.02)
    assert sum(word.startswith("nov") for word in drawn) / len(drawn) == pytest.approx(
        0.1, abs=0.01
    )


def test_made_up_vectors_have_unit_length_and_lie_near_real_ones() -> None:
    chance = np.random.default_rng(1)
    real = chance.normal(size=(200, 32)).astype(np.float32) + 3
    real /= np.linalg.norm(real, axis=1, keepdims=True)

    made = growth.vectors(real, 500, seed=1)

    assert np.linalg.norm(made, axis=1) == pytest.approx(np.ones(500), abs=1e-5)
    assert (made @ real.T).max(axis=1).mean() < 0.999
    assert (made @ real.T).mean() == pytest.approx((real @ real.T).mean(), abs=0.05)


def test_growth_is_read_from_made_up_stores_alone() -> None:
    found = [_time(1_000, 1, grown=False), _time(54_000, 20), _time(500_000, 50)]

    assert report.growth(found, "ours") == 2.5
    assert report.growth(found[:2], "ours") is None


def _fixed(*scores: float) -> scoring.Scores:
    return lambda _: np.array(scores, dtype=np.float32)


def _time(claims: int, ms: float, *, grown: bool = True) -> Measured:
    return Measured("ours", claims, grown, 10, None, None, None, ms, ms, 1, 100)
