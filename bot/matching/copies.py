"""Copies: whether one text is another one in disguise, or a part of it; pure.

Reposts come with calls to share and a channel's signature, with look-alike letters, and cut.
Who asked about one is told the verdict on the other, so in what two texts share nothing may
differ but spelling, endings, and a few words that are neither names nor numbers and do not turn
the sense; and what stands around it may only be a sentence of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from rapidfuzz.distance import Indel, Levenshtein

from bot.matching.seen import Word, Words, read
from bot.text.polarity import manner
from bot.text.quantities import quantities

SHORTEST = 5  # words of content; shorter texts must be the same
ANCHOR = 3  # words in a row that belong to what two texts share, not to what stands around it
HALF = 0.5  # share of the shorter text's words that the longer one has, in their order
FRAME = 24  # words before or after what is shared that the shorter text may have
SHARE = 0.3  # of the longer text's words: a copy of a smaller part says too little of the rest
CUT = 0.5  # of what is shared: the longer text has so much more that the shorter one is cut
ADDED = 0.1  # share of words within what is shared that one of the two has alone
SHARED_STEM = 0.7  # of the longer word: "capture", "captured"
TYPO_FROM = 6  # letters; in shorter words one letter makes another word: Iran, Iraq


def is_copy(one: str, other: str, language: str | None) -> bool:
    """Say whether two texts in a language make the same claim beyond doubt, as copies do."""
    shorter, longer = sorted((read(one), read(other)), key=len)
    own, others = _content(shorter, language), _content(longer, language)
    if min(len(own), len(others)) < SHORTEST:
        alone = (run for pair in _differing(shorter, longer) for run in pair)
        return own == others and not any(_turns(run, language) for run in alone)
    shared = _Shared.of(shorter, longer)
    return (
        shared is not None
        and shared.is_enough()
        and _differ_in_nothing(shared.inside, len(shared.mine), language)
        and all(_is_frame(edge, shared, language) for edge in shared.edges)
    )


def says_little(text: str) -> bool:
    """Say whether a text, in whatever language, has too few words to tell what it is about."""
    return len(_content(read(text), None)) < SHORTEST


def disputes(text: str, language: str | None) -> bool:
    """Say whether a text calls something untrue, so that it may not make the claim itself."""
    return _disputes(read(text), language)


def turns_round(one: str, language: str | None, other: str, other_language: str | None) -> bool:
    """Say whether one of two short texts may deny what the other says."""
    if max(len(read(one)), len(read(other))) > FRAME:
        return False  # a long one denies all sorts of things
    return _denies(read(one), language) is not _denies(read(other), other_language)


def _denies(run: Words, language: str | None) -> bool | None:
    return manner([word.said for word in run], language or "").turn.denies


def goes_beyond(one: str, other: str) -> bool:
    """Say whether a copy has so much that the other lacks that parts of it may be copies too."""
    return len(read(one)) >= (1 + CUT) * len(read(other))


@dataclass(frozen=True, slots=True)
class _Edge:
    """What stands before or after what two texts share, beside it first."""

    mine: Words  # of the shorter text
    theirs: Words
    my_line: int  # the line in which what is shared begins or ends
    their_line: int
    opens: bool  # it stands before

    @property
    def beside(self) -> tuple[Words, Words]:
        """Return the words that stand in one sentence with what is shared."""
        return (
            [word for word in self.mine if word.line == self.my_line],
            [word for word in self.theirs if word.line == self.their_line],
        )


@dataclass(frozen=True, slots=True)
class _Shared:
    """What two texts have in common: from the first words in a row that both have to the last."""

    mine: Words  # of the shorter text
    theirs: Words
    edges: tuple[_Edge, _Edge]

    @classmethod
    def of(cls, shorter: Words, longer: Words) -> _Shared | None:
        """Return what two texts share; None where no words in a row are the same."""
        same = [
            (mine, mine_end, theirs, theirs_end)
            for tag, mine, mine_end, theirs, theirs_end in _edits(shorter, longer)
            if tag == "equal" and mine_end - mine >= ANCHOR
        ]
        if not same:
            return None
        (mine, _, theirs, _), (_, mine_end, _, theirs_end) = same[0], same[-1]
        before = _twins(reversed(shorter[:mine]), reversed(longer[:theirs]))
        after = _twins(shorter[mine_end:], longer[theirs_end:])
        mine, theirs = mine - before, theirs - before
        mine_end, theirs_end = mine_end + after, theirs_end + after
        return cls(
            shorter[mine:mine_end],
            longer[theirs:theirs_end],
            (
                _Edge(
                    shorter[:mine], longer[:theirs], shorter[mine].line, longer[theirs].line, True
                ),
                _Edge(
                    shorter[mine_end:],
                    longer[theirs_end:],
                    shorter[mine_end - 1].line,
                    longer[theirs_end - 1].line,
                    False,
                ),
            ),
        )

    @property
    def inside(self) -> list[tuple[Words, Words]]:
        """Return the stretches in which the two differ within what they share."""
        return list(_differing(self.mine, self.theirs))

    @property
    def beyond(self) -> int:
        """Return how many words the longer text has around what is shared."""
        return sum(len(edge.theirs) for edge in self.edges)

    @property
    def is_cut(self) -> bool:
        """Say whether the longer text goes on, so that its other part was left out."""
        return self.beyond >= CUT * len(self.theirs)

    def is_enough(self) -> bool:
        """Say whether it is most of the shorter text, and no small part of the longer one."""
        around = sum(len(edge.mine) for edge in self.edges)
        long = self.beyond <= FRAME or len(self.theirs) >= SHARE * (len(self.theirs) + self.beyond)
        return long and around <= min(FRAME, len(self.mine) * (1 - HALF) / HALF)


def _edits(one: Words, other: Words) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield what turns a text into another: tag, begin and end in one, and in the other."""
    for edit in Indel.opcodes([word.seen for word in one], [word.seen for word in other]):
        yield edit.tag, edit.src_start, edit.src_end, edit.dest_start, edit.dest_end


