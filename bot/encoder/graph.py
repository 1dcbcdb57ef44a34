"""An ONNX graph in the making, written without the onnx package.

Field numbers and enumeration values are those of onnx.proto:
https://github.com/onnx/onnx/blob/main/onnx/onnx.proto.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.encoder import protobuf

FLOAT, INTEGER = 1, 7  # data types, 32 and 64 bits wide
_TYPES = {np.dtype(np.float32): FLOAT, np.dtype(np.int8): 3, np.dtype(np.int64): INTEGER}
_VERSION, _OPERATORS = 9, 20

Option = float | Sequence[int]


class Graph:
    """Collects operations and constants; values are known by the names that it gives them."""

    def __init__(self) -> None:
        self._nodes: list[bytes] = []
        self._constants: list[bytes] = []
        self._named = 0

    def constant(self, array: NDArray[np.generic]) -> str:
        """Add a constant and return its name."""
        name = self._name()
        sizes = [protobuf.whole(1, size) for size in array.shape]
        kind = protobuf.whole(2, _TYPES[array.dtype])
        data = protobuf.message(9, array.tobytes())
        self._constants.append(protobuf.message(5, *sizes, kind, protobuf.text(8, name), data))
        return name

    def node(self, kind: str, *inputs: str, **options: Option) -> str:
        """Add an operation on the values named *inputs* and return its result's name."""
        return self.nodes(kind, *inputs, results=1, **options)[0]

    def nodes(self, kind: str, *inputs: str, results: int, **options: Option) -> list[str]:
        """Add an operation with several results and return their names."""
        names = [self._name() for _ in range(results)]
        fields = [protobuf.text(1, name) for name in inputs]
        fields += [protobuf.text(2, name) for name in names]
        fields += [protobuf.text(4, kind)]
        fields += [_attribute(option, value) for option, value in options.items()]
        self._nodes.append(protobuf.message(1, *fields))
        return names

    def model(
        self, inputs: Mapping[str, tuple[str | int, ...]], output: str, *, of: int = FLOAT
    ) -> bytes:
        """Return the whole as an ONNX model with one *output*.

        *inputs*, numbers *of* one type, have their shapes: a size that varies has a name.
        """
        named = [protobuf.message(11, _value(name, of, sizes)) for name, sizes in inputs.items()]
        result = protobuf.message(12, _value(output, FLOAT))
        title = protobuf.text(2, "encoder")
        graph = protobuf.message(7, *self._nodes, title, *self._constants, *named, result)
        operators = protobuf.message(8, protobuf.whole(2, _OPERATORS))
        return protobuf.whole(1, _VERSION) + graph + operators

    def _name(self) -> str:
        self._named += 1
        return str(self._named)


def _attribute(name: str, value: Option) -> bytes:
    match value:
        case int():
            encoded = protobuf.whole(3, value) + protobuf.whole(20, 2)
        case float():
            encoded = protobuf.real(2, value) + protobuf.whole(20, 1)
        case _:
            encoded = b"".join(protobuf.whole(8, part) for part in value) + protobuf.whole(20, 7)
    return protobuf.message(5, protobuf.text(1, name), encoded)


def _value(name: str, of: int, sizes: tuple[str | int, ...] | None = None) -> bytes:
    """Describe an input or output; without *sizes*, of whatever shape."""
    tensor = protobuf.whole(1, of)
    if sizes is not None:
        tensor += protobuf.message(2, *(protobuf.message(1, _size(size)) for size in sizes))
    return protobuf.text(1, name) + protobuf.message(2, protobuf.message(1, tensor))


def _size(size: str | int) -> bytes:
    return protobuf.text(2, size) if isinstance(size, str) else protobuf.whole(1, size)
