"""What the pretend Telegram knows: people, chats, messages, files, queries, and the calls made."""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.sandbox.errors import Refused, stale_query
from bot.sandbox.events import Events
from bot.sandbox.faults import Faults
from bot.sandbox.updates import UpdateQueue
from bot.sandbox.values import (
    Call,
    CallbackAnswer,
    Chat,
    ChatKind,
    Event,
    File,
    Json,
    MediaKind,
    Person,
)

SANDBOX_BOT = "7000000001:local-sandbox-only"  # opens nothing but a sandbox
CALLS_KEPT = 50_000
CALLBACK_SECONDS = 150.0  # observed; Telegram documents no figure
INLINE_SECONDS = 30.0  # observed


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where updates are delivered, and the secret that goes with each."""

    url: str
    secret: str | None = None
    max_connections: int = 40


@dataclass(frozen=True, slots=True)
class Query:
    """A callback or inline query that waits for its answer until *expires* (Unix seconds)."""

    expires: float
    chat_id: int
    answer: asyncio.Future[Any]


class State:
    """The rows of the pretend Telegram and the few steps that keep them consistent."""

    def __init__(
        self,
        *,
        token: str = SANDBOX_BOT,
        username: str = "tipline_sandbox_bot",
        now: Callable[[], float] = time.time,
        privacy: bool = False,
    ) -> None:
        self.token = token
        self.username = username
        self.now = now
        self.privacy = privacy
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, File] = {}
        self.paths: dict[str, File] = {}
        self.queries: dict[str, Query] = {}
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.descriptions: dict[tuple[str, str], str] = {}
        self.reactions: dict[tuple[int, int], list[Json]] = {}
        self.calls: deque[Call] = deque(maxlen=CALLS_KEPT)
        self.updates = UpdateQueue()
        self.events = Events()
        self.faults = Faults()
        self.webhook: Webhook | None = None
        self._webhook_changed = asyncio.Event()
        self.webhook_error: tuple[int, str] | None = None
        self._last_message = 0
        self._last_query = 0

    @property
    def bot(self) -> Json:
        """The bot as the Bot API's User."""
        number = int(self.token.partition(":")[0])
        return {"id": number, "is_bot": True, "first_name": "Tipline", "username": self.username}

    def keep(self, chat: Chat, body: Json, *, sender: Json | None = None) -> Json:
        """Add a message to *chat*, tell those who look on, and return it."""
        message: Json = {"message_id": self._message_id(chat)}
        if sender:
            message["from"] = sender
        message |= {"date": int(self.now()), "chat": chat.as_chat()} | body
        chat.messages[message["message_id"]] = message
        self.events.publish(Event("message", chat.id, message))
        return message

    def replace(self, chat: Chat, message: Json, *, kind: str = "edited") -> Json:
        """Put *message* in the place of the one with its id."""
        chat.messages[message["message_id"]] = message
        self.events.publish(Event(kind, chat.id, message))
        return message

    def remove(self, chat: Chat, message_id: int) -> None:
        """Delete a message; Telegram does not tell bots."""
        del chat.messages[message_id]
        self.events.publish(Event("deleted", chat.id, {"message_id": message_id}))

    def store(self, kind: MediaKind, content: bytes, name: str | None = None) -> File:
        """Keep a file's bytes."""
        file = File.of(kind, content, name, len(self.files) + 1)
        self.files[file.id] = self.paths[file.path] = file
        return file

    def ask(self, chat_id: int, seconds: float) -> tuple[str, asyncio.Future[Any]]:
        """Open a query that the bot may answer for *seconds*."""
        self._last_query += 1
        number = str(8_000_000_000_000 + self._last_query)
        answer = asyncio.get_running_loop().create_future()
        self.queries[number] = Query(self.now() + seconds, chat_id, answer)
        return number, answer

    def answer(self, query_id: str, answer: CallbackAnswer | list[Json]) -> int:
        """Close a query and return its chat's id.

        Raises Refused where it is unknown, answered or too old; that a second answer is refused
        is stricter than what has been observed.
        """
        query = self.queries.pop(query_id, None)
        if query is None or self.now() > query.expires:
            raise stale_query()
        if not query.answer.done():
            query.answer.set_result(answer)
        return query.chat_id

    def webhook_changed(self) -> None:
        """Wake whoever delivers updates to the webhook."""
        self._webhook_changed.set()

    async def next_webhook(self) -> Webhook:
        """Wait until a webhook is set."""
        while self.webhook is None:
            self._webhook_changed.clear()
            await self._webhook_changed.wait()
        return self.webhook

    def record(
        self,
        method: str,
        params: Json,
        result: object,
        refused: Refused | None,
        received: float | None = None,
    ) -> None:
        """Add to the log of calls one that was *received* at a moment, and is answered now."""
        words, now = refused.words if refused else None, self.now()
        self.calls.append(Call(method, params, result, words, now, received or now))

    def _message_id(self, chat: Chat) -> int:
        # Supergroups and channels count for themselves; all other chats share one count.
        if chat.kind in {ChatKind.SUPERGROUP, ChatKind.CHANNEL}:
            chat.last_message += 1
            return chat.last_message
        self._last_message += 1
        return self._last_message
