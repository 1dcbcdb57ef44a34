"""A verdict as readers see it: badge, claim, why, when it was checked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.models import Rating, Stance
from bot.replies.elsewhere import rated_by, words
from bot.replies.labels import badge, label
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
    one_line,
)
from bot.replies.sources import references
from bot.replies.values import Room, Setting
from bot.replies.voice import Voice
from bot.services.values import Found, SourceView, VerdictView

OLD = timedelta(days=365)
SHORT = 240  # of a summary that shares the message with others


def opening(voice: Voice, verdict: VerdictView, stance: Stance, room: Room) -> Html:
    """Say the rating and the claim; the rating is the post's only where it makes the claim."""
    claim = cut(verdict.claim, room.claim)
    sign = LINE.join((bold(badge(voice, verdict.rating)), rated_by(voice, verdict, room)))
    match stance:
        case Stance.ASSERTS:
            said = voice.gettext("What the post says: {claim}", claim=claim)
            return LINE.join((sign, said))
        case Stance.ASKS:
            asked = voice.gettext("The claim in question: {claim}", claim=claim)
            return LINE.join((sign, asked))
        case Stance.DENIES | Stance.MENTIONS:
            first = _about_a_claim(voice, verdict, stance, room)
            said = voice.gettext("The claim: {claim}", claim=claim)
            return LINE.join(
                (bold(escape("💬 ") + first), said, claim_badge(voice, verdict.rating))
            )


def _about_a_claim(voice: Voice, verdict: VerdictView, stance: Stance, room: Room) -> Html:
    """Say what a post does with a claim that it does not make, and who rated that."""
    disputes = stance is Stance.DENIES
    if verdict.publisher is None:
        rating = label(voice, verdict.rating)
        if disputes:
            return voice.gettext(
                "This post disputes a claim that we rated “{rating}”.", rating=rating
            )
        return voice.gettext(
            "This post seems to be about a claim that we rated “{rating}”.", rating=rating
        )
    publisher = cut(verdict.publisher, room.field)
    rating = words(voice, verdict, room)
    if disputes:
        return voice.gettext(
            "This post disputes a claim that {publisher} rated “{rating}”.",
            publisher=publisher,
            rating=rating,
        )
    return voice.gettext(
        "This post seems to be about a claim that {publisher} rated “{rating}”.",
        publisher=publisher,
        rating=rating,
    )


def claim_badge(voice: Voice, rating: Rating | None) -> Html:
    """Show a rating as the claim's, so that nobody takes it for the post's."""
    return voice.gettext("The claim's rating: {rating}", rating=bold(badge(voice, rating)))


def reasons(voice: Voice, verdict: VerdictView, limit: int) -> Html:
    """Say why, in the verdict's summary, cut at the end of a sentence where it is too long."""
    text, cut_off = one_line(verdict.summary, limit)
    note = italic(voice.gettext("(shortened)")) if cut_off else NOTHING
    return SPACE.join((escape(text), note))


def checked(
    setting: Setting,
    verdict: VerdictView,
    *,
    posted_at: datetime | None = None,
    numbers: Html = NOTHING,
) -> Html:
    """Say when it was checked, and what a reader should bear in mind."""
    voice = setting.voice
    day = voice.gettext("Checked on {date}", date=voice.day(verdict.checked_on))
    lines = [SPACE.join((day if verdict.dated else NOTHING, numbers))]
    if verdict.dated and setting.today().date() - verdict.checked_on > OLD:
        lines.append(voice.gettext("⏳ That was more than a year ago; more may be known by now."))
    if posted_at:
        lines.append(_period(setting, verdict, posted_at))
    lines.append(original(voice, verdict))
    return LINE.join(lines)


def original(voice: Voice, verdict: VerdictView) -> Html:
    """Label a claim that is shown in another language than the reader's."""
    if verdict.translated or verdict.language == voice.code:
        return NOTHING
    return untranslated(voice, verdict.language)


def untranslated(voice: Voice, language: str) -> Html:
    """Say in which language something was written that is not there in the reader's."""
    return voice.gettext(
        "🌐 Not translated yet: this is the original ({language}).",
        language=voice.language(language),
    )


def _period(setting: Setting, verdict: VerdictView, posted_at: datetime) -> Html:
    """Warn where the post comes from another time than the verdict is about."""
    voice, day = setting.voice, setting.today(posted_at).date()
    start, end = verdict.valid_from, verdict.valid_until
    if (start is None or day >= start) and (end is None or day <= end):
        return NOTHING
    posted = voice.gettext("⏳ The post is from {date}", date=voice.day(day))
    return Html(" · ").join((posted, _about(voice, verdict)))


def _about(voice: Voice, verdict: VerdictView) -> Html:
    """Say which time a verdict is about."""
    start, end = verdict.valid_from, verdict.valid_until
    if start and end:
        span = voice.period(start, end)
        return voice.gettext("the verdict is about this period: {period}", period=span)
    if start:
        day = voice.day(start)
        return voice.gettext("the verdict is about the time from {date}", date=day)
    day = voice.day(end) if end else ""
    return voice.gettext("the verdict is about the time up to {date}", date=day)


def alone(setting: Setting, found: Found, room: Room) -> Html:
    """Show the one verdict that was found, up to when it was checked."""
    opened = opening(setting.voice, found.verdict, found.stance, room)
    return GAP.join((opened, reasons(setting.voice, found.verdict, room.summary)))


def among(
    setting: Setting,
    found: Found,
    position: int,
    everything: Sequence[SourceView],
    room: Room,
    posted_at: datetime | None,
) -> Html:
    """Show one verdict of several, in short."""
    voice, verdict = setting.voice, found.verdict
    return LINE.join(
        (
            escape(f"{position}. ") + opening(voice, verdict, found.stance, room),
            reasons(voice, verdict, min(SHORT, room.summary)),
            checked(
                setting,
                verdict,
                posted_at=posted_at,
                numbers=references(verdict.sources, everything, room),
            ),
        )
    )
