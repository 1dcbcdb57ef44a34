"""Claims found by rank: what is answered, what is only shown, and why."""

import pytest

from bot.encoder import Encoder
from bot.matching import (
    Check,
    Decision,
    Index,
    Material,
    Near,
    Phrase,
    Stage,
    Sure,
    build,
    decide,
)
from bot.matching.likely import LOOSE, passages
from bot.matching.ranking import point
from bot.models import Polarity, Stance
from tests.matching.stores import material

ASSERTS, DENIES = Polarity.ASSERTS, Polarity.DENIES
CLAIMS = (
    "The bridge over the river Verba was closed for 40 lorries after a flood in May.",
    "Bread costs twice as much in Verbove as it did last year.",
    "Mayor Odarka Lys has left Verbove for Lisbon with the town's money.",
    "A lead pipe poisoned the tap water of Lypove for three months.",
    "All schools of the district stay shut until autumn because of mould.",
)
TWO = "Listen, everybody! The bridge over the river Verba was closed for 40 lorries after a flood."


@pytest.fixture(scope="module")
def index(encoder: Encoder) -> Index:
    return build(material(CLAIMS, encoder), encoder)


def found(decision: Decision) -> list[tuple[int, Stance, Stage]]:
    matches = decision.matches if isinstance(decision, Sure) else ()
    return [(one.verdict_id, one.stance, one.stage) for one in matches]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        (f"{TWO} Share this before it is deleted!", Stance.ASSERTS),
        ("They closed the brigde over the river Verba to 40 lorries after a May flood", "asserts"),
        ("The bridge over the river Verba was never closed for 40 lorries.", Stance.DENIES),
        (
            "Was the bridge over the river Verba really closed for 40 lorries after a May flood?",
            Stance.ASKS,
        ),
    ],
)
def test_a_claim_with_one_wording_is_found_in_other_words(
    index: Index, text: str, stance: Stance
) -> None:
    assert found(decide(text, index)) == [(0, stance, Stage.RANK)]


@pytest.mark.parametrize(
    ("text", "check"),
    [
        (
            "The bridge over the river Verba was closed for 400 lorries after a flood in May.",
            Check.NUMBERS,
        ),
        (
            "A lead pipe poisoned the tap water of Warsaw for three months, people there say.",
            Check.NAMES,
        ),
        ("Bread costs twice as much in Verbove", Check.LENGTH),
    ],
)
def test_what_differs_is_shown_and_not_answered(index: Index, text: str, check: Check) -> None:
    decision = decide(text, index)

    assert isinstance(decision, Near)
    assert decision.candidates[0].difference.check is check


def test_an_operator_may_choose_to_be_less_sure(encoder: Encoder) -> None:
    strict, bold = (
        build(material(CLAIMS, encoder), encoder, precision=share) for share in (0.98, 0.90)
    )
    words = CLAIMS[0].lower().split()
    posts = [" ".join(["they say that", *words[at : at + 7], "or so"]) for at in range(9)]
    posts += [" ".join(["they say that", *words[at : at + 4], "is open"]) for at in range(12)]
    likely_at = {post: strict.catalogue.rank(post, 1) for post in posts}
    between = [
        post
        for post, one in likely_at.items()
        if point(one.kind, 0.90) <= one.confidence < point(one.kind)
    ]

    assert between
    assert not any(found(decide(post, strict)) for post in between)
    assert any(found(decide(post, bold)) for post in between)


def test_another_language_than_the_claim_s_is_not_answered(index: Index) -> None:
    decision = decide(
        "Міст через річку Верба закрили для 40 вантажівок після травневої повені", index
    )

    assert not isinstance(decision, Sure)


def test_every_answer_shows_what_was_checked_and_forbids_nothing(index: Index) -> None:
    decision = decide(TWO, index)

    assert isinstance(decision, Sure)
    (match,) = decision.matches
    assert match.sentence in TWO
    assert {Check.RANK, Check.LENGTH, Check.LANGUAGE} <= {one.check for one in match.evidence}
    assert all(one.passed or one.check in LOOSE for one in match.evidence)


@pytest.mark.parametrize(
    "text", ["a." * 20_000, "x " * 400, "🙂 " * 900, "1 2 3 4 5 6 7 8 9 10 11"]
)
def test_what_says_nothing_of_a_claim_is_not_answered(index: Index, text: str) -> None:
    assert not isinstance(decide(text, index), Sure)


def test_a_post_that_repeats_a_known_denial_denies(encoder: Encoder) -> None:
    claim = Phrase(1, "The mayor of Verbove has left the country with the money.", "en", ASSERTS)
    denial = Phrase(1, "Мер Вербового не залишав країну з грошима міста.", "uk", DENIES)
    texts = (claim.text, denial.text)
    vectors = dict(zip(texts, encoder.passages(texts), strict=True))
    index = build(Material(version=0, phrases=(claim, denial), vectors=vectors), encoder)

    decision = decide("Мер міста Вербове не залишав країну з грошима, нагадую всім", index)

    assert Stance.ASSERTS not in {stance for _, stance, _ in found(decision)}


def test_two_claims_in_a_post_get_two_answers(index: Index) -> None:
    text = f"{CLAIMS[0]} And that is not all of what goes on here: {CLAIMS[4]}"

    assert {verdict for verdict, _, _ in found(decide(text, index))} == {0, 4}


@pytest.mark.parametrize(
    "text", ["", " ", "one", f"  {TWO}  ", "\n".join([TWO] * 40), "a " * 20_000, "!?" * 500]
)
def test_passages_are_exact_parts(text: str) -> None:
    assert all(text[one.start : one.end] == one.text for one in passages(text))


def test_a_claim_in_the_midst_of_a_long_text_is_found(index: Index) -> None:
    around = "Nothing of what follows matters, it is only here because somebody must be polite. "
    text = f"{around * 30}\n{CLAIMS[0]}\n{around * 30}"

    assert [verdict for verdict, _, _ in found(decide(text, index))] == [0]


def test_a_short_text_is_ranked_whole_and_by_sentence() -> None:
    assert [one.text for one in passages(TWO)] == [TWO, TWO.partition("! ")[2]]
