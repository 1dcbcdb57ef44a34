"""An encoder that knows the last texts again: a decision looks at one text from several sides."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from bot.encoder.protocol import Encoder, Floats

TEXTS = 64  # the sentences of a post or two


class RememberingEncoder:
    """Another encoder, whose last vectors of texts that look for something are kept."""

    def __init__(self, encoder: Encoder) -> None:
        """Take the encoder that makes the vectors."""
        self.name = encoder.name
        self.dimensions = encoder.dimensions
        self.passages = encoder.passages
        self._one = lru_cache(TEXTS)(lambda text: encoder.queries([text])[0])

    def queries(self, texts: Sequence[str]) -> Floats:
        """Return the vectors of *texts*, shape (n, dimensions); each is encoded alone."""
        return np.array([self._one(text) for text in texts], np.float32).reshape(
            len(texts), self.dimensions
        )
