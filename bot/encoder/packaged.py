"""The encoder whose weights come in a package: no hub, no download, no account."""

from collections.abc import Sequence

import numpy as np

from bot.encoder import network, weights
from bot.encoder.batches import HIDDEN, in_order, mean
from bot.encoder.pieces import Pieces
from bot.encoder.protocol import Floats
from bot.encoder.sessions import Session
from bot.encoder.texts import tidy

PREFIX = "query: "
"""What the model was taught to expect before texts of one kind: posts and claims are alike. The
other one, "passage: ", for claims found less across languages (one in ten of the first tens)."""

NAME = f"multilingual-e5-small/q4-{weights.SHA256[:8]}/int8-1"
"""What the vectors are stored under; its end counts changes of our arithmetic."""


class PackagedEncoder:
    """multilingual-e5-small from its four-bit file, on onnxruntime with one thread."""

    name = NAME

    def __init__(self, source: weights.Weights) -> None:
        shape = source.shape
        self.dimensions = shape.width
        self._rows = source.rows("emb.word", shape.width)
        kinds = source.floats("emb.type")[: shape.width]
        self._places = source.floats("emb.pos").reshape(shape.longest, shape.width) + kinds
        self._pieces = Pieces(source.vocabulary, shape.longest)
        self._session = Session(network.model(source))

    def queries(self, texts: Sequence[str]) -> Floats:
        """Return the vectors of posts, shape (n, dimensions); each is encoded alone."""
        vectors = np.empty((len(texts), self.dimensions), np.float32)
        for place, text in enumerate(texts):
            vectors[place] = self._encode([self._pieces.ids(f"{PREFIX}{tidy(text)}")])[0]
        return vectors

    def passages(self, texts: Sequence[str]) -> Floats:
        """Return the vectors of claims, shape (n, dimensions), encoded in batches."""
        ids = [self._pieces.ids(f"{PREFIX}{tidy(text)}") for text in texts]
        return in_order(ids, self._encode, self.dimensions)

    def _encode(self, batch: Sequence[Sequence[int]]) -> Floats:
        lengths = [len(ids) for ids in batch]
        embeddings = np.zeros((len(batch), max(lengths), self.dimensions), np.float32)
        mask = np.full((len(batch), 1, 1, max(lengths)), HIDDEN)
        for place, (ids, length) in enumerate(zip(batch, lengths, strict=True)):
            embeddings[place, :length] = weights.widen(self._rows[ids]) + self._places[:length]
            mask[place, ..., :length] = 0
        pieces = self._session.run({network.EMBEDDINGS: embeddings, network.MASK: mask})
        return mean(pieces, lengths)


def load() -> PackagedEncoder:
    """Return the packaged encoder.

    Raises EncoderUnavailable where its weights are missing or damaged, or cannot be run here.
    """
    return PackagedEncoder(weights.read(weights.find()))
