"""Fixtures that every folder of tests shares."""

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

__all__ = [
    "empty_postgresql",
    "empty_sqlite",
    "empty_store",
    "migrated_file",
    "migrated_postgresql",
    "postgresql_store",
    "sqlite_store",
    "store",
]
