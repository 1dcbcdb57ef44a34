"""The reply to a post: answered, related, not checked yet, or nothing to check."""

from __future__ import annotations

from collections.abc import Callable

from bot.matching.values import Check
from bot.replies import callbacks as press
from bot.replies.checks import difference
from bot.replies.elsewhere import rated_by, where
from bot.replies.figures import figures
from bot.replies.labels import MEDIA, badge
from bot.replies.markup import GAP, LIMIT, LINE, Html, bold, cut, escape, link
from bot.replies.sources import listed, numbered
from bot.replies.values import ROOMS, Reply, Room, Rows, Setting, button
from bot.replies.verdicts import alone, among, checked, original, reasons
from bot.replies.voice import Voice
from bot.services.values import (
    Answered,
    Found,
    Likeness,
    News,
    Recalled,
    Related,
    Unchecked,
    VerdictView,
)

MOST = 3  # verdicts or candidates in one reply


def fitted(build: Callable[[Room], Html], limit: int = LIMIT) -> str:
    """Build a message with as much room for its parts as the limit allows."""
    for room in ROOMS:
        content = build(room)
        if content.length <= limit:
            return content.markup
    raise ValueError("a reply is too long even in its shortest form")


def footer(setting: Setting) -> Html:
    """Say where to have a post checked, for those to whom the reply is forwarded."""
    shown = setting.bot_link.removeprefix("https://")
    address = link(setting.bot_link, escape(shown))
    return setting.voice.gettext("Have a post checked: {link}", link=address)


def answered(setting: Setting, answer: Answered) -> Reply:
    """Show the verdicts and figures that a post meets."""
    if not answer.found and not answer.figures:
        return withdrawn(setting)
    html = fitted(lambda room: body(setting, answer, room))
    return Reply(html, _answer_buttons(setting.voice, answer))


def body(setting: Setting, answer: Answered, room: Room) -> Html:
    """Say what a post meets, in the room that there is."""
    found = answer.found[:MOST]
    everything = numbered(
        (
            *(one.verdict.sources for one in found),
            *(
                recorded.sources
                for one in answer.figures
                for recorded in one.recorded[: room.recorded]
            ),
        )
    )
    shown = figures(setting.voice, answer.figures, everything, room)
    sources = listed(setting.voice, everything, room)
    match found:
        case [one]:
            date = checked(setting, one.verdict, posted_at=answer.posted_at)
            parts = (alone(setting, one, room), *shown, sources, date)
        case _:
            several = (
                among(setting, one, position, everything, room, answer.posted_at)
                for position, one in enumerate(found, start=1)
            )
            parts = (*several, *shown, sources)
    return GAP.join((*parts, footer(setting)))


def withdrawn(setting: Setting) -> Reply:
    """Say that the verdict which a post met stands no more."""
    text = setting.voice.gettext(
        "The verdict on this claim has been withdrawn. It has to be checked again."
    )
    return Reply(text.markup)


def _answer_buttons(voice: Voice, answer: Answered) -> Rows:
    """Offer to explain, to object and to follow; by number where there are several verdicts."""
    why = button(voice.gettext("Why this answer?"), press.Why(answer.submission_id))
    match answer.found[:MOST]:
        case []:
            return ((why,),)
        case [one]:
            verdict = one.verdict.id
            other = press.NotIt(answer.submission_id, verdict)
            wrong = press.NotRight(answer.submission_id, verdict)
            return (
                (why,),
                (
                    button(voice.gettext("Not what I asked"), other),
                    button(voice.gettext("The rating is wrong"), wrong),
                ),
                (button(voice.gettext("Tell me if this changes"), press.Follow(verdict)),),
            )
        case several:
            rows = (
                row
                for number, one in enumerate(several, start=1)
                for row in _numbered_buttons(voice, answer.submission_id, one, number)
            )
            return ((why,), *rows)


def _numbered_buttons(voice: Voice, submission: int, found: Found, number: int) -> Rows:
    verdict = found.verdict.id
    other = voice.gettext("{number}: not what I asked", number=number)
    follow = voice.gettext("{number}: tell me if it changes", number=number)
    wrong = voice.gettext("{number}: the rating is wrong", number=number)
    return (
        (
            button(other, press.NotIt(submission, verdict)),
            button(wrong, press.NotRight(submission, verdict)),
        ),
        (button(follow, press.Follow(verdict)),),
    )


def related(setting: Setting, answer: Related) -> Reply:
    """Show claims that are like the post's, and what makes each another one."""
    if not answer.likenesses:
        return unchecked(setting, Unchecked(answer.submission_id))
    voice, likenesses = setting.voice, answer.likenesses[:MOST]
    numbers = tuple(
        button(
            escape(str(number)),
            press.This(answer.submission_id, one.verdict.id),
        )
        for number, one in enumerate(likenesses, start=1)
    )
    last = (
        button(voice.gettext("None of these"), press.NoneOfThese(answer.submission_id)),
        button(voice.gettext("Don't send it"), press.Hold(answer.submission_id)),
    )
    html = fitted(lambda room: _alike(setting, likenesses, room))
    return Reply(html, (numbers, last))


