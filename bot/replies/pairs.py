"""A flagged answer as reviewers see it: the post, the claim, why they met, and two buttons."""

from __future__ import annotations

from bot.replies import callbacks as press
from bot.replies.answers import fitted
from bot.replies.checks import check
from bot.replies.explaining import STANCES
from bot.replies.labels import STAGES, badge
from bot.replies.markup import (
    GAP,
    LINE,
    NOTHING,
    SPACE,
    Html,
    bold,
    cut,
    escape,
    italic,
    paragraphs,
    quotation,
)
from bot.replies.values import Reply, Room, Setting, button
from bot.replies.voice import Voice
from bot.services.pair_values import PairCard

SAME, OTHER = 1, 2  # what `Judge` carries


def card(setting: Setting, pair: PairCard) -> Reply:
    """Show a flagged answer, and let reviewers say whether it meets the post."""
    voice = setting.voice
    if not pair.text:
        return Reply(voice.gettext("⚖️ This post is no longer kept.").markup)
    html = fitted(lambda room: _card(voice, pair, room))
    if pair.same is not None or pair.verdict is None:
        return Reply(html)
    same = button(voice.gettext("Same claim"), press.Judge(pair.flag_id, SAME))
    other = button(voice.gettext("Another claim"), press.Judge(pair.flag_id, OTHER))
    return Reply(html, ((same, other),))


def _card(voice: Voice, pair: PairCard, room: Room) -> Html:
    text, cut_off = paragraphs(pair.text, room.summary)
    note = italic(voice.gettext("(shortened)")) if cut_off else NOTHING
    return GAP.join(
        (
            bold(voice.gettext("⚖️ Does this answer meet the post? Its reader says no.")),
            LINE.join((quotation(escape(text)), note)),
            _verdict(voice, pair, room),
            _why(voice, pair, room),
            _state(voice, pair),
        )
    )


def _verdict(voice: Voice, pair: PairCard, room: Room) -> Html:
    if pair.verdict is None:
        return voice.gettext("The verdict has been withdrawn since.")
    claim = cut(pair.verdict.claim, room.claim)
    said = (
        voice.gettext(STANCES[pair.stance], claim=claim)
        if pair.stance
        else voice.gettext("The claim: {claim}", claim=claim)
    )
    answered = SPACE.join((voice.gettext("The answer:"), badge(voice, pair.verdict.rating)))
    return LINE.join((bold(answered), said))


def _why(voice: Voice, pair: PairCard, room: Room) -> Html:
    """Say why the post got this answer."""
    if pair.stage is None:
        return NOTHING
    return LINE.join(
        (
            voice.gettext("This sentence decided:"),
            quotation(cut(pair.sentence, room.claim)),
            voice.gettext("How it was found: {how}.", how=voice.gettext(STAGES[pair.stage])),
            *(check(voice, one, room) for one in pair.evidence[: room.checks]),
        )
    )


def _state(voice: Voice, pair: PairCard) -> Html:
    match pair.same:
        case True:
            return bold(voice.gettext("✔️ Judged: the same claim."))
        case False:
            return bold(voice.gettext("✖️ Judged: another claim."))
        case None:
            return NOTHING
