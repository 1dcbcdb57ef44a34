"""Subscribing to new verdicts: /subscribe, /unsubscribe, and what is pressed under them."""

from dataclasses import replace
from typing import TypeAlias

from telegram import Update

from bot.context import Context
from bot.models import utcnow
from bot.replies import callbacks
from bot.replies.subscription_actions import Tick
from bot.services.subscriptions import cards, choosing, ending
from bot.services.subscriptions.values import (
    Ended,
    EndedBefore,
    NoSuchChoice,
    NothingEnded,
    Place,
    Undone,
)
from bot.services.values import Sender
from handlers.telling import locale_of, sender_of, tell
from handlers.values import Words

OPENS = "subscribe"  # what a link adds to /start

Choice: TypeAlias = (
    callbacks.Subscribe
    | callbacks.SubscribeOften
    | callbacks.SubscribeTopic
    | callbacks.SubscribeEveryTopic
    | callbacks.SubscribeLanguage
    | callbacks.SubscribeEveryLanguage
    | callbacks.SubscribePage
)


async def on_subscribe(update: Update, context: Context) -> None:
    """Show the sender what they are subscribed to, or may be."""
    if (sender := sender_of(update)) is None:
        return
    await locale_of(context, sender)
    await context.call(cards.owe_card, sender.id, Place(_key(update)), utcnow())


async def on_unsubscribe(update: Update, context: Context) -> None:
    """Send the sender no new verdicts any more."""
    if (sender := sender_of(update)) is None:
        return
    await locale_of(context, sender)
    words = said(await context.call(ending.unsubscribe, sender.id, utcnow()))
    if words.name:
        await tell(update, context, words.name, reply=True)


async def press(
    update: Update, context: Context, action: callbacks.SubscriptionAction, sender: Sender
) -> Words:
    """Do what a button says, and show how the presser's subscription stands where they did."""
    message, me, now = update.effective_message, sender.id, utcnow()
    if message is None or message.chat_id != me:
        return Words("in_private")
    place = Place(_key(update), message.message_id)
    match action:
        case callbacks.Unsubscribe():
            return said(await context.call(ending.unsubscribe, me, now, pressed=place.edits))
        case callbacks.SubscribeAgain():
            return said(await context.call(ending.undo, me, now, place))
        case callbacks.SubscribeDone():
            await context.call(cards.owe_card, me, place, now, about=cards.DONE)
            return Words()
        case _:
            return await _choose(context, action, me, replace(place, page=action.page))


async def _choose(context: Context, action: Choice, me: int, place: Place) -> Words:
    """Change what somebody is sent, or only show other topics."""
    where = me, utcnow(), place
    match action:
        case callbacks.SubscribePage():
            await context.call(cards.owe_card, me, place, utcnow())
        case callbacks.Subscribe():
            await context.call(choosing.subscribe, *where)
        case callbacks.SubscribeOften(frequency):
            await context.call(choosing.want_often, *where, frequency)
        case callbacks.SubscribeEveryTopic():
            await context.call(choosing.want_every_topic, *where)
        case callbacks.SubscribeEveryLanguage():
            await context.call(choosing.want_every_language, *where)
        case callbacks.SubscribeTopic(topic, tick):
            wanted = tick is Tick.ON
            return said(await context.call(choosing.want_topic, *where, topic, wanted=wanted))
        case callbacks.SubscribeLanguage(code, tick):
            wanted = tick is Tick.ON
            return said(await context.call(choosing.want_language, *where, code, wanted=wanted))
    return Words()


def said(result: Ended | EndedBefore | Undone | NothingEnded | NoSuchChoice | None) -> Words:
    """Word what came of it; no words where something is shown."""
    match result:
        case Ended() | Undone() | None:
            return Words()
        case EndedBefore():
            return Words("unsubscribed_before")
        case NothingEnded():
            return Words("nothing_to_undo")
        case NoSuchChoice():
            return Words("no_such_choice")


def _key(update: Update) -> str:
    return f"subscription:{update.update_id}"
