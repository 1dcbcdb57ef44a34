"""Who speaks and how surely: what somebody else denies, fears, plans or may do is not a fact."""

from __future__ import annotations

from collections.abc import Collection

from bot.matching.guards.alignment import Alignment
from bot.matching.guards.frames import Frame
from bot.matching.guards.negation import NOT
from bot.matching.guards.passage import Passage
from bot.matching.guards.phrases import books
from bot.matching.guards.statement import Statement, Word
from bot.matching.values import Check, Evidence
from bot.text.normalise import fold
from bot.text.phrases import Occurrence, Phrasebook

# Endings of verbs that tell what was done, and of infinitives; particles that make one.
_DONE = {
    "en": ("ed", "sold", "bought", "gave", "took", "sent", "made", "built", "won", "lost", "cut"),
    "uk": ("в", "ла", "ло", "ли", "вся", "лася", "лося", "лися"),
    "ru": ("л", "ла", "ло", "ли", "лся", "лась", "лось", "лись"),
    "mk": ("",),
    "pl": ("l", "la", "lo", "li", "ly"),
}
_INFINITIVES = {
    "uk": ("ти", "тись", "тися"),
    "ru": ("ть", "ться", "ти", "тись", "чь"),
    "pl": ("ć", "ąc"),
}
_NOUNS = {"uk": ("ів", "їв")}  # of nouns, though they look like verbs: "солдатів", "солдати"
_PARTICLES = {"en": "to", "mk": "да"}
_PLAIN = {"нема", "мора", "морал", "морала", "морале", "had", "has"}  # it was done, or was not
# The plain future, and what joins a question: they suppose nothing.
_OPEN = (
    "will shall буде будуть будет будут ќе będzie będą zostanie zostaną if whether чи ли дали czy"
)
OPEN = frozenset(map(fold, _OPEN.split(" ")))
REACH = 6  # words behind a hedge that it governs


def voice(alignment: Alignment, passage: Passage, frame: Frame, *, asks: bool) -> Evidence:
    """Require that both sides state a fact, or both a plan, a fear, a possibility.

    Whoever *asks* may say from whom they have it.
    """
    post = alignment.post
    here = _hedges(alignment, passage, frame)
    whole = frozenset(range(len(alignment.claim.spans)))
    answered = {*alignment.pairs, *(at for at, _ in alignment.opposites)}
    there = [
        word
        for name in ("hedges", "moods")
        for word in _found(alignment.claim, name, whole, answered)
    ]
    rumoured = _found(post, "circulating", passage.chosen | frozenset(passage.around))
    everywhere = frozenset(range(len(post.spans)))
    ironic = _found(post, "ironies", everywhere)
    told = _found(post, "settings", passage.chosen | frozenset(passage.around), alignment.said)
    partial = _found(post, "partial", passage.chosen, alignment.said)
    doubt = (
        frame.by_others
        or frame.passed_on
        or _intended(alignment)
        or _left_open(alignment, passage, asks=asks)
        or ", ".join([*rumoured, *ironic, *told, *partial])
    )
    only = _found(alignment.claim, "limits", whole)
    if only and not _found(post, "limits", passage.chosen):
        return Evidence(Check.VOICE, False, doubt, ", ".join(only))
    agree = not doubt and bool(here) == bool(there)
    return Evidence(Check.VOICE, agree, doubt or ", ".join(here), ", ".join(there))


def _intended(alignment: Alignment) -> str:
    """Return a word that the post has as an intention, the claim as done: "to close", "closed"."""
    claim, post = alignment.claim, alignment.post
    if claim.language != post.language:
        return ""
    done = _DONE.get(claim.language, ())
    for at, found in alignment.pairs.items():
        word = claim.words[at]
        noun = word.said.endswith(_NOUNS.get(claim.language, ("\0",)))
        if noun or not word.said.endswith(done) or _is_aim(claim, at):
            continue
        if all(_is_aim(post, one) for one in found):
            return post.words[found[0]].written
    return ""


