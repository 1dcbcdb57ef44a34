"""What subscribers see: their card, the end of it, and bulletins."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.models import Frequency
from bot.replies import LOCALES, callbacks
from bot.replies.callbacks import unpack
from bot.replies.subscription_actions import Tick
from bot.services.broadcasts.values import BroadcastMessage
from bot.services.subscriptions.values import (
    Bulletin,
    SubscriptionCard,
    SubscriptionEnded,
    TopicChoice,
    Wanted,
)
from tests.replies.samples import labels, seen, verdict, worded

TOPICS = (TopicChoice("capture", 11, True), TopicChoice("sea_life", 12, False))
CARD = SubscriptionCard(Wanted(True, ("capture",), ("uk",), Frequency.DAILY), TOPICS)


def test_a_subscription_is_shown_with_what_may_be_chosen() -> None:
    reply = worded(CARD)

    assert (
        seen(reply)
        == """\
🔔 You are subscribed to new verdicts.

Topics: Capture of soldiers
Languages of the verdicts: Українська
How often: Once a day

Each press holds at once."""
    )
    assert labels(reply) == [
        ["At once", "✔ Once a day", "On Mondays"],
        ["☐ All topics"],
        ["☑ Capture of soldiers", "☐ Sea life"],
        ["☐ All languages", "☐ English", "☑ Українська"],
        ["☐ Русский", "☐ Македонски", "☐ Polski"],
        ["That's it", "Unsubscribe"],
    ]


def test_what_is_ticked_is_taken_back_and_what_is_not_is_chosen() -> None:
    reply = worded(replace(CARD, page=2, pages=3))

    actions = [unpack(button.data) for row in reply.buttons for button in row]
    assert callbacks.SubscribeTopic(11, Tick.OFF, 2) in actions
    assert callbacks.SubscribeTopic(12, Tick.ON, 2) in actions
    assert callbacks.SubscribeLanguage("uk", Tick.OFF, 2) in actions
    assert callbacks.SubscribePage(1) in actions
    assert callbacks.SubscribePage(3) in actions


def test_the_card_alone_subscribes_nobody_and_says_so() -> None:
    reply = worded(SubscriptionCard(Wanted(), ()))

    assert "You are not subscribed yet." in seen(reply)
    assert "Topics: all of them" in seen(reply)
    assert labels(reply)[0] == ["🔔 Subscribe"]
    assert ["That's it", "Unsubscribe"] not in labels(reply)


def test_the_end_has_a_way_back() -> None:
    reply = worded(SubscriptionEnded())

    assert [unpack(row[0].data) for row in reply.buttons] == [callbacks.SubscribeAgain()]


def test_a_bulletin_lists_what_was_broadcast_in_a_few_lines_each() -> None:
    text = BroadcastMessage(text="We have\nmoved.", language="en")

    reply = worded(Bulletin((BroadcastMessage(verdict()), text)))

    assert (
        seen(reply)
        == """\
📬 New since your last bulletin

1. ❌ False
No ferry crossed the strait.
Two ferries crossed. Both were filmed.

2. We have moved.

Press a number to open it.

Have a post checked: t.me/example_bot"""
    )
    assert [[unpack(one.data) for one in row] for row in reply.buttons] == [
        [callbacks.ShowVerdict(7)],
        [callbacks.Unsubscribe()],
    ]


def test_what_has_no_translation_is_labelled() -> None:
    text = BroadcastMessage(text="Ми переїхали.", language="uk")
    view = verdict(language="uk", translated=False)

    shown = seen(worded(Bulletin((BroadcastMessage(view), text))))

    assert shown.count("this is the original (Ukrainian)") == 2


@pytest.mark.parametrize("locale", LOCALES)
def test_a_long_bulletin_is_cut_at_whole_entries(locale: str) -> None:
    views = tuple(
        BroadcastMessage(
            verdict(id=number, claim="Long claim. " * 30, summary="Long reason. " * 30)
        )
        for number in range(1, 31)
    )

    reply = worded(Bulletin(views), locale)

    opened = [
        action.verdict
        for row in reply.buttons
        for button in row
        if isinstance(action := unpack(button.data), callbacks.ShowVerdict)
    ]
    shown = seen(reply)
    assert opened == list(range(1, len(opened) + 1))
    assert 10 < len(opened) <= 20
    assert f"\n{len(opened)}. " in shown
    assert f"\n{len(opened) + 1}. " not in shown
    assert f"{30 - len(opened)}" in next(line for line in shown.splitlines() if "/find" in line)


def test_a_verdict_without_a_rating_says_so() -> None:
    view = replace(verdict(), rating=None)

    assert "1. 📄 Not rated" in seen(worded(Bulletin((BroadcastMessage(view),))))
