"""Vectors of a store's texts, made once and kept in a file for every system that wants them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from time import process_time

import numpy as np

from bot.encoder import PACKAGED, Encoder, EncoderUnavailable
from bot.encoder.protocol import Floats
from bot.services import encoding

CHUNK = 512  # texts encoded together


@dataclass(frozen=True, slots=True)
class Kept:
    """An encoder that has encoded a store's texts already; posts it encodes when they come."""

    encoder: Encoder
    rows: Floats  # shape (texts, dimensions)
    places: Mapping[str, int]  # text -> row

    @property
    def name(self) -> str:
        """The model and its version."""
        return self.encoder.name

    @property
    def dimensions(self) -> int:
        """The length of a vector."""
        return self.encoder.dimensions

    def queries(self, texts: Sequence[str]) -> Floats:
        """Return the vectors of posts, shape (n, dimensions)."""
        return self.encoder.queries(texts)

    def passages(self, texts: Sequence[str]) -> Floats:
        """Return the vectors of the store's texts; KeyError for any other text."""
        return self.rows[[self.places[text] for text in texts]]


def packaged() -> Encoder:
    """Load the encoder that comes with the program; EncoderUnavailable where it does not run."""
    found = encoding.find(PACKAGED)
    if found is None:
        raise EncoderUnavailable("the packaged encoder is switched off")
    return found


def ensure(
    encoder: Encoder, texts: Sequence[str], folder: Path, told: Callable[[int, int], None]
) -> Path:
    """Return the file of the vectors of *texts* in *folder*; they are made where it is missing."""
    file = file_of(folder, encoder.name, texts)
    if not file.exists():
        make(encoder, texts, file, told)
    return file


def load(encoder: Encoder, texts: Sequence[str], file: Path) -> Kept:
    """Return *encoder* with the vectors of *texts* out of *file*."""
    return Kept(encoder, rows(file), {text: row for row, text in enumerate(texts)})


def file_of(folder: Path, model: str, texts: Sequence[str]) -> Path:
    """Return where vectors of exactly these texts by this model are kept."""
    said = "\0".join((model, *texts)).encode(errors="surrogatepass")
    return folder / f"{len(texts)}-{sha256(said).hexdigest()[:16]}.npz"


def make(
    encoder: Encoder, texts: Sequence[str], file: Path, told: Callable[[int, int], None]
) -> None:
    """Encode *texts* into *file*, with the seconds of processor time that took."""
    start = process_time()
    rows = np.empty((len(texts), encoder.dimensions), np.float32)
    for at in range(0, len(texts), CHUNK):
        rows[at : at + CHUNK] = encoder.passages(texts[at : at + CHUNK])
        told(min(at + CHUNK, len(texts)), len(texts))
    save(file, rows, process_time() - start)


def save(file: Path, rows: Floats, seconds: float | None) -> None:
    """Keep vectors, shape (texts, dimensions), and the seconds they took, where that is known."""
    unfinished = file.with_suffix(".part")
    with unfinished.open("wb") as stream:
        np.savez(stream, rows=rows, seconds=np.float64(np.nan if seconds is None else seconds))
    unfinished.rename(file)


def rows(file: Path) -> Floats:
    """Return the kept vectors, in the order of their texts."""
    with np.load(file) as kept:
        return np.asarray(kept["rows"], dtype=np.float32)


def seconds(file: Path) -> float | None:
    """Return the seconds of processor time that the vectors took; None where nobody knows."""
    with np.load(file) as kept:
        spent = float(kept["seconds"])
    return None if np.isnan(spent) else spent