def _differing(one: Words, other: Words) -> Iterator[tuple[Words, Words]]:
    """Yield the stretches in which two texts differ: what each has alone."""
    mine: list[Word] = []
    theirs: list[Word] = []
    for tag, start, end, other_start, other_end in _edits(one, other):
        if tag == "equal":
            if mine or theirs:
                yield mine, theirs
            mine, theirs = [], []
        else:
            mine += one[start:end]
            theirs += other[other_start:other_end]
    if mine or theirs:
        yield mine, theirs


def _is_frame(edge: _Edge, shared: _Shared, language: str | None) -> bool:
    """Say whether what stands around leaves the claim as it is."""
    few = ADDED * len(shared.mine)
    if all(len(_content(run, language)) > few for run in (edge.mine, edge.theirs)):
        return False  # each has a beginning, or an end, of its own
    mine, theirs = edge.beside
    if _content(mine, language) and _content(theirs, language):
        return False
    if any(_disputes(run, language) for run in (mine, theirs)):
        return False
    if edge.opens and any(_asks(run, language) for run in (mine, theirs)):
        return False
    if any(len(run) <= FRAME and _disputes(run, language) for run in (edge.mine, edge.theirs)):
        return False
    added = (mine,) if shared.is_cut else (mine, theirs)
    return not any(_is_telling(run, language) for run in added) and all(
        len(_content(run, language)) <= few for run in added
    )


def _differ_in_nothing(
    inside: Sequence[tuple[Words, Words]], whole: int, language: str | None
) -> bool:
    """Say whether the stretches in which copies differ are spelling and empty words."""
    runs = [_without_twins(mine, theirs) for mine, theirs in inside]
    ours, others = ({word.seen for pair in runs for word in pair[side]} for side in (0, 1))
    replaced = (all(_content(run, language) for run in pair) for pair in runs)
    if ours & others or any(replaced):
        return False  # words were moved, or something else stands in their place
    alone = [run for pair in runs for run in pair]
    if any(_is_telling(run, language) for run in alone):
        return False
    return sum(map(len, alone)) <= ADDED * whole


def _twins(mine: Iterable[Word], theirs: Iterable[Word]) -> int:
    """Return how many words in a row are the same on both sides, mistyped or in another form."""
    pairs = zip(mine, theirs, strict=False)
    return len(list(takewhile(lambda pair: _is_same(pair[0].said, pair[1].said), pairs)))


def _without_twins(mine: Words, theirs: Words) -> tuple[Words, Words]:
    """Leave out the words that both have, in another form or mistyped."""
    left, right = list(mine), list(theirs)
    for word in mine:
        twin = next((other for other in right if _is_same(word.said, other.said)), None)
        if twin is not None:
            left.remove(word)
            right.remove(twin)
    return left, right


def _is_same(one: str, other: str) -> bool:
    """Say whether two words differ in their endings, or by one typing mistake in a long word."""
    if not (one.isalpha() and other.isalpha()):
        return one == other
    longer = max(len(one), len(other))
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    shared = len(list(alike))
    if one == other or (shared >= 4 and shared >= SHARED_STEM * longer):
        return True
    shorter = min(len(one), len(other))
    return shorter >= TYPO_FROM and one[0] == other[0] and Levenshtein.distance(one, other) == 1


def _content(run: Words, language: str | None) -> list[str]:
    """Return what is said but for calls to share it and the like."""
    return [run[at].seen for at in manner([one.said for one in run], language or "").content]


def _is_telling(run: Words, language: str | None) -> bool:
    """Say whether words that one text has alone may be a number or a name, or turn the sense."""
    content = set(_content(run, language))
    if any(word.written[0].isupper() and word.seen in content for word in run):
        return True
    if any(sign.isdigit() for word in run for sign in word.said):
        return True
    written = " ".join(word.written for word in run)
    return _turns(run, language) or bool(quantities(written, language))


def _turns(run: Words, language: str | None) -> bool:
    how = manner([word.said for word in run], language or "")
    return bool(how.negators or how.supposes or how.limits) or _disputes(run, language)


def _disputes(run: Words, language: str | None) -> bool:
    how = manner([word.said for word in run], language or "")
    return bool(how.disputes or how.inventions)


def _asks(run: Words, language: str | None) -> bool:
    return bool(manner([word.said for word in run], language or "").questions)
