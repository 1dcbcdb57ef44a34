"""The product's matching as an evaluation asks it: over claims of a folder alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bot.evaluation import ClaimRow, evaluate, read, seeds
from bot.evaluation.engine import CHUNK, Vectors, builder, engine
from bot.evaluation.running import golds, masked
from tests.encoders import WordHashes
from tests.evaluation.folders import write

ROWS = (
    ClaimRow("b1", "The bridge over the river was closed in May.", lang="en"),
    ClaimRow("b2", "Bread costs twice as much as last year.", title="Prices doubled", lang="en"),
    ClaimRow("b3", "The mayor has left the country."),
)


@pytest.mark.parametrize("vectors", [None, Vectors(WordHashes())])
def test_a_repeated_claim_is_ranked_first_and_answered(vectors: Vectors | None) -> None:
    judged = engine(ROWS, vectors).judge("the bridge over the river was closed in may")

    assert judged.ranking[0][0] == "b1"
    assert (judged.outcome, judged.answered) == ("answered", ("b1",))
    assert judged.reasons == ("exact: the bridge over the river was closed in may",)
    assert judged.confidence > 0


def test_each_claim_is_ranked_under_its_own_id() -> None:
    judged = engine(ROWS, None).judge("Prices doubled")

    assert sorted(claim for claim, _ in judged.ranking) == ["b1", "b2", "b3"]


def test_a_title_is_found_by_but_never_answered_from() -> None:
    judged = engine(ROWS, None).judge("Prices doubled")

    assert judged.ranking[0][0] == "b2"
    assert judged.answered == ()


@pytest.mark.parametrize(
    ("text", "outcome", "reasons"),
    [
        ("", "not_a_claim", ("empty",)),
        ("Hello", "not_a_claim", ("greeting",)),
        ("Penguins were seen swimming north of the old harbour", "none", ()),
    ],
)
def test_what_is_not_answered_says_why(text: str, outcome: str, reasons: tuple[str, ...]) -> None:
    judged = engine(ROWS, None).judge(text)

    assert (judged.outcome, judged.answered, judged.reasons) == (outcome, (), reasons)


def test_a_different_number_is_related_and_the_difference_is_named() -> None:
    rows = [ClaimRow("n1", "The factory dismissed 500 workers in Brno.", lang="en")]

    judged = engine(rows, None).judge("The factory dismissed 50 workers in Brno.")

    assert (judged.outcome, judged.answered) == ("related", ())
    assert [reason.partition(":")[0] for reason in judged.reasons] == ["numbers"]


def test_vectors_are_made_once_however_many_engines_are_built() -> None:
    encoder = WordHashes()
    build = builder(Vectors(encoder))

    build(ROWS)
    build(ROWS[:2])
    build([*ROWS, replace(ROWS[0], id="b4"), ClaimRow("b5", "Schools stay shut.")])

    assert encoder.asked == 5  # four claims and a title


def test_progress_is_told_by_chunks() -> None:
    told: list[tuple[int, int]] = []
    vectors = Vectors(WordHashes(), lambda done, total: told.append((done, total)))

    vectors.of([f"claim {at}" for at in range(CHUNK + 1)])

    assert told == [(CHUNK, CHUNK + 1), (CHUNK + 1, CHUNK + 1)]


def test_without_vectors_an_engine_goes_by_words() -> None:
    assert builder(None)(ROWS).judge("the mayor") == engine(ROWS, None).judge("the mayor")
    assert engine(ROWS, None).catalogue.kind == "words"
    assert engine(ROWS, Vectors(WordHashes())).catalogue.kind == "meaning"


def test_an_empty_store_answers_nothing() -> None:
    judged = engine((), None).judge(ROWS[0].claim)

    assert (judged.ranking, judged.outcome, judged.confidence) == ((), "none", 0)


def test_an_open_set_never_ranks_what_it_lacks(tmp_path: Path) -> None:
    benchmark = read(write(tmp_path / "town"), "dev")
    chosen: Sequence[int | None] = seeds(open_set=True, maskings=2, seed=1)

    made = evaluate(benchmark, builder(Vectors(WordHashes())), chosen)

    every = {claim.id for claim in benchmark.claims}
    ranked = [{claim for case in run.cases for claim in case.ranked} for run in made.runs]
    assert ranked == [every - masked(golds(benchmark), seed) for seed in (1, 2)]
