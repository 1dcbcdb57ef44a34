"""What encoders share: texts in batches of like length, and vectors made of pieces' vectors."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from bot.encoder.protocol import Floats

PIECES_PER_BATCH = 256  # more was no faster, and took memory
HIDDEN = np.float32(-1e9)  # added to what attention must not see


def in_order(
    texts: Sequence[Sequence[int]], encode: Callable[[list[Sequence[int]]], Floats], width: int
) -> Floats:
    """Return the vectors of *texts* (ids of pieces), which *encode* makes for a batch at a time.

    Texts of like length share a batch, so that little of it is padding.
    """
    vectors = np.empty((len(texts), width), np.float32)
    for places in batches([len(ids) for ids in texts]):
        vectors[places] = encode([texts[place] for place in places])
    return vectors


def batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Yield the places of *lengths*, shortest first, so many that they fit a batch padded."""
    batch: list[int] = []
    for place in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and lengths[place] * (len(batch) + 1) > PIECES_PER_BATCH:
            yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch


def mean(pieces: Floats, lengths: Sequence[int]) -> Floats:
    """Return the mean of each text's pieces at unit length.

    *pieces* is (texts, pieces, width), of which a text has the first *lengths*.
    """
    vectors = np.stack(
        [rows[:length].mean(axis=0) for rows, length in zip(pieces, lengths, strict=True)]
    )
    return unit(vectors)


def unit(vectors: Floats) -> Floats:
    """Return *vectors*, shape (n, width), at unit length."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: Floats = vectors / np.maximum(lengths, np.finfo(np.float32).tiny)
    return scaled
