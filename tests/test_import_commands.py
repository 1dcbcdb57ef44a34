"""Files of verdicts brought in on the command line, as an operator does it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import TextIOWrapper
from pathlib import Path

import pytest
from sqlmodel import Session, select

from bot.exchange.limits import Limits
from bot.import_commands import _opened
from bot.models import Review, Verdict
from bot.store.database import Store
from tests.test_command_line import ROOT, Done, Operator

HIVE = "https://hive.example/checks"
BEES = {
    "claim": "Bees pay taxes in Strelsau.",
    "rating": "Pants on Fire",
    "publisher": "The Hive",
    "url": f"{HIVE}/1",
    "language": "en",
}
WASPS = {"claim": "Wasps vote in Strelsau.", "url": f"{HIVE}/2", "language": "en"}
STOPPED = """
import sys, time
from datetime import date
from bot.exchange import Review
from bot.models import utcnow
from bot.services import importing
from bot.store.database import Store

def told(done):
    print("writing", flush=True)
    time.sleep(60)

reviews = (Review(f"Bee {at} pays taxes.", "en", url=f"https://hive.example/{at}")
           for at in range(1500))
with importing.gather(reviews, "bees", date(2025, 1, 1)) as file:
    Store(sys.argv[1]).transact(importing.write, file, importing.By(), utcnow(), told=told)
