"""Which encoder a setting gives."""

from pathlib import Path

from bot.encoder import load


def test_packaged_is_the_one_whose_weights_come_in_a_package(tmp_path: Path) -> None:
    encoder = load("packaged", tmp_path)

    assert encoder is not None
    assert encoder.name.startswith("multilingual-e5-small/q4-1571fc98/")
    assert list(tmp_path.iterdir()) == []


def test_none_is_none(tmp_path: Path) -> None:
    assert load("none", tmp_path) is None