def _left_open(alignment: Alignment, passage: Passage, *, asks: bool) -> str:
    """Return what makes an open question of a part of the passage: "he was asked whether"."""
    if asks or _found(alignment.claim, "whether", frozenset(range(len(alignment.claim.spans)))):
        return ""
    post = alignment.post
    spoken = [word.said if word.sentence == passage.best else "" for word in post.words]
    for one in books(post.language)["whether"].find(spoken):
        own = post.words[one.start]
        later = [
            word for word in post.words[one.start : one.start + REACH] if word.part == own.part
        ]
        if any(word.at in alignment.said for word in later if word.sentence == own.sentence):
            return own.written
    return ""


def _is_aim(statement: Statement, at: int) -> bool:
    """Say whether a verb is an infinitive, or stands behind what makes it one."""
    word = statement.words[at]
    if word.written.casefold().endswith(_INFINITIVES.get(statement.language, ("\0",))):
        return True
    before = [one.said for one in statement.words[max(0, at - 3) : at] if one.part == word.part]
    particle = _PARTICLES.get(statement.language)
    return particle in before[-2:] and not _PLAIN.intersection(before)


def _hedges(alignment: Alignment, passage: Passage, frame: Frame) -> list[str]:
    """Return the hedges in the passage's parts that say something of the claim."""
    post, said = alignment.post, alignment.said
    parts = {(word.sentence, word.part) for word in post.words if word.at in said}
    begins = next(word.at for word in post.words if word.sentence == passage.best)
    head = range(begins, begins + frame.head) if frame.judged else range(0)
    # With a capital it is a name: the month of May, the singer Will Hope.
    spoken = [
        ""
        if word.capital or word.at in head or (word.sentence, word.part) not in parts
        else word.said
        for word in post.words
    ]
    lists = books(post.language)
    found = [one for one in lists["hedges"].find(spoken) if _governs(post, one.start, said)]
    found += lists["moods"].find(spoken)
    found += [one for one in _supposed(post, spoken) if _governs(post, one.start, said)]
    heard = said | {at for _, at in alignment.opposites}
    spots = sorted({(one.start, one.end) for one in found if one.start not in heard})
    return [" ".join(spoken[start:end]) for start, end in spots]


def _supposed(post: Statement, spoken: list[str]) -> list[Occurrence]:
    """Find the words by which the passage supposes; but not the plain future."""
    phrases = {phrase for how in post.manners for phrase in how.supposes} - OPEN
    book = Phrasebook((phrase, phrase) for phrase in phrases)
    return [one for one in book.find(spoken) if not NOT.intersection(spoken[one.start : one.end])]


def _governs(post: Statement, at: int, said: frozenset[int]) -> bool:
    """Say whether a hedge has something of the claim behind it: in its part, or after "that"."""
    own = post.words[at]
    return any(
        word.at in said and (word.part == own.part or _is_joined(post, own, word))
        for word in post.words[at + 1 : at + 1 + REACH]
        if word.sentence == own.sentence
    )


def _is_joined(post: Statement, own: Word, word: Word) -> bool:
    """Say whether a word stands in a part that hangs on the part before: "threatened, that"."""
    first = next(one for one in post.of(own.sentence) if one.part == word.part)
    joined = books(post.language)["links"].find([first.said])
    return word.part == own.part + 1 and bool(joined)


def _found(
    statement: Statement, name: str, chosen: frozenset[int], answered: Collection[int] = ()
) -> list[str]:
    own = [word for word in statement.words if word.sentence in chosen]
    spoken = [word.said for word in own]
    return [
        " ".join(spoken[one.start : one.end])
        for one in books(statement.language)[name].find(spoken)
        if own[one.start].at not in answered
        and own[one.start].sentence == own[one.end - 1].sentence
    ]
