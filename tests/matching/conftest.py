"""The shipped seeds, indexed once for all tests of matching."""

from pathlib import Path

import pytest

from bot.encoder import Encoder
from bot.store import schema
from bot.store.database import Store
from tests.samples.table import Desk, open_desk


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Desk:
    """The desk with the seeds that come with the program, and the encoder that does."""
    return _desk(tmp_path_factory.mktemp("seeds"), None, encoder)


@pytest.fixture(scope="session")
def second_desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk that works on quite another subject."""
    subject = Path(__file__).parents[1] / "seeds" / "second_subject"
    return _desk(tmp_path_factory.mktemp("second"), subject)


def _desk(place: Path, seeds: Path | None, encoder: Encoder | None = None) -> Desk:
    store = Store(f"sqlite:///{place / 'store.db'}")
    schema.upgrade(store)
    try:
        return open_desk(store, seeds, encoder=encoder)
    finally:
        store.close()
