"""The smallest bot that answers: says each message again, as a reply; a measure for others."""

import os

from telegram import Update
from telegram.constants import MessageLimit
from telegram.ext import ApplicationBuilder, ContextTypes, MessageHandler, filters


async def echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    """Say it again."""
    if (message := update.message) and message.text:
        await message.reply_text(message.text[: MessageLimit.MAX_TEXT_LENGTH], do_quote=True)


def main() -> None:
    """Poll until stopped."""
    builder = ApplicationBuilder().token(os.environ["TIPLINE_TOKEN"])
    application = builder.base_url(os.environ["TIPLINE_API_BASE_URL"]).build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.run_polling()


if __name__ == "__main__":
    main()
