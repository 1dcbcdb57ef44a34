"""Which words of a sentence its negators deny."""

from __future__ import annotations

from bot.matching.guards import antonyms
from bot.matching.guards.phrases import books
from bot.text.polarity import Manner

PARTS = 100  # numbers that the parts of a sentence may take
SCOPE = 2  # words of content that a negator denies
CONTRASTS = {"and not", "but not", "а не", "але не", "но не", "a nie", "ale nie"}
LACKS = {"without", "без", "bez"}  # deny a thing, not what happens
_LACKED = 50  # added to the part of such a word
_WORDS = "not no never nobody не нема немає нет нє ніхто никто никој nie nigdy nikt"
NOT = frozenset(_WORDS.split(" "))


def is_lack(denied: int) -> bool:
    """Say whether a denied word is only said to be missing: "without water"."""
    return (denied - 1) % PARTS >= _LACKED


def negators(said: list[str], how: Manner, language: str) -> list[tuple[int, int]]:
    """Return where negators begin and end; one that is part of a phrase is none: "is no more"."""
    phrases = [seen for seen, _ in antonyms.find(said, language) if seen.end - seen.start > 1]
    ended = [phrase for phrase in how.supposes if NOT & set(phrase.split(" "))]
    ended += [phrase for phrase in how.harmless if phrase in CONTRASTS]
    found: list[tuple[int, int]] = []
    left = list(said)
    others = [*how.disputes, *how.inventions, *(set(how.harmless) - CONTRASTS)]
    for phrase in (*others, *ended, *how.negators):
        cut = phrase.split(" ")
        at = next((at for at in range(len(left)) if left[at : at + len(cut)] == cut), None)
        if at is not None:
            left[at : at + len(cut)] = [""] * len(cut)
            if phrase not in others and not any(one.start <= at < one.end for one in phrases):
                found.append((at, at + len(cut)))
    return found


def denied(
    said: list[str],
    parts: list[int],
    spots: list[tuple[int, int]],
    content: frozenset[int],
    language: str,
) -> dict[int, int]:
    """Return the places that negators deny, with their part: what follows, else what precedes."""
    found: dict[int, int] = {}
    links = [link.start for link in books(language)["links"].find(said)]
    for start, end in spots:
        last = min((at for at in links if at >= end), default=len(said))
        own = [at for at in sorted(content) if parts[at] == parts[end - 1] and at < last]
        after = [at for at in own if at >= end]
        if said[start] in LACKS:
            found.update((at, _LACKED + parts[at]) for at in after[:1])
        else:
            found.update((at, parts[at] + 1) for at in after[:SCOPE] or own[-SCOPE:])
    return found
