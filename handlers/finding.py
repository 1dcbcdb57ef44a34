"""Search: /find, and the verdict or case that a case is about."""

import asyncio

from telegram import Update

from bot.context import Context
from bot.models import utcnow
from bot.services import searching
from bot.services.asking import Asked
from bot.services.found_values import Listed, NoList
from bot.services.values import Sender
from handlers.case_words import said
from handlers.telling import locale_of, sender_of, tell
from handlers.values import Words


async def on_find(update: Update, context: Context) -> None:
    """Show the verdicts that words find, and to reviewers the open cases."""
    message, sender = update.message, sender_of(update)
    if message is None or sender is None:
        return
    words = " ".join(context.args or ())
    if not words:
        await tell(update, context, "find_usage", reply=True)
        return
    await locale_of(context, sender)
    hits = await _hits(context, words)
    key = f"found:{update.update_id}"
    await context.call(searching.owe_found, message.chat_id, sender.id, key, words, hits)


async def turn(update: Update, context: Context, page: int, sender: Sender) -> Words:
    """Put another page in the place of the pressed one."""
    message = update.effective_message
    if message is None:
        return Words("old_button")
    where = message.chat_id, message.message_id, sender.id, f"found:{update.update_id}"
    turned = await context.call(searching.owe_page, *where, page)
    return Words("old_list") if isinstance(turned, NoList) else Words()


async def on_words(update: Update, context: Context, sender: Sender, asked: Asked) -> bool:
    """Take a message as the words by which a case's verdict or other case is found."""
    message = update.message
    if message is None or not message.text or message.forward_origin:
        return False
    hits = await _hits(context, message.text)
    where = sender.id, asked.about, f"found:{update.update_id}"
    listed = await context.call(searching.answer, *where, message.text, hits, utcnow())
    if not isinstance(listed, Listed):
        words = said(listed)
        await tell(update, context, words.name or "old_button", reply=True, **words.values)
    return True


async def _hits(context: Context, words: str) -> tuple[int, ...]:
    """Search the verdicts, outside any transaction."""
    return await asyncio.to_thread(_search, context, words)


def _search(context: Context, words: str) -> tuple[int, ...]:
    index, _ = context.runtime.indexing.index()
    return index.search(words, searching.MOST)
