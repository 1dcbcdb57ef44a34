"""Files of verdicts that admins send in their own chat: read, shown, written at a press."""

import asyncio
import hashlib
import io
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

from telegram import Document, Update
from telegram.error import TelegramError

from bot.context import Context
from bot.exchange import Rejected, Unreadable, read
from bot.models import utcnow
from bot.replies import callbacks
from bot.services import importing
from bot.services.importing import documents
from bot.services.values import Sender
from handlers.telling import locale_of, sender_of, tell
from handlers.values import Words

T = TypeVar("T")

ENDINGS = (".json", ".jsonl", ".ndjson", ".jsonld", ".csv", ".html", ".htm", ".gz", ".zip")
TYPES = {
    "application/json",
    "application/ld+json",
    "application/x-ndjson",
    "text/csv",
    "text/html",
    "application/gzip",
    "application/x-gzip",
    "application/zip",
}
DEADLINE = 120.0  # seconds that reading may take
SLOW = "Reading it takes too long here. Use `tipline import` where the bot runs."
GONE = "Telegram does not give this file. Send it again, or use `tipline import`."


def is_verdicts(document: Document | None) -> bool:
    """Say whether a document may hold verdicts, by its name or kind."""
    if document is None:
        return False
    name = (document.file_name or "").lower()
    return name.endswith(ENDINGS) or document.mime_type in TYPES


async def on_document(update: Update, context: Context) -> bool:
    """Read an admin's file of verdicts and show what it would change; False: it is a post."""
    message, sender = update.message, sender_of(update)
    if message is None or sender is None or message.forward_origin:
        return False
    document = message.document
    if document is None or not is_verdicts(document):
        return False
    key = f"import:{update.update_id}"
    wanted = await context.look(documents.welcome, sender.id, key)
    if not wanted:
        return wanted is None
    await locale_of(context, sender)
    if (document.file_size or 0) > documents.LARGEST:
        await tell(update, context, "import_too_large", reply=True)
        return True
    name, size = document.file_name or "", document.file_size or 0
    sent = documents.Sent(key, message.chat_id, sender.id, name, size, document.file_id)
    try:
        content = await _downloaded(context, document.file_id)
        file, rejects = await asyncio.to_thread(_gathered, content, name)
    except TelegramError:
        await context.call(documents.refuse, sent, GONE, utcnow())
    except Unreadable as error:
        await context.call(documents.refuse, sent, error.reason, utcnow())
    else:
        with file:
            await context.call(documents.show, sent, file, rejects, utcnow())
    return True


async def press(
    update: Update, context: Context, action: callbacks.ImportAction, sender: Sender
) -> Words:
    """Write a file, or leave it alone."""
    message = update.effective_message
    edits = message.message_id if message else None
    match action:
        case callbacks.LeaveFile(number):
            left = await context.call(documents.leave, number, sender.id, edits)
            return Words("import_left" if left else "import_old")
        case callbacks.ImportFile(number):
            return await _bring(context, number, sender.id, edits)


async def _bring(context: Context, number: int, person_id: int, edits: int | None) -> Words:
    """Get the file once more, and write it if it is still the one that was shown."""
    match await context.look(documents.due, number, person_id):
        case documents.NoAdmin():
            return Words("only_admins")
        case documents.Gone():
            return Words("import_old")
        case documents.Due(telegram_file, name, sha256):
            pass
    try:
        content = await _downloaded(context, telegram_file)
        file, rejects = await asyncio.to_thread(_gathered, content, name)
    except (TelegramError, Unreadable):
        return Words("import_again")
    with file:
        if file.sha256 != sha256:
            return Words("import_again")
        written = await context.call(
            documents.bring, number, person_id, file, rejects, edits, utcnow()
        )
    return Words("import_done" if written else "import_old")


async def _downloaded(context: Context, file_id: str) -> bytes:
    file = await context.bot.get_file(file_id)
    return bytes(await file.download_as_bytearray())


def _gathered(content: bytes, name: str) -> tuple[importing.File, list[Rejected]]:
    """Read a file; for worker threads. Raises Unreadable, also where it takes too long."""
    rejects: list[Rejected] = []

    def reject(one: Rejected) -> None:
        if len(rejects) < documents.REJECTS:
            rejects.append(one)

    file = importing.gather(
        _in_time(read(io.BytesIO(content), name), time.monotonic() + DEADLINE),
        name,
        utcnow().date(),
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        reject=reject,
    )
    return file, rejects


def _in_time(found: Iterable[T], end: float) -> Iterator[T]:
    for one in found:
        if time.monotonic() > end:
            raise Unreadable(SLOW)
        yield one
