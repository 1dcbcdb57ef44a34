"""Which words of a post say the words of a claim, whatever their endings, spelling or form."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from bot.matching.guards import antonyms, gazetteer
from bot.matching.guards.antonyms import Side
from bot.matching.guards.gazetteer import Place
from bot.matching.guards.script import romanised
from bot.matching.guards.statement import Statement, Word

_SHORT = 3  # letters up to which a stem must be the same
_SHARED = 0.6  # of the longer stem: a common beginning of so much makes one word
_BEGINNING = 4  # letters that it has at least
_TYPO = 5  # letters from which one slip of the pen is seen through
_TYPOS = 8  # the same for two
_INITIALS = (2, 6)  # letters of an acronym


@dataclass(frozen=True, slots=True)
class Alignment:
    """What a claim's words are in a post: places of words on both sides."""

    claim: Statement
    post: Statement
    pairs: Mapping[int, tuple[int, ...]]  # claim -> post
    opposites: tuple[tuple[int, int], ...]  # claim, post: words that exclude each other
    converses: frozenset[tuple[int, int]]  # of them, what says the same of exchanged parties
    claim_places: tuple[Place, ...]
    post_places: tuple[Place, ...]

    def within(self, chosen: frozenset[int]) -> Alignment:
        """Return what remains where only some sentences of the post count."""
        sentence = [word.sentence for word in self.post.words]
        kept = {
            at: tuple(one for one in found if sentence[one] in chosen)
            for at, found in self.pairs.items()
        }
        return Alignment(
            self.claim,
            self.post,
            {at: found for at, found in kept.items() if found},
            tuple(pair for pair in self.opposites if sentence[pair[1]] in chosen),
            self.converses,
            self.claim_places,
            tuple(one for one in self.post_places if sentence[one.start] in chosen),
        )

    @property
    def said(self) -> frozenset[int]:
        """Return the places of the post's words that say something of the claim."""
        return frozenset(at for found in self.pairs.values() for at in found)


def align(claim: Statement, post: Statement) -> Alignment:
    """Align every word of content of a claim with the words of a post that may stand for it."""
    sides = _sides(claim), _sides(post)
    places = _places(claim), _places(post)
    pairs: dict[int, set[int]] = defaultdict(set)
    _by_places(*places, pairs)
    _by_initials(claim.words, post.words, pairs)
    taken = [frozenset(at for one in own for at in range(one.start, one.end)) for own in places]
    by_first: dict[str, list[Word]] = defaultdict(list)
    for word in post.words:
        if word.at not in taken[1] and (word.content or word.mark or len(word.stem) > _SHORT):
            by_first[_key(word)[:1]].append(word)
    for word in claim.words:
        if not (word.content or word.mark):
            continue
        own = sides[0].get(word.at, frozenset())
        for other in by_first[_key(word)[:1]]:
            opposed = antonyms.are_opposite(own, sides[1].get(other.at, frozenset()))
            if word.at in taken[0]:
                if is_slip(word.said, other.said):
                    pairs[word.at].add(other.at)
            elif not opposed and is_same(word, other, claim.language == post.language):
                pairs[word.at].add(other.at)
    direct = {at for found in pairs.values() for at in found}
    for at, own in sides[0].items():
        if not pairs.get(at):
            pairs[at] |= {to for to, found in sides[1].items() if own & found and to not in direct}
    opposites = [
        (at, other, antonyms.are_converse(own, found))
        for at, own in sides[0].items()
        for other, found in sides[1].items()
        if antonyms.are_opposite(own, found) and not own & found
    ]
    return Alignment(
        claim,
        post,
        {at: tuple(sorted(found)) for at, found in pairs.items() if found},
        tuple((at, other) for at, other, _ in opposites),
        frozenset((at, other) for at, other, converse in opposites if converse),
        *places,
    )


def is_same(one: Word, other: Word, one_language: bool = True) -> bool:
    """Say whether two words are the same but for endings, derivation or a slip of the pen."""
    if one_language and one.stem == other.stem:
        return True
    if one.mark or other.mark:
        return leading(one.said) == leading(other.said)
    if len(one.said) == 1 or len(other.said) == 1:  # "M. Oakley"
        return one.written[0].isupper() and one.written[0] == other.written[0]
    mine, theirs = (one.stem, other.stem) if one_language else (_key(one), _key(other))
    shorter, longer = sorted((mine, theirs), key=len)
    if len(shorter) <= _SHORT:
        return False
    shared = next((at for at, char in enumerate(shorter) if char != longer[at]), len(shorter))
    if shared >= max(_BEGINNING, _SHARED * len(longer)):
        return True
    return is_slip(mine, theirs) or (one_language and is_slip(one.said, other.said))


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


def _key(word: Word) -> str:
    return romanised(word.said)


def _sides(statement: Statement) -> dict[int, frozenset[Side]]:
    """Return the sides of opposites on which words stand; of a phrase, its first word."""
    found = antonyms.find([word.said for word in statement.words], statement.language)
    return {seen.start: sides for seen, sides in found}


def _places(statement: Statement) -> tuple[Place, ...]:
    words = statement.words
    said, written = [word.said for word in words], [word.written for word in words]
    return tuple(gazetteer.find(said, written, statement.language))


def _by_places(claim: Iterable[Place], post: Iterable[Place], pairs: dict[int, set[int]]) -> None:
    """Pair the words of equal places; a seat of government may stand for its country."""
    post = list(post)
    for one in claim:
        for other in post:
            if stands_for(other, one):
                for at in range(one.start, one.end):
                    pairs[at].add(other.start)


def stands_for(one: Place, other: Place) -> bool:
    """Say whether a place may be meant where another is named."""
    if one.id == other.id:
        return True
    return one.country == other.country and (
        (one.seat and other.is_country) or (other.seat and one.is_country)
    )


def _by_initials(
    claim: tuple[Word, ...], post: tuple[Word, ...], pairs: dict[int, set[int]]
) -> None:
    """Pair acronyms with the words whose initials they are, on either side."""
    for at, run in _acronyms(post, claim):
        for place in run:
            pairs[place].add(at)
    for at, run in _acronyms(claim, post):
        pairs[at].update(run)


def _acronyms(
    short: tuple[Word, ...], full: tuple[Word, ...]
) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Give words in capitals with the places of the words that begin with their letters."""
    content = [word for word in full if word.content]
    initials = "".join(word.said[0] for word in content)
    for word in short:
        letters = word.written.split("-")[0]
        if _INITIALS[0] <= len(letters) <= _INITIALS[1] and letters.isalpha():
            start = initials.find(letters.casefold()) if letters.isupper() else -1
            if start >= 0 and word.at not in {one.at for one in content[start : start + 1]}:
                run = content[start : start + len(letters)]
                yield word.at, tuple(one.at for one in run)
