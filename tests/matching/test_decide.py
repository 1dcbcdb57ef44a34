"""What is decided of a text, on the shipped subject and on quite another one."""

import pytest

from bot.matching import Far, Material, Near, NoClaim, Phrase, Stage, Sure, build, decide
from bot.models import Agreement, Polarity, Stance
from tests.samples.table import Desk

KURSK = "North Korean soldiers are fighting for Russia against Ukraine."


@pytest.mark.parametrize(
    ("text", "verdict", "stance"),
    [
        (
            "‼️ Neighbours, there is lead in Verbove's drinking water! Share!",
            "water-contains-lead",
            Stance.ASSERTS,
        ),
        (
            "Calm down, no lead was found in the water of Verbove.",
            "water-contains-lead",
            Stance.DENIES,
        ),
        ("Is there lead in Verbove's drinking water?", "water-contains-lead", Stance.ASKS),
        (
            "Увага! У питній воді Вербового знайшли свинець.",
            "water-contains-lead",
            Stance.ASSERTS,
        ),
        ("У воді Вербового немає свинцю.", "water-contains-lead", Stance.DENIES),
    ],
)
def test_another_subject_is_answered_from_its_own_seeds(
    second_desk: Desk, text: str, verdict: str, stance: Stance
) -> None:
    decision = decide(text, second_desk.index)

    assert isinstance(decision, Sure)
    assert [(second_desk.keys[one.verdict_id], one.stance) for one in decision.matches] == [
        (verdict, stance)
    ]


def test_another_place_is_another_claim(second_desk: Desk) -> None:
    decision = decide("There is lead in Lypove's drinking water.", second_desk.index)

    assert isinstance(decision, Near)


def test_the_first_subject_is_unknown_to_the_second(second_desk: Desk) -> None:
    assert isinstance(decide(KURSK, second_desk.index), Far)


def test_two_captured_on_9_january_is_no_contradiction(desk: Desk) -> None:
    decision = decide("Two North Korean soldiers were captured on January 9", desk.index)

    lines = decision.figures if isinstance(decision, Sure) else ()
    assert Agreement.INCONSISTENT not in {line.agreement for line in lines}
    assert isinstance(decision, Sure)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("😀🔥", "empty"),
        ("https://example.org/a", "only_links"),
        ("hello there", "greeting"),
        ("Kursk", "single_word"),
        ("12 000", "no_words"),
    ],
)
def test_what_says_nothing_is_no_claim(desk: Desk, text: str, reason: str) -> None:
    decision = decide(text, desk.index)

    assert isinstance(decision, NoClaim)
    assert decision.reason == reason


def test_a_repeated_wording_costs_a_lookup_and_names_its_stage(desk: Desk) -> None:
    decision = decide(
        "🚨 north korean soldiers ARE fighting for Russia, against Ukraine", desk.index
    )

    assert isinstance(decision, Sure)
    assert [one.stage for one in decision.matches] == [Stage.EXACT]


def test_the_same_words_as_a_question_take_no_side(desk: Desk) -> None:
    decision = decide(KURSK.replace(".", "?"), desk.index)

    assert isinstance(decision, Sure)
    assert [one.stance for one in decision.matches] == [Stance.ASKS]


def test_a_known_link_is_recognised_in_any_of_its_forms() -> None:
    index = build(
        Material(
            version=1,
            phrases=(Phrase(7, "The moon is made of cheese.", "en", Polarity.ASSERTS),),
            links=(("example.org/moon", 7),),
        )
    )

    bare = decide("https://www.example.org/moon/?utm_source=x", index)
    spoken = decide("Look at this: https://example.org/moon", index)

    assert isinstance(bare, Sure)
    assert isinstance(spoken, Sure)
    assert [(one.stage, one.stance) for one in bare.matches] == [(Stage.LINK, Stance.ASSERTS)]
    assert [(one.stage, one.stance) for one in spoken.matches] == [(Stage.LINK, Stance.ASKS)]


@pytest.mark.parametrize(
    "text",
    [
        "a" * 100_000,
        "ні " * 30_000,
        "\u202e\u200b" * 500,
        "🙂" * 5_000,
        "<b>&amp;</b> *_[x](y)_*" * 100,
        "مرحبا بالعالم, هذا خبر عاجل",
        "हिन्दी में समाचार है",
    ],
)
def test_odd_texts_are_decided_on_without_harm(desk: Desk, text: str) -> None:
    assert not isinstance(decide(text, desk.index), Sure)


def test_a_claim_without_words_is_never_found() -> None:
    index = build(Material(version=0, phrases=(Phrase(1, "?!", "en", Polarity.ASSERTS),)))

    assert not isinstance(decide("!!!", index), Sure)
    assert not isinstance(decide("🙂", index), Sure)


def test_an_empty_store_knows_nothing() -> None:
    assert isinstance(decide(KURSK, build(Material(version=0))), Far)
