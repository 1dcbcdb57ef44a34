"""What a member writes in their own chat: the answer to a question, or a post."""

from telegram import Update

from bot.context import Context
from bot.models import Question, utcnow
from bot.services import asking, repeats
from bot.services.values import Sender
from handlers import approvals, broadcasts, finding, forms, imports
from handlers.admission import was_kept
from handlers.public import on_post
from handlers.telling import sender_of, tell


async def on_message(update: Update, context: Context) -> None:
    """Take a message as the answer to what its sender was asked, or else as a post.

    What was kept for later was no answer when it came: its sender may have been asked since.
    """
    if was_kept(update, context):
        await on_post(update, context)
        return
    sender = sender_of(update)
    asked = await context.look(asking.asked, sender.id) if sender else None
    if await imports.on_document(update, context):
        return
    if sender is None or asked is None:
        if sender is None or not await _taken_before(update, context, sender):
            await on_post(update, context)
        return
    answers = {
        Question.FORM: forms.on_words,
        Question.COMMENT: approvals.on_words,
        Question.SAME_AS: finding.on_words,
        Question.BROADCAST_TEXT: broadcasts.on_text,
        Question.BROADCAST_TIME: broadcasts.on_time,
    }
    if not await answers[asked.question](update, context, sender, asked):
        await on_post(update, context)


async def _taken_before(update: Update, context: Context, sender: Sender) -> bool:
    """Say whether a message repeats a reviewer's answer, and so is no post."""
    message = update.message
    if message is None or message.forward_origin:
        return False
    key, words = broadcasts.key_of(message, sender), message.text or ""
    question = await context.look(repeats.repeated, sender.id, words, utcnow(), key)
    if question is Question.COMMENT:
        await tell(update, context, "sent_back", reply=True)
    return question is not None


async def on_edit(update: Update, context: Context) -> None:
    """Leave an edited answer as it was taken; other edited messages are posts."""
    sender = sender_of(update)
    if sender is not None and await broadcasts.on_edit(update, context, sender):
        return
    if sender is None or not await forms.on_edit(update, context, sender):
        await on_post(update, context)
