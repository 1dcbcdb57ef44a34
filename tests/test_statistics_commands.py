"""`tipline stats`: a table, JSON, a file of values, a picture."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.models import utcnow
from bot.store.database import Store
from tests.spreading import Week, spread
from tests.test_command_line import Operator


@pytest.fixture
def operator(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    sqlite_store: Store,
) -> Iterator[Operator]:
    """An operator with a store of a hundred posts of three days."""
    spread(sqlite_store, utcnow(), Week(posts=100, days=3, people=20))
    yield Operator(tmp_path, tmp_path / "tipline.db", monkeypatch, capsys)
    sqlite_store.close()


def test_a_table_says_what_spreads(operator: Operator) -> None:
    done = operator.runs("stats")

    assert done.returncode == 0
    assert "What spreads" in done.stdout
    assert str(utcnow().date()) in done.stdout


def test_json_and_files_hold_the_values(operator: Operator, tmp_path: Path) -> None:
    table, picture = tmp_path / "out.csv", tmp_path / "out.png"
    how = ("--json", "--csv", str(table), "--picture", str(picture), "--language", "mk")

    done = operator.runs("stats", "30d", *how)

    values = json.loads(done.stdout)["values"]
    assert sum(one["value"] for one in values if one["section"] == "posts") == 100
    assert len(table.read_text("utf-8-sig").splitlines()) == len(values) + 1
    assert picture.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("2d",), "choose 1d, 7d, 30d or 90d"),
        (("7d", "--csv", "/nowhere/at/all.csv"), "a folder that exists"),
    ],
)
def test_what_cannot_be_done_is_said(
    operator: Operator, words: tuple[str, ...], said: str
) -> None:
    done = operator.runs("stats", *words)

    assert done.returncode == 1
    assert said in done.stderr
