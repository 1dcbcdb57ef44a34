"""What an evaluation prints and writes: for people, for other programs, as a picture."""

from __future__ import annotations

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from bot.evaluation import (
    Evaluation,
    EvaluationError,
    as_json,
    check_targets,
    draw,
    evaluate,
    read,
    show,
    write_lines,
)
from bot.evaluation.report import MEANINGS
from bot.evaluation.summary import names
from bot.evaluation.values import Case
from bot.evaluation.writing import line
from tests.evaluation.folders import build, judged, write


@pytest.fixture
def whole(tmp_path: Path) -> Evaluation:
    return evaluate(read(write(tmp_path / "town"), "dev"), build)


@pytest.fixture
def masked_twice(tmp_path: Path) -> Evaluation:
    return evaluate(read(write(tmp_path / "town"), "dev"), build, (1, 2))


def printed(evaluation: Evaluation) -> str:
    written = StringIO()
    show(evaluation, Console(file=written, width=160, color_system=None))
    return written.getvalue()


def test_each_post_is_one_line(whole: Evaluation, tmp_path: Path) -> None:
    file = tmp_path / "results.jsonl"

    write_lines(whole, file)

    lines = [json.loads(one) for one in file.read_text(encoding="utf-8").splitlines()]
    assert lines[0] == {
        "id": "p1",
        "ranking": [["c1", 1.0], ["c2", 0.9]],
        "outcome": "answered",
        "confidence": 0.9,
        "reasons": ["learnt by heart"],
    }
    assert [(one["id"], one["outcome"], len(one["ranking"])) for one in lines[1:]] == [
        ("p2", "answered", 2),
        ("p3", "related", 3),
        ("p4", "none", 0),
    ]


def test_of_several_maskings_the_first_is_written(
    masked_twice: Evaluation, tmp_path: Path
) -> None:
    file = tmp_path / "results.jsonl"

    write_lines(masked_twice, file)

    assert file.read_text(encoding="utf-8").splitlines() == [
        line(case) for case in masked_twice.runs[0].cases
    ]


def test_half_a_character_is_written_as_json_calls_it(whole: Evaluation, tmp_path: Path) -> None:
    case = Case("свинець \ud83d", frozenset(), judged(), cpu_ms=1)
    run = whole.runs[0]
    broken = Evaluation(whole.benchmark, (type(run)(None, 4, 0, 1, (case,)),), None)
    file = tmp_path / "results.jsonl"

    write_lines(broken, file)

    written = file.read_text(encoding="utf-8")
    assert json.loads(written)["id"] == "свинець \ud83d"
    assert written.startswith('{"id": "свинець \\ud83d"')


def test_the_figures_are_one_json_object(whole: Evaluation) -> None:
    found = json.loads(as_json(whole))

    assert set(names()) < set(found)
    assert (found["folder"], found["split"], found["open_set"]) == ("town", "dev", False)
    assert (found["posts"], found["findable"], found["answered"], found["right"]) == (4, 3, 2, 1)
    assert (found["precision"], found["coverage"]) == (0.5, 0.5)
    assert found["precision_interval"] == pytest.approx([0.0945, 0.9055], abs=1e-4)
    assert found["peak_mb"] > 1
    assert [(one["seed"], one["claims"], one["removed"]) for one in found["runs"]] == [
        (None, 4, 0)
    ]


def test_the_json_object_has_each_masking_and_the_means(masked_twice: Evaluation) -> None:
    found = json.loads(as_json(masked_twice))

    assert found["open_set"] is True
    assert [(one["seed"], one["claims"], one["removed"]) for one in found["runs"]] == [
        (1, 2, 2),
        (2, 2, 2),
    ]
    assert found["posts"] == 8
    assert found["coverage"] == sum(one["coverage"] for one in found["runs"]) / 2


def test_what_cannot_be_measured_is_null(tmp_path: Path) -> None:
    made = evaluate(read(write(tmp_path, qrels=[]), "dev"), build)

    assert json.loads(as_json(made))["map_5"] is None
    row = next(row for row in printed(made).splitlines() if row.startswith("MAP@5"))
    assert row.split() == ["MAP@5", "-"]


def test_every_figure_is_printed(whole: Evaluation) -> None:
    text = printed(whole)

    assert tuple(name for name, *_ in MEANINGS) == names()
    assert text.startswith("town, dev: 4 claims, 4 posts, 3 of them with a right claim")
    assert [label for _, label, *_ in MEANINGS if label not in text] == []
    assert "Answered 2 of 4 posts, 1 rightly: precision 0.095 to 0.905 (Wilson, 95 %)" in text
    assert "peak memory of the process" in text


def test_several_maskings_are_printed_as_means(masked_twice: Evaluation) -> None:
    text = printed(masked_twice)

    assert "2 right claims removed (seeds 1 to 2, figures are means)" in text
    assert "lowest to highest" in text
    assert "all maskings taken as independent" in text


def test_what_was_left_out_is_said(tmp_path: Path) -> None:
    folder = write(tmp_path, claims=[{"id": "c1", "claim": "a"}, {"id": "c2"}], qrels=["p1\tc2"])

    text = printed(evaluate(read(folder, "dev"), build))

    assert "Left out: 1 claims without words" in text
    assert "not among the claims: 1" in text


@pytest.mark.parametrize("option", ["--out", "--plot"])
def test_a_file_that_cannot_be_written_is_refused_before_the_work(
    tmp_path: Path, option: str
) -> None:
    file = tmp_path / "nowhere" / "file"

    with pytest.raises(EvaluationError, match=rf"^{option} .*folder that exists"):
        check_targets(*((file, None) if option == "--out" else (None, file)))


def test_only_a_plot_imports_matplotlib() -> None:
    code = "import sys, bot.evaluation; print('matplotlib' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "False\n"


@pytest.mark.parametrize("seeds", [(None,), (1, 2)])
def test_both_curves_are_one_picture(tmp_path: Path, seeds: tuple[int | None, ...]) -> None:
    file = tmp_path / "curves"  # no suffix to go by, and the folder's name is no formula

    draw(evaluate(read(write(tmp_path / "$_$"), "dev"), build, seeds), file)

    assert file.read_bytes().startswith(b"\x89PNG\r\n\x1a\n")


def test_a_plot_of_nothing_answered_and_nothing_ranked_is_still_a_picture(tmp_path: Path) -> None:
    folder = write(tmp_path / "town", posts=[{"id": "p4", "text": "Good morning"}], qrels=[])
    file = tmp_path / "curves.png"

    draw(evaluate(read(folder, "dev"), build), file)

    assert file.stat().st_size > 1000
