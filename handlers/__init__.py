"""The routing table: which update goes where. Handlers are thin; they call services."""

from telegram.ext import (
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    MessageHandler,
    filters,
)

from bot.context import App
from handlers import (
    broadcasts,
    buttons,
    cases,
    desk,
    errors,
    exports,
    figures,
    finding,
    groups,
    logbook,
    members,
    order,
    pairs,
    public,
    reminders,
    replies,
    statistics,
    subscriptions,
    threshold,
    verdicts,
)

COMMANDS = {
    "start": public.on_start,
    "help": public.on_help,
    "find": finding.on_find,
    "language": public.on_language,
    "mine": public.on_mine,
    "subscribe": subscriptions.on_subscribe,
    "unsubscribe": subscriptions.on_unsubscribe,
    "privacy": public.on_privacy,
    "mydata": public.on_my_data,
    "forget": public.on_forget,
    "about": public.on_about,
    "queue": cases.on_queue,
    "mycases": cases.on_mine,
    "reviewing": cases.on_reviewing,
    "reminders": reminders.on_reminders,
    "broadcast": broadcasts.on_broadcast,
    "broadcasts": broadcasts.on_broadcasts,
    "export": exports.on_export,
    "members": members.on_members,
    "invite": members.on_invite,
    "stats": statistics.on_stats,
    "threshold": threshold.on_threshold,
    "log": logbook.on_log,
    "verdict": verdicts.on_verdict,
    "withdraw": verdicts.on_withdraw,
}

WORDS = filters.TEXT & ~filters.COMMAND
PRIVATE = filters.ChatType.PRIVATE
GROUPS = filters.ChatType.GROUPS
NEW, EDITED = filters.UpdateType.MESSAGE, filters.UpdateType.EDITED_MESSAGE
FILES = (
    filters.PHOTO
    | filters.VIDEO
    | filters.VIDEO_NOTE
    | filters.ANIMATION
    | filters.VOICE
    | filters.AUDIO
    | filters.Document.ALL
)
POST = filters.TEXT | filters.CAPTION | FILES
OWN = NEW & ~filters.FORWARDED  # a forwarded "/start" is a post, not a command
OWN_WORDS = PRIVATE & OWN


def register(application: App) -> None:
    """Add every handler, the error handler first."""
    application.add_error_handler(errors.on_error)
    for name, handler in COMMANDS.items():
        application.add_handler(CommandHandler(name, handler, OWN_WORDS))
    application.add_handlers(
        [
            CommandHandler("figure", figures.on_figure, OWN),
            CommandHandler("case", cases.on_case, OWN),
            CommandHandler("pairs", pairs.on_pairs, OWN),
            CommandHandler("block", order.on_block, OWN),
            CommandHandler("unblock", order.on_unblock, OWN),
            CommandHandler("pause", order.on_pause, OWN),
            CommandHandler("resume", order.on_resume, OWN),
            MessageHandler(
                OWN_WORDS & filters.CaptionRegex(broadcasts.COMMAND), broadcasts.on_broadcast
            ),
            MessageHandler(OWN_WORDS & filters.COMMAND, public.on_unknown_command),
            MessageHandler(
                NEW & filters.REPLY & filters.TEXT & ~filters.COMMAND, replies.on_reply
            ),
            MessageHandler(PRIVATE & NEW & POST, desk.on_message),
            MessageHandler(PRIVATE & EDITED & POST, desk.on_edit),
            MessageHandler(PRIVATE & NEW & ~filters.StatusUpdate.ALL, public.on_unsupported),
            CallbackQueryHandler(buttons.on_button),
            MessageHandler(filters.StatusUpdate.MIGRATE, groups.on_migration),
            MessageHandler(GROUPS & NEW & POST, groups.on_group_message),
            ChatMemberHandler(groups.on_membership, ChatMemberHandler.MY_CHAT_MEMBER),
        ]
    )
