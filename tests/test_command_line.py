"""The command line as an operator uses it: what it prints, and with which exit status it ends."""

from __future__ import annotations

import io
import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from bot.__main__ import main
from bot.models import utcnow
from bot.store import schema, updates
from bot.store.database import Store
from seeds.loader import load, read
from tests.encoder import tiny
from tests.services.world import add_verdict

ROOT = Path(__file__).parents[1]
SECRET = "123456:never-print-this"
PASSWORD = "never-print-that"
OUTCOMES = {"answered", "related", "none", "not_a_claim"}
ANSWER = {"verdict", "stance", "post_rating", "confidence", "matched_sentence", "sources"}
RESULT = {
    "id", "outcome", "language", "answers", "figures", "related", "reasons", "took_ms",
}  # fmt: skip
SEEDS = {
    "sources.toml": """
[[source]]
key = "moon"
title = "What the moon is made of"
published_on = 2025-01-20
""",
    "verdicts.toml": """
[[verdict]]
key = "cheese"
rating = "false"
checked_on = 2025-01-21
sources = ["moon"]
claim.en = "The moon is made of green cheese."
summary.en = "The samples are rock."
""",
}
CLAIM = "The moon is made of green cheese."


@dataclass(frozen=True, slots=True)
class Done:
    """A command that has ended."""

    returncode: int
    stdout: str
    stderr: str


