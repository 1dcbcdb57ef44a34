"""What the clock tells members, word for word."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.models import Rating
from bot.replies import LOCALES
from bot.replies.callbacks import GiveBack, RemindMe, SpareMe, Take, unpack
from bot.replies.voice import voice
from bot.services.clock.values import (
    ApprovalsWait,
    Escalated,
    ListedCase,
    ListedVerdict,
    RemindersSwitch,
)
from tests.replies.samples import BOT, DIGEST, LISTED, NOW, clock_messages, labels, seen, worded

MESSAGES = clock_messages()
LONG = "word " * 400


def test_a_digest_says_where_the_desk_stands() -> None:
    reply = worded(DIGEST)

    assert (
        seen(reply)
        == """\
📋 The desk on 1 March 2026, 14:00

Open cases: 8
Ukrainian 5 · Polish 2 · no language 1
The oldest: case 3 · 30 hours
⏰ Overdue: 2
🔺 Brought before the admins: 1

First in the queue:
• 3 · 30 hours · 👥 5 · The bridge is closed.

👀 Waiting for approval: 1
• 4 · 5 hours · The ferry has sunk.
↩️ Sent back to be changed: 1
🌐 Translations wanted: Macedonian 3

✅ Published since the last digest: 1
• ❌ False No ferry crossed the strait."""
    )
    assert [button.url for row in reply.buttons for button in row] == [f"{BOT}?start=case3"]


def test_a_quiet_digest_is_short() -> None:
    quiet = replace(
        DIGEST,
        open=0,
        languages=(),
        oldest=None,
        first=(),
        overdue=0,
        escalated=0,
        waiting=(),
        waiting_count=0,
        sent_back=0,
        translations=(),
    )

    assert (
        seen(worded(quiet))
        == """\
📋 The desk on 1 March 2026, 14:00

Open cases: 0

✅ Published since the last digest: 1
• ❌ False No ferry crossed the strait."""
    )


@pytest.mark.parametrize("locale", LOCALES)
def test_a_long_digest_fits_into_a_message(locale: str) -> None:
    cases = tuple(ListedCase(2**31, LONG, 10**6, NOW - timedelta(days=999)) for _ in range(5))
    verdicts = tuple(ListedVerdict(Rating.MOSTLY_FALSE, LONG) for _ in range(5))
    long = replace(DIGEST, first=cases, waiting=cases, published=verdicts, waiting_count=99)

    assert 500 < len(seen(worded(long, locale))) <= 4096


def test_admins_see_all_that_came_up_in_one_message() -> None:
    cases = tuple(replace(LISTED, case_id=number) for number in range(1, 11))

    reply = worded(Escalated(cases, 12))

    assert seen(reply).splitlines()[0] == "🔺 12 cases have waited too long"
    assert seen(reply).splitlines()[-1] == "and 2 more"
    assert [len(row) for row in reply.buttons] == [5, 5]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "lease ends",
            "⏳ Your time for case 3 ends at 14:20.\nThe bridge is closed.\n\n"
            "What you have written is kept. Any step gives you more time.",
        ),
        (
            "ran out",
            "⌛ Your time for case 3 is over.\nThe bridge is closed.\n\n"
            "The case is free for others again. What you wrote is kept.",
        ),
        (
            "ran out, nothing written",
            "⌛ Your time for case 3 is over.\nThe bridge is closed.\n\n"
            "The case is free for others again.",
        ),
        (
            "sent back",
            "↩️ Your verdict on case 3 was sent back and waits for you.\nThe bridge is closed.\n\n"
            "Which year? <b>",
        ),
    ],
)
def test_a_reminder_says_how_to_go_on(name: str, expected: str) -> None:
    reply = worded(MESSAGES[name])

    assert seen(reply) == expected
    actions = [unpack(button.data) for row in reply.buttons for button in row]
    assert actions == ([Take(3), GiveBack(3)] if name == "lease ends" else [Take(3)])


@pytest.mark.parametrize(
    ("locale", "count", "expected"),
    [
        ("en", 1, "👀 1 verdict waits for a second pair of eyes"),
        ("uk", 3, "👀 3 висновки чекають на перевірку колегою"),
        ("ru", 5, "👀 5 выводов ждут проверки коллегой"),
        ("mk", 2, "👀 2 заклучоци чекаат уште еден пар очи"),
        ("pl", 22, "👀 22 werdykty czekają na drugą parę oczu"),
    ],
)
def test_what_waits_for_approval_is_counted(locale: str, count: int, expected: str) -> None:
    shown = seen(worded(ApprovalsWait((LISTED,), count), locale))

    assert shown.splitlines()[0] == expected


def test_reminders_are_switched_with_one_press() -> None:
    on, off = (worded(RemindersSwitch(on=state)) for state in (True, False))

    assert (labels(on), labels(off)) == ([["Switch off"]], [["Switch on"]])
    assert [unpack(one.buttons[0][0].data) for one in (on, off)] == [SpareMe(), RemindMe()]


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (0, "0 minutes"),
        (59, "59 minutes"),
        (60, "1 hour"),
        (47 * 60 + 59, "47 hours"),
        (48 * 60, "2 days"),
        (9 * 24 * 60, "9 days"),
    ],
)
def test_an_age_is_rounded_down(minutes: int, expected: str) -> None:
    assert voice("en").age(timedelta(minutes=minutes)) == expected
