"""What the public does in a private chat: posts, commands, buttons."""

from telegram import Update

from bot.context import Context
from bot.models import NoticeKind
from bot.services.members import invitations
from handlers import cases, members, subscriptions
from handlers.incoming import incoming
from handlers.posts import check
from handlers.telling import tell, tell_kind


async def on_post(update: Update, context: Context) -> None:
    """Answer a post, or hand it to the reviewers; an edited one has its answer edited."""
    if post := incoming(update):
        await check(update, context, post)


async def on_start(update: Update, context: Context) -> None:
    """Welcome a newcomer, or open what a link adds to /start: invitation, case, subscription."""
    if context.args and invitations.looks_like_token(context.args[0]):
        await members.open_link(update, context, context.args[0])
        return
    if context.args and (number := cases.OPENS.fullmatch(context.args[0])):
        await cases.open_link(update, context, int(number[1]))
        return
    if context.args == [subscriptions.OPENS]:
        await subscriptions.on_subscribe(update, context)
        return
    await tell(update, context, "start")


async def on_help(update: Update, context: Context) -> None:
    """Say what the bot can do."""
    await tell(update, context, "help")


async def on_about(update: Update, context: Context) -> None:
    """Say who rates, how, and how mistakes are corrected."""
    await tell(update, context, "about")


async def on_language(update: Update, context: Context) -> None:
    """Offer the languages."""
    await tell(update, context, "language_question")


async def on_mine(update: Update, context: Context) -> None:
    """List the sender's posts and what became of them."""
    await tell_kind(update, context, NoticeKind.MINE)


async def on_privacy(update: Update, context: Context) -> None:
    """Say what is kept of the sender."""
    days = context.settings.retention.days
    await tell_kind(update, context, NoticeKind.KEPT, retention_days=days)


async def on_my_data(update: Update, context: Context) -> None:
    """Send the sender all that is kept of them."""
    await tell_kind(update, context, NoticeKind.OWN_DATA)


async def on_forget(update: Update, context: Context) -> None:
    """Ask before anything is erased."""
    await tell(update, context, "forget_question")


async def on_unknown_command(update: Update, context: Context) -> None:
    """Point to /help."""
    await tell(update, context, "unknown_command")


async def on_unsupported(update: Update, context: Context) -> None:
    """Say what can be checked."""
    await tell(update, context, "unsupported")
