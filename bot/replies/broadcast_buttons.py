"""The buttons under the card of a broadcast that has not begun."""

from __future__ import annotations

from typing import Final

from bot.models import Audience, BroadcastState
from bot.replies import callbacks as press
from bot.replies.markup import Html, escape
from bot.replies.topics import topic
from bot.replies.values import Button, Rows, button
from bot.replies.voice import LOCALES, OWN_NAMES, Voice
from bot.services.broadcasts.values import BroadcastCard, Flaw, View, When

S = BroadcastState
BEFORE: Final = (S.COMPOSING, S.WAITING, S.SCHEDULED)
SILENT: Final = (Flaw.WITHDRAWN, Flaw.UNRATED, Flaw.NO_TEXT)  # there is nothing to show


def buttons(voice: Voice, shown: BroadcastCard) -> Rows:
    """Offer what can be done to a broadcast, or the answers to what is asked."""
    number = shown.broadcast_id
    if shown.state not in BEFORE:
        return ()
    match shown.view:
        case View.MAIN:
            return _main(voice, shown)
        case View.LANGUAGE:
            return (*_texts(voice, shown), _back(voice, number))
        case View.AUDIENCE:
            return (*_audiences(voice, shown), _back(voice, number))
        case View.TOPICS:
            topics = tuple(
                (button(topic(voice, one.name), press.AimAtTopic(number, one.verdict_id)),)
                for one in shown.topics
            )
            return (*topics, _back(voice, number, View.AUDIENCE))
        case View.LANGUAGES:
            languages = tuple(
                (button(escape(OWN_NAMES[code]), press.AimAtLanguage(number, code)),)
                for code in LOCALES
            )
            return (*languages, _back(voice, number, View.AUDIENCE))
        case View.TIME:
            return (*_times(voice, number), _back(voice, number))
        case View.SEND:
            return (*_send(voice, shown), _back(voice, number))
        case View.CALL_OFF:
            yes = voice.gettext("Yes: call it off")
            return ((button(yes, press.CallOff(number)),), _back(voice, number))


def _back(voice: Voice, number: int, view: View = View.MAIN) -> tuple[Button, ...]:
    return (button(voice.gettext("◀ Back"), press.ShowBroadcast(number, view)),)


def _ask(voice: Voice, shown: BroadcastCard, label: Html, view: View) -> Button:
    return button(label, press.ShowBroadcast(shown.broadcast_id, view))


def _main(voice: Voice, shown: BroadcastCard) -> Rows:
    """Offer each viewer what is theirs to do."""
    number, version, rows = shown.broadcast_id, shown.version, list[tuple[Button, ...]]()
    if shown.flaw not in SILENT:
        rows.append(
            tuple(
                button(escape(f"👁 {code}"), press.PreviewBroadcast(number, code))
                for code in LOCALES
            )
        )
    off = _ask(voice, shown, voice.gettext("Call it off"), View.CALL_OFF)
    change = button(voice.gettext("Change it"), press.ChangeBroadcast(number))
    match shown.state:
        case S.COMPOSING if shown.own:
            rows += _compose(voice, shown)
        case S.COMPOSING if shown.orphan:
            rows.append((off,))
        case S.WAITING if not shown.own:
            yes, back = voice.gettext("✅ Confirm"), voice.gettext("↩️ Send back")
            answers = [button(yes, press.ConfirmBroadcast(number, version))]
            if not shown.orphan:
                answers.append(button(back, press.ReturnBroadcast(number, version)))
            rows += [tuple(answers), (off,)]
        case S.WAITING | S.SCHEDULED:
            rows.append((change, off) if shown.own else (off,))
    return tuple(rows)


def _compose(voice: Voice, shown: BroadcastCard) -> Rows:
    """Offer the parts of a broadcast to change, and to hand it in."""
    whom = _ask(voice, shown, voice.gettext("For whom"), View.AUDIENCE)
    when = _ask(voice, shown, voice.gettext("When"), View.TIME)
    send = _ask(voice, shown, voice.gettext("📣 Send"), View.SEND)
    off = _ask(voice, shown, voice.gettext("Throw it away"), View.CALL_OFF)
    rows: Rows = ((whom, when),)
    if shown.verdict is None:
        text = press.WriteBroadcast(shown.broadcast_id, shown.language)
        rows = ((button(voice.gettext("Change the text"), text),), *rows)
    return (*rows, (send, off) if shown.flaw is None else (off,))


def _texts(voice: Voice, shown: BroadcastCard) -> Rows:
    """Offer to write what readers of a language see, where they see the original."""
    number, code = shown.broadcast_id, shown.shown
    mine = shown.own and shown.state is S.COMPOSING and shown.verdict is None
    if not mine or code == shown.language:
        return ()
    language = voice.language(code)
    if code in shown.languages:
        again = voice.gettext("Write it anew: {language}", language=language)
        return ((button(again, press.WriteBroadcast(number, code)),),)
    add = voice.gettext("Add in this language: {language}", language=language)
    same = voice.gettext("The original is in this language: {language}", language=language)
    return (
        (button(add, press.WriteBroadcast(number, code)),),
        (button(same, press.CallOriginal(number, code)),),
    )


def _audiences(voice: Voice, shown: BroadcastCard) -> Rows:
    labels = {
        Audience.ALL: voice.gettext("All subscribers"),
        Audience.TOPIC: voice.gettext("A topic ▸"),
        Audience.LANGUAGE: voice.gettext("A language ▸"),
        Audience.ASKED: voice.gettext("Who asked about it"),
    }
    if shown.verdict is None:
        del labels[Audience.ASKED]
    return tuple(
        (button(label, press.AimBroadcast(shown.broadcast_id, audience)),)
        for audience, label in labels.items()
    )


def _times(voice: Voice, number: int) -> Rows:
    labels = {
        When.NOW: voice.gettext("At once"),
        When.HOUR: voice.gettext("In an hour"),
        When.MORNING: voice.gettext("Tomorrow at 9:00"),
        When.OWN: voice.gettext("Another time"),
    }
    return tuple(
        (button(label, press.TimeBroadcast(number, when)),) for when, label in labels.items()
    )


def _send(voice: Voice, shown: BroadcastCard) -> Rows:
    """Offer the last yes, where nothing stands in the way."""
    if shown.flaw is not None:
        return ()
    number, version = shown.broadcast_id, shown.version
    if shown.repeated is not None:
        again = voice.gettext("Yes: send it again")
        return ((button(again, press.SendAgain(number, version)),),)
    yes = voice.gettext("Yes: send it")
    return ((button(yes, press.SendBroadcast(number, version)),),)
