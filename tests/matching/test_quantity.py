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
