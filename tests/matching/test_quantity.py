"""What each number of a sentence is bound to, and which numbers are left alone."""

from datetime import date

import pytest

from bot.matching import Sure, decide
from bot.models import Agreement
from tests.samples.table import Desk

JANUARY = date(2025, 1, 20)
LATER = date(2026, 2, 1)
FITS, DIFFERS, UNCLEAR = Agreement.CONSISTENT, Agreement.INCONSISTENT, Agreement.UNCLEAR

Line = tuple[str, Agreement]


def lines(desk: Desk, text: str, posted_at: date | None = JANUARY) -> list[Line]:
    decision = decide(text, desk.index, posted_at=posted_at)
    return (
        [(line.stated, line.agreement) for line in decision.figures]
        if isinstance(decision, Sure)
        else []
    )


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Killed in Ukraine: 300 North Korean soldiers, and 2,700 wounded.",
         [("300", FITS), ("2,700", FITS)]),
        ("Of the North Korean soldiers in the war in Ukraine 300 were killed and 2,700 wounded.",
         [("300", FITS), ("2,700", FITS)]),
        ("In Ukraine they killed 300 North Korean soldiers and wounded 2,700.",
         [("300", FITS), ("2,700", FITS)]),
        ("11,000 North Korean soldiers are in the Kursk region, two have been captured.",
         [("11,000", FITS), ("two", FITS)]),
    ],
)  # fmt: skip
def test_each_number_gets_the_event_told_beside_it(desk: Desk, text: str, due: list[Line]) -> None:
    assert lines(desk, text) == due


@pytest.mark.parametrize(
    "text",
    [
        "11,000 containers of ammunition for North Korean soldiers are in the Kursk region.",
        "11,000 Ukrainian soldiers are fighting North Korean troops in the Kursk region.",
        "Half of the North Korean soldiers are in the Kursk region.",
        "11,000 North Korean soldiers in the Kursk region have deserted.",
        "3,000 widows of North Korean soldiers are in the Kursk region.",
        "North Korean soldiers in the Kursk region have 11,000 rifles.",
        "There are no 11,000 North Korean soldiers in the Kursk region.",
        "11,000 North Korean soldiers are in the Kharkiv region.",
        "North Korea has 11,000 soldiers on the border with China.",
    ],
)
def test_another_unit_actor_event_or_place_is_left_alone(desk: Desk, text: str) -> None:
    assert lines(desk, text) == []


@pytest.mark.parametrize(
    ("text", "posted_at", "due"),
    [
        ("There are now 11,000 North Korean soldiers in the Kursk region.", LATER, UNCLEAR),
        ("There are 11,000 North Korean soldiers in the Kursk region.", None, FITS),
        ("Two North Korean soldiers were captured in the Kursk region on March 9.",
         date(2025, 3, 12), UNCLEAR),
        ("Two North Korean soldiers were captured in the Kursk region on 9 January.",
         JANUARY, FITS),
    ],
)  # fmt: skip
def test_the_time_of_the_post_counts(
    desk: Desk, text: str, posted_at: date | None, due: Agreement
) -> None:
    assert [agreement for _, agreement in lines(desk, text, posted_at)] == [due]


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("20 soldiers were killed by a missile strike in the occupied Donetsk region.",
         [("20", FITS)]),
        ("100 soldiers were killed by a missile strike in the occupied Donetsk region.", []),
        ("20 Ukrainian soldiers were killed by a missile strike in the Donetsk region.", []),
    ],
)  # fmt: skip
def test_a_figure_of_everybody_confirms_and_never_refutes(
    desk: Desk, text: str, due: list[Line]
) -> None:
    assert lines(desk, text, date(2024, 10, 6)) == due


def test_a_figure_that_fits_does_not_make_a_false_claim_true(desk: Desk) -> None:
    text = (
        "There never were any North Korean soldiers in the war against Ukraine. "
        "About 11,000 North Korean soldiers are in the Kursk region."
    )

    decision = decide(text, desk.index, posted_at=JANUARY)

    assert isinstance(decision, Sure)
    assert [line.agreement for line in decision.figures] == [FITS]
    assert all(match.sentence not in {"About 11,000"} for match in decision.matches)


@pytest.mark.parametrize(
    "text",
    [
        "Ukraine lost 11,000 soldiers in Kursk to North Korean troops.",
        "Ukraine has 11,000 soldiers in Kursk against North Korean troops.",
        "Ukraine sent 100,000 soldiers to Kursk to fight the North Korean troops.",
        "Seoul says that Ukraine has 100,000 soldiers in Kursk facing North Korean troops.",
        "Russia has 50,000 soldiers in Kursk, among them North Korean troops.",
        "Україна втратила 11 тисяч солдатів у Курську через північнокорейські війська.",
        "Украина потеряла 50 тысяч солдат под Курском в боях с северокорейцами.",
        "Украинцы стянули под Курск 60 тысяч солдат против северокорейцев.",
        "Украина изгуби 11.000 војници во Курск од севернокорејските војници.",
        "Ukraina ma 60 tysięcy żołnierzy w obwodzie kurskim przeciwko wojskom Korei Północnej.",
    ],
)
def test_what_another_side_has_or_loses_is_not_theirs(desk: Desk, text: str) -> None:
    assert lines(desk, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "North Korean soldiers killed 300 people in Kursk.",
        "North Korean soldiers wounded 50 civilians in Kursk.",
        "North Korean troops captured 20 soldiers in Kursk.",
        "Північнокорейські солдати вбили 300 людей у Курській області.",
        "Северокорейские солдаты убили 300 человек в Курской области.",
    ],
)
def test_what_they_did_to_others_is_not_what_they_suffered(desk: Desk, text: str) -> None:
    assert lines(desk, text) == []


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("North Korea's army has 1.2 million soldiers, 11,000 of them in Kursk.", "11,000"),
        ("North Korea has 1.2 million soldiers but only 11,000 are in Kursk.", "only 11,000"),
        ("The 11,000 North Koreans in Kursk lost 40 % of their strength.", "11,000"),
    ],
)
def test_a_place_or_event_told_of_one_number_is_not_the_other_s(
    desk: Desk, text: str, due: str
) -> None:
    assert lines(desk, text, None) == [(due, FITS)]


@pytest.mark.parametrize(
    "text",
    [
        "300 North Koreans killed and 2,700 wounded, says Seoul.",
        "Seoul says 300 North Korean soldiers were killed and 2,700 wounded.",
    ],
)
def test_a_capital_that_tells_is_no_place(desk: Desk, text: str) -> None:
    assert lines(desk, text) == [("300", FITS), ("2,700", FITS)]


def test_what_agrees_with_the_record_of_another_place_is_unclear(desk: Desk) -> None:
    text = "300 North Korean soldiers have been killed in Kursk."

    assert lines(desk, text, None) == [("300", UNCLEAR)]


@pytest.mark.parametrize(
    "text",
    [
        "North Korea has sent Russia 11,000 soldiers for Kursk.",
        "Kyiv says North Korea has 11,000 soldiers in Kursk.",
        "За даними Києва, у Курську воюють 11 тисяч солдатів КНДР.",
    ],
)
def test_whose_they_are_is_told_before_or_behind_the_number(desk: Desk, text: str) -> None:
    assert lines(desk, text) == [(said, FITS) for said in ("11,000", "11 тисяч") if said in text]
