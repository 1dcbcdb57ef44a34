"""The packaged model's network, its large products made in eight bits.

A product has one scale for all its activations, which a few huge channels would spoil: those are
kept out of it and added in full precision (mean cosine to full precision .9965 without, .9996
with, over the sentences of the tests).
"""

from dataclasses import dataclass

import numpy as np

from bot.encoder.graph import FLOAT, Graph
from bot.encoder.protocol import Floats
from bot.encoder.weights import Weights

# Channels of the stream between layers that reach 44 where the others stay below 6, and of the
# inner layers, by layer, that reach 69 on the pieces that begin and end a text.
HUGE = (15, 35, 87, 321)
HUGE_INNER = {0: 318, 1: 1462, 2: 354, 3: 408, 4: 778, 5: 658, 6: 1152, 7: 413, 8: 563}

# Seven bits of eight: processors without VNNI add two products of an unsigned and a signed byte
# in 16 bits, where 2 x 255 x 63 still fits and 2 x 255 x 127 does not.
_LARGEST = 63

EMBEDDINGS, MASK = "embeddings", "mask"


def model(weights: Weights) -> bytes:
    """Return the network as an ONNX model.

    It takes ``embeddings`` (texts, pieces, width) and ``mask`` (texts, 1, 1, pieces), 0 where
    there is a piece and very negative where there is none, and returns (texts, pieces, width).
    """
    network = _Network(Graph(), weights)
    value = network.normalised(EMBEDDINGS, "emb.ln")
    for layer in range(weights.shape.layers):
        value = network.layer(layer, value)
    sizes = {EMBEDDINGS: ("texts", "pieces", weights.shape.width)}
    return network.graph.model({**sizes, MASK: ("texts", 1, 1, "pieces")}, value)


@dataclass(frozen=True, slots=True)
class _Network:
    """Adds the parts of the network to a graph."""

    graph: Graph
    weights: Weights

    def layer(self, number: int, value: str) -> str:
        """Add a layer: attention, then the inner layer, each added to what it was given."""
        prefix = f"l{number}"
        seen = self.graph.node("Add", value, self.attention(prefix, value))
        value = self.normalised(seen, f"{prefix}.aln")
        thought = self.graph.node("Add", value, self.inner(prefix, HUGE_INNER.get(number), value))
        return self.normalised(thought, f"{prefix}.oln")

    def attention(self, prefix: str, value: str) -> str:
        """Add what each piece takes from the others; queries are scaled in their weights."""
        add, shape = self.graph.node, self.weights.shape
        size = shape.width // shape.heads
        kinds = [self.matrix(f"{prefix}.{kind}", shape.width) for kind in "qkv"]
        matrix = np.concatenate([kinds[0] / np.sqrt(np.float32(size)), *kinds[1:]], axis=1)
        biases = [self.weights.floats(f"{prefix}.{kind}.b") for kind in "qkv"]
        bias = np.concatenate([biases[0] / np.sqrt(np.float32(size)), *biases[1:]])
        joined = self.careful_product(value, matrix, bias)
        split = self.graph.constant(np.array([0, 0, 3 * shape.heads, size]))
        heads = add("Transpose", add("Reshape", joined, split), perm=[0, 2, 1, 3])
        query, key, content = self.graph.nodes("Split", heads, results=3, axis=1, num_outputs=3)
        nearness = add("MatMul", query, add("Transpose", key, perm=[0, 1, 3, 2]))
        shares = add("Softmax", add("Add", nearness, MASK), axis=-1)
        taken = add("Transpose", add("MatMul", shares, content), perm=[0, 2, 1, 3])
        flat = add("Reshape", taken, self.graph.constant(np.array([0, 0, shape.width])))
        return self.product(flat, *self.named(f"{prefix}.ao", shape.width))

    def inner(self, prefix: str, huge: int | None, value: str) -> str:
        """Add the inner layer; its channel *huge* goes its own way in full precision."""
        shape = self.weights.shape
        wide, wide_bias = self.named(f"{prefix}.fi", shape.width)
        narrow, narrow_bias = self.named(f"{prefix}.fo", shape.inner)
        if huge is None:
            inner = self.graph.node("Gelu", self.careful_product(value, wide, wide_bias))
            return self.product(inner, narrow, narrow_bias)
        alone = slice(huge, huge + 1)
        apart = self.exact(value, wide[:, alone], wide_bias[alone])
        apart = self.exact(self.graph.node("Gelu", apart), narrow[alone], narrow_bias)
        wide[:, alone] = wide_bias[alone] = narrow[alone] = 0
        inner = self.graph.node("Gelu", self.careful_product(value, wide, wide_bias))
        return self.product(inner, narrow, apart)

    def careful_product(self, value: str, matrix: Floats, bias: Floats) -> str:
        """Add *value* times *matrix* in eight bits, the huge channels in full precision."""
        huge = list(HUGE)
        others = np.ones(len(matrix), np.float32)
        others[huge] = 0
        chosen = self.graph.node("Gather", value, self.graph.constant(np.array(huge)), axis=-1)
        apart = self.exact(chosen, matrix[huge], bias)
        masked = self.graph.node("Mul", value, self.graph.constant(others))
        return self.product(masked, matrix * others[:, None], apart)

    def product(self, value: str, matrix: Floats, bias: Floats | str) -> str:
        """Add *value* times *matrix* in eight bits, then *bias*, a constant or a value's name.

        Activations are unsigned bytes, weights signed ones with a scale per output.
        """
        add, constant = self.graph.node, self.graph.constant
        scales = np.maximum(np.abs(matrix).max(axis=0) / _LARGEST, np.finfo(np.float32).tiny)
        whole = constant(np.rint(matrix / scales).astype(np.int8))
        coarse, scale, zero = self.graph.nodes("DynamicQuantizeLinear", value, results=3)
        counts = add("Cast", add("MatMulInteger", coarse, whole, zero), to=FLOAT)
        scaled = add("Mul", counts, add("Mul", scale, constant(scales)))
        return add("Add", scaled, bias if isinstance(bias, str) else constant(bias))

    def exact(self, value: str, matrix: Floats, bias: Floats) -> str:
        """Add *value* times *matrix* plus *bias* in full precision."""
        product = self.graph.node("MatMul", value, self.graph.constant(matrix))
        return self.graph.node("Add", product, self.graph.constant(bias))

    def normalised(self, value: str, name: str) -> str:
        """Add a layer normalisation."""
        gain = self.graph.constant(self.weights.floats(f"{name}.w"))
        shift = self.graph.constant(self.weights.floats(f"{name}.b"))
        epsilon = self.weights.shape.epsilon
        return self.graph.node("LayerNormalization", value, gain, shift, axis=-1, epsilon=epsilon)

    def named(self, name: str, inputs: int) -> tuple[Floats, Floats]:
        """Return a matrix, shape (inputs, outputs), and its bias."""
        return self.matrix(name, inputs), self.weights.floats(f"{name}.b")

    def matrix(self, name: str, inputs: int) -> Floats:
        """Return a matrix, shape (inputs, outputs)."""
        return self.weights.matrix(f"{name}.w", inputs).T.copy()
