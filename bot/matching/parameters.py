"""The fitted numbers: how candidates are ordered, how sure the first is, and when to answer."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from bot.encoder.protocol import Floats

SHIPPED = 0.98  # precision at which the bot answers


@dataclass(frozen=True, slots=True)
class Linear:
    """Weights of standardised numbers; they come from the parameter file."""

    centre: Floats
    scale: Floats
    weights: Floats
    constant: float = 0.0

    def score(self, features: Floats) -> Floats:
        """Return one sum for each row of *features*, shape (rows, features)."""
        return np.asarray(((features - self.centre) / self.scale) @ self.weights + self.constant)

    def probability(self, signs: Floats, less: float = 0.0) -> float:
        """Return the logistic of the sum for one row of numbers, *less* of it in log-odds."""
        # The logistic function, written so that no sum is too large for it.
        return float(0.5 + 0.5 * np.tanh((self.score(signs[None])[0] - less) / 2))


@dataclass(frozen=True, slots=True)
class Parameters:
    """All that was fitted for stores with vectors ("meaning") or without ("words")."""

    ranker: Linear
    rival: float  # score of the best wrong claim of a large store, in the median of posts
    sureness: Linear


@cache
def parameters() -> Mapping[str, Mapping[str, Any]]:
    """Read the parameter file: every number with its provenance."""
    text = files("bot.matching").joinpath("parameters.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def fitted(kind: str) -> Parameters:
    """Return what was fitted for a kind of store: "meaning" or "words"."""
    own = parameters()[kind]
    return Parameters(_linear(own["ranker"]), float(own["rival"]), _linear(own["sureness"]))


def point(kind: str, precision: float = SHIPPED) -> float:
    """Return the confidence from which answers are right with a *precision* of .98, .95 or .90.

    KeyError for any other. Where no confidence was that precise the point is above 1: answer
    nothing by rank.
    """
    return float(parameters()[kind]["points"][f"{precision:.2f}"]["confidence"])


def calibrated_for(encoder: str) -> bool:
    """Say whether the parameters were fitted to vectors of the encoder of that name."""
    return bool(parameters()["provenance"]["encoder"] == encoder)


def calibrated_in(language: str) -> bool:
    """Say whether posts in a language were among those that the parameters were fitted to."""
    return language in parameters()["provenance"]["languages"]


def _linear(own: Mapping[str, Any]) -> Linear:
    centre, scale, weights = (
        np.asarray(own[key], dtype=np.float32) for key in ("centre", "scale", "weights")
    )
    return Linear(centre, scale, weights, float(own.get("constant", 0.0)))
