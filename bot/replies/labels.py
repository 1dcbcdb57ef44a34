"""The words for ratings, agreements, stages and checks."""

from __future__ import annotations

from typing import Final

from bot.matching.values import Check, Stage
from bot.models import Agreement, MediaKind, Rating, Role
from bot.replies.markup import SPACE, Html, bold, escape
from bot.replies.voice import N_, Voice, voice
from bot.text.polarity import Turn

EMOJI: Final = {
    Rating.TRUE: "✅",
    Rating.MOSTLY_TRUE: "☑️",
    Rating.HALF_TRUE: "🌓",
    Rating.MISLEADING: "⚠️",
    Rating.MOSTLY_FALSE: "🟠",
    Rating.FALSE: "❌",
    Rating.UNPROVEN: "❔",
    Rating.SATIRE: "🎭",
}
RATINGS: Final = {
    Rating.TRUE: N_("True"),
    Rating.MOSTLY_TRUE: N_("Mostly true"),
    Rating.HALF_TRUE: N_("Half true"),
    Rating.MISLEADING: N_("Misleading"),
    Rating.MOSTLY_FALSE: N_("Mostly false"),
    Rating.FALSE: N_("False"),
    Rating.UNPROVEN: N_("Unproven"),
    Rating.SATIRE: N_("Satire"),
}
UNRATED: Final = N_("Not rated")
AGREEMENTS: Final = {
    Agreement.CONSISTENT: ("✔️", N_("agrees with what is on record")),
    Agreement.INCONSISTENT: ("✖️", N_("does not agree with what is on record")),
    Agreement.OUTDATED: ("🕰", N_("out of date: newer figures are on record")),
    Agreement.UNCLEAR: ("➖", N_("cannot be compared for certain")),
}
STAGES: Final = {
    Stage.EXACT: N_("it is word for word a text that we know"),
    Stage.LINK: N_("the post has a link to a page where this claim stands"),
    Stage.WORDING: N_("it is worded like this claim"),
    Stage.LIKENESS: N_("it says what this claim says, in other words"),
    Stage.RANK: N_("of all claims it is most likely this one, and nothing differs"),
    Stage.FIGURE: N_("it states a quantity that is on record"),
}
CHECKS: Final = {
    Check.POLARITY: N_("yes or no"),
    Check.NUMBERS: N_("numbers"),
    Check.DATES: N_("dates"),
    Check.NAMES: N_("names and places"),
    Check.COVERAGE: N_("how much of the claim the post says"),
    Check.ADDITION: N_("what the post says beyond the claim"),
    Check.VOICE: N_("whose words they are"),
    Check.LIKENESS: N_("nearness in meaning"),
    Check.RIVAL: N_("another claim that is just as near"),
    Check.ROLES: N_("who does what to whom"),
    Check.RANK: N_("how likely it is this claim"),
    Check.LENGTH: N_("number of words"),
    Check.LANGUAGE: N_("language"),
    Check.UNRATED: N_("a rating that we can read"),
}
TURNS: Final = {
    Turn.PLAIN: N_("says that it is so"),
    Turn.DENIED: N_("says that it is not so"),
    Turn.DISPUTED: N_("calls it untrue"),
    Turn.DOUBLE: N_("calls the denial untrue"),
    Turn.UNCLEAR: N_("cannot be told"),
}
MEDIA: Final = {
    MediaKind.PHOTO: N_("I can't read pictures yet."),
    MediaKind.VIDEO: N_("I can't watch videos yet."),
    MediaKind.VIDEO_NOTE: N_("I can't watch videos yet."),
    MediaKind.ANIMATION: N_("I can't watch videos yet."),
    MediaKind.VOICE: N_("I can't listen to recordings yet."),
    MediaKind.AUDIO: N_("I can't listen to recordings yet."),
    MediaKind.DOCUMENT: N_("I can't read files yet."),
}
MEDIA_NAMES: Final = {
    MediaKind.PHOTO: N_("photo"),
    MediaKind.VIDEO: N_("video"),
    MediaKind.VIDEO_NOTE: N_("video"),
    MediaKind.ANIMATION: N_("video"),
    MediaKind.VOICE: N_("recording"),
    MediaKind.AUDIO: N_("recording"),
    MediaKind.DOCUMENT: N_("file"),
}
ROLES: Final = {
    Role.PUBLIC: N_("reader"),
    Role.REVIEWER: N_("reviewer"),
    Role.ADMIN: N_("admin"),
}


def label(voice: Voice, rating: Rating | None) -> Html:
    """Name a rating, or say that there is none."""
    return voice.gettext(RATINGS[rating] if rating else UNRATED)


def rated(rating: Rating | None, language: str | None) -> str:
    """Name a rating in a language as plain text; in English where we do not speak it."""
    return label(voice(language), rating).plain


def badge(voice: Voice, rating: Rating | None) -> Html:
    """Show a rating: its sign and its name."""
    return escape(EMOJI[rating] if rating else "📄") + SPACE + label(voice, rating)


def agreement(voice: Voice, kind: Agreement) -> Html:
    """Say how a stated quantity stands to the record."""
    sign, text = AGREEMENTS[kind]
    return escape(sign) + SPACE + voice.gettext(text)


def heading(content: Html) -> Html:
    """Show a heading within a message."""
    return bold(content)
