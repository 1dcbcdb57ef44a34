"""A migrated store for the tests of the edges."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.store import schema
from bot.store.database import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store at this program's revision."""
    store = Store(f"sqlite:///{tmp_path / 'tipline.db'}")
    schema.upgrade(store)
    yield store
    store.close()
