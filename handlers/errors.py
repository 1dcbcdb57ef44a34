"""What is said of an error, once, and never with a person's words or the bot's token in it."""

import logging
import traceback
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError
from telegram import Update
from telegram.error import Conflict, TelegramError

from bot.context import Context
from bot.store.database import explain

log = logging.getLogger(__name__)

# Below these levels the libraries write addresses with the token, or what people wrote.
QUIET = {
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    "telegram": logging.INFO,
    "apscheduler": logging.WARNING,
    "alembic": logging.WARNING,
}


async def on_error(update: object, context: Context) -> None:
    """Log an exception and leave it with the queue, which tries the update again or parks it."""
    error = context.error
    if error is None:
        return
    number = update.update_id if isinstance(update, Update) else None
    log.error("Update %s (%s): %s\n%s", number, kind_of(update), brief(error), _frames(error))
    if number is not None:
        context.runtime.failures[number] = error


def on_polling_error(error: TelegramError) -> None:
    """Say in one line why no updates come in; the library tries again."""
    if isinstance(error, Conflict):
        log.error(
            "Another program polls Telegram with the same token (409 Conflict). "
            "Stop the other one, or give each its own token."
        )
    else:
        log.warning("No updates from Telegram, trying again: %s", brief(error))


def kind_of(update: object) -> str:
    """Name the kind of an update without its content."""
    if not isinstance(update, Update):
        return "no update"
    kinds = (kind for kind in Update.ALL_TYPES if getattr(update, kind, None) is not None)
    return next(kinds, "unknown kind")


def brief(error: BaseException) -> str:
    """Name an error without what a person wrote: only messages that cannot quote it are kept."""
    if isinstance(error, SQLAlchemyError):
        return explain(error)
    if isinstance(error, TelegramError):
        return f"{type(error).__name__}: {error}"
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{place}"


def _frames(error: BaseException) -> str:
    """The way to the error: files, lines and code, no values."""
    return "".join(traceback.format_tb(error.__traceback__)).rstrip()


def set_up_log(level: str, token: str | None) -> None:
    """Log to the standard error; quieten what would write secrets or people's words."""
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger().setLevel(level)
    for name, least in QUIET.items():
        logging.getLogger(name).setLevel(max(least, logging.getLogger().level))
    if token:
        for handler in logging.getLogger().handlers:
            handler.addFilter(WithoutToken(token))


class WithoutToken(logging.Filter):
    """Takes the bot's token out of whatever is logged."""

    def __init__(self, token: str) -> None:
        super().__init__()
        self._token = token

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite a record that holds the token; let every record pass."""
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = record.exc_text.replace(self._token, "<token>")
        message = record.getMessage()
        if self._token in message:
            record.msg, record.args = message.replace(self._token, "<token>"), None
        return True