@dataclass(frozen=True, slots=True)
class Operator:
    """Somebody at a terminal: an empty home, an empty folder, and a store's address."""

    place: Path
    store: Path
    monkeypatch: pytest.MonkeyPatch
    capture: pytest.CaptureFixture[str]

    def runs(self, *args: str, given: str = "", **settings: str) -> Done:
        """Run `tipline` with *args*, *given* as its input and TIPLINE_<NAME>=*settings*."""
        with self.monkeypatch.context() as patch:
            for name in [name for name in os.environ if name.startswith("TIPLINE_")]:
                patch.delenv(name)
            for name, value in self.environment(settings).items():
                patch.setenv(name, value)
            patch.chdir(self.place)
            patch.setattr("sys.argv", ["tipline", *args])
            patch.setattr("sys.stdin", io.StringIO(given))
            code = _ended(main)
        out, err = self.capture.readouterr()
        return Done(code, out, err)

    def starts(self, *args: str, **settings: str) -> Done:
        """Run `tipline` as a process of its own, for what changes the process it runs in."""
        kept = {name: text for name, text in os.environ.items() if not name.startswith("TIPLINE_")}
        done = subprocess.run(
            [sys.executable, "-m", "bot", *args],
            cwd=self.place,
            env={**kept, **self.environment(settings), "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        return Done(done.returncode, done.stdout, done.stderr)

    def environment(self, settings: Mapping[str, str]) -> Mapping[str, str]:
        """What the environment says besides what every process finds there."""
        named = {f"TIPLINE_{name.upper()}": text for name, text in settings.items()}
        default = {
            "TIPLINE_DATABASE_URL": f"sqlite:///{self.store}",
            "TIPLINE_ENCODER": "none",
        }
        return {"HOME": str(self.place), "COLUMNS": "200", **default, **named}


def _ended(program: Callable[[], None]) -> int:
    """Run *program* to its end as the interpreter does; return the exit status."""
    try:
        program()
    except SystemExit as end:
        if isinstance(end.code, str):
            sys.stderr.write(f"{end.code}\n")
            return 1
        return end.code or 0
    return 0


@pytest.fixture
def operator(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Operator:
    """An operator before the first command."""
    return Operator(tmp_path, tmp_path / "tipline.db", monkeypatch, capsys)


@pytest.fixture
def migrated(operator: Operator, sqlite_store: Store) -> Iterator[Operator]:
    """An operator whose store has tables and nothing in them."""
    yield operator
    sqlite_store.close()


@pytest.fixture
def seeded(migrated: Operator, sqlite_store: Store, tmp_path: Path) -> Operator:
    """An operator whose store knows one claim."""
    seeds = read(written(tmp_path / "seeds", SEEDS))
    sqlite_store.transact(load, seeds, now=utcnow())
    return migrated


@pytest.fixture
def model(tmp_path: Path) -> str:
    """A folder with an encoder of a dozen words."""
    return str(tiny.write(tmp_path / "model"))


def written(folder: Path, files: Mapping[str, str]) -> Path:
    """Write seed files into a new folder."""
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_the_libraries_below_numpy_use_one_thread_unless_told_otherwise() -> None:
    script = """
import os, sys
from bot.__main__ import main

sys.argv = ["tipline", "--version"]
assert "numpy" not in sys.modules
try:
    main()
finally:
    print(os.environ["OPENBLAS_NUM_THREADS"], os.environ["MKL_NUM_THREADS"])
"""
    own = {name: value for name, value in os.environ.items() if "THREADS" not in name}
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=own | {"MKL_NUM_THREADS": "4"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.splitlines()[-1] == "1 4"


def test_the_version_is_printed(operator: Operator) -> None:
    done = operator.runs("--version")

    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(r"\d+\.\d+\.\d+\n", done.stdout)


def test_run_without_a_token_says_where_to_get_one_and_how_to_do_without(
    operator: Operator,
) -> None:
    done = operator.starts("run")

    assert (done.returncode, done.stdout) == (1, "")
    assert "TIPLINE_TOKEN" in done.stderr
    assert "@BotFather" in done.stderr
    assert "tipline demo" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "command",
    [("check", "hello"), ("check", "-"), ("db", "check"), ("seed",)],
    ids=" ".join,
)
def test_without_a_store_each_command_names_the_next_step(
    operator: Operator, command: tuple[str, ...]
) -> None:
    done = operator.runs(*command, token=SECRET)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "The store has no tables yet: run `tipline db upgrade`.\n"


def test_run_without_a_store_names_the_next_step(operator: Operator) -> None:
    done = operator.starts("run", token=SECRET)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "The store has no tables yet: run `tipline db upgrade`.\n"


@pytest.mark.parametrize(
    "command", [("check", "hello"), ("db", "check"), ("db", "upgrade")], ids=" ".join
)
def test_a_newer_store_is_left_alone(
    migrated: Operator, sqlite_store: Store, command: tuple[str, ...]
) -> None:
    with sqlite_store.engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))

    done = migrated.runs(*command, token=SECRET)

    assert (done.returncode, done.stdout) == (1, "")
    assert "newer than this program" in done.stderr
    assert "install the newer tipline" in done.stderr
    assert "Traceback" not in done.stderr


def test_wrong_settings_are_named_all_at_once_without_secrets(operator: Operator) -> None:
    done = operator.runs(
        "doctor", token=SECRET, admin_ids="x", timezone="Mars/X", workers="0", log_level="LOUD"
    )

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("These settings cannot be read:\n")
    named = {line.partition(":")[0] for line in done.stderr.splitlines()[1:]}
    assert named == {
        "TIPLINE_ADMIN_IDS",
        "TIPLINE_TIMEZONE",
        "TIPLINE_WORKERS",
        "TIPLINE_LOG_LEVEL",
    }
    assert SECRET not in done.stderr


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (f"mysql://user:{PASSWORD}@host/name", "mysql is not supported"),
        (f"user:{PASSWORD}@host", "TIPLINE_DATABASE_URL is not a database URL"),
        ("sqlite://", "A store in memory forgets everything"),
        (f"postgresql://user:{PASSWORD}@127.0.0.1:1/name", "The database does not answer"),
        ("sqlite:////proc/no/such/tipline.db", "The store cannot be opened"),
    ],
)
def test_a_wrong_database_url_is_explained_without_its_password(
    operator: Operator, url: str, expected: str
) -> None:
    done = operator.runs("check", "hello", database_url=url)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(expected)
    assert PASSWORD not in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_that_is_no_store_is_explained(operator: Operator) -> None:
    operator.store.write_text("This is no database, but it is long enough to be taken for one.")

    done = operator.runs("check", "hello")

    assert (done.returncode, done.stdout) == (1, "")
    assert "damaged or no database" in done.stderr


