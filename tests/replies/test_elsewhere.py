"""What others have checked is told as theirs, word for word."""

from __future__ import annotations

import pytest

from bot.models import Rating, Stance
from bot.replies import LOCALES
from tests.replies.samples import answered, every_message, found, labels, seen, verdict, worded

THEIRS = verdict(publisher="Ferry Facts", rated_as="Pants on Fire", summary="")

RATED = """\
❌ False
Rated by Ferry Facts: “Pants on Fire”
What the post says: No ferry crossed the strait.

Sources:
1. Harbour log, Port Herald, A. Ivanova

Checked on 14 January 2026

Have a post checked: t.me/example_bot"""

DENIED = """\
💬 This post disputes a claim that Ferry Facts rated “Pants on Fire”.
The claim: No ferry crossed the strait.
The claim's rating: ❌ False"""

ELSEWHERE = """\
🔍 We have not checked this claim, but others seem to have:

1. No ferry crossed the strait.
This looks like the same claim.
Ferry Facts has checked it:
Harbour log, Port Herald, A. Ivanova
Its rating there: “Four sails”"""

NEWS = """\
🔔 Others have checked a claim from a post that you sent:

📄 Not rated
Rated by Ferry Facts: “Four sails”
The claim: No ferry crossed the strait.

Sources:
1. Harbour log, Port Herald, A. Ivanova

Have a post checked: t.me/example_bot"""


def test_an_imported_rating_is_its_publishers() -> None:
    assert seen(worded(answered(found(THEIRS)))) == RATED


def test_without_words_of_its_own_it_is_still_theirs() -> None:
    theirs = verdict(publisher="Ferry Facts", rating=Rating.TRUE)

    assert "Rated by Ferry Facts\n" in seen(worded(answered(found(theirs))))


def test_a_dispute_names_who_rated() -> None:
    assert seen(worded(answered(found(THEIRS, Stance.DENIES)))).startswith(DENIED)


def test_a_claim_without_rating_is_shown_with_its_page() -> None:
    assert seen(worded(every_message()["checked elsewhere"])).startswith(ELSEWHERE)


def test_what_differs_is_still_said_of_other_claims() -> None:
    text = seen(worded(every_message()["near, and elsewhere"]))

    assert text.startswith("🔍 We have not checked this exact claim. These are close:")
    assert text.count("The difference: names and places.") == 2
    assert text.count("This looks like the same claim.") == 1


def test_whose_it_is_is_told_with_the_news() -> None:
    reply = worded(every_message()["unrated as news"])

    assert seen(reply) == NEWS
    assert labels(reply) == [["Not what I asked"], ["Tell me if this changes"]]


@pytest.mark.parametrize("locale", LOCALES)
def test_no_reply_has_empty_lines_where_a_summary_is_missing(locale: str) -> None:
    for name, message in every_message().items():
        if "unrated" in name or "theirs" in name or "elsewhere" in name:
            text = seen(worded(message, locale))
            assert "\n\n\n" not in text, name
            assert text == text.strip(), name
