"""Order kept on the command line, while the bot runs or not."""

from __future__ import annotations

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
