"""Answers that their readers flagged, and what reviewers say of them."""

from telegram import Update

from bot.context import Context
from bot.models import utcnow
from bot.replies import callbacks
from bot.services import pairs
from bot.services.pair_values import Judged, JudgedBefore, NoneWaits, NoPair, Shown
from bot.services.values import NotAllowed, Sender
from handlers.groups import on_group_message
from handlers.telling import locale_of, sender_of, tell
from handlers.values import Words

SAME = {1: True, 2: False}  # by what `Judge` carries


async def on_pairs(update: Update, context: Context) -> None:
    """Show the flagged answer that has waited longest."""
    message, sender = update.message, sender_of(update)
    if message is None or sender is None:
        return
    if message.chat_id < 0 and message.chat_id != context.settings.review_chat_id:
        await on_group_message(update, context)  # other groups are not for reviewers' work
        return
    await locale_of(context, sender)
    words = await _next(update, context, message.chat_id, sender)
    if words.name:
        await tell(update, context, words.name, reply=True)


async def press(
    update: Update, context: Context, action: callbacks.Judge, sender: Sender
) -> Words:
    """Keep a reviewer's word; in their own chat the next flagged answer follows."""
    message = update.effective_message
    if message is None or action.choice not in SAME:
        return Words("old_button")
    same = SAME[action.choice]
    judged = await context.call(pairs.judge, action.flag, sender.id, utcnow(), same=same)
    if isinstance(judged, Judged) and message.chat_id == sender.id:
        await _next(update, context, message.chat_id, sender)
    return said(judged)


def said(judged: Judged | JudgedBefore | NoPair | NotAllowed) -> Words:
    """Word what became of a reviewer's word."""
    match judged:
        case Judged(same=True):
            return Words("judged_same")
        case Judged():
            return Words("judged_other")
        case JudgedBefore():
            return Words("judged_before")
        case NoPair():
            return Words("no_pair")
        case NotAllowed():
            return Words("only_reviewers")


async def _next(update: Update, context: Context, chat_id: int, sender: Sender) -> Words:
    """Owe the next flagged answer; words where there is none."""
    key = f"pairs:{update.update_id}"
    match await context.call(pairs.owe_next, chat_id, sender.id, key):
        case Shown():
            return Words()
        case NoneWaits():
            return Words("no_pairs")
        case NotAllowed():
            return Words("only_reviewers")
