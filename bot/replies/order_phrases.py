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
    "block_usage": N_(
        "Write /block post 12, with the number that the list of a case's posts shows, or /block "
        "person and a Telegram ID. Or reply /block to a case of one sender."
    ),
    "unblock_usage": N_("Write /unblock post and its number, or /unblock person and an ID."),
    "several_senders": N_(
        "Several people sent these. Write /block post and the number of one of the posts."
    ),
    "no_sender": N_("There is no such post, or nobody knows any more who sent it."),
    "has_role": N_("Admins and reviewers cannot be blocked. Take their role first: /members"),
    "blocked_before": N_("This person is blocked already."),
    "not_blocked": N_("This person is not blocked."),
    "blocked_nobody": N_("Nobody was blocked."),
    "unblocked_now": N_("Done: what this person sends is taken again."),
    # the public
    "unblocked": N_("You are not blocked here any more. I take your posts again."),
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
