"""Published verdicts: their history, corrections and withdrawals."""

from telegram import Update

from bot.context import Context
from bot.replies import callbacks
from bot.services.values import Sender
from handlers.values import Words


async def press(
    update: Update, context: Context, action: callbacks.VerdictAction, sender: Sender
) -> Words:
    """Do what a button says."""
    return Words("old_button")
