"""Vectors in the store: what was kept comes back, nearly exactly, and is kept once."""

import numpy as np

from bot.models import Vector
from bot.store import vectors
from bot.store.database import Store
from tests.encoders import WordHashes

TEXTS = ("The moon is cheese.", "Місяць зроблено із сиру.", "🌕 = 🧀")


def test_a_vector_comes_back_by_model_and_text(store: Store) -> None:
    made = dict(zip(TEXTS, WordHashes().passages(TEXTS), strict=True))

    store.transact(vectors.keep, "one", made)
    kept = store.transact(vectors.of_model, "one")

    assert kept.keys() == {vectors.key(text) for text in TEXTS}
    assert {row.dtype for row in kept.values()} == {np.dtype(np.float32)}
    for text, row in made.items():
        np.testing.assert_allclose(kept[vectors.key(text)], row, atol=0.0005)
    assert store.transact(vectors.of_model, "another") == {}


def test_what_two_programs_keep_is_kept_once_and_stays(store: Store) -> None:
    first, second = WordHashes().passages(TEXTS[:2])

    store.transact(vectors.keep, "one", {TEXTS[0]: first})
    store.transact(vectors.keep, "one", {TEXTS[1]: second, TEXTS[0]: second})

    kept = store.transact(vectors.of_model, "one")
    assert len(kept) == 2
    np.testing.assert_allclose(kept[vectors.key(TEXTS[0])], first, atol=0.0005)


def test_vectors_of_texts_that_are_gone_go_for_all_models(store: Store) -> None:
    rows = [
        Vector(model=model, key=str(number), data=b"") for model in "ab" for number in range(3)
    ]
    store.transact(vectors.add, rows)

    dropped = store.transact(vectors.drop_but, ["0", "2", "7"])

    assert dropped == 1
    assert [(row.model, row.key) for row in store.transact(vectors.every)] == [
        ("a", "0"), ("a", "2"), ("b", "0"), ("b", "2"),
    ]  # fmt: skip


def test_many_are_dropped_at_once(store: Store) -> None:
    rows = [Vector(model="a", key=str(number), data=b"") for number in range(1_200)]
    store.transact(vectors.add, rows)

    dropped = store.transact(vectors.drop_but, [])

    assert (dropped, list(store.transact(vectors.every))) == (1_200, [])


def test_a_key_is_of_the_text_alone() -> None:
    assert vectors.key("abc") == "ba7816bf8f01cfea414140de5dae2223"
