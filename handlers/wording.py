"""Turns a parcel into words: the settings that every text needs are put in here."""

from bot.context import Runtime
from bot.replies import Reply, render, say, why
from bot.services import checking
from bot.services.values import Answered, Parcel, Text


async def word(runtime: Runtime, parcel: Parcel, bot_name: str) -> Reply:
    """Word *parcel* in its locale."""
    settings, locale, link = runtime.settings, parcel.locale, f"https://t.me/{bot_name}"
    message = parcel.message
    if isinstance(message, Text) and message.name == "why":
        submission = int(dict(message.values)["submission"])
        answer = await runtime.look(checking.answer, submission, locale)
        if not isinstance(answer, Answered):
            return Reply(say("no_longer_kept", locale))
        return why(
            answer,
            locale,
            publisher=settings.publisher,
            public_url=settings.public_url,
            bot_link=link,
            timezone=settings.timezone,
        )
    return render(
        message,
        locale,
        publisher=settings.publisher,
        public_url=settings.public_url,
        bot_link=link,
        timezone=settings.timezone,
    )
