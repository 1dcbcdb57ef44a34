"""What stands behind "Why this answer?": the sentence, how it was found, and each check."""

from __future__ import annotations

from bot.models import Stance
from bot.replies.answers import MOST, fitted
from bot.replies.checks import check
from bot.replies.figures import MOST as MOST_FIGURES
from bot.replies.figures import value
from bot.replies.labels import STAGES, agreement
from bot.replies.markup import GAP, LINE, NOTHING, Html, bold, cut, quotation
from bot.replies.values import Reply, Room, Setting
from bot.replies.voice import N_, Voice
from bot.services.values import Answered, FigureView, Found

STANCES = {
    Stance.ASSERTS: N_("The post makes this claim: {claim}"),
    Stance.DENIES: N_("The post disputes this claim: {claim}"),
    Stance.ASKS: N_("The post asks about this claim: {claim}"),
    Stance.MENTIONS: N_("The post is about this claim, whether or not it makes it: {claim}"),
}


def explained(setting: Setting, answer: Answered) -> Reply:
    """Say why a post got its answer."""
    return Reply(fitted(lambda room: _explained(setting.voice, answer, room)))


def _explained(voice: Voice, answer: Answered, room: Room) -> Html:
    objection = (
        voice.gettext("If it does not fit, press “Not what I asked”.") if answer.found else NOTHING
    )
    return GAP.join(
        (
            bold(voice.gettext("Why this answer?")),
            *(_found(voice, one, room) for one in answer.found[:MOST]),
            *(_figure(voice, one, room) for one in answer.figures[:MOST_FIGURES]),
            voice.gettext(
                "A program found this by these rules; the verdicts themselves are people's work."
            ),
            objection,
        )
    )


def _found(voice: Voice, found: Found, room: Room) -> Html:
    claim = cut(found.verdict.claim, room.claim)
    return LINE.join(
        (
            voice.gettext("This sentence decided:"),
            quotation(cut(found.sentence, room.claim)),
            voice.gettext(STANCES[found.stance], claim=claim),
            voice.gettext("How it was found: {how}.", how=voice.gettext(STAGES[found.stage])),
            *(check(voice, one, room) for one in found.evidence[: room.checks]),
        )
    )


def _figure(voice: Voice, figure: FigureView, room: Room) -> Html:
    recorded = (
        voice.gettext(
            "On record: {value} ({label})",
            value=value(voice, one),
            label=cut(one.label, room.field),
        )
        for one in figure.recorded[: room.recorded]
    )
    return LINE.join(
        (
            voice.gettext(
                "This figure was compared: {stated}", stated=cut(figure.stated, room.field)
            ),
            quotation(cut(figure.sentence, room.claim)),
            *recorded,
            agreement(voice, figure.agreement),
            *(check(voice, one, room) for one in figure.evidence[: room.checks]),
        )
    )
