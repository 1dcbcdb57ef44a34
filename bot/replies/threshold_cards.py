"""From which confidence the bot answers alone by rank, and what another one would have done."""

from __future__ import annotations

from decimal import Decimal
from typing import assert_never

from bot.replies import callbacks as press
from bot.replies.markup import GAP, LINE, Html, bold
from bot.replies.values import Reply, Rows, Setting, button
from bot.replies.voice import Voice
from bot.services.threshold_values import Measured, Ruling, ThresholdCard
from bot.services.thresholds import ENOUGH, STEP


def card(setting: Setting, shown: ThresholdCard) -> Reply:
    """Say what holds, what was measured, and whether that may be set."""
    voice = setting.voice
    parts = [_holds(voice, shown)]
    if shown.asked is None or shown.now is None or shown.then is None:
        parts.append(
            voice.gettext(
                "/threshold 0.97, say, replays the posts that reviewers judged with another one. "
                "/threshold default goes back to the setting."
            )
        )
        return Reply(GAP.join(parts).markup)
    parts += [_measured(voice, shown, shown.asked, shown.now, shown.then), _ruling(voice, shown)]
    return Reply(GAP.join(parts).markup, _buttons(voice, shown))


def _holds(voice: Voice, shown: ThresholdCard) -> Html:
    if shown.current is not None:
        return bold(
            voice.gettext(
                "🎚 The bot answers alone by rank from a confidence of {confidence}, set here.",
                confidence=_number(voice, shown.current),
            )
        )
    meaning, words = (_number(voice, one) for one in shown.points)
    return bold(
        voice.gettext(
            "🎚 The bot answers alone by rank from a confidence of {meaning}, by words alone "
            "{words}: that is the setting.",
            meaning=meaning,
            words=words,
        )
    )


def _measured(
    voice: Voice, shown: ThresholdCard, asked: float, now: Measured, then: Measured
) -> Html:
    """Set what was measured with either beside each other."""
    title = voice.gettext(
        "Of {labelled} posts that reviewers judged, {posts} were replayed:",
        labelled=shown.labelled,
        posts=then.posts,
    )
    return LINE.join(
        (
            title,
            voice.gettext("now: {measured}", measured=_line(voice, now)),
            voice.gettext(
                "{confidence}: {measured}",
                confidence=_number(voice, asked),
                measured=_line(voice, then),
            ),
        )
    )


def _line(voice: Voice, one: Measured) -> Html:
    coverage = voice.percent(one.answered / one.posts) if one.posts else "–"
    if one.low is None or one.high is None:
        return voice.gettext("no answer by rank; answered {coverage}", coverage=coverage)
    return voice.gettext(
        "{right} of {count} answers by rank right ({low} to {high}); answered {coverage}",
        right=one.right,
        count=one.by_rank,
        low=voice.percent(one.low),
        high=voice.percent(one.high),
        coverage=coverage,
    )


def _ruling(voice: Voice, shown: ThresholdCard) -> Html:
    floor = voice.percent(shown.floor)
    match shown.ruling:
        case Ruling.CAREFUL:
            return voice.gettext("It is at least as careful as the setting.")
        case Ruling.ENOUGH:
            return voice.gettext("At least {floor} of its answers were right.", floor=floor)
        case Ruling.BELOW:
            return voice.gettext(
                "⛔ Fewer than {floor} of its answers were right, and a wrong verdict harms more "
                "than none. Only the operator can go there, with TIPLINE_PRECISION.",
                floor=floor,
            )
        case Ruling.TOO_FEW | None:
            return voice.gettext(
                "⛔ Too few judged posts to tell: it takes {count} answers by rank. Until then "
                "only the operator can be less careful, with TIPLINE_PRECISION.",
                count=ENOUGH,
            )
    assert_never(shown.ruling)


def _buttons(voice: Voice, shown: ThresholdCard) -> Rows:
    if shown.asked is None or shown.ruling not in {Ruling.CAREFUL, Ruling.ENOUGH}:
        return ()
    step = round(shown.asked * STEP)
    return (
        (
            button(voice.gettext("Set it"), press.SetThreshold(step)),
            button(voice.gettext("Leave it"), press.LeaveThreshold()),
        ),
    )


def _number(voice: Voice, confidence: float) -> str:
    return voice.number(Decimal(f"{confidence:.3f}"))
