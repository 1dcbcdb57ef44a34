"""Subscribing to new verdicts: /unsubscribe, and what is pressed under them."""

from typing import assert_never

from telegram import Update

from bot.context import Context
from bot.models import utcnow
from bot.replies import callbacks
from bot.services.subscriptions import ending
from bot.services.subscriptions.values import Ended, EndedBefore, NothingEnded, Undone
from bot.services.values import Sender
from handlers.telling import locale_of, sender_of, tell
from handlers.values import Words


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
    """Do what a button says, and show how the presser's subscription stands."""
    message, now = update.effective_message, utcnow()
    if message is None or message.chat_id != sender.id:
        return Words("in_private")
    key = f"subscription:{update.update_id}"
    match action:
        case callbacks.Unsubscribe():
            return said(await context.call(ending.unsubscribe, sender.id, now))
        case callbacks.SubscribeAgain():
            edits = message.message_id
            return said(await context.call(ending.undo, sender.id, now, key, edits=edits))
    assert_never(action)


def said(result: Ended | EndedBefore | Undone | NothingEnded) -> Words:
    """Word what came of it; no words where something is shown."""
    match result:
        case Ended() | Undone():
            return Words()
        case EndedBefore():
            return Words("unsubscribed_before")
        case NothingEnded():
            return Words("nothing_to_undo")