def test_the_store_goes_up_and_down(operator: Operator) -> None:
    steps = [("db", "upgrade"), ("db", "check"), ("db", "downgrade", "base"), ("db", "check")]

    done = [operator.runs(*step) for step in steps]

    assert [one.returncode for one in done] == [0, 0, 0, 1]
    assert done[0].stdout == f"The store is at revision {schema.head()}.\n"
    assert done[1].stdout == f"The store fits: revision {schema.head()}.\n"


@pytest.mark.parametrize("direction", [("upgrade", "--revision"), ("downgrade",)], ids=" ".join)
def test_an_unknown_revision_is_refused_in_a_sentence(
    migrated: Operator, direction: tuple[str, ...]
) -> None:
    done = migrated.runs("db", *direction, "no-such-revision")

    assert (done.returncode, done.stdout) == (1, "")
    assert "no-such-revision" in done.stderr
    assert "Traceback" not in done.stderr


def test_seeding_twice_changes_nothing_the_second_time(migrated: Operator) -> None:
    written(migrated.place / "own", SEEDS)

    first, second = migrated.runs("seed", "own"), migrated.runs("seed", "own")

    assert (first.returncode, second.returncode) == (0, 0)
    assert first.stdout == "2 added, 0 changed, 0 unchanged, 0 wordings removed\n"
    assert second.stdout == "0 added, 0 changed, 2 unchanged, 0 wordings removed\n"


def test_seeding_encodes_what_is_new_without_a_word_where_nobody_watches(
    migrated: Operator, model: str
) -> None:
    written(migrated.place / "own", SEEDS)

    first, second = (migrated.runs("seed", "own", encoder=model) for _ in range(2))

    assert [(one.returncode, one.stderr) for one in (first, second)] == [(0, "")] * 2
    assert first.stdout.splitlines()[1:] == ["wordings encoded: 1"]
    assert second.stdout.splitlines()[1:] == []


def test_what_is_left_unencoded_is_said_beside_the_answer(migrated: Operator, model: str) -> None:
    written(migrated.place / "own", SEEDS)
    migrated.runs("seed", "own", "--no-encode", encoder=model)

    before = migrated.runs("check", CLAIM, "--json", encoder=model)
    migrated.runs("seed", "own", encoder=model)
    after = migrated.runs("check", CLAIM, "--json", encoder=model)

    assert before.stderr == (
        "1 of 1 wordings are not encoded yet, and are found by their words only:"
        " run `tipline seed`.\n"
    )
    assert (after.returncode, after.stderr) == (0, "")
    assert [json.loads(done.stdout)["outcome"] for done in (before, after)] == ["answered"] * 2


@pytest.mark.parametrize("command", [("seed", "own"), ("check", CLAIM)], ids=" ".join)
def test_an_encoder_that_cannot_be_had_is_named_and_done_without(
    seeded: Operator, command: tuple[str, ...]
) -> None:
    written(seeded.place / "own", SEEDS)

    done = seeded.runs(*command, encoder=str(seeded.place / "nowhere"))

    assert done.returncode == 0
    assert done.stdout != ""
    assert done.stderr.startswith("Claims are found by their words only: there is no folder ")
    assert len(done.stderr.splitlines()) == 1


def test_doctor_counts_what_is_encoded(seeded: Operator, model: str) -> None:
    before = seeded.runs("doctor", token=SECRET, encoder=model)
    written(seeded.place / "own", SEEDS)
    seeded.runs("seed", "own", encoder=model)
    after = seeded.runs("doctor", token=SECRET, encoder=model)

    assert [one.returncode for one in (before, after)] == [0, 0]
    assert "0 of 1 wordings encoded" in before.stdout
    assert "! Wordings wait to be encoded" in before.stdout
    assert "1 of 1 wordings encoded" in after.stdout
    assert "wait to be encoded" not in after.stdout


