"""A broadcast that has not begun, as its admins see it; and the list of the last ones."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from bot.models import Audience, BroadcastState
from bot.replies import callbacks as press
from bot.replies.answers import fitted
from bot.replies.broadcast_buttons import buttons
from bot.replies.broadcast_phrases import PHRASES
from bot.replies.labels import badge
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
from bot.replies.topics import topic
from bot.replies.values import Button, Reply, Room, Setting, button
from bot.replies.voice import LOCALES, N_, Voice
from bot.services.broadcasts.values import (
    BroadcastCard,
    BroadcastLine,
    BroadcastList,
    View,
)

STATES: Final = {
    BroadcastState.COMPOSING: N_("being composed"),
    BroadcastState.WAITING: N_("waits for another admin"),
    BroadcastState.SCHEDULED: N_("scheduled"),
    BroadcastState.LISTING: N_("begins"),
    BroadcastState.RUNNING: N_("goes out"),
    BroadcastState.PAUSED: N_("paused"),
    BroadcastState.DONE: N_("sent"),
    BroadcastState.STOPPED: N_("stopped"),
}
SIGNS: Final = {
    BroadcastState.COMPOSING: "✏️",
    BroadcastState.WAITING: "⏳",
    BroadcastState.SCHEDULED: "🕘",
    BroadcastState.LISTING: "📣",
    BroadcastState.RUNNING: "📣",
    BroadcastState.PAUSED: "⏸",
    BroadcastState.DONE: "✅",
    BroadcastState.STOPPED: "⏹",
}
BEFORE: Final = (BroadcastState.COMPOSING, BroadcastState.WAITING, BroadcastState.SCHEDULED)
OF_ANOTHER: Final = PHRASES["broadcast_of_another"]
QUESTIONS: Final = {
    View.AUDIENCE: N_("Who is it for?"),
    View.TOPICS: N_("Which topic?"),
    View.LANGUAGES: N_("Readers of which language?"),
    View.TIME: N_("When shall it begin?"),
    View.CALL_OFF: N_("Really call it off? Nothing is sent then."),
}


def card(setting: Setting, shown: BroadcastCard) -> Reply:
    """Show what goes out to whom and when, and ask what is asked."""
    voice = setting.voice
    number = str(shown.broadcast_id)
    state = escape(SIGNS[shown.state]) + SPACE + voice.gettext(STATES[shown.state])
    title = bold(voice.gettext("📣 Broadcast {number}", number=number)) + escape(" · ") + state
    html = fitted(
        lambda room: GAP.join(
            (
                title,
                _content(voice, shown, room),
                _languages(voice, shown),
                _plan(setting, shown),
                _notes(voice, shown),
                _question(setting, shown),
            )
        )
    )
    return Reply(html, buttons(voice, shown))


def _content(voice: Voice, shown: BroadcastCard, room: Room) -> Html:
    """Show what it says, in short."""
    if (verdict := shown.verdict) is not None:
        claim = voice.gettext("The claim: {claim}", claim=cut(verdict.claim, room.claim))
        named = voice.gettext("Verdict {number}", number=str(verdict.id))
        return LINE.join((named + escape(" · ") + badge(voice, verdict.rating), claim))
    text = quotation(escape(paragraphs(shown.text, room.claim)[0]))
    return LINE.join((voice.gettext("🖼 With a photo") if shown.photo else NOTHING, text))


def _languages(voice: Voice, shown: BroadcastCard) -> Html:
    """Say which readers get it in their language, and what the others see."""
    if not shown.languages:
        return NOTHING
    named = ", ".join(voice.language(code) for code in shown.languages)
    lines = [voice.gettext("Languages: {languages}", languages=named)]
    without = [code for code in LOCALES if code not in shown.languages]
    if without:
        others = ", ".join(voice.language(code) for code in without)
        lines.append(
            voice.gettext(
                "Readers of these see the original ({language}), labelled so: {others}",
                language=voice.language(shown.language),
                others=others,
            )
        )
    return LINE.join(lines)


def _plan(setting: Setting, shown: BroadcastCard) -> Html:
    """Say whom it is for, how many they are, and when it begins."""
    if shown.state not in BEFORE:
        return NOTHING
    voice, count = setting.voice, shown.count
    people = voice.ngettext("👥 {count} person", "👥 {count} people", count.people)
    how = voice.gettext(
        "{at_once} at once, {later} in their next bulletin",
        at_once=count.at_once,
        later=count.in_bulletins,
    )
    return LINE.join(
        (
            voice.gettext("For: {whom}", whom=_whom(voice, shown)),
            people + (escape(": ") + how if count.in_bulletins else NOTHING),
            escape("🕘 ") + _when(setting, shown.due_at),
        )
    )


def _whom(voice: Voice, shown: BroadcastCard) -> Html:
    match shown.audience:
        case Audience.ALL if shown.verdict is not None:
            return voice.gettext("all subscribers who take its topic and language")
        case Audience.ALL:
            return voice.gettext("all subscribers")
        case Audience.TOPIC:
            return voice.gettext(
                "who takes the topic “{topic}”", topic=topic(voice, shown.topic or "")
            )
        case Audience.LANGUAGE:
            language = voice.language(shown.segment_language or "")
            return voice.gettext("who reads this language: {language}", language=language)
        case Audience.ASKED:
            return voice.gettext("who asked about it, subscribed or not")


def _when(setting: Setting, at: datetime | None) -> Html:
    if at is None:
        return setting.voice.gettext("at once")
    return moment(setting, at)


def moment(setting: Setting, at: datetime) -> Html:
    """Write a moment so that it can be read in one way only: with zone and offset."""
    local = setting.today(at)
    offset = f"{local:%z}"
    return setting.voice.gettext(
        "{day}, {time} ({zone}, UTC{offset})",
        day=setting.voice.day(local.date()),
        time=f"{local:%H:%M}",
        zone=setting.timezone.key,
        offset=f"{offset[:3]}:{offset[3:]}",
    )


def _notes(voice: Voice, shown: BroadcastCard) -> Html:
    """Say what stands in the way, or who else has to say yes."""
    if shown.flaw is not None:
        return escape("⚠️ ") + voice.gettext(PHRASES[f"broadcast_flaw_{shown.flaw}"])
    composing = shown.state is BroadcastState.COMPOSING
    notes = []
    if composing and shown.confirmed_by_another:
        notes.append(
            voice.ngettext(
                "It goes to more than {count} person, so another admin has to confirm it.",
                "It goes to more than {count} people, so another admin has to confirm it.",
                shown.over,
            )
            if shown.over
            else voice.gettext("Another admin has to confirm it.")
        )
    if shown.orphan and shown.state in BEFORE:
        notes.append(voice.gettext("Who composed it is no admin any more."))
    elif composing and not shown.own:
        notes.append(voice.gettext(OF_ANOTHER))
    return LINE.join(italic(one) for one in notes)


def _question(setting: Setting, shown: BroadcastCard) -> Html:
    voice = setting.voice
    if shown.view is View.SEND:
        return bold(_last_question(setting, shown))
    if shown.view is View.LANGUAGE:
        return _one_language(voice, shown)
    if shown.view in QUESTIONS:
        return bold(voice.gettext(QUESTIONS[shown.view]))
    return NOTHING


def _last_question(setting: Setting, shown: BroadcastCard) -> Html:
    voice = setting.voice
    if (before := shown.repeated) is None:
        return voice.ngettext(
            "Really send it to {count} person?",
            "Really send it to {count} people?",
            shown.count.people,
        )
    at = moment(setting, before.at)
    if before.begun:
        return voice.ngettext(
            "You sent exactly this to {count} person: {at}. Send it again?",
            "You sent exactly this to {count} people: {at}. Send it again?",
            before.people,
            at=at,
        )
    return voice.ngettext(
        "Exactly this is planned already for {count} person: {at}. Send it all the same?",
        "Exactly this is planned already for {count} people: {at}. Send it all the same?",
        before.people,
        at=at,
    )


def _one_language(voice: Voice, shown: BroadcastCard) -> Html:
    """Say what readers of one language see; it follows as a message of its own."""
    language = voice.language(shown.shown)
    if shown.shown in shown.languages:
        return voice.gettext(
            "👁 Readers of this language see the message below: {language}", language=language
        )
    return voice.gettext(
        "👁 Without a text in this language its readers see the original, as below: {language}",
        language=language,
    )


def broadcasts(setting: Setting, shown: BroadcastList) -> Reply:
    """List the last broadcasts, each as a button."""
    voice = setting.voice
    title = bold(voice.gettext("📣 Broadcasts"))
    if not shown.lines:
        none = voice.gettext("There are none yet. /broadcast begins one.")
        return Reply(GAP.join((title, none)).markup)
    rows = tuple((_line(setting, one),) for one in shown.lines)
    return Reply(GAP.join((title, voice.gettext("Press one to see it."))).markup, rows)


def _line(setting: Setting, line: BroadcastLine) -> Button:
    voice, day = setting.voice, setting.voice.short_day(setting.today(line.at).date())
    what = line.verdict.claim if line.verdict else line.text
    words = f"{SIGNS[line.state]} {line.broadcast_id} · {day} · "
    state = voice.gettext(STATES[line.state])
    label = escape(words) + state + escape(" · ") + cut(what or "–", 30)
    return button(label, press.ShowBroadcast(line.broadcast_id, View.MAIN))
