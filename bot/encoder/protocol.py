"""What every encoder can do, and how one says that it cannot be had."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
"""An array of 32-bit floats."""


class EncoderUnavailable(Exception):
    """The encoder cannot be had; the message says why, and what to do next.

    Whoever catches it goes on by words alone.
    """


class Encoder(Protocol):
    """Texts as vectors of unit length: the nearer two are, the nearer what they say.

    Safe to call from several threads at once, with any text.
    """

    @property
    def name(self) -> str:
        """The model and its version; vectors of different names cannot be compared."""

    @property
    def dimensions(self) -> int:
        """The length of a vector."""

    def queries(self, texts: Sequence[str]) -> Floats:
        """Return the vectors of *texts* that look for something, shape (n, dimensions).

        Each is encoded alone, so that the same text has the same vector every time.
        """

    def passages(self, texts: Sequence[str]) -> Floats:
        """Return the vectors of *texts* that are looked for, shape (n, dimensions).

        They are encoded in batches; a vector shifts slightly with its batch. Callers who show
        progress pass a few hundred at a time.
        """
