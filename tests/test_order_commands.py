"""Order kept on the command line, while the bot runs or not."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from bot.models import Activity
from bot.services.order import pausing
from bot.store.database import Store
from tests.test_command_line import Operator


@pytest.fixture
def operator(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    sqlite_store: Store,
) -> Operator:
    """An operator with an empty store."""
    monkeypatch.setenv("LOGNAME", "ann")
    return Operator(tmp_path, tmp_path / "tipline.db", monkeypatch, capsys)


def test_an_operator_pauses_looks_and_resumes(operator: Operator, sqlite_store: Store) -> None:
    paused = operator.runs("pause", "answers").stdout
    again = operator.runs("pause", "answers").stdout
    shown = operator.runs("paused").stdout.splitlines()
    resumed = operator.runs("resume", "all").stdout

    assert paused == "answers: paused. The running bot needs no restart.\n"
    assert again == "Nothing was changed: answers is paused already.\n"
    assert shown[0] == "intake: goes on"
    assert shown[1].startswith("answers: paused since 20")
    assert shown[1].endswith("by an operator")
    assert shown[3] == "posts kept and not read yet: 0"
    assert resumed == "answers: going on. The running bot needs no restart.\n"
    assert not sqlite_store.transact(pausing.paused, Activity.ANSWERS)


def test_something_else_cannot_be_paused(operator: Operator) -> None:
    done = operator.runs("pause", "everything")

    assert (done.returncode, done.stderr) == (1, "Name what: intake, answers, broadcasts, all.\n")


def test_the_log_is_written_as_lines_and_as_a_table(
    operator: Operator, sqlite_store: Store, tmp_path: Path
) -> None:
    operator.runs("pause", "answers", "--by", "=cmd()")
    operator.runs("resume", "answers")
    file = tmp_path / "log.csv"

    lines = operator.runs("log", "export").stdout.splitlines()
    written = operator.runs("log", "export", str(file), "--format", "csv")
    later = operator.runs("log", "export", "-", "--since", "2999-01-01")

    first, second = (json.loads(line) for line in lines)
    assert (first["log"], first["kind"], first["operator"]) == ("decision", "paused", "=cmd()")
    assert first["changes"] == {"activities": ["answers"]}
    assert (second["kind"], second["operator"]) == ("resumed", "ann")
    assert first["at"] <= second["at"]
    assert written.stderr == "2 lines written.\n"
    rows = list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))
    assert [row["operator"] for row in rows] == ["'=cmd()", "ann"]
    assert json.loads(rows[0]["changes"]) == first["changes"]
    assert (later.stdout, later.stderr) == ("", "0 lines written.\n")
