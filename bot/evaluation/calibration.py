"""Calibrating: the ranker's parameters from labelled posts, with where they come from."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.evaluation.engine import Vectors
from bot.evaluation.folds import FOLDS, MASKINGS, Estimate, Point, estimate, fit, maskings
from bot.evaluation.substores import Studied, study
from bot.evaluation.values import Benchmark, EvaluationError
from bot.matching.parameters import Parameters
from bot.text.language import detect

SPOKEN = 0.05  # share of the posts from which a language counts as calibrated


@dataclass(frozen=True, slots=True)
class Fitted:
    """What was fitted for stores with vectors ("meaning") or without ("words")."""

    kind: str
    parameters: Parameters
    estimate: Estimate  # of posts that had no part in the fitting
    languages: tuple[str, ...]  # of the posts


def calibrate(benchmark: Benchmark, vectors: Vectors) -> list[Fitted]:
    """Fit both kinds of parameters on the posts of a benchmark.

    EvaluationError where no post tells a right claim from a wrong one.
    """
    posts = study(benchmark, vectors)
    if not any(post.whole.choice.teaches for post in posts):
        raise EvaluationError(
            f"No post of {benchmark.split} has a right claim among its candidates beside wrong"
            " ones: calibrate on a split whose qrels name claims of the folder."
        )
    languages = _languages(benchmark)
    takings = maskings(benchmark)
    every: tuple[tuple[str, list[Studied]], ...] = (
        ("meaning", posts),
        ("words", [post.by_words() for post in posts]),
    )
    return [
        Fitted(kind, fit(own, takings), estimate(own, takings), languages) for kind, own in every
    ]


def _languages(benchmark: Benchmark) -> tuple[str, ...]:
    counts = Counter(detect(post.text) for post in benchmark.posts)
    least = SPOKEN * len(benchmark.posts)
    return tuple(sorted(language for language, count in counts.items() if count >= least))


def as_toml(fitted: Iterable[Fitted], provenance: dict[str, str]) -> str:
    """Write the parameter file: a few dozen numbers, and nothing of the texts."""
    return "\n".join(_lines(list(fitted), provenance)) + "\n"


def as_lines(fitted: Iterable[Fitted]) -> Iterator[str]:
    """Say for people what each point is estimated to bring."""
    for one in fitted:
        for target, point in one.estimate.points.items():
            yield (
                f"{one.kind}, aimed at {target}: confidence {point.confidence:.6f}, precision"
                f" {point.precision:.3f} ({point.low:.3f} to {point.high:.3f}), recall"
                f" {point.recall:.3f}"
            )


def _lines(fitted: list[Fitted], provenance: dict[str, str]) -> Iterator[str]:
    yield "# How claims are ranked and how sure the first is: written by `tipline calibrate`."
    yield "# The numbers stand in the order of NAMES (features.py) and SIGNS (signs.py)."
    yield ""
    yield "[provenance]"
    for key, value in provenance.items():
        yield f"{key} = {_text(value)}"
    yield f"languages = [{', '.join(map(_text, fitted[0].languages))}]"
    yield f"folds = {FOLDS}"
    yield f'seeds = "1 to {MASKINGS}"'
    for one in fitted:
        yield f"{one.kind}_first_right = {one.estimate.first_right:.3f}"
    for one in fitted:
        yield from _lines_of(one)


def _lines_of(one: Fitted) -> Iterator[str]:
    yield ""
    yield f"[{one.kind}]"
    yield f"rival = {one.parameters.rival:.6f}"
    for name, linear in (("ranker", one.parameters.ranker), ("sureness", one.parameters.sureness)):
        yield ""
        yield f"[{one.kind}.{name}]"
        for key in ("centre", "scale", "weights"):
            numbers = ", ".join(f"{number:.6f}" for number in getattr(linear, key).tolist())
            yield f"{key} = [{numbers}]"
        yield f"constant = {linear.constant:.6f}"
    for target, point in one.estimate.points.items():
        yield ""
        yield f'[{one.kind}.points."{target}"]'
        yield from _point(point)
    yield ""
    yield "# Share answered at the first point in a store of so few claims, the right one gone."
    yield f"[{one.kind}.wrong_among]"
    for size, share in one.estimate.wrong_among.items():
        yield f"{size} = {share:.4f}"


def _point(point: Point) -> Iterator[str]:
    yield f"confidence = {point.confidence:.6f}"
    yield f"precision = {point.precision:.4f}"
    yield f"interval = [{point.low:.4f}, {point.high:.4f}]"
    yield f"recall = {point.recall:.4f}"


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)  # a basic string of TOML too
