"""The pretend Telegram as people use it: they write, forward, press buttons, block the bot.

What a person does that reaches the bot is awaited; setting the scene is not.
"""

import asyncio
from collections.abc import AsyncIterator

from bot.sandbox.detect import detected
from bot.sandbox.entities import TEXT_LIMIT
from bot.sandbox.groups import Groups
from bot.sandbox.state import CALLBACK_SECONDS, INLINE_SECONDS
from bot.sandbox.values import CallbackAnswer, Chat, Event, Json, MediaKind, Origin, Person


class World(Groups):
    """Everything that people can do in the sandbox; the bot's side is in methods.py."""

    async def say(
        self,
        user: Person,
        text: str,
        *,
        chat: Chat | None = None,
        reply_to: int | None = None,
        entities: list[Json] | None = None,
    ) -> Json:
        """Write a message, in pieces where it is too long, as apps do; return the last piece."""
        pieces = [text[at : at + TEXT_LIMIT] for at in range(0, len(text), TEXT_LIMIT)] or [""]
        for piece in pieces:
            marks = detected(piece, entities or [])
            body: Json = {"text": piece} | ({"entities": marks} if marks else {})
            message = await self.send(user, body, chat=chat, reply_to=reply_to)
        return message

    async def forward(
        self,
        user: Person,
        text: str = "",
        *,
        origin: Origin,
        chat: Chat | None = None,
        photo: bytes | None = None,
        entities: list[Json] | None = None,
    ) -> Json:
        """Forward a post from *origin*; with a *photo*, *text* is its caption."""
        field = "text" if photo is None else "caption"
        marks = detected(text, entities or [])
        body: Json = {"forward_origin": origin.as_origin(int(self.now()))}
        if photo is not None:
            body |= self.store(MediaKind.PHOTO, photo).as_media()
        if text or photo is None:
            body[field] = text
        if marks:
            body["entities" if photo is None else "caption_entities"] = marks
        return await self.send(user, body, chat=chat)

    async def attach(
        self,
        user: Person,
        kind: MediaKind,
        content: bytes,
        *,
        caption: str = "",
        name: str | None = None,
        media_group_id: str | None = None,
        chat: Chat | None = None,
        origin: Origin | None = None,
    ) -> Json:
        """Send a file; those with one *media_group_id* are an album."""
        body = self.store(kind, content, name).as_media()
        if caption:
            body["caption"] = caption
            if marks := detected(caption, []):
                body["caption_entities"] = marks
        if media_group_id:
            body["media_group_id"] = media_group_id
        if origin:
            body["forward_origin"] = origin.as_origin(int(self.now()))
        return await self.send(user, body, chat=chat)

    async def send(
        self, user: Person, body: Json, *, chat: Chat | None = None, reply_to: int | None = None
    ) -> Json:
        """Send whatever a message may carry (a sticker, a place ...), in the Bot API's fields."""
        place = chat or self.private(user)
        if not chat:
            if user.blocked:
                raise PermissionError(f"{user.first_name} has blocked the bot")
            user.started = True
        if reply_to is not None:
            body = {"reply_to_message": without_reply(place.messages[reply_to])} | body
        message = self.keep(place, body, sender=user.as_user())
        if self.bot_reads(place, message):
            self.updates.put("message", message)
        return message

    async def edit(
        self, user: Person, message_id: int, text: str, *, chat: Chat | None = None
    ) -> Json:
        """Change the words (text or caption) of one's own message."""
        place = chat or self.private(user)
        old = place.messages[message_id]
        field = "text" if "text" in old else "caption"
        marks_field = "entities" if field == "text" else "caption_entities"
        message = {key: value for key, value in old.items() if key != marks_field}
        message |= {field: text, "edit_date": int(self.now())}
        if marks := detected(text, []):
            message[marks_field] = marks
        self.replace(place, message)
        self.updates.put("edited_message", message)
        return message

    async def delete(self, user: Person, message_id: int, *, chat: Chat | None = None) -> None:
        """Delete a message for everybody."""
        self.remove(chat or self.private(user), message_id)

    async def press(
        self,
        user: Person,
        message_id: int,
        button: str,
        *,
        chat: Chat | None = None,
        forged: bool = False,
        timeout: float = 10.0,  # noqa: ASYNC109 - reads best at the caller's
    ) -> CallbackAnswer:
        """Press the button with this label or callback data and wait for the bot's answer.

        *forged* sends *button* as callback data although no such button is there. Raises
        LookupError where there is no such button, TimeoutError after *timeout* seconds.
        """
        message = (chat or self.private(user)).messages[message_id]
        data = button if forged else _callback_data(message, button)
        number, answer = self.ask((chat or self.private(user)).id, CALLBACK_SECONDS)
        query = {"id": number, "from": user.as_user(), "message": message, "data": data}
        query["chat_instance"] = str(message["chat"]["id"])
        self.updates.put("callback_query", query)
        async with asyncio.timeout(timeout):
            shown: CallbackAnswer = await answer
        return shown

    async def ask_inline(
        self,
        user: Person,
        query: str,
        *,
        timeout: float = 10.0,  # noqa: ASYNC109 - reads best at the caller's
    ) -> list[Json]:
        """Type @bot and *query* in some chat; return the bot's results."""
        number, answer = self.ask(user.id, INLINE_SECONDS)
        asked = {"id": number, "from": user.as_user(), "query": query, "offset": ""}
        self.updates.put("inline_query", asked)
        async with asyncio.timeout(timeout):
            results: list[Json] = await answer
        return results

    def block(self, user: Person) -> None:
        """Stop the bot."""
        user.blocked = True
        self.report_bot_status(self.private(user), user, "kicked")

    def unblock(self, user: Person) -> None:
        """Start the bot again."""
        user.blocked = False
        self.report_bot_status(self.private(user), user, "member")

    def delete_account(self, user: Person) -> None:
        """Leave Telegram for good; nobody is told."""
        user.deleted = True

    def set_language(self, user: Person, code: str) -> None:
        """Switch the language of somebody's app."""
        user.language = code

    def history(self, chat_id: int) -> list[Json]:
        """The messages of a chat, oldest first."""
        return list(self.chats[chat_id].messages.values())

    def subscribe(self, chat_id: int | None = None) -> AsyncIterator[Event]:
        """Yield what happens from now on, everywhere or in one chat."""
        return self.events.stream(chat_id)

    def inject(self, update: Json) -> None:
        """Queue any update, however wrong."""
        self.updates.put_raw(update)


def without_reply(message: Json) -> Json:
    """*message* as it is shown inside a reply: the Bot API nests only once."""
    return {key: value for key, value in message.items() if key != "reply_to_message"}


def _callback_data(message: Json, button: str) -> str:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    buttons = [one for row in rows for one in row if "callback_data" in one]
    for one in buttons:
        if button in {one["callback_data"], one["text"]}:
            return str(one["callback_data"])
    raise LookupError(f"no button {button!r} among {[one['text'] for one in buttons]}")
