"""Short texts about broadcasts that have not begun."""

from __future__ import annotations

from typing import Final

from bot.replies.markup import SPACE, Html
from bot.replies.voice import N_, Value, Voice

PHRASES: Final = {
    "broadcast_text_asked": N_(
        "📣 Send me what it is to say: a text, or one photo with a caption. /broadcasts if not."
    ),
    "broadcast_translation_asked": N_("Send me the text in this language: {language}."),
    "broadcast_time_asked": N_(
        "When shall it begin? Write for example: 28.11. 18:30, or only 18:30. Time zone: {zone}."
    ),
    "broadcast_media": N_(
        "A broadcast is a text, or one photo with a caption. Albums and other files cannot be "
        "sent."
    ),
    "broadcast_no_words": N_("There is no text. A photo needs a caption."),
    "broadcast_only_words": N_(
        "Please send only the text: the photo is the same in all languages."
    ),
    "broadcast_too_long": N_("At most {most} characters fit."),
    "broadcast_none": N_("There is no such broadcast."),
    "broadcast_of_another": N_("Another admin composes this broadcast."),
    "broadcast_overtaken": N_("This has changed meanwhile. Please look at it as it is now."),
    "broadcast_flaw_no_text": N_("This broadcast has no text yet."),
    "broadcast_flaw_withdrawn": N_("This verdict is withdrawn, so it cannot be broadcast."),
    "broadcast_flaw_unrated": N_("This verdict has no rating yet, so it cannot be broadcast."),
    "broadcast_flaw_nobody": N_("Nobody would get this. Choose other people under “For whom”."),
    "broadcast_flaw_past": N_("That time has passed. Choose another one under “When”."),
    "broadcast_flaw_alone": N_(
        "Another admin has to confirm this, and there is none. Make one with /invite, or raise "
        "TIPLINE_BROADCAST_CONFIRM_OVER."
    ),
    "broadcast_time_unreadable": N_(
        "I cannot read this time. Write it like 28.11. 18:30, or 18:30."
    ),
    "broadcast_time_past": N_("That time has passed. Please write a later one."),
    "broadcast_time_skipped": N_(
        "There is no such time on that day: the clocks are put forward. Please write another one."
    ),
    "broadcast_time_far": N_("That is more than a year ahead. Please write an earlier time."),
    "broadcast_sent_now": N_("📣 It begins now."),
    "broadcast_sent_later": N_("📣 It is scheduled."),
    "broadcast_waits": N_("It goes out as soon as another admin has confirmed it."),
    "broadcast_confirmed_now": N_("Confirmed. Thank you."),
    "broadcast_own": N_("Another admin has to confirm this: it is yours."),
    "broadcast_returned": N_("It can be changed again."),
    "broadcast_off": N_("Called off: nothing is sent."),
    "broadcast_sample": N_("This only shows what readers will see. For them the button works."),
    "broadcast_confirmed": N_("✅ Another admin has confirmed broadcast {number}."),
    "broadcast_grown": N_(
        "⏳ Broadcast {number} goes to more people by now, so another admin has to confirm it "
        "first."
    ),
    "broadcast_sent_back": N_(
        "↩️ Another admin sends broadcast {number} back to you, to be changed. See /broadcasts."
    ),
    "broadcast_called_off": N_("Another admin has called off broadcast {number}."),
    "broadcast_ended_nobody": N_("Broadcast {number} was not sent: nobody would have got it."),
    "broadcast_ended_withdrawn": N_("Broadcast {number} was not sent: its verdict is withdrawn."),
    "broadcast_ended_unrated": N_(
        "Broadcast {number} was not sent: its verdict has no rating any more."
    ),
    "broadcast_ended_no_text": N_("Broadcast {number} was not sent: it has no text."),
}


def too_long(voice: Voice, values: dict[str, Value]) -> Html:
    """Say how long a text may be, and by how much this one is too long."""
    name = "broadcast_too_long"
    allowed = voice.gettext(PHRASES[name], most=values.get("most", 0))
    over = voice.ngettext(
        "{count} character is too many. Nothing is lost: send it again, shorter.",
        "{count} characters are too many. Nothing is lost: send it again, shorter.",
        int(str(values.get("over", 1))),
    )
    return SPACE.join((allowed, over))
