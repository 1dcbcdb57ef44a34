"""What spreads, for admins: /stats and the buttons under it."""

from telegram import Update

from bot.context import Context
from bot.models import utcnow
from bot.replies import callbacks
from bot.services.members.values import Owed
from bot.services.statistics import periods, showing
from bot.services.statistics.values import UnknownPeriod
from bot.services.values import NotAllowed, Sender
from handlers.telling import locale_of, sender_of, tell
from handlers.values import Words


async def on_stats(update: Update, context: Context) -> None:
    """Show the statistics of so many days, seven if none are named."""
    message, sender = update.message, sender_of(update)
    if message is None or sender is None:
        return
    await locale_of(context, sender)
    words = context.args or [f"{periods.USUAL}d"]
    days = periods.length(words[0]) or 0
    owed = await context.call(
        showing.owe_statistics,
        message.chat_id,
        sender.id,
        f"stats:{update.update_id}",
        days,
        utcnow(),
        context.settings.timezone,
    )
    if name := said(owed, "stats_usage").name:
        await tell(update, context, name, reply=True)


async def press(
    update: Update, context: Context, action: callbacks.StatisticsAction, sender: Sender
) -> Words:
    """Send another picture, or the values of this one as a file."""
    message, now = update.effective_message, utcnow()
    if message is None:
        return Words("old_button")
    if message.chat_id != sender.id:
        return Words("in_private")
    match action:
        case callbacks.ShowStatistics(days):
            until, file = now, False
        case callbacks.StatisticsFile(days, seconds):
            until, file = showing.moment(seconds, now), True
    where = message.chat_id, sender.id, f"stats:{update.update_id}"
    zone = context.settings.timezone
    owed = await context.call(showing.owe_statistics, *where, days, until, zone, file=file)
    return said(owed, "old_button")


def said(result: Owed | UnknownPeriod | NotAllowed, unknown: str) -> Words:
    """Word a refusal; no words where something is shown."""
    match result:
        case Owed():
            return Words()
        case UnknownPeriod():
            return Words(unknown)
        case NotAllowed():
            return Words("only_admins")
