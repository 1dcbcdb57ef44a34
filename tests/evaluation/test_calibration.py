"""Calibrating on a folder, and the parameter file that comes of it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import numpy as np
import pytest

from bot.encoder.protocol import Floats
from bot.evaluation import EvaluationError, read
from bot.evaluation.calibration import Fitted, as_lines, as_toml, calibrate
from bot.evaluation.engine import Vectors
from bot.evaluation.folds import Estimate, Point
from bot.evaluation.values import Benchmark
from bot.matching.parameters import Linear, Parameters
from bot.matching.ranking import NAMES, SIGNS, WORDS
from tests.encoders import WordHashes
from tests.evaluation.folders import write

PROVENANCE = {"data": "town, dev: 12 posts", "source": "made up"}


@pytest.fixture
def benchmark(tmp_path: Path) -> Benchmark:
    """Posts that repeat most words of a claim, or those of none."""
    things = ["bridge", "bread", "mayor", "water", "school", "tram", "park", "museum"]
    claims = [
        {
            "id": f"c{at}",
            "claim": f"The {thing} of town number{at} was closed in May",
            "lang": "en",
        }
        for at, thing in enumerate(things)
    ]
    posts = [
        {"id": f"p{at}", "text": f"Have you heard, the {thing} is closed! number{at} again"}
        for at, thing in enumerate(things)
    ]
    posts += [{"id": f"q{at}", "text": f"Lovely weather today {at}"} for at in range(4)]
    qrels = [f"p{at}\tc{at}" for at in range(len(things))]
    return read(write(tmp_path / "town", claims=claims, posts=posts, qrels=qrels), "dev")


def linear(size: int, constant: float = 0.0) -> Linear:
    numbers: Floats = np.array([at / 3 for at in range(size)], dtype=np.float32)
    return Linear(numbers, numbers + 1, -numbers, constant)


def fitted_by_hand() -> Fitted:
    point = Point(0.9, 0.985, 0.95, 0.99, 0.6)
    return Fitted(
        "words",
        Parameters(linear(3), 1.25, linear(6, 0.5)),
        Estimate({"0.98": point}, 0.75, {1: 0.01, 5: 0.0}),
        ("en", "uk"),
    )


def test_both_kinds_are_fitted_to_their_own_features_and_signs(benchmark: Benchmark) -> None:
    fitted = calibrate(benchmark, Vectors(WordHashes()))

    sizes = [
        (one.kind, len(one.parameters.ranker.weights), len(one.parameters.sureness.weights))
        for one in fitted
    ]
    assert sizes == [
        ("meaning", len(NAMES), len(SIGNS)),
        ("words", WORDS, len(SIGNS) - 2),
    ]


def test_what_is_easy_to_rank_is_ranked_rightly(benchmark: Benchmark) -> None:
    fitted = calibrate(benchmark, Vectors(WordHashes()))

    assert [one.estimate.first_right for one in fitted] == pytest.approx([8 / 12, 8 / 12])


def test_the_file_can_be_read_back(benchmark: Benchmark) -> None:
    fitted = calibrate(benchmark, Vectors(WordHashes()))

    read_back = tomllib.loads(as_toml(fitted, PROVENANCE))

    for one in fitted:
        for name, made in (
            ("ranker", one.parameters.ranker),
            ("sureness", one.parameters.sureness),
        ):
            own = read_back[one.kind][name]
            assert own["weights"] == pytest.approx(made.weights.tolist(), abs=5e-7)
            assert own["centre"] == pytest.approx(made.centre.tolist(), abs=5e-7)
            assert own["scale"] == pytest.approx(made.scale.tolist(), abs=5e-7)
            assert own["constant"] == pytest.approx(made.constant, abs=5e-7)


def test_the_file_says_where_its_numbers_come_from() -> None:
    provenance = tomllib.loads(as_toml([fitted_by_hand()], PROVENANCE))["provenance"]

    assert provenance == {
        **PROVENANCE,
        "languages": ["en", "uk"],
        "folds": 5,
        "seeds": "1 to 10",
        "words_first_right": 0.75,
    }


def test_the_file_has_the_points_with_what_they_bring() -> None:
    own = tomllib.loads(as_toml([fitted_by_hand()], PROVENANCE))["words"]

    assert own["rival"] == 1.25
    assert own["wrong_among"] == {"1": 0.01, "5": 0}
    assert own["points"] == {
        "0.98": {
            "confidence": 0.9,
            "precision": 0.985,
            "interval": [0.95, 0.99],
            "recall": 0.6,
        }
    }


def test_people_are_told_the_points_too() -> None:
    told = list(as_lines([fitted_by_hand()]))

    assert told == [
        "words, aimed at 0.98: confidence 0.900000, precision 0.985 (0.950 to 0.990), recall 0.600"
    ]


@pytest.mark.parametrize("source", ['The "Echo", 2026', "C:\\data", "два\nрядки", "{x} [y] # z"])
def test_any_source_can_be_written(source: str) -> None:
    written = as_toml([fitted_by_hand()], {"source": source})

    assert tomllib.loads(written)["provenance"]["source"] == source


def test_no_text_of_the_data_goes_into_the_file(benchmark: Benchmark) -> None:
    written = as_toml(calibrate(benchmark, Vectors(WordHashes())), PROVENANCE)

    assert [word for word in ("bridge", "museum", "weather", "c1", "p1") if word in written] == []


def test_a_folder_that_teaches_nothing_is_refused_with_the_next_step(tmp_path: Path) -> None:
    benchmark = read(write(tmp_path / "town", qrels=[]), "dev")

    with pytest.raises(EvaluationError, match=r"No post of dev .* calibrate on a split"):
        calibrate(benchmark, Vectors(WordHashes()))


def test_no_scale_is_written_as_zero(benchmark: Benchmark) -> None:
    written = as_toml(calibrate(benchmark, Vectors(WordHashes())), PROVENANCE)

    read_back = tomllib.loads(written)

    scales = [
        scale
        for kind in ("meaning", "words")
        for name in ("ranker", "sureness")
        for scale in read_back[kind][name]["scale"]
    ]
    assert min(scales) > 0
