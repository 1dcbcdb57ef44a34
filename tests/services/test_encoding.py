"""Encoding what is missing: in chunks, from where it ended, next to others who do the same."""

from __future__ import annotations

import threading
from datetime import date

import numpy as np
import pytest
from sqlmodel import Session

from bot.models import Polarity, Rating, Verdict, Wording
from bot.services import encoding
from bot.services.material import material
from bot.store import revision, vectors
from bot.store.database import Store
from bot.text.normalise import text_hash
from tests.encoders import WordHashes
from tests.services.world import NOW, withdraw

CLAIM = "The moon is made of green cheese."


def know(session: Session, *wordings: str, claim: str = CLAIM) -> int:
    """Write a claim with its wordings; return the verdict's id."""
    verdict = Verdict(
        language="en", claim=claim, rating=Rating.FALSE, summary="", checked_on=date(2025, 1, 1)
    )
    session.add(verdict)
    session.flush()
    for text in wordings:
        session.add(
            Wording(
                verdict_id=verdict.id or 0,
                language="en",
                text=text,
                text_hash=text_hash(text),
                polarity=Polarity.ASSERTS,
            )
        )
    revision.bump(session)
    return verdict.id or 0


def numbered(count: int) -> list[str]:
    return [f"Wording number {number} of the moon" for number in range(count)]


def version(store: Store) -> int:
    return store.transact(revision.current)


def test_each_text_is_encoded_once_and_stands_in_the_material(store: Store) -> None:
    store.transact(know, CLAIM, *numbered(3))
    encoder = WordHashes()

    made = [encoding.encode(store, encoder), encoding.encode(store, encoder)]

    assert (made, encoder.asked) == ([4, 0], 4)
    assert store.transact(encoding.encoded, encoder.name) == (4, 4)
    found = store.transact(material, encoder.name).vectors
    assert found.keys() == {CLAIM, *numbered(3)}
    np.testing.assert_allclose(found[CLAIM], encoder.queries([CLAIM])[0], atol=0.0005)


def test_without_a_model_or_with_another_one_the_material_has_no_vectors(store: Store) -> None:
    store.transact(know)
    encoding.encode(store, WordHashes())

    assert store.transact(material).vectors == {}
    assert store.transact(material, "another").vectors == {}
    assert store.transact(encoding.encoded, "another") == (0, 1)


def test_progress_is_told_from_the_beginning_to_the_end(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoding, "CHUNK", 2)
    sqlite_store.transact(know, *numbered(4))
    told: list[tuple[int, int]] = []

    encoding.encode(
        sqlite_store, WordHashes(), told=lambda done, total: told.append((done, total))
    )

    assert told == [(0, 5), (2, 5), (4, 5), (5, 5)]


def test_readers_see_new_vectors_every_so_often_and_in_the_end(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoding, "CHUNK", 2)
    monkeypatch.setattr(encoding, "ANNOUNCED", 4)
    sqlite_store.transact(know, *numbered(6))
    before = version(sqlite_store)

    encoding.encode(sqlite_store, WordHashes())
    after = version(sqlite_store)
    encoding.encode(sqlite_store, WordHashes())

    assert (after - before, version(sqlite_store) - after) == (2, 0)


class Broken(WordHashes):
    """An encoder that dies at its second chunk."""

    def passages(self, texts: object) -> object:  # type: ignore[override]
        if self.asked:
            raise KeyboardInterrupt
        return super().passages(texts)  # type: ignore[arg-type]


def test_what_was_encoded_before_the_end_is_not_encoded_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoding, "CHUNK", 3)
    store.transact(know, *numbered(6))
    with pytest.raises(KeyboardInterrupt):
        encoding.encode(store, Broken())  # type: ignore[arg-type]
    before = version(store)
    encoder = WordHashes()

    made = encoding.encode(store, encoder)

    assert (made, encoder.asked) == (4, 4)
    assert version(store) > before


def test_asked_to_end_it_ends_between_chunks_and_tells_of_what_is_there(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoding, "CHUNK", 2)
    sqlite_store.transact(know, *numbered(6))
    encoder, before = WordHashes(), version(sqlite_store)

    made = encoding.encode(sqlite_store, encoder, going=lambda: encoder.asked < 4)

    assert (made, version(sqlite_store) - before) == (4, 1)


def test_two_programs_at_once_lose_and_double_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoding, "CHUNK", 7)
    store.transact(know, *numbered(60))
    stores = [Store(store.url.render_as_string(hide_password=False)) for _ in range(2)]
    threads = [
        threading.Thread(target=encoding.encode, args=(one, WordHashes())) for one in stores
    ]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    for one in stores:
        one.close()

    assert store.transact(encoding.encoded, WordHashes().name) == (61, 61)
    assert len(store.transact(vectors.every)) == 61


def test_others_read_and_write_while_texts_are_encoded(store: Store) -> None:
    store.transact(know)
    encoder = WordHashes(held=True)
    thread = threading.Thread(target=encoding.encode, args=(store, encoder))
    thread.start()
    assert encoder.begun.wait(60)

    store.transact(know, claim="Another claim about the sea.")

    encoder.go.set()
    thread.join(60)
    assert store.transact(encoding.encoded, encoder.name) == (1, 2)


def test_vectors_of_what_was_withdrawn_are_dropped(store: Store) -> None:
    store.transact(know)
    sea = store.transact(know, "The sea is deep.", claim="The sea is blue.")
    encoding.encode(store, WordHashes())
    store.transact(withdraw, sea, NOW)

    dropped = store.transact(encoding.drop_unused)

    assert dropped == 2
    assert [row.key for row in store.transact(vectors.every)] == [vectors.key(CLAIM)]


def test_the_setting_none_finds_no_encoder() -> None:
    assert encoding.find("none") is None
