"""Replies to what the bot showed: a figure's card takes them, other replies are posts."""

from telegram import Update

from bot.context import Context
from bot.services.figures import desk as figure_desk
from handlers import desk, figures
from handlers.groups import on_group_message
from handlers.telling import sender_of


async def on_reply(update: Update, context: Context) -> None:
    """Do what the line says that answers a figure's card; other replies are posts."""
    message, sender = update.message, sender_of(update)
    if message is None or sender is None or message.reply_to_message is None:
        return
    shown = message.reply_to_message.message_id
    if await context.look(figure_desk.is_card, message.chat_id, shown):
        await figures.enter(update, context, sender)
        return
    private = message.chat_id > 0
    await (desk.on_message if private else on_group_message)(update, context)