"""


@pytest.fixture
def operator(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    sqlite_store: Store,
) -> Iterator[Operator]:
    """An operator with an empty store."""
    monkeypatch.setenv("LOGNAME", "ann")
    monkeypatch.setattr("bot.terminal.console.width", 200, raising=False)
    yield Operator(tmp_path, tmp_path / "tipline.db", monkeypatch, capsys)
    sqlite_store.close()


def written(place: Path, *records: object, name: str = "checks.jsonl") -> str:
    lines = [one if isinstance(one, str) else json.dumps(one) for one in records]
    (place / name).write_text("\n".join(lines), encoding="utf-8")
    return name


def claims(store: Store) -> list[str]:
    return store.transact(lambda session: [*session.exec(select(Verdict.claim))])


def brings(operator: Operator, *args: str) -> Done:
    return operator.runs("import", *args)


def test_a_dry_run_shows_what_would_change_and_changes_nothing(
    operator: Operator, sqlite_store: Store
) -> None:
    file = written(operator.place, BEES, WASPS, BEES, "{broken")

    done = brings(operator, file, "--dry-run")

    lines = [" ".join(line.split()) for line in done.stdout.splitlines()]
    assert (done.returncode, claims(sqlite_store)) == (0, [])
    assert {"new 2", "the same twice 1", "rejected 1", "Pants on Fire false 1"} <= set(lines)
    assert "- unrated: only suggested 1" in lines
    assert "publishers: The Hive 1, hive.example 1" in lines
    rejected = (operator.place / "checks.jsonl.rejected.jsonl").read_text("utf-8")
    assert [json.loads(line)["place"] for line in rejected.splitlines()] == ["line 4"]


def test_what_is_imported_is_there_once(operator: Operator, sqlite_store: Store) -> None:
    file = written(operator.place, BEES, WASPS)

    first, again = brings(operator, file, "--yes"), brings(operator, file)

    assert (first.returncode, again.returncode) == (0, 0)
    assert first.stdout.splitlines()[-1] == "2 new, 0 changed, 0 unchanged, 0 kept."
    assert again.stdout.splitlines()[-2].startswith("This file was imported before, on ")
    assert again.stdout.splitlines()[-1] == "There is nothing to write."
    assert claims(sqlite_store) == [BEES["claim"], WASPS["claim"]]


def test_without_a_terminal_it_is_not_written_unless_it_is_said_so(
    operator: Operator, sqlite_store: Store
) -> None:
    done = brings(operator, written(operator.place, BEES))

    assert (done.returncode, claims(sqlite_store)) == (1, [])
    assert "Say --yes." in done.stderr


def test_the_input_can_be_read_as_well(operator: Operator, sqlite_store: Store) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "import", "-", "--yes"],
        input=json.dumps(BEES).encode(),
        cwd=operator.place,
        env={**operator.environment({}), "PYTHONPATH": str(ROOT), "LOGNAME": "ann"},
        capture_output=True,
        check=False,
        timeout=60,
    )

    assert (done.returncode, claims(sqlite_store)) == (0, [BEES["claim"]])


@pytest.mark.parametrize(
    ("records", "said"),
    [(("",), "The file is empty."), (("{broken",), "no valid JSON"), (({"a": 1},), "claim")],
)
def test_what_cannot_be_read_is_refused(
    operator: Operator, records: tuple[object, ...], said: str
) -> None:
    done = brings(operator, written(operator.place, *records, name="checks.json"), "--yes")

    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_pipe_that_has_a_name_is_read(
    operator: Operator, sqlite_store: Store, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "pipe")
    with ThreadPoolExecutor() as pool:
        pool.submit((tmp_path / "pipe").write_text, json.dumps(BEES))
        done = operator.runs("import", "pipe", "--yes", "--no-encode")

    assert done.returncode == 0, done.stderr
    assert "1 new" in done.stdout


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no endless file")
def test_what_never_ends_is_refused(operator: Operator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.exchange.limits.LIMITS", Limits(bytes=5_000_000))
    done = operator.runs("import", "/dev/zero")

    assert (done.returncode, done.stdout) == (1, "")
    assert "no file of text" in done.stderr

    with Path("/dev/zero").open("rb") as endless:
        monkeypatch.setattr(sys, "stdin", TextIOWrapper(endless))
        with _opened("-") as laid_aside:
            assert laid_aside.seek(0, os.SEEK_END) < 7_000_000


def test_only_a_file_of_rejected_records_is_taken_away(operator: Operator, tmp_path: Path) -> None:
    (tmp_path / "nowhere").symlink_to(os.devnull)
    name = written(tmp_path, BEES, {"claim": ""})

    done = operator.runs("import", name, "--yes", "--no-encode", "--rejected", "nowhere")
    itself = operator.runs("import", name, "--yes", "--rejected", name)

    assert (done.returncode, (tmp_path / "nowhere").is_symlink()) == (0, True)
    assert (itself.returncode, (tmp_path / name).exists()) == (1, True)
    assert "name another one" in itself.stderr


def test_where_rejected_records_cannot_be_written_only_that_is_said(
    operator: Operator, tmp_path: Path
) -> None:
    name = written(tmp_path, {"claim": ""}, BEES)

    done = operator.runs("import", name, "--dry-run", "--rejected", "nowhere/rejected.jsonl")

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "nowhere/rejected.jsonl: No such file or directory\n"


def test_words_of_a_rating_are_shown_as_they_are(operator: Operator, tmp_path: Path) -> None:
    name = written(tmp_path, BEES | {"rating": "[/b] [red]False[/red]\x1b]0;"})

    done = operator.runs("import", name, "--dry-run")

    assert (done.returncode, done.stderr) == (0, "")
    assert "[/b] [red]False[/red]]0;" in done.stdout


def test_a_missing_file_is_named(operator: Operator) -> None:
    done = brings(operator, "nothing.json", "--yes")

    assert done.returncode == 1
    assert "nothing.json" in done.stderr


def test_a_claim_as_long_as_a_book_is_rejected_with_its_reason(
    operator: Operator, sqlite_store: Store
) -> None:
    long = {**BEES, "claim": "Bees pay taxes. " * 3_125}
    kept = str(operator.place / "odd.jsonl")

    done = brings(operator, written(operator.place, long, WASPS), "--yes", "--rejected", kept)

    (line,) = Path(kept).read_text("utf-8").splitlines()
    assert (done.returncode, claims(sqlite_store)) == (0, [WASPS["claim"]])
    assert "2,000" in json.loads(line)["reason"]
    assert len(json.loads(line)["excerpt"]) <= 200


def test_an_unrated_claim_is_checked_as_null(operator: Operator) -> None:
    brings(operator, written(operator.place, WASPS), "--yes")

    found = json.loads(operator.runs("check", WASPS["claim"], "--json").stdout)
    shown = operator.runs("check", WASPS["claim"])

    assert (found["outcome"], found["answers"]) == ("related", [])
    assert found["related"][0]["rating"] is None
    assert "unrated: Wasps vote in Strelsau." in shown.stdout


def test_killed_in_the_middle_nothing_is_there(store: Store) -> None:
    url = store.url.render_as_string(hide_password=False)
    with subprocess.Popen(
        [sys.executable, "-c", STOPPED, url], cwd=ROOT, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"writing\n"
        process.kill()

    def count(session: Session) -> int:
        return len(session.exec(select(Review.key)).all())

    assert (claims(store), store.transact(count)) == ([], 0)
