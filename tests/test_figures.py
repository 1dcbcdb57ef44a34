"""How stated quantities stand to the figures on record; the subject is made up."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.figures import FigureFinding, RecordedFigure, StatedFigure, compare
from bot.models import Agreement, ConceptKind, Qualifier
from bot.text.dates import dates
from bot.text.quantities import quantities

KINDS = {
    "norland": ConceptKind.ACTOR,
    "sudland": ConceptKind.ACTOR,
    "port": ConceptKind.PLACE,
    "hills": ConceptKind.PLACE,
    "guards": ConceptKind.UNIT,
    "ships": ConceptKind.UNIT,
    "killed": ConceptKind.EVENT,
    "captured": ConceptKind.EVENT,
}
HERE = frozenset({"norland", "port", "guards"})
CONSISTENT, INCONSISTENT = Agreement.CONSISTENT, Agreement.INCONSISTENT
OUTDATED, UNCLEAR = Agreement.OUTDATED, Agreement.UNCLEAR

# No deadline: a busy machine is no failure.
FAST = settings(max_examples=60, deadline=None)


def figure(
    value: int, qualifier: Qualifier = Qualifier.ABOUT, *, key: str = "present",
    event: str | None = None, place: str | None = "port", as_of: date | None = date(2025, 1, 15),
    as_of_end: date | None = None, inferred: bool = False,
) -> RecordedFigure:  # fmt: skip
    return RecordedFigure(
        key, Decimal(value), Decimal(value), qualifier, "guards", "norland", place, event,
        as_of, as_of_end, inferred, ("the press office",),
    )  # fmt: skip


def stated(text: str, *concepts: str, without: str = "") -> StatedFigure:
    (quantity,) = quantities(text)
    named = (HERE | frozenset(concepts)) - {without}
    return StatedFigure(quantity, named, tuple(dates(text)))


def agreement(
    text: str, *recorded: RecordedFigure, posted_at: date | None = None
) -> Agreement | None:
    finding = compare(stated(text), recorded, posted_at=posted_at, kinds=KINDS)
    return finding.agreement if finding else None


def keys(finding: FigureFinding | None) -> list[str]:
    return [] if finding is None else [each.key for each in finding.recorded]


@pytest.mark.parametrize(
    ("text", "value", "qualifier", "agrees"),
    [
        ("11,000", 11000, Qualifier.ABOUT, CONSISTENT),
        ("12,000", 11000, Qualifier.ABOUT, CONSISTENT),
        ("more than 10,000", 11000, Qualifier.ABOUT, CONSISTENT),
        ("10-12 thousand", 11000, Qualifier.ABOUT, CONSISTENT),
        ("up to 12,000", 11000, Qualifier.ABOUT, CONSISTENT),
        ("13,000", 11000, Qualifier.ABOUT, UNCLEAR),
        ("17,000", 11000, Qualifier.ABOUT, INCONSISTENT),
        ("7,000", 11000, Qualifier.ABOUT, INCONSISTENT),
        ("50,000", 11000, Qualifier.ABOUT, INCONSISTENT),
        ("500", 11000, Qualifier.ABOUT, INCONSISTENT),
        ("at least 1,000", 11000, Qualifier.ABOUT, UNCLEAR),
        ("up to 100,000", 11000, Qualifier.ABOUT, UNCLEAR),
        ("tens of thousands", 11000, Qualifier.ABOUT, UNCLEAR),
        ("hundreds", 11000, Qualifier.ABOUT, UNCLEAR),
        ("11,000", 10000, Qualifier.MORE_THAN, CONSISTENT),
        ("15,000", 10000, Qualifier.MORE_THAN, CONSISTENT),
        ("16,000", 10000, Qualifier.MORE_THAN, UNCLEAR),
        ("9,900", 10000, Qualifier.AT_LEAST, UNCLEAR),
        ("5,000", 10000, Qualifier.AT_LEAST, INCONSISTENT),
        ("about 10,000", 10000, Qualifier.AT_LEAST, CONSISTENT),
        ("12,000", 12000, Qualifier.UP_TO, CONSISTENT),
        ("more than 12,000", 12000, Qualifier.UP_TO, UNCLEAR),
        ("two", 2, Qualifier.EXACTLY, CONSISTENT),
        ("both guards", 2, Qualifier.EXACTLY, CONSISTENT),
        ("only 2", 2, Qualifier.EXACTLY, CONSISTENT),
        ("3", 2, Qualifier.EXACTLY, INCONSISTENT),
        ("14", 13, Qualifier.EXACTLY, UNCLEAR),
        ("more than two", 2, Qualifier.EXACTLY, UNCLEAR),
    ],
)
def test_an_undated_value_is_compared_within_the_tolerance_of_its_words(
    text: str, value: int, qualifier: Qualifier, agrees: Agreement
) -> None:
    assert agreement(text, figure(value, qualifier)) == agrees


@pytest.mark.parametrize(
    ("concepts", "without"),
    [
        ((), "norland"),
        (("sudland",), "norland"),
        ((), "guards"),
        (("ships",), "guards"),
        (("killed",), ""),
        (("hills",), "port"),
    ],
)
def test_another_subject_is_never_compared(concepts: tuple[str, ...], without: str) -> None:
    post = stated("11,000", *concepts, without=without)

    assert compare(post, [figure(11000)], kinds=KINDS) is None


def test_a_measure_is_not_a_count() -> None:
    post = stated("11,000 km")

    assert compare(post, [figure(11000)], kinds=KINDS) is None


def test_events_are_kept_apart() -> None:
    recorded = [figure(300, key="dead", event="killed"), figure(2, key="held", event="captured")]

    finding = compare(stated("300", "killed"), recorded, kinds=KINDS)

    assert keys(finding) == ["dead"]


def test_without_a_place_the_match_is_less_sure_and_nothing_is_refuted() -> None:
    same = compare(stated("11,000", without="port"), [figure(11000)], kinds=KINDS)
    other = compare(stated("50,000", without="port"), [figure(11000)], kinds=KINDS)
    full = compare(stated("11,000"), [figure(11000)], kinds=KINDS)

    assert same is not None
    assert other is not None
    assert full is not None
    assert (same.agreement, other.agreement) == (CONSISTENT, UNCLEAR)
    assert same.confidence < full.confidence


def test_kinds_are_taken_from_the_record_where_none_are_given() -> None:
    recorded = [figure(11000), figure(300, key="there", place="hills")]

    finding = compare(stated("11,000", "hills", without="port"), recorded)

    assert keys(finding) == ["there"]


EARLY = figure(3000, key="early", as_of=date(2024, 10, 31))
LATE = figure(11000, key="late", as_of=date(2025, 1, 15), inferred=True)


@pytest.mark.parametrize(
    ("text", "posted_at", "agrees"),
    [
        ("3,000", None, CONSISTENT),
        ("11,000", None, CONSISTENT),
        ("6,000", None, UNCLEAR),
        ("3,000", date(2024, 11, 2), CONSISTENT),
        ("11,000", date(2025, 1, 14), CONSISTENT),
        ("3,000", date(2025, 1, 14), OUTDATED),
        ("11,000", date(2024, 11, 2), OUTDATED),
        ("50,000", date(2025, 1, 14), INCONSISTENT),
        ("50,000", date(2025, 3, 14), UNCLEAR),
        ("11,000", date(2026, 11, 2), OUTDATED),
        ("50,000", date(2026, 11, 2), UNCLEAR),
        ("11,000", date(2023, 1, 1), OUTDATED),
        ("3,000 in October 2024", date(2025, 1, 14), CONSISTENT),
        ("3,000 in October 2024", None, CONSISTENT),
        ("3,000 in October", None, CONSISTENT),
        ("11,000 in October 2024", None, OUTDATED),
        ("11,000 in 2022", None, OUTDATED),
        ("50,000 in October 2024", None, INCONSISTENT),
        ("11,000 as of 14 January 2025", None, CONSISTENT),
        ("3,000 as of 14 January 2025", None, OUTDATED),
    ],
)
def test_the_time_of_the_post_decides_which_record_counts(
    text: str, posted_at: date | None, agrees: Agreement
) -> None:
    assert agreement(text, EARLY, LATE, posted_at=posted_at) == agrees


def test_an_outdated_value_names_its_own_record_and_the_current_one() -> None:
    finding = compare(stated("3,000"), [EARLY, LATE], posted_at=date(2025, 1, 14), kinds=KINDS)

    assert keys(finding) == ["early", "late"]


def test_an_undated_value_names_the_record_that_it_agrees_with() -> None:
    finding = compare(stated("3,000"), [EARLY, LATE], kinds=KINDS)

    assert keys(finding) == ["early"]


WEEK = figure(
    1000, Qualifier.MORE_THAN, key="week", as_of=date(2024, 12, 25), as_of_end=date(2024, 12, 31)
)


@pytest.mark.parametrize(
    ("text", "posted_at", "agrees"),
    [
        ("1,200 in the last week of December", None, CONSISTENT),
        ("1,200 in the last week of December", date(2025, 1, 14), CONSISTENT),
        ("1,200 in December 2024", None, CONSISTENT),
        ("1,200 in early December 2024", None, OUTDATED),
        ("1,200 in January 2025", None, OUTDATED),
        ("100 in the last week of December 2024", None, INCONSISTENT),
    ],
)
def test_a_recorded_period_is_compared_with_the_stated_one(
    text: str, posted_at: date | None, agrees: Agreement
) -> None:
    assert agreement(text, WEEK, posted_at=posted_at) == agrees


def test_sources_that_disagree_are_all_named() -> None:
    recorded = [figure(300, key="army"), figure(900, key="ministry", as_of=date(2025, 1, 10))]

    finding = compare(stated("300"), recorded, posted_at=date(2025, 1, 16), kinds=KINDS)

    assert finding is not None
    assert finding.agreement == UNCLEAR
    assert keys(finding) == ["army", "ministry"]


def test_a_lower_bound_does_not_contradict_a_larger_count() -> None:
    recorded = [
        figure(1000, Qualifier.AT_LEAST, key="at least"),
        figure(3000, Qualifier.MORE_THAN, key="more"),
    ]

    finding = compare(stated("3,200"), recorded, posted_at=date(2025, 1, 16), kinds=KINDS)

    assert finding is not None
    assert (finding.agreement, keys(finding)) == (CONSISTENT, ["more"])


def test_an_exact_count_of_the_same_days_has_no_tolerance() -> None:
    recorded = figure(13, Qualifier.EXACTLY)

    assert agreement("14", recorded, posted_at=date(2025, 1, 16)) == INCONSISTENT
    assert agreement("14", recorded, posted_at=date(2025, 2, 16)) == UNCLEAR


def test_a_day_near_the_announcement_fits_the_count() -> None:
    recorded = figure(2, Qualifier.EXACTLY, event="captured", as_of=date(2025, 1, 11))

    finding = compare(stated("Two captured on January 9", "captured"), [recorded], kinds=KINDS)

    assert finding is not None
    assert finding.agreement == CONSISTENT


def test_nothing_on_record_gives_nothing() -> None:
    assert compare(stated("11,000"), [], kinds=KINDS) is None


def test_every_finding_says_why() -> None:
    finding = compare(stated("11,000"), [LATE], posted_at=date(2025, 1, 14), kinds=KINDS)

    assert finding is not None
    assert [each.name for each in finding.evidence] == ["subject", "period", "value"]


@FAST
@given(st.integers(1, 10**9), st.sampled_from(list(Qualifier)))
def test_a_value_agrees_with_itself(value: int, qualifier: Qualifier) -> None:
    recorded = figure(value, qualifier)
    (quantity,) = quantities("5 guards")
    own = replace(quantity, low=Decimal(value), high=Decimal(value))

    finding = compare(StatedFigure(own, HERE), [recorded], kinds=KINDS)

    assert finding is not None
    assert finding.agreement == CONSISTENT


@FAST
@given(st.integers(1, 10**6), st.integers(1, 10**6), st.sampled_from(list(Qualifier)))
def test_refuted_values_are_far_from_the_record(
    value: int, record: int, qualifier: Qualifier
) -> None:
    (quantity,) = quantities("5 guards")
    own = replace(quantity, low=Decimal(value), high=Decimal(value))

    finding = compare(StatedFigure(own, HERE), [figure(record, qualifier)], kinds=KINDS)

    assert finding is not None
    if finding.agreement is INCONSISTENT:
        assert max(value, record) * 2 >= min(value, record) * 3


def test_what_is_said_to_be_so_now_long_after_the_last_record_is_unclear() -> None:
    post = replace(stated("11,000"), dates=tuple(dates("now", posted_at=date(2026, 2, 1))))

    finding = compare(post, [EARLY, LATE], posted_at=date(2026, 2, 1), kinds=KINDS)

    assert finding is not None
    assert (finding.agreement, finding.missing, keys(finding)) == (
        UNCLEAR,
        True,
        ["late", "early"],
    )


def test_what_happened_on_another_day_is_another_thing() -> None:
    held = figure(2, Qualifier.EXACTLY, key="held", event="captured", as_of=date(2025, 1, 11))
    post = stated("two captured on March 9", "captured")

    finding = compare(post, [held], posted_at=date(2025, 3, 12), kinds=KINDS)

    assert finding is not None
    assert (finding.agreement, finding.missing) == (UNCLEAR, True)


def test_a_named_source_is_compared_with_what_it_says_itself() -> None:
    army = replace(figure(300, key="army"), attributed_to=("army",))
    ministry = replace(figure(900, key="ministry"), attributed_to=("ministry",))
    by_army = {
        value: compare(
            replace(stated(value), sources=frozenset({"army"})), [army, ministry], kinds=KINDS
        )
        for value in ("300", "900", "50")
    }

    assert {value: each.agreement for value, each in by_army.items() if each} == {
        "300": CONSISTENT, "900": UNCLEAR, "50": INCONSISTENT
    }  # fmt: skip
    assert keys(by_army["50"]) == ["army"]


def test_a_place_that_is_named_comes_before_one_that_is_implied() -> None:
    inner, outer = figure(3000, key="inner"), figure(11000, key="outer", place="hills")
    post = replace(stated("11,000", "hills"), named=HERE)

    finding = compare(post, [inner, outer], kinds=KINDS)

    assert (keys(finding), finding and finding.agreement) == (["inner"], INCONSISTENT)


def test_a_record_without_a_place_counts_beside_those_of_the_place() -> None:
    recorded = [figure(3000, key="here"), figure(1000, key="anywhere", place=None)]

    assert keys(compare(stated("1,000"), recorded, kinds=KINDS)) == ["anywhere"]


def test_a_share_is_no_count() -> None:
    assert compare(stated("half of the guards"), [figure(11000)], kinds=KINDS) is None


def test_of_two_readings_either_may_agree_and_both_must_differ() -> None:
    assert agreement("1.234", figure(1234, Qualifier.EXACTLY)) == CONSISTENT
    assert agreement("1.234", figure(1, Qualifier.ABOUT)) == UNCLEAR
    assert agreement("1.234", figure(100000, Qualifier.ABOUT)) == INCONSISTENT


def test_two_events_of_one_number_refute_nothing() -> None:
    recorded = [figure(300, key="dead", event="killed"), figure(2, key="held", event="captured")]
    finding = compare(stated("50", "killed", "captured"), recorded, kinds=KINDS)

    assert finding is not None
    assert finding.agreement == UNCLEAR
