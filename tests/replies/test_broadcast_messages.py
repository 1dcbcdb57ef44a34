"""A broadcast reads as its admin wrote it, within Telegram's limits, in each language."""

from __future__ import annotations

import pytest

from bot.replies import LOCALES
from bot.replies.broadcast_messages import room
from bot.services.broadcasts.values import BroadcastMessage
from tests.replies.samples import labels, seen, verdict, worded


def test_a_text_is_shown_as_it_was_written() -> None:
    text = "<b>Bees</b> & wasps\n\nhttps://e.org/?a=1&b=2"

    reply = worded(BroadcastMessage(None, text, "en", "photo"))

    assert (seen(reply), reply.picture) == (text, "photo")
    assert labels(reply) == [["Unsubscribe"]]
    assert "<b>" not in reply.html


def test_a_text_in_another_language_is_labelled() -> None:
    reply = worded(BroadcastMessage(None, "Бджоли", "uk"))

    assert seen(reply) == "Бджоли\n\n🌐 Not translated yet: this is the original (Ukrainian)."


def test_a_verdict_is_shown_as_readers_see_it() -> None:
    reply = worded(BroadcastMessage(verdict()))

    assert seen(reply).startswith("❌ False\nThe claim: No ferry crossed the strait.")
    assert labels(reply) == [["Tell me if this changes"], ["Unsubscribe"]]


@pytest.mark.parametrize("photo", [None, "photo"])
@pytest.mark.parametrize("locale", LOCALES)
def test_a_text_of_the_longest_kind_is_shown_whole(locale: str, photo: str | None) -> None:
    text = "🐝" * room(photo=photo is not None)
    limit = 1024 if photo else 4096

    for language in LOCALES:
        shown = seen(worded(BroadcastMessage(None, text, language, photo), locale))
        assert shown.startswith(text)
        assert len(shown) <= limit


def test_a_text_that_is_too_long_all_the_same_is_cut() -> None:
    shown = seen(worded(BroadcastMessage(None, "A word. " * 1000, "uk")))

    assert len(shown) <= 4096
    assert shown.endswith("(Ukrainian).")
