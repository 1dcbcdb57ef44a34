"""What the bot says of itself: start, help, about, its commands and its description."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.models import Role
from bot.replies import callbacks as press
from bot.replies.markup import GAP, LINE, Html, bold, cut, escape, link
from bot.replies.values import Button, Reply, Setting, button
from bot.replies.voice import LOCALES, N_, OWN_NAMES, Voice

COMMANDS: Final = {
    "start": N_("How this bot works"),
    "help": N_("What I can do"),
    "find": N_("Search what has been checked"),
    "mine": N_("My posts and where they stand"),
    "subscribe": N_("Get new verdicts as they come"),
    "unsubscribe": N_("No new verdicts from me any more"),
    "language": N_("Choose a language"),
    "verdict": N_("A verdict and what it said before: /verdict and its number"),
    "about": N_("Who rates, how, and corrections"),
    "privacy": N_("What is kept about me"),
    "mydata": N_("Send me all of it as a file"),
    "forget": N_("Erase what is kept about me"),
}
DESK_COMMANDS: Final = {
    "queue": N_("The case that comes first"),
    "mycases": N_("What I have in hand"),
    "case": N_("A case by its number"),
    "reviewing": N_("Languages in which I review"),
    "figure": N_("Figures on record, and newer values"),
    "withdraw": N_("Take a verdict back: /withdraw and its number"),
    "reminders": N_("Reminders: switch them on or off"),
    "pairs": N_("Answers that readers say miss their post"),
}
IN_GROUPS: Final = ("case", "figure", "pairs")  # of these, what the reviewers' chat takes
ADMIN_COMMANDS: Final = {
    "members": N_("Who may do what here"),
    "invite": N_("Invite a reviewer or an admin"),
    "broadcast": N_("Send a verdict or a text to many"),
    "broadcasts": N_("The last broadcasts"),
    "block": N_("Take nothing any more from somebody who abuses me"),
    "unblock": N_("Take somebody's posts again"),
    "log": N_("What was decided and done, by whom and when"),
    "pause": N_("Pause what I do, or see what is paused"),
    "resume": N_("Let what is paused go on"),
    "stats": N_("What spreads: /stats 7d, 30d or 90d"),
    "export": N_("All verdicts as a file"),
    "threshold": N_("From which confidence I answer alone: /threshold 0.97"),
}
LONGEST_NAME = 300  # of a publisher


def commands(voice: Voice) -> list[tuple[str, str]]:
    """List the commands with their descriptions, of at most 256 characters."""
    return _described(voice, COMMANDS)


def desk_commands(voice: Voice) -> list[tuple[str, str]]:
    """List the commands that reviewers have in their common chat."""
    return _described(voice, {name: DESK_COMMANDS[name] for name in IN_GROUPS})


def commands_of(voice: Voice, role: Role, *, own: bool = False) -> list[tuple[str, str]]:
    """List the commands that somebody has in their own chat; only those of the role if *own*."""
    names: dict[str, str] = {}
    if role is Role.ADMIN:
        names |= ADMIN_COMMANDS
    if role is not Role.PUBLIC:
        names |= DESK_COMMANDS
    return _described(voice, names if own else names | COMMANDS)


def _described(voice: Voice, names: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(name, voice.gettext(text).plain) for name, text in names.items()]


def description(voice: Voice) -> str:
    """Say what the bot is for, before a chat with it begins; at most 512 characters."""
    return voice.gettext(
        "Not sure whether a post is true? Forward it to me. If people have checked its claim, I "
        "answer at once with a rating and its sources. If nobody has yet, it goes to our "
        "reviewers, and I tell you as soon as there is a verdict."
    ).plain


def short_description(voice: Voice) -> str:
    """Say what the bot is for on its profile; at most 120 characters."""
    return voice.gettext("Forward a suspicious post, get a rating with its sources.").plain


def start(setting: Setting) -> Reply:
    """Welcome a newcomer with a short tour."""
    voice = setting.voice
    return Reply(
        GAP.join(
            (
                bold(voice.gettext("👋 Hello! I help you find out whether a post is true.")),
                _steps(voice),
                voice.gettext(
                    "Try it: forward me a post from a channel, or write what you have heard."
                ),
                _menu(voice),
            )
        ).markup
    )


def guide(setting: Setting) -> Reply:
    """Say what the bot can do."""
    voice = setting.voice
    return Reply(
        GAP.join((bold(voice.gettext("How to use me")), _steps(voice), _menu(voice))).markup
    )


def _steps(voice: Voice) -> Html:
    return LINE.join(
        (
            voice.gettext("1. Forward me a post or write a claim in your own words."),
            voice.gettext(
                "2. If people have checked it, you get a rating, the reasons and the sources."
            ),
            voice.gettext(
                "3. If nobody has yet, it goes to our reviewers, and I tell you as soon as there "
                "is a verdict."
            ),
        )
    )


def _menu(voice: Voice) -> Html:
    names = ("find", "mine", "subscribe", "language", "about", "privacy", "forget")
    return LINE.join(escape(f"/{name} – ") + voice.gettext(COMMANDS[name]) for name in names)


def about(setting: Setting) -> Reply:
    """Say who rates, how, and how to have a mistake corrected."""
    voice = setting.voice
    parts = [bold(voice.gettext("Who is behind this"))]
    if setting.publisher:
        name = bold(cut(setting.publisher, LONGEST_NAME))
        parts.append(voice.gettext("The verdicts are published by: {name}", name=name))
    else:
        parts.append(voice.gettext("Whoever runs this bot has not given their name here."))
    parts += [
        voice.gettext(
            "People rate the claims and name their sources. A program only finds the verdict that "
            "fits your post, and it answers only when it is sure; “Why this answer?” shows how."
        ),
        voice.gettext(
            "Is something wrong? Press “The rating is wrong” or “Not what I asked” under the "
            "answer. Those who chose “Tell me if this changes” are told of every correction."
        ),
    ]
    if setting.public_url:
        address = link(setting.public_url, cut(setting.public_url, LONGEST_NAME))
        parts.append(voice.gettext("How we work, and how to reach us: {link}", link=address))
    return Reply(GAP.join(parts).markup)


def language_question(setting: Setting) -> Reply:
    """Let a person choose the language, each named in itself."""
    choices = [button(escape(OWN_NAMES[code]), press.Language(code)) for code in LOCALES]
    rows: tuple[tuple[Button, ...], ...] = tuple(
        tuple(choices[first : first + 2]) for first in range(0, len(choices), 2)
    )
    return Reply(setting.voice.gettext("Which language shall I speak?").markup, rows)
