"""A quantity of the post beside what is on record: stated, recorded, as of when, who says so."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bot.matching.values import Check, Evidence
from bot.models import Agreement, Qualifier
from bot.replies.checks import check
from bot.replies.labels import agreement
from bot.replies.markup import LINE, SPACE, Html, bold, cut, escape
from bot.replies.sources import references
from bot.replies.values import Room
from bot.replies.voice import Voice
from bot.services.values import FigureView, RecordedView, SourceView

MOST = 3  # figures in one reply
MOST_CHECKS = 3  # shown where it is unclear how a figure compares

_DOT = Html(" · ")


def figures(
    voice: Voice, views: Sequence[FigureView], everything: Sequence[SourceView], room: Room
) -> tuple[Html, ...]:
    """Show each stated quantity beside the recorded ones."""
    shown = [_figure(voice, view, everything, room) for view in views[:MOST]]
    if (left := len(views) - MOST) > 0:
        shown.append(voice.ngettext("and {count} more figure", "and {count} more figures", left))
    return tuple(shown)


def _figure(voice: Voice, view: FigureView, everything: Sequence[SourceView], room: Room) -> Html:
    stated = voice.gettext("“{words}”", words=cut(view.stated, room.field))
    verdict = agreement(voice, view.agreement)
    if not view.recorded:
        return LINE.join((escape("📊 ") + stated, verdict))
    best, *others = view.recorded[: room.recorded]
    title = bold(escape("📊 ") + cut(best.label, room.field))
    comparison = stated + escape(" → ") + bold(value(voice, best))
    lines = [title, comparison, verdict]
    if _is_of_another_time(view):
        lines.append(
            voice.gettext(
                "No figure on record for this period; the latest is {value}.",
                value=value(voice, best),
            )
        )
    elif view.agreement is Agreement.UNCLEAR:
        lines += [
            check(voice, one, room) for one in view.evidence[: min(MOST_CHECKS, room.checks)]
        ]
    lines.append(_background(voice, best, everything, room))
    lines += [_other(voice, other, everything, room) for other in others]
    return LINE.join(lines)


def _is_of_another_time(view: FigureView) -> bool:
    """Say whether nothing is on record for the time that the post speaks of."""
    unclear = view.agreement is Agreement.UNCLEAR
    blank = Evidence(Check.DATES, False)
    return unclear and blank in view.evidence


def _other(voice: Voice, view: RecordedView, everything: Sequence[SourceView], room: Room) -> Html:
    """Show a further figure on record: where sources differ, both are kept."""
    what = voice.gettext(
        "Also on record: {value} ({label})",
        value=value(voice, view),
        label=cut(view.label, room.field),
    )
    return LINE.join((what, _background(voice, view, everything, room)))


def _background(
    voice: Voice, view: RecordedView, everything: Sequence[SourceView], room: Room
) -> Html:
    """Say as of when a figure is, who says so, and where that was read."""
    parts = [as_of(voice, view)]
    if view.attribution:
        parts.append(voice.gettext("according to: {who}", who=cut(view.attribution, room.field)))
    return SPACE.join((_DOT.join(parts), references(view.sources, everything, room)))


def as_of(voice: Voice, view: RecordedView) -> Html:
    """Say when a figure was right, and whether its source says so itself."""
    if view.as_of is None:
        return voice.gettext("date not given")
    if view.as_of_end is None or view.as_of_end <= view.as_of:
        when = voice.gettext("as of {date}", date=voice.day(view.as_of))
    else:
        when = voice.gettext("period: {period}", period=voice.period(view.as_of, view.as_of_end))
    if not view.as_of_inferred:
        return when
    return when + SPACE + voice.gettext("(date inferred)")


def value(voice: Voice, view: RecordedView) -> Html:
    """Write a recorded value with how exactly it is meant."""
    return amount(voice, view.low, view.high, view.qualifier)


def amount(voice: Voice, least: Decimal, most: Decimal, qualifier: Qualifier) -> Html:
    """Write a number or range with how exactly it is meant."""
    low, high = voice.number(least), voice.number(most)
    match qualifier:
        case Qualifier.AT_LEAST:
            return voice.gettext("at least {number}", number=low)
        case Qualifier.MORE_THAN:
            return voice.gettext("more than {number}", number=low)
        case Qualifier.UP_TO:
            return voice.gettext("up to {number}", number=high)
        case Qualifier.ABOUT:
            return voice.gettext("about {number}", number=_span(least, most, low, high))
        case Qualifier.EXACTLY:
            return escape(_span(least, most, low, high))


def _span(low: Decimal, high: Decimal, lowest: str, highest: str) -> str:
    """Write one number, or both ends."""
    return lowest if low == high else f"{lowest}–{highest}"
