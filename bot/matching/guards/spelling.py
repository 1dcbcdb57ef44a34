"""Whether two words are one: its forms, what is derived from it, and slips of the pen."""

from __future__ import annotations

from rapidfuzz.distance import OSA

from bot.matching.guards.script import romanised
from bot.matching.guards.statement import Word

_SHORT = 3  # letters up to which a stem must be the same
_SHARED = 0.55  # of the longer stem: a common beginning of so much makes one word
_BEGINNING = 4  # letters that it has at least
_TYPO = 5  # letters from which one slip of the pen is seen through
_TYPOS = 8  # the same for two
_SLOT = 3  # letters for each of which one may be wrong, where the neighbours are the same


def is_same(one: Word, other: Word, one_language: bool = True) -> bool:
    """Say whether two words are the same but for endings, derivation or a slip of the pen."""
    if one_language and (one.stem == other.stem or _are_aspects(one, other)):
        return True
    if one.mark or other.mark:
        return leading(one.said) == leading(other.said)
    if len(one.said) == 1 or len(other.said) == 1:  # "M. Oakley"
        return one.written[0].isupper() and one.written[0] == other.written[0]
    mine, theirs = (
        (one.stem, other.stem) if one_language else (romanised(one.said), romanised(other.said))
    )
    if one.written[0].isupper() and _share_part(one.said, other.said):
        return True
    shorter, longer = sorted((mine, theirs), key=len)
    if len(shorter) <= _SHORT:
        return False
    shared = next((at for at, char in enumerate(shorter) if char != longer[at]), len(shorter))
    if shared >= max(_BEGINNING, _SHARED * len(longer)):
        return True
    return is_slip(mine, theirs) or (one_language and is_slip(one.said, other.said))


def _share_part(one: str, other: str) -> bool:
    """Say whether hyphens join a name on one side: "Trump-branded", "Curie-Skłodowska"."""
    if "-" not in one + other:
        return False
    return any(len(part) > _SHORT for part in set(one.split("-")) & set(other.split("-")))


def _are_aspects(one: Word, other: Word) -> bool:
    """Say whether a prefix alone tells two verbs apart: "дарила", "подарила"."""
    return one.root in {other.root, other.stem} or one.stem == other.root


def is_slip(one: str, other: str) -> bool:
    """Say whether one word is the other with a letter or two wrong."""
    shorter = min(len(one), len(other))
    slips = 2 if shorter >= _TYPOS else 1 if shorter >= _TYPO else 0
    if not slips:
        return sorted(one) == sorted(other) and OSA.distance(one, other) <= 1
    return OSA.distance(one, other, score_cutoff=slips) <= slips


def leading(word: str) -> str:
    """Return the digits with which a word begins: of "37th"."""
    return word[: next((at for at, char in enumerate(word) if not char.isdigit()), len(word))]


def is_mistyped(one: Word, other: Word) -> bool:
    """Say whether two words that stand in the same place may be one, wrongly typed."""
    slips = max(1, len(one.said) // _SLOT)
    return (
        min(len(one.said), len(other.said)) >= _SLOT
        and one.said[0] == other.said[0]
        and not (one.mark or other.mark)
        and OSA.distance(one.said, other.said, score_cutoff=slips) <= slips
    )
