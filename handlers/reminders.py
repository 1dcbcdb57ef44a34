"""Whether a reviewer is reminded: /reminders and its buttons."""

from telegram import Update

from bot.context import Context
from bot.models import utcnow
from bot.replies import callbacks
from bot.services.clock import reminders
from bot.services.values import NotAllowed, Sender
from handlers.telling import locale_of, sender_of, tell
from handlers.values import Words


async def on_reminders(update: Update, context: Context) -> None:
    """Show whether the sender is reminded."""
    if (sender := sender_of(update)) is None:
        return
    await locale_of(context, sender)
    words = said(await context.call(reminders.owe_switch, sender.id, _key(update)))
    if words.name:
        await tell(update, context, words.name, reply=True)


async def press(
    update: Update,
    context: Context,
    action: callbacks.RemindMe | callbacks.SpareMe,
    sender: Sender,
) -> Words:
    """Switch the presser's reminders, and show how that stands where they pressed."""
    message = update.effective_message
    if message is None:
        return Words("old_button")
    if message.chat_id != sender.id:
        return Words("in_private")
    on, edits = isinstance(action, callbacks.RemindMe), message.message_id
    switched = await context.call(
        reminders.switch, sender.id, utcnow(), _key(update), on=on, edits=edits
    )
    return said(switched)


def said(result: NotAllowed | None) -> Words:
    """Word a refusal; no words where something is shown."""
    return Words("only_reviewers") if result else Words()


def _key(update: Update) -> str:
    return f"reminders:{update.update_id}"
