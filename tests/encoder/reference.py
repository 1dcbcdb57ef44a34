"""The packaged model's forward pass in full precision, written plainly, to compare with."""

import numpy as np

from bot.encoder.pieces import Pieces
from bot.encoder.protocol import Floats
from bot.encoder.weights import Weights, widen


def vector(source: Weights, pieces: Pieces, text: str) -> Floats:
    """Return the unit vector of *text*, prompt included."""
    ids, shape = list(pieces.ids(text)), source.shape
    value = widen(source.rows("emb.word", shape.width)[ids])
    value = value + source.floats("emb.pos").reshape(-1, shape.width)[: len(ids)]
    value = _normalised(source, value + source.floats("emb.type")[: shape.width], "emb.ln")
    for number in range(shape.layers):
        layer = f"l{number}"
        value = _normalised(source, value + _attention(source, value, layer), f"{layer}.aln")
        inner = _gelu(_product(source, value, f"{layer}.fi"))
        value = _normalised(source, value + _product(source, inner, f"{layer}.fo"), f"{layer}.oln")
    pooled: Floats = value.mean(axis=0)
    unit: Floats = pooled / np.linalg.norm(pooled)
    return unit


def _attention(source: Weights, value: Floats, layer: str) -> Floats:
    size = source.shape.width // source.shape.heads
    query, key, content = (
        _product(source, value, f"{layer}.{kind}").reshape(len(value), -1, size).swapaxes(0, 1)
        for kind in "qkv"
    )
    nearness = query @ key.swapaxes(1, 2) / np.sqrt(size)
    shares = np.exp(nearness - nearness.max(axis=-1, keepdims=True))
    shares /= shares.sum(axis=-1, keepdims=True)
    return _product(source, (shares @ content).swapaxes(0, 1).reshape(value.shape), f"{layer}.ao")


def _product(source: Weights, value: Floats, name: str) -> Floats:
    product: Floats = value @ source.matrix(f"{name}.w", value.shape[1]).T
    return product + source.floats(f"{name}.b")


def _normalised(source: Weights, value: Floats, name: str) -> Floats:
    centred = value - value.mean(axis=-1, keepdims=True)
    spread = np.sqrt((centred**2).mean(axis=-1, keepdims=True) + source.shape.epsilon)
    normalised: Floats = centred / spread * source.floats(f"{name}.w")
    return normalised + source.floats(f"{name}.b")


def _gelu(value: Floats) -> Floats:
    """Return the Gaussian error linear unit; error function 7.1.26 of Abramowitz and Stegun."""
    size = np.abs(value) / np.sqrt(2)
    step = 1 / (1 + 0.3275911 * size)
    terms = (0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429)
    error = 1 - sum(term * step**power for power, term in enumerate(terms, 1)) * np.exp(-(size**2))
    activated: Floats = (value * 0.5 * (1 + np.sign(value) * error)).astype(np.float32)
    return activated
