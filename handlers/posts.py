"""The way of one post: pieces together, decided, recorded with the reply that is owed for it."""

from dataclasses import replace

from telegram import Update

from bot.context import Context
from bot.models import utcnow
from bot.services import checking, parts
from bot.services.values import Incoming, Moved, Recorded
from bot.store import updates
from handlers.admission import admitted
from handlers.delivery import pump_of
from handlers.incoming import PIECE, goes_on
from handlers.intake import Intake, sender_of

NEXT_PIECE = 0.8  # seconds in which the next piece of a post or album arrives


async def check(update: Update, context: Context, post: Incoming) -> None:
    """Decide on *post* and owe its answer; a piece that goes on is kept for the last one."""
    if not await admitted(update, context, post):
        return
    patience = pump_of(context).patience
    patience.begin(post.chat_id, post.sender.language_code)
    post, whole = await context.look(parts.gathered, post)
    if await _goes_on(update, context, post):
        key = post.group_key or f"{parts.PIECES}{post.message_id}"
        await context.call(checking.keep_part, replace(post, group_key=key))
        return
    recorded = await _recorded(context, post, whole)
    patience.recorded(post.chat_id, recorded.submission_id)
    if recorded.paused or recorded.due_at > utcnow():
        await patience.end(post.chat_id)  # another text says that it comes later, and why


async def _goes_on(update: Update, context: Context, post: Incoming) -> bool:
    """Say whether the sender's next message belongs to the same post."""
    message, queue = update.effective_message, context.application.update_queue
    may = message is not None and (message.media_group_id or len(post.text) >= PIECE)
    if not may or post.edited or message is None or not isinstance(queue, Intake):
        return False
    following = await _kept_for_later(update, context)
    if following is None:
        following = await queue.follower(update, NEXT_PIECE)
    return following is not None and goes_on(message, following.message)


async def _kept_for_later(update: Update, context: Context) -> Update | None:
    """Return the sender's next update that is kept for later; its turn may come much later."""
    kept = await context.look(updates.held_after, sender_of(update), update.update_id)
    return Update.de_json(kept.raw, context.bot) if kept else None


async def _recorded(context: Context, post: Incoming, whole: Incoming) -> Recorded:
    """Record the post with a decision on *whole* made at the store's present version."""
    while True:
        decision, version = await context.decide(whole)
        result = await context.call(
            checking.record,
            post,
            decision,
            version=version,
            now=utcnow(),
            posts_per_minute=context.settings.posts_per_minute,
        )
        match result:
            case Recorded():
                return result
            case Moved():
                continue  # a verdict came or went meanwhile
