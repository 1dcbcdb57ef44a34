"""Seed files to read, and an empty store to load them into."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import Session, SQLModel

import bot.models  # noqa: F401  (registers the tables)
from bot.store.database import Store

SECOND_SUBJECT = Path(__file__).parent / "second_subject"


@pytest.fixture
def second_subject(tmp_path: Path) -> Path:
    """Give a copy of the second subject's files, to be edited."""
    return Path(shutil.copytree(SECOND_SUBJECT, tmp_path / "seeds"))


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """Give a session on an empty store."""
    store = Store(f"sqlite:///{tmp_path / 'store.sqlite'}")
    SQLModel.metadata.create_all(store.engine)
    with Session(store.engine) as opened:
        yield opened
    store.close()
