"""Fixtures that every folder of tests shares."""

from collections.abc import Iterator

import pytest

from tests.databases import (
    empty_postgresql,
    empty_sqlite,
    empty_store,
    migrated_file,
    migrated_postgresql,
    postgresql_store,
    sqlite_store,
    store,
)
from tests.encoders import encoder, source

__all__ = [
    "empty_postgresql",
    "empty_sqlite",
    "empty_store",
    "encoder",
    "migrated_file",
    "migrated_postgresql",
    "postgresql_store",
    "source",
    "sqlite_store",
    "store",
]


@pytest.fixture(scope="session", autouse=True)
def without_encoder() -> Iterator[None]:
    """Spare the tests the real encoder, but for those that set one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TIPLINE_ENCODER", "none")
        yield
