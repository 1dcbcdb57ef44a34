"""The space in which posts are compared: fitted once, and shipped.

It is that of public posts in Ukrainian, Russian and English: what all of them share tells
nothing. `python -m tests.benchmarks.clustering --fit` makes the file anew: "model", the name of
the encoder; "mean", shape (dimensions,); "turn", the upper half of a symmetric matrix.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np

from bot.encoder.protocol import Floats
from bot.matching.space import Space

EVENNESS = 0.75  # how far directions are evened out, of variances: 1 makes all as wide
SHRUNK = 0.1  # share of an even spread that is mixed in
_FILE = "posts_space.npz"


@cache
def shipped() -> tuple[str, Space]:
    """Return the name of the encoder, and the space of what it makes of posts."""
    with files("bot.matching").joinpath(_FILE).open("rb") as file:
        data = np.load(file, allow_pickle=False)
        half = data["turn"].astype(np.float32)
        mean = data["mean"].astype(np.float32)
        name = str(data["model"])
    turn = np.zeros((len(mean), len(mean)), np.float32)
    above = np.triu_indices(len(mean))
    turn[above] = half
    turn.T[above] = half
    return name, Space(mean, turn)


def fitted(rows: Floats) -> Space:
    """Return the space of *rows*, shape (n, dimensions)."""
    mean = rows.mean(axis=0)
    moved = rows - mean
    spread = moved.T @ moved / len(rows)
    even = np.trace(spread) / len(mean) * np.eye(len(mean))
    widths, directions = np.linalg.eigh((1 - SHRUNK) * spread + SHRUNK * even)
    turn = (directions * widths ** (-EVENNESS / 2)) @ directions.T
    return Space(mean, np.asarray(turn / np.abs(turn).max(), np.float32))


def write(file: Path, model: str, space: Space) -> None:
    """Write what is shipped: a space and the name of the encoder that it is of."""
    turn = np.eye(len(space.mean)) if space.turn is None else space.turn
    half = turn[np.triu_indices(len(turn))].astype(np.float16)
    np.savez(file, model=np.array(model), mean=space.mean.astype(np.float16), turn=half)
