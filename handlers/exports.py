"""All verdicts as a file, for admins: /export."""

from telegram import Update

from bot.context import Context
from bot.models import utcnow
from bot.services import export_files
from bot.services.members.values import Owed
from bot.services.values import NotAllowed
from handlers.telling import locale_of, sender_of, tell


async def on_export(update: Update, context: Context) -> None:
    """Send the verdicts in the format that is named, in which nothing is lost if none is."""
    message, sender = update.message, sender_of(update)
    if message is None or sender is None:
        return
    await locale_of(context, sender)
    kind = " ".join(context.args or ["jsonl"]).lower()
    key = f"export:{update.update_id}"
    owed = await context.call(
        export_files.owe_file, message.chat_id, sender.id, key, kind, utcnow()
    )
    match owed:
        case Owed():
            return
        case NotAllowed():
            await tell(update, context, "only_admins", reply=True)
        case None:
            await tell(update, context, "export_usage", reply=True)
