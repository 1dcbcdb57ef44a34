"""What the recipients of a broadcast get: a verdict as readers see it, or a plain text."""

from __future__ import annotations

from bot.replies import callbacks as press
from bot.replies.answers import fitted, whole
from bot.replies.markup import CAPTION, GAP, LIMIT, NOTHING, Html, escape, shorten
from bot.replies.values import Reply, Rows, Setting, button
from bot.replies.verdicts import untranslated
from bot.replies.voice import LOCALES, Voice, voice
from bot.services.broadcasts.values import BroadcastMessage


def message(setting: Setting, shown: BroadcastMessage) -> Reply:
    """Word what a recipient gets."""
    verdict = shown.verdict
    buttons = _buttons(setting.voice, shown)
    if verdict is not None:
        return Reply(fitted(lambda room: whole(setting, verdict, room)), buttons)
    return Reply(_text(setting.voice, shown).markup, buttons, picture=shown.photo)


def _text(voice: Voice, shown: BroadcastMessage) -> Html:
    """Show a text as it was written, labelled where it is in another language."""
    label = _label(voice, shown.language)
    text = escape(shown.text)
    most = room(photo=shown.photo is not None)
    if len(text.plain) > most:  # checked when it was written; never refused now
        text = escape(shorten(text.plain, most)[0])
    return GAP.join((text, label))


def _label(voice: Voice, language: str) -> Html:
    return NOTHING if language == voice.code else untranslated(voice, language)


def room(*, photo: bool) -> int:
    """Return how many characters a text may have: what may be added to it has its own."""
    added = (
        len((GAP + _label(voice(reader), written)).plain)
        for reader in LOCALES
        for written in LOCALES
    )
    return (CAPTION if photo else LIMIT) - max(added)


def _buttons(voice: Voice, shown: BroadcastMessage) -> Rows:
    """Offer to hear of changes to a verdict, and to be sent nothing any more."""
    sample, verdict = shown.sample, shown.verdict
    end = button(voice.gettext("Unsubscribe"), press.Sample() if sample else press.Unsubscribe())
    if verdict is None:
        return ((end,),)
    label = voice.gettext("Tell me if this changes")
    follow = button(label, press.Sample() if sample else press.Follow(verdict.id))
    return ((follow,), (end,))
