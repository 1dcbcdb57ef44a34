"""What subscribers see of their subscription, and choose."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.models import Frequency
from bot.replies import callbacks as press
from bot.replies.form_buttons import CHOSEN, OFF, ON
from bot.replies.markup import GAP, LINE, SPACE, Html, bold, escape
from bot.replies.subscription_actions import Tick
from bot.replies.topics import topic
from bot.replies.values import Button, Reply, Rows, Setting, button, in_rows
from bot.replies.voice import LOCALES, N_, OWN_NAMES, Voice
from bot.services.subscriptions.values import SubscriptionCard, TopicChoice, Wanted

PHRASES: Final = {
    "unsubscribed_before": N_("You get no new verdicts from me already."),
    "asked_again": N_("Done. I write to you again when there is a verdict on what you asked."),
    "nothing_to_undo": N_("There is nothing to undo any more."),
    "no_such_choice": N_("This cannot be chosen any more. See how it stands now."),
}
FREQUENCIES: Final = {
    Frequency.AT_ONCE: N_("At once"),
    Frequency.DAILY: N_("Once a day"),
    Frequency.WEEKLY: N_("On Mondays"),
}
NAMED: Final = 12  # topics in a text


def card(setting: Setting, shown: SubscriptionCard) -> Reply:
    """Show what somebody is sent, and what they may choose."""
    voice, wanted = setting.voice, shown.wanted
    if shown.done:
        title = voice.gettext("🔔 You are subscribed to new verdicts.")
        change = voice.gettext("/subscribe changes that, /unsubscribe ends it.")
        return Reply(GAP.join((bold(title), choices(voice, wanted), change)).markup)
    if wanted.active:
        title = voice.gettext("🔔 You are subscribed to new verdicts.")
        hint = voice.gettext("Each press holds at once.")
    else:
        title = voice.gettext("🔔 I can send you new verdicts as they come.")
        hint = voice.gettext(
            "You are not subscribed yet. It begins when you press “Subscribe” or choose something "
            "here."
        )
    text = GAP.join((bold(title), choices(voice, wanted), hint))
    return Reply(text.markup, _buttons(voice, shown))


def ended(setting: Setting) -> Reply:
    """Say that nothing comes any more, and offer the way back."""
    voice = setting.voice
    text = voice.gettext(
        "🔕 You get no new verdicts from me any more. What you send me is answered as before."
    )
    back = button(voice.gettext("Undo"), press.SubscribeAgain())
    return Reply(text.markup, ((back,),))


def choices(voice: Voice, wanted: Wanted) -> Html:
    """Say in three lines what somebody is sent."""
    languages = [OWN_NAMES[code] for code in LOCALES if code in wanted.languages]
    spoken = escape(", ".join(languages)) if languages else voice.gettext("all of them")
    often = voice.gettext(FREQUENCIES[wanted.frequency])
    return LINE.join(
        (
            voice.gettext("Topics: {topics}", topics=_topics(voice, wanted.topics)),
            voice.gettext("Languages of the verdicts: {languages}", languages=spoken),
            voice.gettext("How often: {frequency}", frequency=often),
        )
    )


def _topics(voice: Voice, chosen: Sequence[str]) -> Html:
    """Name the topics that are wanted, as many as a line takes."""
    if not chosen:
        return voice.gettext("all of them")
    names = Html(", ").join(topic(voice, one) for one in chosen[:NAMED])
    left = len(chosen) - NAMED
    more = voice.ngettext("and {count} more", "and {count} more", left) if left > 0 else Html()
    return SPACE.join((names, more))


def _buttons(voice: Voice, shown: SubscriptionCard) -> Rows:
    wanted, page = shown.wanted, shown.page
    begin = button(voice.gettext("🔔 Subscribe"), press.Subscribe(page))
    ways = (
        button(voice.gettext("That's it"), press.SubscribeDone()),
        button(voice.gettext("Unsubscribe"), press.Unsubscribe()),
    )
    often = (_often(voice, one, wanted, page) for one in Frequency)
    return (
        *(() if wanted.active else ((begin,),)),
        tuple(often),
        *_topic_rows(voice, shown),
        *_language_rows(voice, wanted, page),
        *((ways,) if wanted.active else ()),
    )


def _often(voice: Voice, frequency: Frequency, wanted: Wanted, page: int) -> Button:
    label = voice.gettext(FREQUENCIES[frequency])
    if wanted.frequency is frequency:
        label = escape(f"{CHOSEN} ") + label
    return button(label, press.SubscribeOften(frequency, page))


def _topic_rows(voice: Voice, shown: SubscriptionCard) -> Rows:
    """Offer all topics, and each of them, by pages."""
    if not shown.topics:
        return ()
    page, every = shown.page, not shown.wanted.topics
    all_of_them = _ticked(voice.gettext("All topics"), every)
    turns = []
    if page > 1:
        turns.append(button(voice.gettext("◀ Back"), press.SubscribePage(page - 1)))
    if page < shown.pages:
        turns.append(button(voice.gettext("More ▶"), press.SubscribePage(page + 1)))
    return (
        (button(all_of_them, press.SubscribeEveryTopic(page)),),
        *in_rows((_topic(voice, one, page) for one in shown.topics), 2),
        *((tuple(turns),) if turns else ()),
    )


def _topic(voice: Voice, one: TopicChoice, page: int) -> Button:
    label = _ticked(topic(voice, one.topic), one.chosen)
    return button(label, press.SubscribeTopic(one.mark, _other(one.chosen), page))


def _language_rows(voice: Voice, wanted: Wanted, page: int) -> Rows:
    """Offer all languages, and each of the bot's by its own name."""
    every = _ticked(voice.gettext("All languages"), not wanted.languages)
    offered = (
        button(
            _ticked(escape(OWN_NAMES[code]), code in wanted.languages),
            press.SubscribeLanguage(code, _other(code in wanted.languages), page),
        )
        for code in LOCALES
    )
    return in_rows((button(every, press.SubscribeEveryLanguage(page)), *offered), 3)


def _ticked(label: Html, chosen: bool) -> Html:
    return escape(f"{ON if chosen else OFF} ") + label


def _other(chosen: bool) -> Tick:
    return Tick.OFF if chosen else Tick.ON
