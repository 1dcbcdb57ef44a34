"""What a search found, and flagged answers, in words and buttons."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.replies import LOCALES, Reply, unpack
from bot.replies.callbacks import (
    FoundPage,
    Judge,
    OpenCase,
    SameAs,
    SameAsCase,
    SameAsVerdict,
    ShowVerdict,
)
from bot.services.found_values import FoundCase, FoundList
from bot.services.values import VerdictView
from tests.replies.samples import FOUND, PAIR, labels, seen, verdict, worded


def actions(reply: Reply) -> list[list[object]]:
    return [[unpack(button.data) for button in row] for row in reply.buttons]


def test_what_was_found_is_listed_with_a_button_for_each() -> None:
    reply = worded(FOUND)

    assert seen(reply) == (
        "🔎 Found for “ferry”\n\n"
        "6. ❌ False #7\nNo ferry crossed the strait.\n\n"
        "7. 📥 Case 3 · 5 people ask\nThe ferry is late.\n\n"
        "Page 2 of 3\n\n"
        "Press a number to open it."
    )
    assert labels(reply) == [["6", "7"], ["◀ Back", "More ▶"]]
    assert actions(reply) == [[ShowVerdict(7), OpenCase(3)], [FoundPage(1), FoundPage(3)]]


def test_what_a_case_is_the_same_as_is_chosen_by_number() -> None:
    found = worded(replace(FOUND, about=9, page=1, pages=1))
    proposed = worded(replace(FOUND, about=9, page=1, pages=1, words=""))

    chosen = [SameAsVerdict(9, 7), SameAsCase(9, 3)]
    assert actions(found) == [chosen, [SameAs(9)]]
    assert actions(proposed) == [chosen]
    assert seen(found).startswith("Case 9: found for “ferry”")
    assert seen(proposed).startswith("Case 9: the same as what?")


@pytest.mark.parametrize("about", [None, 9])
@pytest.mark.parametrize("locale", LOCALES)
def test_where_nothing_is_found_it_is_said_what_to_try(locale: str, about: int | None) -> None:
    reply = worded(replace(FOUND, entries=(), page=1, pages=1, about=about), locale)

    assert reply.buttons == ()
    assert "ferry" in seen(reply)
    assert len(seen(reply)) > 40


@pytest.mark.parametrize("locale", LOCALES)
def test_five_long_entries_fit(locale: str) -> None:
    long = "<b>&" * 2_000
    entries: tuple[VerdictView | FoundCase, ...] = (
        *(verdict(id=2**31 - at, claim=long) for at in range(1, 4)),
        *(FoundCase(2**31 - at, 10**6, long) for at in range(2)),
    )

    reply = worded(FoundList(long, entries, 46, 10, 10, 2**31 - 9), locale)

    assert len(seen(reply)) < 4_096


def test_a_flagged_answer_shows_the_post_the_claim_and_why() -> None:
    reply = worded(PAIR)

    assert seen(reply) == (
        "⚖️ Does this answer meet the post? Its reader says no.\n\n"
        "Not one ferry has crossed!\n\n"
        "The answer: ❌ False\nThe post makes this claim: No ferry crossed the strait.\n\n"
        "This sentence decided:\nNot one ferry has crossed!\n"
        "How it was found: it is worded like this claim.\n"
        "✔️ yes or no: fits (post: says that it is not so; on record: says that it is not so)\n"
        "✔️ names and places: fits (post: strait; on record: strait)"
    )
    assert labels(reply) == [["Same claim", "Another claim"]]
    assert actions(reply) == [[Judge(4, 1), Judge(4, 2)]]


@pytest.mark.parametrize(
    ("same", "said"), [(True, "✔️ Judged: the same claim."), (False, "✖️ Judged: another claim.")]
)
def test_a_judged_one_says_so_and_has_no_buttons(same: bool, said: str) -> None:
    reply = worded(replace(PAIR, same=same))

    assert (seen(reply).splitlines()[-1], reply.buttons) == (said, ())


def test_one_without_post_or_verdict_cannot_be_judged() -> None:
    gone, withdrawn = worded(replace(PAIR, text="")), worded(replace(PAIR, verdict=None))

    assert (seen(gone), gone.buttons, withdrawn.buttons) == (
        "⚖️ This post is no longer kept.",
        (),
        (),
    )