def test_doctor_takes_a_missing_encoder_for_no_fault(seeded: Operator) -> None:
    done = seeded.runs("doctor", token=SECRET, encoder=str(seeded.place / "nowhere"))

    assert done.returncode == 0
    assert "! Claims are found by their words only: there is no folder" in done.stdout
    assert "All is well" in done.stdout


def test_mistakes_in_a_seed_file_are_named_with_file_entry_and_field(migrated: Operator) -> None:
    wrong = SEEDS["verdicts.toml"].replace('"false"', '"nonsense"').replace("moon", "sun", 1)
    written(migrated.place / "own", SEEDS | {"verdicts.toml": wrong})

    done = migrated.runs("seed", "own")

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("verdicts.toml: verdict 'cheese': rating: ")
    assert "Traceback" not in done.stderr


def test_a_folder_without_seed_files_is_named(migrated: Operator) -> None:
    done = migrated.runs("seed", "nowhere")

    assert (done.returncode, done.stderr) == (1, "nowhere: no seed files here\n")


def test_check_reads_a_post_from_the_input_and_prints_the_rating(seeded: Operator) -> None:
    done = seeded.runs("check", "-", given=f"Look at this!\n{CLAIM}\n")

    assert (done.returncode, done.stderr) == (0, "")
    assert "FALSE" in done.stdout
    assert CLAIM in done.stdout
    assert "What the moon is made of" in done.stdout


def test_json_has_exactly_the_agreed_fields(seeded: Operator) -> None:
    done = seeded.runs("check", CLAIM, "--json")

    assert (done.returncode, done.stderr, done.stdout.count("\n")) == (0, "", 1)
    result = json.loads(done.stdout)
    assert result.keys() == RESULT
    assert result["id"] is None
    assert (result["outcome"], result["language"]) == ("answered", "en")
    assert (result["figures"], result["related"]) == ([], [])
    assert isinstance(result["took_ms"], float)
    assert all(isinstance(reason, str) for reason in result["reasons"])
    [answer] = result["answers"]
    assert answer.keys() == ANSWER
    assert answer["verdict"] == {
        "id": 1,
        "claim": CLAIM,
        "rating": "false",
        "summary": "The samples are rock.",
        "checked_on": "2025-01-21",
    }
    assert answer["sources"] == [
        {
            "title": "What the moon is made of",
            "outlet": None,
            "url": None,
            "published_on": "2025-01-20",
        }
    ]
    assert (answer["stance"], answer["post_rating"]) == ("asserts", "false")
    assert 0 <= answer["confidence"] <= 1
    assert answer["matched_sentence"] == CLAIM


def test_a_denial_is_answered_without_a_rating_of_the_post(seeded: Operator) -> None:
    [answer] = checked(seeded, "The moon is not made of green cheese.")["answers"]

    assert (answer["stance"], answer["post_rating"]) == ("denies", None)
    assert answer["verdict"]["rating"] == "false"


def test_figures_and_related_claims_have_exactly_the_agreed_fields(
    migrated: Operator, sqlite_store: Store
) -> None:
    sqlite_store.transact(load, read(ROOT / "seeds"), now=utcnow())

    figure = checked(
        migrated,
        "About 11,000 North Korean soldiers are in the Kursk region.",
        "--at",
        "2025-01-15",
    )
    other = checked(migrated, "There were never any Chinese soldiers in the war against Ukraine.")

    assert {key for one in figure["figures"] for key in one} == {
        "id", "stated", "recorded", "as_of", "agreement", "sources",
    }  # fmt: skip
    assert [one["agreement"] for one in figure["figures"]] == ["consistent"]
    assert other["outcome"] != "answered"
    assert {key for one in other["related"] for key in one} == {
        "verdict_id", "claim", "rating", "difference",
    }  # fmt: skip


@pytest.mark.parametrize("text", ["", " ", "🙂🙂", "\u200b\u202e", "a" * 100_000, "<b>&"])
def test_any_text_gets_one_object(seeded: Operator, text: str) -> None:
    done = seeded.runs("check", "-", "--json", given=text)

    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["outcome"] in OUTCOMES - {"answered"}


