"""How a line that names a source is read."""

from __future__ import annotations

from bot.services.sources import read_source
from bot.services.values import BadSource


def test_a_source_line_is_read_without_a_store() -> None:
    assert read_source("www.hive.example | On bees") == BadSource("bad_link")
