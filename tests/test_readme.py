"""The README names what there is: each command, each setting in its words, the picture."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer

from bot.__main__ import app
from bot.config import Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
FIRST_SCREEN = 40  # lines
PNG = b"\x89PNG\r\n\x1a\n"


def commands(group: typer.Typer, prefix: str = "tipline") -> list[str]:
    """Name all commands, those in groups included."""
    own = [
        f"{prefix} {one.name or one.callback.__name__}"
        for one in group.registered_commands
        if one.callback
    ]
    inner = [
        name
        for one in group.registered_groups
        if one.typer_instance
        for name in commands(one.typer_instance, f"{prefix} {one.name}")
    ]
    return own + inner


def rows(pattern: str) -> dict[str, str]:
    """Read the table rows whose first cell is code that fits *pattern*."""
    return dict(re.findall(rf"^\| `({pattern})` \| (.+?) \|$", README, flags=re.MULTILINE))


def test_the_table_of_commands_is_complete() -> None:
    expected = sorted(commands(app))

    actual = sorted(rows(r"tipline [a-z ]+"))

    assert len(expected) >= 8
    assert actual == expected


def test_the_table_of_settings_is_complete_and_in_their_own_words() -> None:
    expected = {
        f"TIPLINE_{name.upper()}": field.description
        for name, field in Settings.model_fields.items()
    }

    actual = rows("TIPLINE_[A-Z_]+")

    assert actual == expected


@pytest.mark.parametrize("words", ["make demo", "make test", ".github/demo.png"])
def test_the_first_screen_shows_the_two_commands_and_the_picture(words: str) -> None:
    beginning = "\n".join(README.splitlines()[:FIRST_SCREEN])

    assert words in beginning


def test_each_file_that_the_readme_links_to_is_there() -> None:
    linked = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)

    missing = [name for name in linked if not (ROOT / name).exists()]

    assert len(linked) >= 3
    assert missing == []


@pytest.mark.parametrize("name", ["demo.png", "archive.png"])
def test_the_screenshot_is_a_picture_of_the_promised_size(name: str) -> None:
    head = (ROOT / ".github" / name).read_bytes()[:24]

    width, height = int.from_bytes(head[16:20]), int.from_bytes(head[20:24])

    assert (head[:8], width, height) == (PNG, 1440, 900)
