"""Claims without a rating: they are shown, never answered, and change no answer of another."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.encoder import Encoder
from bot.matching import (
    Check,
    Decision,
    Index,
    Material,
    Near,
    NoClaim,
    Phrase,
    Sure,
    build,
    decide,
)
from bot.models import Polarity
from tests.matching.stores import CLAIMS, material
from tests.matching.test_likely import CLAIMS as RANKED
from tests.matching.test_likely import TWO
from tests.samples.table import Desk, Labelled, posts

BRIDGE = CLAIMS[0]
LINK = "https://example.org/bridge"
FIRST = 100_000  # number of the first planted claim


def shown(decision: Decision) -> list[tuple[int, Check]]:
    candidates = decision.candidates if isinstance(decision, Near | Sure) else ()
    return [(one.verdict_id, one.difference.check) for one in candidates]


def answers(decision: Decision) -> list[int]:
    return [one.verdict_id for one in decision.matches] if isinstance(decision, Sure) else []


def unrated(*ids: int, links: tuple[tuple[str, int], ...] = ()) -> Index:
    return build(replace(material(), unrated=frozenset(ids), links=links))


@pytest.mark.parametrize("text", [BRIDGE, f"{BRIDGE.upper()} !!!", f"{BRIDGE} {LINK}"])
def test_the_same_text_is_shown_as_the_same_claim(text: str) -> None:
    decision = decide(text, unrated(0))

    assert isinstance(decision, Near)
    assert shown(decision)[0] == (0, Check.UNRATED)


@pytest.mark.parametrize("text", [LINK, f"Look what they write! {LINK}"])
def test_its_link_leads_to_it(text: str) -> None:
    decision = decide(text, unrated(0, links=(("example.org/bridge", 0),)))

    assert shown(decision) == [(0, Check.UNRATED)]


def test_a_greeting_is_none_though_somebody_checked_it() -> None:
    index = build(replace(material(("Hello",)), unrated=frozenset({0})))

    assert isinstance(decide("Hello!", index), NoClaim)


def test_a_rated_claim_with_the_same_text_or_link_is_still_answered() -> None:
    twin = Phrase(9, BRIDGE, "en", Polarity.ASSERTS)
    both = replace(material(), links=(("example.org/bridge", 0), ("example.org/bridge", 9)))
    index = build(replace(both, phrases=(twin, *both.phrases), unrated=frozenset({9})))

    assert answers(decide(BRIDGE, index)) == [0]
    assert answers(decide(LINK, index)) == [0]


def test_a_link_of_two_claims_answers_with_neither() -> None:
    links = (("example.org/bridge", 0), ("example.org/bridge", 1))

    assert answers(decide(LINK, build(replace(material(), links=links)))) == []


@pytest.mark.parametrize(
    ("text", "check"),
    [(f"{TWO} Share this!", Check.UNRATED), (TWO.replace("40", "90"), Check.NUMBERS)],
)
def test_what_ranks_first_is_shown_with_what_differs(
    encoder: Encoder, text: str, check: Check
) -> None:
    own = replace(material(RANKED, encoder), unrated=frozenset({0}))

    assert shown(decide(text, build(own, encoder))) == [(0, check)]


def test_the_same_claim_is_answered_once_it_is_rated(encoder: Encoder) -> None:
    own = material(RANKED, encoder)

    assert answers(decide(TWO, build(own, encoder))) == [0]
    assert answers(decide(TWO, build(replace(own, unrated=frozenset({0})), encoder))) == []


def test_what_looks_the_same_comes_before_what_does_not() -> None:
    twins = tuple(Phrase(at, BRIDGE, "en", Polarity.ASSERTS) for at in (7, 8))
    both = replace(material(), unrated=frozenset({7, 8}))
    decision = decide(f"{BRIDGE} Really!", build(replace(both, phrases=(*both.phrases, *twins))))

    assert answers(decision) in ([], [0])
    assert [check for _, check in shown(decision)][:1] in ([], [Check.UNRATED])


def test_a_search_finds_it_after_the_rated_ones() -> None:
    own = replace(material((*CLAIMS, "The bridge is old.")), unrated=frozenset({0}))

    assert build(own).search("bridge", 5) == (5, 0)


def test_nothing_is_answered_from_a_store_without_ratings(desk: Desk) -> None:
    own = frozenset(one.verdict_id for one in desk.material.phrases)
    index = build(replace(words_of(desk), unrated=own))

    assert [post.id for post in some()[::5] if answers(decide(post.text, index))] == []


def test_claims_without_rating_change_no_answer(desk: Desk) -> None:
    """Each post itself is a claim that somebody checked, and known texts are, too."""
    plain = build(words_of(desk))
    index = build(planted(words_of(desk)), before=plain)

    for post in some():
        before, now = decide(post.text, plain), decide(post.text, index)

        said = before.matches if isinstance(before, Sure) else ()
        assert (now.matches if isinstance(now, Sure) else ()) == said, post.id
        if not said and not isinstance(before, NoClaim):
            assert Check.UNRATED in {check for _, check in shown(now)}, post.id


def words_of(desk: Desk) -> Material:
    """What the shipped desk is made of, to be compared by words alone: that is quick."""
    return replace(desk.material, vectors={})


def some() -> list[Labelled]:
    return [*posts("dev")[::2], *posts("traps")[::2]]


def planted(own: Material) -> Material:
    more = [
        *(
            Phrase(FIRST + at, one.text, one.language, Polarity.ASSERTS)
            for at, one in enumerate(some())
        ),
        *(replace(one, verdict_id=2 * FIRST + at) for at, one in enumerate(own.phrases[::20])),
    ]
    ids = frozenset(one.verdict_id for one in more)
    return replace(own, phrases=(*own.phrases, *more), unrated=ids)
