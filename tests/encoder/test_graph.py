"""Graphs and their wire format, as others read them."""

import numpy as np
import pytest

from bot.encoder import EncoderUnavailable, protobuf
from bot.encoder.graph import Graph
from bot.encoder.sessions import Session


@pytest.mark.parametrize(
    ("number", "encoded"),
    [(0, "00"), (127, "7f"), (128, "8001"), (150, "9601"), (-1, "ff" * 9 + "01")],
)
def test_numbers_are_written_as_the_format_says(number: int, encoded: str) -> None:
    assert protobuf.varint(number).hex() == encoded


def test_fields_are_written_as_the_format_says() -> None:
    written = protobuf.message(
        3, protobuf.whole(1, 150), protobuf.real(2, 1), protobuf.text(4, "é")
    )

    assert written.hex() == "1a0c" + "089601" + "150000803f" + "2202c3a9"


def test_a_graph_computes_what_was_put_together() -> None:
    graph = Graph()
    halves = graph.nodes("Split", "x", results=2, axis=1, num_outputs=2)
    leaky = graph.node("LeakyRelu", halves[1], alpha=0.5)
    turned = graph.node("Transpose", graph.node("Add", halves[0], leaky), perm=[1, 0])
    shifted = graph.node("Add", turned, graph.constant(np.array([[10, 20]], np.float32)))
    session = Session(graph.model({"x": ("rows", 4)}, shifted))

    result = session.run({"x": np.array([[1, 2, -4, 4], [5, 6, 8, -8]], np.float32)})

    assert session.inputs == ["x"]
    assert result.tolist() == [[9, 33], [16, 22]]


def test_bytes_that_are_no_model_are_reported() -> None:
    with pytest.raises(EncoderUnavailable, match="choose another model"):
        Session(b"no model")
