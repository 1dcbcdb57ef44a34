"""The log of what was decided and done, in an admin's own chat: /log and its buttons."""

from telegram import Update

from bot.context import Context
from bot.services.order import logbook
from bot.services.order.log_values import Part
from bot.services.order.values import Shown
from bot.services.values import NotAllowed, Sender
from handlers.telling import locale_of, sender_of, tell
from handlers.values import Words


async def on_log(update: Update, context: Context) -> None:
    """Show what was decided and done last."""
    if sender := sender_of(update):
        await locale_of(context, sender)
        key = f"log:{update.update_id}"
        words = said(await context.call(logbook.owe_page, sender.id, key))
        if words.name:
            await tell(update, context, words.name, reply=True)


async def turn(update: Update, context: Context, sender: Sender, part: Part, page: int) -> Words:
    """Show another page of the log in the place of the pressed one."""
    message = update.effective_message
    if message is None:
        return Words("old_button")
    if message.chat_id != sender.id:
        return Words("in_private")
    key, edits = f"log:{update.update_id}", message.message_id
    return said(await context.call(logbook.owe_page, sender.id, key, part, page, edits=edits))


def said(result: Shown | NotAllowed) -> Words:
    """Word what became of a wish to see the log; no words where it is shown."""
    return Words("only_admins") if isinstance(result, NotAllowed) else Words()
