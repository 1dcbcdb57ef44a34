"""Which words of a post say the words of a claim, whatever their endings, spelling or form."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.matching.guards import antonyms, gazetteer
from bot.matching.guards.antonyms import Side
from bot.matching.guards.gazetteer import Place
from bot.matching.guards.script import romanised
from bot.matching.guards.spelling import is_mistyped, is_same, is_slip
from bot.matching.guards.statement import Statement, Word
from bot.matching.lexicon import Lexicon

_SHORT = 3  # letters up to which a word of grammar is left out
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
            frozenset(pair for pair in self.converses if sentence[pair[1]] in chosen),
            self.claim_places,
            tuple(one for one in self.post_places if sentence[one.start] in chosen),
        )

    @property
    def said(self) -> frozenset[int]:
        """Return the places of the post's words that say something of the claim."""
        return frozenset(at for found in self.pairs.values() for at in found)


def align(claim: Statement, post: Statement, lexicon: Lexicon) -> Alignment:
    """Align every word of content of a claim with the words of a post that may stand for it."""
    sides = _sides(claim), _sides(post)
    places = places_in(claim), places_in(post)
    pairs: dict[int, set[int]] = defaultdict(set)
    _by_places(*places, pairs)
    _by_concepts(claim, post, lexicon, pairs)
    _by_initials(claim.words, post.words, pairs)
    taken = [frozenset(at for one in own for at in range(one.start, one.end)) for own in places]
    by_first: dict[str, list[Word]] = defaultdict(list)
    for word in post.words:
        initial = len(word.written) == 1 and word.written.isupper()
        telling = word.content or word.mark or initial or len(word.stem) > _SHORT
        if word.at not in taken[1] and telling:
            for letter in _letters(word):
                by_first[letter].append(word)
    for word in claim.words:
        if not (word.content or word.mark):
            continue
        own = sides[0].get(word.at, frozenset())
        for other in {one for letter in _letters(word) for one in by_first[letter]}:
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
    _by_slot(claim, post, pairs, sides, taken)
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


def _letters(word: Word) -> frozenset[str]:
    """Return the letters under which a word is looked up: of its root and of what hyphens join."""
    return _initials(word.root, word.said)


@lru_cache(maxsize=65_536)
def _initials(root: str, said: str) -> frozenset[str]:
    return frozenset(romanised(part)[:1] for part in (root, *said.split("-")))


def _sides(statement: Statement) -> dict[int, frozenset[Side]]:
    """Return the sides of opposites on which words stand; of a phrase, its first word."""
    found = antonyms.find([word.said for word in statement.words], statement.language)
    return {seen.start: sides for seen, sides in found}


def places_in(statement: Statement) -> tuple[Place, ...]:
    """Return the places that a text names."""
    words = statement.words
    said, written = [word.said for word in words], [word.written for word in words]
    return tuple(gazetteer.find(said, written, statement.language))


def _by_places(claim: Iterable[Place], post: Iterable[Place], pairs: dict[int, set[int]]) -> None:
    """Pair the words of equal places."""
    for one, other in same_places(claim, post):
        for at in range(one.start, one.end):
            pairs[at].add(other.start)


def _by_slot(
    claim: Statement,
    post: Statement,
    pairs: dict[int, set[int]],
    sides: tuple[dict[int, frozenset[Side]], dict[int, frozenset[Side]]],
    taken: list[frozenset[int]],
) -> None:
    """Pair mistyped words that stand alone between the same neighbours on both sides."""
    content = post.content
    place = {word.at: number for number, word in enumerate(content)}
    used = {at for found in pairs.values() for at in found}
    own = claim.content
    for number, word in enumerate(own):
        if pairs.get(word.at) or word.at in taken[0]:
            continue
        after = {place[at] + 1 for at in _said(own, number - 1, pairs) if at in place}
        before = {place[at] - 1 for at in _said(own, number + 1, pairs) if at in place}
        after = after or ({0} if number == 0 else after)
        before = before or ({len(content) - 1} if number + 1 == len(own) else before)
        for spot in after & before:
            other = content[spot]
            opposed = antonyms.are_opposite(
                sides[0].get(word.at, frozenset()), sides[1].get(other.at, frozenset())
            )
            if other.at not in used | taken[1] and not opposed and is_mistyped(word, other):
                pairs[word.at].add(other.at)


def _said(own: tuple[Word, ...], number: int, pairs: dict[int, set[int]]) -> set[int]:
    return pairs.get(own[number].at, set()) if 0 <= number < len(own) else set()


def same_places(claim: Iterable[Place], post: Iterable[Place]) -> list[tuple[Place, Place]]:
    """Pair equal places; a seat of government stands for its country where that is not named."""
    claim, post = list(claim), list(post)
    found = [(one, other) for one in claim for other in post if one.id == other.id]
    left = [one for one in claim if not any(one is mine for mine, _ in found)]
    free = [other for other in post if not any(other is theirs for _, theirs in found)]
    return found + [(one, other) for one in left for other in free if stands_for(other, one)]


def stands_for(one: Place, other: Place) -> bool:
    """Say whether a place may be meant where another is named."""
    if one.id == other.id:
        return True
    return one.country == other.country and (
        (one.seat and other.is_country) or (other.seat and one.is_country)
    )


def _by_concepts(
    claim: Statement, post: Statement, lexicon: Lexicon, pairs: dict[int, set[int]]
) -> None:
    """Pair the words by which both sides name a concept of the store."""
    known: dict[str, set[int]] = defaultdict(set)
    for seen in lexicon.find([word.said for word in post.words], post.language):
        known[seen.id].add(seen.start)
    for seen in lexicon.find([word.said for word in claim.words], claim.language):
        for at in range(seen.start, seen.end):
            pairs[at] |= known.get(seen.id, set())


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
            if start >= 0:
                run = content[start : start + len(letters)]
                yield word.at, tuple(one.at for one in run)
