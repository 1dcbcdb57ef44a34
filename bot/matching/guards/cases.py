"""Who did it to whom, by the cases of two peoples: "Poles saved Balts", "Balts saved Poles"."""

from __future__ import annotations

from itertools import permutations

from bot.matching.guards.alignment import Alignment
from bot.matching.guards.gazetteer import Place
from bot.matching.values import Check, Evidence

# Endings of those who do it, and of those to whom it is done, in normal form. The instrumental
# is left out: it makes a passive of the sentence, where both may change without any exchange.
_ENDINGS = {
    "uk": (("ські", "цькі", "зькі", "ці", "яни"), ("ських", "цьких", "зьких", "ців", "ян")),
    "ru": (("ские", "цкие", "цы", "ане", "яне"), ("ских", "цких", "цев", "ан", "ян")),
    "pl": (("scy", "dzcy", "cy", "anie", "owie"), ("skich", "dzkich", "cow", "anow", "ow")),
}


def cases(alignment: Alignment) -> Evidence | None:
    """Tell whether two peoples have exchanged their cases, in whatever order they stand."""
    claim, post = alignment.claim, alignment.post
    if claim.language != post.language or post.language not in _ENDINGS:
        return None
    parties = [
        (one, claim.words[one.start].said, post.words[place].said)
        for one in alignment.claim_places
        for place in alignment.pairs.get(one.start, ())[:1]
    ]
    acts, suffers = _ENDINGS[post.language]
    for (one, mine, mine_there), (other, theirs, theirs_there) in permutations(parties, 2):
        if (
            mine.endswith(acts)
            and theirs.endswith(suffers)
            and mine_there.endswith(suffers)
            and theirs_there.endswith(acts)
        ):
            return Evidence(
                Check.ROLES,
                False,
                _written(alignment, (other, one), post=True),
                _written(alignment, (one, other), post=False),
            )
    return None


def _written(alignment: Alignment, parties: tuple[Place, Place], *, post: bool) -> str:
    words = alignment.post.words if post else alignment.claim.words
    places = [alignment.pairs[one.start][0] if post else one.start for one in parties]
    return " … ".join(words[at].written for at in places)
