"""Texts cut into the numbered pieces that the packaged model knows."""

from collections.abc import Sequence

from sentencepiece import SentencePieceProcessor

from bot.encoder import protobuf
from bot.encoder.weights import Vocabulary

# Field numbers and enumeration values of sentencepiece_model.proto.
_PIECES, _TRAINER, _NORMALISER = 1, 2, 3
_NORMAL, _UNKNOWN, _CONTROL = 1, 2, 3
_UNIGRAM = 1
_SPECIAL = {b"<s>", b"<pad>", b"</s>", b"<mask>"}


class Pieces:
    """The tokeniser of the packaged model; safe to share between threads."""

    def __init__(self, vocabulary: Vocabulary, longest: int) -> None:
        self._processor = SentencePieceProcessor(model_proto=model(vocabulary))
        self._rewritten = vocabulary.rewritten
        self._begin, self._end = vocabulary.begin, vocabulary.end
        self._room = longest - 2

    def ids(self, text: str) -> Sequence[int]:
        """Return the ids of *text*'s pieces between those of its begin and end."""
        found = self._processor.encode(text.translate(self._rewritten), out_type=int)
        return [self._begin, *found[: self._room], self._end]


def model(vocabulary: Vocabulary) -> bytes:
    """Return *vocabulary* as a sentencepiece model.

    The special pieces are control symbols: a text that spells one out does not become it.
    """
    kinds = [_CONTROL if piece in _SPECIAL else _NORMAL for piece in vocabulary.pieces]
    kinds[vocabulary.unknown] = _UNKNOWN
    pieces = [
        protobuf.message(
            _PIECES, protobuf.message(1, piece), protobuf.real(2, score), protobuf.whole(3, kind)
        )
        for piece, score, kind in zip(vocabulary.pieces, vocabulary.scores, kinds, strict=True)
    ]
    trainer = protobuf.message(
        _TRAINER,
        protobuf.whole(3, _UNIGRAM),
        protobuf.whole(40, vocabulary.unknown),
        protobuf.whole(41, vocabulary.begin),
        protobuf.whole(42, vocabulary.end),
        protobuf.whole(43, vocabulary.pad),
    )
    normaliser = protobuf.message(_NORMALISER, protobuf.text(1, "identity"))
    return b"".join([*pieces, trainer, normaliser])
