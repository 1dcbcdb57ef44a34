"""Figures kept on the command line, as an operator uses it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.store.database import Store
from tests.services.figures import furnish
from tests.test_command_line import Done, Operator

GIVEN = (
    "--unit", "bees", "--place", "strelsau", "--value", "300", "--qualifier", "about",
    "--as-of", "2025-01-15", "--label", "en=Bees in Strelsau", "--label", "uk=Бджоли у Штрельзау",
    "--attribution", "en=the keepers", "--attribution", "uk=пасічники",
    "--attributed-to", "keepers", "--source", "hive",
)  # fmt: skip


@pytest.fixture
def operator(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Operator:
    """An operator before the first command."""
    monkeypatch.setenv("LOGNAME", "ann")
    return Operator(tmp_path, tmp_path / "tipline.db", monkeypatch, capsys)


@pytest.fixture
def hive(operator: Operator, sqlite_store: Store) -> Iterator[Operator]:
    """An operator whose store has a lexicon and a source, and one figure."""
    sqlite_store.transact(furnish)
    assert figures(operator, "add", "bees-strelsau", *GIVEN).returncode == 0
    yield operator
    sqlite_store.close()


def figures(operator: Operator, *args: str) -> Done:
    return operator.runs("figures", *args)


def test_what_is_added_is_listed_and_shown(hive: Operator) -> None:
    listed, shown = figures(hive, "list"), figures(hive, "show", "bees-strelsau")

    head, row = (" ".join(line.split()) for line in listed.stdout.splitlines())
    assert head == "key value as of what is counted who says so"
    assert row == "* bees-strelsau about 300 2025-01-15 Bees in Strelsau the keepers"
    assert "subject      bees/-/strelsau/-" in shown.stdout
    assert "label        uk: Бджоли у Штрельзау" in shown.stdout
    assert (listed.returncode, shown.returncode, listed.stderr, shown.stderr) == (0, 0, "", "")


def test_the_list_as_json_has_every_field(hive: Operator) -> None:
    [record] = json.loads(figures(hive, "list", "--json").stdout)

    assert record == json.loads(figures(hive, "show", "bees-strelsau", "--json").stdout)
    assert record == {
        "key": "bees-strelsau",
        "low": "300",
        "high": "300",
        "qualifier": "about",
        "unit": "bees",
        "actor": None,
        "place": "strelsau",
        "event": None,
        "as_of": "2025-01-15",
        "as_of_end": None,
        "as_of_inferred": False,
        "attributed_to": ["keepers"],
        "sources": ["hive"],
        "label": {"en": "Bees in Strelsau", "uk": "Бджоли у Штрельзау"},
        "attribution": {"en": "the keepers", "uk": "пасічники"},
        "subject": "bees/-/strelsau/-",
        "newest": True,
        "version": 1,
        "series": ["bees-strelsau"],
    }


def test_a_newer_value_stands_beside_the_older_one(hive: Operator) -> None:
    newer = [*GIVEN, "--value", "350", "--as-of", "2025-01-30"]
    figures(hive, "add", "bees-later", *newer)

    records = json.loads(figures(hive, "list", "--json").stdout)

    assert [(one["key"], one["low"], one["newest"]) for one in records] == [
        ("bees-strelsau", "300", False), ("bees-later", "350", True),
    ]  # fmt: skip


def test_an_edit_changes_what_is_given_and_history_says_who_and_what(hive: Operator) -> None:
    done = figures(
        hive, "edit", "bees-strelsau", "--low", "320", "--high", "340", "--place", "",
        "--label", "uk=", "--attribution", "uk=", "--inferred",
    )  # fmt: skip
    again = figures(hive, "edit", "bees-strelsau", "--value", "400", "--by", "Bob")
    history = figures(hive, "history", "bees-strelsau").stdout.splitlines()

    assert (done.returncode, again.returncode) == (0, 0)
    assert "about 400" in history[0]
    assert "by operator Bob" in history[0]
    assert history[1:3] == ["     low: 320 -> 400", "     high: 340 -> 400"]
    assert "by operator ann: about 320–340" in history[3]
    assert history[4:-1] == [
        "     low: 300 -> 320",
        "     high: 300 -> 340",
        "     place: strelsau -> -",
        "     label.uk: Бджоли у Штрельзау -> -",
        "     attribution.uk: пасічники -> -",
        "     as_of_inferred: - -> true",
    ]
    assert "by operator ann: about 300" in history[-1]


def test_history_as_json_has_every_change(hive: Operator) -> None:
    figures(hive, "edit", "bees-strelsau", "--value", "400")

    newest, first = json.loads(figures(hive, "history", "bees-strelsau", "--json").stdout)

    assert newest["changed"] == {"low": ["300", "400"], "high": ["300", "400"]}
    assert (newest["version"], newest["by"], newest["name"]) == (2, "operator", "ann")
    assert (first["version"], first["changed"]) == (1, {})


def test_an_edit_that_changes_nothing_says_so(hive: Operator) -> None:
    done = figures(hive, "edit", "bees-strelsau", "--value", "300.0")

    assert (done.returncode, done.stdout) == (
        0, "bees-strelsau said so already; nothing was changed.\n",
    )  # fmt: skip
    assert len(json.loads(figures(hive, "history", "bees-strelsau", "--json").stdout)) == 1


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        (
            ("add", "new", *GIVEN, "--unit", "bee"),
            "unit: there is no unit 'bee': did you mean 'bees'?\n",
        ),
        (
            ("add", "new", *GIVEN, "--value", "1e30"),
            "low: more than 1,000,000,000,000,000,000, the limit: check its zeros\n"
            "high: more than 1,000,000,000,000,000,000, the limit: check its zeros\n",
        ),
        (
            ("add", "bees-strelsau", *GIVEN),
            "key: there is a figure 'bees-strelsau' already: change it with"
            " `tipline figures edit bees-strelsau`, or choose another key\n",
        ),
        (
            ("edit", "bees-strelsau", "--low", "400"),
            "high (300) is less than low (400): exchange them, or give one value\n",
        ),
        (
            ("edit", "bees-strelsau", "--as-of-end", "2025-01-01"),
            "as_of_end (2025-01-01) is before as_of (2025-01-15): exchange them\n",
        ),
        (
            ("edit", "bees-strelsau", "--source", "hives"),
            "sources.0: there is no source 'hives': did you mean 'hive'?\n",
        ),
        (
            ("edit", "bees-strelsau", "--value", "5", "--low", "4"),
            "Give either --value, or --low and --high.\n",
        ),
        (
            ("edit", "bees-strelsau", "--label", "Bees"),
            "--label 'Bees': write the language before it, such as en=TEXT.\n",
        ),
        (
            ("edit", "bees-strelsau"),
            "Nothing is given to change: see `tipline figures edit --help`.\n",
        ),
        (
            ("edit", "bees-strelsaw", "--value", "5"),
            "There is no figure 'bees-strelsaw': did you mean bees-strelsau?\n",
        ),
        (
            ("show", "xyz"),
            "There is no figure 'xyz': `tipline figures list` shows them all.\n",
        ),
        (
            ("history", "bees"),
            "There is no figure 'bees': did you mean bees-strelsau?\n",
        ),
        (
            ("plot", "--subject", "hives", "--out", "a.png"),
            "There is no figure about hives. There are: bees/-/strelsau/-.\n",
        ),
        (("plot", "--out", "a.png"), "Name either a figure's key or a --subject.\n"),
        (
            ("plot", "bees-strelsau", "--out", "no/a.png"),
            "--out no/a.png: name a file in a folder that exists.\n",
        ),
    ],
    ids=lambda value: " ".join(value[:1] + value[-2:]) if isinstance(value, tuple) else "",
)
def test_what_is_wrong_is_said_with_the_next_step(
    hive: Operator, args: tuple[str, ...], expected: str
) -> None:
    done = figures(hive, *args)

    assert (done.returncode, done.stdout, done.stderr) == (1, "", expected)
    assert len(json.loads(figures(hive, "list", "--json").stdout)) == 1


@pytest.mark.parametrize(
    "which",
    [("bees-strelsau",), ("--subject", "bees/-/strelsau"), ("--subject", "bees//strelsau/")],
)
def test_a_plot_is_a_picture(hive: Operator, which: tuple[str, ...]) -> None:
    done = figures(hive, "plot", *which, "--out", "chart.png", "--language", "uk")

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (hive.place / "chart.png").read_bytes().startswith(b"\x89PNG\r\n\x1a\n")


@pytest.mark.parametrize("command", ["list", "show x", "history x", "plot x --out a.png"])
def test_without_a_store_the_next_step_is_named(operator: Operator, command: str) -> None:
    done = figures(operator, *command.split())

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "The store has no tables yet: run `tipline db upgrade`.\n"
