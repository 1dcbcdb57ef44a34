"""Sources as a reply lists them: numbered once, referred to by number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.replies.labels import heading
from bot.replies.markup import LINE, NOTHING, SPACE, Html, cut, escape, link
from bot.replies.values import Room
from bot.replies.voice import Voice
from bot.services.values import SourceView


def numbered(groups: Iterable[Sequence[SourceView]]) -> tuple[SourceView, ...]:
    """Put all sources in one list, each once, in the order of their first mention."""
    return tuple(dict.fromkeys(source for group in groups for source in group))


def listed(voice: Voice, sources: Sequence[SourceView], room: Room) -> Html:
    """List the sources, as many as there is room for."""
    if not sources:
        return NOTHING
    lines = [
        escape(f"{position}. ") + described(voice, source, room)
        for position, source in enumerate(sources[: room.sources], start=1)
    ]
    if (left := len(sources) - room.sources) > 0:
        lines.append(voice.ngettext("and {count} more", "and {count} more", left))
    title = heading(voice.gettext("Sources:"))
    return LINE.join((title, *lines))


def described(voice: Voice, source: SourceView, room: Room) -> Html:
    """Describe a source by what it gives, with a link only if it has one."""
    names = [source.title, source.outlet, source.author]
    given = [cut(name, room.field) for name in names if name]
    if source.published_on:
        given.append(escape(voice.day(source.published_on)))
    if not given:
        given = [voice.gettext("a source without a title")]
    if source.url:
        given[0] = link(source.url, given[0])
    return Html(", ").join(given)


def references(
    sources: Sequence[SourceView], everything: Sequence[SourceView], room: Room
) -> Html:
    """Refer to *sources* by their numbers among *everything* that is listed."""
    shown = everything[: room.sources]
    numbers = sorted({shown.index(source) + 1 for source in sources if source in shown})
    return SPACE.join(escape(f"[{number}]") for number in numbers)
