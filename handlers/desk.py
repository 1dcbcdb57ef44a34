"""What a member writes in their own chat: the answer to a question, or a post."""

from telegram import Update

from bot.context import Context
from bot.models import Question
from bot.services import asking
from handlers import approvals, finding, forms
from handlers.public import on_post
from handlers.telling import sender_of


async def on_message(update: Update, context: Context) -> None:
    """Take a message as the answer to what its sender was asked, or else as a post."""
    sender = sender_of(update)
    asked = await context.look(asking.asked, sender.id) if sender else None
    if sender is None or asked is None:
        await on_post(update, context)
        return
    answers = {
        Question.FORM: forms.on_words,
        Question.COMMENT: approvals.on_words,
        Question.SAME_AS: finding.on_words,
    }
    if not await answers[asked.question](update, context, sender, asked):
        await on_post(update, context)


async def on_edit(update: Update, context: Context) -> None:
    """Leave an edited answer as it was taken; other edited messages are posts."""
    sender = sender_of(update)
    if sender is None or not await forms.on_edit(update, context, sender):
        await on_post(update, context)
