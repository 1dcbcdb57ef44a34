"""Cases as reviewers read them: the card for each who looks at it, its posts, and their own."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.matching import Check, Evidence
from bot.models import CasePurpose, CaseReason, MediaKind
from bot.replies import callbacks as press
from bot.replies import unpack
from bot.services.cases.values import CaseLine, CasePosts, InHand, MyCases, Viewer
from bot.services.values import CaseCard, Likeness
from tests.replies.samples import CASE, NOW, POST, labels, seen, verdict, worded

OWN = replace(CASE, viewer=Viewer.REVIEWER)


def pressed(card: CaseCard) -> list[object]:
    return [unpack(button.data) for row in worded(card).buttons for button in row]


def test_a_case_shows_who_asks_from_where_and_what_is_near() -> None:
    card = replace(
        CASE,
        text="The bridge\n\n\n is closed.",
        grew=2,
        last_seen=NOW + timedelta(days=1),
        languages=("uk", "ru"),
        media=MediaKind.PHOTO,
        origins=(("Port <news>", 3), ("Strait", 1)),
        texts=4,
        escalated=True,
        overdue=True,
        nearest=(Likeness(verdict(), Evidence(Check.NUMBERS, False, "5", "50")),),
    )

    assert (
        seen(worded(card))
        == """\
📥 Case 3 · ❗ escalated · ⏰ overdue
5 people ask · 2 within the last day
first on 1 March 2026 · last on 2 March 2026
Ukrainian · Russian · photo

The bridge

is closed.

From: Port <news> (3), Strait (1)
4 wordings

Verdicts on similar claims:
• ❌ False No ferry crossed the strait.
The difference: numbers. Your post: 5. That claim: 50."""
    )


def test_the_common_chat_is_offered_what_everybody_may_do() -> None:
    assert labels(worded(CASE)) == [
        ["✍️ Take"],
        ["🔗 Same as…", "💬 The posts"],
        ["Nothing to check", "🗑 Spam"],
        ["❗ Escalate"],
    ]


@pytest.mark.parametrize(
    ("card", "expected"),
    [
        (OWN, [["✍️ Take", "⏭ Skip"], ["❗ Escalate"]]),
        (
            replace(OWN, viewer=Viewer.ADMIN),
            [["✍️ Take", "⏭ Skip"], ["❗ Escalate", "⬆️ Move up"]],
        ),
        (replace(OWN, taken_by=9, held=True), [["✍️ Go on", "Give back"], ["❗ Escalate"]]),
        (replace(CASE, taken_by=9), [["✍️ Go on", "Give back"]]),
        (replace(OWN, taken_by=9), [["⏭ Skip"]]),
        (replace(OWN, waits=True), [["⏭ Skip"]]),
        (replace(OWN, escalated=True), [["✍️ Take", "⏭ Skip"]]),
    ],
)
def test_each_is_offered_what_they_may_do(card: CaseCard, expected: list[list[str]]) -> None:
    decisions = [["🔗 Same as…", "💬 The posts"], ["Nothing to check", "🗑 Spam"]]

    assert [row for row in labels(worded(card)) if row not in decisions] == expected


def test_buttons_are_about_the_case() -> None:
    assert pressed(replace(OWN, viewer=Viewer.ADMIN)) == [
        press.Take(3),
        press.Skip(3),
        press.SameAs(3),
        press.CasePosts(3, 1),
        press.NoClaim(3),
        press.Spam(3),
        press.Escalate(3),
        press.Boost(3),
    ]


def test_a_verdict_to_be_looked_at_again_says_why_and_can_be_confirmed() -> None:
    card = replace(
        OWN, purpose=CasePurpose.RECHECK, reason=CaseReason.DISPUTED, about=verdict(), people=0
    )

    shown = seen(worded(card))

    assert "Readers say that this verdict is wrong.\n❌ False No ferry crossed" in shown
    assert "The bridge is closed." not in shown
    assert press.Confirm(3) in pressed(card)
    assert press.NoClaim(3) not in pressed(card)


@pytest.mark.parametrize(
    ("card", "expected"),
    [
        (replace(OWN, taken_by=9, held=True), "You are working on it."),
        (replace(OWN, taken_by=9), "This reviewer is working on it."),
        (replace(OWN, begun=True), "A verdict is begun: whoever takes the case goes on with it."),
        (
            replace(OWN, waits=True),
            "Its verdict is written, and waits for a second pair of eyes.",
        ),
    ],
)
def test_a_case_says_how_it_stands(card: CaseCard, expected: str) -> None:
    assert seen(worded(card)).splitlines()[-1] == expected


@pytest.mark.parametrize(
    ("card", "expected"),
    [
        (
            replace(CASE, verdict=verdict()),
            ["❌ False", "Closed with this verdict: No ferry crossed the strait."],
        ),
        (replace(CASE, closed=True, dismissed=True), ["", "Closed: nothing to check here."]),
        (replace(CASE, closed=True, merged_into=4), ["", "Closed: it is part of case 4."]),
        (replace(CASE, closed=True), ["", "This case is closed."]),
    ],
)
def test_a_closed_case_has_no_buttons(card: CaseCard, expected: list[str]) -> None:
    reply = worded(card)

    assert seen(reply).splitlines()[-2:] == expected
    assert reply.buttons == ()


def test_posts_can_be_taken_out_where_there_are_others() -> None:
    page = CasePosts(3, (POST, replace(POST, submission_id=12, origin=None)), 1, 2, True)

    reply = worded(page)

    assert "1. post 11 · Port news · 1 March 2026 · Ukrainian\nThe bridge is closed." in seen(
        reply
    )
    assert [unpack(button.data) for row in reply.buttons for button in row] == [
        press.Detach(3, 11),
        press.Detach(3, 12),
        press.OpenCase(3),
        press.CasePosts(3, 2),
    ]
    assert labels(worded(replace(page, detachable=False, pages=1))) == [["📥 The case"]]


def test_my_cases_say_how_each_is_in_hand() -> None:
    lines = tuple(CaseLine(3, "A ferry", CasePurpose.CLAIM, hand, None) for hand in InHand)

    reply = worded(MyCases(lines, 1, 1))

    assert "↩️ Case 3 · sent back to you\nA ferry" in seen(reply)
    assert labels(reply) == [["3", "3", "3", "3"]]
    assert "/queue" in seen(worded(MyCases((), 1, 1)))
