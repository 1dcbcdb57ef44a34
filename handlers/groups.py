"""In groups the bot is silent unless it is addressed; there it checks the post replied to."""

import logging

from telegram import Message, MessageEntity, Update
from telegram.constants import ChatMemberStatus, ChatType

from bot.context import Context
from bot.models import utcnow
from bot.services import outbox, people
from handlers.incoming import attached, read, words
from handlers.posts import check
from handlers.telling import sender_of, tell

log = logging.getLogger(__name__)

OUTSIDE = {ChatMemberStatus.LEFT, ChatMemberStatus.BANNED}


async def on_group_message(update: Update, context: Context) -> None:
    """Check the post that an addressing message replies to, or its own words."""
    message, sender = update.message, sender_of(update)
    if message is None or sender is None or not addressed(message, context):
        return
    target = message.reply_to_message
    if target is None or (target.from_user and target.from_user.id == context.bot.id):
        await tell(update, context, "help_in_group", reply=True)
        return
    if not words(target) and attached(target)[0] is None:
        await tell(update, context, "unsupported", reply=True)
        return
    await check(update, context, read(update.update_id, target, sender))


async def on_migration(update: Update, context: Context) -> None:
    """Turn what belongs to a group to the supergroup that it became."""
    message = update.message
    if message and message.migrate_to_chat_id:
        await context.call(outbox.moved_chat, message.chat_id, message.migrate_to_chat_id)


async def on_membership(update: Update, context: Context) -> None:
    """Note that somebody blocked the bot, or came back."""
    change, sender = update.my_chat_member, sender_of(update)
    if change is None or sender is None or change.chat.type != ChatType.PRIVATE:
        return
    if change.new_chat_member.status in OUTSIDE:
        await context.call(people.block, sender.id, utcnow())
    else:
        await context.call(people.meet, sender, utcnow())


def addressed(message: Message, context: Context) -> bool:
    """Say whether *message* mentions the bot, answers it, or is a command for it."""
    replied = message.reply_to_message
    if replied and replied.from_user and replied.from_user.id == context.bot.id:
        return True
    name = f"@{context.bot.username}".lower()
    named = {
        **message.parse_entities([MessageEntity.MENTION, MessageEntity.BOT_COMMAND]),
        **message.parse_caption_entities([MessageEntity.MENTION]),
    }
    return any(text.lower().endswith(name) for text in named.values())
