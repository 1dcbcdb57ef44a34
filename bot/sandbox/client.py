"""What end-to-end tests hold: a running sandbox, and readers who write to the bot and read it."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.sandbox.entities import to_html
from bot.sandbox.server import Address, running
from bot.sandbox.values import CallbackAnswer, Chat, Json, MediaKind, Origin, Person
from bot.sandbox.world import World

BADGE_END = re.compile(r":| [—–·] ")


@dataclass(frozen=True, slots=True)
class Received:
    """One message of the bot as a reader sees it."""

    message: Json

    @property
    def message_id(self) -> int:
        """Its number in the chat."""
        return int(self.message["message_id"])

    @property
    def text(self) -> str:
        """Its words, or its caption's."""
        return str(self.message.get("text") or self.message.get("caption") or "")

    @property
    def html(self) -> str:
        """Its words with their formatting."""
        marks = self.message.get("entities") or self.message.get("caption_entities") or []
        return to_html(self.text, marks)

    @property
    def badge(self) -> str:
        """The first line, up to a colon, a dash or a dot between words."""
        line = self.text.partition("\n")[0]
        return BADGE_END.split(line)[0].strip()

    @property
    def buttons(self) -> list[str]:
        """The labels of its buttons, row by row."""
        return [button["text"] for button in self._buttons()]

    @property
    def callbacks(self) -> list[str]:
        """The callback data of its buttons, row by row."""
        return [one["callback_data"] for one in self._buttons() if "callback_data" in one]

    @property
    def links(self) -> list[str]:
        """Where its marked links lead."""
        marks = self.message.get("entities") or self.message.get("caption_entities") or []
        return [mark["url"] for mark in marks if mark["type"] == "text_link"]

    @property
    def reply_to(self) -> int | None:
        """The number of the message that it answers."""
        replied = self.message.get("reply_to_message")
        return replied["message_id"] if replied else None

    @property
    def quote(self) -> str | None:
        """What it quotes of that message."""
        quote = self.message.get("quote")
        return quote["text"] if quote else None

    def _buttons(self) -> list[Json]:
        rows = self.message.get("reply_markup", {}).get("inline_keyboard", [])
        return [button for row in rows for button in row]


