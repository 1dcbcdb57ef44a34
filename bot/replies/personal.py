"""What a person reads of themselves: their posts, what is kept, and how to erase it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Final

from bot.replies import callbacks as press
from bot.replies.labels import ROLES, badge
from bot.replies.markup import GAP, LINE, SPACE, Html, bold, cut, escape
from bot.replies.subscription_cards import choices
from bot.replies.values import File, Reply, Setting, button
from bot.replies.voice import N_, OWN_NAMES, Voice, spoken
from bot.services.own_data_values import OwnData
from bot.services.subscriptions.values import Wanted
from bot.services.values import Kept, MyPost, MyPosts

EXCERPT = 120
MOST = 15  # posts in one list

_STATES: Final = {
    "answered": N_("answered"),
    "related": N_("only similar claims found; with the reviewers"),
    "waiting": N_("with the reviewers"),
    "later": N_("the answer comes later"),
    "told": N_("checked later; you were told"),
    "held_back": N_("not sent to the reviewers, as you wished"),
    "erased": N_("the text is no longer kept"),
}


def mine(setting: Setting, posts: MyPosts) -> Reply:
    """List a person's latest posts and what became of them."""
    voice = setting.voice
    if not posts.posts:
        return Reply(voice.gettext("You have not sent me a post yet.").markup)
    shown = posts.posts[:MOST]
    title = voice.ngettext("You sent me {count} post.", "You sent me {count} posts.", posts.total)
    parts = [bold(title)]
    if posts.total > len(shown):
        parts.append(voice.ngettext("The latest one:", "The latest {count}:", len(shown)))
    parts += [_post(setting, post) for post in shown]
    return Reply(GAP.join(parts).markup)


def _post(setting: Setting, post: MyPost) -> Html:
    voice = setting.voice
    day = escape(voice.day(setting.today(post.sent_at).date()))
    state = voice.gettext(_STATES[post.state])
    if post.rating:
        state = state + escape(": ") + badge(voice, post.rating)
    if not post.excerpt:
        return LINE.join((day, state))
    words = voice.gettext("“{words}”", words=cut(post.excerpt, EXCERPT))
    return LINE.join((SPACE.join((day + escape(":"), words)), state))


def privacy(setting: Setting, kept: Kept) -> Reply:
    """Say what is kept of a person, for how long, and how to have it erased."""
    voice = setting.voice
    lines = [
        voice.gettext("• your Telegram ID, not your name"),
        voice.gettext("• language: {language}", language=OWN_NAMES[spoken(kept.language)]),
        voice.ngettext("• {count} post", "• {count} posts", kept.posts),
        voice.ngettext(
            "• {count} verdict of whose changes you want to be told",
            "• {count} verdicts of whose changes you want to be told",
            kept.follows,
        ),
        voice.gettext("• your role here: {role}", role=voice.gettext(ROLES[kept.role])),
    ]
    lines.append(_wanted(voice, kept.wanted))
    if kept.first:
        day = voice.day(setting.today(kept.first).date())
        lines.append(voice.gettext("• your first post came on {date}", date=day))
    if kept.blocked:
        lines.append(
            voice.gettext(
                "• that you are blocked here: a mark from which nobody can tell your ID; /forget "
                "leaves it"
            )
        )
    until = voice.ngettext(
        "Once a post is dealt with, its text is erased after {count} day.",
        "Once a post is dealt with, its text is erased after {count} days.",
        kept.retention_days,
    )
    return Reply(
        GAP.join(
            (
                bold(voice.gettext("What is kept about you")),
                LINE.join(lines),
                until,
                voice.gettext("Reviewers see a post's text or file, never who sent it."),
                voice.gettext(
                    "Why: to answer you, to tell you of a verdict that comes later, and to see "
                    "what many people ask about. Nothing is sold or passed on."
                ),
                voice.gettext(
                    "/mydata sends you all of it as a file. /forget erases all of it at once."
                ),
            )
        ).markup
    )


def _wanted(voice: Voice, wanted: Wanted | None) -> Html:
    """Say whether somebody is subscribed to new verdicts, and to which."""
    if wanted is None:
        return voice.gettext("• you are not subscribed to new verdicts")
    if not wanted.active:
        return voice.gettext("• you want no new verdicts sent to you")
    return LINE.join(
        (voice.gettext("• you are subscribed to new verdicts:"), choices(voice, wanted))
    )


def forget_question(setting: Setting) -> Reply:
    """Ask before erasing."""
    voice = setting.voice
    question = GAP.join(
        (
            bold(voice.gettext("Erase what is kept about you?")),
            voice.gettext(
                "Your posts, your choices and your Telegram ID are erased; only counts stay, "
                "without you in them. You will not be told of verdicts on the posts that you "
                "sent. This cannot be undone."
            ),
        )
    )
    rows = (
        (button(voice.gettext("Yes, erase it"), press.ForgetYes()),),
        (button(voice.gettext("No, keep it"), press.ForgetNo()),),
    )
    return Reply(question.markup, rows)


def forgotten(setting: Setting, erased: Mapping[str, str | int]) -> Reply:
    """Say what was erased, that it was looked for again, and what is still to go by itself."""
    voice = setting.voice
    counts = {name: int(value) for name, value in erased.items()}
    lines = [
        voice.ngettext("• {count} post", "• {count} posts", counts["posts"]),
        voice.ngettext("• {count} file in them", "• {count} files in them", counts["files"]),
        voice.ngettext(
            "• {count} entry about a message from me to you",
            "• {count} entries about messages from me to you",
            counts["messages"],
        ),
        voice.ngettext(
            "• {count} verdict of whose changes you wanted to be told",
            "• {count} verdicts of whose changes you wanted to be told",
            counts["follows"],
        ),
        voice.gettext("• your choices and your Telegram ID"),
    ]
    looked = (
        voice.gettext("⚠️ Your Telegram ID is still somewhere here. Please tell whoever runs me.")
        if counts["traces"]
        else voice.gettext("Then I looked for your Telegram ID in every table: it is gone.")
    )
    parts = [bold(voice.gettext("Done. What was kept about you has been erased."))]
    parts += [LINE.join(lines), looked]
    if counts["backup_days"]:
        parts.append(
            voice.ngettext(
                "Backups that still hold it are deleted after {count} day.",
                "Backups that still hold it are deleted after {count} days.",
                counts["backup_days"],
            )
        )
    parts.append(
        voice.gettext(
            "For a while I keep a mark that cannot be turned back into your ID: with it, nobody "
            "brings you back out of a backup."
        )
    )
    return Reply(GAP.join(parts).markup)


def own_data(setting: Setting, data: OwnData) -> Reply:
    """Give a person all that is kept of them, as a file that programs read as well."""
    content = json.dumps(asdict(data), default=_written, ensure_ascii=False, indent=2)
    caption = setting.voice.gettext(
        "This is all that is kept about you. The file is plain text (JSON): open it in any editor."
    )
    return Reply(caption.markup, file=File("tipline-my-data.json", content.encode()))


def _written(value: object) -> str:
    """Write what JSON has no form for: moments."""
    return value.isoformat() if isinstance(value, datetime) else str(value)
