"""Short texts of the keeping of order, by name."""

from __future__ import annotations

from typing import Final

from bot.replies.voice import N_

PHRASES: Final = {
    # admins
    "pause_usage": N_(
        "Write /pause or /resume, and what: intake, answers, broadcasts or all. /pause alone "
        "shows what is paused."
    ),
    "activities_paused": N_("⏸ Paused: {what} (by: {who})"),
    "activities_resumed": N_("▶️ Goes on: {what} (by: {who})"),
    "switched": N_("Done."),
    "switched_before": N_("Nothing was changed: it is so already."),
    # the public
    "intake_paused": N_(
        "I am taking a break. Your post is kept, and I read it as soon as I go on."
    ),
    "many_people": N_(
        "Many people write to me just now. Nothing is lost: I read your post a little later."
    ),
    "answers_paused": N_(
        "My answers wait for a while. Your post is kept, and you get the answer once I go on."
    ),
}
