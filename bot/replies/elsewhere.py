"""What was checked elsewhere: who rated it, in which words; it must not look like our own."""

from __future__ import annotations

from bot.replies.labels import label
from bot.replies.markup import LINE, NOTHING, Html, cut
from bot.replies.sources import described
from bot.replies.values import Room
from bot.replies.voice import Voice
from bot.services.values import VerdictView


def rated_by(voice: Voice, verdict: VerdictView, room: Room) -> Html:
    """Say who rated an imported verdict; nothing of our own ones."""
    if verdict.publisher is None:
        return NOTHING
    publisher = cut(verdict.publisher, room.field)
    if verdict.rated_as is None:
        if verdict.rating is None:
            return voice.gettext("Checked by {publisher}", publisher=publisher)
        return voice.gettext("Rated by {publisher}", publisher=publisher)
    rating = cut(verdict.rated_as, room.field)
    return voice.gettext("Rated by {publisher}: “{rating}”", publisher=publisher, rating=rating)


def words(voice: Voice, verdict: VerdictView, room: Room) -> Html:
    """Return an imported verdict's rating in its publisher's words, or else in ours."""
    return cut(verdict.rated_as, room.field) if verdict.rated_as else label(voice, verdict.rating)


def where(voice: Voice, verdict: VerdictView, room: Room) -> Html:
    """Say who has checked a claim that we have no rating of, in which words, and where."""
    links = [described(voice, source, room) for source in verdict.sources[:1]]
    if verdict.publisher is None:
        first = voice.gettext("It has been checked elsewhere:")
    else:
        publisher = cut(verdict.publisher, room.field)
        first = voice.gettext("{publisher} has checked it:", publisher=publisher)
    said = NOTHING
    if verdict.rated_as:
        rating = cut(verdict.rated_as, room.field)
        said = voice.gettext("Its rating there: “{rating}”", rating=rating)
    return LINE.join((first, *links, said))
