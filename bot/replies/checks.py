"""Checks in plain words: what was compared, what both sides say, what came of it."""

from __future__ import annotations

from bot.matching.values import Check, Evidence
from bot.replies.labels import CHECKS, TURNS
from bot.replies.markup import NOTHING, SPACE, Html, cut, escape
from bot.replies.values import Room
from bot.replies.voice import Voice
from bot.text.polarity import Turn


def check(voice: Voice, evidence: Evidence, room: Room) -> Html:
    """Say what one check compared and what came of it."""
    sign = escape("✔️" if evidence.passed else "✖️")
    result = voice.gettext("fits") if evidence.passed else voice.gettext("does not fit")
    name = voice.gettext(CHECKS[evidence.check])
    line = voice.gettext("{check}: {result}", check=name, result=result)
    return SPACE.join((sign, line, _seen(voice, evidence, room)))


def _seen(voice: Voice, evidence: Evidence, room: Room) -> Html:
    """Say what a check saw; of what is missing or added, only the post's side says something."""
    if not evidence.post and not evidence.claim:
        return NOTHING
    match evidence.check:
        case Check.LIKENESS | Check.UNRATED:
            return NOTHING
        case Check.COVERAGE | Check.ADDITION | Check.VOICE | Check.RIVAL:
            words = _side(voice, evidence.check, evidence.post, room)
            return voice.gettext("({words})", words=words) if evidence.post else NOTHING
        case _:
            return voice.gettext(
                "(post: {post}; on record: {record})",
                post=_side(voice, evidence.check, evidence.post, room),
                record=_side(voice, evidence.check, evidence.claim, room),
            )


def difference(voice: Voice, evidence: Evidence, room: Room) -> Html:
    """Name what keeps two claims apart."""
    match evidence.check:
        case Check.COVERAGE:
            return voice.gettext("The difference: your post says only a part of that claim.")
        case Check.ADDITION:
            return voice.gettext("The difference: your post says more than that claim.")
        case Check.RIVAL | Check.LIKENESS:
            return voice.gettext("The difference: more than one claim is just as near.")
        case Check.VOICE:
            return voice.gettext(
                "The difference: your post or that claim only reports it, or supposes it."
            )
        case Check.RANK | Check.LANGUAGE:
            return voice.gettext("The difference: your post may mean something else.")
        case Check.UNRATED:
            return voice.gettext("This looks like the same claim.")
        case Check.LENGTH:
            return voice.gettext("The difference: your post is too short to be certain.")
        case _:
            return voice.gettext(
                "The difference: {what}. Your post: {post}. That claim: {claim}.",
                what=voice.gettext(CHECKS[evidence.check]),
                post=_side(voice, evidence.check, evidence.post, room),
                claim=_side(voice, evidence.check, evidence.claim, room),
            )


def _side(voice: Voice, kind: Check, value: str, room: Room) -> Html:
    """Say what a check saw on one side, in short."""
    if not value:
        return voice.gettext("not given")
    if kind is Check.POLARITY and value in set(Turn):
        return voice.gettext(TURNS[Turn(value)])
    return cut(value, room.field)