def test_lines_of_posts_get_a_result_each_and_unreadable_ones_are_named(seeded: Operator) -> None:
    lines = [
        json.dumps({"id": "a", "text": CLAIM, "posted_at": "2025-01-01"}),
        "",
        "no json",
        json.dumps({"id": "no text"}),
        json.dumps({"id": 7, "text": "Good morning"}),
    ]
    (seeded.place / "posts.jsonl").write_text("\n".join(lines), encoding="utf-8")

    done = seeded.runs("check", "--jsonl", "posts.jsonl")

    results = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert [one["id"] for one in results] == ["a", 7]
    assert [one["outcome"] for one in results] == ["answered", "not_a_claim"]
    assert [line.partition(" ")[0] for line in done.stderr.splitlines()] == [
        "posts.jsonl:3:",
        "posts.jsonl:4:",
    ]


def test_a_file_of_posts_that_is_not_there_is_named(seeded: Operator) -> None:
    done = seeded.runs("check", "--jsonl", "nowhere.jsonl")

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "nowhere.jsonl: No such file or directory\n"


def test_doctor_is_content_with_a_store_a_token_and_verdicts(seeded: Operator) -> None:
    done = seeded.runs("doctor", token=SECRET)

    assert (done.returncode, done.stderr) == (0, "")
    assert "All is well" in done.stdout
    assert ["cases", "overdue", "0"] in [line.split() for line in done.stdout.splitlines()]
    assert SECRET not in done.stdout


def test_doctor_names_everything_that_is_wrong(migrated: Operator, sqlite_store: Store) -> None:
    sqlite_store.transact(updates.park, 5, {"update_id": 5}, "it never could be read")

    done = migrated.runs("doctor")

    wrong = [line for line in done.stdout.splitlines() if line.startswith("✗")]
    assert done.returncode == 1
    assert [line for line in wrong if "TIPLINE_TOKEN" in line] != []
    assert [line for line in wrong if "`tipline seed`" in line] != []
    assert [line for line in wrong if "Update 5 is parked" in line] != []
    assert "All is well" not in done.stdout


def test_the_encoder_leaves_no_mark_of_a_report_to_others(seeded: Operator, model: str) -> None:
    before = {path.name for path in seeded.place.rglob("*")}

    done = seeded.starts("check", CLAIM, encoder=model)

    assert done.returncode == 0
    assert {path.name for path in seeded.place.rglob("*")} - before == set()


def test_brackets_in_names_and_claims_are_printed_as_they_are(
    migrated: Operator, sqlite_store: Store
) -> None:
    sqlite_store.transact(add_verdict, claim="Bees [/b] pay taxes in Strelsau.")
    (migrated.place / "[b].db").write_text("none")

    doctor = migrated.runs("doctor", publisher="The [/b] Example")
    check = migrated.runs("check", "Bees [/b] pay taxes in Strelsau.")
    restore = migrated.runs("restore", "[b].db", "--yes")

    assert "The [/b] Example" in doctor.stdout
    assert "Bees [/b] pay taxes in Strelsau." in check.stdout
    assert "[b].db becomes" in restore.stdout
    assert "[b].db is no backup" in restore.stderr


def test_doctor_without_a_store_says_what_to_run(operator: Operator) -> None:
    done = operator.runs("doctor", token=SECRET)

    assert done.returncode == 1
    assert "run `tipline db upgrade`" in done.stdout


def test_the_demo_says_so_when_its_port_is_taken(operator: Operator) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])

        done = operator.starts("demo", "--port", port)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"Port {port} is taken: choose another one with --port.\n"


def test_the_demo_names_the_ports_that_there_are(operator: Operator) -> None:
    done = operator.runs("demo", "--port", "99999")

    assert done.returncode == 2
    assert "65535" in done.stderr


def checked(operator: Operator, text: str, *options: str) -> dict[str, Any]:
    """Return the object that `check --json` prints."""
    done = operator.runs("check", text, "--json", *options)
    assert (done.returncode, done.stderr) == (0, "")
    result: dict[str, Any] = json.loads(done.stdout)
    return result
