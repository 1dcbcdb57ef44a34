"""The gate before all handlers: what blocked people send and press is turned away."""

from contextlib import suppress

from telegram import Message, MessageEntity, Update
from telegram.error import TelegramError

from bot.replies import callbacks, unpack
from bot.services.order.bans import Visit
from bot.services.values import Sender

# What stays open to everybody: to see and erase what is kept, and to be written to no more.
OPEN = {"privacy", "forget", "mydata", "language", "unsubscribe"}
OPEN_BUTTONS = (
    callbacks.Language,
    callbacks.ForgetYes,
    callbacks.ForgetNo,
    callbacks.Unsubscribe,
)


def visit(update: Update) -> Visit | None:
    """Return who sends or presses something; None for what is open to everybody."""
    user, message = update.effective_user, update.message or update.edited_message
    query = update.callback_query
    if user is None:
        return None
    sender = Sender(user.id, user.language_code)
    if query is not None:
        if isinstance(unpack(query.data), OPEN_BUTTONS):
            return None
        return Visit(sender, chat_id=0, update_id=update.update_id)
    if message is None or message.migrate_to_chat_id:
        return None
    name = command(message) if message.chat_id == user.id else None
    if name in OPEN:
        return None
    return Visit(sender, message.chat_id, update.update_id, asks=name == "start")


def command(message: Message) -> str | None:
    """Return the command that a message is; a forwarded one is a post."""
    first = next(iter(message.entities), None)
    if first is None or first.type != MessageEntity.BOT_COMMAND or first.offset:
        return None
    if message.forward_origin or message.edit_date:
        return None
    return (message.text or "")[1 : first.length].split("@")[0].lower()


async def quiet(update: Update) -> None:
    """Stop the spinner of a button that is not taken."""
    if query := update.callback_query:
        with suppress(TelegramError):
            await query.answer()
