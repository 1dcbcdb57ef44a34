"""The second pair of eyes: approve, send back, reject."""

from telegram import Update

from bot.context import Context
from bot.replies import callbacks
from bot.services.asking import Asked
from bot.services.values import Sender
from handlers.values import Words


async def press(
    update: Update, context: Context, action: callbacks.DraftAction, sender: Sender
) -> Words:
    """Do what a button under a submitted draft says."""
    return Words("old_button")


async def on_words(update: Update, context: Context, sender: Sender, asked: Asked) -> bool:
    """Take a message as the comment with which a draft is sent back."""
    return False
