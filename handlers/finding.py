"""Search: /find, and the verdict or case that a case is about."""

from telegram import Update

from bot.context import Context
from bot.services.asking import Asked
from bot.services.values import Sender
from handlers.values import Words


async def turn(update: Update, context: Context, page: int, sender: Sender) -> Words:
    """Show another page of what a search found."""
    return Words("old_button")


async def on_words(update: Update, context: Context, sender: Sender, asked: Asked) -> bool:
    """Take a message as the words by which a case's verdict or other case is found."""
    return False