def _alike(setting: Setting, likenesses: tuple[Likeness, ...], room: Room) -> Html:
    voice = setting.voice
    near = (_likeness(voice, number, one, room) for number, one in enumerate(likenesses, start=1))
    last = voice.gettext(
        "Do you mean one of them? Press its number. Otherwise our reviewers will look at your "
        "post, and you will be told."
    )
    return GAP.join((bold(_found_near(voice, likenesses)), *near, last, footer(setting)))


def _found_near(voice: Voice, likenesses: tuple[Likeness, ...]) -> Html:
    """Say what was found: other claims, or the same one as others have checked it."""
    same = [one.difference.check is Check.UNRATED for one in likenesses]
    if all(same):
        return voice.gettext("🔍 We have not checked this claim, but others seem to have:")
    if any(same):
        return voice.gettext("🔍 We have not checked this exact claim. These are close:")
    return voice.gettext(
        "🔍 We have not checked this exact claim. These are close, but not the same:"
    )


def _likeness(voice: Voice, number: int, likeness: Likeness, room: Room) -> Html:
    verdict = likeness.verdict
    claim = escape(f"{number}. ") + cut(verdict.claim, room.claim)
    unlike = difference(voice, likeness.difference, room)
    if verdict.rating is None:
        return LINE.join((claim, original(voice, verdict), unlike, where(voice, verdict, room)))
    rating = voice.gettext(
        "That other claim's rating: {rating}", rating=badge(voice, verdict.rating)
    )
    by = rated_by(voice, verdict, room)
    return LINE.join((claim, original(voice, verdict), rating, by, unlike))


def unchecked(setting: Setting, answer: Unchecked) -> Reply:
    """Say that people will look at the post, and leave the choice to its sender."""
    voice = setting.voice
    keep = button(voice.gettext("Don't send it"), press.Hold(answer.submission_id))
    if answer.media is None:
        first = voice.gettext("🔎 Nobody here has checked this yet.")
        then = voice.gettext(
            "It goes to our reviewers, and I will tell you here as soon as there is a verdict."
        )
        return Reply(GAP.join((bold(first), then)).markup, ((keep,),))
    first = escape("🙈 ") + voice.gettext(MEDIA[answer.media])
    then = voice.gettext(
        "It goes to our reviewers, and I will tell you here as soon as there is a verdict. "
        "If it has words, send them to me as text: then I can look at once."
    )
    return Reply(GAP.join((bold(first), then)).markup, ((keep,),))


def news(setting: Setting, message: News) -> Reply:
    """Tell of a verdict that came after the post, or that changed."""
    voice, verdict = setting.voice, message.verdict
    html = fitted(lambda room: _news(setting, message, room))
    if message.submission_id is None or message.changed:
        return Reply(html)
    other = button(
        voice.gettext("Not what I asked"), press.NotIt(message.submission_id, verdict.id)
    )
    wrong = button(
        voice.gettext("The rating is wrong"), press.NotRight(message.submission_id, verdict.id)
    )
    return Reply(
        html,
        (
            (other, wrong) if verdict.rating else (other,),
            (button(voice.gettext("Tell me if this changes"), press.Follow(verdict.id)),),
        ),
    )


def _news(setting: Setting, message: News, room: Room) -> Html:
    voice, verdict = setting.voice, message.verdict
    if not message.changed:
        first = (
            voice.gettext("🔔 We have now checked a claim from a post that you sent:")
            if verdict.publisher is None and verdict.rating
            else voice.gettext("🔔 Others have checked a claim from a post that you sent:")
        )
    elif message.was in (None, verdict.rating):
        first = voice.gettext("🔔 A verdict that you know has changed:")
    else:
        before = badge(voice, message.was)
        first = voice.gettext(
            "🔔 A verdict that you know has changed; it was {rating}:", rating=before
        )
    return GAP.join((first, whole(setting, verdict, room)))


def whole(setting: Setting, verdict: VerdictView, room: Room) -> Html:
    """Show a verdict as those see it who are told of it."""
    voice = setting.voice
    claim = voice.gettext("The claim: {claim}", claim=cut(verdict.claim, room.claim))
    return GAP.join(
        (
            LINE.join((bold(badge(voice, verdict.rating)), rated_by(voice, verdict, room), claim)),
            reasons(voice, verdict, room.summary),
            listed(voice, verdict.sources, room),
            checked(setting, verdict),
            footer(setting),
        )
    )


def recalled(setting: Setting, message: Recalled) -> Reply:
    """Tell somebody who got a verdict that it holds no longer."""
    voice, verdict = setting.voice, message.verdict
    claim = cut(verdict.claim, ROOMS[0].claim)
    rating = badge(voice, verdict.rating)
    rated = (
        voice.gettext("We had rated it: {rating}", rating=rating)
        if verdict.publisher is None
        else rated_by(voice, verdict, ROOMS[0])
    )
    parts = (
        bold(
            voice.gettext(
                "↩️ We have withdrawn a verdict that you know. Please do not rely on it any more."
            )
        ),
        voice.gettext("The claim: {claim}", claim=claim),
        rated,
        voice.gettext("Posts about it wait for our reviewers again."),
    )
    return Reply(GAP.join((*parts, footer(setting))).markup)
