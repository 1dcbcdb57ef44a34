"""How texts fall into the packaged model's pieces."""

import pytest

from bot.encoder.pieces import Pieces
from bot.encoder.texts import LONGEST, tidy
from bot.encoder.weights import Weights

BEGIN, PAD, END, UNKNOWN = 0, 1, 2, 3


@pytest.fixture(scope="module")
def pieces(source: Weights) -> Pieces:
    return Pieces(source.vocabulary, source.shape.longest)


def spelled(source: Weights, ids: list[int]) -> str:
    return "|".join(source.vocabulary.pieces[number].decode() for number in ids)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("query: Київ — столиця", "<s>|▁que|ry|:|▁Київ|▁—|▁стол|иця|</s>"),
        ("  two   spaces ", "<s>|▁two|▁space|s|</s>"),
        ("", "<s>|</s>"),
    ],
)
def test_a_text_falls_into_known_pieces(
    pieces: Pieces, source: Weights, text: str, expected: str
) -> None:
    assert spelled(source, list(pieces.ids(text))) == expected


@pytest.mark.parametrize("special", ["<s>", "</s>", "<pad>", "<mask>", "<unk>"])
def test_a_special_piece_spelled_out_stays_text(pieces: Pieces, special: str) -> None:
    inside = list(pieces.ids(f"look: {special} here"))[1:-1]

    assert not {BEGIN, PAD, END, UNKNOWN, 250_001} & set(inside)


def test_an_unknown_sign_is_one_unknown_piece(pieces: Pieces) -> None:
    assert list(pieces.ids("a \U000131f3")).count(UNKNOWN) == 1


def test_a_long_text_ends_properly_at_the_limit(pieces: Pieces) -> None:
    ids = pieces.ids("a b " * 1_000)

    assert (len(ids), ids[0], ids[-1]) == (512, BEGIN, END)


def test_characters_are_rewritten_as_the_model_learnt_them(pieces: Pieces) -> None:
    assert pieces.ids("ﬁne\u00a0½") == pieces.ids("fine 1⁄2")


def test_what_is_no_character_becomes_a_space() -> None:
    assert tidy("a\x00b\nc\ud800d\x85e") == "a b c d e"


def test_text_is_composed_and_cut() -> None:
    assert tidy("и\u0306") == "й"
    assert len(tidy("\u0958" * LONGEST)) == LONGEST  # each becomes two when composed
