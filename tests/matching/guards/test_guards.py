"""Each guard by itself: what it compares and what it says of it."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.guards import Judgement, antonyms, judge
from bot.matching.lexicon import Lexicon
from bot.matching.values import Check, Term
from bot.models import ConceptKind, Stance


def judged(post: str, claim: str, language: str = "en", other: str = "") -> Judgement:
    return judge(post, language, claim, other or language, Lexicon(()))


@pytest.mark.parametrize(
    ("check", "language", "claim", "post"),
    [
        (Check.NUMBERS, "en", "The flood killed 45 cows.", "The flood killed 54 cows."),
        (Check.NUMBERS, "en", "Bread costs 3 pounds in Leeds.", "Bread costs £5 in Leeds."),
        (Check.NUMBERS, "en", "Flight 815 is lost.", "Flight 615 is lost."),
        (Check.NUMBERS, "uk", "Хліб по 30 гривень.", "Хліб по сорок гривень."),
        (Check.NUMBERS, "ru", "В школе № 12 был пожар.", "В школе № 21 был пожар."),
        (Check.NUMBERS, "pl", "W pożarze zginęły trzy konie.", "W pożarze zginęły dwa konie."),
        (Check.NUMBERS, "mk", "Во пожарот изгореле 3 куќи.", "Во пожарот изгореле 13 куќи."),
        (Check.DATES, "en", "The bridge fell on 3 June.", "The bridge fell on 3 July."),
        (Check.DATES, "uk", "Школи закрили 5 березня.", "Школи закрили 6 березня."),
        (Check.DATES, "pl", "Most runął 4 maja 2019 roku.", "Most runął 4 maja 2018 roku."),
        (Check.NAMES, "en", "Rome banned scooters.", "Paris banned scooters."),
        (Check.NAMES, "en", "A judge jailed Ann Lee.", "A judge jailed Ann Ross."),
        (Check.NAMES, "ru", "Латвия закрыла порт.", "Литва закрыла порт."),
        (Check.NAMES, "pl", "Sąd skazał Jana Kosę.", "Sąd skazał Adama Lisa."),
        (Check.ROLES, "en", "Lions chased the wolves away.", "The wolves chased lions away."),
        (Check.VOICE, "en", "Rome banned scooters.", "Rome might have banned scooters."),
        (Check.VOICE, "mk", "Рим ги забрани тротинетите.", "Рим би ги забранил тротинетите."),
        (Check.VOICE, "en", "Only Rome banned scooters.", "Rome banned scooters."),
        (Check.ADDITION, "en", "A storm killed my brown cow.", "A storm killed my brown pig."),
        (Check.COVERAGE, "en", "Rome banned scooters.", "Rome is a city of scooters."),
    ],
)  # fmt: skip
def test_a_difference_is_named(check: Check, language: str, claim: str, post: str) -> None:
    assert check in {one.check for one in judged(post, claim, language).evidence if not one.passed}


@pytest.mark.parametrize(
    ("language", "claim", "post"),
    [
        ("en", "The flood killed 1,200 cows.", "The flood killed twelve hundred cows"),
        ("en", "The firm lost $3 million.", "The firm lost 3,000,000 dollars"),
        ("en", "The flood killed 45 cows on 3 June 2020.", "The flood killed 45 cows on June 3"),
        ("en", "The World Trade Forum banned scooters.", "The WTF banned scooters"),
        ("en", "Britain banned scooters.", "London banned scooters"),
        ("en", "A judge jailed Annabel Lee.", "A judge jailed A. Lee"),
        ("en", "A flood in Leeds killed 45 cows.", "A flood in Leeds, England, killed 45 cows"),
        ("en", "Rome may ban scooters.", "Rome may ban scooters!!"),
        ("pl", "Powódź zabiła stado krów.", "Powodz zabila stado krow"),
        ("ru", "Буря унесла сорок коров.", "Буря унисла сорок коров"),
        ("ru", "Художник нарисовал волка.", "Художник рисовал волка"),
    ],
)  # fmt: skip
def test_other_forms_of_the_same_agree(language: str, claim: str, post: str) -> None:
    found = judged(post, claim, language)

    assert found.passed, str(found.difference)
    assert found.stance is Stance.ASSERTS


def test_the_sentence_is_an_exact_part_of_the_post() -> None:
    post = "Good morning.\n\nThe flood killed  45 cows!  Poor things 😢"

    assert judged(post, "The flood killed 45 cows.").sentence == "The flood killed  45 cows!"


def test_a_remark_beside_the_sentence_turns_it() -> None:
    claim = "The flood killed 45 cows."

    assert judged("The flood killed 45 cows. It did not.", claim).stance is Stance.DENIES
    assert judged("Fake! The flood killed 45 cows.", claim).stance is Stance.DENIES


def test_a_denial_that_is_called_untrue_is_left_open_unless_it_is_quoted() -> None:
    claim = "The flood killed 45 cows."
    bare = judged("Fake! The flood did not kill 45 cows.", claim)
    quoted = judged("Fake: “the flood did not kill 45 cows”.", claim)

    assert not bare.passed
    assert (quoted.passed, quoted.stance) == (True, Stance.ASSERTS)


def test_a_name_in_a_handle_is_a_name() -> None:
    post = "So @AnnLeeOfficial bought the Old Mill from Bob Ross"

    found = judged(post, "Ann Lee bought the Old Mill from Bob Ross.")

    assert all(one.passed for one in found.evidence if one.check is Check.NAMES)


def test_an_embedded_post_is_read_without_who_sent_it_and_when() -> None:
    post = "The flood killed 45 cows pic.twitter.com/Ab3 — Bob Ross (@bobross) May 4, 2021"

    found = judged(post, "The flood of 2 May killed 45 cows.")

    assert Check.DATES not in {one.check for one in found.evidence}


def test_names_and_numbers_are_compared_across_languages() -> None:
    claim = "Франція продала Японії 70 літаків."
    same = judged("France sold Japan 70 planes.", claim, "en", "uk")
    other = judged("France sold Spain 70 planes.", claim, "en", "uk")

    assert all(one.passed for one in same.evidence if one.check is not Check.COVERAGE)
    assert Check.NAMES in {one.check for one in other.evidence if not one.passed}


def test_a_month_is_no_word_of_possibility() -> None:
    found = judged("A May flood killed 45 cows", "A flood killed 45 cows in May.")

    assert all(one.passed for one in found.evidence if one.check is Check.VOICE)


def test_words_of_one_concept_of_the_store_are_one() -> None:
    words = (("en", ("order of the golden frog", "the froggies")),)
    lexicon = Lexicon([Term("frog", ConceptKind.ACTOR, words)])
    post, claim = "The Froggies banned scooters.", "The Order of the Golden Frog banned scooters."

    assert judge(post, "en", claim, "en", lexicon).passed
    assert not judged(post, claim).passed


def test_a_text_that_says_nothing_of_the_claim_does_not_cover_it() -> None:
    for post in ("", "?", "🙂🙂🙂", "Nice weather today.", "0 0 0"):
        found = judged(post, "The flood killed 45 cows.")
        assert [one.check for one in found.evidence if not one.passed][-1] is Check.COVERAGE


@pytest.mark.parametrize("language", antonyms.LANGUAGES)
def test_each_language_has_its_opposites(language: str) -> None:
    pairs = [line.sides for line in antonyms.lines(language) if len(line.sides) > 1]

    assert len(pairs) >= 100
    for sides in pairs:
        patterns = [pattern for side in sides for pattern in side]
        assert all(patterns)
        assert len(set(patterns)) == len(patterns), sides


HOSTILE = [
    "a" * 100_000,
    "🙂" * 100_000,
    "\n" * 100_000,
    "#" * 100_000,
    "a.b " * 25_000,
    "not " * 25_000,
    "river 45 " * 11_000,
    "Kурськ bridge мост مرحبا 世界 " * 3_000,
    "\u200b\u202e\ufeff",
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:6]))
def test_a_hostile_text_is_judged_soon_as_a_post_and_as_a_claim(text: str) -> None:
    before = process_time()
    for language in ("en", "uk", "xx"):
        assert not judged(text, "The flood killed 45 cows.", language, "en").passed
        assert not judged("The flood killed 45 cows.", text, "en", language).passed

    assert process_time() - before < 3


@given(
    st.text('abc абв\n.,!?"«»:#@0123456789', max_size=80),
    st.sampled_from([*antonyms.LANGUAGES, "xx"]),
)
def test_any_text_is_judged(text: str, language: str) -> None:
    found = judged(text, "Rome has not banned 12 scooters.", language, "en")

    assert found.sentence in text
    assert found.evidence
