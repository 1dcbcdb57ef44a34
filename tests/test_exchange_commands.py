"""Verdicts go out as files, on the command line."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlmodel import Session, select

from bot.models import Decided, DecisionKind
from bot.store.database import Store
from tests.services.world import NOW, add_verdict, withdraw
from tests.test_command_line import Operator

UKRAINIAN = "Бджоли платять податки"
PUBLISHER = {"publisher": "The Daily Example", "public_url": "https://daily.example/about"}


@pytest.fixture
def operator(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    sqlite_store: Store,
) -> Iterator[Operator]:
    """An operator whose store has two verdicts, one in two languages, and a withdrawn one."""
    sqlite_store.transact(add_verdict, key="bees", texts=[("uk", UKRAINIAN)])
    sqlite_store.transact(add_verdict, claim="Wasps do, too.")
    sqlite_store.transact(add_verdict, claim="Hornets as well.")
    sqlite_store.transact(withdraw, 3, NOW)
    yield Operator(tmp_path, tmp_path / "tipline.db", monkeypatch, capsys)
    sqlite_store.close()


def exports(session: Session) -> list[Decided]:
    return list(session.exec(select(Decided).where(Decided.kind == DecisionKind.EXPORTED)))


def test_verdicts_are_written_line_by_line_and_the_log_says_so(
    operator: Operator, sqlite_store: Store
) -> None:
    done = operator.runs("export", "--by", "olena", **PUBLISHER)

    written = [json.loads(line) for line in done.stdout.splitlines()]
    assert (done.returncode, done.stderr) == (0, "2 verdicts written.\n")
    assert [one["claim"] for one in written] == ["Bees pay taxes", "Wasps do, too."]
    assert (written[0]["key"], written[0]["publisher"]) == ("bees", "The Daily Example")
    (line,) = sqlite_store.transact(exports)
    assert (line.by_name, line.changes) == ("olena", {"format": "jsonl", "verdicts": 2})


def test_options_come_before_settings(operator: Operator) -> None:
    options = ("--publisher", "Checks", "--url", "https://checks.example", "--withdrawn")

    done = operator.runs("export", *options, **PUBLISHER)

    written = [json.loads(line) for line in done.stdout.splitlines()]
    named = {(one["publisher"], one["publisher_url"]) for one in written}
    assert (len(written), named) == (3, {("Checks", "https://checks.example")})


def test_claimreview_says_where_each_language_can_be_read(operator: Operator) -> None:
    done = operator.runs(
        "export",
        "--format",
        "claimreview",
        archive_url="https://daily.example/facts/",
        **PUBLISHER,
    )

    first = json.loads(done.stdout)["dataFeedElement"][0]["item"]
    assert [one["url"] for one in first] == [
        "https://daily.example/facts/en/1.html",
        "https://daily.example/facts/uk/1.html",
    ]


def test_a_file_is_there_once_it_is_whole(operator: Operator, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "facts.jsonl").write_text("older")

    done = operator.runs("export", "--out", "out/facts.jsonl")

    assert (done.returncode, done.stdout) == (0, "")
    assert len((tmp_path / "out" / "facts.jsonl").read_text().splitlines()) == 2
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["facts.jsonl"]


def test_a_pipe_stays_a_pipe_and_a_link_a_link(operator: Operator, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with ThreadPoolExecutor() as pool:
        read = pool.submit((tmp_path / "pipe").read_bytes)
        operator.runs("export", "--out", "pipe")
    (tmp_path / "facts.jsonl").write_text("older")
    (tmp_path / "link").symlink_to("facts.jsonl")
    operator.runs("export", "--out", "link")

    assert (tmp_path / "pipe").is_fifo()
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "facts.jsonl").read_bytes() == read.result()
    assert len(read.result().splitlines()) == 2


def test_a_folder_is_no_file_and_nothing_is_left_beside_it(
    operator: Operator, tmp_path: Path
) -> None:
    (tmp_path / "deep" / "out").mkdir(parents=True)

    done = operator.runs("export", "--out", "deep/out")

    assert (done.returncode, done.stderr) == (1, "deep/out: Is a directory\n")
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["out"]


def test_a_folder_that_is_not_there_is_named(operator: Operator) -> None:
    done = operator.runs("export", "--out", "nowhere/facts.jsonl")

    assert done.returncode == 1
    assert "nowhere" in done.stderr


def test_an_archive_is_made_again_and_again(
    operator: Operator, sqlite_store: Store, tmp_path: Path
) -> None:
    first = operator.runs(
        "archive", "public", "--base-url", "https://facts.example", "--by", "olena", **PUBLISHER
    )
    again = operator.runs("archive", "public", archive_url="https://facts.example", **PUBLISHER)

    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout.startswith("2 verdicts are in public: ")
    assert again.stdout.endswith(", 0 of them new or changed.\n")
    page = (tmp_path / "public" / "en" / "1.html").read_text()
    assert "The Daily Example" in page
    assert "https://facts.example/en/1.html" in page
    assert "withdrawn" in (tmp_path / "public" / "en" / "3.html").read_text()
    logged = sqlite_store.transact(exports)
    assert logged[0].by_name == "olena"
    assert logged[0].changes == {"format": "archive", "verdicts": 2}


def test_an_archive_without_address_says_what_it_lacks(operator: Operator) -> None:
    done = operator.runs("archive", "public")

    assert done.returncode == 0
    assert "TIPLINE_ARCHIVE_URL" in done.stderr


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--base-url", "facts.example"), "no web address"),
        (("--base-url", "javascript:alert(1)"), "no web address"),
        (("--language", "xx"), "The pages speak en, uk, ru, mk, pl"),
    ],
)
def test_what_an_archive_cannot_use_is_named(
    operator: Operator, tmp_path: Path, args: tuple[str, ...], words: str
) -> None:
    done = operator.runs("archive", "public", *args)

    assert (done.returncode, (tmp_path / "public").exists()) == (1, False)
    assert words in done.stderr


def test_a_folder_of_somebody_else_is_left_alone(operator: Operator, tmp_path: Path) -> None:
    (tmp_path / "public").mkdir()
    (tmp_path / "public" / "letter.txt").write_text("Dear Anna")

    done = operator.runs("archive", "public")

    assert done.returncode == 1
    assert "letter.txt" in done.stderr
    assert [path.name for path in (tmp_path / "public").iterdir()] == ["letter.txt"]
