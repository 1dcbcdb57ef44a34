"""What people do on the sandbox's page: each deed is checked, then done in the world."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pydantic import BaseModel, Field
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

from bot.sandbox.methods import DOWNLOAD_LIMIT
from bot.sandbox.values import Chat, ChatKind, Json, MediaKind, Origin, OriginKind, Person
from bot.sandbox.world import World

ORIGINS: Mapping[OriginKind, Callable[[str], Origin]] = {
    OriginKind.USER: Origin.user,
    OriginKind.HIDDEN_USER: Origin.hidden_user,
    OriginKind.CHAT: Origin.chat,
    OriginKind.CHANNEL: Origin.channel,
}


class Deed(BaseModel):
    """What every request of the page says: who acts."""

    user: int


class InChat(Deed):
    """Somebody acts in a chat."""

    chat: int


class Say(InChat):
    """Somebody writes."""

    text: str = Field(min_length=1)
    reply_to: int | None = None


class Forward(InChat):
    """Somebody forwards a post."""

    text: str = Field(min_length=1)
    origin: OriginKind
    name: str = Field(min_length=1, max_length=128)


class Attach(InChat):
    """Somebody sends a file."""

    kind: MediaKind
    caption: str = Field(default="", max_length=1024)


class OnMessage(InChat):
    """Somebody does something to a message."""

    message: int


class Edit(OnMessage):
    """Somebody corrects a message of theirs."""

    text: str = Field(min_length=1)


class Press(OnMessage):
    """Somebody presses a button, named by its callback data."""

    button: str


class Block(Deed):
    """Somebody blocks or unblocks the bot."""

    blocked: bool


class Language(Deed):
    """Somebody switches the language of their app."""

    language: str = Field(pattern=r"^[a-z]{2,3}(-[A-Za-z]{2,4})?$")


@dataclass(frozen=True, slots=True)
class Deeds:
    """The page's POST requests; wrong ones raise HTTPException or pydantic's ValidationError."""

    world: World

    async def say(self, request: Request) -> None:
        """Write a message."""
        said = Say.model_validate_json(await request.body())
        person, chat = find_person(self.world, said.user), find_chat(self.world, said)
        if said.reply_to is not None:
            _message_in(chat, said.reply_to)
        place = _place(chat)
        await self.world.say(person, said.text, chat=place, reply_to=said.reply_to)

    async def forward(self, request: Request) -> None:
        """Forward a post from one of the four kinds of origin."""
        post = Forward.model_validate_json(await request.body())
        person, chat = find_person(self.world, post.user), find_chat(self.world, post)
        origin = ORIGINS[post.origin](post.name)
        await self.world.forward(person, post.text, origin=origin, chat=_place(chat))

    async def attach(self, request: Request) -> None:
        """Send a file with an optional caption."""
        async with request.form(max_part_size=DOWNLOAD_LIMIT, max_files=1) as form:
            sent = Attach.model_validate({key: form[key] for key in form if key != "file"})
            file = form.get("file")
            if not isinstance(file, UploadFile):
                raise HTTPException(422, "Choose a file first.")
            if (file.size or 0) > DOWNLOAD_LIMIT:
                raise HTTPException(413, "Bots cannot read files of more than 20 MB.")
            content, name = await file.read(), file.filename
        person, chat = find_person(self.world, sent.user), find_chat(self.world, sent)
        await self.world.attach(
            person, sent.kind, content, caption=sent.caption, name=name, chat=_place(chat)
        )

    async def edit(self, request: Request) -> None:
        """Correct one's own message."""
        edit = Edit.model_validate_json(await request.body())
        person, chat = self._own(edit)
        await self.world.edit(person, edit.message, edit.text, chat=_place(chat))

    async def delete(self, request: Request) -> None:
        """Delete one's own message."""
        deed = OnMessage.model_validate_json(await request.body())
        person, chat = self._own(deed)
        await self.world.delete(person, deed.message, chat=_place(chat))

    async def press(self, request: Request) -> Json:
        """Press a button and wait for what the bot says to it."""
        pressed = Press.model_validate_json(await request.body())
        person, chat = find_person(self.world, pressed.user), find_chat(self.world, pressed)
        _message_in(chat, pressed.message)
        try:
            answer = await self.world.press(
                person, pressed.message, pressed.button, chat=_place(chat)
            )
        except LookupError:
            raise HTTPException(404, "That button is gone.") from None
        except TimeoutError:
            raise HTTPException(504, "The bot has not answered the button.") from None
        return {"text": answer.text, "show_alert": answer.show_alert}

    async def block(self, request: Request) -> None:
        """Block or unblock the bot."""
        wish = Block.model_validate_json(await request.body())
        person = find_person(self.world, wish.user)
        if wish.blocked is not person.blocked:
            (self.world.block if wish.blocked else self.world.unblock)(person)

    async def language(self, request: Request) -> None:
        """Switch the language of somebody's app."""
        wish = Language.model_validate_json(await request.body())
        self.world.set_language(find_person(self.world, wish.user), wish.language)

    def _own(self, deed: OnMessage) -> tuple[Person, Chat]:
        person, chat = find_person(self.world, deed.user), find_chat(self.world, deed)
        if _message_in(chat, deed.message).get("from", {}).get("id") != person.id:
            raise HTTPException(403, "That is somebody else's message.")
        return person, chat


def find_person(world: World, number: int) -> Person:
    """Return the person with this id."""
    if person := world.people.get(number):
        return person
    raise HTTPException(404, "There is no such person.")


def find_chat(world: World, where: InChat) -> Chat:
    """Return the chat; it must be the person's own with the bot, or a group they are in."""
    chat = world.chats.get(where.chat)
    if chat is None or where.user not in {chat.id, *chat.members}:
        raise HTTPException(404, "There is no such chat for this person.")
    return chat


def _message_in(chat: Chat, number: int) -> Json:
    if message := chat.messages.get(number):
        return message
    raise HTTPException(404, "That message is gone.")


def _place(chat: Chat) -> Chat | None:
    # World takes None for the private chat, and only then minds who has blocked the bot.
    return None if chat.kind is ChatKind.PRIVATE else chat