class Reader:
    """Somebody in one chat with the bot, their own by default; starts to look when made."""

    def __init__(self, world: World, person: Person, chat: Chat | None = None) -> None:
        self.world = world
        self.person = person
        self.chat = chat or world.private(person)
        self._shared = chat
        self._events = world.events.listen(self.chat.id)

    @property
    def inbox(self) -> list[Received]:
        """All that the bot has written here, as it stands now, oldest first."""
        return [Received(one) for one in self.chat.messages.values() if self._is_bots(one)]

    async def says(
        self, text: str, *, reply_to: int | None = None, entities: list[Json] | None = None
    ) -> int:
        """Write; return the message's number."""
        said = await self.world.say(
            self.person, text, chat=self._shared, reply_to=reply_to, entities=entities
        )
        return int(said["message_id"])

    async def sends(self, **body: object) -> int:
        """Send whatever a message may carry, in the Bot API's fields; return its number."""
        sent = await self.world.send(self.person, body, chat=self._shared)
        return int(sent["message_id"])

    async def forward(
        self,
        text: str,
        *,
        origin: Origin | None = None,
        photo: bytes | None = None,
        entities: list[Json] | None = None,
    ) -> int:
        """Forward a post, of a hidden user unless told; return the message's number."""
        known = origin or Origin.hidden_user("Oksana")
        sent = await self.world.forward(
            self.person, text, origin=known, chat=self._shared, photo=photo, entities=entities
        )
        return int(sent["message_id"])

    async def attaches(
        self,
        kind: MediaKind,
        content: bytes,
        *,
        caption: str = "",
        media_group_id: str | None = None,
        origin: Origin | None = None,
    ) -> int:
        """Send a file; return the message's number."""
        sent = await self.world.attach(
            self.person,
            kind,
            content,
            caption=caption,
            media_group_id=media_group_id,
            chat=self._shared,
            origin=origin,
        )
        return int(sent["message_id"])

    async def edits(self, message_id: int, text: str) -> None:
        """Change the words of one's own message."""
        await self.world.edit(self.person, message_id, text, chat=self._shared)

    async def deletes(self, message_id: int) -> None:
        """Delete a message."""
        await self.world.delete(self.person, message_id, chat=self._shared)

    async def presses(
        self,
        button: str,
        *,
        on: Received | int | None = None,
        forged: bool = False,
        timeout: float = 10.0,  # noqa: ASYNC109 - reads best at the caller's
    ) -> CallbackAnswer:
        """Press a button (by label or data) of the newest message that has it, or of *on*."""
        number = on.message_id if isinstance(on, Received) else on
        if number is None:
            number = self._newest_with(button)
        return await self.world.press(
            self.person, number, button, chat=self._shared, forged=forged, timeout=timeout
        )

    async def receives(
        self,
        *,
        timeout: float = 5.0,  # noqa: ASYNC109 - reads best at the caller's
    ) -> Received:
        """Return the bot's next message not yet received here; TimeoutError if none comes."""
        async with asyncio.timeout(timeout):
            while True:
                event = await self._events.get()
                if event is None:
                    raise ConnectionError("the sandbox stopped")
                if event.kind == "message" and self._is_bots(event.data):
                    # It may have been edited meanwhile; a reader sees the newest words.
                    number = event.data["message_id"]
                    return Received(self.chat.messages.get(number, event.data))

    async def sees_edit(
        self,
        message_id: int,
        *,
        timeout: float = 5.0,  # noqa: ASYNC109 - reads best at the caller's
    ) -> Received:
        """Return the bot's message *message_id* once it has been edited (words or buttons)."""
        stream = self.world.events.listen(self.chat.id)
        try:
            async with asyncio.timeout(timeout):
                while "edit_date" not in (message := self.chat.messages[message_id]):
                    await stream.get()
                return Received(message)
        finally:
            self.world.events.leave(stream, self.chat.id)

    async def hears_nothing(self, seconds: float = 0.3) -> bool:
        """Say whether the bot writes nothing here for *seconds*."""
        try:
            await self.receives(timeout=seconds)
        except TimeoutError:
            return True
        return False

    def _newest_with(self, button: str) -> int:
        for received in reversed(self.inbox):
            if button in received.buttons or button in received.callbacks:
                return received.message_id
        raise LookupError(f"no message here has the button {button!r}")

    def _is_bots(self, message: Json) -> bool:
        return bool(message.get("from", {}).get("id") == self.world.bot["id"])


@dataclass(frozen=True, slots=True)
class Sandbox:
    """A running sandbox: its world, where it is, and its people."""

    world: World
    address: Address

    @property
    def token(self) -> str:
        """The bot's token here."""
        return self.world.token

    @property
    def api_base_url(self) -> str:
        """The base_url of a bot."""
        return self.address.api_base_url

    @property
    def file_base_url(self) -> str:
        """The base_file_url of a bot."""
        return self.address.file_base_url

    def user(self, first_name: str = "Olena", *, language: str = "en") -> Reader:
        """Add somebody and look at their chat with the bot."""
        return Reader(self.world, self.world.add_user(first_name, language=language))

    def group(self, title: str, *people: Reader, supergroup: bool = False) -> list[Reader]:
        """Make a group of *people* and the bot; return how each of them sees it."""
        members = [reader.person for reader in people]
        chat = self.world.add_group(title, members, supergroup=supergroup)
        return [Reader(self.world, person, chat) for person in members]

    def calls(self, method: str) -> list[Json]:
        """The parameters of each call of *method* that the bot made and Telegram took."""
        return [c.params for c in self.world.calls if c.method == method and c.error is None]


@asynccontextmanager
async def sandbox(world: World | None = None, *, port: int = 0) -> AsyncIterator[Sandbox]:
    """Run a sandbox inside this event loop."""
    known = world or World()
    async with running(known, port=port) as address:
        yield Sandbox(known, address)
