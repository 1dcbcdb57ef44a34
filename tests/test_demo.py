"""What one demo leaves to the next."""

from pathlib import Path

import pytest

from bot.demo import _store
from bot.services import encoding
from bot.store import vectors
from bot.store.database import Store
from seeds.loader import read
from tests.encoders import WordHashes
from tests.services.test_encoding import know
from tests.test_command_line import SEEDS, written

NAME = WordHashes().name


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Seed files with one claim, and a home without a cache."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return written(tmp_path / "seeds", SEEDS)


def encoded(store: Store) -> tuple[int, int]:
    return store.transact(encoding.encoded, NAME)


def test_the_next_demo_has_the_vectors_that_were_made(files: Path) -> None:
    with _store(files, read(files)) as first:
        before = encoded(first)
        encoding.encode(first, WordHashes())

    with _store(files, read(files)) as second:
        after = encoded(second)

    assert (before, after) == ((0, 1), (1, 1))


def test_nothing_of_what_visitors_wrote_is_left_to_the_next_demo(files: Path) -> None:
    with _store(files, read(files)) as first:
        first.transact(know, claim="A visitor's own claim about the sea.")
        encoding.encode(first, WordHashes())
        made = len(first.transact(vectors.every))

    with _store(files, read(files)) as second:
        kept = len(second.transact(vectors.every))

    assert (made, kept) == (2, 1)


def test_without_a_cache_the_demo_runs_all_the_same(
    files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (files.parent / "cache").write_text("no folder")

    with _store(files, read(files)) as store:
        found = encoded(store)

    assert found == (0, 1)
