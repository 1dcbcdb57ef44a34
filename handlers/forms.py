"""The verdict form: buttons and words."""

from telegram import Update

from bot.context import Context
from bot.replies import callbacks
from bot.services.asking import Asked
from bot.services.values import Sender
from handlers.values import Words


async def press(
    update: Update, context: Context, action: callbacks.FormAction, sender: Sender
) -> Words:
    """Do what a button of the form says."""
    return Words("old_button")


async def on_words(update: Update, context: Context, sender: Sender, asked: Asked) -> bool:
    """Take a message as the answer to the form's question; False where it is something else."""
    return False
