"""What subscribers see of their subscription."""

from __future__ import annotations

from typing import Final

from bot.replies import callbacks as press
from bot.replies.values import Reply, Setting, button
from bot.replies.voice import N_

PHRASES: Final = {
    "unsubscribed_before": N_("You get no new verdicts from me already."),
    "subscribed_again": N_("🔔 You get new verdicts again, as before."),
    "asked_again": N_("Done. I write to you again when there is a verdict on what you asked."),
    "nothing_to_undo": N_("There is nothing to undo any more."),
}


def ended(setting: Setting) -> Reply:
    """Say that nothing comes any more, and offer the way back."""
    voice = setting.voice
    text = voice.gettext(
        "🔕 You get no new verdicts from me any more. What you send me is answered as before."
    )
    back = button(voice.gettext("Undo"), press.SubscribeAgain())
    return Reply(text.markup, ((back,),))
