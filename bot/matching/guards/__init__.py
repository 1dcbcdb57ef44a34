"""Guards: what a post does with a claim that it resembles, with evidence in plain words.

Each guard is a pure function over the two texts' alignment; none needs to know the claim's topic.
"""

from __future__ import annotations

from dataclasses import replace

from bot.matching.guards import additions, amounts, coverage, passage, statement
from bot.matching.guards.alignment import Alignment, align
from bot.matching.guards.cases import cases
from bot.matching.guards.frames import frame
from bot.matching.guards.names import names, strangers
from bot.matching.guards.passage import Passage
from bot.matching.guards.polarity import Polarity, polarity
from bot.matching.guards.roles import is_turned_round, roles
from bot.matching.guards.values import Judgement
from bot.matching.guards.voice import voice
from bot.matching.lexicon import Lexicon
from bot.matching.values import Check, Evidence
from bot.models import Stance

__all__ = ["Judgement", "judge"]


def judge(
    text: str, language: str, claim: str, claim_language: str, lexicon: Lexicon
) -> Judgement:
    """Say what *text*, a post or a part of one, does with *claim*.

    Languages are two-letter codes; what the store's *lexicon* knows as one concept is one here.
    """
    post = statement.read(text, language)
    alignment = align(statement.read(claim, claim_language), post, lexicon)
    found = passage.find(alignment)
    if found is None:
        return Judgement(Stance.ASSERTS, (Evidence(Check.COVERAGE, False, "0%", claim[:80]),), "")
    inner = alignment.within(found.chosen)
    surroundings = frame(inner, found)
    asks = _asks(inner, found)
    turned_round = is_turned_round(inner)  # "B lost to A": its parties belong exchanged
    side = polarity(inner, found, surroundings, exchanged=turned_round)
    evidence = (
        names(alignment, found.chosen),
        amounts.numbers(alignment, found.chosen),
        amounts.days(alignment, found.chosen),
        None if turned_round else roles(inner, found),
        cases(inner),
        _of_question(side) if asks else side.evidence,
        additions.peoples(alignment, found),
        voice(inner, found, surroundings, asks=asks),
        additions.added(alignment, found, surroundings),
        strangers(alignment, found.chosen),
        coverage.replacement(alignment, found),
        coverage.coverage(alignment, found),
    )
    stance = Stance.DENIES if side.contrary else Stance.ASSERTS
    stance = Stance.ASKS if asks else stance
    return Judgement(
        stance,
        tuple(one for one in evidence if one is not None),
        text[post.spans[found.best].start : post.spans[found.best].end],
    )


def _of_question(side: Polarity) -> Evidence:
    """Let a question deny what the claim says, but not ask about the opposite."""
    return replace(side.evidence, check=Check.POLARITY, passed=not side.opposite)


def _asks(alignment: Alignment, found: Passage) -> bool:
    """Say whether the passage is a question, or one stands beside it: "Is this true?"."""
    post = alignment.post
    own = any(post.spans[at].asks or post.manners[at].questions for at in found.chosen)
    beside = any(post.spans[at].asks and not post.manners[at].content for at in found.around)
    return own or beside
