"""Keeping order: /pause and /resume, in an admin's own chat and in the reviewers' one."""

from typing import TypeAlias

from telegram import Update

from bot.context import Context
from bot.models import Hand, utcnow
from bot.replies import callbacks
from bot.services.members.values import Author
from bot.services.order import pausing
from bot.services.order.values import Scope, Shown, Switched
from bot.services.values import NotAllowed, Sender
from handlers.groups import on_group_message
from handlers.telling import locale_of, sender_of, tell
from handlers.values import Words

Result: TypeAlias = Shown | Switched | NotAllowed


async def on_pause(update: Update, context: Context) -> None:
    """Pause what follows the command; alone it shows what is paused."""
    await _switched(update, context, pauses=True)


async def on_resume(update: Update, context: Context) -> None:
    """Let what follows the command go on; alone it shows what is paused."""
    await _switched(update, context, pauses=False)


async def _switched(update: Update, context: Context, *, pauses: bool) -> None:
    message, sender = update.message, sender_of(update)
    if message is None or sender is None:
        return
    if message.chat_id < 0 and message.chat_id != context.settings.review_chat_id:
        await on_group_message(update, context)  # other groups are not for admins' work
        return
    await locale_of(context, sender)
    words = " ".join(context.args or ()).lower()
    if words and words not in set(Scope):
        await tell(update, context, "pause_usage", reply=True)
        return
    result: Result = Switched(())
    if words:
        result = await _switch(context, Scope(words), sender, pauses=pauses)
    if not isinstance(result, NotAllowed):
        key = f"pauses:{update.update_id}"
        result = await context.call(pausing.owe_state, message.chat_id, sender.id, key)
    await _tell(update, context, said(result))


async def press(
    update: Update, context: Context, action: callbacks.OrderAction, sender: Sender
) -> Words:
    """Do what an admin pressed, and show how it stands then in the place of what was pressed."""
    message = update.effective_message
    if message is None:
        return Words("old_button")
    match action:
        case callbacks.PauseNow(scope):
            done = await _switch(context, scope, sender, pauses=True)
        case callbacks.ResumeNow(scope):
            done = await _switch(context, scope, sender, pauses=False)
    if not isinstance(done, NotAllowed):
        where = message.chat_id, sender.id, f"pauses:{update.update_id}"
        await context.call(pausing.owe_state, *where, edits=message.message_id)
    return said(done)


async def _switch(context: Context, scope: Scope, sender: Sender, *, pauses: bool) -> Result:
    author = Author(Hand.ADMIN, sender.id)
    service = pausing.pause if pauses else pausing.resume
    return await context.call(service, scope, author, utcnow())


def said(result: Result) -> Words:
    """Word what became of an admin's wish; no words where something is shown."""
    match result:
        case Shown():
            return Words()
        case Switched(()):
            return Words("switched_before")
        case Switched():
            return Words("switched")
        case NotAllowed():
            return Words("only_admins")


async def _tell(update: Update, context: Context, words: Words) -> None:
    if words.name:
        await tell(update, context, words.name, reply=True, **words.values)
