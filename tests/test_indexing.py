"""The index while the encoder comes: nobody waits for it, and what it changes is decided again."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from bot.encoder import Encoder, EncoderUnavailable
from bot.indexing import Indexing
from bot.services import encoding
from bot.store import revision, vectors
from bot.store.database import Store
from tests.encoders import WordHashes
from tests.services.test_encoding import CLAIM, know, numbered
from tests.services.world import NOW, withdraw

FULL = (
    "CREATE TRIGGER full_disk BEFORE INSERT ON vector"
    " BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
)


@pytest.fixture
def store(sqlite_store: Store) -> Store:
    """A store with one claim in four wordings."""
    sqlite_store.transact(know, *numbered(3))
    return sqlite_store


@pytest.fixture
def held() -> Iterator[WordHashes]:
    """An encoder that does not go on with passages before it is told."""
    encoder = WordHashes(held=True)
    yield encoder
    encoder.go.set()


def indexing(store: Store, encoder: Encoder | None) -> Indexing:
    return Indexing(store, lambda: encoder)


def version(store: Store) -> int:
    return store.transact(revision.current)


def compared(one: Indexing) -> int:
    """How many wordings the index compares by meaning."""
    return len(one.index()[0].encoded)


def test_until_it_is_studied_the_index_is_one_of_words(store: Store) -> None:
    one = indexing(store, WordHashes())

    by_words = compared(one)
    one.load()
    loaded = compared(one)
    one.study()

    assert (by_words, loaded, compared(one)) == (0, 0, 4)


def test_vectors_that_are_there_are_used_as_soon_as_the_encoder_is_loaded(store: Store) -> None:
    encoding.encode(store, WordHashes())
    one = indexing(store, WordHashes())
    assert compared(one) == 0

    one.load()

    assert compared(one) == 4


def test_new_vectors_raise_the_revision_and_the_index_for_it_is_ready(store: Store) -> None:
    one = indexing(store, WordHashes())
    one.load()
    before = one.index()[1]

    one.study()

    index, after = one.index()
    assert (after, index.version, version(store)) == (before + 1,) * 3
    assert one.index()[0] is index


def test_who_asks_while_texts_are_encoded_does_not_wait(store: Store, held: WordHashes) -> None:
    one = indexing(store, held)
    one.load()
    studying = threading.Thread(target=one.study)
    studying.start()
    assert held.begun.wait(60)

    meanwhile = compared(one)

    held.go.set()
    studying.join(60)
    assert (meanwhile, compared(one)) == (0, 4)


def test_who_asks_while_the_encoder_is_loaded_does_not_wait(store: Store) -> None:
    asked, go = threading.Event(), threading.Event()

    def slowly() -> Encoder:
        asked.set()
        assert go.wait(60)
        return WordHashes()

    one = Indexing(store, slowly)
    loading = threading.Thread(target=one.load)
    loading.start()
    assert asked.wait(60)

    meanwhile = (one.expecting, compared(one))

    go.set()
    loading.join(60)
    assert (meanwhile, one.expecting) == ((True, 0), False)


def test_what_was_decided_before_the_encoder_came_is_decided_again(store: Store) -> None:
    one = indexing(store, WordHashes())
    _, before = one.index(hasty=True)

    one.load()

    assert one.index()[1] == before + 1


def test_where_nothing_was_decided_yet_the_revision_stays(store: Store) -> None:
    one = indexing(store, WordHashes())
    _, before = one.index()

    one.load()

    assert one.index()[1] == before


def test_only_a_change_of_the_store_is_studied(store: Store) -> None:
    encoder = WordHashes()
    one = indexing(store, encoder)
    one.load()
    one.study()
    one.study()
    looks: list[str] = []

    @sa.event.listens_for(store.engine, "before_cursor_execute")
    def executed(connection: object, cursor: object, statement: str, *more: object) -> None:
        looks.extend([statement] if "FROM wording" in statement else [])

    one.study()
    idle = list(looks)
    store.transact(know, claim="Another claim about the sea.")
    one.study()

    assert (idle, encoder.asked) == ([], 5)
    assert looks != []


def test_vectors_of_no_use_go_even_without_an_encoder(store: Store) -> None:
    sea = store.transact(know, claim="The sea is blue.")
    encoding.encode(store, WordHashes())
    one = Indexing(store, None)
    store.transact(withdraw, sea, NOW)

    one.study()

    kept = {row.key for row in store.transact(vectors.every)}
    assert kept == {vectors.key(text) for text in (CLAIM, *numbered(3))}


def test_a_verdict_that_comes_while_the_index_is_renewed_is_in_the_next_one(
    store: Store, held: WordHashes
) -> None:
    one = indexing(store, held)
    one.load()
    studying = threading.Thread(target=one.study)
    studying.start()
    assert held.begun.wait(60)
    store.transact(know, claim="Another claim about the sea.")
    held.go.set()
    studying.join(60)

    index, found = one.index()

    assert len(index.by_hash) == 5
    assert (found, compared(one)) == (version(store), 4)


def test_an_encoder_that_cannot_be_had_is_one_line_in_the_log(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    def unavailable() -> Encoder:
        raise EncoderUnavailable("the model is nowhere; run: this")

    one = Indexing(store, unavailable)

    one.load()
    one.study()

    lines = [(record.levelno, record.getMessage()) for record in caplog.records]
    said = "Claims are found by their words only: the model is nowhere; run: this"
    assert lines == [(logging.WARNING, said)]
    assert (one.expecting, compared(one)) == (False, 0)


def test_a_store_that_keeps_nothing_is_one_line_in_the_log_and_tried_again(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    one = indexing(store, WordHashes())
    one.load()
    run(store, FULL)
    one.study()
    failed = compared(one)
    run(store, "DROP TRIGGER full_disk")

    one.study()

    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    assert "disk" in caplog.text
    assert (failed, compared(one)) == (0, 4)


def run(store: Store, statement: str) -> None:
    with store.engine.begin() as connection:
        connection.exec_driver_sql(statement)


def test_at_the_end_no_further_chunk_is_begun(
    store: Store, held: WordHashes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoding, "CHUNK", 1)
    one = indexing(store, held)
    one.load()
    studying = threading.Thread(target=one.study)
    studying.start()
    assert held.begun.wait(60)
    ending = threading.Thread(target=one.end)
    ending.start()
    assert one._ending.wait(60)

    held.go.set()
    ending.join(60)
    studying.join(60)

    assert held.asked == 1
    assert not ending.is_alive()
