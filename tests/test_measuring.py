"""The commands that measure matching and fit it, as an operator uses them."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import app
from bot.evaluation import EvaluationError, FolderError
from bot.matching.ranking import NAMES, SIGNS, WORDS
from tests.encoder import tiny
from tests.evaluation.folders import write

KEYS = {"id", "ranking", "outcome", "confidence", "reasons"}


@pytest.fixture
def town(tmp_path: Path) -> Path:
    return write(tmp_path / "town")


def runs(*words: str | Path, **settings: str) -> Result:
    """Run `tipline` with TIPLINE_<NAME>=*settings*."""
    named = {f"TIPLINE_{name.upper()}": text for name, text in settings.items()}
    return CliRunner().invoke(app, list(map(str, words)), env=named)


def test_evaluate_prints_a_table_for_people(town: Path) -> None:
    done = runs("evaluate", town, "--split", "dev")

    assert done.exit_code == 0, done.stderr
    assert done.stdout.startswith("town, dev: 4 claims, 4 posts, 3 of them with a right claim")
    assert "MAP@1" in done.stdout


def test_evaluate_prints_one_json_object(town: Path) -> None:
    done = runs("evaluate", town, "--split", "dev", "--json")

    found = json.loads(done.stdout)
    assert (done.exit_code, done.stderr) == (0, "")
    assert (found["folder"], found["split"], found["posts"]) == ("town", "dev", 4)
    assert found["s_1"] == 1


def test_evaluate_writes_a_line_for_each_post(town: Path, tmp_path: Path) -> None:
    file = tmp_path / "results.jsonl"

    done = runs("evaluate", town, "--split", "dev", "--out", file)

    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert done.exit_code == 0, done.stderr
    assert [line["id"] for line in lines] == ["p1", "p2", "p3", "p4"]
    assert {frozenset(line) for line in lines} == {frozenset(KEYS)}
    assert [line["ranking"][0][0] for line in lines[:2]] == ["c1", "c2"]
    assert lines[3]["outcome"] == "not_a_claim"


def test_evaluate_says_which_masking_it_is_at_beside_what_it_prints(town: Path) -> None:
    done = runs(
        "evaluate",
        town,
        "--split",
        "dev",
        "--open-set",
        "--maskings",
        "2",
        "--seed",
        "4",
        "--json",
    )

    assert [run["seed"] for run in json.loads(done.stdout)["runs"]] == [4, 5]
    assert done.stderr.splitlines() == ["Masking 1 of 2, seed 4", "Masking 2 of 2, seed 5"]


def test_evaluate_compares_by_meaning_where_there_is_an_encoder(
    town: Path, tmp_path: Path
) -> None:
    model = str(tiny.write(tmp_path / "model"))
    by_words, by_meaning = tmp_path / "words.jsonl", tmp_path / "meaning.jsonl"

    runs("evaluate", town, "--split", "dev", "--out", by_words)
    done = runs("evaluate", town, "--split", "dev", "--out", by_meaning, encoder=model)

    assert done.exit_code == 0, done.stderr
    assert by_words.read_text() != by_meaning.read_text()


def test_evaluate_goes_on_by_words_where_the_encoder_cannot_be_had(
    town: Path, tmp_path: Path
) -> None:
    done = runs("evaluate", town, "--split", "dev", "--json", encoder=str(tmp_path / "nowhere"))

    assert json.loads(done.stdout)["posts"] == 4
    assert done.stderr.startswith("Claims are found by their words only: ")


def test_evaluate_names_a_folder_that_is_not_there(tmp_path: Path) -> None:
    done = runs("evaluate", tmp_path / "nowhere", "--split", "dev")

    assert isinstance(done.exception, FolderError)
    assert done.stdout == ""


@pytest.mark.parametrize(
    "command", [["evaluate"], ["calibrate", "--source", "made up", "--out", "parameters.toml"]]
)
def test_a_wrong_setting_is_named_without_its_value(town: Path, command: list[str]) -> None:
    done = runs(*command, town, "--split", "dev", retention="never-print-this")

    assert done.exit_code == 1
    assert "TIPLINE_RETENTION" in done.output
    assert "never-print-this" not in f"{done.output}{done.exception}"


def test_calibrate_writes_parameters_and_where_they_come_from(town: Path, tmp_path: Path) -> None:
    model, file = str(tiny.write(tmp_path / "model")), tmp_path / "parameters.toml"

    done = runs(
        "calibrate", town, "--split", "dev", "--source", 'A "test"', "--out", file, encoder=model
    )

    assert done.exit_code == 0, done.stderr
    made = tomllib.loads(file.read_text(encoding="utf-8"))
    by_words = len(SIGNS) - 2  # meaning and its lead
    assert {
        (kind, name): {len(made[kind][name][key]) for key in ("centre", "scale", "weights")}
        for kind in ("meaning", "words")
        for name in ("ranker", "sureness")
    } == {
        ("meaning", "ranker"): {len(NAMES)},
        ("meaning", "sureness"): {len(SIGNS)},
        ("words", "ranker"): {WORDS},
        ("words", "sureness"): {by_words},
    }
    assert made["provenance"]["source"] == 'A "test"'
    assert made["provenance"]["data"] == "town, dev: 4 posts"
    assert made["provenance"]["command"] == "tipline calibrate town --split dev"


def test_calibrate_needs_an_encoder_and_says_how_to_get_one(town: Path, tmp_path: Path) -> None:
    file = tmp_path / "parameters.toml"

    done = runs("calibrate", town, "--split", "dev", "--source", "made up", "--out", file)

    assert done.exit_code == 2
    assert "TIPLINE_ENCODER" in done.stderr
    assert not file.exists()


def test_calibrate_refuses_a_file_that_cannot_be_written_before_the_work(
    town: Path, tmp_path: Path
) -> None:
    file = tmp_path / "nowhere" / "parameters.toml"

    done = runs("calibrate", town, "--split", "dev", "--source", "made up", "--out", file)

    assert isinstance(done.exception, EvaluationError)
    assert "name a file in a folder that exists" in str(done.exception)
